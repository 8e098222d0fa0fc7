"""Heads of columns with the day of each on the line below, and rows that each stand on a line."""

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of

HEAD = "Kerngegevens\n\nRekening\n2016\n\nBegroting\n2018\n\nPrognose\n2019\n\n"
DAYS = "Sociale structuur 31-12-2016 1-1-2018 1-1-2019\n"
ROWS = [
    "Leerlingen 935 1.080 1.081",
    "Woningen 7.529 7.545 7.546",
    "Woonwagens 16 17 18",
    "Huurwoningen 3.473 3.496 3.497",
    "Bomen 126 127 128",
    "Uitkeringen 544 540 541",
]
SCOPE = scope_for("begroting", 2018)


def test_days_below_the_heads_of_columns_are_those_of_their_years() -> None:
    one_line = "Kerngegevens Rekening 2016 Begroting 2018 Prognose 2019\n"
    for head in (HEAD, one_line):
        found = read_text(head + DAYS + "\n".join(ROWS), scope=SCOPE)
        assert figures_of(found)["Woningen"] == ["R2016 7529", "S2018 7545", "S2019 7546"]
        assert [q.text for q in found.questions if q.place.line > 10][:1] != DAYS


def test_days_of_other_years_than_their_heads_are_asked() -> None:
    days = "Sociale structuur 31-12-2016 31-12-2017 31-12-2018\n"
    found = read_text(HEAD + days + "\n".join(ROWS), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


def test_a_cell_that_broke_off_from_its_row_has_that_row_asked() -> None:
    rows = "\n".join([*ROWS[:3], "Ouderen 6.166 6.030", "\n6.330\n", *ROWS[3:]])
    found = read_text(HEAD + DAYS + rows, scope=SCOPE)
    figures = figures_of(found)
    assert not figures.get("Ouderen")
    assert figures["Bomen"] == ["R2016 126", "S2018 127", "S2019 128"]
    assert [q.text for q in found.questions] == ["Ouderen 6.166 6.030", "6.330"]
