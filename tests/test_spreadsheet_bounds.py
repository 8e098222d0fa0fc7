"""What is no spreadsheet, or too much of one: a clear answer that names the file, in bounded time and memory."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from indicators.imports.spreadsheet import Unreadable, read
from tests.spreadsheets import HEADING, csv_file, libreoffice, ods, realisaties, xlsx

SHEET = "xl/worksheets/sheet1.xml"
GOOD = xlsx([HEADING, ("9A1.a", "x", "", 1)])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Reads a file in a process of its own, and says how long that took and how much memory the process had at most.
CHILD = r"""
import json, re, sys, time
from indicators.imports.spreadsheet import Unreadable, read
begun = time.process_time()
try:
    out = read(open(sys.argv[1], "rb").read(), "groot")
    said = f"{len(out.rows)} rijen, {len(out.questions)} vragen"
except Unreadable as error:
    said = str(error)
memory = int(re.search(r"VmHWM:\s+([0-9]+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps({"seconds": time.process_time() - begun, "megabytes": memory, "said": said}))
"""


def with_rows(made: Callable[[int], bytes], numbers: range, part: str = SHEET, end: bytes = b"</sheetData>") -> bytes:
    """Return the good workbook with more rows written into its sheet."""
    return changed(part, lambda old: old.replace(end, b"".join(map(made, numbers)) + end))


def changed(part: str, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    """Return the good workbook with one part changed."""
    file = BytesIO()
    with ZipFile(BytesIO(GOOD)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        for name, content in more.items():
            new.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def refused(data: bytes, name: str = "proef.xlsx") -> str:
    """Return why a file is refused."""
    with pytest.raises(Unreadable) as refusal:
        read(data, name)
    return str(refusal.value)


# --- What is no spreadsheet


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "leeg.xlsx", "leeg"),
        (GOOD[: len(GOOD) // 2], "half.xlsx", "beschadigd"),
        (b"PK\x03\x04" + b"\x00" * 100, "kapot.xlsx", "beschadigd"),
        (OLE + b"\x00" * 600, "oud.xls", "oude Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600, "geheim.xlsx", "wachtwoord"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "export.xls", "webpagina"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "oud.xml", "XML"),
        (b"%PDF-1.7 ...", "bijlage.csv", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "foto.csv", "geen spreadsheet"),
        (b"\x00" * 1000, "niets.csv", "geen spreadsheet"),
        (b"\x00" * 1000, "niets.ods", "Bewaar het in Excel of LibreOffice als XLSX, ODS of CSV"),
        (
            b"Code;Bron\n9A1.a;CBS\n9A1.b;Enqu\x90te\n",
            "mac.csv",
            "In rij 3, kolom 2 staat een letter die niet te lezen is",
        ),
        (
            b"\xef\xbb\xbfCode;Bron\n9A1.a;Enqu\xeate\n",
            "half.csv",
            "In rij 2, kolom 2 staat een letter die niet te lezen is",
        ),
        (b"een regel zonder iets\r\n", "tekst.csv", "geen puntkomma, komma of tab"),
        (b'a;b\r\n"nooit gesloten;1\r\n', "open.csv", "aanhalingsteken"),
        (b"x" * 10_000_001, "groot.csv", "groter dan 10 MB"),
    ],
    # By name: a file made at another moment is another, and each of two workers makes its own.
    ids=lambda said: said if isinstance(said, str) else "",
)
def test_file_that_is_no_spreadsheet_is_refused_by_name(data: bytes, name: str, why: str) -> None:
    said = refused(data, name)

    assert said.startswith(f"{name}: ")
    assert why in said


@pytest.mark.parametrize(
    ("part", "content", "why"),
    [
        ("word__document_xml", b"<x/>", "Word-document"),
        ("ppt__presentation_xml", b"<x/>", "PowerPoint"),
        ("foto", b"x", "ZIP-bestand"),
    ],
)
def test_zip_of_something_else_is_named(part: str, content: bytes, why: str) -> None:
    file = BytesIO()
    with ZipFile(file, "w") as made:
        made.writestr(part.replace("__", "/").replace("_xml", ".xml"), content)

    assert why in refused(file.getvalue())


def test_protected_ods_is_refused_with_how_to_mend_it() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        made.writestr("content.xml", b"\x00\x01")

    assert "wachtwoord" in refused(file.getvalue(), "geheim.ods")


def test_macros_are_not_run_and_that_is_said() -> None:
    delivery = read(changed("", lambda old: old, **{"xl__vbaProject.bin": b"Sub Auto_Open()"}), "macro.xlsm")

    assert realisaties(delivery.rows[0]) == {2016: "1"}
    assert delivery.notes == ["Dit bestand heeft macro's; die zijn niet gelezen en niet uitgevoerd."]


PARTS = [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
# Ten entities of ten times the one before: unpacked, the last one is ten billion characters.
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY l0 "lachen">'
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 11))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY l10 SYSTEM "file:///etc/passwd">]>'
CONTENT = (
    b'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    b'<table:table table:name="Blad1"><table:table-row><table:table-cell office:value-type="string"><text:p>HIER</text:p>'
    b"</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def with_entity(definitions: bytes, part: str) -> bytes:
    """Return a workbook of which this part uses what it defines."""
    if part == "content.xml":
        return ods(CONTENT.replace(b"?>", b"?>" + definitions, 1).replace(b"HIER", b"&l10;"))
    return changed(part, lambda old: old.replace(b"?>", b"?>" + definitions, 1).replace(b"</", b"&l10;</", 1))


def test_ods_without_definitions_is_read() -> None:
    assert "geen tabel" in read(ods(CONTENT), "goed.ods").notes[0]


@pytest.mark.parametrize("definitions", [LAUGHS, OUTSIDE], ids=["billion laughs", "another file"])
@pytest.mark.parametrize("part", [*PARTS, "content.xml"])
def test_definitions_in_a_part_are_refused_at_once(part: str, definitions: bytes) -> None:
    begun = time.process_time()

    said = refused(with_entity(definitions, part), "bom.xlsx")

    assert said.startswith("bom.xlsx: Dit bestand is beschadigd.")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("part", PARTS)
def test_part_that_breaks_off_is_refused(part: str) -> None:
    assert "beschadigd" in refused(changed(part, lambda old: old[: len(old) // 2]))


# --- What is too much


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    file = BytesIO(GOOD)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet2.xml", "w") as part:
        for _ in range(110):
            part.write(b" " * 1_000_000)

    assert len(file.getvalue()) < 200_000
    assert "uitgepakt veel te groot" in refused(file.getvalue())


def test_archive_of_thousands_of_parts_is_refused() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as made:
        for number in range(2_001):
            made.writestr(f"{number}.xml", "")

    assert "uitgepakt veel te groot" in refused(file.getvalue())


def test_columns_without_end_are_refused_by_sheet_and_row() -> None:
    wide = changed(
        SHEET, lambda old: old.replace(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>')
    )

    assert "Werkblad 'Blad1' is breder dan 256 kolommen, in rij 9" in refused(wide)


def test_size_that_a_sheet_tells_of_itself_is_not_believed() -> None:
    for told in (b"A1:A1", b"A1:XFD1048576", b"onzin"):
        data = changed(SHEET, lambda old, told=told: old.replace(b'ref="A1:G2"', b'ref="' + told + b'"'))
        assert realisaties(read(data, "proef.xlsx").rows[0]) == {2016: "1"}


def test_rows_repeated_to_the_end_of_an_ods_cost_nothing(tmp_path: Path) -> None:
    made = libreoffice(tmp_path, GOOD, "xlsx", "ods")
    file = BytesIO()
    endless = (
        b'<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    full = endless.replace(b"<table:table-cell ", b'<table:table-cell office:value-type="float" office:value="1" ')
    for more, expected in ((endless, None), (full, "breder dan 256 kolommen")):
        file = BytesIO()
        with ZipFile(BytesIO(made)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, content.replace(b"</table:table>", more, 1) if name == "content.xml" else content)
        if expected:
            assert expected in refused(file.getvalue(), "proef.ods")
        else:
            assert realisaties(read(file.getvalue(), "proef.ods").rows[0]) == {2016: "1"}


def rows_of_a_million() -> bytes:
    """A million empty rows, as a sheet has that was once marked to its end."""
    return with_rows(
        lambda n: b'<row r="%d" spans="1:7" ht="%d.%d"/>' % (n, n % 97, n * 7919 % 10**9), range(3, 1_048_577)
    )


def cells_without_end() -> bytes:
    """More filled cells than a budget has."""
    cells = [c.encode() for c in "ABCDEFG"]
    return with_rows(
        lambda n: (
            b'<row r="%d">' % n
            + b"".join(b'<c r="%s%d"><v>%d.%d</v></c>' % (c, n, n * 31, n % 89) for c in cells)
            + b"</row>"
        ),
        range(3, 90_000),
    )


def as_many_cells_as_are_read() -> bytes:
    """As many filled cells as are read, each with a question."""
    return with_rows(
        lambda n: (
            b'<row r="%d">' % n
            + b'<c r="A%d" t="inlineStr"><is><t>9A1.%d</t></is></c><c r="B%d" t="inlineStr"><is><t>Naam %d</t></is></c>'
            % (n, n, n, n)
            + b'<c r="D%d" t="inlineStr"><is><t>1.%03d</t></is></c><c r="E%d"><v>%d.5</v></c></row>'
            % (n, n % 900 + 100, n, n)
        ),
        range(3, 24_900),
    )


def csv_of_ten_megabytes() -> bytes:
    """Ten megabytes of text and figures."""
    rows = [[f"9A{n % 9 + 1}.{chr(97 + n % 26)}", "x" * 220, "", "12,5", "1.234", "-", ""] for n in range(41_000)]
    return csv_file([list(HEADING), *rows])


def test_too_many_cells_are_refused_by_sheet_and_row() -> None:
    assert "werkblad 'Blad1', rij 14287 is gelezen" in refused(cells_without_end())


@pytest.mark.parametrize(
    "made", [rows_of_a_million, cells_without_end, as_many_cells_as_are_read, csv_of_ten_megabytes]
)
def test_large_file_takes_at_most_thirty_seconds_and_three_hundred_megabytes(
    made: Callable[[], bytes], tmp_path: Path
) -> None:
    file = tmp_path / "groot"
    file.write_bytes(made())
    assert 100_000 < file.stat().st_size <= 10_000_000

    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-c", CHILD, str(file)],
        check=True,
        capture_output=True,
        timeout=300,
        cwd=Path(__file__).parent.parent,
    )

    measured = json.loads(answer.stdout)
    print(made.__name__, file.stat().st_size, measured)  # noqa: T201 - shown by pytest -s
    assert measured["seconds"] < 30
    assert measured["megabytes"] < 300
