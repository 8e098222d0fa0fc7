"""A table of exact figures, written as any kind of spreadsheet, reads back the same; so do our own downloads."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.choices import GeenCijfer
from indicators.downloads import Bestand, Cell, download, exact
from indicators.exports import BUDGET_COLUMNS
from indicators.imports.delivery import Delivery
from indicators.imports.spreadsheet import read
from indicators.imports.spreadsheet.reader import OWN
from indicators.notation import write_number
from tests.spreadsheets import asked, csv_file, libreoffice

YEARS = (2015, 2016, 2017)
# As wide as the database keeps a number: fifteen digits, six of them decimals.
NUMBERS = st.decimals(Decimal("-999999999.999999"), Decimal("999999999.999999"), places=6)
SMALL = st.decimals(Decimal("-999"), Decimal("999"), places=2)
FIGURES = st.one_of(NUMBERS, SMALL, st.integers(-(10**9) + 1, 10**9 - 1).map(Decimal), st.none())
TABLES = st.lists(st.tuples(FIGURES, FIGURES, FIGURES), min_size=1, max_size=8)
UNITS = ("%", "dagen", "", "€")


def said(delivery: Delivery) -> list[dict[int, Decimal | None]]:
    """Return the realisaties of each row."""
    return [
        {f.figure.year or 0: f.figure.value for f in row.realisaties}
        for row in delivery.rows
        if row.kind == "effectindicator"
    ]


def meant(table: list[tuple[Decimal | None, ...]]) -> list[dict[int, Decimal]]:
    """Return what each row should say."""
    return [{year: n for year, n in zip(YEARS, row, strict=True) if n is not None} for row in table]


def heading() -> list[str]:
    """Return the headings."""
    return ["Code", "Effectindicator", "Eenheid", *(f"Realisatie {year}" for year in YEARS)]


def start(number: int) -> list[str]:
    """Return the words of a row."""
    return [f"9A{number + 1}.a", f"Indicator {chr(97 + number)}", UNITS[number % len(UNITS)]]


def workbook(table: list[tuple[Decimal | None, ...]]) -> bytes:
    """Return the table as a workbook, percentages as percentages."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        percentage = book.add_format({"num_format": "0.00######%"})
        sheet.write_row(0, 0, heading())
        for number, row in enumerate(table):
            words = start(number)
            sheet.write_row(number + 1, 0, words)
            for column, value in enumerate(row, start=3):
                if value is not None and words[2] == "%":
                    sheet.write_number(number + 1, column, float(value / 100), percentage)
                elif value is not None:
                    sheet.write_number(number + 1, column, float(value))
    return file.getvalue()


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_workbook_reads_back_the_same(table: list[tuple[Decimal | None, ...]]) -> None:
    delivery = read(workbook(table), "proef.xlsx")

    assert asked(delivery) == []
    assert said(delivery) == meant(table)


@settings(max_examples=25, deadline=None)
@given(TABLES, st.sampled_from([";", "\t"]), st.sampled_from(["utf-8-sig", "cp1252", "utf-16"]))
def test_csv_reads_back_the_same(table: list[tuple[Decimal | None, ...]], sign: str, encoding: str) -> None:
    rows = [
        [*words, *("" if n is None else write_number(n) + "%" * (words[2] == "%") for n in row)]
        for words, row in zip(map(start, range(len(table))), table, strict=True)
    ]

    delivery = read(csv_file([heading(), *rows], sign, encoding), "proef.csv")

    assert asked(delivery) == []
    assert said(delivery) == meant(table)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(FIGURES, FIGURES, FIGURES), min_size=6, max_size=8))
def test_ods_reads_back_the_same(tmp_path: Path, table: list[tuple[Decimal | None, ...]]) -> None:
    delivery = read(libreoffice(tmp_path, workbook(table), "xlsx", "ods"), "proef.ods")

    assert asked(delivery) == []
    assert said(delivery) == meant(table)


# --- Our own downloads


def test_reader_knows_the_headings_of_our_own_table() -> None:
    assert tuple(name.casefold() for name in BUDGET_COLUMNS) == OWN


def our_own(number: int, kind: str, year: int, **columns: Cell) -> list[Cell]:
    """Return a row of the table of a beleidsterrein."""
    words: dict[str, Cell] = {
        "Beleidsterrein": "9A",
        "Doel": f"9A{number + 1} Meer meedoen",
        "Code": f"9A{number + 1}.a",
        "Effectindicator": f"Indicator {chr(97 + number)}",
        "Soort": kind,
        "Jaar": year,
        "Bron": "Stadsenquête",
    }
    return [(words | columns).get(name, "") for name in BUDGET_COLUMNS]


@settings(max_examples=25, deadline=None)
@given(TABLES, st.sampled_from(["csv", "csv-int", "xlsx"]), st.integers(0, 3))
def test_our_own_download_reads_back_the_same(
    table: list[tuple[Decimal | None, ...]], form: str, decimals: int
) -> None:
    rows = [
        our_own(number, "realisatie", year, Waarde=exact(value, decimals), Eenheid=UNITS[number % len(UNITS)])
        if value is not None
        else our_own(number, "realisatie", year, Reden="niet ingevuld")
        for number, row in enumerate(table)
        for year, value in zip(YEARS, row, strict=True)
    ]
    answer: Any = download(Bestand("proef", BUDGET_COLUMNS, rows), form)

    delivery = read(b"".join(answer), f"proef.{form.removesuffix('-int')}")

    assert asked(delivery) == []
    assert said(delivery) == meant(table)
    assert {row.bron for row in delivery.rows if row.kind == "effectindicator"} == {"Stadsenquête"}


@pytest.mark.parametrize("form", ["csv", "csv-int", "xlsx"])
def test_bounds_reasons_and_marks_of_our_own_download_come_back(form: str) -> None:
    rows = [
        our_own(0, "realisatie", 2016, Reden=str(GeenCijfer.NIET_GEMETEN.label)),
        our_own(0, "realisatie", 2017, Waarde=Decimal("1.234"), Voorlopig="ja", Meetjaar=2016, Voetnoten="één"),
        our_own(0, "streefwaarde", 2018, **{"Ten minste": Decimal("6.0"), "Ten hoogste": Decimal("6.5")}),
        our_own(0, "streefwaarde", 2019, **{"Ten minste": Decimal(20), "In woorden": "meer dan 20%"}),
    ]
    answer: Any = download(Bestand("proef", BUDGET_COLUMNS, rows), form)

    delivery = read(b"".join(answer), f"proef.{form.removesuffix('-int')}")

    assert asked(delivery) == []
    (row,) = [row for row in delivery.rows if row.kind == "effectindicator"]
    missing, figure = row.realisaties
    assert missing.figure.reason == "niet_gemeten"
    assert (figure.figure.value, figure.provisional, figure.measured_year) == (Decimal("1.234"), True, 2016)
    assert figure.figure.note == "één"
    band, bound = (found.figure for found in row.streefwaarden)
    assert (band.lower, band.upper, band.strict) == (Decimal("6.0"), Decimal("6.5"), False)
    assert (bound.lower, bound.upper, bound.strict) == (Decimal(20), None, True)
