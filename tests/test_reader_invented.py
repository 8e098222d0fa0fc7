"""Tables nobody published: of each, in every layout, nothing is read but what was drawn."""

from collections import Counter

import pytest

from tests.invented_tables import LAYOUTS, invented, printed, read_of, read_of_bytes, torn

DRAWN, PRINTED = range(1, 61), range(101, 113)
LEAST = {"tabs": 95, "streepjes": 95, "html": 95, "cellen": 85, "regels": 80}  # percent of what has no empty cells


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", DRAWN)
def test_nothing_is_read_of_a_drawn_table_but_what_it_holds(seed: int, layout: str) -> None:
    assert read_of(invented(seed), layout)[1] == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", DRAWN)
def test_a_row_that_lost_a_cell_is_asked_where_it_cannot_be_placed(seed: int, layout: str) -> None:
    assert read_of(torn(invented(seed), seed), layout)[1] == []


@pytest.mark.parametrize("walls", [True, False], ids=["lijnen", "zonder lijnen"])
@pytest.mark.parametrize("seed", PRINTED)
def test_nothing_is_read_of_a_pdf_but_what_its_table_holds(seed: int, *, walls: bool) -> None:
    for tabel in (invented(seed), invented(seed, gaps=False)):
        assert read_of_bytes(tabel, printed(tabel, walls=walls))[1] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_most_of_a_table_without_empty_cells_is_read(layout: str) -> None:
    total: Counter[str] = Counter()
    for seed in DRAWN:
        tabel = invented(seed, gaps=False)
        total.update(read=read_of(tabel, layout)[0], of=len(tabel.cijfers))
    assert total["read"] * 100 >= LEAST[layout] * total["of"]
