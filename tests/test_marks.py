"""What a program writes into a page of the docs stands between its marks, and nothing else changes."""

from pathlib import Path

import pytest

from leidenmo.marks import put

PAGE = "Voor.\n<!-- een -->\noud\n<!-- /een -->\nTussen.\n<!-- twee -->\nblijft\n<!-- /twee -->\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with two pieces."""
    path = tmp_path / "bladzijde.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_one_piece_is_replaced_as_it_was_made(page: Path) -> None:
    put(page, "een", r"\1 nieuw")

    assert page.read_text(encoding="utf-8") == PAGE.replace("oud", r"\1 nieuw")


def test_page_without_the_marks_is_an_error(page: Path) -> None:
    with pytest.raises(LookupError, match="drie"):
        put(page, "drie", "nieuw")

    assert page.read_text(encoding="utf-8") == PAGE
