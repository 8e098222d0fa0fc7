"""What a spreadsheet does not say for certain: a fraction among percentages, a torn row of a CSV, amounts in thousands."""

from typing import Any

import pytest

from indicators.imports.spreadsheet import read
from tests.spreadsheets import HEADING, Shown, asked, csv_file, realisaties, xlsx

CSV = ";".join(HEADING)  # seven columns


def whys(data: bytes, name: str = "proef.csv") -> list[str]:
    """Return why something is asked."""
    return [why for _, why in asked(read(data, name))]


# --- A fraction among percentages


@pytest.mark.parametrize(
    ("unit", "cells", "number"),
    [
        ("%", ("40%", "0,4"), "0,4"),
        ("", ("40%", "0,4"), "0,4"),
        ("%", ("0,4", "33%"), "0,4"),
        ("%", ("40%", "0.4"), "0,4"),
        ("%", ("40%", "-0,4"), "-0,4"),
    ],
)
def test_fraction_among_percentages_in_a_text_is_asked(unit: str, cells: tuple[str, str], number: str) -> None:
    row = ("9A1.a", "Indicator", unit, *cells, "", "")

    for data, name in ((csv_file([HEADING, row]), "proef.csv"), (xlsx([HEADING, row]), "proef.xlsx")):
        (why,) = whys(data, name)
        assert why.startswith(f"Is dit {number}%, of ")
        assert len(read(data, name).rows[0].realisaties) == 1


def test_fraction_with_its_sign_is_certain() -> None:
    delivery = read(csv_file([HEADING, ("9A1.a", "Indicator", "%", "40%", "0,4%", "", "")]), "proef.csv")

    assert asked(delivery) == []
    assert realisaties(delivery.rows[0]) == {2016: "40", 2017: "0.4"}


def test_one_beside_fractions_may_be_all_of_them() -> None:
    """95% and 100% are kept as 0,95 and 1; 1,05 as 105%."""
    rows = [("9A1.a", "Een", "%", 0.95, 1), ("9A1.b", "Twee", "%", 1.05, 0.97), ("9A1.c", "Drie", "%", 12, 1.5)]

    delivery = read(xlsx([HEADING, *rows]), "proef.xlsx")

    assert [place.partition(", ")[2] for place, _ in asked(delivery)] == [
        *("rij 2, kolom D", "rij 2, kolom E", "rij 3, kolom D", "rij 3, kolom E"),
    ]
    assert [why for _, why in asked(delivery)][1:3] == [
        "Is dit 1%, of 100%? De cel heeft geen procentopmaak.",
        "Is dit 1,05%, of 105%? De cel heeft geen procentopmaak.",
    ]
    assert realisaties(delivery.rows[2]) == {2016: "12", 2017: "1.5"}


def test_fraction_that_is_no_percentage_is_read() -> None:
    assert whys(csv_file([HEADING, ("9A1.a", "Indicator", "score", "0,4", "1", "", "")])) == []
    assert whys(xlsx([HEADING, ("9A1.a", "Indicator", "%", Shown(0.004, "0.0%"), Shown(0.4, "0%"))]), "a.xlsx") == []


# --- A row of a CSV that has not as many cells as its heading


@pytest.mark.parametrize(
    "row",
    [
        "9A1.a;Wonen; en werken;%;40;41;50;CBS",  # a semicolon in a name that nobody quoted
        "9A1.a;Wonen; en werken;%;40;41;50;",  # and nothing in the last cell
        "9A1.a;Wonen;40;41;50;CBS",  # a semicolon is gone
        "9A1.a;Wonen;%;41;50;CBS",
    ],
)
def test_row_of_another_width_than_its_heading_is_asked_whole(row: str) -> None:
    data = f"{CSV}\r\n{row}\r\n9A1.b;Leren;%;30;31;32;CBS\r\n".encode()

    delivery = read(data, "proef.csv")

    ((place, why),) = asked(delivery)
    assert place == "werkblad 'proef', rij 2, kolom A"
    assert f"{row.count(';') + 1} cellen, en de kop 7" in why
    assert [(row.code, realisaties(row)) for row in delivery.rows] == [("9A1.b", {2016: "30", 2017: "31"})]


def test_empty_cells_that_every_row_lacks_or_has_at_its_end_move_nothing() -> None:
    short = f"{CSV}\r\n9A1.a;Wonen;%;40;41\r\n9A1.b;Leren;%;30;31\r\n".encode()
    long = f"{CSV}\r\n9A1.a;Wonen;%;40;41;;;\r\n9A1.b;Leren;%;30;31;;;\r\n".encode()

    for data in (short, long):
        delivery = read(data, "proef.csv")
        assert asked(delivery) == []
        assert [realisaties(row) for row in delivery.rows] == [{2016: "40", 2017: "41"}, {2016: "30", 2017: "31"}]


def test_words_below_figures_in_a_short_row_may_be_of_another_column() -> None:
    (why,) = whys(f"{CSV}\r\n9A1.a;Wonen;%;41;CBS\r\n".encode())

    assert "5 cellen, en de kop 7" in why


def test_excel_leaves_out_empty_cells_at_the_end_of_many_rows_in_a_row() -> None:
    """Excel decides it for sixteen rows at a time."""
    full = [f"9A1.{letter};Naam {letter}x;%;40;41;50;CBS" for letter in "abcdefghijklmnop"]
    bare = [f"9A2.{letter};Naam {letter}y;%;40;41;50" for letter in "abcdefghijklmnop"]

    assert whys("\r\n".join([CSV, *full, *bare, ""]).encode()) == []


def test_line_below_the_table_is_no_torn_row() -> None:
    assert whys(f"{CSV}\r\n9A1.a;Wonen;%;40;41;50;CBS\r\nPeildatum voorjaar;\r\n".encode()) == []


def test_unit_that_is_a_number_is_asked() -> None:
    row: tuple[Any, ...] = ("9A1.a", "Wonen", 40, 41, 50, None, "CBS")

    delivery = read(xlsx([HEADING, row]), "proef.xlsx")

    assert [why for _, why in asked(delivery)] == [
        "Bij de eenheid staat een getal (40); de cijfers van deze rij kunnen verschoven zijn."
    ]
    assert delivery.rows == []


# --- Amounts in thousands


@pytest.mark.parametrize("title", ["Bedragen x € 1.000", "(bedragen in duizenden euro's)", "x € 1 mln"])
def test_amounts_below_a_title_that_counts_in_thousands_are_asked(title: str) -> None:
    rows = [
        *([title], list(HEADING)),
        ("9A1.a", "Lasten jeugdzorg", "€", 12, 13, None, "Iv3"),
        ("9A1.b", "Aandeel", "%", Shown(0.4, "0%"), 41, None, "Iv3"),
        ("9A1.c", "Aantal inwoners", "inwoners", 400, 410, None, "CBS"),
    ]

    delivery = read(xlsx(rows), "proef.xlsx")

    why = "Boven deze cijfers staat dat bedragen er in duizenden of miljoenen staan."
    assert asked(delivery) == [("werkblad 'Blad1', rij 3, kolom D", why), ("werkblad 'Blad1', rij 3, kolom E", why)]
    assert [realisaties(row) for row in delivery.rows] == [
        *({}, {2016: "40", 2017: "41"}, {2016: "400", 2017: "410"}),
    ]


def test_row_that_says_itself_that_it_counts_in_thousands_has_that_as_its_unit() -> None:
    rows = [HEADING, ("9A1.a", "Lasten (x € 1.000)", "", 12, 13), ("9A1.b", "Baten", "x € 1.000", 400, 410)]

    delivery = read(xlsx(rows), "proef.xlsx")

    assert asked(delivery) == []
    assert [row.unit for row in delivery.rows] == ["x € 1.000", "x € 1.000"]


# --- A table in which every row holds one year


def test_figure_of_a_row_with_another_unit_keeps_that_unit() -> None:
    """Of an indicator the first row says the unit; what a later row counts in is not that."""
    heading = ("Code", "Effectindicator", "Jaar", "Soort", "Waarde", "Eenheid")
    rows = [("9A1.a", "Wachttijd", year, "Realisatie", 5, unit) for year, unit in ((2016, "%"), (2017, "dagen"))]

    (row,) = read(xlsx([heading, *rows]), "proef.xlsx").rows

    assert [found.figure.unit or row.unit for found in row.realisaties] == ["%", "dagen"]
    assert row.notes == ["De eenheid bij een cijfer (dagen) is een andere dan die van de rij (%)."]


# --- A group above its years


@pytest.mark.parametrize(
    ("groups", "years", "read_for"),
    [
        (("Rekening", None, "Verschil"), (2017, 2014, 2015), {2017}),
        (("Werkelijk", None, "Verschil", None), (2015, 2016, 2017, 2018), {2015, 2016}),
        (("Werkelijk", None, "Verschil", None), (2017, 2016, 2014, 2013), {2017, 2016}),
        (("Werkelijk", None, None, "Verschil"), (2013, 2015, 2017, 2018), {2013, 2015, 2017}),
        (("Werkelijk", None, "Verschil"), (2015, 2017, 2018), {2015}),
        (("Werkelijk", None, None, "Verschil"), (2014, 2015, 2017, 2018), {2014}),
    ],
)
def test_group_reaches_over_years_that_run_on(
    groups: tuple[str | None, ...], years: tuple[int, ...], read_for: set[int]
) -> None:
    """A group that was not merged can stand in the middle above its years: the first of those is not of the one before."""
    heading = [(None, None, *groups), ("Code", "Indicator", *years)]

    delivery = read(xlsx([*heading, ("9A1.a", "Wonen", *(10 + n for n in range(len(years))))]), "proef.xlsx")

    assert set(realisaties(delivery.rows[0])) == read_for
    assert len(asked(delivery)) == len(years) - len(read_for)
