"""A valid object in one line; what a test cares about, it says."""

import time
from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from indicators import models as indicators
from leidenmo.accounts import second_factor
from programmes import models as programmes

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class ProgrammaFactory(DjangoModelFactory[programmes.Programma]):
    class Meta:
        model = programmes.Programma

    code = factory.Sequence(lambda n: str(n + 1))
    name = "Maatschappelijke ondersteuning"


class BeleidsterreinFactory(DjangoModelFactory[programmes.Beleidsterrein]):
    class Meta:
        model = programmes.Beleidsterrein

    programma = factory.SubFactory(ProgrammaFactory)
    code = factory.Sequence(lambda n: f"{n + 1}A")
    name = "Sociale binding"


class DoelFactory(DjangoModelFactory[programmes.Doel]):
    class Meta:
        model = programmes.Doel

    beleidsterrein = factory.SubFactory(BeleidsterreinFactory)
    code = factory.Sequence(lambda n: f"{n + 1}A1")
    name = "Sociale binding is hoog"


class PrestatieFactory(DjangoModelFactory[programmes.Prestatie]):
    class Meta:
        model = programmes.Prestatie

    doel = factory.SubFactory(DoelFactory)
    code = factory.Sequence(lambda n: f"{n + 1}A1.1")
    name = "Organiseren van activiteiten"


class DocumentFactory(DjangoModelFactory[programmes.Document]):
    class Meta:
        model = programmes.Document
        django_get_or_create = ("kind", "year", "number")

    kind = "begroting"
    year = 2017
    through_year = factory.LazyAttribute(lambda document: document.year + 3)
    number = 1
    adopted = True


class BronFactory(DjangoModelFactory[indicators.Bron]):
    class Meta:
        model = indicators.Bron
        django_get_or_create = ("name",)

    name = "Stadsenquête"
    rhythm = "oneven_jaren"


class EffectindicatorFactory(DjangoModelFactory[indicators.Effectindicator]):
    class Meta:
        model = indicators.Effectindicator

    doel = factory.SubFactory(DoelFactory)
    code = factory.Sequence(lambda n: f"{n + 1}A1.a")
    name = "Percentage inwoners dat meedoet"
    direction = "hoger"


class ReeksFactory(DjangoModelFactory[indicators.Reeks]):
    class Meta:
        model = indicators.Reeks

    indicator = factory.SubFactory(EffectindicatorFactory)
    valid_from = 2010
    unit = "%"
    minimum = Decimal(0)
    maximum = Decimal(100)
    bron = factory.SubFactory(BronFactory)


class RealisatieFactory(DjangoModelFactory[indicators.Realisatie]):
    class Meta:
        model = indicators.Realisatie

    reeks = factory.SubFactory(ReeksFactory)
    year = 2017
    value = Decimal(50)
    state = "vastgesteld"


class StreefwaardeFactory(DjangoModelFactory[indicators.Streefwaarde]):
    class Meta:
        model = indicators.Streefwaarde

    reeks = factory.SubFactory(ReeksFactory)
    year = 2017
    value = Decimal(50)
    document = factory.SubFactory(DocumentFactory)


class NormvoorstelFactory(DjangoModelFactory[indicators.Normvoorstel]):
    class Meta:
        model = indicators.Normvoorstel

    valid_from = 2017
    margin = Decimal(3)
    reason = "De raad wil strenger oordelen"
    proposed_at = factory.LazyFunction(timezone.now)


class AfwijkingFactory(DjangoModelFactory[indicators.Afwijking]):
    class Meta:
        model = indicators.Afwijking

    indicator = factory.SubFactory(EffectindicatorFactory)
    year = 2017
    reason = "De sporthal is dicht voor een verbouwing"
    until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    accepted_by = factory.SelfAttribute("owner")
    accepted_at = factory.LazyFunction(timezone.now)


class TermijnFactory(DjangoModelFactory[programmes.Termijn]):
    class Meta:
        model = programmes.Termijn

    document = factory.SubFactory(DocumentFactory, kind="jaarstukken", through_year=None, adopted=False)
    step = "cijfers"
    date = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=3))


class LadingFactory(DjangoModelFactory[indicators.Lading]):
    class Meta:
        model = indicators.Lading

    name = "begroting.txt"
    data = b"9A1.a"
    sha256 = "a" * 64
    document_kind = "begroting"
    document_year = 2019
    state = "gelezen"
    delivery = factory.LazyFunction(lambda: {"rows": [], "benchmarks": [], "bedragen": [], "questions": []})


def make_user(username: str, group: str = "", **attributes: Any) -> Any:
    """Return a user of a group, with an address and any second factor it needs, without a password.

    Tests log them in by force.
    """
    attributes.setdefault("email", f"{username}@leiden.example")
    user = get_user_model().objects.create(username=username, **attributes)
    if group:
        user.groups.add(Group.objects.get(name=group))
    if second_factor.is_required_of(user):
        TOTP.activate(user, TOTP_SECRET)
    return user


def totp_code(secret: str = TOTP_SECRET) -> str:
    """Return the code that an authenticator-app shows now, and goes on showing for some seconds."""
    left = 30 - time.time() % 30
    if left < 3:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def make_indicator(code: str = "9A1.a", beleidsterrein: Any = None, **attributes: Any) -> indicators.Effectindicator:
    """Return an indicator with one reeks, of `beleidsterrein` when given; `unit` and the like go to the reeks."""
    reeks = {name: attributes.pop(name) for name in ("unit", "minimum", "maximum", "decimals") if name in attributes}
    doel = DoelFactory(beleidsterrein=beleidsterrein) if beleidsterrein else DoelFactory()
    indicator = EffectindicatorFactory(code=code, doel=doel, **attributes)
    ReeksFactory(indicator=indicator, **reeks)
    return indicator


def make_figure(
    indicator: indicators.Effectindicator, year: int, value: Any, **attributes: Any
) -> indicators.Realisatie:
    """Return an adopted figure of an indicator with one reeks; `value` None wants a `reason`."""
    number = None if value is None else Decimal(str(value))
    return RealisatieFactory(reeks=indicator.reeksen.get(), year=year, value=number, **attributes)


def make_target(
    indicator: indicators.Effectindicator, year: int, value: Any, **attributes: Any
) -> indicators.Streefwaarde:
    """Return a target of an indicator with one reeks, by default of that year's begroting."""
    number = None if value is None else Decimal(str(value))
    if "document" not in attributes:
        attributes["document"] = DocumentFactory(year=year)
    return StreefwaardeFactory(reeks=indicator.reeksen.get(), year=year, value=number, **attributes)
