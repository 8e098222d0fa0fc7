"""Where a table begins and ends: below the title of a page of the web, and above what leads back to its top."""

from indicators.imports.published import read_text
from tests.published_text import figures_of, read, stacked

HEAD = ["Indicatoren", "Realisatie 2016", "Doelstelling 2017", "Realisatie 2017"]


def test_the_title_of_the_page_and_the_name_of_its_website_are_no_columns() -> None:
    page = stacked(
        "Stadsrekening 2017\nWebportaal",
        *HEAD,
        "Ruimte",
        "Aantal bomen",
        "33",
        "20",
        "21",
        "Aantal perken",
        "4",
        "5",
        "6",
    )
    found = read_text(page)
    assert figures_of(found) == {
        "Aantal bomen": ["R2016 33", "R2017 21", "S2017 20"],
        "Aantal perken": ["R2016 4", "R2017 6", "S2017 5"],
    }
    assert not found.questions


def test_a_row_that_lost_a_cell_below_such_a_title_is_asked() -> None:
    page = stacked("Stadsrekening 2017\nWebportaal", *HEAD, "Aantal bomen", "33", "20", "Aantal perken", "4", "5", "6")
    assert read(page) == {"Aantal bomen": [], "Aantal perken": ["R2016 4", "R2017 6", "S2017 5"]}


def test_what_leads_back_to_the_top_of_the_page_ends_a_table() -> None:
    rows = "Kerncijfers Rekening 2016 Begroting 2017\nAantal inwoners 25.672 25.617\nvan 0 - 19 jaar 5.702 5.599\n"
    below = "\n\nFinanciën\n\nTerug naar navigatie - Financiën\n\nBegroting\n2017\n\n5.601\n"
    assert read(rows + below) == {
        "Aantal inwoners": ["R2016 25672", "S2017 25617"],
        "van 0 - 19 jaar": ["R2016 5702", "S2017 5599"],
    }
