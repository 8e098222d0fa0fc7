"""What a model does beyond its constraints: exact numbers, refusals in words, identity."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import (
    Effectindicator,
    Realisatie,
    Reeks,
    Streefwaarde,
)
from programmes.models import (
    Document,
    Vermelding,
    Voortgang,
)
from tests.factories import (
    DocumentFactory,
    DoelFactory,
    EffectindicatorFactory,
    ProgrammaFactory,
    RealisatieFactory,
    ReeksFactory,
    StreefwaardeFactory,
)

pytestmark = pytest.mark.django_db

# --- exact numbers


@pytest.mark.parametrize(
    "number", ["0.000001", "-0.000001", "999999999.999999", "-999999999.999999", "0.1", "5.8", "123456789.123456"]
)
def test_figure_comes_back_as_it_was_saved(number: str) -> None:
    saved = RealisatieFactory(value=Decimal(number))

    assert Realisatie.objects.get(pk=saved.pk).value == Decimal(number)


@pytest.mark.parametrize("number", ["0.0000001", "1234567890", "5.8000001", "5." + "0" * 40 + "1", "NaN", "Infinity"])
def test_figure_with_too_many_digits_is_refused(number: str) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        RealisatieFactory(value=Decimal(number))

    assert not Realisatie.objects.exists()


def test_figure_with_surplus_zeros_is_no_surplus_of_digits() -> None:
    saved = RealisatieFactory(value=Decimal("5.80000000"))

    assert Realisatie.objects.get(pk=saved.pk).value == Decimal("5.8")


def test_float_is_refused() -> None:
    with pytest.raises(ValidationError, match="niet exact"), transaction.atomic():
        RealisatieFactory(value=5.8)


def test_bulk_write_of_a_surplus_of_digits_is_refused() -> None:
    reeks = ReeksFactory()
    figure = Realisatie(reeks=reeks, year=2017, measured_year=2017, value=Decimal("0.0000001"))

    with pytest.raises(ValidationError), transaction.atomic():
        Realisatie.objects.bulk_create([figure])


# --- what a form and an importer say


@pytest.mark.parametrize("kind", ["bestuursrapportage", "jaarstukken"])
def test_document_that_only_quotes_cannot_set_a_target(kind: str) -> None:
    target = StreefwaardeFactory.build(reeks=ReeksFactory(), document=DocumentFactory(kind=kind))

    with pytest.raises(ValidationError, match="stelt geen streefwaarden vast"):
        target.full_clean()


@pytest.mark.parametrize(("direction", "bound"), [("hoger", {"upper": 5}), ("lager", {"lower": 5})])
def test_bound_against_the_direction_is_refused(direction: str, bound: dict[str, int]) -> None:
    reeks = ReeksFactory(indicator__direction=direction)
    target = Streefwaarde(reeks=reeks, year=2017, document=DocumentFactory(), **bound)

    with pytest.raises(ValidationError, match="spreekt de richting"):
        target.full_clean()


@pytest.mark.parametrize(("value", "words"), [(240, "te hoog"), (-1, "te laag")])
def test_figure_out_of_the_range_of_its_reeks_is_refused_in_words(value: int, words: str) -> None:
    figure = Realisatie(reeks=ReeksFactory(), year=2017, value=Decimal(value))

    with pytest.raises(ValidationError, match=words):
        figure.full_clean()


def test_reason_in_words_wants_the_words() -> None:
    figure = Realisatie(reeks=ReeksFactory(), year=2017, reason="in_woorden")

    with pytest.raises(ValidationError, match="Zet de woorden hier"):
        figure.full_clean()


def test_constraint_of_the_database_is_said_in_words_by_the_model() -> None:
    figure = Realisatie(reeks=ReeksFactory(), year=2017)

    with pytest.raises(ValidationError, match="Geef een waarde, of de reden"):
        figure.full_clean()


def test_vermelding_stays_in_its_document() -> None:
    above = Vermelding.objects.create(document=DocumentFactory(year=2016), programma=ProgrammaFactory(), name="Boven")
    below = Vermelding(document=DocumentFactory(year=2017), parent=above, doel=DoelFactory(), name="Onder")

    with pytest.raises(ValidationError, match="ander document"):
        below.full_clean()


def test_vermelding_is_not_under_itself_by_a_detour() -> None:
    document = DocumentFactory()
    above = Vermelding.objects.create(document=document, programma=ProgrammaFactory(), name="Boven")
    below = Vermelding.objects.create(document=document, parent=above, doel=DoelFactory(), name="Onder")
    above.parent = below

    with pytest.raises(ValidationError, match="onder zichzelf"):
        above.full_clean()


# --- identity


def test_figure_is_measured_in_its_own_year_unless_said_otherwise() -> None:
    assert RealisatieFactory(year=2017).measured_year == 2017
    assert RealisatieFactory(year=2017, measured_year=2016).measured_elsewhen


def test_slug_is_made_from_the_code_and_stays_when_the_code_changes() -> None:
    indicator = EffectindicatorFactory(code="9A1.a")
    indicator.code = "9B7.c"
    indicator.save()

    assert Effectindicator.objects.get().slug == "9a1-a"


def test_reused_code_is_another_thing_with_a_slug_of_its_own() -> None:
    old, new = EffectindicatorFactory(code="1A2.5"), EffectindicatorFactory(code="1A2.5")

    assert (old.slug, new.slug) == ("1a2-5", "1a2-5-2")


def test_node_without_a_code_gets_a_slug_of_its_name() -> None:
    assert EffectindicatorFactory(code="", name="Verblijfsduur crisisopvang").slug == "verblijfsduur-crisisopvang"


def test_documents_come_in_the_order_of_the_cycle() -> None:
    cycle = ["beleidsplan", "kadernota", "begroting", "begrotingswijziging", "bestuursrapportage", "jaarstukken"]
    for year in (2018, 2017):
        for kind in reversed(cycle):
            DocumentFactory(kind=kind, year=year)
    DocumentFactory(kind="bestuursrapportage", year=2017, number=2)

    ordered = list(Document.objects.in_cycle_order())

    assert [d.kind for d in ordered[:7]] == [*cycle[:5], "bestuursrapportage", "jaarstukken"]
    assert ordered == sorted(ordered, key=lambda d: d.cycle_order)


@pytest.mark.parametrize(
    ("tijd", "geld", "kwaliteit", "shown"),
    [
        ("groen", "oranje", "rood", "rood"),
        ("groen", "oranje", "grijs", "oranje"),
        ("groen", "grijs", "grijs", "groen"),
        ("grijs", "grijs", "grijs", "grijs"),
    ],
)
def test_voortgang_shows_the_worst_of_what_is_not_grijs(tijd: str, geld: str, kwaliteit: str, shown: str) -> None:
    assert Voortgang(tijd=tijd, geld=geld, kwaliteit=kwaliteit).stoplicht == shown


def test_reeks_of_a_year_is_the_latest_that_has_begun() -> None:
    indicator = EffectindicatorFactory()
    old = ReeksFactory(indicator=indicator, valid_from=2010)
    new = ReeksFactory(indicator=indicator, valid_from=2016)

    assert [indicator.reeks_of(year) for year in (2009, 2015, 2016)] == [None, old, new]


def test_every_model_says_what_it_is() -> None:
    for model in (Reeks, Realisatie, Streefwaarde, Effectindicator, Document, Vermelding):
        assert model.__doc__
        assert not model.__doc__.startswith(f"{model.__name__}(")
