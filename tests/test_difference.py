"""What was read, against what is stored: new, changed, the same, lapsed, asked, refused."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.imports.delivery import Bedrag, Benchmark, Delivery, Place
from indicators.imports.ladingen import keep_answers, leave_out_the_rest
from indicators.imports.lines import Status
from indicators.imports.loading import difference_of, load
from indicators.imports.vragen import form_of
from indicators.models import Effectindicator, IndicatorVermelding, Realisatie, Reeks, Streefwaarde
from programmes.models import Document, Vermelding
from tests.deliveries import answer, lading_of, loaded, row, status_of
from tests.factories import (
    DocumentFactory,
    EffectindicatorFactory,
    PrestatieFactory,
    make_figure,
    make_indicator,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db

NAME = "Percentage inwoners dat meedoet"


@pytest.fixture
def indicator() -> Effectindicator:
    """9A1.a, in procenten."""
    return make_indicator("9A1.a", name=NAME)


@pytest.fixture
def begroting() -> Any:
    """A begroting in the making."""
    return DocumentFactory(year=2019, adopted=False)


def asked(lading: Any) -> list[str]:
    """Return what is asked, by the first word of each key."""
    return [vraag.key.partition(":")[0] for vraag in difference_of(lading, None).open]


# --- Figures


def test_figure_that_is_there_is_the_same(indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 50)

    verschil = difference_of(lading_of(row("9A1.a", NAME, realisaties={2017: "50%"})), None)

    assert status_of(verschil, "realisatie 2017") == Status.GELIJK


def test_figure_that_is_not_there_is_a_concept_of_the_document(indicator: Effectindicator) -> None:
    loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "50,5%"})))

    figure = Realisatie.objects.get()
    assert (figure.value, figure.state, figure.version) == (Decimal("50.5"), "concept", 1)
    assert str(figure.document) == "Begroting 2019"
    assert figure.history.get().history_change_reason == "geladen uit begroting.txt"


def test_figure_other_than_the_adopted_one_is_a_new_version_that_does_not_count(indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 50)

    loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "51%"})))

    adopted, correction = Realisatie.objects.order_by("version")
    assert (adopted.value, adopted.state) == (50, "vastgesteld")
    assert (correction.value, correction.state, correction.version) == (51, "concept", 2)


def test_dash_where_a_figure_was_adopted_is_asked(indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 50)

    verschil = difference_of(lading_of(row("9A1.a", NAME, realisaties={2017: "-"})), None)

    assert status_of(verschil, "realisatie 2017") == Status.GEVRAAGD
    assert "Er is 50% vastgesteld" in verschil.open[0].why


def test_dash_where_nothing_was_is_a_reason(indicator: Effectindicator) -> None:
    loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "-"})))

    assert Realisatie.objects.get().reason == "onbekend"


def test_figure_of_a_later_document_is_not_replaced_by_an_earlier_ones(indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 50, document=DocumentFactory(kind="jaarstukken", year=2020, through_year=None))

    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "51%"}))

    assert "is van later" in difference_of(lading, None).open[0].why


def test_figure_that_this_document_reported_and_another_corrected_is_the_same(
    indicator: Effectindicator, begroting: Any
) -> None:
    make_figure(indicator, 2017, 50, document=begroting)
    make_figure(indicator, 2017, 52, version=2, document=DocumentFactory(year=2020))

    verschil = difference_of(lading_of(row("9A1.a", NAME, realisaties={2017: "50%"})), None)

    assert status_of(verschil, "realisatie 2017") == Status.GELIJK


def test_concept_of_an_officer_is_not_overwritten_silently(indicator: Effectindicator) -> None:
    officer = make_user("jansen", "beleidsmedewerker", first_name="Jo", last_name="Jansen")
    concept = make_figure(indicator, 2017, 50, state="concept", changed_by=officer)
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "51%"}))

    vraag = difference_of(lading, None).open[0]
    assert "Jo Jansen heeft hier een concept" in vraag.why
    assert "50" not in vraag.why + difference_of(lading, None).regels[-1].before  # a concept is its officer's

    answer(lading, realisatie="laden")
    loaded(lading)
    concept.refresh_from_db()
    assert concept.value == 51
    assert concept.history.count() == 2


def test_figure_that_was_handed_in_stays(indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 50, state="ingediend")
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "51%"}))

    assert [choice for choice, _ in difference_of(lading, None).open[0].velden[0].choices] == ["niet laden"]


def test_concept_that_a_lading_brought_is_replaced_by_the_next(indicator: Effectindicator) -> None:
    loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "50%"})))

    loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "51%"})))

    assert [figure.value for figure in Realisatie.objects.all()] == [51]


@pytest.mark.parametrize(("cell", "why"), [("101%", "is te hoog"), ("≥ 50%", "gemeten wordt één waarde")])
def test_figure_that_cannot_be_is_refused_by_name(indicator: Effectindicator, cell: str, why: str) -> None:
    verschil = difference_of(lading_of(row("9A1.a", NAME, realisaties={2017: cell})), None)

    assert status_of(verschil, "realisatie 2017") == Status.GEVRAAGD
    assert why in verschil.open[0].why


def test_figure_of_a_year_to_come_is_refused_by_name(indicator: Effectindicator) -> None:
    verschil = difference_of(lading_of(row("9A1.a", NAME, realisaties={2099: "50%"})), None)

    assert "moet nog komen" in verschil.open[0].why


def test_two_figures_for_one_year_are_asked(indicator: Effectindicator) -> None:
    rows = row("9A1.a", NAME, realisaties={2017: "50%"}), row("9A1.a", NAME, realisaties={2017: "51%"}, line=2)

    verschil = difference_of(lading_of(*rows), None)

    assert [vraag.why for vraag in verschil.open] == ["Dit jaar staat er tweemaal, met een ander cijfer."]


# --- Measuring


def test_another_unit_is_asked(indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50 dagen"}))

    assert "Deze indicator is gemeten in: %. Hier staat: dagen." in difference_of(lading, None).open[0].why

    answer(lading, eenheid="zelfde")
    loaded(lading)
    assert Realisatie.objects.get().value == 50


def test_another_bron_is_asked(indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}, bron="BRP"))

    assert asked(lading) == ["bron"]
    assert status_of(difference_of(lading, None), "realisatie 2017") == Status.GEVRAAGD


def test_bron_in_another_spelling_is_the_same(indicator: Effectindicator) -> None:
    assert asked(lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}, bron="Stadsenquéte*"))) == []


def test_year_before_the_reeks_is_asked(indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2008: "50%", 2009: "51%"}))

    assert asked(lading) == ["begin"]
    answer(lading, begin="eerder")
    loaded(lading)
    assert Reeks.objects.get().valid_from == 2008
    assert Realisatie.objects.count() == 2


# --- Targets


def test_target_of_a_begroting_is_a_proposal_for_another_to_confirm(
    indicator: Effectindicator, begroting: Any, administrator: Any
) -> None:
    loaded(lading_of(row("9A1.a", NAME, streefwaarden={2019: "≥ 60%"})), administrator)

    target = Streefwaarde.objects.get()
    assert (target.lower, target.state, target.changed_by) == (60, "voorstel", administrator)
    assert target.document == begroting


def test_target_before_the_year_of_its_begroting_is_refused_by_name(indicator: Effectindicator) -> None:
    verschil = difference_of(lading_of(row("9A1.a", NAME, streefwaarden={2018: "60%"})), None)

    assert "kan geen streefwaarde voor 2018 meer stellen" in verschil.open[0].why


def test_bound_against_the_direction_is_refused_by_name(indicator: Effectindicator) -> None:
    verschil = difference_of(lading_of(row("9A1.a", NAME, streefwaarden={2019: "≤ 60%"})), None)

    assert "spreekt de richting van de indicator tegen" in verschil.open[0].why


def test_proposal_of_an_officer_is_not_overwritten_silently(indicator: Effectindicator, begroting: Any) -> None:
    officer = make_user("jansen", "beleidsmedewerker")
    make_target(indicator, 2019, 55, document=begroting, state="voorstel", changed_by=officer)

    verschil = difference_of(lading_of(row("9A1.a", NAME, streefwaarden={2019: "60%"})), None)

    assert status_of(verschil, "streefwaarde 2019") == Status.GEVRAAGD
    assert "55" not in verschil.open[0].why + verschil.regels[-1].before


@pytest.mark.parametrize(("printed", "how"), [("≥ 60%", "Verplaatst"), ("n.v.t.", "Ingetrokken")])
def test_target_other_than_an_earlier_begroting_set_is_said_to_be_moved_or_withdrawn(
    indicator: Effectindicator, printed: str, how: str
) -> None:
    make_target(indicator, 2019, 50, document=DocumentFactory(year=2018))

    verschil = difference_of(lading_of(row("9A1.a", NAME, streefwaarden={2019: printed})), None)

    (regel,) = verschil.moved
    assert (regel.what, regel.moved) == ("streefwaarde 2019", f"{how}: Begroting 2018 stelde 50% voor 2019.")


@pytest.mark.parametrize(("earlier", "adopted"), [(60, True), (50, False)], ids=["same", "a concept"])
def test_target_that_says_what_applies_is_not_moved(indicator: Effectindicator, earlier: int, adopted: bool) -> None:
    make_target(indicator, 2019, earlier, document=DocumentFactory(year=2018, adopted=adopted))

    assert not difference_of(lading_of(row("9A1.a", NAME, streefwaarden={2019: "60%"})), None).moved


def test_moved_target_over_anothers_proposal_is_asked_first(indicator: Effectindicator, begroting: Any) -> None:
    make_target(indicator, 2019, 50, document=DocumentFactory(year=2018))
    officer = make_user("jansen", "beleidsmedewerker")
    make_target(indicator, 2019, 55, document=begroting, state="voorstel", changed_by=officer)
    lading = lading_of(row("9A1.a", NAME, streefwaarden={2019: "60%"}))

    assert not difference_of(lading, None).moved
    answer(lading, streefwaarde="laden")
    assert len(difference_of(lading, None).moved) == 1


def test_jaarstukken_quote_what_applies(indicator: Effectindicator) -> None:
    make_target(indicator, 2017, 50)
    lading = lading_of(row("9A1.a", NAME, streefwaarden={2017: "50%"}), document="jaarstukken", year=2017)

    assert status_of(difference_of(lading, None), "streefwaarde 2017") == Status.GELIJK


def test_quote_of_another_target_than_the_begroting_set_is_asked_and_never_loaded(indicator: Effectindicator) -> None:
    make_target(indicator, 2017, 50)
    lading = lading_of(row("9A1.a", NAME, streefwaarden={2017: "55%"}), document="jaarstukken", year=2017)

    (vraag,) = difference_of(lading, None).open

    assert [choice for choice, _ in vraag.velden[0].choices] == ["niet laden"]


def test_target_that_only_the_jaarstukken_tell_of_comes_with_the_begroting(indicator: Effectindicator) -> None:
    begroting = DocumentFactory(year=2017)
    lading = lading_of(row("9A1.a", NAME, streefwaarden={2017: "50%"}), document="jaarstukken", year=2017)

    answer(lading, aangehaald="overnemen")
    loaded(lading)

    target = Streefwaarde.objects.get()
    assert (target.document, str(target.quoted_in), target.value) == (begroting, "Jaarstukken 2017", 50)


# --- The tree


def test_code_that_names_another_thing_is_asked(indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", "Wachttijd voor een maatje", realisaties={2017: "50%"}))

    assert asked(lading) == ["zelfde"]
    assert status_of(difference_of(lading, None), "realisatie 2017") == Status.GEVRAAGD


def test_code_that_came_back_for_something_else_is_a_new_thing(indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", "Wachttijd", parent=indicator.doel.code, realisaties={2017: "9 weken"}))
    answer(lading, zelfde="nieuw")
    answer(lading, richting="lager")

    loaded(lading)

    new = Effectindicator.objects.exclude(pk=indicator.pk).get()
    assert (new.code, new.slug, new.direction, new.doel) == ("9A1.a", "9a1-a-2", "lager", indicator.doel)
    assert Realisatie.objects.get().reeks.indicator == new


def test_code_under_another_doel_is_asked(indicator: Effectindicator) -> None:
    other = EffectindicatorFactory(code="9B1.a").doel

    assert asked(lading_of(row("9A1.a", NAME, parent=other.code))) == ["zelfde"]


def test_row_without_a_code_is_found_by_its_name(indicator: Effectindicator) -> None:
    verschil = difference_of(lading_of(row("", NAME.upper(), realisaties={2017: "50%"})), None)

    assert verschil.open == []
    assert status_of(verschil, "realisatie 2017") == Status.NIEUW


def test_code_is_looked_up_in_the_document_itself_first(indicator: Effectindicator, begroting: Any) -> None:
    other = make_indicator("9A1.z", name="Wachttijd")
    IndicatorVermelding.objects.create(document=begroting, indicator=other, code="9A1.a", name="Wachttijd")

    loaded(lading_of(row("9A1.a", "Wachttijd", realisaties={2017: "50%"})))

    assert Realisatie.objects.get().reeks.indicator == other


def test_new_indicator_asks_its_direction_and_a_unit_that_is_not_printed(indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.b", "Aantal maatjes", parent=indicator.doel.code, realisaties={2017: "12"}))

    assert asked(lading) == ["richting"]
    answer(lading, richting="hoger")
    assert asked(lading) == ["eenheid"]
    answer(lading, eenheid={"keuze": "anders", "eenheid": "maatjes"})
    loaded(lading)

    new = Effectindicator.objects.get(code="9A1.b")
    assert (new.direction, new.reeksen.get().unit, new.reeksen.get().valid_from) == ("hoger", "maatjes", 2017)


@pytest.mark.parametrize(("bound", "direction"), [("≥ 12%", "hoger"), ("≤ 12%", "lager")])
def test_direction_is_told_by_a_bound(indicator: Effectindicator, bound: str, direction: str) -> None:
    lading = lading_of(row("9A1.b", "Deel met een maatje", parent=indicator.doel.code, streefwaarden={2019: bound}))

    loaded(lading)

    assert Effectindicator.objects.get(code="9A1.b").direction == direction


def test_name_that_says_otherwise_than_the_figures_asks_the_unit(indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.b", "Aantal per 1.000", parent=indicator.doel.code, streefwaarden={2019: "≥ 1,5%"}))

    assert "spreken elkaar tegen" in difference_of(lading, None).open[0].why


def test_unit_of_the_row_is_the_unit_of_a_new_indicator_of_which_no_figure_is_certain(
    indicator: Effectindicator,
) -> None:
    lading = lading_of(row("9A1.b", "Deelname", parent=indicator.doel.code, unit="%", direction="hoger"))

    assert asked(lading) == []
    loaded(lading)
    assert Effectindicator.objects.get(code="9A1.b").reeksen.get().unit == "%"


def test_everything_that_is_asked_can_be_left_out(indicator: Effectindicator, administrator: Any) -> None:
    """A page tells of more than one wants to load; what it says of another programma needs no name then."""
    lading = lading_of(
        row("8B1", "Iedereen woont", kind="doel", parent="8B"),
        row("8B1.a", "Woningen", parent="8B1", realisaties={2017: "12"}, direction="hoger"),
        row("9A1.b", "Aantal maatjes", parent=indicator.doel.code, realisaties={2017: "12"}, direction="hoger"),
    )
    assert asked(lading) == ["beleidsterrein", "eenheid"]

    assert leave_out_the_rest(lading, user=administrator) == 2

    lading.refresh_from_db()
    verschil = difference_of(lading, None)
    assert verschil.open == []
    assert {regel.status for regel in verschil.regels if regel.deel.label.startswith("8B1")} == {Status.OVERGESLAGEN}
    assert {regel.status for regel in verschil.regels if regel.what == "realisatie 2017"} == {Status.OVERGESLAGEN}
    loaded(lading)
    assert not Realisatie.objects.filter(reeks__indicator__code="9A1.b").exists()


def test_programma_of_a_beleidsterrein_can_be_left_out_too(administrator: Any) -> None:
    lading = lading_of(row("8B1", "Iedereen woont", kind="doel", parent="8B"))
    answer(lading, beleidsterrein={"naam": "Wonen", "programma": "nieuw"})
    assert asked(lading) == ["programma"]

    leave_out_the_rest(lading, user=administrator)

    lading.refresh_from_db()
    assert asked(lading) == []
    assert {regel.status for regel in difference_of(lading, None).regels} == {Status.OVERGESLAGEN}


def test_name_of_a_beleidsterrein_is_needed_unless_it_is_left_out(administrator: Any) -> None:
    lading = lading_of(row("8B1", "Iedereen woont", kind="doel", parent="8B"))
    (vraag,) = difference_of(lading, None).open

    assert keep_answers(lading, {vraag.id: {"naam": " ", "programma": "nieuw"}}, user=administrator) == []
    refused = form_of(vraag, {"naam": "", "programma": "nieuw", "weg": ""})
    assert refused.errors["naam"] == ["Typ de naam, of kies 'Niet laden'."]
    assert form_of(vraag, {"weg": "niet laden"}).is_valid()


def test_unknown_beleidsterrein_asks_its_name_and_then_its_programma() -> None:
    lading = lading_of(row("9A1", "Iedereen doet mee", kind="doel", parent="9A"))

    answer(lading, beleidsterrein={"naam": "Sociale binding", "programma": "nieuw"})
    assert asked(lading) == ["programma"]
    answer(lading, programma={"naam": "Maatschappelijke ondersteuning"})
    loaded(lading)

    doel = Vermelding.objects.get(doel__code="9A1")
    assert str(doel.parent) == "9A Sociale binding"
    assert str(doel.doel.beleidsterrein.programma) == "9 Maatschappelijke ondersteuning"


def test_what_stands_under_a_part_that_is_not_loaded_is_not_loaded() -> None:
    rows = row("9A1", "Iedereen doet mee", kind="doel", parent="9A"), row("9A1.a", NAME, parent="9A1", line=2)

    verschil = difference_of(lading_of(*rows), None)

    assert [regel.status for regel in verschil.regels] == [Status.GEVRAAGD, Status.GEVRAAGD]


def test_indicator_that_an_earlier_document_printed_is_said_to_lapse(indicator: Effectindicator) -> None:
    other = EffectindicatorFactory(code="9A1.b", name="Een andere", doel=indicator.doel)
    IndicatorVermelding.objects.create(
        document=DocumentFactory(year=2018), indicator=other, code="9A1.b", name="Een andere"
    )

    verschil = difference_of(lading_of(row("9A1.a", NAME)), None)

    assert [regel.deel.label for regel in verschil.regels if regel.status == Status.VERVALLEN] == ["9A1.b Een andere"]


# --- Documents, money, benchmarks


def test_adopted_document_takes_nothing_new(indicator: Effectindicator) -> None:
    document = DocumentFactory(year=2019)
    IndicatorVermelding.objects.create(document=document, indicator=indicator, code="9A1.a", name=NAME)
    make_figure(indicator, 2016, 40)
    figures = {2016: "40%", 2017: "50%"}
    lading = lading_of(row("9A1.a", NAME, realisaties=figures, streefwaarden={2019: "60%"}))

    verschil = difference_of(lading, None)

    assert status_of(verschil, "realisatie 2016") == Status.GELIJK
    assert [regel.what for regel in verschil.refused] == ["realisatie 2017", "streefwaarde 2019"]
    assert verschil.open == []


def test_target_of_an_adopted_document_is_named_and_is_nobodys_proposal(indicator: Effectindicator) -> None:
    document = DocumentFactory(year=2019)
    IndicatorVermelding.objects.create(document=document, indicator=indicator, code="9A1.a", name=NAME)
    make_target(indicator, 2019, 55, document=document)

    verschil = difference_of(lading_of(row("9A1.a", NAME, streefwaarden={2019: "60%"})), None)

    (regel,) = verschil.refused
    assert (regel.before, regel.after) == ("55%", "60%")


def test_benchmark_and_bedrag_come_along(indicator: Effectindicator) -> None:
    prestatie = PrestatieFactory(code="9A1.1")
    delivery = Delivery(
        benchmarks=[Benchmark("9A1.a", "Nederland", 2017, Decimal(48))],
        bedragen=[Bedrag("9A1.1", 2019, "lasten", Decimal(1582), 1000)],
    )

    loaded(lading_of(row("9A1.a", NAME), delivery=delivery))

    assert indicator.benchmarks.get().value == 48
    amount = prestatie.bedragen.get()
    assert (amount.value, amount.rounded_to) == (1_582_000, 1000)


def test_question_of_the_reader_is_answered_by_typing(indicator: Effectindicator) -> None:
    delivery = Delivery()
    delivery.ask(Place(3, 7), "1.024", "Dit kan 1024 of 1,024 zijn.")
    lading = lading_of(row("9A1.a", NAME), delivery=delivery)

    answer(lading, lezen={"keuze": "cijfers", "rij": "9A1.a", "cijfers": "realisatie 2017: 10,24"})
    loaded(lading)

    assert Realisatie.objects.get().value == Decimal("10.24")


@pytest.mark.parametrize(
    "typed", ["realisatie 2017: 1.024", "2017: 12", "realisatie 2017: 13, 3, 1", "cijfer 2017: 12"]
)
def test_typed_figure_that_is_not_certain_answers_nothing(indicator: Effectindicator, typed: str) -> None:
    delivery = Delivery()
    delivery.ask(Place(3, 7), "1.024", "Dit kan 1024 of 1,024 zijn.")
    lading = lading_of(row("9A1.a", NAME), delivery=delivery)

    answer(lading, lezen={"keuze": "cijfers", "rij": "9A1.a", "cijfers": typed})

    assert difference_of(lading, None).open[0].refusal


def test_number_of_queries_is_the_same_for_many_rows() -> None:
    counts = []
    for number in (3, 60):
        rows = []
        for n in range(number):
            indicator = make_indicator(f"{number}A{n}.a", name=f"Percentage inwoners {number}-{n}")
            make_figure(indicator, 2017, 50)
            rows.append(
                row(indicator.code, indicator.name, realisaties={2016: "4%", 2017: "51%"}, streefwaarden={2019: "60%"})
            )
        lading = lading_of(*rows)
        difference_of(lading, None)
        with CaptureQueriesContext(connection) as queries:
            difference_of(lading, None)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30


def test_loading_takes_few_queries_for_many_rows(indicator: Effectindicator) -> None:
    counts = []
    for number in (5, 50):
        rows = [
            row(
                f"{number}A1.{n}",
                f"Onderdeel{number}x{n}",
                parent=indicator.doel.code,
                direction="hoger",
                realisaties=dict.fromkeys(range(2010, 2018), "4%"),
                streefwaarden={2019: "60%"},
            )
            for n in range(number)
        ]
        lading = lading_of(*rows, year=2000 + len(counts))
        with CaptureQueriesContext(connection) as queries:
            load(lading, user=None, seen=None)
        counts.append(len(queries))

    assert counts[1] * 2 < counts[0] * 3  # ten times the rows: a few more batches
    assert Document.objects.count() == 2
