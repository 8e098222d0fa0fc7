"""Pages that lost something: nothing of what is left is read as something else."""

import pytest

from indicators.imports.delivery import answers
from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import moved

HEAD = ["Effectindicator", "Realisatie", "Streefwaarden", "Bron", "2019", "2020", "2021"]
ROWS = [
    ["8A1.a Rapportcijfer musea", "7,5 (2017)", "7,6", "7,7", "7,8", "Monitor"],
    ["8A1.b Rapportcijfer theaters", "7,1 (2016)", "7,2", "7,3", "7,4", "Monitor"],
    ["8A1.c Bezoekers van evenementen", "-", "61%", "62%", "63%", "Monitor"],
]


def page(head: list[str], rows: list[list[str]]) -> str:
    """Return a page of one cell a line."""
    return "\n\n".join([*head, *(cell for row in rows for cell in row)])


def read(text: str) -> dict[str, set[str]]:
    """Return the figures read of each indicator: R2017 7.5."""
    return {
        row.code or row.name: {f"{kind[0].upper()}{f.year} {f.value}" for kind, f in answers(row) if not f.reason}
        for row in read_text(text).rows
        if row.kind == "effectindicator"
    }


def test_a_heading_that_lost_a_year_is_asked_for_the_whole_table() -> None:
    # The last row lost its first cell: it would fit.
    rows = [*ROWS[:2], [ROWS[2][0], *ROWS[2][2:]]]
    assert read(page([h for h in HEAD if h != "2020"], rows)) == {"8A1.a": set(), "8A1.b": set(), "8A1.c": set()}


def test_a_heading_that_lost_a_year_is_asked_where_most_rows_lost_cells_too() -> None:
    head = ["Indicator", "Realisatie 2015", "Realisatie 2016", "Realisatie 2018"]  # 2017 is gone
    rows = [["Bomen langs wegen", "12,6", "12,8", "12,3", "12,1"]]
    rows += [["Bomen in parken", "6,9", "6,3", "6,8"], ["Bomen in tuinen", "2,5"], ["Bomen in het bos", "3,5"]]
    assert not any(read(page(head, rows)).values())


def test_a_year_that_stands_twice_in_a_heading_moves_nothing() -> None:
    head = [*HEAD[:5], "2020", *HEAD[5:]]  # Realisatie 2019 2020, Streefwaarden 2020 2021: as many as there are cells
    assert read(page(head, ROWS)) == {"8A1.a": set(), "8A1.b": set(), "8A1.c": set()}


def test_the_number_of_a_page_between_percentages_is_asked() -> None:
    rows = [*ROWS[:2], [ROWS[2][0], "61%", "214", "62%", "63%", "Monitor"]]
    assert read(page(HEAD, rows))["8A1.c"] == set()


def test_a_third_figure_of_one_year_is_asked_as_the_first_two_are() -> None:
    text = "Indicator\tRealisatie 2018\tRealisatie 2019\nBezoekers\t5 (2017)\t6 (2017)\n"
    more = "Indicator\tRealisatie 2017\tRealisatie 2018\tRealisatie 2019\nBezoekers\t4\t5 (2017)\t6 (2017)\n"
    assert (read(text), read(more)) == ({"Bezoekers": set()}, {"Bezoekers": set()})


def test_the_figures_below_a_block_are_not_those_of_the_block() -> None:
    text = (
        "Nr 082 Bezoek aan voorstellingen\nBron: Enquête Meeteenheid: %\nRealisatie 2017 Streefwaarde 2019\n63 65\n"
        "Bron: Bibliotheek\nRealisatie 2018: 244\nStreefwaarde 2020: 245\n"  # of which the name is lost
    )
    assert read(text) == {"Bezoek aan voorstellingen": {"R2017 63", "S2019 65"}}


def test_a_number_is_no_name_of_sentences() -> None:
    text = "5.1 Indicatoren\n214\nIn 2011 werd 18% gemeten.\nDe ambitie is 16% in 2016.\nBron: Monitor\n"
    assert read(text) == {}


@pytest.mark.parametrize("name", ["waarvan:", "Aantal per 1.000 inwoners", "I.06.", "Percentage", "Duizend euro"])
def test_what_names_nothing_is_no_name(name: str) -> None:
    text = page(["Indicator", "Realisatie 2018", "Begroting 2019"], [["Bomen", "12,5", "13"], [name, "14,5", "15"]])
    assert set() in read(text).values()


def test_the_rest_of_another_heading_ends_a_table() -> None:
    first = ["Indicator", "Eenheid", "Realisatie 2016", "Realisatie 2017"]
    rows = [["Bomen langs wegen", "aantal", "12", "13"]]
    second = ["Indicator", "Eenheid", "Jaren 17 en 18", "Fietsen in de stad", "aantal", "14", "15"]
    assert read(page(first, [*rows, second])) == {"Bomen langs wegen": {"R2016 12", "R2017 13"}}


NOTES = "\n\n1. 1 Bron: BRP.\n2. 2 Een voorlopig cijfer.\n"


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        (["553", "680", "5502"], {"R2018 553", "S2019 680"}),  # 550 with footnote 2
        (["5.531", "5.532", "5.612"], {"R2018 5531", "S2019 5532", "R2019 5612"}),  # no thousands are written 5.53
        (["52", "61", "58"], {"R2018 52", "S2019 61", "R2019 58"}),  # 5 is unlike the others
    ],
)
def test_a_figure_that_may_end_in_the_number_of_a_footnote_is_asked(cells: list[str], left: set[str]) -> None:
    head = ["Indicator", "Realisatie 2018", "Begroting 2019", "Realisatie 2019"]
    assert read(page(head, [["Aantal werknemers", *cells]]) + NOTES) == {"Aantal werknemers": left}


def test_a_footnote_that_words_refer_to_is_not_looked_for_in_figures() -> None:
    head = ["Indicator", "Realisatie 2018", "Begroting 2019"]
    rows = [["Aantal werknemers 1", "12", "11"], ["Aantal leerlingen 2", "42", "32"]]
    found = read(page(head, rows) + NOTES)
    assert found == {"Aantal werknemers 1": {"R2018 12", "S2019 11"}, "Aantal leerlingen 2": {"R2018 42", "S2019 32"}}


@pytest.mark.parametrize("astray", [["15,1", "214", "(2016)"], ["214", "15,1", "(2016)"]])
def test_a_year_below_a_figure_is_asked_where_the_figure_before_it_lost_its_own(astray: list[str]) -> None:
    head = ["Naam indicator", "Realisatie", "Vergelijkend cijfer", "Nulmeting", "Bron"]
    whole = ["Bijstand per inwoner", "41,3", "(2016)", "15,1", "(2016)", "16,2", "(2014)", "CBS"]
    lost = ["Banen per inwoner", "41,3", "(2016)", *astray, "CBS"]  # the last cell is lost, and 214 is none
    found = read(page(head, [whole, lost]))
    assert (len(found["Bijstand per inwoner"]), found["Banen per inwoner"]) == (2, set())


@pytest.mark.parametrize("head", [["Indicator"], ["Indicator", "Eenheid"]])
def test_a_unit_is_not_the_name_of_figures_where_a_text_stands_above_it(head: list[str]) -> None:
    row = ["Overhead van de gemeente", *["% van totale lasten"] * len(head)]  # Eenheid lost, or a unit that came twice
    found = read(page([*head, "Realisatie 2018", "Begroting 2019"], [[*row, "13,1%", "11,0%"]]))
    assert not any(found.values())


def test_words_that_may_be_the_next_name_or_belong_to_the_row_above_are_asked() -> None:
    head = ["Indicator", "Jaar", "Gouda", "Nederland", "Beschrijving"]
    rows = [
        ["Sport", "2021", "21", "23", "Wat sport kost.", "2020", "22", "24"],
        ["Leden", "2018", "31", "28", "Wie lid is."],
    ]
    assert read(page(head, rows)) == {}


@pytest.mark.parametrize("gone", [3, 7, 8])
def test_a_row_that_lost_a_cell_gives_no_other_year_its_figures(gone: int) -> None:
    head = ["Indicator", "Eenheid", "Periode", "Gouda", "Nederland", "Bron"]
    row = ["Woningen", "per 1.000", "2016", "5", "6", "BAG", "2017", "7", "8", "BAG"]
    whole = {"R2016 5", "R2017 7"}
    more = ["Druk", "%", "2017", "70", "69", "CBS"]
    assert read(page(head, [row, more]))["Woningen"] == whole
    assert read(page(head, [[*row[:gone], *row[gone + 1 :]], more])).get("Woningen", set()) <= whole


def test_a_begroting_that_is_only_mentioned_says_nothing_of_what_is_aimed_at() -> None:
    head = ["Ambitie", "Omschrijving", "Nulmeting", "Meetwaarde 2019", "2021", "2022"]
    rows = [["1", "Bomen langs wegen", "PM", "0,6", "0,7", "0,8"], ["1", "Bomen in parken", "PM", "1,5", "1,4", "1,3"]]
    for title in ("Jaarstukken 2022\n\nBegroting 2021", "Zie ook de begroting 2021 van de gemeente."):
        assert "S2021 0.7" not in read(f"{title}\n\n{page(head, rows)}")["Bomen langs wegen"]


@pytest.mark.parametrize("words", ["doel", "landelijk", "waarvan", "in mln", "verwacht", "Rotterdam"])
def test_words_behind_a_figure_may_say_that_it_is_another(words: str) -> None:
    found = read(page(["Indicator", "Realisatie 2018", "Bron"], [["Bomen langs wegen", f"55% ({words})", "Telling"]]))
    assert found.get("Bomen langs wegen", set()) == set()


PAST = ["Indicatoren", "Eenheid", "Historie", "Begroot", "Werkelijk", "2017", "2018", "2019", "2019"]
SPORTS = ["Niet sporters", "% 19 jaar en ouder", "50,1", "49,4", "45", "47,2"]


def test_past_beside_budget_and_outcome_of_one_year_takes_the_years_before_it() -> None:
    assert read(page(PAST, [SPORTS])) == {"Niet sporters": {"R2017 50.1", "R2018 49.4", "S2019 45", "R2019 47.2"}}


@pytest.mark.parametrize("years", [["2017", "2018", "2019", "2020"], ["2018", "2019", "2018", "2019"]])
def test_past_beside_budget_and_outcome_of_other_years_is_asked(years: list[str]) -> None:
    assert not any(read(page(PAST[:5] + years, [SPORTS])).values())


def test_years_below_a_group_that_nobody_listed_are_not_those_of_its_neighbours() -> None:
    assert not any(read(page([*PAST[:2], "Terugblik", *PAST[3:]], [SPORTS])).values())


def test_years_below_a_group_that_nobody_listed_are_not_those_of_one_neighbour() -> None:
    head = ["Indicatoren", "Eenheid", "Terugblik", "Begroot", "2017", "2018", "2019", "2020"]
    assert not any(read(page(head, [SPORTS])).values())


def test_a_dash_before_some_names_is_a_figure_of_the_row_above() -> None:
    head = ["Indicator", "Realisatie 2015", "Realisatie 2016", "Begroting 2017"]
    rows = [
        ["Bezoekers van musea", "0,5", "0,6", "-"],
        ["Bezoekers van podia", "1,5", "1,6", "-"],
        ["Leden", "2,5", "2,6", "3"],
    ]
    assert read(page(head, rows))["Bezoekers van podia"] == {"R2015 1.5", "R2016 1.6"}
    assert read(page(head, [[*rows[0][:2], "-"], *rows[1:]]))["Bezoekers van musea"] == set()


def test_a_begroting_of_more_years_has_measured_none_of_them() -> None:
    table = page(["Indicatoren", "2015", "2016", "2017", "2018"], [["Bezoekers van musea", "0,5", "0,6", "0,7", "0,8"]])
    for title in ("Begroting 2017 - 2020", "Programmabegroting 2017-2020"):
        assert read(f"{title}\n\n{table}") in ({}, {"Bezoekers van musea": {"S2017 0.7", "S2018 0.8"}})


def test_a_group_that_reaches_over_what_a_begroting_cannot_have_measured_lost_the_next_one() -> None:
    head = ["Begroting 2018", "Effectindicatoren", "Realisatie", "2015", "2016", "2017", "2018"]  # Begroot is gone
    found = read(page(head, [["Bezoekers van musea", "0,5", "0,6", "0,7", "0,8"]]))
    assert found == {"Bezoekers van musea": {"R2015 0.5", "R2016 0.6"}}


TWICE = ["Indicator", *["Jaar", "Gouda", "Nederland"] * 2, "Diefstal", "2017", "1,7", "3,1", "2018", "2,1", "2,5"]


@pytest.mark.parametrize("place", [12, 13])
def test_a_number_too_many_in_the_last_row_of_repeated_columns_is_asked(place: int) -> None:
    assert read("\n\n".join([*TWICE[:place], "7", *TWICE[place:]])) in ({}, {"Diefstal": set()})


def test_a_figure_in_brackets_below_another_takes_the_place_of_no_lost_cell() -> None:
    head = ["Indicator", "Realisatie 2017", "Realisatie 2018", "Begroting 2019"]
    rows = [["Beheerde natuur", "61%", "(31.500 ha)", "66%", "68%"], ["Nieuwe natuur", "12%", "(9 ha)", "14%"]]
    assert read(page(head, rows)) == {"Beheerde natuur": {"R2018 66", "S2019 68"}, "Nieuwe natuur": set()}


def test_a_bron_that_is_not_in_the_heading_is_no_name_behind_a_number() -> None:
    rows = [["3", "Vestigingen", "LISA", "14,5", "15"], ["3", "Banen", "CBS", "72,5", "73"]]
    head = ["Doel", "Indicator", "Realisatie 2018", "Begroting 2019"]
    found = read(page(head, [*rows, ["3", "Leden", "Telling", "5,5", "6"]]))
    assert not any(found.values())


@pytest.mark.parametrize("lost", [1, 2])
def test_a_group_of_the_law_is_no_name_where_a_name_or_its_bron_is_lost(lost: int) -> None:
    row = ["Sport, cultuur en recreatie", "Verzuim", "DUO", "5,5", "5,6"]
    found = read(page(["Indicator", "Bron", "Realisatie 2019", "Realisatie 2020"], [row[:lost] + row[lost + 1 :]]))
    assert not any(found.values())


def test_a_number_between_the_heads_of_a_table_leaves_its_rows_asked() -> None:
    head = ["Realisatie 2017", "Realisatie 2018", "7", "Streefwaarde 2019", "Realisatie 2019", "Streefwaarde 2020"]
    assert not any(read(page(head, [["Absoluut verzuim van leerlingen", "3,8", "2,9", "3,5"]])).values())


@pytest.mark.parametrize("lost", ["Nieuwe paden P Peiling 4 5", "Nieuwe paden P Peiling 4 5,1 6,2"])
@pytest.mark.parametrize("bron", ["Peiling", "Telling"])
def test_a_number_that_may_end_the_bron_before_the_figures_is_asked(bron: str, lost: str) -> None:
    rows = f"Nieuwe routes P {bron} 1 3 4\nNieuwe banken P Telling 1 2 5 6\n{lost}\n"
    found = read(f"Indicatoren E/P Bron R2020 B2021 B2022\n{rows}")
    assert not found.get(f"Nieuwe routes P {bron}")


GOUDA = ("Taakveld", "Indicator", "Eenheid", "Periode", "Gouda", "Nederland", "Streefwaarde")
AFVAL = ("7. Milieu", "Restafval", "kg", "2019", "114", "161", "100 kg in 2022")
VERZUIM = ("4. Onderwijs", "Verzuim", "%", "2018", "0,99", "1,82", "Gelijk blijven")
STROOM = ("7. Milieu", "Hernieuwbare elektriciteit", "%", "2019", "4,1", "15,6", "Toename")


@pytest.mark.parametrize("lost", range(21))
def test_what_is_aimed_at_below_others_shows_that_a_figure_is_gone(lost: int) -> None:
    assert not moved(GOUDA, (*AFVAL, *VERZUIM, *STROOM), lost, scope_for("jaarstukken", 2022))
