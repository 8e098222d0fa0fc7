"""Tables as files: what a program reads back from them, cell by cell, and what nobody may find in them."""

import csv
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators import recalculation
from indicators.downloads import Bestand, Cell, download, exact
from indicators.models import Effectindicator
from indicators.publishing.chain import publish_loaded
from programmes.models import Beleidsterrein, Publicatie
from tests.factories import (
    DocumentFactory,
    EffectindicatorFactory,
    ReeksFactory,
    StreefwaardeFactory,
    make_figure,
    make_indicator,
    make_target,
)

pytestmark = pytest.mark.django_db

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1"]
# Numbers as wide as the database keeps them, and numbers whose nearest binary fraction differs most.
NUMBERS = [
    Decimal(text)
    for text in ("0", "0.1", "12.50", "-3.5", "999999999.999999", "-999999999.999999", "900719925.474099", "1234567")
]
MOMENT = datetime(2018, 7, 1, 12, 30, 5, tzinfo=UTC)

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def content_of(answer: Any) -> bytes:
    """Return the bytes of an answer that may come in parts."""
    return b"".join(answer)


def written(rows: list[list[Cell]], form: str, columns: tuple[str, ...] = ("a", "b", "c")) -> bytes:
    """Return a small table as a file."""
    return content_of(download(Bestand("proef", columns, rows), form))


def lines(content: bytes, delimiter: str = ",") -> list[list[str]]:
    """Return the cells of a csv, the headings first."""
    return list(csv.reader(StringIO(content.decode(), newline=""), delimiter=delimiter))


def sheet_of(content: bytes) -> Xml.Element:
    """Return the sheet of a workbook."""
    with ZipFile(BytesIO(content)) as book:
        return Xml.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file


def cells(content: bytes) -> list[list[Any]]:
    """Return the rows of a workbook: a number as a Decimal, a text as it is, an empty cell as None."""
    return [[_value(cell) for cell in row] for row in _full(sheet_of(content))]


def _full(sheet: Xml.Element) -> Iterator[list[Xml.Element | None]]:
    """Yield the rows with their empty cells: a workbook leaves those out."""
    for row in sheet.iter(f"{SHEET}row"):
        found = {_column(cell.get("r", "")): cell for cell in row}
        yield [found.get(number) for number in range(1, max(found) + 1)]


def _column(reference: str) -> int:
    """Return the number of a column: C7 is the third."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _value(cell: Xml.Element | None) -> Any:
    """Return what one cell holds."""
    if cell is None:
        return None
    assert cell.find(f"{SHEET}f") is None, "a formula"
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    return Decimal(repr(float(cell.findtext(f"{SHEET}v") or "")))


def rows_of(client: Client, address: str) -> list[dict[str, Any]]:
    """Return the rows that a page gives as a workbook, each by its headings."""
    answer = client.get(address)
    assert answer.status_code == 200
    head, *rows = cells(content_of(answer))
    return [dict(zip(head, [*row, *[None] * (len(head) - len(row))], strict=True)) for row in rows]


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """An indicator with a figure, a bandwidth and a reason, judged."""
    indicator = make_indicator("9A1.a", terrein_9a, name="=Waardering")
    reeks = indicator.reeksen.get()
    make_figure(indicator, 2017, Decimal("12.5"), note="één; twee, drie")
    make_figure(indicator, 2016, None, reason="niet_gemeten")
    make_target(indicator, 2016, 60)
    document = DocumentFactory(year=2017)
    StreefwaardeFactory(reeks=reeks, year=2017, value=None, lower=Decimal("10.25"), upper=20, document=document)
    recalculation.recalculate()
    return indicator


# --- The three forms


def test_csv_is_what_dutch_excel_reads() -> None:
    content = written([[Decimal("1234.50"), date(2018, 12, 31), "een; twee"], [2017, MOMENT, None]], "csv").decode()

    assert content == f'{MARK}a;b;c\r\n1234,50;31-12-2018;"een; twee"\r\n2017;01-07-2018 14:30:05;\r\n'


def test_international_csv_has_points_and_no_mark() -> None:
    content = written([[Decimal("1234.50"), date(2018, 12, 31), "een, twee"], [2017, MOMENT, None]], "csv-int").decode()

    assert content == 'a,b,c\r\n1234.50,2018-12-31,"een, twee"\r\n2017,2018-07-01T14:30:05+02:00,\r\n'


@pytest.mark.parametrize("number", NUMBERS)
def test_number_comes_back_from_a_workbook_exactly(number: Decimal) -> None:
    assert cells(written([[number]], "xlsx"))[1] == [number]


def test_number_too_long_for_a_workbook_is_text_and_exact() -> None:
    assert cells(written([[Decimal("1234567890123456.5")]], "xlsx"))[1] == ["1234567890123456.5"]


def test_workbook_shows_the_decimals_of_a_number_and_keeps_its_headings() -> None:
    content = written([[Decimal("12.50"), Decimal(7), 2017]], "xlsx")

    with ZipFile(BytesIO(content)) as book:
        styles = Xml.fromstring(book.read("xl/styles.xml"))  # noqa: S314 - our own file
    codes = {form.get("numFmtId"): form.get("formatCode") for form in styles.iter(f"{SHEET}numFmt")} | {"1": "0"}
    formats = [codes.get(style.get("numFmtId")) for style in styles.find(f"{SHEET}cellXfs") or ()]
    shown = [formats[int(cell.get("s", 0))] for cell in list(sheet_of(content).iter(f"{SHEET}c"))[3:]]
    assert shown == ["#,##0.00", "#,##0", "0"]
    assert [pane.get("state") for pane in sheet_of(content).iter(f"{SHEET}pane")] == ["frozen"]
    assert len(styles.findall(f"{SHEET}fonts/{SHEET}font/{SHEET}b")) == 1


@pytest.mark.parametrize(("value", "decimals", "shown"), [("12.5", 2, "12.50"), ("12.123456", 1, "12.123456")])
def test_exact_adds_decimals_and_never_takes_any(value: str, decimals: int, shown: str) -> None:
    assert str(exact(Decimal(value), decimals)) == shown


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize(("form", "delimiter"), [("csv", ";"), ("csv-int", ",")])
def test_text_like_a_formula_is_harmless_in_csv(text: str, form: str, delimiter: str) -> None:
    assert lines(written([[text, "=na een ander"]], form), delimiter)[1] == [f"'{text}", "'=na een ander"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://leiden.example", "007"])
def test_text_like_a_formula_is_text_in_a_workbook(text: str) -> None:
    content = written([[text]], "xlsx")

    assert cells(content)[1] == [text]
    assert sheet_of(content).find(f".//{SHEET}hyperlink") is None


def test_libreoffice_reads_the_same_cells_from_both(tmp_path: Path) -> None:
    head = ["getal", "tekst", "jaar"]
    rows: list[list[Cell]] = [
        [number, text, 2017] for number, text in zip(NUMBERS, [*FORMULAS, "één; 'twee'", "x"], strict=True)
    ]
    for form in ("csv", "xlsx"):
        (tmp_path / f"proef.{form}").write_bytes(written(rows, form, tuple(head)))

    from_xlsx = opened(tmp_path, "xlsx")
    # Semicolons, quotes, UTF-8, from the first line, as a Dutch computer reads numbers.
    from_csv = opened(tmp_path, "csv", "--infilter=CSV:59,34,76,1,,1043,false,true")

    assert [row[0] for row in from_xlsx] == [row[0] for row in from_csv] == ["getal", *NUMBERS]
    assert [row[2] for row in from_xlsx] == [row[2] for row in from_csv] == ["jaar", *[Decimal(2017)] * len(NUMBERS)]
    texts = [str(row[1]) for row in rows]
    # Tabs and line ends have an element of their own in the file of LibreOffice.
    assert [row[1] for row in from_xlsx[1:]] == [without_breaks(text) for text in texts]
    marked = [f"'{text}" if text in FORMULAS else text for text in texts]
    assert [row[1] for row in from_csv[1:]] == [without_breaks(text) for text in marked]


def opened(folder: Path, form: str, *options: str) -> list[list[Any]]:
    """Return the cells that LibreOffice reads from a file: a number as a Decimal, a text as it is; no formula."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    out = folder / f"from-{form}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", "fods", "--outdir", str(out)]
    subprocess.run([*command, str(folder / f"proef.{form}")], check=True, capture_output=True, timeout=60)  # noqa: S603
    sheet = Xml.parse(out / "proef.fods")  # noqa: S314 - LibreOffice just wrote it
    rows = []
    for row in sheet.iter(f"{TABLE}table-row"):
        found = [cell for cell in row.iter(f"{TABLE}table-cell") if cell.get(f"{OFFICE}value-type")]
        assert all(cell.get(f"{TABLE}formula") is None for cell in found)
        if found:
            rows.append([_read(cell) for cell in found])
    return rows


def _read(cell: Xml.Element) -> Any:
    """Return what one cell holds."""
    number = cell.get(f"{OFFICE}value")
    return without_breaks("".join(cell.itertext())) if number is None else Decimal(number)


def without_breaks(text: str) -> str:
    """Return a text on one line: LibreOffice keeps tabs and line ends as elements, and lays out what it writes."""
    return "".join(line.strip(" ") for line in text.translate(str.maketrans("\t\r", "\n\n")).split("\n"))


# --- The tables of the pages


def test_all_indicators_have_their_numbers_in_full(client: Client, indicator: Effectindicator) -> None:
    (row,) = rows_of(client, "/?jaar=2017&als=xlsx")

    assert row["Jaar"] == 2017
    assert (row["Code"], row["Effectindicator"]) == ("9A1.a", "=Waardering")
    assert (row["Realisatie"], row["Streefwaarde"]) == (Decimal("12.5"), None)
    assert (row["Streefwaarde ten minste"], row["Streefwaarde ten hoogste"]) == (Decimal("10.25"), 20)
    assert row["Stoplicht"] == "Groen"
    assert row["Eenheid"] == "%"


def test_year_without_a_figure_says_why(client: Client, indicator: Effectindicator) -> None:
    (row,) = rows_of(client, "/?jaar=2016&als=xlsx")

    assert (row["Realisatie"], row["Reden geen realisatie"]) == (None, "niet gemeten")


def test_download_is_filtered_and_sorted_as_the_page(client: Client, terrein_9a: Beleidsterrein) -> None:
    for code, value in (("9A1.a", 5), ("9A1.b", 55), ("9A2.a", 30)):
        make_figure(make_indicator(code, terrein_9a), 2017, value)
    recalculation.recalculate()

    address = "/?jaar=2017&zoek=9A1.&sort=-realisatie"
    page = [row.record.indicator.code for row in client.get(address).context["table"].rows]
    files = [
        [row["Code"] for row in rows_of(client, f"{address}&als=xlsx")],
        [line[2] for line in lines(content_of(client.get(f"{address}&als=csv-int")))[1:]],
    ]

    assert files == [page, page] == [["9A1.b", "9A1.a"]] * 2


def test_forms_hold_the_same_numbers(client: Client, indicator: Effectindicator) -> None:
    dutch = lines(content_of(client.get("/?jaar=2017&als=csv")), ";")
    plain = lines(content_of(client.get("/?jaar=2017&als=csv-int")))
    place = plain[0].index("Realisatie")

    assert dutch[0] == [f"{MARK}Jaar", *plain[0][1:]]
    assert (dutch[1][place], plain[1][place]) == ("12,5", "12.5")
    assert plain[1][plain[0].index("Effectindicator")] == "'=Waardering"


def test_table_of_a_beleidsterrein_has_a_row_for_each_figure_and_target(
    client: Client, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    rows = {
        (r["Soort"], int(r["Jaar"])): r
        for r in rows_of(client, f"/beleidsterrein/{terrein_9a.slug}/?jaar=2017&als=xlsx")
    }

    figure, missing, target = rows["realisatie", 2017], rows["realisatie", 2016], rows["streefwaarde", 2017]
    assert (figure["Waarde"], figure["Voetnoten"], figure["Reden"]) == (Decimal("12.5"), "één; twee, drie", None)
    assert (missing["Waarde"], missing["Reden"]) == (None, "niet gemeten")
    assert (target["Waarde"], target["Ten minste"], target["Ten hoogste"]) == (None, Decimal("10.25"), 20)
    assert target["Document"].endswith("2017")
    assert len(rows) == 8


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("", "Realisatie", [None, Decimal("12.5")]),
        ("jaren", "Ten minste", [None, Decimal("10.25")]),
        ("streefwaarden", "Waarde", [60, None]),
        ("cijfers", "Realisatie", [Decimal("12.5"), None]),
    ],
)
def test_indicator_has_three_tables(
    client: Client, indicator: Effectindicator, table: str, column: str, values: list[Any]
) -> None:
    rows = rows_of(client, f"{indicator.get_absolute_url()}?als=xlsx&tabel={table}")

    assert [row[column] for row in rows] == values


def test_people_are_named_to_colleagues_only(client: Client, indicator: Effectindicator, officer_9a: Any) -> None:
    address = f"{indicator.get_absolute_url()}?als=csv-int&tabel=cijfers"

    outside = content_of(client.get(address)).decode()
    client.force_login(officer_9a)

    assert "door" not in outside.split("\r\n")[0]
    assert "Gewijzigd door" in content_of(client.get(address)).decode().split("\r\n")[0]


def test_unknown_table_is_not_found_and_unknown_form_is_the_page(client: Client, indicator: Effectindicator) -> None:
    assert client.get(f"{indicator.get_absolute_url()}?als=csv&tabel=geheim").status_code == 404
    assert client.get(f"{indicator.get_absolute_url()}?als=pdf")["Content-Type"].startswith("text/html")


def test_publication_gives_what_was_frozen(client: Client, indicator: Effectindicator) -> None:
    publication = publication_of(indicator)
    indicator.reeksen.update(unit="andere")
    address = publication.get_absolute_url()

    (target,) = [row for row in rows_of(client, f"{address}?als=xlsx") if row["Ten minste"] is not None]
    (row,) = rows_of(client, f"{address}effectindicator/{indicator.slug}/?als=xlsx&tabel=streefwaarden")

    assert (target["Ten minste"], target["Ten hoogste"], target["Eenheid"]) == (Decimal("10.25"), 20, "%")
    assert (row["Ten minste"], row["Eenheid"]) == (Decimal("10.25"), "%")


def test_broken_publication_is_not_downloaded_but_shown(client: Client, indicator: Effectindicator) -> None:
    publication = publication_of(indicator)
    broken = publication.content.replace("10.25", "11.25")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programmes_publicatie SET content = %s", [broken])

    answer = client.get(f"{publication.get_absolute_url()}?als=csv")

    assert answer["Content-Type"].startswith("text/html")
    assert "klopt niet meer" in answer.content.decode()


def publication_of(indicator: Effectindicator) -> Publicatie:
    """Return the begroting 2017 with this indicator, published."""
    document = indicator.reeksen.get().streefwaarden.get(year=2017).document
    indicator.vermeldingen.create(document=document, name="Zoals gedrukt")
    return publish_loaded(document)


def test_comparison_has_a_row_for_each_change(client: Client, indicator: Effectindicator) -> None:
    publication = publication_of(indicator)
    make_figure(indicator, 2017, 13, version=2, why="verkeerd geteld")
    recalculation.recalculate()

    rows = rows_of(client, f"/vergelijken/?van={publication.short_sha256}&naar=nu&als=xlsx")
    page = client.get(f"/vergelijken/?van={publication.short_sha256}&naar=nu").content.decode()

    assert rows
    assert all(row["Wijziging"] in page for row in rows)


@pytest.mark.parametrize("form", ["csv", "csv-int", "xlsx"])
def test_file_has_a_name_and_is_kept_by_no_cache_of_a_colleague(
    client: Client, indicator: Effectindicator, officer_9a: Any, form: str
) -> None:
    client.force_login(officer_9a)

    answer = client.get(f"/?jaar=2017&als={form}")

    ending = form.removesuffix("-int")
    assert answer["Content-Disposition"] == f'attachment; filename="effectindicatoren-2017.{ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_links_keep_the_choices_of_the_page(client: Client, indicator: Effectindicator) -> None:
    assert '"?jaar=2017&amp;zoek=9A&amp;als=xlsx"' in client.get("/?jaar=2017&zoek=9A").content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_download_costs_the_same_number_of_queries_whatever_its_length(
    client: Client, terrein_9a: Beleidsterrein, form: str
) -> None:
    def grow(codes: range) -> Effectindicator:
        for number in codes:
            indicator: Effectindicator = EffectindicatorFactory(doel__beleidsterrein=terrein_9a, code=f"9A1.{number}")
            reeks = ReeksFactory(indicator=indicator)
            document = DocumentFactory(year=2017)
            make_figure(indicator, 2017, number, document=document)
            StreefwaardeFactory(reeks=reeks, year=2017, value=50, document=document)
        recalculation.recalculate()
        return indicator

    def queries() -> list[int]:
        counts = []
        for address in ("/?jaar=2017", f"/beleidsterrein/{terrein_9a.slug}/?jaar=2017"):
            with CaptureQueriesContext(connection) as captured:
                content_of(client.get(f"{address}&als={form}"))
            counts.append(len(captured))
        return counts

    grow(range(1))
    few = queries()
    grow(range(1, 20))

    assert queries() == few
