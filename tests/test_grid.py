"""The table of figures: what it shows, what is saved of it, what is asked, and that nothing typed is lost."""

import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators import recalculation
from indicators.entry import Opgave, enter, newest, token
from indicators.models import Effectindicator, Realisatie
from programmes.models import Beleidsterrein
from tests.factories import BronFactory, DocumentFactory, ReeksFactory, make_figure, make_indicator, make_target

pytestmark = pytest.mark.django_db

TABLE = "/invoer/tabel/"
CELL = "/invoer/tabel/cel/"


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """A percentage of 9A with a target of 50 for 2018."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2018, 50)
    return indicator


@pytest.fixture
def officer(client: Client, officer_9a: Any) -> Client:
    """The browser of the officer of 9A."""
    client.force_login(officer_9a)
    return client


def name_of(indicator: Effectindicator, year: int = 2018) -> str:
    """Return the name of a cell."""
    return f"c{indicator.reeksen.order_by('valid_from').last().pk}-{year}"


class Fields(HTMLParser):
    """Collects what a browser would post of a page's own fields, without script."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.textarea = ""
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "input" and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            self.found[said.get("name", "")] = said.get("value", "")
        elif tag == "textarea":
            self.textarea = said["name"]
            self.found[self.textarea] = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.found[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = ""


def fields_of(page: Any) -> dict[str, str]:
    """Return the fields of the cells of the table."""
    return {name: text for name, text in Fields(page).found.items() if re.match("c[0-9]+-", name)}


def shown(officer: Client, address: str = f"{TABLE}?jaar=2018") -> dict[str, str]:
    """Return the fields of the table as it is shown now."""
    return fields_of(officer.get(address))


def send(officer: Client, typed: dict[str, str], action: str = "bewaren", **options: Any) -> Any:
    """Post the table of 2018."""
    return officer.post(f"{TABLE}?jaar=2018", {**typed, "actie": action}, **options)


def test_table_shows_five_years_and_opens_the_one_that_is_due(officer: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2016, 44)

    page = officer.get(TABLE, {"jaar": 2018})

    assert list(page.context["table"].years) == [2014, 2015, 2016, 2017, 2018]
    assert [cell.year for cell in page.context["table"].open_cells] == [2018]
    assert "44%" in page.content.decode()


def test_year_that_is_due_is_that_of_the_jaarstukken_in_the_making(officer: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2016, 44)
    DocumentFactory(kind="jaarstukken", year=2017, through_year=None, adopted=False)

    assert officer.get(TABLE).context["due"] == 2017


def test_earlier_years_can_be_opened(officer: Client, indicator: Effectindicator) -> None:
    page = officer.get(TABLE, {"jaar": 2018, "eerdere": 1})

    assert [cell.year for cell in page.context["table"].open_cells] == [2014, 2015, 2016, 2017, 2018]


def test_year_before_the_first_measurement_has_no_cell(officer: Client, terrein_9a: Beleidsterrein) -> None:
    ReeksFactory(indicator=make_indicator("9A1.b", terrein_9a), valid_from=2017)
    Effectindicator.objects.get().reeksen.filter(valid_from=2010).delete()

    row = officer.get(TABLE, {"jaar": 2018}).context["table"].rows[0]

    assert [cell.year if cell else None for cell in row.cells] == [None, None, None, 2017, 2018]


def test_table_can_be_narrowed_to_a_beleidsterrein_a_bron_and_what_is_empty(
    officer: Client, officer_9a: Any, indicator: Effectindicator, terrein_9c: Beleidsterrein
) -> None:
    terrein_9c.owners.add(officer_9a)
    other = make_indicator("9C1.a", terrein_9c)
    other.reeksen.update(bron=BronFactory(name="BRP"))
    make_figure(other, 2018, 7)

    def codes(**choice: Any) -> list[str]:
        rows = officer.get(TABLE, {"jaar": 2018, **choice}).context["table"].rows
        return [row.indicator.code for row in rows]

    assert codes() == ["9A1.a", "9C1.a"]
    assert codes(beleidsterrein=terrein_9c.slug) == ["9C1.a"]
    assert codes(bron=BronFactory(name="BRP").pk) == ["9C1.a"]
    assert codes(ontbreekt="on") == ["9A1.a"]


def test_only_what_was_typed_is_saved_as_concepts(
    officer: Client, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    other = make_indicator("9A1.b", terrein_9a)
    adopted = make_figure(make_indicator("9A1.c", terrein_9a), 2018, 9)
    typed = shown(officer) | {f"{name_of(indicator)}-waarde": "12,5"}

    page = send(officer, typed, follow=True)

    figure = Realisatie.objects.get(reeks__indicator=indicator)
    assert (figure.value, figure.state) == (Decimal("12.5"), "concept")
    assert not Realisatie.objects.filter(reeks__indicator=other).exists()
    assert Realisatie.objects.get(reeks=adopted.reeks) == adopted
    assert "Bewaard als concept: 1 cijfer." in page.content.decode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("niet gemeten", "niet_gemeten"),
        ("nnb", "nog_niet_bekend"),
        ("n.v.t.", "niet_van_toepassing"),
        ("PM", "pm"),
        ("-", "onbekend"),
        ("meting gestopt", "gestopt"),
    ],
)
def test_reason_is_typed_where_the_figure_would_stand(
    officer: Client, indicator: Effectindicator, text: str, reason: str
) -> None:
    send(officer, shown(officer) | {f"{name_of(indicator)}-waarde": text})

    figure = Realisatie.objects.get()
    assert (figure.value, figure.reason) == (None, reason)
    # What the table shows of it is read back as the same.
    assert send(officer, shown(officer), follow=True).context["table"].wrong == []
    assert Realisatie.objects.get().changed_at == figure.changed_at


def test_wrong_cell_keeps_what_was_typed_and_holds_no_other_up(
    officer: Client, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    other = make_indicator("9A1.b", terrein_9a)
    typed = shown(officer) | {f"{name_of(indicator)}-waarde": "veel", f"{name_of(other)}-waarde": "7"}
    typed[f"{name_of(indicator)}-opmerking"] = "Nog navragen"

    page = send(officer, typed)

    assert page.status_code == 200
    assert fields_of(page)[f"{name_of(indicator)}-waarde"] == "veel"
    assert fields_of(page)[f"{name_of(indicator)}-opmerking"] == "Nog navragen"
    assert "Dit is geen getal" in page.content.decode()
    assert Realisatie.objects.get().reeks.indicator == other


def test_number_with_two_readings_is_asked_in_its_cell_and_saved_as_answered(
    officer: Client, terrein_9a: Beleidsterrein
) -> None:
    DocumentFactory(year=2018)
    people = make_indicator("9A1.p", terrein_9a, unit="personen", minimum=0, maximum=None)
    question = send(officer, shown(officer) | {f"{name_of(people)}-waarde": "1.234"})
    assert "1.234" in question.content.decode()
    assert "Wat bedoelt u?" in question.content.decode()

    send(officer, fields_of(question) | {f"{name_of(people)}-bedoeld": "1234"})

    assert Realisatie.objects.get().value == 1234


def test_what_the_table_does_not_show_stays_what_it_was(
    officer: Client, officer_9a: Any, indicator: Effectindicator
) -> None:
    opgave = Opgave(2018, 2017, Decimal(40), provisional=True, respondents=300, note="Een\nregel")
    enter(indicator.reeksen.get(), opgave, user=officer_9a, seen="", hand_in=False)

    send(officer, shown(officer) | {f"{name_of(indicator)}-waarde": "41"})

    figure = Realisatie.objects.get()
    assert (figure.value, figure.measured_year, figure.provisional, figure.respondents, figure.note) == (
        *(Decimal(41), 2017, True, 300, "Een\nregel"),
    )


def test_what_has_no_code_is_named_by_the_beginning_of_its_name(
    officer: Client, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    make_indicator("", terrein_9a, name="Personen begeleid naar vrijwilligerswerk in of buiten een buurtcentrum")

    text = send(officer, shown(officer) | {f"{name_of(indicator)}-waarde": "55"}, "indienen", follow=True).content

    named = "of waarom er geen is: &#x27;Personen begeleid naar vrijwilligerswer…&#x27; (2018)."
    assert named in text.decode()


def test_all_that_is_filled_is_handed_in_and_the_rest_is_named(
    officer: Client, officer_9a: Any, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    concept, empty = make_indicator("9A1.b", terrein_9a), make_indicator("9A1.c", terrein_9a)
    enter(concept.reeksen.get(), Opgave(2018, 2018, Decimal(8)), user=officer_9a, seen="", hand_in=False)

    page = send(officer, shown(officer) | {f"{name_of(indicator)}-waarde": "55"}, "indienen", follow=True)

    assert dict(Realisatie.objects.values_list("reeks__indicator__code", "state")) == {
        "9A1.a": "ingediend",
        "9A1.b": "ingediend",
    }
    text = page.content.decode()
    assert "Ingediend bij de controller: 2 cijfers." in text
    assert f"Nog leeg: vul een cijfer in, of waarom er geen is: {empty.code} (2018)." in text


def test_emptied_cell_is_not_handed_in_without_a_reason(
    officer: Client, officer_9a: Any, indicator: Effectindicator
) -> None:
    enter(indicator.reeksen.get(), Opgave(2018, 2018, Decimal(8)), user=officer_9a, seen="", hand_in=False)

    page = send(officer, shown(officer) | {f"{name_of(indicator)}-waarde": ""}, "indienen")

    assert "Leeg: schrijf een cijfer, of waarom er geen is" in page.content.decode()
    assert (Realisatie.objects.get().value, Realisatie.objects.get().state) == (8, "concept")


def test_figure_that_was_given_back_is_not_handed_in_unchanged(
    officer: Client, officer_9a: Any, controller: Any, indicator: Effectindicator
) -> None:
    make_figure(
        indicator,
        2018,
        8,
        state="concept",
        changed_by=officer_9a,
        returned_by=controller,
        returned_at="2019-01-02T00:00Z",
        return_reason="Klopt niet",
    )

    page = send(officer, shown(officer), "indienen", follow=True)

    assert "Teruggegeven en nog niet gewijzigd: 9A1.a (2018)." in page.content.decode()
    assert Realisatie.objects.get().state == "concept"


def test_correction_of_an_adopted_figure_asks_why_and_is_a_new_version(
    officer: Client, indicator: Effectindicator
) -> None:
    make_figure(indicator, 2018, 60)
    typed = shown(officer) | {f"{name_of(indicator)}-waarde": "61"}
    question = send(officer, typed)
    assert "Schrijf waarom u het vastgestelde cijfer corrigeert" in question.content.decode()

    send(officer, fields_of(question) | {f"{name_of(indicator)}-waarom": "Tikfout"})

    versions = Realisatie.objects.order_by("version").values_list("version", "value", "state", "why")
    assert list(versions) == [(1, 60, "vastgesteld", ""), (2, 61, "concept", "Tikfout")]


# --- a figure that jumps


def test_jump_is_saved_and_handed_in_only_when_it_was_confirmed(officer: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 4)
    question = send(officer, shown(officer) | {f"{name_of(indicator)}-waarde": "40"}, "indienen")
    assert "In 2017 was het 4%, nu 40%. Staat de komma goed? Klopt dat?" in question.content.decode()
    assert Realisatie.objects.get(year=2018).state == "concept"

    send(officer, fields_of(question), "indienen")
    assert Realisatie.objects.get(year=2018).state == "concept"

    send(officer, fields_of(question) | {f"{name_of(indicator)}-klopt": "40"}, "indienen")
    assert Realisatie.objects.get(year=2018).state == "ingediend"


def test_confirmation_of_another_figure_confirms_nothing(officer: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 4)

    send(
        officer,
        shown(officer) | {f"{name_of(indicator)}-waarde": "40", f"{name_of(indicator)}-klopt": "4,1"},
        "indienen",
    )

    assert Realisatie.objects.get(year=2018).state == "concept"


# --- two officers


@pytest.fixture
def colleague(officer_9c: Any, terrein_9a: Beleidsterrein) -> Any:
    """A second owner of 9A."""
    terrein_9a.owners.add(officer_9c)
    return officer_9c


def test_figure_of_a_colleague_is_shown_beside_ones_own_and_neither_is_lost(
    officer: Client, colleague: Any, indicator: Effectindicator
) -> None:
    typed = shown(officer) | {f"{name_of(indicator)}-waarde": "55"}
    enter(indicator.reeksen.get(), Opgave(2018, 2018, Decimal(44)), user=colleague, seen="", hand_in=False)

    page = send(officer, typed)

    text = page.content.decode()
    assert "Dit cijfer is intussen ook ergens anders veranderd" in text
    assert "44%, zoals officer_9c het invulde (concept)" in text
    assert fields_of(page)[f"{name_of(indicator)}-waarde"] == "55"
    assert Realisatie.objects.get().value == 44


def test_figure_that_one_typed_in_another_window_is_said_to_be_ones_own(
    officer: Client, officer_9a: Any, indicator: Effectindicator
) -> None:
    typed = shown(officer) | {f"{name_of(indicator)}-waarde": "55"}
    enter(indicator.reeksen.get(), Opgave(2018, 2018, Decimal(44)), user=officer_9a, seen="", hand_in=False)

    page = send(officer, typed)

    assert "44%, zoals u het in een ander venster typte (concept)" in page.content.decode()


@pytest.mark.parametrize(("choice", "value"), [("ander", 44), ("mijn", 55), ("", 44)])
def test_conflict_is_resolved_by_choosing(
    officer: Client, colleague: Any, indicator: Effectindicator, choice: str, value: int
) -> None:
    typed = shown(officer) | {f"{name_of(indicator)}-waarde": "55"}
    other = enter(indicator.reeksen.get(), Opgave(2018, 2018, Decimal(44)), user=colleague, seen="", hand_in=False)
    page = send(officer, typed)

    chosen = {"mijn": f"mijn~{token(newest(other.reeks, 2018))}"}.get(choice, choice)
    send(officer, fields_of(page) | {f"{name_of(indicator)}-keuze": chosen})

    assert Realisatie.objects.get().value == value


def test_row_that_a_colleague_filled_is_still_saved_when_only_empty_ones_were_shown(
    officer: Client, colleague: Any, indicator: Effectindicator
) -> None:
    address = f"{TABLE}?jaar=2018&ontbreekt=on"
    typed = shown(officer, address) | {f"{name_of(indicator)}-waarde": "55"}
    enter(indicator.reeksen.get(), Opgave(2018, 2018, Decimal(44)), user=colleague, seen="", hand_in=False)

    page = officer.post(address, {**typed, "actie": "bewaren"})

    assert "Dit cijfer is intussen ook ergens anders veranderd" in page.content.decode()
    assert fields_of(page)[f"{name_of(indicator)}-waarde"] == "55"


def test_untouched_cell_that_a_colleague_changed_is_no_conflict(
    officer: Client, colleague: Any, indicator: Effectindicator
) -> None:
    typed = shown(officer)
    enter(indicator.reeksen.get(), Opgave(2018, 2018, Decimal(44)), user=colleague, seen="", hand_in=False)

    assert send(officer, typed).status_code == 302


def test_figure_of_an_indicator_that_was_handed_over_is_read_back(
    officer: Client, officer_9a: Any, terrein_9a: Beleidsterrein, indicator: Effectindicator
) -> None:
    typed = shown(officer) | {f"{name_of(indicator)}-waarde": "55"}
    terrein_9a.owners.remove(officer_9a)

    page = send(officer, typed)

    assert "niet meer bij u hoort" in page.content.decode()
    assert "55 (2018)" in page.content.decode()
    assert not Realisatie.objects.exists()


def test_what_was_typed_in_the_table_is_read_back_when_the_session_is_over(
    stranger: Client, indicator: Effectindicator
) -> None:
    page = send(stranger, {f"{name_of(indicator)}-waarde": "55", f"{name_of(indicator)}-zegel": "~"})

    assert page.status_code == 401
    assert f"{indicator}, 2018: cijfer" in page.content.decode()
    assert "55" in page.content.decode()


def test_database_that_is_busy_costs_nobody_their_input(
    officer: Client, indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    typed = shown(officer) | {f"{name_of(indicator)}-waarde": "55"}
    monkeypatch.setattr("indicators.grid.saving.enter", busy)

    page = send(officer, typed)

    assert "Het bewaren lukte nu niet" in page.content.decode()
    assert fields_of(page)[f"{name_of(indicator)}-waarde"] == "55"


# --- one cell, while somebody types


def post_cell(officer: Client, indicator: Effectindicator, action: str, **fields: str) -> Any:
    """Post one cell as the script does."""
    name = name_of(indicator)
    body = {f"{name}-{field}": value for field, value in fields.items()}
    return officer.post(CELL, {"cel": name, "actie": action, **body}, headers={"hx-request": "true"})


def test_cell_is_judged_and_nothing_is_saved(officer: Client, indicator: Effectindicator) -> None:
    piece = post_cell(officer, indicator, "oordeel", waarde="48", zegel="~").content.decode()

    assert "light-oranje" in piece
    assert "<html" not in piece
    assert not Realisatie.objects.exists()


def test_cell_is_saved_after_a_pause_with_a_new_seal(officer: Client, indicator: Effectindicator) -> None:
    first = post_cell(officer, indicator, "bewaren", waarde="48", zegel="~")
    seal = fields_of(first)[f"{name_of(indicator)}-zegel"]
    post_cell(officer, indicator, "bewaren", waarde="49", zegel=seal)

    assert re.search(r"bewaard om \d\d:\d\d", first.content.decode())
    assert Realisatie.objects.get().value == 49


def test_cell_that_was_saved_a_moment_ago_in_the_same_words_is_no_conflict(
    officer: Client, indicator: Effectindicator
) -> None:
    post_cell(officer, indicator, "bewaren", waarde="48", zegel="~")

    page = send(officer, {f"{name_of(indicator)}-waarde": "48", f"{name_of(indicator)}-zegel": "~"}, "indienen")

    assert page.status_code == 302
    assert Realisatie.objects.get().state == "ingediend"


def test_first_figure_of_a_cell_is_taken_back_on_the_record(officer: Client, indicator: Effectindicator) -> None:
    first = post_cell(officer, indicator, "bewaren", waarde="48", zegel="~")
    seal = fields_of(first)[f"{name_of(indicator)}-zegel"]

    piece = post_cell(officer, indicator, "ongedaan", waarde="", zegel=seal)

    assert 'data-text=""' in piece.content.decode()
    assert not Realisatie.objects.exists()
    assert Realisatie.history.first().history_change_reason == "Ongedaan gemaakt in de invoertabel"


def test_cell_of_another_officer_is_not_found(client: Client, officer_9c: Any, indicator: Effectindicator) -> None:
    client.force_login(officer_9c)

    assert post_cell(client, indicator, "bewaren", waarde="48", zegel="~").status_code == 404


@pytest.mark.parametrize("name", ["", "c1", "c99999-2018", "c1-9999", "c1-2018-waarde", "c\x00-2018"])
def test_nonsense_for_a_cell_is_not_found(officer: Client, name: str) -> None:
    assert officer.post(CELL, {"cel": name, "actie": "bewaren"}).status_code == 404


def test_history_of_a_cell_says_who_changed_what(officer: Client, indicator: Effectindicator) -> None:
    first = post_cell(officer, indicator, "bewaren", waarde="48", zegel="~")
    seal = fields_of(first)[f"{name_of(indicator)}-zegel"]
    post_cell(officer, indicator, "bewaren", waarde="49", zegel=seal)

    page = officer.get(f"{CELL}{indicator.reeksen.get().pk}/2018/")

    assert "waarde: van 48 naar 49" in page.content.decode()
    assert "officer_9a" in page.content.decode()


# --- many


def test_table_takes_as_many_queries_for_many_indicators_as_for_one(
    officer: Client,
    indicator: Effectindicator,
    terrein_9a: Beleidsterrein,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_figure(indicator, 2017, 40)
    recalculation.recalculate()
    officer.get(TABLE, {"jaar": 2018, "eerdere": 1})
    with CaptureQueriesContext(connection) as one:
        officer.get(TABLE, {"jaar": 2018, "eerdere": 1})
    for number in range(40):
        many = make_indicator(f"9A2.{number}", terrein_9a)
        make_figure(many, 2017, 10, changed_by=None)
        make_figure(many, 2018, 10, state="concept")
    recalculation.recalculate()

    with django_assert_num_queries(len(one)):
        assert len(officer.get(TABLE, {"jaar": 2018, "eerdere": 1}).context["table"].rows) == 41


def test_cell_is_judged_while_typing_in_eight_queries(
    officer: Client, indicator: Effectindicator, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    typed = {"cel": name_of(indicator), f"{name_of(indicator)}-waarde": "49,5", "actie": ""}
    for year in range(2012, 2018):
        make_figure(indicator, year, 40)
    officer.post(CELL, typed)

    # session, person, second factor; reeks and right, figures; last year of the budget; norms, targets
    with django_assert_num_queries(8):
        page = officer.post(CELL, typed)

    assert "49,5" in page.content.decode()
