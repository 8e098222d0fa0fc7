"""Tables whose columns are held apart by spaces, as `pdftotext -layout` writes: read by place, or asked."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.aligned_text import UNSURE
from tests.published_text import read

HEAD = """\
Programmabegroting 2013

                                              Realisatie   Begroting   Streef-
Indicator                          Bron             2011        2012    waarde
                                                                          2013
"""
ROWS = """\
Aantal leerlingen in het           Gemeente           12          13        14
basisonderwijs
Tevredenheid over de eigen buurt   Stads-            7,1         7,2       7,3
                                   enquête
Banen                              LISA              421         418       425
"""
WHOLE = {
    "Aantal leerlingen in het basisonderwijs": ["R2011 12", "S2012 13", "S2013 14"],
    "Tevredenheid over de eigen buurt": ["R2011 7.1", "S2012 7.2", "S2013 7.3"],
    "Banen": ["R2011 421", "S2012 418", "S2013 425"],
}
MIDDLE = """\
Programmabegroting 2013

Indicator                      Realisatie 2011   Begroting 2012
Aantal woningen in de wijk
gesloopt in het kader van de                12               13
herstructurering
Aantal leerlingen met een
uitkering van de gemeente of               421              418
van het rijk
Banen                                        3                4
"""


def asked(text: str) -> bool:
    """Whether nothing is read and the table is asked."""
    return not read(text) and [question.why for question in read_text(text).questions] == [UNSURE]


def row(old: str, new: str) -> str:
    """Return the table with one line of its rows otherwise."""
    assert old in ROWS
    return HEAD + ROWS.replace(old, new)


def test_names_and_sources_over_more_lines_are_whole() -> None:
    found = read_text(HEAD + ROWS)
    assert read(HEAD + ROWS) == WHOLE
    assert [one.bron for one in found.rows] == ["Gemeente", "Stadsenquête", "LISA"]
    assert not found.questions


def test_figures_beside_the_middle_line_of_names_are_theirs() -> None:
    assert read(MIDDLE) == {
        "Aantal woningen in de wijk gesloopt in het kader van de herstructurering": ["R2011 12", "S2012 13"],
        "Aantal leerlingen met een uitkering van de gemeente of van het rijk": ["R2011 421", "S2012 418"],
        "Banen": ["R2011 3", "S2012 4"],
    }


def test_figures_beside_the_last_line_of_names_are_theirs() -> None:
    text = MIDDLE.replace("herstructurering\n", "").replace("van het rijk\n", "").replace(" of  ", "    ")
    text = text.replace("in het kader van de  ", "of verkocht          ")
    assert read(text)["Aantal woningen in de wijk gesloopt of verkocht"] == ["R2011 12", "S2012 13"]
    assert read(text)["Aantal leerlingen met een uitkering van de gemeente"] == ["R2011 421", "S2012 418"]


@pytest.mark.parametrize("column", [1, 2, 3])
def test_an_empty_cell_is_seen_by_its_place(column: int) -> None:
    line = ROWS.splitlines()[-1]
    figure = line.split()[column + 1]
    found = read(row(line, line.replace(figure, " " * len(figure))))
    assert found["Banen"] == [text for text in WHOLE["Banen"] if not text.endswith(f" {figure}")]
    assert {name: figures for name, figures in found.items() if name != "Banen"} == {
        name: figures for name, figures in WHOLE.items() if name != "Banen"
    }


def test_a_head_one_space_behind_another_stands_above_its_own_figures() -> None:
    text = (
        "Programmabegroting 2016\n\nOmschrijving         Eenheid  Rek. 2014 Begr. 2015 Begr. 2016\n"
        "Leerlingen speciaal  aantal         418        410        405\n(basis)onderwijs\n"
        "Voortijdig verlaten  %              1,4                   1,3\n"
    )
    assert read(text) == {
        "Leerlingen speciaal (basis)onderwijs": ["R2014 418", "S2015 410", "S2016 405"],
        "Voortijdig verlaten": ["R2014 1.4", "S2016 1.3"],
    }


def test_a_word_over_two_years_stands_above_both() -> None:
    text = (
        "Programmabegroting 2013\n\n                         Realisatie         Begroting\n"
        "Indicator               2010    2011     2012     2013\n"
        "Aantal leerlingen met     12      13       14       15\neen uitkering\nBanen                      3       4        5        6\n"
    )
    assert read(text)["Aantal leerlingen met een uitkering"] == ["R2010 12", "R2011 13", "S2012 14", "S2013 15"]


def test_a_word_above_the_middle_of_three_years_is_asked() -> None:
    text = (
        "Programmabegroting 2013\n\nIndicator                         Realisatie               Doel\n"
        "                        2009         2010        2011     2012\n"
        "Aantal leerlingen met     12           13          14       15\neen uitkering\nBanen  3\n"
    )
    assert not read(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # A figure between two columns.
        ("421         418       425", "421    418            425"),
        # A cell that reaches into the next column.
        ("Banen                              LISA ", "Banen van bedrijven en van instellingen  LISA"),
        # More figures than heads.
        ("425", "425       430"),
        # One space between a name and its source, and between two figures.
        ("Banen                              LISA ", "Banen LISA                              "),
        ("421         418 ", "421 418         "),
        # A name that asks for more.
        ("Banen ", "Banen in"),
        # A figure without a name.
        ("Banen", "     "),
        # A figure that goes on below.
        ("basisonderwijs\n", "basisonderwijs                                     (2008)\n"),
    ],
)
def test_what_can_be_seen_in_two_ways_is_asked(old: str, new: str) -> None:
    found = read(row(old, new))
    assert all(set(figures) <= set(WHOLE.get(name, [])) for name, figures in found.items())
    assert found != WHOLE
    assert read_text(row(old, new)).questions


@pytest.mark.parametrize("line", range(2, 5))
def test_a_heading_without_one_of_its_lines_is_asked(line: int) -> None:
    lines = HEAD.splitlines()
    found = read("\n".join([*lines[:line], *lines[line + 1 :], ROWS]))
    assert all(set(figures) <= set(WHOLE.get(name, [])) for name, figures in found.items())


@pytest.mark.parametrize(
    "word", ["Realisatie", "Begroting", "Streef-", "waarde", "2011", "2012", "\n" + " " * 74 + "2013"]
)
def test_a_heading_without_one_of_its_words_moves_nothing(word: str) -> None:
    assert word in HEAD
    torn = HEAD.replace("Programmabegroting", "PROGRAMMABEGROTING").replace(word, " " * len(word), 1)
    found = read(torn + ROWS)
    assert all(set(figures) <= set(WHOLE.get(name, [])) for name, figures in found.items())


@pytest.mark.parametrize("between", ["", "\n", "\nIndicatoren prestatie\n\n", "Prestaties\n"])
def test_a_second_table_has_its_own_columns(between: str) -> None:
    below = (
        "Indicator                          Realisatie 2010   Realisatie 2011   Begroting 2014\n"
        "Wijkteams                                       7                 8                9\n"
        "Huisbezoeken aan wie alleen woont              86                                 40\n"
    )
    assert read(HEAD + ROWS + between + below) == WHOLE | {
        "Wijkteams": ["R2010 7", "R2011 8", "S2014 9"],
        "Huisbezoeken aan wie alleen woont": ["R2010 86", "S2014 40"],
    }


def test_a_title_between_rows_is_no_part_of_a_name() -> None:
    title = "Zorg\n"
    assert read(row("Banen", f"{title}Banen")) == WHOLE
    assert read(HEAD + title + ROWS) == WHOLE


@pytest.mark.parametrize(
    "foot",
    [
        "\n" + " " * 76 + "41",
        " " * 76 + "41",
        "\n" + " " * 40 + "- 34 -",
        "Programmabegroting 2013" + " " * 53 + "41",
        "\nGemeente Gouda" + " " * 62 + "41",
        "Bron: eigen administratie" + " " * 43 + "pagina 48",
        "\nDe cijfers zijn van het najaar; wat er in 2012 bij kwam, telt niet mee.",
    ],
)
def test_the_foot_of_a_page_is_no_row(foot: str) -> None:
    assert read(HEAD + ROWS + foot) == WHOLE


def test_an_empty_line_between_rows_says_which_lines_are_one() -> None:
    assert read(row("basisonderwijs\n", "basisonderwijs\n\n").replace("enquête\n", "enquête\n\n")) == WHOLE


def test_what_is_asked_is_read_by_no_other_reader() -> None:
    capital = ROWS.replace("leerlingen in het    ", "leerlingen van elders").replace("basisonderwijs", "Leidse Hout   ")
    assert asked(HEAD + capital)  # whether that is the rest of a name, or a title


def test_tabs_and_single_spaces_read_as_before() -> None:
    tabs = "Programmabegroting 2013\n\nIndicator\tRealisatie 2011\tBegroting 2012\nBanen  en  meer\t421\t418\n"
    assert read(tabs) == {"Banen en meer": ["R2011 421", "S2012 418"]}
    spaces = "Programmabegroting 2013\nIndicator Realisatie 2011 Begroting 2012\nBanen 421 418\nBomen 3 4\n"
    assert read(spaces) == {"Banen": ["R2011 421", "S2012 418"], "Bomen": ["R2011 3", "S2012 4"]}
