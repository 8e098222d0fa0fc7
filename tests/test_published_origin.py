"""A page that was copied with its address: which document it is of is then known, and so what its years are."""

import pytest

from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from programmes.choices import DocumentKind
from tests.published_text import read

ROWS = ("Indicator\t2017\t2018", "Ziekteverzuim\t5,1%\t4,9%", "Formatie\t6,1\t6,3")
READ = {"Ziekteverzuim": ["R2017 5.1", "R2018 4.9"], "Formatie": ["R2017 6.1", "R2018 6.3"]}
NOTHING: dict[str, list[str]] = {"Ziekteverzuim": [], "Formatie": []}


def page(*lines: str) -> str:
    return "\n".join(lines)


@pytest.mark.parametrize(
    "above",
    [
        "https://waterstad.jaarverslag-2018.nl/p805/indicatoren",
        "ADRES: https://www.waterstad.nl/programmabegroting-2020-2023/wonen",
        "# https://jaarstukken2018.waterstad.nl/wonen?x=1",
        "DOCUMENT: Waterstad, jaarrekening 2018",
        "Document: programmabegroting 2020",
    ],
)
def test_years_of_a_page_follow_from_where_it_was_copied(above: str) -> None:
    assert read(page(above, *ROWS)) == READ


@pytest.mark.parametrize(
    "above",
    [
        "https://www.waterstad.nl/wonen",
        "https://www.waterstad.nl/begroting-2020/vergeleken-met/jaarstukken-2018",
        "Zie ook https://waterstad.begroting-2020.nl/p805/indicatoren",
        "DOCUMENT: Waterstad, nota 2020",
    ],
)
def test_address_that_does_not_say_of_which_document_a_page_is_tells_nothing(above: str) -> None:
    assert read(page(above, *ROWS)) == NOTHING


def test_address_further_down_a_page_leads_elsewhere() -> None:
    below = [f"Over het wonen in de stad, deel {number}." for number in range(4)]

    assert read(page(*below, "https://waterstad.begroting-2020.nl/p805", *ROWS)) == NOTHING


def test_of_two_documents_counts_what_holds_by_both() -> None:
    chosen = scope_for(DocumentKind.BEGROTING, 2019)

    assert read(page("https://waterstad.jaarstukken-2018.nl/p8", *ROWS), chosen) == {
        name: figures[:1] for name, figures in READ.items()
    }


def test_text_that_names_the_document_that_was_chosen_takes_nothing_away() -> None:
    text = page("Dit deel hoort bij de begroting 2020 van Waterstad", *ROWS)

    assert read(text, scope_for(DocumentKind.BEGROTING, 2020)) == READ


@pytest.mark.parametrize(
    ("head", "scope"),
    [
        ("<!-- saved from url=(0042)https://waterstad.begroting-2020.nl/p8 -->", UNKNOWN),
        ('<link rel="canonical" href="https://waterstad.begroting-2020.nl/p8">', UNKNOWN),
        ('<meta property="og:url" content="https://waterstad.nl/begroting-2020/p8">', UNKNOWN),
        ('<link rel="stylesheet" href="https://waterstad.begroting-2019.nl/stijl.css">', Scope(2018, 2020)),
    ],
)
def test_page_saved_by_a_browser_says_its_address(head: str, scope: Scope) -> None:
    rows = [row.split("\t") for row in ROWS]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)

    assert read(f"<html>{head}<body><table>{table}</table></body></html>", scope) == READ
