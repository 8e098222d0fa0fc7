"""Headings and rows of ordinary tables that two who had not seen the reader made: each in its own way."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, moved, read, stacked

BEGROTING, JAARSTUKKEN = scope_for("begroting", 2021), scope_for("jaarstukken", 2018)
AIMS = ("Streefwaarden", "Indicator", "Laatst bekend", "2021", "2022")
AIMED = ("Woningen", "164 (2019)", "180", "200", "Energielabel A of B", "27% (2020)", "28%", "30%")


def test_a_group_above_the_heading_is_that_of_the_years_behind_what_was_measured_last() -> None:
    assert read(stacked(*AIMS, *AIMED), BEGROTING) == {
        "Woningen": ["R2019 164", "S2021 180", "S2022 200"],
        "Energielabel A of B": ["R2020 27", "S2021 28", "S2022 30"],
    }


@pytest.mark.parametrize("lost", range(len(AIMED)))
def test_nothing_below_such_a_group_moves_when_a_cell_is_lost(lost: int) -> None:
    assert not moved(AIMS, AIMED, lost, BEGROTING)


BASELINE = ("Omschrijving", "Nulmeting 2014", "2016", "2017", "2018", "Streefwaarde 2019")
BANEN = ("Banen", "1.011", "1.034", "1.056", "1.081", "1.060", "Werkloosheid", "7,1", "5,6", "4,5", "3,5", "5,0")


def test_years_between_a_baseline_and_an_aim_are_what_the_jaarstukken_measured() -> None:
    found = read(stacked(*BASELINE, *BANEN), JAARSTUKKEN)

    assert found["Werkloosheid"] == ["R2014 7.1", "R2016 5.6", "R2017 4.5", "R2018 3.5", "S2019 5.0"]


def test_a_year_between_them_that_the_begroting_cannot_have_measured_is_asked() -> None:
    found = read(stacked(*BASELINE, *BANEN), scope_for("begroting", 2019))

    assert found["Werkloosheid"] == ["R2014 7.1", "R2016 5.6", "R2017 4.5", "S2019 5.0"]


@pytest.mark.parametrize("lost", range(len(BANEN)))
def test_nothing_between_them_moves_when_a_cell_is_lost(lost: int) -> None:
    assert not moved(BASELINE, BANEN, lost, JAARSTUKKEN)


def test_the_municipality_above_years_between_bars_is_what_was_measured_beside_the_country() -> None:
    text = "| Gouda | | Nederland | |\n---|---|---|---|---|\nIndicator | 2017 | 2018 | 2017 | 2018 |\nVerzuim | 1,1 | 0,9 | 1,8 | 1,9 |\n"
    out = read_text(text)

    assert figures_of(out) == {"Verzuim": ["R2017 1.1", "R2018 0.9"]}
    assert [(other.year, str(other.value)) for other in out.benchmarks] == [(2017, "1.8"), (2018, "1.9")]


def test_a_figure_of_the_year_before_the_begroting_was_measured_where_others_were() -> None:
    text = "Indicator | Periode | Gouda | Nederland |\nDruk | 2020 | 74,2 | {others} |\n"

    assert read(text.format(others="70,0"), BEGROTING) == {"Druk": ["R2020 74.2"]}
    assert read(text.format(others="-"), BEGROTING) == {"Druk": []}


def test_kerngegevens_with_a_unit_are_no_rows_of_names_alone() -> None:
    head = ("Fysieke structuur", "Omschrijving", "Eenheid", "Rekening 2016", "Begroting 2018")
    rows = (
        "Oppervlakte",
        "ha",
        "26.888",
        "26.888",
        "Woonruimten",
        "aantal",
        "8.734",
        "8.850",
        "Wegen",
        "km",
        "411",
        "413",
    )
    found = read(stacked(*head, *rows, "Fietspaden", "km", "127", "129"), scope_for("begroting", 2018))

    assert found["Oppervlakte"] == ["R2016 26888", "S2018 26888"]
    assert found["Wegen"] == ["R2016 411", "S2018 413"]


UNTIL = ("Beleidsindicator", "Nulwaarde", "2017", "2018", "2019", "Realisatie t/m 2017, streefwaarden vanaf 2018")
FIETS = ("Fietskilometers", "301 (2014)", "318", "322", "328", "Verkeersdoden", "24 (2014)", "17", "16", "14")


def test_a_line_below_the_years_may_say_which_of_them_were_measured() -> None:
    found = read(stacked(*UNTIL, *FIETS), scope_for("begroting", 2019))

    assert found["Verkeersdoden"] == ["R2014 24", "R2017 17", "S2018 16", "S2019 14"]


@pytest.mark.parametrize("line", ["Realisatie t/m 2017, streefwaarden vanaf 2020", "Realisatie t/m 2019"])
def test_a_line_that_leaves_a_year_open_says_nothing(line: str) -> None:
    assert read(stacked(*UNTIL[:-1], line, *FIETS))["Verkeersdoden"] in ([], ["R2014 24"])


def test_by_whom_figures_were_measured_is_no_head() -> None:
    head = ("Realisatie volgens waarstaatjegemeente.nl", "Indicator", "2015", "2016", "Landelijk 2016")
    page = stacked(*head, "Verzuim", "8,41", "7,90", "11,60", "Werkloze jongeren", "1,49", "1,38", "1,52")

    assert read(page, scope_for("begroting", 2018))["Verzuim"] == ["R2015 8.41", "R2016 7.90"]


def test_an_aim_may_stand_in_brackets_behind_its_year() -> None:
    text = "Doelindicator | 2020 (realisatie) | 2021 (doel) |\nLeegstand | 16,9 | 15 |\n"

    assert read(text) == {"Leegstand": ["R2020 16.9", "S2021 15"]}


AFVAL = ("Restafval", "Papier", "2012", "213", "69", "2013", "209", "66")


def test_years_down_below_a_head_of_aims_are_aimed_at() -> None:
    page = stacked("Doel voor", "Restafval", "Papier", "2021", "140", "62", "2024", "≤ 100", "60")

    assert read(page, BEGROTING) == {"Restafval": ["S2021 140", "S2024 None"], "Papier": ["S2021 62", "S2024 60"]}


def test_years_down_that_are_over_are_no_aims_whatever_their_head_says() -> None:
    assert not any(read(stacked("Doel voor", *AFVAL), BEGROTING).values())


def test_heads_with_words_behind_their_year_are_no_figures() -> None:
    head = ("Omschrijving", "Rekening 2014", "Begroting 2015 primitief", "Begroting 2015 na wijziging", "Rekening 2015")
    found = read(stacked(*head, "Meldingen", "3.884", "3.800", "3.900", "4.127", "Bomen", "31", "32", "33", "34"))

    assert found["Bomen"] == ["R2014 31", "R2015 34"]


OWN_YEARS = ("Indicator", "Startwaarde", "Streefwaarde", "Realisatie")


def test_where_no_head_has_a_year_each_cell_says_its_own() -> None:
    page = stacked(
        *OWN_YEARS, "Reizigers", "512 (2015)", "540 (2019)", "561 (2018)", "Doden", "71 (2014)", "0 (2050)", "78 (2018)"
    )

    assert read(page, JAARSTUKKEN) == {
        "Reizigers": ["R2015 512", "R2018 561", "S2019 540"],
        "Doden": ["R2014 71", "R2018 78", "S2050 0"],
    }


def test_a_year_below_an_aim_that_is_over_may_be_when_it_was_measured() -> None:
    page = stacked(*OWN_YEARS, "Reizigers", "512 (2015)", "540 (2016)", "561 (2018)")

    assert read(page, JAARSTUKKEN) == {"Reizigers": ["R2015 512", "R2018 561"]}


def test_the_norm_and_what_became_of_it_are_of_the_year_of_the_jaarstukken() -> None:
    page = stacked("Prestatie-indicator", "Norm", "Realisatie", "Telefoon", "80%", "83%", "Brieven", "90%", "86%")

    assert read(page, JAARSTUKKEN)["Telefoon"] == ["R2018 83", "S2018 80"]
    assert read(page, BEGROTING)["Telefoon"] == []


def test_a_head_may_ask_where_one_wants_to_be() -> None:
    text = "Wat meten we? | Laatste meting | Waar willen we in 2023 staan? |\nWmo-gebruik | 460 (2018) | niet meer dan 480 |\n"
    found = read_text(text, scope=BEGROTING)

    assert [(one.figure.year, str(one.figure.upper)) for one in found.rows[0].streefwaarden] == [(2023, "480")]


def test_years_alone_behind_an_aim_between_bars_are_aimed_at_too() -> None:
    text = "Indicator | Nulmeting | Realisatie 2019 | Streefwaarde 2021 | 2022 | 2023 |\nAfval | 54% (2015) | 66% | 70% | 72% | 75% |\n"

    assert read(text) == {"Afval": ["R2015 54", "R2019 66", "S2021 70", "S2022 72", "S2023 75"]}


def test_a_year_that_is_not_the_next_is_not_of_the_aim_before_it() -> None:
    text = "Indicator | Realisatie 2019 | Streefwaarde 2021 | 2023 |\nAfval | 66% | 70% | 75% |\n"

    assert read(text) == {"Afval": []}


def test_years_down_between_bars_stand_below_the_line_that_markdown_draws() -> None:
    text = "Jaar | Inwoners | Woningen |\n---|---|---|\n2016 | 22.547 | 9.790 |\n2017 | 22.612 | 9.843 |\n"

    assert read(text, JAARSTUKKEN)["Woningen"] == ["R2016 9790", "R2017 9843"]


def test_the_year_of_a_baseline_may_have_a_column_of_its_own() -> None:
    head = ("Indicator", "Eenheid", "Nulmeting", "Jaar nulmeting", "Streefwaarde 2021")
    page = stacked(*head, "Banen", "aantal", "34.620", "2013", "34.800", "Leegstand", "%", "9,3", "2014", "8,0")

    assert read(page)["Leegstand"] == ["R2014 9.3", "S2021 8.0"]


def test_what_is_aimed_at_is_asked_where_a_row_has_a_figure_more_than_heads_below_a_title() -> None:
    head = ("Hoe meten we de voortgang?", "Doelstelling", "Startwaarde (2014)", "Score 2017", "Ambitie 2020")
    rows = ("Een schone buurt", "87", "88", "89", "90", "Een veilige buurt", "79", "78", "80", "82")

    assert not any(read(stacked(*head, *rows), JAARSTUKKEN).values())


def test_years_beside_a_baseline_and_what_was_budgeted_of_the_last_are_over_in_its_jaarstukken() -> None:
    text = "Indicator | Nulwaarde (peiljaar) | 2017 | 2018 | Streefwaarde 2018 |\nWoning | 7,5 (2009) | 7,7 | 7,8 | 7,9 |\n"

    assert read(text, JAARSTUKKEN) == {"Woning": ["R2009 7.5", "R2017 7.7", "R2018 7.8", "S2018 7.9"]}
