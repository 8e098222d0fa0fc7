"""Layouts of other municipalities: what the heading, the document or the row itself settles, and what stays a question."""

import pytest

from indicators.imports.delivery import Place, answers
from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from indicators.imports.published.page_edges import without_edges
from indicators.imports.published.source import Cell, Line
from tests.published_text import figures_of, read, stacked

REGIONS = "Gouda | Nederland | ||||\nIndicator | 2014 | 2015 | 2014 | 2015 | Bron | |\n"


def test_a_row_that_lost_its_empty_cells_is_asked() -> None:
    text = REGIONS + "Diefstal | 1,6 | 1,1 | 2,5 | 2,4 | CBS | |\nJongeren | 1,3 | 1,4 | KLPD | |||\n"
    assert read(text) == {"Diefstal": ["R2014 1.6", "R2015 1.1"], "Jongeren": []}


def test_a_bron_below_a_figure_shows_that_the_empty_cells_of_all_rows_are_gone() -> None:
    head = "Indicator | Realisatie 2017 | Realisatie 2018 | Bron |\n"
    text = head + "Bomen | 11 | 12 | CBS |\nStruiken | 13 | CBS | |\nPerken | 14 | | |\n"
    assert read(text) == {"Bomen": ["R2017 11", "R2018 12"], "Struiken": [], "Perken": []}


def test_the_heading_of_a_next_page_holds_no_figures() -> None:
    text = REGIONS + REGIONS.splitlines()[1] + "\nDiefstal | 1,6 | 1,1 | 2,5 | 2,4 | CBS | |\n"
    assert read(text) == {"Diefstal": ["R2014 1.6", "R2015 1.1"]}


NUMBERED = "Taakveld | Definitie | Realisatie | Realisatie | Realisatie |\n2019 | 2020 | 2021 | ||\n"


def test_numbers_of_rows_without_a_head_of_their_own_move_no_figure() -> None:
    text = NUMBERED + "1 | Formatie | Fte | 18,0 | 18,4 | 18,8 |\n2 | Bezetting | Fte | 17,9 | 19,1 | 20,3 |\n"
    head = "Omschrijving | Definitie | Realisatie 2019 | Realisatie 2020\n"
    rows = "1 | Formatie | Fte | 18,0 | 18,4\n2 | Bezetting | Fte | 17,9 | 19,1\n"
    assert read(head + rows) == {"Formatie": ["R2019 18.0", "R2020 18.4"], "Bezetting": ["R2019 17.9", "R2020 19.1"]}
    assert not any(read(text.replace("| 18,8 |", "|")).get("1", []))


def test_a_row_longer_than_its_heading_with_a_figure_before_the_figures_is_asked() -> None:
    text = "Omschrijving | Toelichting | Realisatie 2019 | Realisatie 2020\n1 | Formatie | 17,0 | 18,0 | 18,4\n"
    assert not any(read(text).values())


def test_years_alone_are_measured_where_the_document_is_later_also_when_they_fall() -> None:
    text = stacked(
        "Begroting 2021", "Overige cijfers per jaar", "2019", "2018", "2017", "Aantal leerlingen", "9", "8", "7"
    )
    assert read(text) == {"Aantal leerlingen": ["R2017 7", "R2018 8", "R2019 9"]}


@pytest.mark.parametrize("title", ["Begroting 2020", "Scholen"])
def test_years_alone_are_asked_where_the_document_does_not_settle_them(title: str) -> None:
    text = stacked(title, "Overige cijfers per jaar", "2020", "2019", "2018", "Aantal leerlingen", "9", "8", "7")
    assert not any(read(text).values())


def test_years_alone_behind_which_the_heading_goes_on_are_asked() -> None:
    text = stacked(
        "Begroting 2021", "Cijfers", "2017", "2018", "2019", "Streefwaarde", "Leerlingen", "9", "8", "7", "6"
    )
    assert not any(read(text).values())


def test_a_year_in_brackets_belongs_to_the_head_above_it() -> None:
    text = stacked(
        "Indicator", "Nulmeting", "(2015)", "Realisatie", "(2016)", "Ambitie 2018", "Ongevallen", "8", "9", "7"
    )
    assert read(text) == {"Ongevallen": ["R2015 8", "R2016 9", "S2018 7"]}


def test_a_year_in_brackets_below_a_figure_belongs_to_it() -> None:
    text = stacked("Indicator", "Realisatie", "Streefwaarde 2018", "Ongevallen", "8%", "(2014)", "7%")
    assert read(text) == {"Ongevallen": ["R2014 8", "S2018 7"]}


def test_figures_with_their_years_may_be_those_of_others_where_a_cell_is_gone() -> None:
    text = stacked("Indicator", "Realisatie", "Streefwaarde 2018", "Nederland", "Ongevallen", "8% (2014)", "7% (2015)")
    assert read(text) == {"Ongevallen": []}


def test_a_figure_with_its_year_behind_it_is_no_footnote_for_being_small() -> None:
    text = stacked("Indicator", "Uitkomst", "Jaar", "Schoolverlaters", "1", "2016", "0,9", "2017")
    assert read(text) == {"Schoolverlaters": ["R2016 1", "R2017 0.9"]}


def test_a_scale_below_a_name_is_its_unit() -> None:
    head = ["Naam indicator", "Eenheid", "Realisatie 2017", "Realisatie 2018", "Bron"]
    text = stacked(*head, "Tevreden bezoekers", "Tussen de 1 en 10", "9,3", "9,1", "Eigen gegevens")
    assert read(text) == {"Tevreden bezoekers": ["R2017 9.3", "R2018 9.1"]}


YEAR_ABOVE = ["2018", "Indicator", "Eenheid", "Raming na wijz.", "Werkelijk", "Formatie", "fte", "6,20", "6,18"]


def test_a_year_above_the_whole_heading_is_that_of_its_columns() -> None:
    assert read(stacked("Jaarstukken 2018", *YEAR_ABOVE)) == {"Formatie": ["R2018 6.18"]}


def test_a_year_above_the_heading_that_the_document_cannot_have_measured_is_asked() -> None:
    assert not any(read(stacked("Begroting 2019", *YEAR_ABOVE)).values())


def pages(*texts: list[str]) -> list[list[str]]:
    """Return what is left of pages of a PDF without their edges."""
    lines = [[Line(Cell(text, Place(number, 1))) for number, text in enumerate(page, 1)] for page in texts]
    return [[line.text for line in page] for page in without_edges(lines)]


def test_numbers_that_count_along_with_the_pages_are_left_out() -> None:
    assert pages(["Bomen 1", "44"], ["Bomen 2", "45"], ["Bomen 3", "46"])[1] == ["Bomen 2", ""]


def test_a_lone_figure_at_the_foot_of_a_page_stays() -> None:
    assert pages(["Bomen", "44"], ["Bomen", "41"], ["Bomen", "46"])[1] == ["Bomen", "41"]


def test_a_running_head_is_left_out_after_the_first_time_and_the_heading_of_a_table_is_not() -> None:
    assert pages(*[[f"Gemeente Gouda Begroting 2020 | {n}", "Realisatie 2018"] for n in (7, 8)]) == [
        ["Gemeente Gouda Begroting 2020 | 7", "Realisatie 2018"],
        ["", "Realisatie 2018"],
    ]
    assert pages(["Begroting 2020", "8"], ["Begroting 2020", "7"])[1] == ["Begroting 2020", "7"]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Begroting 2020", ["R2018 7", "S2020 9"]),
        ("Indicatoren", ["R2018 7", "S2020 9"]),
        ("Jaarstukken 2019", ["R2018 7", "R2019 8", "S2020 9"]),
    ],
)
def test_a_year_alone_that_the_document_cannot_have_measured_is_asked(title: str, found: list[str]) -> None:
    assert read(
        stacked(title, "Programma", "Indicator", "2018", "2019", "Streefwaarde 2020", "Bomen", "7", "8", "9")
    ) == {"Bomen": found}


LINES = "Kerngegevens Rekening 2018 Begroting 2019\nWegen 116.430 118.440\nGroen 1.037.990 1.038.083\n"


def test_lines_of_words_may_say_that_their_points_are_of_thousands() -> None:
    assert read(LINES)["Wegen"] == ["R2018 116430", "S2019 118440"]


@pytest.mark.parametrize("text", [LINES + "Diepte 1.5 2.5\n", LINES.replace("1.037.990", "990")])
def test_lines_of_words_with_a_decimal_point_or_one_certain_cell_say_nothing_of_points(text: str) -> None:
    assert read(text)["Wegen"] == []


COMMAS = "Indicator | Rekening 2018 | Begroting 2019 |\nVerzuim | 2,6% | 3,1% |\nCijfer | {one} | 3,1 |\nBereik | 6.120 | 7.500 |\n"


def test_where_decimals_have_a_comma_a_point_is_one_of_thousands() -> None:
    assert read(COMMAS.format(one="7,3"))["Bereik"] == ["R2018 6120", "S2019 7500"]


@pytest.mark.parametrize("one", ["7.3", "3,1", "7,305"])
def test_a_decimal_point_too_few_commas_or_three_decimals_say_nothing_of_points(one: str) -> None:
    assert read(COMMAS.format(one=one))["Bereik"] == []


def test_columns_of_what_is_expected_are_asked_and_the_others_read() -> None:
    text = (
        "Kerngegevens\n\nKerngegevens Rekening 2017 Begroting 2018 Prognose 2019\nUitkeringen 496 540 500\n"
        "Woonwagens 16 17 18\n"
    )
    assert read(text) == {"Uitkeringen": ["R2017 496", "S2018 540"], "Woonwagens": ["R2017 16", "S2018 17"]}


LAND = [["Oppervlakte", "Rekening 2017", "Begroting 2018"], ["Verhard", "7,73", "7,73"], ["Land", "22,71", "22,71"]]


@pytest.mark.parametrize(("cell", "line"), [(" ", "\n"), ("\t", "\n"), ("\n\n", "\n\n")])
def test_land_without_the_municipality_beside_it_may_be_what_is_no_water(cell: str, line: str) -> None:
    delivery = read_text(line.join(cell.join(row) for row in LAND))
    assert [len(row.realisaties) for row in delivery.rows][:1] == [1]
    assert (sum(len(row.realisaties) for row in delivery.rows), delivery.benchmarks) == (1, [])
    assert delivery.questions


@pytest.mark.parametrize(("cell", "line"), [("\t", "\n"), ("\n\n", "\n\n")])
def test_land_beside_the_municipality_is_the_country(cell: str, line: str) -> None:
    rows = [["Indicator", "Realisatie 2017", "Realisatie 2018"], ["Verzuim", "", ""]]
    rows += [["Gemeente", "8", "9"], ["Land", "6", "7"]]
    assert [b.value for b in read_text(line.join(cell.join(row) for row in rows)).benchmarks] == [6, 7]


# Realisatie, Prognose/streefwaarden, and one run of years below both.
TREES = ["1", "Bomen", "0,5", "0,6", "0,7", "0,8", "0,9", "2", "Struiken", "1,5", "1,6", "1,7", "1,8", "1,9"]
DIVIDED = ["Nr.", "Indicator", "Realisatie", "Prognose/streefwaarden", "2017", "2018", "2019", "2020", "2021"]


def test_one_run_of_years_below_two_groups_is_divided_by_the_document() -> None:
    text = stacked("Begroting 2020", *DIVIDED, *TREES)
    assert read(text)["Bomen"] == ["R2017 0.5", "R2018 0.6", "S2020 0.8", "S2021 0.9"]
    assert [q.text for q in read_text(text).questions] == ["0,7", "1,7"]  # 2019 is neither measured nor aimed at


@pytest.mark.parametrize("title", ["Indicatoren", "Jaarstukken 2021"])
def test_one_run_of_years_below_two_groups_is_asked_where_no_begroting_divides_it(title: str) -> None:
    assert not any(read(stacked(title, *DIVIDED, *TREES)).values())


MEASURED = ["Ambitie", "Omschrijving", "Nulmeting", "Meetwaarde 2019", "2021", "2022"]


def test_years_alone_behind_what_was_measured_are_the_aims_of_a_begroting() -> None:
    rows = ["1", "Bomen", "PM", "0,6", "0,7", "0,8", "1", "Struiken", "PM", "1,5", "1,4", "1,3"]
    table = [*MEASURED, *rows, "2", "Perken", "PM", "2,5", "2,4", "2,3"]
    assert read(stacked("Concept Begroting 2021", *table))["Bomen"] == ["R2019 0.6", "S2021 0.7", "S2022 0.8"]
    assert read(stacked("Indicatoren", *table))["Bomen"] == ["R2019 0.6"]


PLAN = ["Indicator", "2017", "2018", "2019", "2020", "2021"]


def test_a_row_of_years_of_indicators_runs_from_what_was_measured_to_what_is_aimed_at() -> None:
    text = stacked("Begroting 2020", *PLAN, "Bomen", "5", "6", "7", "8", "9")
    assert read(text) == {"Bomen": ["R2017 5", "R2018 6", "S2020 8", "S2021 9"]}


def test_a_row_of_years_that_may_be_amounts_is_asked() -> None:
    assert not any(read(stacked("Begroting 2020", "Omschrijving", *PLAN[1:], "Bomen", *"56789")).values())


def test_years_before_that_of_a_begroting_may_be_those_of_other_begrotingen() -> None:
    found = read_text(stacked("Begroting 2020", "Indicator", "2018", "2019", "2020", "Bomen", *"567"))
    assert figures_of(found) == {"Bomen": ["S2020 7"]}
    assert [question.text for question in found.questions] == ["5", "6"]


def test_a_begroting_has_measured_nothing_of_its_own_year() -> None:
    text = stacked("Begroting 2018", "Indicator", "Realisatie 2016", "Realisatie 2018", "Bomen", "5", "6")
    assert read(text) == {"Bomen": ["R2016 5"]}


YEARS_BELOW = ["Indicator", "Eenheid", "Periode", "Gouda", "Nederland", "Bron"]


def test_a_row_goes_on_with_other_years_of_the_same_indicator() -> None:
    text = stacked(
        *YEARS_BELOW, "Woningen", "per 1.000", "2016", "5", "6", "BAG", "2017", "7", "8", "BAG", "Druk", "%", "2017",
        "70", "69", "CBS",
    )  # fmt: skip
    assert read(text) == {"Woningen": ["R2016 5", "R2017 7"], "Druk": ["R2017 70"]}
    assert [(b.name, b.year, b.value) for b in read_text(text).benchmarks] == [
        ("Woningen", 2016, 6), ("Woningen", 2017, 8), ("Druk", 2017, 69)
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Formatie", "Bezetting", "Apparaatskosten", "Externe inhuur", "Overhead"])
def test_what_a_municipality_counts_of_itself_may_be_budgeted_where_no_document_is_known(name: str) -> None:
    table = f"| Indicator | Periode | Gouda |\n|---|---|---|\n| {name} | 2023 | 5,1 |\n| Druk | 2021 | 70% |\n"

    assert read(table) == {name: [], "Druk": ["R2021 70"]}
    assert read(f"Jaarstukken 2023\n\n{table}") == {name: ["R2023 5.1"], "Druk": ["R2021 70"]}
    assert read(table.replace("Periode", "Meetjaar"))[name] == ["R2023 5.1"]


def test_years_after_what_a_document_has_measured_are_asked_where_it_does_not_say_what_it_aims_at() -> None:
    head = ["Indicator", "Begroting 2019", "Begroting 2020", "Jaar", "Gouda", "Jaar", "Gouda"]
    rows = ["Formatie", "2019", "6,8", "2020", "6,9", "Overhead", "2017", "9,0%", "2020", "8,9%"]

    assert read(stacked("Begroting 2020", *head, *rows)) == {"Formatie": [], "Overhead": ["R2017 9.0"]}


def test_a_row_goes_on_without_the_words_behind_it_where_every_row_does() -> None:
    head = ["Indicator", "Jaar", "Gouda", "25.000 - 50.000 inwoners", "Zeeland", "Beschrijving"]
    rows = [
        "Sport",
        "2021",
        "218",
        "232",
        "283",
        "Wat sport kost.",
        "2020",
        "229",
        "218",
        "274",
        "2019",
        "213",
        "219",
        "260",
    ]
    text = stacked(*head, *rows, "Leden", "2018", "31,6%", "28,1%", "28,3%", "Wie lid is.")
    assert read(text) == {"Sport": ["R2019 213", "R2020 229", "R2021 218"], "Leden": ["R2018 31.6"]}
    assert [b.region for b in read_text(text).benchmarks][:2] == ["25.000 - 50.000 inwoners", "Zeeland"]


def test_whose_figure_it_is_may_stand_in_a_column_of_its_own() -> None:
    head = ["Indicator", "Eenheid", "Jaar", "Regio", "Waarde", "Beschrijving"]
    rows = ["Banen", "per 1.000", "2016", "Gouda", "640", "Het aantal.", "2016", "25.000 - 50.000 inwoners", "667"]
    more = ["Druk", "%", "2016", "Gouda", "70", "De druk.", "2016", "Vitale buurten", "71"]
    text = stacked(*head, *rows, *more)
    assert read(text) == {"Banen": ["R2016 640"], "Druk": ["R2016 70"]}
    assert [(b.name, b.value) for b in read_text(text).benchmarks] == [("Banen", 667)]
    assert [q.why for q in read_text(text).questions] == ["Het is niet zeker van wie deze cijfers zijn."]


@pytest.mark.parametrize("others", ["Vergelijk*", "gemeente < 25.000", "Score 25.000-50.000", "grootteklasse"])
def test_a_column_may_hold_the_figures_of_municipalities_like_this_one(others: str) -> None:
    text = stacked(
        "Indicator", "Gouda", others, "Periode", "Begroot 2018", "Bron", "Menging", "53", "49", "2016", "54", "LISA"
    )
    assert read(text) == {"Menging": ["R2016 53", "S2018 54"]}
    assert [(b.year, b.value) for b in read_text(text).benchmarks] == [(2016, 49)]


def test_a_column_of_a_province_is_of_others_only_beside_a_municipality() -> None:
    assert read_text(stacked("Indicator", "Jaar", "Zeeland", "Nederland", "Druk", "2016", "70", "69")).benchmarks == [
        *read_text(stacked("Indicator", "Jaar", "Gouda", "Nederland", "Druk", "2016", "70", "69")).benchmarks
    ]
    assert read(stacked("Indicator", "Jaar", "Zeeland", "Nederland", "Druk", "2016", "70", "69")) == {"Druk": []}


def test_a_figure_in_brackets_behind_another_is_left_alone_where_the_page_says_what_it_is() -> None:
    table = ["Indicator", "Jaar", "Waarde", "Druk", "2016", "70 (69)"]
    assert read(stacked("Tussen haakjes staan de waarden van vorig jaar.", *table)) == {"Druk": ["R2016 70"]}
    assert read(stacked(*table)) == {"Druk": []}


def test_letters_behind_the_numbers_of_rows_are_part_of_them() -> None:
    head = ["nr.", "Effectindicatoren", "Realisatie 2018", "Streefwaarde 2019"]
    text = stacked(
        *head, "1a", "Bomen langs wegen", "5", "6", "1b", "Bomen in parken", "7", "8", "2", "Perken", "9", "9"
    )
    assert read(text)["Bomen in parken"] == ["R2018 7", "S2019 8"]


def test_the_letter_of_a_heading_says_what_was_measured() -> None:
    text = stacked("Indicator", "Meetbaar resultaat", "W2018", "B2019", "Balie", "Wachttijd in minuten", "5", "4")
    assert read(text) == {"Balie: Wachttijd in minuten": ["R2018 5", "S2019 4"]}


def test_a_text_above_the_years_is_no_column_where_each_row_has_one_text() -> None:
    text = stacked(
        "Jaarstukken 2019", "Indicatoren", "Formatie en overhead", "2018", "2019", "formatie per inwoner", "6", "7"
    )
    assert read(text) == {"formatie per inwoner": ["R2018 6", "R2019 7"]}


def test_two_years_below_a_text_are_a_heading_where_a_row_of_two_figures_follows() -> None:
    text = stacked("Jaarstukken 2019", "Verzuim van leerlingen", "2018", "2019", "Absoluut verzuim", "6,1", "7,2")
    assert read(text) == {"Absoluut verzuim": ["R2018 6.1", "R2019 7.2"]}


def test_a_sentence_below_figures_is_no_name_and_belongs_to_the_row_above() -> None:
    head = ["Indicator", "Bron", "Nulmeting", "Begroot 2019", "Stand december 2019"]
    rows = [
        "Buurtplekken",
        "Telling",
        "19 (2018)",
        "20",
        "18",
        "Een plek is goed bereikbaar en ook veilig.",
        "Steunplekken",
    ]
    found = read_text(stacked(*head, *rows, "Telling", "51 (2018)", "53", "52")).rows
    assert [(row.name, row.notes) for row in found] == [
        ("Buurtplekken", ["Een plek is goed bereikbaar en ook veilig."]),
        ("Steunplekken", []),
    ]


def test_a_count_says_how_the_rest_of_its_table_writes_thousands() -> None:
    head = ["Kerngegevens", "Rekening 2017", "Begroting 2018"]
    rows = ["Aantal inwoners", "25.672", "25.617", "van 0 - 19 jaar", "5.702", "5.599"]
    assert read(stacked(*head, *rows))["van 0 - 19 jaar"] == ["R2017 5702", "S2018 5599"]
    assert read(stacked(*head, "Omvang", *rows[1:]))["van 0 - 19 jaar"] == []


def test_the_number_of_a_programme_above_every_name_is_no_figure_where_a_bron_stands_between() -> None:
    head = ["Progr.", "Indicator", "Eenheid", "Periode", "Gouda", "Nederland", "Bron"]
    rows = ["1", "Banen", "per 1.000 inwoners", "2017", "719,8", "758,2", "LISA"]
    rows += ["1", "Niet sporters", "%", "2016", "41,9", "48,7", "Gezondheidsmonitor"]
    rows += ["1", "Verwijzingen Halt", "per 10.000 jongeren", "2017", "167", "131", "Bureau Halt"]
    read_ = {"Banen": ["R2017 719.8"], "Niet sporters": ["R2016 41.9"], "Verwijzingen Halt": ["R2017 167"]}
    assert read(stacked(*head, *rows)) == read_


def test_the_document_that_a_page_is_loaded_for_says_what_its_years_are() -> None:
    text = stacked("Indicatoren", "Indicator", "2016", "2017", "Bomen", "5", "6")
    assert not any(read(text).values())
    (row,) = read_text(text, scope=scope_for("jaarstukken", 2017)).rows
    assert [f.figure.year for f in row.realisaties] == [2016, 2017]


def test_a_page_of_another_document_than_it_is_loaded_for_says_itself_what_was_measured() -> None:
    text = stacked("Begroting 2018", "Indicator", "2015", "2016", "2017", "Bomen", "5", "6", "7")
    (row,) = read_text(text, scope=scope_for("jaarstukken", 2019)).rows
    assert [f.figure.year for f in row.realisaties] == [2015, 2016]


ON_FIRST = ["Kerngegevens per 1 januari", "2019", "2020", "2021", "% huurwoning", "53", "54", "55"]


def test_a_begroting_has_counted_on_the_first_of_january_of_the_year_before_its_own() -> None:
    assert read(stacked("Begroting 2021", *ON_FIRST)) == {"% huurwoning": ["R2019 53", "R2020 54"]}


def test_a_day_beside_what_was_budgeted_for_its_year_says_what_it_became() -> None:
    head = ["Werkelijk 2021", "Begroot 2022", "31-12-2022"]
    assert read(stacked(*head, "Aantal inwoners", "46.601", "46.836", "47.168")) == {
        "Aantal inwoners": ["R2021 46601", "R2022 47168", "S2022 46836"]
    }
    assert not any(read(stacked(head[0], "31-12-2022", "Aantal inwoners", "46.601", "47.168")).values())


def test_a_footnote_right_above_a_heading_is_no_column() -> None:
    text = (
        "* ) Dit is op basis van de begroting 2023\nStructuur Rekening 2021 Begroting 2022\nWoningen 22.063 22.145 st\n"
    )
    assert read(f"Kerngegevens\n\n{text}Aantal bomen 750 *) 700\n")["Aantal bomen"] == ["R2021 750", "S2022 700"]


def test_years_right_behind_an_aim_are_aims_and_dashes_before_names_are_no_figures() -> None:
    head = ["Indicatoren", "Realisatie 2015", "Doel 2016", "2017", "2018"]
    rows = [
        "-",
        "Bezoekers van musea",
        "0,5",
        "0,6",
        "0,7",
        "0,8",
        "-",
        "Bezoekers van podia",
        "1,5",
        "1,6",
        "1,7",
        "-",
    ]
    assert read(stacked(*head, *rows)) == {
        "Bezoekers van musea": ["R2015 0.5", "S2016 0.6", "S2017 0.7", "S2018 0.8"],
        "Bezoekers van podia": ["R2015 1.5", "S2016 1.6", "S2017 1.7"],
    }


def test_a_year_behind_an_aim_that_the_document_may_have_measured_is_asked() -> None:
    head = ["Jaarstukken 2018", "Indicatoren", "Realisatie 2015", "Doel 2016", "2017", "2018"]
    assert read(stacked(*head, "Bezoekers van musea", "0,5", "0,6", "0,7", "0,8")) == {
        "Bezoekers van musea": ["R2015 0.5", "S2016 0.6"]
    }


def test_names_may_stand_below_nothing_where_a_nulmeting_has_no_year() -> None:
    text = stacked("Nulmeting", "Realisatie 2018", "Begroting 2019", "Bezoekers van musea", "0,4", "0,5", "0,6")
    assert read(text) == {"Bezoekers van musea": ["R2018 0.5", "S2019 0.6"]}


def test_a_heading_on_one_line_may_say_whose_scores_stand_below() -> None:
    text = (
        "Taakveld Indicator Eenheid Score Gouda Score 25.000-50.000 Jaar Bron\n"
        "1. Diefstallen Aantal per 1.000 inwoners 1,3 1,0 2017 CBS\nVerzuim Aantal per 1.000 leerlingen 1,4 1,2 2016 DUO\n"
    )
    assert read(text) == {
        "Diefstallen Aantal per 1.000 inwoners": ["R2017 1.3"],
        "Verzuim Aantal per 1.000 leerlingen": ["R2016 1.4"],
    }
    assert [(b.region, b.year, str(b.value)) for b in read_text(text).benchmarks] == [
        ("25.000-50.000", 2017, "1.0"),
        ("25.000-50.000", 2016, "1.2"),
    ]


def test_the_same_day_below_every_column_goes_on_with_the_heading() -> None:
    head = ["Bevolking", "Rekening 2015", "Begroting 2016", "Rekening 2016"]
    rows = ["Aantal inwoners", "7.161", "7.414", "7.830"]
    found = {"Aantal inwoners": ["R2015 7161", "R2016 7830", "S2016 7414"]}
    assert read(stacked(*head, *["Per 1 januari"] * 3, *rows)) == found
    assert not any(read(stacked(*head, *["Per 1 januari"] * 2, "Gemiddeld", *rows)).values())


BARE = ["Kerngegevens", "2014", "2015", "2016", "Aantal bruggen", "518", "521", "527"]


def test_the_day_of_a_source_says_which_years_of_a_page_were_over() -> None:
    assert read(stacked(*BARE, "Bron: CBS september 2016")) == {"Aantal bruggen": ["R2014 518", "R2015 521"]}


@pytest.mark.parametrize("bron", ["Bron: CBS", "Bron: begroting september 2016", "Bron: telling, volgt in mei 2016"])
def test_a_source_that_is_not_of_a_day_that_was_over_says_nothing_of_years(bron: str) -> None:
    assert not any(read(stacked(*BARE, bron)).values())


def test_a_heading_may_say_that_all_rows_count() -> None:
    rows = ["Realisatie 2017", "Begroting 2018", "Klassieke muziek", "13.184", "12.741"]
    assert read(stacked("Effectindicator: bezoekers van podia", *rows)) == {
        "Klassieke muziek": ["R2017 13184", "S2018 12741"]
    }
    assert read(stacked("Effectindicator: bezoekers per uur", *rows)) == {"Klassieke muziek": []}


TWICE = ["Indicator", "1 maart 2019", "1 juni 2019", *["Jaar", "Gouda", "Ref."] * 2]


def test_columns_may_be_repeated_for_every_time_that_was_measured() -> None:
    rows = ["Diefstal", "2017", "1,7", "3,1", "2018", "2,1", "2,5", "Verzuim", "2016", "4,3", "6,6", "2018", "4", "5,6"]
    text = stacked(*TWICE, *rows)
    assert read(text) == {"Diefstal": ["R2017 1.7", "R2018 2.1"], "Verzuim": ["R2016 4.3", "R2018 4"]}
    assert [(b.name, b.year, str(b.value)) for b in read_text(text).benchmarks][:2] == [
        ("Diefstal", 2017, "3.1"),
        ("Diefstal", 2018, "2.5"),
    ]


@pytest.mark.parametrize("lost", [1, 2, 4, 5])
def test_a_row_of_repeated_columns_that_lost_a_cell_is_asked(lost: int) -> None:
    row = ["Diefstal", "2017", "1,7", "3,1", "2018", "2,1", "2,5"]
    found = read_text(stacked(*TWICE, *row, "Verzuim", *row[1 : lost + 1], *row[lost + 2 :], "Jeugd", *row[1:]))
    assert [row.name for row in found.rows if row.realisaties] == ["Diefstal"]
    assert found.questions


def test_what_an_indicator_means_is_no_part_of_its_name_and_neither_is_its_number_in_the_law() -> None:
    head = ["Naam indicator", "Omschrijving", "Realisatie 2018", "Begroot 2019"]
    rows = ["Nieuwe natuur", "Wat er bij kwam.", "[opgeteld tot 2027]", "12,5", "13"]
    rows += ["Beheer", "Nr. 4 Basisset BBV", "Wat er beheerd wordt.", "66%", "73%"]
    assert read(stacked(*head, *rows)) == {
        "Nieuwe natuur": ["R2018 12.5", "S2019 13"],
        "Beheer": ["R2018 66", "S2019 73"],
    }
    unsure = ["Nieuwe natuur", "Wat er bij kwam.", "Per gebied", "12,5", "13"]
    assert not any(read(stacked(*head, *unsure)).values())


RAMING = ["Doel", "Omschrijving", "Bron", "Realisatie", "Raming", "2017", "2018", "2019", "2020"]
OF_DOEL = ["3", "Vestigingen", "LISA", "14,5", "14,7", "14,9", "15", "3", "Banen", "LISA", "72,5", "73", "73,5", "74"]


def test_what_was_measured_is_read_beside_what_is_estimated_and_a_doel_above_every_name_is_no_figure() -> None:
    more = ["3", "Leden", "Telling", "5,5", "5,7", "5,9", "6,1"]
    found = read_text(stacked("Begroting 2020", *RAMING, *OF_DOEL, *more))
    assert [[f.figure.year for f in row.realisaties] for row in found.rows] == [[2017, 2018]] * 3
    assert [[f.figure.year for f in row.streefwaarden] for row in found.rows] == [[2019, 2020]] * 3


def test_the_same_number_above_two_names_only_is_asked_where_no_head_says_what_it_is() -> None:
    assert not any(read(stacked("Begroting 2020", *RAMING[1:], *OF_DOEL)).values())


def test_figures_with_their_years_are_read_on_a_line_that_says_the_rest_in_words() -> None:
    head = "Indicator Nulmeting 2013 Realisatie 2016 Ambitie 2018 Bron\n"
    rows = "Bereik per auto 7,9 (2013) 8,1 (2015) Stijging Enquête\nBereik per bus 6,9 6,8 Stijging Enquête\n"
    assert read(head + rows) == {"Bereik per auto": ["R2013 7.9", "R2015 8.1"], "Bereik per bus": []}


BROKEN = ["Indicatoren", "Indicator", "Omschrijving", "2015", "2016", "Streef-\ncijfer\n2018", "2019\n-\n2022"]


def test_a_head_that_was_broken_over_lines_makes_a_table_and_no_sentences() -> None:
    rows = ["Lege kantoren\nBron: IBIS", "30,6%", "31,2%", "23,0%", "20%"]
    rows += ["Veilige dijken\nBron: Provincie Flevoland", "49%", "98%", "99%", "100%"]
    assert read(stacked("Begroting 2018", *BROKEN, *rows)) == {
        "Lege kantoren": ["R2015 30.6", "R2016 31.2", "S2018 23.0"],
        "Veilige dijken": ["R2015 49", "R2016 98", "S2018 99"],
    }


def test_the_day_of_a_source_does_not_say_that_nothing_was_measured_after_it() -> None:
    head = ["Indicator", "Realisatie", "2017", "2018"]
    found = {"Aantal bruggen": ["R2017 521", "R2018 527"]}
    assert read(stacked(*head, "Aantal bruggen", "521", "527", "Bron: telling maart 2015")) == found


@pytest.mark.parametrize(("cell", "line"), [(" ", "\n"), ("\t", "\n"), ("\n\n", "\n\n")])
def test_land_beside_water_is_what_is_no_water(cell: str, line: str) -> None:
    text = line.join(cell.join(row) for row in [LAND[0], ["Binnenwater", "7,73", "7,75"], ["Land", "22,71", "22,69"]])
    assert read(text)["Land"] == ["R2017 22.71", "S2018 22.69"]


def test_a_group_of_the_law_above_a_name_and_its_bron_is_neither() -> None:
    head = ["Indicator", "Bron", "Realisatie 2019", "Realisatie 2020"]
    rows = ["Verzuim", "DUO", "5,5", "5,6"]
    assert read(stacked(*head, "Sport, cultuur en recreatie", *rows)) == {"Verzuim": ["R2019 5.5", "R2020 5.6"]}
    assert not any(read(stacked(*head, "Bewegen in de buurt", *rows)).values())


KIND_ROWS = "Type 2020 2022 2023\nRealisatie 2022 - -\nBegroting PB 2022 - 2000 1900"
KIND_READ = {"Boeken per lid": ["R2020 2022", "S2022 2000", "S2023 1900"]}


@pytest.mark.parametrize("above", ["", "Terug naar navigatie - Boeken per lid\n\nOmschrijving\n\nMeer dan € 3.\n\n"])
def test_rows_that_say_what_they_are_below_years_are_read_of_the_name_above(above: str) -> None:
    text = f"Indicatoren 1.2 Lezen\n\nBoeken per lid\n\n{above}Bron: Telling\n{KIND_ROWS}\n"
    assert read(text) == KIND_READ


@pytest.mark.parametrize(
    "text",
    [
        f"Indicatoren 1.2 Lezen\n\nBron: Telling\n{KIND_ROWS}",  # the name is lost
        f"Boeken per lid\nen per jaar\n\nBron: Telling\n{KIND_ROWS}",
        f"Boeken per lid\n\n{KIND_ROWS}\n\nBoeken per lid\n\n{KIND_ROWS}",
        f"Boeken per lid\n\n{KIND_ROWS}\nBijgesteld - 1950 1900",
        f"Boeken per lid\n\n{KIND_ROWS.removesuffix(' 1900')}",
        f"Boeken per lid\n\n{KIND_ROWS.replace('PB ', '')}",  # 2022 may be a figure
    ],
)
def test_rows_that_say_what_they_are_are_asked_where_name_row_or_year_is_not_certain(text: str) -> None:
    assert not any(read(text).values())


DATED = ["Gouda", "Sterk stedelijke gemeenten (2019)", "Onderwijs", "Verzuim\n(per 1.000 leerlingen, 2020)"]


def test_a_name_that_ends_with_a_year_says_when_its_figures_were_measured() -> None:
    found = read_text(stacked(*DATED, "4", "9", "Wonen", "Nieuwe huizen\n(%, 2021)", "5,9", "Geen data", "Tot slot."))
    assert [(row.name, [(f.year, str(f.value)) for _, f in answers(row)]) for row in found.rows] == [
        ("Verzuim (per 1.000 leerlingen, 2020)", [(2020, "4")]),
        ("Nieuwe huizen (%, 2021)", [(2021, "5.9")]),
    ]
    assert [(b.region, b.year, str(b.value)) for b in found.benchmarks] == [("Sterk stedelijke gemeenten", 2019, "9")]


@pytest.mark.parametrize(
    "cells",
    [
        ["Jaarstukken 2019", *DATED, "4", "9"],  # 2020 had not been
        [*DATED, "4"],
        [*DATED, "4", "9", "7"],
        [*DATED[:3], "Verzuim\n(tegenover 2018, 2020)", "4", "9"],
        [*DATED[:3], "Streefwaarde verzuim\n(%, 2020)", "4", "9"],
        ["Gouda", "Waddinxveen", *DATED[2:], "4", "9"],
    ],
)
def test_a_name_with_a_year_is_asked_where_year_column_or_figures_are_not_certain(cells: list[str]) -> None:
    found = read_text(stacked(*cells))
    assert not any(answers(row) for row in found.rows)
    assert not found.benchmarks


def test_a_number_behind_a_bron_that_returns_is_a_figure_and_ntb_is_not_known_yet() -> None:
    head = "Indicatoren E/P Bron R2020 B2021\n"
    text = head + "Nieuwe routes P Meting 1 3\nNieuwe banken P Meting 2 ntb\nWaardering E KCM 6.5 6,0%\n"
    assert read(text) == {
        "Nieuwe routes P Meting": ["R2020 1", "S2021 3"],
        "Nieuwe banken P Meting": ["R2020 2"],
        "Waardering E KCM": [],
    }
