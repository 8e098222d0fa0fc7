"""How many people answered: a file says it in a column of its own, and the figure keeps it through every step."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from indicators.column_form import KolommenForm
from indicators.imports.delivery import Delivery, Place, Row
from indicators.imports.lines import Status
from indicators.imports.loading import difference_of
from indicators.imports.published import read_text
from indicators.imports.spreadsheet import read
from indicators.imports.spreadsheet.columns import Kop
from indicators.imports.stored import pack, unpack
from indicators.models import Effectindicator, Realisatie
from indicators.sjabloon import files
from indicators.sjabloon.content import sjabloon
from indicators.sjabloon.ods import as_ods
from programmes.models import Document
from tests.deliveries import answer, lading_of, loaded, row, status_of
from tests.factories import DocumentFactory, make_figure, make_indicator, make_target
from tests.spreadsheets import asked, csv_file, libreoffice, xlsx

WIDE = ["Code", "Effectindicator", "Eenheid", "Realisatie 2016", "Realisatie 2017", "Respondenten 2016"]
LONG = ["Code", "Effectindicator", "Eenheid", "Jaar", "Soort", "Waarde", "Reden", "Respondenten"]


def of_rows(heading: list[str], *rows: tuple[Any, ...]) -> Delivery:
    """Read a workbook."""
    return read(xlsx([heading, *rows]), "proef.xlsx")


def respondents(delivery: Delivery) -> dict[int, int | None]:
    """Return how many people are behind each realisatie, by year."""
    return {found.figure.year or 0: found.respondents for one in delivery.rows for found in one.realisaties}


# --- Reading


@pytest.mark.parametrize(
    "heading", ["Respondenten 2016", "Aantal respondenten 2016", "Aantal respondenten (2016)", "2016 respondenten"]
)
@pytest.mark.parametrize("cell", [35, "35"])
def test_column_of_a_year_tells_of_its_realisatie(heading: str, cell: Any) -> None:
    delivery = of_rows([*WIDE[:5], heading], ("9A1.a", "Tevreden", "%", "41%", "43%", cell))

    assert asked(delivery) == []
    assert respondents(delivery) == {2016: 35, 2017: None}


def test_heading_over_two_rows_tells_of_each_year() -> None:
    sheet = [
        ("Code", "Effectindicator", "Realisatie", None, "Respondenten", None),
        (None, None, "2016", "2017", "2016", "2017"),
        ("9A1.a", "Tevreden", "41%", "43%", "1.234", "9"),
    ]
    delivery = read(xlsx(sheet), "proef.xlsx")

    assert asked(delivery) == []
    assert respondents(delivery) == {2016: 1234, 2017: 9}


def test_row_of_one_year_tells_of_its_own_realisatie() -> None:
    delivery = of_rows(
        LONG,
        ("9A1.a", "Tevreden", "%", "2016", "realisatie", "41%", None, 9),
        ("9A1.a", "Tevreden", "%", "2017", "realisatie", None, "niet gemeten", 12),
        ("9A1.a", "Tevreden", "%", "2016", "streefwaarde", "50%", None, None),
    )

    assert asked(delivery) == []
    assert respondents(delivery) == {2016: 9, 2017: 12}


@pytest.mark.parametrize("cell", [12.5, 0, -3, "veel", "35%", "1.23", 3_000_000_000])
def test_what_is_no_number_of_people_is_asked(cell: Any) -> None:
    delivery = of_rows(WIDE, ("9A1.a", "Tevreden", "%", "41%", "43%", cell))

    ((place, why),) = asked(delivery)
    assert place == "werkblad 'Blad1', rij 2, kolom F"
    assert "aantal respondenten" in why
    assert respondents(delivery) == {2016: None, 2017: None}


@pytest.mark.parametrize("cell", ["-", "n.v.t.", None])
def test_figure_of_a_register_has_no_respondents(cell: Any) -> None:
    delivery = of_rows(WIDE, ("9A1.a", "Inwoners", "", 41, 43, cell))

    assert asked(delivery) == []
    assert respondents(delivery) == {2016: None, 2017: None}


def test_respondents_without_their_realisatie_are_asked() -> None:
    delivery = of_rows(WIDE, ("9A1.a", "Tevreden", "%", None, "43%", 9))

    assert ["over 2016" in why for _, why in asked(delivery)] == [True]


def test_respondents_beside_a_streefwaarde_are_asked() -> None:
    delivery = of_rows(
        LONG,
        ("9A1.a", "Tevreden", "%", "2016", "realisatie", "41%", None, None),
        ("9A1.a", "Tevreden", "%", "2016", "streefwaarde", "50%", None, 9),
    )

    assert len(asked(delivery)) == 1
    assert respondents(delivery) == {2016: None}


def test_respondents_of_no_year_are_asked_by_their_column() -> None:
    delivery = of_rows([*WIDE[:5], "Respondenten"], ("9A1.a", "Tevreden", "%", "41%", "43%", 9))

    (question,) = delivery.questions
    assert (question.about, question.text) == ("kolommen", "Respondenten")


def test_number_of_people_makes_no_row_a_percentage() -> None:
    delivery = of_rows(WIDE, ("9A1.a", "Rapportcijfer", "score", 0.5, 0.6, "9"))

    assert asked(delivery) == []


def test_what_was_read_is_kept_with_its_respondents() -> None:
    delivery = of_rows(WIDE, ("9A1.a", "Tevreden", "%", "41%", "43%", 9))

    assert respondents(unpack(pack(delivery))) == {2016: 9, 2017: None}


# --- Published text: asked, never guessed


@pytest.mark.parametrize("text", ["41% (n = 35)", "41% (35 respondenten)"])
def test_number_in_a_published_cell_is_asked_and_never_guessed(text: str) -> None:
    page = f"Effectindicator\tRealisatie 2016\tRealisatie 2017\n9A1.a Tevreden\t40%\t{text}\n"
    delivery = read_text(page)

    assert [question.text for question in delivery.questions] == [text]
    assert respondents(delivery) == {2016: None}


@pytest.fixture
def indicator(db: None) -> Effectindicator:
    """An indicator of a survey, in the tree."""
    return make_indicator("9A1.a", unit="%", name="Tevreden")


def with_respondents(cell: str, number: int | None) -> Row:
    """Return a row of which one realisatie, of 2017, says how many people answered."""
    one = row("9A1.a", "Tevreden", realisaties={2017: cell}, unit="%")
    one.realisaties = [replace(found, respondents=number) for found in one.realisaties]
    return one


def test_number_that_is_typed_with_a_figure_is_its_respondents(indicator: Effectindicator) -> None:
    delivery = Delivery()
    delivery.add(row("9A1.a", "Tevreden", unit="%"))
    delivery.ask(Place(3, 1), "41% (n = 35)", "Hier staat meer dan één getal.")
    lading = lading_of(delivery=delivery)

    answer(lading, lezen={"keuze": "cijfers", "rij": "9A1.a", "cijfers": "realisatie 2017: 41% (n = 35)"})
    loaded(lading)

    figure = Realisatie.objects.get()
    assert (figure.value, figure.respondents) == (Decimal(41), 35)


@pytest.mark.parametrize(("choice", "kept"), [("respondenten", 35), ("laden", None)])
def test_number_in_a_note_is_asked(indicator: Effectindicator, choice: str, kept: int | None) -> None:
    one = row("9A1.a", "Tevreden", realisaties={2017: "41%"}, unit="%")
    one.realisaties = [replace(f, figure=replace(f.figure, note="n = 35")) for f in one.realisaties]
    lading = lading_of(one)

    (vraag,) = difference_of(lading, None).open
    assert "35" in vraag.why
    answer(lading, realisatie=choice)
    loaded(lading)

    assert Realisatie.objects.get().respondents == kept


# --- The difference, and what is loaded


def test_new_figure_is_shown_and_stored_with_its_respondents(indicator: Effectindicator) -> None:
    lading = lading_of(with_respondents("41%", 9))

    (line,) = [line for line in difference_of(lading, None).regels if line.what == "realisatie 2017"]
    loaded(lading)

    assert line.after == "41%, 9 respondenten"
    assert Realisatie.objects.get().respondents == 9


def test_other_number_of_respondents_is_a_change_of_an_adopted_figure(indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 41, respondents=900)
    lading = lading_of(with_respondents("41%", 9))

    (line,) = [line for line in difference_of(lading, None).regels if line.what == "realisatie 2017"]
    loaded(lading)

    assert (line.status, line.before, line.after) == (Status.GEWIJZIGD, "41%, 900 respondenten", "41%, 9 respondenten")
    assert list(Realisatie.objects.values_list("version", "state", "respondents")) == [
        (1, "vastgesteld", 900),
        (2, "concept", 9),
    ]


def test_same_number_of_respondents_is_the_same(indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 41, respondents=9)

    assert status_of(difference_of(lading_of(with_respondents("41%", 9)), None), "realisatie 2017") == Status.GELIJK


def test_file_that_says_nothing_of_respondents_takes_none_away(indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 41, respondents=9)
    assert status_of(difference_of(lading_of(with_respondents("41%", None)), None), "realisatie 2017") == Status.GELIJK

    loaded(lading_of(with_respondents("42%", 8)))
    loaded(lading_of(with_respondents("43%", None)))

    concept = Realisatie.objects.get(state="concept")
    assert (concept.value, concept.respondents) == (Decimal(43), 8)


# --- The template


def file_of(document: Document, form: str) -> bytes:
    """Return the template as a file."""
    made: Any = {"xlsx": files.as_xlsx, "ods": as_ods, "csv": files.as_csv}[form](sjabloon(document))
    return b"".join(made)


def surveyed(indicator: Effectindicator) -> Document:
    """Return a document whose template holds figures of a survey, and of a register."""
    make_figure(indicator, 2016, "40.5", respondents=1234)
    make_figure(indicator, 2017, 41, respondents=9)
    make_figure(make_indicator("9A1.b", indicator.doel.beleidsterrein), 2017, 7)
    document: Document = DocumentFactory(year=2018, adopted=False)
    make_target(indicator, 2018, 50, document=document)
    return document


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_template_keeps_how_many_people_answered(indicator: Effectindicator, form: str) -> None:
    delivery = read(file_of(surveyed(indicator), form), f"sjabloon.{form}")

    assert asked(delivery) == []
    first, second = delivery.rows
    assert {f.figure.year: f.respondents for f in first.realisaties} == {2016: 1234, 2017: 9}
    assert {f.figure.year: f.respondents for f in second.realisaties} == {2017: None}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_template_loaded_unchanged_changes_no_respondents(indicator: Effectindicator, form: str) -> None:
    document = surveyed(indicator)

    lading = lading_of(delivery=read(file_of(document, form), f"sjabloon.{form}"), year=2018)

    assert {line.status for line in difference_of(lading, None).regels if line.what.startswith("realisatie")} == {
        Status.GELIJK
    }


def test_libreoffice_keeps_the_respondents_of_the_template(tmp_path: Path, indicator: Effectindicator) -> None:
    made = file_of(surveyed(indicator), "ods")

    again = read(libreoffice(tmp_path, made, "ods", "xlsx"), "sjabloon.xlsx")

    assert {f.figure.year: f.respondents for f in again.rows[0].realisaties} == {2016: 1234, 2017: 9}


def test_template_has_room_for_the_respondents_of_each_realisatie(indicator: Effectindicator) -> None:
    template = sjabloon(DocumentFactory(year=2018, adopted=False))

    assert [name for name in template.columns if name.startswith("Respondenten")] == [
        f"Respondenten {year}" for year in template.measured_years
    ]


# --- A layout of one's own


def test_beheerder_says_which_column_holds_the_respondents(administrator: Any) -> None:
    kop = Kop((1,), {1: "Kenmerk", 2: "Uitkomst", 3: "Hoeveel mensen"})
    said = {"soort-1": "code", "soort-2": "realisatie", "jaar-2": 2016, "soort-3": "respondenten"}

    without_year = KolommenForm(kop, {}, said)
    form = KolommenForm(kop, {}, {**said, "jaar-3": 2016})

    assert list(without_year.errors) == ["jaar-3"]
    assert form.is_valid(), form.errors
    data = csv_file([["Kenmerk", "Uitkomst", "Hoeveel mensen"], ["9A1.a", "41%", "9"]])
    delivery = read(data, "eigen.csv", {kop.fingerprint: form.cleaned_data["indeling"]})
    assert (asked(delivery), respondents(delivery)) == ([], {2016: 9})


def test_layout_with_respondents_alone_has_no_figures(administrator: Any) -> None:
    form = KolommenForm(Kop((1,), {1: "a", 2: "b"}), {}, {"soort-1": "code", "soort-2": "respondenten", "jaar-2": 2016})

    assert "Kies een kolom met cijfers" in str(form.errors)
