"""Tables that are drawn, printed with spaces and read: whatever is read was drawn, whole or with a cell out of place."""

import random
import re

from tests.aligned_tables import Drawn, drawn
from tests.published_text import read

PAGES = range(400)


def strange(page: str, table: Drawn) -> dict[str, set[str]]:
    """Return the figures that are read of a page and were not drawn, by name."""
    found = {name: set(figures) - table.figures.get(name, set()) for name, figures in read(page).items()}
    return {name: figures for name, figures in found.items() if figures}


def test_whatever_is_read_was_drawn() -> None:
    assert {seed: wrong for seed in PAGES if (wrong := strange((table := drawn(seed)).page, table))} == {}


def test_many_tables_are_read_whole() -> None:
    whole = 0
    for table in map(drawn, PAGES):
        figures = {name: found for name, found in table.figures.items() if found}
        whole += figures == {name: set(found) for name, found in read(table.page).items() if found}
    assert whole > len(PAGES) // 3


def test_a_cell_that_is_moved_a_little_moves_no_figure() -> None:
    for seed in PAGES:
        table, rng = drawn(seed), random.Random(seed)  # noqa: S311
        lines = table.page.split("\n")
        number = rng.choice([i for i, line in enumerate(lines) if i > 3 and re.search(r"\S  +\S", line)] or [0])
        gap = rng.choice(list(re.finditer(r"(?<=\S)  +(?=\S)", lines[number])) or [None])
        if gap is None:
            continue
        room = rng.randint(1, 4)
        wider = lines[number][: gap.start()] + " " * room + lines[number][gap.start() :]
        narrower = lines[number][: gap.start()] + lines[number][gap.start() + min(room, len(gap[0]) - 2) :]
        for line in (wider, narrower):
            page = "\n".join([*lines[:number], line, *lines[number + 1 :]])
            assert strange(page, table) == {}, page
