"""Laatste meting beside Jaar: the one is a figure, the other the year it is of."""

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

HEAD = "Indicator | Bron | Laatste meting | Jaar | Streefwaarde 2019 |\n"
BERAP_2018 = scope_for("bestuursrapportage", 2018)


def test_the_last_measurement_is_of_the_year_beside_it() -> None:
    found = read_text(
        HEAD + "Inbraken | Politie | 184 | 2017 | 172 |\nLeden | Club | 12 | 2018 | 14 |\n", scope=BERAP_2018
    )
    assert figures_of(found) == {"Inbraken": ["R2017 184", "S2019 172"], "Leden": ["R2018 12", "S2019 14"]}
    assert not found.questions


def test_cells_that_changed_places_are_asked() -> None:
    found = read_text(HEAD + "Inbraken | Politie | 2017 | 184 | 172 |\n", scope=BERAP_2018)
    assert figures_of(found) == {"Inbraken": ["S2019 172"]}
    assert found.questions


def test_a_row_that_lost_its_year_gives_no_figure_another() -> None:
    assert read(HEAD + "Inbraken | Politie | 184 | | 172 |\n", BERAP_2018) == {"Inbraken": ["S2019 172"]}
    page = [
        "Indicator",
        "Laatste meting",
        "Jaar",
        "Inbraken",
        "184",
        "2017",
        "Leden van de club",
        "12",
        "Perken",
        "3",
        "2016",
    ]
    assert not read(stacked(*page), BERAP_2018).get("Leden van de club")


def test_of_the_year_of_a_begroting_itself_nothing_was_measured() -> None:
    assert read(HEAD + "Inbraken | Politie | 184 | 2019 | |\n", scope_for("begroting", 2019)) == {"Inbraken": []}


KENGETALLEN = ["Verplichte kengetallen", "Kengetal", "Eenheid - Bron", "Uitkomst", "Jaar"]


def test_the_title_of_the_figures_that_the_law_asks_for_is_no_column() -> None:
    rows = [*["Verzuim", "% (Bron: DUO)", "16,92", "2016", "12,3", "2017"], *["Uitval", "% (Bron: DUO)", "1", "2016"]]
    found = read(stacked(*KENGETALLEN, *rows))
    assert found == {"Verzuim": ["R2016 16.92", "R2017 12.3"], "Uitval": ["R2016 1"]}


def test_a_figure_that_is_gone_before_its_year_has_the_row_asked() -> None:
    rows = [*["Verzuim", "% (Bron: DUO)", "16,92", "2016", "2017"], *["Uitval", "% (Bron: DUO)", "1", "2016"]]
    assert read(stacked(*KENGETALLEN, *rows))["Verzuim"] == []


MEASURED = ["Indicator", "Bron", "Laatste\nmeting", "Meet\nwaarde", "Realisatiewaarde", "Streefwaarde"]
MEASURED += [
    "2017",
    "2018",
    "2020",
    "2023",
    "Inbraken",
    "Politie",
    "2018 2e halfjaar",
    "184",
    "190",
    "184",
    "172",
    "160",
]
MEASURED += ["Leden van de club", "Club", "2016", "12", "13", "14", "15", "16"]
BEGROTING_2020 = scope_for("begroting", 2020)


def test_what_was_measured_last_stands_beside_the_years_of_two_groups() -> None:
    assert read(stacked(*MEASURED), BEGROTING_2020) == {
        "Inbraken": ["R2017 190", "R2018 184", "S2020 172", "S2023 160"],
        "Leden van de club": ["R2016 12", "S2020 15", "S2023 16"],  # measured later than its year of measuring says
    }


def test_a_row_with_the_year_of_measuring_that_lost_a_figure_is_asked() -> None:
    found = read(stacked(*MEASURED[:-1], "Perken", "Club", "2018", "1", "2", "3", "4", "5"), BEGROTING_2020)
    assert found["Leden van de club"] == []
    assert found["Perken"] == ["R2017 2", "S2020 4", "S2023 5"]  # 2018 is 1 or 3


def test_two_figures_of_a_year_and_of_half_of_it_are_asked() -> None:
    changed = ["183" if number == 13 else cell for number, cell in enumerate(MEASURED)]
    assert read(stacked(*changed), BEGROTING_2020)["Inbraken"] == ["R2017 190", "S2020 172", "S2023 160"]


def test_a_streefwaarde_above_years_that_were_measured_has_lost_the_head_beside_it() -> None:
    assert not any(read(stacked(*MEASURED[:4], *MEASURED[5:]), BEGROTING_2020).values())
