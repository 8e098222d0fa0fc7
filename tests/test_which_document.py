"""The name of a P&C-document as people write it."""

import pytest

from indicators.imports.which_document import UnknownDocument, read_name


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("begroting 2018", ("begroting", 2018, 1)),
        ("Begroting  2018", ("begroting", 2018, 1)),
        ("programmabegroting 2018", ("begroting", 2018, 1)),
        ("programmabegroting 2018-2021", ("begroting", 2018, 1)),
        ("2e bestuursrapportage 2019", ("bestuursrapportage", 2019, 2)),
        ("tweede bestuursrapportage 2019", ("bestuursrapportage", 2019, 2)),
        ("bestuursrapportage 2019 nummer 2", ("bestuursrapportage", 2019, 2)),
        ("bestuursrapportage 2019", ("bestuursrapportage", 2019, 1)),
        ("jaarstukken 2017", ("jaarstukken", 2017, 1)),
        ("jaarverslag 2017", ("jaarstukken", 2017, 1)),
        ("kadernota 2020", ("kadernota", 2020, 1)),
        ("3e begrotingswijziging 2020", ("begrotingswijziging", 2020, 3)),
        ("beleidsplan 2013", ("beleidsplan", 2013, 1)),
    ],
)
def test_name_is_read(text: str, document: tuple[str, int, int]) -> None:
    assert read_name(text) == document


@pytest.mark.parametrize("text", ["", "begroting", "2018", "begroting 1066", "begrotingen 2018", "begroting 2018 2019"])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(UnknownDocument, match="Schrijf het zo"):
        read_name(text)
