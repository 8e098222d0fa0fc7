"""Tables between bars of one row without a name, each below a line with the name of what its figures are of."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read

SCOPE = scope_for("begroting", 2018)
HEAD = "Rekening 2015 | Rekening 2016 | Begroting 2017 | Begroting 2018 |\n---|---|---|---|\n"
ROWS = ("214 | 206 | 200 | 195", "2,3% | 2,1% | < 2% | < 2%")
NAMES = ("Leerlingen met vervoer", "Percentage schoolverlaters")
READ = {NAMES[0]: ["R2015 214", "R2016 206", "S2017 200", "S2018 195"], NAMES[1]: ["R2015 2.3", "R2016 2.1"]}


def page(first: str, second: str, names: tuple[str, str] = NAMES, head: str = HEAD) -> str:
    """Return a page of two such tables."""
    above, below = (f"{name}\n\n" if name else "" for name in names)
    remark = "Wij stimuleren dat leerlingen zelf reizen.\n\n"
    return f"# Begroting 2018\n\n### 4.1 Onderwijs\n\n{above}{head}{first}\n\n{remark}{below}{HEAD}{second}\n"


def test_each_table_is_of_the_name_above_its_heading() -> None:
    found = read_text(page(*ROWS), scope=SCOPE)
    assert figures_of(found) == {NAMES[0]: READ[NAMES[0]], NAMES[1]: [*READ[NAMES[1]], "S2017 None", "S2018 None"]}
    assert not found.questions


@pytest.mark.parametrize(
    "first",
    [
        "214 | 206 | 200",
        "214 | 206 | | 195",
        "214 | 206 | 200 | 195 | 7",
        "214 | 206 | 200 | 195\n210 | 205 | 201 | 199",
        "214 | veel | 200 | 195",
    ],
)
def test_rows_of_another_shape_are_asked(first: str) -> None:
    found = read_text(page(first, ROWS[1]), scope=SCOPE)
    assert not figures_of(found).get(NAMES[0])
    assert found.questions


@pytest.mark.parametrize("names", [("", NAMES[1]), (NAMES[0], ""), ("Onderwijs", "Onderwijs"), ("Bron: DUO", NAMES[1])])
def test_where_one_has_no_name_of_its_own_all_are_asked(names: tuple[str, str]) -> None:
    found = read_text(page(*ROWS, names=names), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


@pytest.mark.parametrize("head", ["Rekening 2016", "Begroting 2017", "Begroting 2018"])
def test_a_heading_that_lost_a_head_is_asked(head: str) -> None:
    torn = HEAD.replace(f"{head} |", "", 1).replace("---|", "", 1)
    assert not read(page(*ROWS, head=torn), SCOPE).get(NAMES[0])


def test_above_one_table_may_stand_its_title() -> None:
    assert not any(read(f"Leerlingen\n\n{HEAD}{ROWS[0]}\n", SCOPE).values())


@pytest.mark.parametrize("title", ["", "Over onderwijs\n\n"])
def test_names_may_stand_below_the_tables(title: str) -> None:
    text = f"{title}{HEAD}{ROWS[0]}\n\n{NAMES[0]}\n\n{HEAD}{ROWS[1]}\n\n{NAMES[1]}\n"
    assert not any(read(text, SCOPE).values())
