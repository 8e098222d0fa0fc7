"""Rows below a heading of unlisted words that lost their name or hold a figure too many: they are asked."""

from indicators.imports.published.document import scope_for
from tests.published_text import read, stacked

HEAD = ["Indicator", "Zwarte draad", "Realisatie 2018", "Realisatie 2019", "Streefwaarde 2020"]
MEANS = "Het aantal gaat op en neer en is nu minder dan eerst."


def _rows(*names: str) -> list[list[str]]:
    return [[name, "aantal", f"{n}1", f"{n}2", f"{n}3"] for n, name in enumerate(names, 2)]


def _table(*rows: list[str]) -> dict[str, list[str]]:
    found = read(stacked(*HEAD, *(cell for row in rows for cell in row)))
    return {name: figures for name, figures in found.items() if figures}


def test_what_the_row_above_means_is_no_name_where_its_own_is_gone() -> None:
    lanen, perken, hagen, _ = rows = _rows("Lanen", "Perken", "Hagen", "Tuinen")
    assert len(_table(*rows)) == len(rows)
    assert list(_table(lanen, perken, [MEANS, *hagen[1:]], rows[-1])) == ["Lanen", "Perken", "Tuinen"]


def test_a_name_without_a_number_among_those_with_one_is_asked() -> None:
    rows = _rows("01 - Lanen", "02 - Perken", "Meer bomen", "04 - Tuinen")
    assert list(_table(*rows)) == ["01 - Lanen", "02 - Perken", "04 - Tuinen"]


def test_a_row_with_a_figure_too_many_is_asked_and_not_cut_off() -> None:
    lanen, perken, hagen, tuinen = _rows("Lanen", "Perken", "Hagen", "Tuinen")
    longer = [*perken[:3], "1", *perken[3:]]
    assert list(_table(lanen, longer, hagen, tuinen)) == ["Lanen", "Hagen", "Tuinen"]
    assert "Hagen" not in _table(lanen, perken, hagen[2:], tuinen)  # of a lost name


NUMBERED = ["Nr.", "Effectindicatoren", "Zwarte draad", "Realisatie 2018", "Streefwaarde 2019", "Realisatie 2019"]


def test_the_number_of_the_next_row_is_no_figure_of_one_that_lost_its_own() -> None:
    rows = [
        [f"1.{n}", name, "aantal", f"{n}1", f"{n}2", f"{n}3"]
        for n, name in enumerate(("Lanen", "Perken", "Hagen", "Tuinen"), 1)
    ]
    lost = [cell for row in rows for cell in row if cell != "22"]
    found = read(stacked(*NUMBERED, *lost))
    assert found["Lanen"] == ["R2018 11", "R2019 13", "S2019 12"]
    assert not any("1.3" in figure for figures in found.values() for figure in figures)


def test_an_aim_in_words_behind_a_row_that_is_whole_shows_that_it_holds_a_cell_too_many() -> None:
    head = ["Taakveld", "Indicator", "Eenheid", "Peiljaar", "Gouda", "Nederland", "Streefwaarde 2019"]
    bomen = ["1. Veiligheid", "Bomen in de laan", "aantal", "2017", "9,7", "9,7", "Afname of gelijk"]
    perken = ["1. Veiligheid", "Perken in de laan", "aantal", "2017", "2,2", "1,1", "2"]
    hagen = ["1. Veiligheid", "Hagen in de laan", "aantal", "2017", "3,2", "3,1", "3"]
    assert len(read(stacked(*head, *bomen, *perken, *hagen))) == 3
    marked = [*bomen[:5], "1", *bomen[5:]]
    assert list(read(stacked(*head, *marked, *perken, *hagen))) == ["Perken in de laan", "Hagen in de laan"]


def test_a_head_that_took_the_first_of_the_years_below_has_the_table_asked() -> None:
    heads = ["Effectindicatoren", "Realisatie", "Begroting", "Begroting"]
    rows = ["Bomen in de laan", "41", "42", "43", "44", "Perken in de laan", "51", "52", "53", "54"]
    years = ["2018", "2019", "2020"]
    whole = read(stacked(*heads, "Begroting", "2017", *years, *rows), scope_for("begroting", 2018))
    assert whole["Bomen in de laan"] == ["R2017 41", "S2018 42", "S2019 43", "S2020 44"]
    assert not any(read(stacked(*heads, "Begroting 2017", *years, *rows), scope_for("begroting", 2018)).values())


def test_years_above_the_names_of_a_regular_table_are_of_its_title() -> None:
    head = ["Jaarstukken 2019", "Indicatoren", "Bomen en planten 2017", "2018", "2019"]
    rows = [[name, f"{n}1", f"{n}2", f"{n}3"] for n, name in enumerate(("Lanen", "Perken", "Hagen"), 1)]
    found = read(stacked(*head, *(cell for row in rows for cell in row)), scope_for("jaarstukken", 2019))
    assert not any("R2019 11" in figures for figures in found.values())


def test_a_year_that_took_the_name_of_the_first_row_has_the_table_asked() -> None:
    heads = ["Indicatoren", "Historie", "Begroot", "Werkelijk", "2017", "2018", "2019"]
    rows = ["12", "14", "15", "16", "Perken", "22", "24", "25", "26", "Hagen", "32", "34", "35", "36"]
    found = read(stacked(*heads, "2019 Lanen", *rows), scope_for("jaarstukken", 2019))
    assert not any(found.values())


def test_so_it_has_where_all_other_years_stand_alone() -> None:
    heads = ["Effectindicatoren", "Realisatie", "Begroot", "2015", "2016", "2017"]
    rows = [
        "12",
        "14",
        "15",
        "16",
        "Perken in de laan",
        "22",
        "24",
        "25",
        "26",
        "Hagen in de laan",
        "32",
        "34",
        "35",
        "36",
    ]
    found = read(stacked(*heads, "2018 Lanen met bomen", *rows), scope_for("begroting", 2018))
    assert not any(found.values())


def test_the_heading_of_another_table_is_no_row_that_lost_a_cell() -> None:
    heads = ["Indicator", "Eenheid", "Bron"]
    rows = [
        [name, "aantal", "CBS", f"{n}1", f"{n}2", f"{n}3"] for n, name in enumerate(("Lanen", "Perken", "Hagen"), 1)
    ]
    cells = [cell for row in rows for cell in row]
    page = stacked(*heads, "2014", "2015", "2016", "Bomen", "aantal", "CBS", "5", "6", "7Indicator")
    page += "\n\n" + stacked("Eenheid", "Bron", "2015", "2016", "2017", *cells)
    assert "R2014 11" not in read(page, scope_for("begroting", 2019)).get("Lanen", [])


def test_a_title_with_a_number_is_no_figure() -> None:
    lanen, perken, hagen, tuinen = _rows("Lanen", "Perken", "Hagen", "Tuinen")
    title = ["2 Indicatoren Groen"]
    found = _table(lanen, [*perken[:3], perken[4]], title, hagen, tuinen)
    assert found["Lanen"] == ["R2018 21", "R2019 22", "S2020 23"]
    assert "Perken" not in found


def test_budgets_of_years_that_are_over_beside_one_outcome_lost_a_head() -> None:
    rows = ["Lanen", "12", "14", "15", "16", "Perken", "22", "24", "25", "26", "Hagen", "32", "34", "35", "36"]
    years = ["2017", "2018", "2019", "2019"]
    scope = scope_for("jaarstukken", 2019)
    whole = read(stacked("Indicatoren", "Historie", "Begroot", "Werkelijk", *years, *rows), scope)
    assert whole["Lanen"] == ["R2017 12", "R2018 14", "R2019 16", "S2019 15"]
    assert not any(read(stacked("Indicatoren", "Begroot", "Werkelijk", *years, *rows), scope).values())


def test_a_row_that_comes_back_to_its_first_region_holds_another_that_lost_its_name() -> None:
    head = ["Indicator", "Eenheid", "Jaar", "Regio", "Waarde", "Beschrijving"]
    others = "25.000 - 50.000 inwoners"
    bomen = ["aantal", "2014", "Midden-Drenthe", "3,4", "Hoeveel bomen.", "2014", others, "5,5"]
    afval = ["2015", "Midden-Drenthe", "235", "Hoeveel afval.", "2015", others, "176", "Naar de CBS-telling."]
    found = read(stacked(*head, "Bomen in de laan", *bomen, "Afval kg per inwoner", *afval))
    assert found["Bomen in de laan"] == ["R2014 3.4"]


def test_a_text_that_stands_twice_above_figures_is_not_both_name_and_unit() -> None:
    head = ["Naam indicator", "Eenheid", "Realisatie 2019", "Begroting 2021"]
    rows = ["Bomen in de laan", "aantal per 1.000 inwoners", "148,6", "130,3"]
    twice = ["Menging van bomen", "Index van de bomen", "Index van de bomen", "48,1", "48,2"]
    assert list(read(stacked(*head, *rows, *twice)).values()) == [["R2019 148.6", "S2021 130.3"], []]


def test_the_number_of_the_next_title_is_no_figure_of_the_last_row() -> None:
    head = ["Indicator", "Zwarte draad", "Realisatie 2018", "Begroting 2019"]
    rows = [cell for n in range(1, 5) for cell in (f"Bomen in laan {n}", "aantal", f"{n}2", f"{n}3")]
    rows += ["Hagen", "aantal", "32"]
    found = read(stacked(*head, *rows, "3", "Economie", *head, "Tuinen", "aantal", "42", "43"))
    assert not found.get("Hagen")


def test_a_head_that_took_the_first_of_two_runs_of_years_has_the_table_asked() -> None:
    rows = ["Lanen", "12", "14", "15", "16", "Perken", "22", "24", "25", "26", "Hagen", "32", "34", "35", "36"]
    heads = ["Indicatoren", "Historie", "Begroot", "Werkelijk 2017", "2018", "2019", "2019"]
    assert not any(read(stacked(*heads, *rows), scope_for("jaarstukken", 2019)).values())


def test_a_footnote_in_the_place_of_an_empty_cell_has_a_small_table_asked() -> None:
    years = ["Realisatie cijfers", "Streefcijfers", "2014", "2015", "2016", "2017", "2018", "2018"]
    bomen = ["Bomen in de laan", *years, "98", "98", "18", "18", "10", "10", "Bron:", "CBS"]
    perken = ["Perken in de laan", *years, "51", "52", "1", "53", "53", "54", "Bron:", "CBS"]
    hagen = ["Hagen in de laan", *years, "61", "62", "63", "63", "64", "Bron:", "CBS"]
    found = read(stacked("Jaarstukken 2018", "Indicatoren", *bomen, *perken, *hagen), scope_for("jaarstukken", 2018))
    assert len(found["Bomen in de laan"]) == 6
    assert "Perken in de laan" not in found
