"""Kerngegevens with numbers ahead of names, a colon behind them, or the last day of the year as a column."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, moved, read, stacked

JAARSTUKKEN = scope_for("jaarstukken", 2018)
HEAD = ("Kerngegevens", "Begroting 2019", "Begroting 2020")
LISTED = (
    *("01 woonfunctie", "986", "995", "11 bijeenkomstfunctie", "199", "202", "31 zorgfunctie", "541", "558"),
    *("51 kantoorfunctie", "237", "236", "91 overige functie", "691", "699"),
)
DAYS = ("Inwoners", "2016", "2017", "2018", "31-12-2018")
COUNTED = (
    *(
        "Aantal inwoners",
        ":",
        "45.770",
        "45.780",
        "45.930",
        "46.180",
        "Aantal jongeren",
        ":",
        "110",
        "109",
        "108",
        "107",
    ),
    *("Uitkeringen", ":", "440", "452", "447", "445", "Leerlingen", ":", "4.520", "4.320", "4.240", "4.140"),
)


def test_words_behind_numbers_that_rise_are_names() -> None:
    found = read_text(stacked(*HEAD, *LISTED))
    assert figures_of(found) == {
        "01 woonfunctie": ["S2019 986", "S2020 995"],
        "11 bijeenkomstfunctie": ["S2019 199", "S2020 202"],
        "31 zorgfunctie": ["S2019 541", "S2020 558"],
        "51 kantoorfunctie": ["S2019 237", "S2020 236"],
        "91 overige functie": ["S2019 691", "S2020 699"],
    }
    assert not found.questions


@pytest.mark.parametrize("lost", range(len(LISTED)))
def test_a_cell_lost_among_numbered_names_moves_no_figure(lost: int) -> None:
    assert not moved(HEAD, LISTED, lost)


def test_numbers_with_the_same_word_behind_them_are_figures() -> None:
    rows = [cell for n in range(5) for cell in (f"Naam {'abcde'[n]}", f"{n + 1}1 woningen", f"{n + 1}5 woningen")]
    assert not any("woningen" in name for name in read(stacked(*HEAD, *rows)))


def test_years_before_the_last_day_of_jaarstukken_were_measured_and_beside_that_day_their_own_is_asked() -> None:
    found = read_text(stacked(*DAYS, *COUNTED), scope=JAARSTUKKEN)
    assert figures_of(found)["Uitkeringen"] == ["R2016 440", "R2017 452", "R2018 445"]
    assert "447" in {question.text for question in found.questions}


@pytest.mark.parametrize("lost", range(len(COUNTED)))
def test_a_cell_lost_below_that_day_moves_no_figure(lost: int) -> None:
    assert not moved(DAYS, COUNTED, lost, JAARSTUKKEN)


@pytest.mark.parametrize(
    ("head", "kind", "year"),
    [
        (DAYS, "begroting", 2019),
        (DAYS, "jaarstukken", 2017),
        (("Inwoners", "2016", "2018", "2017", "31-12-2018"), "jaarstukken", 2018),
    ],
)
def test_another_document_or_other_years_do_not_say_which_were_measured(
    head: tuple[str, ...], kind: str, year: int
) -> None:
    assert not any(
        figure == "R2016 440" for figure in read(stacked(*head, *COUNTED), scope_for(kind, year)).get("Uitkeringen", [])
    )


def test_what_each_inhabitant_pays_below_a_head_of_its_own_is_asked() -> None:
    money = (
        "Financiële structuur",
        "Per inwoner 2020:",
        "Begrotingsomzet",
        "12.443",
        "3.253",
        "Leningen",
        "7.572",
        "1.980",
    )
    found = read_text(stacked(*HEAD, *LISTED, *money))
    assert len(figures_of(found)) == 5
    assert [question.text for question in found.questions] == ["Begrotingsomzet"]


def test_figures_that_cannot_be_of_the_same_are_asked() -> None:
    found = read_text(stacked(*HEAD, *LISTED, "Begrotingsomzet", "124.437.417", "3.253", "Woningen", "100", "900.000"))
    assert not figures_of(found)["Begrotingsomzet"]
    assert figures_of(found)["Woningen"] == ["S2019 100", "S2020 900000"]
