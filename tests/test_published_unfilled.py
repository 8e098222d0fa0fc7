"""Cells of which only a percent sign or some words are left, and bullets that are no cells at all."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from indicators.notation.cells import is_phrase
from tests.published_text import figures_of, moved, read, stacked

SCOPE = scope_for("jaarstukken", 2020)
HEAD = ("Indicatoren", "Realisatie 2019", "Doelstelling 2020", "Realisatie 2020")
ROWS = (
    *("Inwoners die wekelijks sporten", "59%", "%", "62%"),
    *("Leden van een sportvereniging", "28%", "%", "30%"),
    *("Tevreden over het aanbod", "-%", "%", "68%"),
    *("Inwoners die bewegen", "64%", "60%", "volgt ..%"),
)
PLAN = ("Indicatoren", "Realisatie 2019", "Doel", "2021", "2022")
BULLETS = (
    *("-", "1.1 Aantal inbraken in woningen", "109", "< 120", "< 110"),
    *("-", "1.2 Aantal inbraken in auto’s", "565", "< 560", "< 540"),
    *("-", "2.1 Aantal meldingen van overlast", "147", "< 150", "< 150"),
    *("-", "2.2 Aantal branden", "16", "-", "< 14"),
)
BEGROTING = scope_for("begroting", 2021)


def test_a_percentage_that_nobody_filled_in_is_a_cell() -> None:
    found = read_text(stacked(*HEAD, *ROWS), scope=SCOPE)
    assert figures_of(found) == {
        "Inwoners die wekelijks sporten": ["R2019 59", "R2020 62"],
        "Leden van een sportvereniging": ["R2019 28", "R2020 30"],
        "Tevreden over het aanbod": ["R2020 68"],
        "Inwoners die bewegen": ["R2019 64", "S2020 60"],
    }
    assert not found.questions


@pytest.mark.parametrize("lost", range(len(ROWS)))
def test_a_cell_lost_beside_it_moves_no_figure(lost: int) -> None:
    assert not moved(HEAD, ROWS, lost, SCOPE)


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_head_that_is_gone_above_such_rows_has_a_shorter_row_asked_too(lost: int) -> None:
    head = [*HEAD[:lost], *HEAD[lost + 1 :]]
    found = read(stacked(*head, *ROWS, "Aantal teams", "6", "7"), SCOPE)
    assert not any(found.values())


def test_the_title_algemeen_is_no_name_where_that_of_the_first_row_is_gone() -> None:
    assert not any(read(stacked(*HEAD, "Algemeen", "59%", "60%", "62%"), SCOPE).values())


def test_a_sign_behind_a_bare_figure_is_its_unit() -> None:
    rows = [cell.removesuffix("%") if cell[:1].isdigit() else cell for cell in ROWS]
    assert not read(stacked(*HEAD, *rows), SCOPE).get("Inwoners die wekelijks sporten")


def test_one_sign_alone_in_a_table_may_be_anything() -> None:
    rows = [*ROWS[:4], *ROWS[12:], "Leden", "28%", "30%", "31%"]
    assert not read(stacked(*HEAD, *rows), SCOPE).get("Inwoners die wekelijks sporten")


@pytest.mark.parametrize("words", ["volgt ..%", "volgt ...", "vervalt", "in 2018 beschikbaar", "pas in 2018 bekend"])
def test_words_for_a_figure_that_is_not_there_are_a_cell(words: str) -> None:
    assert is_phrase(words)


def test_bullets_above_numbered_names_are_no_figures_and_doel_is_of_the_years_behind_it() -> None:
    found = read_text(stacked(*PLAN, "Een veilige buurt", *BULLETS), scope=BEGROTING)
    figures = {name: [str(f.figure.value) for f in row.realisaties] for row in found.rows if (name := row.name)}
    assert figures == {
        "1.1 Aantal inbraken in woningen": ["109"],
        "1.2 Aantal inbraken in auto’s": ["565"],
        "2.1 Aantal meldingen van overlast": ["147"],
        "2.2 Aantal branden": ["16"],
    }
    aims = {(f.figure.year, str(f.figure.upper)) for row in found.rows[:1] for f in row.streefwaarden}
    assert aims == {(2021, "120"), (2022, "110")}
    assert not found.questions


@pytest.mark.parametrize("lost", range(len(BULLETS)))
def test_a_cell_lost_among_bullets_moves_no_figure(lost: int) -> None:
    assert not moved(PLAN, BULLETS, lost, BEGROTING)


def test_a_dash_that_stands_above_some_names_only_is_a_figure() -> None:
    assert not any(read(stacked(*PLAN, *BULLETS[:5], *BULLETS[6:]), BEGROTING).values())


def test_doel_before_a_year_that_is_not_later_is_no_group() -> None:
    head = ("Indicatoren", "Realisatie 2019", "Doel", "2018", "2019")
    assert not any(read(stacked(*head, *BULLETS), BEGROTING).values())
