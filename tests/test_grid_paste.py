"""Pasting a block from a spreadsheet: read by the same reader, shown before anything is saved."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from indicators.grid.pasting import MOST_CELLS, BlockRefused, read_block
from indicators.models import Effectindicator, Realisatie
from programmes.models import Beleidsterrein
from tests.factories import DocumentFactory, make_figure, make_indicator

pytestmark = pytest.mark.django_db

PASTE = "/invoer/tabel/plakken/?jaar=2018"


@pytest.fixture
def indicators(terrein_9a: Beleidsterrein) -> list[Effectindicator]:
    """Three percentages of 9A and a number of people."""
    DocumentFactory(year=2018)
    indicators = [make_indicator(f"9A1.{letter}", terrein_9a) for letter in "abc"]
    indicators.append(make_indicator("9A1.d", terrein_9a, unit="personen", minimum=0, maximum=None))
    for indicator in indicators:  # of one doel, so that the order is that of their codes
        indicator.doel = indicators[0].doel
        indicator.save()
    return indicators


@pytest.fixture
def officer(client: Client, officer_9a: Any) -> Client:
    """The browser of the officer of 9A."""
    client.force_login(officer_9a)
    return client


def cell(indicator: Effectindicator, year: int = 2018) -> str:
    """Return the name of a cell."""
    return f"c{indicator.reeksen.get().pk}-{year}"


def paste(officer: Client, start: str, block: str, address: str = PASTE) -> Any:
    """Paste a block as somebody without script does."""
    return officer.post(address, {"vanaf": start, "blok": block})


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("12,5\t13\n7\t8\n", [["12,5", "13"], ["7", "8"]]),
        ("12,5\r\n7\r\n\r\n", [["12,5"], ["7"]]),
        ("1\t\t3", [["1", "", "3"]]),
        ('"twee\nregels"\t5', [["twee\nregels", "5"]]),
        ('"zei ""ja"""', [['zei "ja"']]),
        (" 5 \x00", [["5"]]),
    ],
)
def test_block_is_read_as_a_spreadsheet_copies_it(text: str, cells: list[list[str]]) -> None:
    assert read_block(text) == cells


@pytest.mark.parametrize("text", ["", "\t\t\n", "1\t" * MOST_CELLS, "1" * 100_001])
def test_block_that_is_empty_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(BlockRefused):
        read_block(text)


def test_block_falls_down_and_right_from_the_cell_it_starts_in(
    officer: Client, indicators: list[Effectindicator]
) -> None:
    address = f"{PASTE}&eerdere=1"

    page = paste(officer, cell(indicators[1], 2017), "1\t2\n3\t4", address)

    pasted = {each.cell.name: each.after for each in page.context["plakking"].pasted}
    assert pasted == {
        cell(indicators[1], 2017): "1",
        cell(indicators[1], 2018): "2",
        cell(indicators[2], 2017): "3",
        cell(indicators[2], 2018): "4",
    }
    assert not Realisatie.objects.exists()


def test_preview_shows_old_and_new_what_is_asked_and_what_is_wrong(
    officer: Client, indicators: list[Effectindicator]
) -> None:
    make_figure(indicators[0], 2018, 40, state="concept")

    page = paste(officer, cell(indicators[0]), "41%\nveel\nnnb\n1.234")

    same = [(each.before, each.after) for each in page.context["plakking"].pasted]
    assert same == [("40", "41"), ("", ""), ("", "nog niet bekend"), ("", "")]
    text = page.content.decode()
    assert "veel: Dit is geen getal" in text
    assert "1.234 kan twee dingen betekenen" in text


def test_empty_cell_of_the_block_leaves_what_stands_there(officer: Client, indicators: list[Effectindicator]) -> None:
    page = paste(officer, cell(indicators[0]), "1\n\n5")

    assert [each.cell.name for each in page.context["plakking"].pasted] == [cell(indicators[0]), cell(indicators[2])]


def test_what_falls_outside_the_table_is_named(officer: Client, indicators: list[Effectindicator]) -> None:
    page = paste(officer, cell(indicators[3]), "1\t2\n3")

    assert page.context["plakking"].outside == ["2 (rechts van 2018)", "3 (onder de laatste rij)"]


def test_year_that_is_not_open_is_named(officer: Client, indicators: list[Effectindicator]) -> None:
    assert "Kies eerst het vak" in paste(officer, cell(indicators[0], 2017), "1").content.decode()


def test_preview_is_taken_over_as_concepts(officer: Client, indicators: list[Effectindicator]) -> None:
    page = paste(officer, cell(indicators[0]), "41\nveel\n43,5\n1.234")
    typed = {
        f"{each.cell.name}-waarde": each.raw for each in page.context["plakking"].pasted if not each.cell.complaints
    }
    typed |= {f"{each.cell.name}-zegel": each.cell.seal for each in page.context["plakking"].pasted}
    people = cell(indicators[3])

    answer = officer.post(
        "/invoer/tabel/?jaar=2018",
        {**typed, f"{people}-waarde": "1.234", f"{people}-bedoeld": "1234", "actie": "bewaren"},
    )

    assert answer.status_code == 302
    saved = dict(Realisatie.objects.values_list("reeks__indicator__code", "value"))
    assert saved == {"9A1.a": 41, "9A1.c": Decimal("43.5"), "9A1.d": 1234}


def test_same_figure_changes_nothing(officer: Client, indicators: list[Effectindicator]) -> None:
    make_figure(indicators[0], 2018, 40)

    page = paste(officer, cell(indicators[0]), "40,0")

    assert not page.context["plakking"].can_be_taken_over
    assert "blijft zo" in page.content.decode()


def test_script_gets_a_piece_of_the_page(officer: Client, indicators: list[Effectindicator]) -> None:
    body = {"vanaf": cell(indicators[0]), "blok": "41"}

    piece = officer.post(PASTE, body, headers={"hx-request": "true"}).content.decode()

    assert "<html" not in piece
    assert f'data-paste="{cell(indicators[0])}" data-text="41"' in piece


def test_markup_in_a_pasted_cell_comes_back_as_text(officer: Client, indicators: list[Effectindicator]) -> None:
    page = paste(officer, cell(indicators[0]), "<script>alert(1)</script>").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
