"""Rows below a heading of unlisted words that lost their name or hold a figure too many: they are asked."""

from tests.published_text import read, stacked

HEAD = ["Indicator", "Zwarte draad", "Realisatie 2018", "Realisatie 2019", "Streefwaarde 2020"]
MEANS = "Het aantal gaat op en neer en is nu minder dan eerst."


def _rows(*names: str) -> list[list[str]]:
    return [[name, "aantal", f"{n}1", f"{n}2", f"{n}3"] for n, name in enumerate(names, 2)]


def _table(*rows: list[str]) -> dict[str, list[str]]:
    return read(stacked(*HEAD, *(cell for row in rows for cell in row)))


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
    assert list(_table(lanen, perken, hagen[2:], tuinen)) == ["Lanen", "Perken", "Tuinen"]  # of a lost name
