"""What tables of one who had not seen the reader showed: each read in a way of its own, and asked where a cell is gone."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, moved, read, stacked

WOONLASTEN = (
    "Indicator\tEenheid\tJaarrekening 2018\tBegroting 2018\tJaarrekening 2017\nFormatie\tfte\t6,7\t6,8\t6,6\n"
    "Facturen\t%\t93\t95\t91\nWoonlasten\t2017\t2018\tGelderland 2018\tNederland 2018\nEen persoon\t€ 702\t€ 711\t€ 626\t€ 649\n"
)


def test_words_before_years_begin_another_table() -> None:
    found = read(WOONLASTEN, scope_for("jaarstukken", 2018))
    assert set(found["Formatie"]) == {"R2018 6.7", "R2017 6.6", "S2018 6.8"}
    assert set(found["Een persoon"]) <= {"R2017 702", "R2018 711"}


def test_a_break_between_bars_is_a_space() -> None:
    text = "| Indicator | Realisatie<br>2018 | Begroot<br />2019 |\n| --- | --- | --- |\n| Bomen | 6,8 | 9,0 |\n"
    assert read(text) == {"Bomen": ["R2018 6.8", "S2019 9.0"]}


def test_the_foot_of_a_page_is_no_row() -> None:
    rows = "Bomen 7,3 7,4 7,5\nPerken 58% 61% 60%\nWegen 12 41 25\n"
    text = f"Indicator Realisatie 2016 Realisatie 2017 Begroting 2019\n{rows}"
    whole = read(text, scope_for("begroting", 2019))
    assert whole["Wegen"] == ["R2016 12", "R2017 41", "S2019 25"]
    for foot in ("Begroting 2019 gemeente Roem pagina 47", "Pagina 113 van 128"):
        assert read(f"{text}{foot}\n", scope_for("begroting", 2019)) == whole


@pytest.mark.parametrize(
    ("kind", "year", "read_as"), [("jaarstukken", 2021, 4), ("jaarstukken", 2022, 0), ("begroting", 2021, 0)]
)
def test_years_beside_what_was_budgeted_of_the_last_are_over_in_its_jaarstukken(
    kind: str, year: int, read_as: int
) -> None:
    text = "| Indicator | 2019 | 2020 | 2021 | Begroot 2021 |\n| Afval | 79 | 81 | 74 | 75 |\n| Gft | 138 | 151 | 155 | 150 |\n"
    found = read(text, scope_for(kind, year))
    assert [len(figures) for figures in found.values()] == [read_as] * len(found)
    assert not read_as or found["Gft"] == ["R2019 138", "R2020 151", "R2021 155", "S2021 150"]


LATEST = ["Indicator", "Laatste meting", "Vorige meting", "Streefwaarde 2017", "Bron"]
VERZUIM = [
    "Verzuim",
    "2,1% (2016)",
    "2,3% (2015)",
    "2,0%",
    "DUO",
    "Verwijzingen Halt",
    "9 (2016)",
    "8 (2014)",
    "7,5",
    "Bureau Halt",
]


def test_the_last_and_the_previous_measurement_say_their_year() -> None:
    assert read(stacked(*LATEST, *VERZUIM), scope_for("jaarstukken", 2017)) == {
        "Verzuim": ["R2015 2.3", "R2016 2.1", "S2017 2.0"],
        "Verwijzingen Halt": ["R2014 8", "R2016 9", "S2017 7.5"],
    }


@pytest.mark.parametrize("lost", range(len(VERZUIM)))
def test_of_those_a_row_that_lost_a_cell_moves_no_figure(lost: int) -> None:
    assert not moved(LATEST, VERZUIM, lost, scope_for("jaarstukken", 2017))


DOELEN = ["Doel", "Indicator", "Nulmeting 2016", "Realisatie 2018", "Streefwaarde 2020"]
VEILIG = [
    *["Inwoners zijn veilig", "Cijfer veiligheid", "7,4", "7,5", "7,6"],
    *["Minder restafval", "Restafval per inwoner", "102 kg", "71 kg", "60 kg"],
    *["Schone straten", "Cijfer onderhoud", "6,6", "6,9", "7,0"],
]


def test_below_doel_the_first_text_of_a_row_is_its_doel() -> None:
    assert read(stacked(*DOELEN, *VEILIG), scope_for("begroting", 2020)) == {
        "Cijfer veiligheid": ["R2016 7.4", "R2018 7.5", "S2020 7.6"],
        "Restafval per inwoner": ["R2016 102", "R2018 71", "S2020 60"],
        "Cijfer onderhoud": ["R2016 6.6", "R2018 6.9", "S2020 7.0"],
    }


@pytest.mark.parametrize("lost", range(len(VEILIG)))
def test_below_doel_a_row_that_lost_a_cell_gives_no_figure_to_another_name(lost: int) -> None:
    assert not moved(DOELEN, VEILIG, lost, scope_for("begroting", 2020))


def test_a_block_may_begin_with_a_code_and_name_its_unit_before_its_bron() -> None:
    block = "E{} {}\nMeeteenheid: % Bron: Telling\n2015 2016 2017 Doel 2019\n21,3 20,8 {} 18,0\n\n"
    found = read_text(
        block.format("1.", "Leegstand", "19,6") + block.format("2.", "Banen", ""), scope=scope_for("begroting", 2019)
    )
    assert figures_of(found) == {"Leegstand": ["R2015 21.3", "R2016 20.8", "R2017 19.6", "S2019 18.0"], "Banen": []}
    assert (found.rows[0].unit, found.rows[0].bron) == ("%", "Telling")
    assert [question.text for question in found.questions] == ["21,3 20,8 18,0"]


def test_lines_of_a_block_may_say_what_was_measured_last_and_lack_a_year() -> None:
    block = "Aantal ritten met de bus\nNulmeting: 61.200\nLaatste meting (2021): 48.915\nStreefwaarde 2023: 55.000\nNederland (2020): 7\nBron: Vervoerder\n"
    found = read_text(block)
    assert figures_of(found) == {"Aantal ritten met de bus": ["R2021 48915", "S2023 55000"]}
    assert [question.text for question in found.questions] == ["61.200"]
    assert [(other.region, other.year) for other in found.benchmarks] == [("Nederland", 2020)]


def test_a_comma_among_points_for_thousands_is_asked() -> None:
    text = stacked(
        "Indicator", "Realisatie 2018", "Begroting 2019", "Inwoners", "8,808", "9.020", "Bomen", "5,808", "6,1"
    )
    assert read(text) == {"Inwoners": ["S2019 9020"], "Bomen": ["R2018 5.808", "S2019 6.1"]}


@pytest.mark.parametrize(
    "name",
    [
        "Lasten / baten incl. saldo",
        "Totale lasten voor bestemming",
        "Omvang algemene reserves",
        "Onttrekking aan reserves (saldo)",
    ],
)
def test_amounts_of_the_budget_are_no_indicators(name: str) -> None:
    assert not any(read(stacked("Kerngegevens", "Rekening 2017", "Rekening 2018", name, "241.018", "261.527")).values())


def test_what_markdown_underlines_is_a_heading_and_no_row_of_the_table_above() -> None:
    text = (
        "Indicator | Realisatie 2018 | Begroting 2019 |\n---|---|---|\nBomen | 7 | 8 |\n"
        "Beleidsindicatoren (Rijk) | Eenheid | Actuele peildatum | Waarde |\n---|---|---|---|\nPerken | % | 2017 | 11,0% |\n"
    )
    assert read(text, scope_for("jaarstukken", 2018)) == {"Bomen": ["R2018 7", "S2019 8"], "Perken": ["R2017 11.0"]}


def test_but_words_alone_above_words_are_no_table_of_figures() -> None:
    assert not read_text(
        "| Wie | Wat | Wanneer |\n|---|---|---|\n| Jan | Zaait | 2018 |\n| Piet | Oogst | 2019 |\n"
    ).rows
