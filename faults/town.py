"""What is in the installation that is broken: Leiden's size of budget, who works there, and files to load."""

import hashlib
import secrets
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management import call_command

from bench import data
from indicators import recalculation
from indicators.choices import LadingStaat
from indicators.imports.delivery import Delivery, Found, Place, Row
from indicators.imports.stored import pack
from indicators.models import Effectindicator, IndicatorVermelding, Lading, Realisatie, Reeks, Stoplichtnorm
from indicators.notation import Figure
from indicators.publishing.chain import publish_loaded
from indicators.roles import BEHEERDER, BELEIDSMEDEWERKER, CONTROLLER
from programmes.choices import DocumentKind
from programmes.models import Beleidsterrein, Document, Doel

OFFICERS = 8
YEAR = 2026  # the officers enter its figures; of the years before everything is there
SHARED = 20  # figures that all officers enter at once
PRINTED = 9  # indicators in the document that is published
YEARS = range(2000, 2025)  # of what is loaded
LETTERS = str.maketrans("0123456789", "ghijklmnop")
ladingen = count(1)


class Town(NamedTuple):
    """What the scenarios have to know."""

    password: str
    officers: list[str]
    controllers: list[str]
    beheerder: str
    document: int  # that is published
    shared: frozenset[int]  # keys of the reeksen that all officers enter
    addresses: list[str]  # that a reader reads


def fill(indicators: int) -> Town:
    """Fill an empty database with this many indicators; return what is there."""
    call_command("migrate", verbosity=0, interactive=False)
    data.INDICATORS = indicators
    data.fill(1)
    # A document of some pages: its PDF is not what is broken, and would keep a worker busy for minutes.
    IndicatorVermelding.objects.filter(pk__gt=PRINTED).delete()
    Stoplichtnorm.objects.create(valid_from=data.FIRST_YEAR, margin=Decimal(5), margin_kind="procent")
    recalculation.recalculate()
    document = Document.objects.in_cycle_order().last()
    assert document is not None  # noqa: S101 - it was made just now
    publish_loaded(document)
    password = secrets.token_urlsafe(24)
    hashed = make_password(password)  # one for all: hashing takes its time, on purpose
    people = {}
    for group, number in ((BELEIDSMEDEWERKER, OFFICERS), (CONTROLLER, 2), (BEHEERDER, 1)):
        people[group] = [f"{group}-{n}@leiden.example" for n in range(number)]
        for email in people[group]:
            user = get_user_model().objects.create(username=email, email=email, password=hashed)
            user.groups.add(Group.objects.get(name=group))
    terreinen = list(Beleidsterrein.objects.order_by("pk"))
    officers = list(get_user_model().objects.filter(email__in=people[BELEIDSMEDEWERKER]).order_by("email"))
    for officer, terrein in zip(officers, terreinen, strict=False):
        terrein.owners.add(officer)
    shared: list[int] = []
    for terrein in terreinen[OFFICERS:]:
        if len(shared) >= SHARED:
            break
        shared += Reeks.objects.filter(indicator__doel__beleidsterrein=terrein).values_list("pk", flat=True)
        terrein.owners.add(*officers)
    addresses = ["/", "/publicaties/", *(f"/?jaar={year}" for year in range(2022, 2026))]
    addresses += [f"/beleidsterrein/{slug}/" for slug in Beleidsterrein.objects.values_list("slug", flat=True)[:9]]
    addresses += [f"/effectindicator/{slug}/" for slug in Effectindicator.objects.values_list("slug", flat=True)[:9]]
    return Town(
        password,
        people[BELEIDSMEDEWERKER],
        people[CONTROLLER],
        people[BEHEERDER][0],
        document.pk,
        frozenset(shared[:SHARED]),
        addresses,
    )


def something_to_load(figures: int) -> Lading:
    """Return a lading of about this many figures that was read, for a document that is still to be made."""
    # Below a doel that none of the officers enters: what was loaded and then changed, cannot be taken back.
    number, parent = next(ladingen), Doel.objects.order_by("pk").values_list("code", flat=True).reverse()[0]
    delivery = Delivery()
    for n in range(figures // len(YEARS)):
        place = Place(n + 1, 1)
        found = [Found(Figure(value=Decimal(n % 90 + 5), year=year), place, str(n % 90 + 5)) for year in YEARS]
        code = f"L{number}.{n}"
        # Words of their own: a name that looks like another is asked about.
        name = hashlib.sha256(code.encode()).hexdigest().translate(LETTERS)
        delivery.add(
            Row(
                "effectindicator", code, f"{name[:12]} {name[12:24]}", parent, place, found, unit="%", direction="hoger"
            )
        )
    return Lading.objects.create(
        name=f"begroting-{number}.xlsx",
        data=b"",
        sha256=hashlib.sha256(b"").hexdigest(),
        document_kind=DocumentKind.BEGROTING,
        document_year=2030 + number,
        state=LadingStaat.GELEZEN,
        delivery=pack(delivery),
    )


def loaded_of(lading: Lading) -> int:
    """Return how many figures of a lading are in the budget."""
    prefix = lading.delivery["rows"][0]["code"].partition(".")[0]
    return Realisatie.objects.filter(reeks__indicator__code__startswith=f"{prefix}.").count()
