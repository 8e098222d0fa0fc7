"""Pages as provinces publish them: ages and quarters as names, millions with spaces, remarks in brackets."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from programmes.choices import DocumentKind
from tests.published_text import figures_of, moved, read, stacked

BEGROTING = scope_for(DocumentKind.BEGROTING, 2016)
STRUCTURE = ["Kerngegevens", "Sociale structuur", "2012", "2013", "2014"]
WOMEN = ["Vrouwen", "91", "92", "93"]
AGES = ["0 tot 5 jaar (%)", "5,8", "5,7", "5,6", "65 jaar en ouder (%)", "16,1", "16,6", "16,9"]


def test_ages_with_their_unit_are_names() -> None:
    assert read(stacked(*STRUCTURE, *WOMEN, *AGES), BEGROTING) == {
        "Vrouwen": ["R2012 91", "R2013 92", "R2014 93"],
        "0 tot 5 jaar (%)": ["R2012 5.8", "R2013 5.7", "R2014 5.6"],
        "65 jaar en ouder (%)": ["R2012 16.1", "R2013 16.6", "R2014 16.9"],
    }


def test_quarters_are_names() -> None:
    found = read(stacked(*STRUCTURE, *WOMEN, "1e kwartaal", "7", "8", "9", "2e kwartaal", "8", "9", "7"), BEGROTING)
    assert found["1e kwartaal"] == ["R2012 7", "R2013 8", "R2014 9"]
    assert found["2e kwartaal"] == ["R2012 8", "R2013 9", "R2014 7"]


@pytest.mark.parametrize("lost", range(16))
def test_among_ages_nothing_shifts_where_a_cell_is_lost(lost: int) -> None:
    rows = [*WOMEN, *AGES, "Woningen", "61", "62", "63"]
    assert moved(STRUCTURE, rows, lost, BEGROTING) == {}


def test_millions_with_spaces_are_read_beside_one_with_points() -> None:
    inhabitants = ["Inwoners", "3.552.407", "3 577 032", "1. 812 105"]
    found = read_text(stacked(*STRUCTURE, *WOMEN, *inhabitants), scope=BEGROTING)
    assert figures_of(found)["Inwoners"] == ["R2012 3552407", "R2013 3577032", "R2014 1812105"]
    assert "'3 577 032' is gelezen met een spatie voor duizendtallen." in found.rows[-1].notes


@pytest.mark.parametrize("others", [("3.563", "3.577"), ("812", "3.577"), ("1.563.935", "1.577.032")])
def test_numbers_with_spaces_are_asked_where_no_other_is_as_large(others: tuple[str, str]) -> None:
    for spaced in ("3 577 032", "3 577"):
        found = read(stacked(*STRUCTURE, *WOMEN, "Inwoners", *others, spaced), BEGROTING)
        assert not any(figure.startswith("R2014") for figure in found["Inwoners"])


REMARK = "(exclusief recreatiewoningen)"


def test_a_remark_in_brackets_goes_on_with_the_name_above_it() -> None:
    rows = ["WOZ-waarde (gemiddeld)", REMARK, "218.000", "209.000", "207.000"]
    found = read(stacked(*STRUCTURE, *WOMEN, *rows), BEGROTING)
    assert found[f"WOZ-waarde (gemiddeld) {REMARK}"] == ["R2012 218000", "R2013 209000", "R2014 207000"]


@pytest.mark.parametrize("above", [WOMEN, [*WOMEN, "Fysieke structuur"]])
def test_a_remark_in_brackets_without_a_name_above_it_is_asked(above: list[str]) -> None:
    found = read(stacked(*STRUCTURE, *above, REMARK, "218.000", "209.000", "207.000"), BEGROTING)
    assert [name for name, figures in found.items() if figures] == ["Vrouwen"]


def test_beside_water_land_is_what_is_no_water() -> None:
    rows = ["Oppervlakte", "34", "34", "34", "Land", "28", "28", "27", "Water", "6", "6", "7"]
    assert read(stacked(*STRUCTURE, *rows), BEGROTING)["Land"] == ["R2012 28", "R2013 28", "R2014 27"]
    assert not read(stacked(*STRUCTURE, *rows[:8]), BEGROTING).get("Land")


OWN = ["Naam indicator", "Omschrijving", "Streefwaarde", "2014", "2015", "2016", "2017", "2018", "2019"]
BUSES = ["Reizigers", "Waardering van de reizigers", "≥ 7,5", "n.n.b.", "n.n.b.", "≥ 7,5", "≥ 7,6", "≥ 7,7", "≥ 7,8"]
COSTS = ["Kosten", "Dekking van de kosten", "50%", "48%", "49%", "50%", "51%", "52%", "53%"]


def test_of_a_year_that_is_over_what_is_not_yet_known_was_measured() -> None:
    found = read(stacked(*OWN, *BUSES, *COSTS), BEGROTING)
    assert found["Kosten"] == ["R2014 48", "S2016 50", "S2017 51", "S2018 52", "S2019 53"]


@pytest.mark.parametrize("text", ["n.b.", "-", "7,5"])
def test_of_a_year_that_is_over_other_words_may_stand_for_an_aim(text: str) -> None:
    buses = [text if cell == "n.n.b." else cell for cell in BUSES]
    assert "R2014 48" not in read(stacked(*OWN, *buses, *COSTS), BEGROTING)["Kosten"]


@pytest.mark.parametrize("lost", range(18))
def test_beside_what_is_not_yet_known_nothing_shifts(lost: int) -> None:
    assert moved(OWN, [*BUSES, *COSTS], lost, BEGROTING) == {}


def test_of_what_a_province_is_like_the_year_in_between_was_measured_where_some_is_not_yet_known() -> None:
    head = ["Sociale infrastructuur", "2013", "2014", "2015"]
    traffic = ["Verkeersdoden", "84", "78", "Nog niet bekend"]
    found = read_text(stacked(*head, *WOMEN, *traffic), scope=BEGROTING)
    assert figures_of(found) == {
        "Vrouwen": ["R2013 91", "R2014 92", "R2015 93"],
        "Verkeersdoden": ["R2013 84", "R2014 78"],
    }
    for other in ([*traffic[:3], "79"], [*traffic[:3], "n.b."]):
        assert read(stacked(*head, *WOMEN, *other), BEGROTING)["Vrouwen"] == ["R2013 91", "R2014 92"]
    indicators = read(stacked("Indicator", *head[1:], *WOMEN, *traffic), BEGROTING)
    assert "R2015 93" not in indicators.get("Vrouwen", [])
