"""Pages of others as they are published: nothing is read of them but what a careful person reads."""

import json
from pathlib import Path

import pytest

from tests.reader_pages import MEASURED, Bladzijde, compare, labels

SETS = json.loads(MEASURED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("named", [True, False], ids=["document", ""])
@pytest.mark.parametrize("page", labels(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_is_read_of_a_page_but_what_a_careful_person_reads(page: Path, *, named: bool) -> None:
    assert compare(page, named=named).wrong == []


@pytest.mark.parametrize("letter", SETS)
def test_of_each_set_no_less_is_read_than_was_measured(letter: str) -> None:
    pages: list[Bladzijde] = [compare(page) for page in labels(letter)]

    assert sum(page.read for page in pages) >= SETS[letter]["now"]
