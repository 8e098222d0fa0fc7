"""Every address × every role × an object of one's own and of another: who gets in, who sees what, who can write.

The addresses come from the URL configuration itself: a page that has no line in the tables below fails the suite.
What a page does for those it lets in is shown by the tests of that page; here is shown what it does not do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin import site
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from indicators import recalculation, targets
from indicators.api.resources import RESOURCES
from indicators.imports.delivery import Delivery, Found, Place, Row
from indicators.imports.stored import pack
from indicators.models import Effectindicator, Lading, Prognose, Realisatie, Streefwaarde, Toelichting, Uitdraai
from indicators.notation import Figure
from indicators.publishing.chain import publish_loaded
from leidenmo.accounts import urls as accounts
from programmes.models import Beleidsterrein, Document, Prestatie, Publicatie, Publicatiebestand, Vermelding, Voortgang
from tests.factories import (
    BeleidsterreinFactory,
    DocumentFactory,
    DoelFactory,
    LadingFactory,
    NormvoorstelFactory,
    PrestatieFactory,
    ProgrammaFactory,
    StreefwaardeFactory,
    make_figure,
    make_indicator,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db

# The beleidsterrein in every address below is 9A: officer_9a owns it, officer_9c owns another, the stand-in's time is over.
# One other indicator of 9A, `one`, has an owner of its own: officer_one.
ROLES = ("stranger", "raadslid", "officer_9a", "officer_one", "officer_9c", "late_stand_in", "controller", "beheerder")

LOGIN = 302  # sent to the login page
SEE_CONCEPTS = ("officer_9a", "controller")
SECRET = "geheim-van-9a"  # in every concept of 9A, but for those of the one indicator
SECRET_OF_ONE = "geheim-van-de-ene"  # in the concept of that one
SECRET_NODE = "geheim-onderdeel"  # in what only a document in the making prints
WORK_ON_DOCUMENTS = tuple(role for role in ROLES if role not in ("stranger", "raadslid"))
SEES = {SECRET: SEE_CONCEPTS, SECRET_OF_ONE: ("officer_one", "controller"), SECRET_NODE: WORK_ON_DOCUMENTS}


@dataclass(frozen=True)
class Page:
    """An address, what each role gets there, and what a forged form would post."""

    address: str
    answers: tuple[int, ...]  # in the order of ROLES
    writers: tuple[str, ...] = ()  # who may change something there; nobody else's post changes anything
    body: tuple[tuple[str, str], ...] = ()


def with_downloads(address: str, answers: tuple[int, ...], *tables: str) -> list[Page]:
    """Return a page, and each of its tables as a file in each form."""
    mark = "&" if "?" in address else "?"
    asked = [f"als={form}&tabel={table}" for table in tables or ("",) for form in ("csv", "csv-int", "xlsx")]
    return [Page(address, answers), *(Page(f"{address}{mark}{choice}", answers) for choice in asked)]


def as_csv(address: str, answers: tuple[int, ...], *tables: str) -> list[Page]:
    """Return each table of a page as one file: who gets it is decided before the form is."""
    mark = "&" if "?" in address else "?"
    return [Page(f"{address}{mark}als=csv&tabel={table}", answers) for table in tables or ("",)]


def everyone() -> tuple[int, ...]:
    """Return that anyone may read this."""
    return (200,) * len(ROLES)


def nobody() -> tuple[int, ...]:
    """Return that this is not there, whoever asks."""
    return (404,) * len(ROLES)


def only(*roles: str, others: int = 403, stranger: int = LOGIN) -> tuple[int, ...]:
    """Return that these roles get in, that others do not, and that a stranger is asked who they are."""
    return tuple(200 if role in roles else stranger if role == "stranger" else others for role in ROLES)


def of_those_who_work_on_documents() -> tuple[int, ...]:
    """Return that readers do not know of this yet."""
    return only(*WORK_ON_DOCUMENTS, others=404, stranger=404)


def signed_in() -> tuple[int, ...]:
    """Return that everyone who has logged in gets in."""
    return only(*ROLES[1:])


FIGURE = (
    ("indicator", "{indicator.slug}"),
    ("jaar", "2017"),
    ("waarde", "1"),
    ("gezien", ""),
    ("actie", "indienen"),
)

NORM = (
    ("vanaf", "2017"),
    ("marge", "1"),
    ("soort", "procent"),
    ("reden", "strenger"),
    ("actie", "voorstellen"),
)
DEVIATION = (
    ("eigenaar", "{people[officer_9a].pk}"),
    ("reden", "verbouwing"),
    ("tot_en_met", "2099-12-31"),
    ("actie", "afspreken"),
)
DECISION = (("actie", "afwijzen"), ("reden", "liever niet"))
POST_ONLY = tuple(LOGIN if role == "stranger" else 405 for role in ROLES)
SEEN = ("gezien", "{figure.pk}.1.ingediend.2018-01-02T00:00:00+00:00")  # what a page would have shown of the figure
CELL_NAME = "c{figure.reeks.pk}-2017"
CELL = (
    (f"{CELL_NAME}-waarde", "1"),
    (f"{CELL_NAME}-zegel", f"{SEEN[1]}~"),
    ("actie", "bewaren"),
)
PROGRESS = (("tijd", "groen"), ("geld", "groen"), ("kwaliteit", "groen"), ("gezien", ""))
EXPLANATION = (("verwachting", "haalbaar"), ("oorzaak", "anders"), ("gezien", ""))

# name of the address → its pages
PAGES: dict[str, list[Page]] = {
    "health-live": [Page("/health/live", everyone())],
    "health-ready": [Page("/health/ready", (503,) * len(ROLES))],  # no worker sweeps in a test
    "health-metrics": [Page("/health/metrics", nobody())],
    "catalogus": [Page("/data/catalog.jsonld", everyone())],
    "dashboard": [Page("/", everyone()), *with_downloads("/?jaar=2017&zoek=9A", everyone())],
    "programma": [
        Page("/programma/{indicator.doel.beleidsterrein.programma.slug}/", everyone()),
        *as_csv("/programma/{indicator.doel.beleidsterrein.programma.slug}/", everyone()),
        Page("/programma/{draft.doel.beleidsterrein.programma.slug}/", of_those_who_work_on_documents()),
    ],
    "beleidsterrein": [
        *with_downloads("/beleidsterrein/{terrein.slug}/", everyone()),
        Page("/beleidsterrein/{draft.doel.beleidsterrein.slug}/", of_those_who_work_on_documents()),
    ],
    "effectindicator": [
        *with_downloads("/effectindicator/{indicator.slug}/", everyone(), "jaren", "streefwaarden", "cijfers"),
        Page("/effectindicator/{one.slug}/", everyone()),
        Page("/effectindicator/{draft.slug}/", of_those_who_work_on_documents()),
        Page("/effectindicator/{one.slug}/?als=csv&tabel=cijfers", everyone()),
    ],
    "stoplicht": [
        Page("/effectindicator/{indicator.slug}/2017/vastgesteld/", everyone()),
        Page(
            "/effectindicator/{indicator.slug}/2017/werk/", only("officer_9a", "controller", others=404, stranger=404)
        ),
        Page("/effectindicator/{draft.slug}/2017/vastgesteld/", of_those_who_work_on_documents()),
        Page("/effectindicator/{one.slug}/2017/werk/", only("officer_one", "controller", others=404, stranger=404)),
    ],
    "inbedden": [
        Page("/inbedden/effectindicator/{indicator.slug}/", everyone()),
        Page("/inbedden/effectindicator/{draft.slug}/", nobody()),
    ],
    "inbedden_svg": [
        Page("/inbedden/effectindicator/{indicator.slug}.svg?jaar=2017", everyone()),
        Page("/inbedden/effectindicator/{draft.slug}.svg?jaar=2017", nobody()),
    ],
    "afwijking": [
        Page(
            "/effectindicator/{indicator.slug}/2016/afwijking/",
            only("controller"),
            writers=("controller",),
            body=DEVIATION,
        ),
        *as_csv("/effectindicator/{indicator.slug}/2016/afwijking/", only("controller")),
    ],
    "termijnen": [
        Page(
            "/documenten/{jaarstukken.pk}/termijnen/",
            only("controller"),
            writers=("controller",),
            body=(("cijfers", "2018-03-01"),),
        )
    ],
    "laden": [
        Page(
            "/laden/",
            only("beheerder"),
            writers=("beheerder",),
            body=(("tekst", "9A1.a"), ("document", "begroting 2020")),
        )
    ],
    "lading": [
        Page(
            "/laden/{lading.pk}/", only("beheerder"), writers=("beheerder",), body=(("actie", "laden"), ("gezien", ""))
        ),
    ],
    "sjabloon": [
        Page("/laden/sjabloon/", only("beheerder")),
        *(
            Page(f"/laden/sjabloon/?document={{begroting.key}}&als={form}", only("beheerder"))
            for form in ("xlsx", "csv")
        ),
    ],
    "kolommen": [
        Page(
            "/laden/{sheet.pk}/kolommen/",
            only("beheerder"),
            writers=("beheerder",),
            body=(("actie", "overslaan"), ("blad", "eigen"), ("kop", "1")),
        )
    ],
    "lading_voortgang": [Page("/laden/{lading.pk}/voortgang/", only("beheerder"))],
    "lading_bestand": [Page("/laden/{lading.pk}/bestand/", only("beheerder"))],
    "te_laat": [
        Page("/te-laat/", only("controller")),
        *as_csv("/te-laat/", only("controller"), "te-laat", "nog-op-tijd"),
    ],
    "stoplichtnorm": [
        Page("/stoplichtnorm/", only("controller"), writers=("controller",), body=NORM),
        *as_csv("/stoplichtnorm/", only("controller")),
    ],
    "normvoorstel": [
        Page("/stoplichtnorm/{normvoorstel.pk}/", only("controller"), writers=("controller",), body=DECISION),
        *as_csv("/stoplichtnorm/{normvoorstel.pk}/", only("controller"), "", "aantallen"),
    ],
    "documenten": [Page("/documenten/", only("controller")), *as_csv("/documenten/", only("controller"))],
    "document_nieuw": [
        Page(
            "/documenten/nieuw/",
            only("controller"),
            writers=("controller",),
            body=(("kind", "begroting"), ("year", "2030"), ("number", "1")),
        )
    ],
    "document": [
        Page(
            "/documenten/{begroting.pk}/",
            only("controller"),
            writers=("controller",),
            body=(("actie", "klaarzetten"), ("kind", "aangeboden"), ("gezien", "")),
        )
    ],
    "publicaties": [Page("/publicaties/", everyone()), *as_csv("/publicaties/", everyone())],
    "publicatie": with_downloads("/publicatie/{publicatie.short_sha256}/", everyone()),
    "publicatie_json": [Page("/publicatie/{publicatie.short_sha256}/json/", everyone())],
    # Whoever reads a page may have it put on paper: it shows no more than the page shows a stranger.
    "beleidsterrein_pdf": [
        Page("/beleidsterrein/{terrein.slug}/pdf/?jaar=2016", everyone(), writers=ROLES),
        Page("/beleidsterrein/{draft.doel.beleidsterrein.slug}/pdf/?jaar=2016", nobody()),
    ],
    "effectindicator_pdf": [
        Page("/effectindicator/{indicator.slug}/pdf/?jaar=2016", everyone(), writers=ROLES),
        Page("/effectindicator/{draft.slug}/pdf/?jaar=2016", nobody()),
    ],
    "uitdraai": [Page("/uitdraai/{uitdraai.sha256:.12}/", everyone())],
    "publicatie_bestanden": [
        # Whoever reads a publication may have its files made: they are made of it alone, and once.
        Page("/publicatie/{publicatie.short_sha256}/bestanden/", everyone(), writers=ROLES)
    ],
    "publicatie_bestand": [Page("/publicatie/{publicatie.short_sha256}/bestand/pdf/", everyone())],
    "publicatie_beleidsterrein": with_downloads(
        "/publicatie/{publicatie.short_sha256}/beleidsterrein/{terrein.slug}/", everyone()
    ),
    "publicatie_effectindicator": with_downloads(
        "/publicatie/{publicatie.short_sha256}/effectindicator/{indicator.slug}/",
        everyone(),
        "cijfers",
        "streefwaarden",
    ),
    "vergelijken": with_downloads("/vergelijken/?van={publicatie.short_sha256}&naar=nu", everyone()),
    "invoer": [Page("/invoer/", signed_in()), *as_csv("/invoer/?jaar=2017", signed_in())],
    "realisatie": [
        Page("/invoer/cijfer/?indicator={indicator.slug}&jaar=2017", signed_in(), writers=("officer_9a",), body=FIGURE),
        Page(
            "/invoer/cijfer/?indicator={one.slug}&jaar=2017",
            signed_in(),
            writers=("officer_one",),
            body=(("indicator", "{one.slug}"), *FIGURE[1:]),
        ),
    ],
    "vaststellen": [
        Page("/vaststellen/", only("controller"), writers=("controller",), body=(("gekozen", "{figure.pk}"), SEEN)),
        Page(
            "/vaststellen/",
            only("controller"),
            writers=("controller",),
            body=(("gekozen", "{figure.pk}"), SEEN, ("actie", "teruggeven"), ("reden", "nee")),
        ),
        Page(
            "/vaststellen/",
            only("controller"),
            writers=("controller",),
            body=(("soort", "streefwaarden"), ("gekozen", "{target.pk}"), ("gezien", "{target_token}")),
        ),
        *as_csv("/vaststellen/", only("controller"), "cijfers", "streefwaarden"),
    ],
    "streefwaarden": [
        Page(
            "/streefwaarden/{begroting.pk}/",
            only("officer_9a", "officer_one", "officer_9c", "late_stand_in"),
            writers=("officer_9a",),
            body=(("s{target.reeks_id}-2019-doel", "1"), ("s{target.reeks_id}-2019-gezien", "{target_seen}")),
        ),
        *as_csv("/streefwaarden/{begroting.pk}/", only("officer_9a", "officer_one", "officer_9c", "late_stand_in")),
    ],
    "trendbreuk": [
        Page(
            "/effectindicator/{indicator.slug}/trendbreuk/",
            only("controller"),
            writers=("controller",),
            body=(("valid_from", "2018"), ("decimals", "0"), ("break_reason", "anders")),
        )
    ],
    "tabel": [Page("/invoer/tabel/", signed_in(), writers=("officer_9a",), body=CELL)],
    "plakken": [Page("/invoer/tabel/plakken/", POST_ONLY, body=(("vanaf", CELL_NAME), ("blok", "1")))],
    "cel": [Page("/invoer/tabel/cel/", POST_ONLY, writers=("officer_9a",), body=(*CELL, ("cel", CELL_NAME)))],
    "cel_historie": [
        Page("/invoer/tabel/cel/{figure.reeks.pk}/2017/", only("officer_9a", others=404)),
    ],
    "cijfer_weggooien": [
        Page(
            "/invoer/cijfer/{figure.pk}/weggooien/",
            POST_ONLY,
            writers=("officer_9a",),
            body=(SEEN, ("waarom", "weg")),
        )
    ],
    "cijfer_definitief": [
        Page("/invoer/cijfer/{figure.pk}/definitief/", POST_ONLY, writers=("officer_9a",), body=(SEEN,))
    ],
    "geschiedenis_effectindicator": [
        *with_downloads(
            "/geschiedenis/effectindicator/{indicator.slug}/", only("officer_9a", "controller", others=404)
        ),
        *with_downloads("/geschiedenis/effectindicator/{one.slug}/", only("officer_one", "controller", others=404)),
    ],
    "geschiedenis_beleidsterrein": with_downloads(
        "/geschiedenis/beleidsterrein/{terrein.slug}/", only("officer_9a", "controller", "beheerder", others=404)
    ),
    "geschiedenis_document": with_downloads(
        "/geschiedenis/document/{begroting.pk}/", only("controller", "beheerder", others=404)
    ),
    "eigenaren": [
        Page(
            "/eigenaren/",
            only("beheerder"),
            writers=("beheerder",),
            body=(("terreinen", "{terrein.pk}"), ("to", "{people[officer_9c].pk}"), ("why", "x")),
        ),
        *as_csv("/eigenaren/", only("beheerder")),
    ],
    "indicatoreigenaren": [
        Page(
            "/eigenaren/indicatoren/",
            only("beheerder"),
            writers=("beheerder",),
            body=(("indicatoren", "{one.pk}"), ("to", "{people[officer_9c].pk}"), ("why", "x")),
        ),
        *as_csv("/eigenaren/indicatoren/", only("beheerder")),
    ],
    "eigenaar_beeindigen": [
        Page("/eigenaren/{late.pk}/beeindigen/", only("beheerder"), writers=("beheerder",), body=(("why", "x"),))
    ],
    "geschiedenis_norm": with_downloads("/geschiedenis/norm/", only("controller", others=404)),
    "rapportage": [
        Page(
            "/rapportage/{bestuursrapportage.pk}/",
            only("officer_9a", "officer_one", "officer_9c"),
            writers=("officer_9a",),
            body=(("beleidsterrein", "{terrein.slug}"),),
        ),
        *as_csv(
            "/rapportage/{bestuursrapportage.pk}/",
            only("officer_9a", "officer_one", "officer_9c"),
            "effectindicatoren",
            "prestaties",
        ),
        Page("/rapportage/{jaarstukken.pk}/", only("officer_9a", "officer_one", "officer_9c")),
        Page("/rapportage/{begroting.pk}/", (LOGIN, 403, 404, 404, 404, 403, 403, 403)),
    ],
    "rapportage_prestatie": [
        Page(
            "/rapportage/{bestuursrapportage.pk}/prestatie/{prestatie.slug}/",
            (LOGIN, 403, 200, 404, 404, 403, 403, 403),
            writers=("officer_9a",),
            body=PROGRESS,
        ),
    ],
    "rapportage_effectindicator": [
        Page(
            "/rapportage/{jaarstukken.pk}/effectindicator/{indicator.slug}/",
            (LOGIN, 403, 200, 404, 404, 403, 403, 403),
            writers=("officer_9a",),
            body=EXPLANATION,
        ),
        Page(
            "/rapportage/{bestuursrapportage.pk}/effectindicator/{indicator.slug}/",
            (LOGIN, 403, 200, 404, 404, 403, 403, 403),
            writers=("officer_9a",),
            body=EXPLANATION,
        ),
    ],
    "api_docs": [Page("/api/v1/", everyone())],
    "api-zonder-streep": [],  # a redirect to the page
    "api-openapi": [Page("/api/v1/openapi.json", everyone())],
    "api-niet-hier": [Page("/api/v1/{indicator.slug}", nobody())],
    **{f"api-{name}": [Page(f"/api/v1/{name}", everyone())] for name in RESOURCES},
    "api-programmas-een": [
        Page("/api/v1/programmas/{indicator.doel.beleidsterrein.programma.slug}", everyone()),
        Page("/api/v1/programmas/{draft.doel.beleidsterrein.programma.slug}", nobody()),
    ],
    "api-beleidsterreinen-een": [
        Page("/api/v1/beleidsterreinen/{terrein.slug}", everyone()),
        Page("/api/v1/beleidsterreinen/{draft.doel.beleidsterrein.slug}", nobody()),
    ],
    "api-doelen-een": [
        Page("/api/v1/doelen/{indicator.doel.slug}", everyone()),
        Page("/api/v1/doelen/{draft.doel.slug}", nobody()),
    ],
    "api-prestaties-een": [Page("/api/v1/prestaties/{prestatie.slug}", everyone())],
    "api-effectindicatoren-een": [
        Page("/api/v1/effectindicatoren/{indicator.slug}", everyone()),
        Page("/api/v1/effectindicatoren/{draft.slug}", nobody()),
    ],
    "api-realisaties-een": [
        Page("/api/v1/realisaties/{indicator.slug}.2010.2016.1", everyone()),
        Page("/api/v1/realisaties/{indicator.slug}.2010.2017.1", nobody()),
        Page("/api/v1/realisaties/{one.slug}.2010.2017.1", nobody()),
    ],
    "api-streefwaarden-een": [
        Page("/api/v1/streefwaarden/{indicator.slug}.2010.2017.begroting.2017.1", everyone()),
        Page("/api/v1/streefwaarden/{indicator.slug}.2010.2019.begroting.2019.1", nobody()),
    ],
    "api-statussen-een": [
        Page("/api/v1/statussen/{indicator.slug}.2017", everyone()),
        Page("/api/v1/statussen/{one.slug}.2017", nobody()),
    ],
    "api-documenten-een": [
        Page("/api/v1/documenten/{publicatie.document.key}", everyone()),
        Page("/api/v1/documenten/{begroting.key}", nobody()),
    ],
    "api-publicaties-een": [Page("/api/v1/publicaties/{publicatie.short_sha256}", everyone())],
    "inloggen": [Page("/inloggen/", (200, *(LOGIN,) * (len(ROLES) - 1)))],
    "uitloggen": [],  # posting it ends a session, and nothing else
    "toegankelijkheid": [Page("/toegankelijkheid/", everyone())],
    "privacy": [Page("/privacy/", everyone())],
    "beveiliging": [Page("/beveiliging/", everyone())],
    "security_txt": [Page("/.well-known/security.txt", nobody())],  # no contact is set in a test
    "woorden": [Page("/woorden/", everyone())],
    "hulp": [Page("/hulp/", everyone())],
    "hulp_kleur": [Page("/hulp/kleur/", everyone())],
    "hulp_rol": [
        Page(f"/hulp/{role}/", everyone()) for role in ("raadslid", "beleidsmedewerker", "controller", "beheerder")
    ],
    "favicon": [],  # a redirect to a static file
    "beheer-wachtwoord": [],  # a redirect to the page for it
}

# What the two roles of the admin find there; `change` includes adding, what is not named is closed.
LOOKED_AT = {
    *("realisatie", "streefwaarde", "indicatorstatus", "stoplichtnorm", "publicatie", "voortgang", "toelichting"),
    *("normvoorstel", "afwijking", "termijn"),
}
ADMIN_VIEW = {"controller": LOOKED_AT, "beheerder": LOOKED_AT | {"accountchange"}}
ADMIN_CHANGE = {
    "controller": set[str](),
    "beheerder": {
        *("programma", "beleidsterrein", "doel", "prestatie", "document", "vermelding", "bedrag"),
        *("verbondenpartij", "effectindicator", "bron", "indicatorvermelding", "benchmark", "user"),
    },
}
ADMIN_NEVER_DELETED = {"user"}


THEN = {"asked_at": "2018-01-02T00:00Z", "made_at": "2018-01-02T00:00Z"}
PDF = {"sha256": sha256(b"%PDF-").hexdigest(), "size": 5}


@dataclass
class World:
    """9A with something in every table: adopted, and concepts that carry the secret."""

    people: dict[str, Any]
    sessions: dict[str, str]  # of each who has logged in, what their browser sends along
    before: list[int]
    terrein: Beleidsterrein
    indicator: Effectindicator
    one: Effectindicator  # of officer_one alone
    prestatie: Prestatie
    figure: Realisatie
    target: Streefwaarde
    draft: Effectindicator  # that only a document in the making prints, as all it hangs below
    begroting: Document
    jaarstukken: Document
    bestuursrapportage: Document
    publicatie: Publicatie
    uitdraai: Uitdraai
    normvoorstel: Any
    late: Any  # what ties the late stand-in to 9A
    sheet: Lading  # a spreadsheet with headings that nobody knows
    lading: Lading  # of the begroting, with another figure and another target than the concepts that carry the secret


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world the roles walk through, made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        for role, person in world.people.items():
            if role != "stranger":
                client = Client()
                client.force_login(person)
                world.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        world.before = fingerprint()
        yield world
        transaction.set_rollback(True)


def make_world() -> World:
    """Make it."""
    terrein = BeleidsterreinFactory(code="9A")
    people = {
        "stranger": AnonymousUser(),
        "raadslid": make_user("raadslid", "raadslid"),
        "officer_9a": make_user("officer_9a", "beleidsmedewerker"),
        "officer_one": make_user("officer_one", "beleidsmedewerker"),
        "officer_9c": make_user("officer_9c", "beleidsmedewerker"),
        "late_stand_in": make_user("late_stand_in", "beleidsmedewerker"),
        "controller": make_user("controller", "controller", is_staff=True),
        "beheerder": make_user("beheerder", "beheerder", is_staff=True),
    }
    terrein.owners.add(people["officer_9a"])
    BeleidsterreinFactory(code="9C").owners.add(people["officer_9c"])
    late = terrein.eigenaren.create(
        user=people["late_stand_in"], stands_in_for=people["officer_9a"], until="2018-01-31"
    )
    indicator = make_indicator("9A1.a", terrein)
    one = make_indicator("9A1.b", terrein)
    one.eigenaren.create(user=people["officer_one"])
    make_figure(one, 2017, 44, state="concept", note=SECRET_OF_ONE, changed_by=people["officer_one"])
    prestatie = PrestatieFactory(doel=indicator.doel)
    begroting = DocumentFactory(kind="begroting", year=2019, adopted=False)
    jaarstukken = DocumentFactory(kind="jaarstukken", year=2017, through_year=None, adopted=False)
    bestuursrapportage = DocumentFactory(kind="bestuursrapportage", year=2017, through_year=None, adopted=False)
    for document in (begroting, jaarstukken, bestuursrapportage):
        doel = Vermelding.objects.create(document=document, doel=indicator.doel, name="Doel")
        Vermelding.objects.create(document=document, prestatie=prestatie, parent=doel, name="Prestatie")
        indicator.vermeldingen.create(document=document, parent=doel, name="Indicator")
        one.vermeldingen.create(document=document, parent=doel, name="Een andere")
    one.vermeldingen.create(document=DocumentFactory(year=2016), name="Een andere")
    Vermelding.objects.create(document=DocumentFactory(year=2016), prestatie=prestatie, name="Prestatie")
    draft = make_draft(begroting, indicator, terrein)
    make_target(indicator, 2017, 50)
    make_target(indicator, 2016, 50)
    make_figure(indicator, 2016, 45)
    figure = make_figure(
        indicator,
        2017,
        44,
        state="ingediend",
        note=SECRET,
        changed_by=people["officer_9a"],
        changed_at="2018-01-02T00:00Z",
    )
    target = StreefwaardeFactory(
        reeks=indicator.reeksen.get(),
        year=2019,
        document=begroting,
        state="voorstel",
        note=SECRET,
        moved_because=SECRET,
        changed_by=people["officer_9a"],
    )
    Toelichting.objects.create(indicator=indicator, document=jaarstukken, oorzaak=SECRET)
    Prognose.objects.create(indicator=indicator, document=bestuursrapportage, verwachting="onzeker", toelichting=SECRET)
    Voortgang.objects.create(prestatie=prestatie, document=bestuursrapportage, tijd="rood", oorzaak=SECRET)
    norm = NormvoorstelFactory(valid_from=2018, reason=SECRET, proposed_by=people["controller"])
    recalculation.recalculate()
    publicatie = publish_loaded(DocumentFactory(year=2017))
    said = Delivery()
    said.add(
        Row(
            "effectindicator",
            "9A1.a",
            "Percentage inwoners dat meedoet",
            "",
            Place(1, 1),
            [Found(Figure(Decimal(50), year=2017), Place(1, 9), "50")],
            [Found(Figure(Decimal(60), year=2019), Place(1, 12), "60")],
        )
    )
    lading = LadingFactory(document_year=begroting.year, delivery=pack(said))
    printout = Uitdraai.objects.create(
        beleidsterrein=terrein, year=2017, key="0" * 64, file=ContentFile(b"%PDF-", "y.pdf"), **PDF, **THEN
    )
    Publicatiebestand.objects.create(
        publicatie=publicatie, form="pdf", file=ContentFile(b"%PDF-", "x.pdf"), made_at=timezone.now(), **PDF
    )
    return World(
        people,
        {},
        [],
        terrein,
        indicator,
        one,
        prestatie,
        figure,
        target,
        draft,
        begroting,
        jaarstukken,
        bestuursrapportage,
        publicatie,
        printout,
        norm,
        late,
        LadingFactory(name="eigen.csv", data=b"Kenmerk;Wat;Uitkomst\r\n9A1.a;x;5,8\r\n", delivery=pack(Delivery())),
        lading,
    )


def make_draft(begroting: Document, indicator: Effectindicator, terrein: Beleidsterrein) -> Effectindicator:
    """Have a document in the making bring a whole branch, and something below every adopted level; return its leaf."""
    programma = ProgrammaFactory(code="77", name=SECRET_NODE, commissie=SECRET_NODE)
    draft = make_indicator("77A1.a", BeleidsterreinFactory(code="77A", name=SECRET_NODE, programma=programma))
    doel = draft.doel
    doel.name = draft.name = SECRET_NODE
    doel.save()
    draft.save()
    of_draft = PrestatieFactory(doel=doel, name=SECRET_NODE)
    below = PrestatieFactory(doel=indicator.doel, name=SECRET_NODE)
    indicator.prestaties.add(below)
    beside = DoelFactory(beleidsterrein=terrein, name=SECRET_NODE)
    for node in (
        *({"programma": programma}, {"beleidsterrein": doel.beleidsterrein}, {"doel": doel}),
        *({"prestatie": of_draft}, {"prestatie": below}, {"doel": beside}),
    ):
        Vermelding.objects.create(document=begroting, name=SECRET_NODE, **node)
    draft.vermeldingen.create(document=begroting, name=SECRET_NODE)
    return draft


def client_of(world: World, role: str) -> Client:
    """Return a browser in which this role has logged in."""
    client = Client(raise_request_exception=True)
    if role != "stranger":
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    return client


def seen_in(world: World) -> dict[str, Any]:
    """Return everything an address or a forged form can name."""
    tokens = {"seen": targets.opgave_of(world.target).fingerprint, "token": targets.token(world.target)}
    return {**vars(world), **{f"target_{name}": text for name, text in tokens.items()}}


def named_addresses() -> dict[str, str]:
    """Return every address of the URL configuration by its name, the admin's and those of others included."""
    return dict(_named(get_resolver().url_patterns, ""))


def _named(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, str]]:
    """Yield name and route of these addresses and all below them."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _named(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}", str(pattern.pattern)


def fingerprint() -> list[int]:
    """Return how many rows each table has; as every change leaves a line of history, this sees updates too."""
    ours = (model for app in ("programmes", "indicators", "auth") for model in apps.get_app_config(app).get_models())
    tables = [model._meta.db_table for model in (*ours, *(link.through for link in _people_links()))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'(SELECT COUNT(*) FROM {table})' for table in tables)}")  # noqa: S608
        return list(cursor.fetchone())


def _people_links() -> list[Any]:
    """Return the many-to-many links of a person: their groups and rights."""
    user = apps.get_model("auth.User")
    return [user.groups, user.user_permissions]


def shown(answer: HttpResponse) -> int:
    """Return how a page answered; a redirect counts only when it asks to log in."""
    if answer.status_code == LOGIN and "/inloggen/" not in answer["Location"] and answer["Location"] != "/":
        return -LOGIN
    return answer.status_code


def text_of(answer: HttpResponse) -> str:
    """Return what an answer says; of a workbook what its parts say."""
    content = b"".join(answer)  # type: ignore[arg-type]
    if "spreadsheetml" not in answer["Content-Type"]:
        return content.decode()
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(part).decode() for part in book.namelist())


CASES = [
    pytest.param(page, role, id=f"{name}-{number}-{role}")
    for name, pages in PAGES.items()
    for number, page in enumerate(pages)
    for role in ROLES
]


def test_every_address_has_its_line() -> None:
    # One's own account is nobody else's: tests/accounts/ walks those pages.
    own = {pattern.name for pattern in accounts.urlpatterns} - {"inloggen", "uitloggen"}
    ours = {name for name in named_addresses() if not name.startswith("admin:")} - own

    assert ours - PAGES.keys() == set(), "add who may do what there to PAGES"
    assert PAGES.keys() - ours == set(), "no such address any more"


@pytest.mark.parametrize(("page", "role"), CASES)
def test_role_gets_in_where_it_may_and_is_shown_no_concept_of_another(world: World, page: Page, role: str) -> None:
    # One question for both: there are some thousands of them.
    answer = client_of(world, role).get(page.address.format(**seen_in(world)))

    assert shown(answer) == page.answers[ROLES.index(role)]
    shown_there = text_of(answer)
    assert not [secret for secret, people in SEES.items() if role not in people and secret in shown_there]


@pytest.mark.parametrize(("page", "role"), [case for case in CASES if case.values[1] not in case.values[0].writers])
def test_forged_post_changes_nothing(world: World, page: Page, role: str) -> None:
    body = {name: value.format(**seen_in(world)) for name, value in page.body}

    answer = client_of(world, role).post(page.address.format(**seen_in(world)), body)

    assert answer.status_code < 500
    assert fingerprint() == world.before


ADMIN_PAGES = [
    pytest.param(model, action, role, id=f"{model._meta.model_name}-{action}-{role}")
    for model in site._registry
    for action in ("changelist", "add", "change", "delete", "history")
    for role in ROLES
]


def admin_answer(name: str, action: str, role: str) -> int:
    """Return what a role gets at one page of the admin; a model it may not see answers 403."""
    if role not in ADMIN_VIEW:
        return LOGIN
    changes = name in ADMIN_CHANGE[role]
    sees = changes or name in ADMIN_VIEW[role]
    allowed = {
        "changelist": sees,
        "change": sees,
        "history": sees,
        "add": changes,
        "delete": changes and name not in ADMIN_NEVER_DELETED,
    }
    return 200 if allowed[action] else 403


@pytest.mark.parametrize(("model", "action", "role"), ADMIN_PAGES)
def test_admin_opens_to_controller_and_beheerder_as_the_table_says(
    world: World, model: Any, action: str, role: str
) -> None:
    name = model._meta.model_name
    row = model._default_manager.order_by("pk").first()
    about_one = action in ("change", "delete", "history")
    address = reverse(
        f"admin:{model._meta.app_label}_{name}_{action}", args=[row.pk if row else 1] if about_one else []
    )

    answer = client_of(world, role).get(address)

    # A row that is not theirs to see, or is not there, sends them back to the list.
    not_there = about_one and answer.status_code == 302 and answer["Location"] in ("/beheer/", "/beheer/login/")
    expected = admin_answer(name, action, role)
    assert answer.status_code == expected or (not_there and (row is None or expected == 200))
    if role not in SEE_CONCEPTS:
        assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.model_name)
def test_no_row_of_the_admin_tells_the_beheerder_of_a_concept(world: World, model: Any) -> None:
    client = client_of(world, "beheerder")

    for pk in model._default_manager.values_list("pk", flat=True):
        answer = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk]))
        assert SECRET not in answer.content.decode()
