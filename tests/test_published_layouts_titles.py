"""Tables below a title that ends with its years, and what the day on which was counted says of those."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from tests.published_text import figures_of, read, stacked

SMALL = """Programma 1: Zorg
Voorzieningen (incl. PGB) 2018 2019 2020
Hulp A 653 786 852
Hulp B 115 116 96
Bron: Register
Peildatum: Jaarultimo 2020
Leerlingen met vervoer 2018 2019 2020
Aantallen 53 77 75
Bron: Telling
Peildatum: 31-12-2020
"""


def test_what_was_counted_on_a_day_was_measured() -> None:
    assert read(SMALL) == {
        "Voorzieningen (incl. PGB): Hulp A": ["R2018 653", "R2019 786", "R2020 852"],
        "Voorzieningen (incl. PGB): Hulp B": ["R2018 115", "R2019 116", "R2020 96"],
        "Leerlingen met vervoer: Aantallen": ["R2018 53", "R2019 77", "R2020 75"],
    }
    assert [row.bron for row in read_text(SMALL).rows] == ["Register", "Register", "Telling"]


@pytest.mark.parametrize(("scope", "count"), [(UNKNOWN, 0), (scope_for("begroting", 2022), 9)])
def test_without_that_day_the_document_says_whether_the_years_were_measured(scope: Scope, count: int) -> None:
    text = "\n".join(line for line in SMALL.splitlines() if not line.startswith("Peildatum"))
    found = read_text(text, scope=scope)
    assert sum(len(row.realisaties) for row in found.rows) == count
    assert bool(found.questions) is not bool(count)


def test_a_year_after_that_day_is_asked() -> None:
    text = SMALL.replace("2018 2019 2020\nAantallen", "2019 2020 2021\nAantallen")
    assert read(text)["Leerlingen met vervoer: Aantallen"] == []


def test_school_years_are_asked() -> None:
    found = read_text(SMALL + "Verzuim 2017-2018 2018-2019\nMbo 47 24\nBron: DUO\n")
    assert not any("Verzuim" in row.name for row in found.rows)
    assert any("Verzuim" in question.text for question in found.questions)


@pytest.mark.parametrize("rows", ["Markt 155 581 180", "Markt 155", "vet droog\nMarkt 155 581"])
def test_a_row_of_which_the_figures_do_not_fit_the_years_is_asked(rows: str) -> None:
    found = read_text(f"{SMALL}Kramen 2019 2020\n{rows}\nBron: Telling\nPeildatum: 2020\n")
    assert not any("Kramen" in row.name for row in found.rows)
    assert len(found.questions) <= 1


def test_two_tables_that_call_a_row_alike_are_asked() -> None:
    text = SMALL + SMALL[SMALL.index("Leerlingen") :].replace("53", "54")
    assert "Leerlingen met vervoer: Aantallen" not in read(text)


RAMING = ["Raming per 1 januari 2023", "Werkelijk per 31 december 2021", "Sociale structuur", "Inwoners", "38", "37"]


@pytest.mark.parametrize("year", [2022, 2023])
def test_what_a_begroting_estimates_of_its_own_year_or_a_later_one_is_what_it_budgets(year: int) -> None:
    assert read(stacked(*RAMING, "Woningen", "17", "16"), scope_for("begroting", year)) == {
        "Inwoners": ["R2021 37", "S2023 38"],
        "Woningen": ["R2021 16", "S2023 17"],
    }


def test_an_estimate_of_the_same_year_beside_an_aim_is_asked() -> None:
    head = ["Indicator", "Werkelijk 2021", "Raming 2023", "Streefwaarde 2023"]
    assert read(stacked(*head, "Banen", "7", "8", "9"), scope_for("begroting", 2023)) == {
        "Banen": ["R2021 7", "S2023 9"]
    }


AGES = ["Bevolking", "Rekening 2017", "Begroting 2018", "0-19 jaar", "69", "70", "> 64 jaar", "18", "19"]


def test_ages_are_names_where_each_stands_above_as_many_figures_as_columns() -> None:
    assert read(stacked(*AGES)) == {"0-19 jaar": ["R2017 69", "S2018 70"], "> 64 jaar": ["R2017 18", "S2018 19"]}


def test_an_age_among_fewer_figures_than_columns_may_be_one() -> None:
    assert not any(read(stacked(*AGES[:4], *AGES[5:])).values())


def test_of_what_a_municipality_is_like_the_year_between_the_measured_and_the_budgeted_is_asked() -> None:
    table = ["Sociale structuur", "2016", "2017", "2018*", "2019", "2020", "Bomen", "7", "8", "9", "10", "11"]
    found = read_text(stacked(*table), scope=scope_for("begroting", 2019))
    assert figures_of(found) == {"Bomen": ["R2016 7", "R2017 8", "S2019 10", "S2020 11"]}
    assert [question.text for question in found.questions] == ["9"]


def test_a_page_that_writes_thousands_with_a_point_does_so_in_every_table() -> None:
    surface = ["Fysiek", "Rekening 2017", "Begroting 2018", "Groen", "2.188 ha", "2.189 ha"]
    people = ["Sociaal", "Rekening 2017", "Begroting 2018", "Vrouwen per 1 januari", "16.532", "16.558"]
    assert read(stacked(*surface, *people))["Vrouwen per 1 januari"] == ["R2017 16532", "S2018 16558"]
    assert read(stacked(*people))["Vrouwen per 1 januari"] == []
    assert read(stacked(*surface, *people, "Gemiddeld", "2.1", "2.2"))["Vrouwen per 1 januari"] == []


def test_what_is_measured_of_a_product_is_part_of_its_name() -> None:
    head = ["Product/dienst", "Servicenorm/indicator", "Streefwaarde", "Realisatie 2015", "Realisatie 2016"]
    rows = ["Telefonie", "% opgenomen", "80%", "87%", "95%", "Telefonie", "% uitval", "5%", "3%", "2%"]
    assert read(stacked(*head, *rows)) == {
        "Telefonie: % opgenomen": ["R2015 87", "R2016 95"],
        "Telefonie: % uitval": ["R2015 3", "R2016 2"],
    }


def test_a_bron_that_is_a_number_of_a_list_is_no_figure() -> None:
    head = ["Omschrijving", "Bron", "2017", "2018", "2019"]
    rows = ["Ouderen thuis", "1", "92,5%", "92,8%", "93,6%", "Klachten", "23", "240", "646", "622"]
    found = read_text(stacked(*head, *rows, "Buurt", "2", "5,8"), scope=scope_for("begroting", 2021))
    assert figures_of(found) == {
        "Ouderen thuis": ["R2017 92.5", "R2018 92.8", "R2019 93.6"],
        "Klachten": ["R2017 240", "R2018 646", "R2019 622"],
        "Buurt": [],
    }
    assert [question.text for question in found.questions] == ["5,8"]


def test_the_year_of_the_last_measurement_says_nothing_of_the_one_before() -> None:
    head = ["Omschrijving effectindicator", "Bron", "Jaar laatste meting", "Vorige meting", "Landelijk", "Ambitie 2022"]
    text = stacked(*head, "Vestigingsklimaat", "Peiling", "2017", "6,15", "6,61", "7,00")
    assert read(text) == {"Vestigingsklimaat": ["S2022 7.00"]}


def test_what_a_municipality_is_like_and_a_group_of_it_are_no_heads_of_columns() -> None:
    head = ["Kerngegevens", "Begroting 2019", "Begroting 2020"]
    rows = ["Leden", "7", "8", "Voorzieningen", "Openbaar onderwijs", "Scholen", "10", "11"]
    assert read(stacked(*head, "Sociale structuur", "Uitkeringen", *rows)) == {
        "Leden": ["S2019 7", "S2020 8"],
        "Scholen": ["S2019 10", "S2020 11"],
    }
    assert not any(read(stacked(*head, "Norm", "Score", *rows)).values())


def test_a_run_of_years_below_two_groups_is_nobodys_where_no_figure_says_its_own() -> None:
    head = ["Nr.", "Omschrijving", "Werkelijk", "Streefwaarden", "2016", "2017", "2018"]  # a year is gone
    rows = ["1", "Gezondheid", "NB", "7,7", "7,8", "7,9", "2", "Welzijn", "NB", "6,7", "6,8", "6,9"]
    assert not any(read(stacked("Jaarverslag 2018", *head, *rows)).values())


HEAD_OF_TAAKVELD = ("Taakveld", "Indicator", "Eenheid", "Periode", "Gouda", "Provincie", "Nederland", "Bron")
ROW_OF_TAAKVELD = ("6. Sociaal domein", "Banen", "per 1.000 inw", "2016", "728,6", "743,6", "744", "LISA")


def test_the_programma_of_a_table_stands_between_its_heading_and_whole_rows() -> None:
    found = read_text(stacked("Cijfers", *HEAD_OF_TAAKVELD, "Programma 4. Iedereen doet mee", *ROW_OF_TAAKVELD))
    assert figures_of(found) == {"Banen": ["R2016 728.6"]}
    assert len(found.benchmarks) == 2


def test_below_the_programma_a_row_that_is_not_whole_is_asked() -> None:
    for lost in ("Banen", "728,6", "2016"):
        row = [cell for cell in ROW_OF_TAAKVELD if cell != lost]
        found = read_text(stacked("Cijfers", *HEAD_OF_TAAKVELD, "Programma 4. Iedereen doet mee", *row))
        assert not any(figures_of(found).values())
        assert found.questions


def test_a_row_that_alone_goes_on_with_another_year_may_be_two_of_which_one_lost_its_name() -> None:
    head = ("Indicator (BBV)", "Periode", "Gouda", "25.000-50.000", "Nederland", "Bron", "Beschrijving")
    first = ("Kinderen in armoede", "2021", "6", "geen data", "7", "CBS", "Zoveel kinderen.")
    rows = [*first, "Banen", "2020", "320,8", "278,2", "431,2", "LISA", "Zoveel banen."]
    whole = read(stacked("Werk", *head, *rows))
    assert whole == {"Kinderen in armoede": ["R2021 6"], "Banen": ["R2020 320.8"]}
    for lost in ("CBS", "Zoveel kinderen.", "Banen"):
        found = read_text(stacked("Werk", *head, *(cell for cell in rows if cell != lost)))
        assert figures_of(found).get("Kinderen in armoede", []) in ([], ["R2021 6"])
        assert any("320,8" in question.text for question in found.questions)
