"""What is fed: each reader, with bytes of anybody's making. To refuse in words is right; anything else is a bug."""

import warnings
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction

from indicators.grid.pasting import BlockRefused, read_block
from indicators.imports import spreadsheet
from indicators.imports.delivery import Delivery
from indicators.imports.fixtures import BrokenFixture
from indicators.imports.fixtures import load as load_fixtures
from indicators.imports.published import Unreadable, read_bytes
from indicators.imports.stored import pack, unpack
from indicators.imports.vragen import typed_figures
from indicators.notation import (
    Ambiguous,
    Figure,
    NotANumber,
    Refused,
    read_cell,
    read_number,
    write_figure,
    write_number,
)
from indicators.notation.reasons import read_reason
from indicators.target_notation import read_target, write_target

Target = Callable[[bytes], bool]  # whether it was read; else it was refused in words

LONGEST = 20_000  # bytes of one input: depth is found by many, not by long ones

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
WORKBOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{RELATION}"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def cell(data: bytes) -> bool:
    """Read one cell; what is written of a figure that was read, reads back as the same."""
    return _cell(data.decode("utf-8", "replace"))


def _cell(text: str) -> bool:
    reason = read_reason(text)
    try:
        reading = read_cell(text)
    except (Ambiguous, Refused):
        return bool(reason)
    for figure in reading.figures:
        _reads_back(figure)
    return True


def _reads_back(figure: Figure) -> None:
    """Raise AssertionError when a plain value is written as something that reads as another."""
    if figure.value is None or figure.note or figure.year:
        return
    written = write_figure(figure)
    try:
        (again,) = read_cell(written).figures
    except (Ambiguous, Refused):
        return  # who writes it asks (see indicators.sjabloon)
    if again.value != figure.value:
        raise AssertionError(f"{figure.value} is written as {written!r}, which reads as {again.value}")


def number(data: bytes) -> bool:
    """Read one number; it is exact, has no more digits than are kept, and reads back as it is written."""
    return _number(data.decode("utf-8", "replace"))


def _number(text: str) -> bool:
    try:
        value = read_number(text)
    except (Ambiguous, NotANumber):
        return False
    if not isinstance(value, Decimal) or not value.is_finite():
        raise AssertionError(f"{text!r} reads as {value!r}")
    try:
        again = read_number(write_number(value))
    except Ambiguous as asked:
        if value not in asked.candidates:
            raise AssertionError(f"{write_number(value)!r} does not stand for {value}") from asked
    else:
        if again != value:
            raise AssertionError(f"{value} is written as {write_number(value)!r}, which reads as {again}")
    return True


def target(data: bytes) -> bool:
    """Read one streefwaarde as an officer types it; it reads back as it is written."""
    try:
        aimed = read_target(data.decode("utf-8", "replace"), "%")
    except (Ambiguous, NotANumber):
        return False
    try:
        again = read_target(write_target(aimed), "%")
    except Ambiguous:
        return True  # who writes it asks
    if again != aimed:
        raise AssertionError(f"{aimed} is written as {write_target(aimed)!r}, which reads as {again}")
    return True


def typed(data: bytes) -> bool:
    """Read the figures that are typed in answer to a question of a lading."""
    try:
        typed_figures(data.decode("utf-8", "replace"))
    except ValidationError:
        return False
    return True


def paste(data: bytes) -> bool:
    """Read a block that is pasted in the grid, and each cell of it as the grid reads one."""
    try:
        block = read_block(data.decode("utf-8", "replace"))
    except BlockRefused:
        return False
    for row in block:
        for text in row:
            if read_reason(text) is None:
                _number(text)
    return True


def delivered(delivery: Delivery) -> None:
    """Raise AssertionError when what was read cannot be kept and had back."""
    if pack(unpack(pack(delivery))) != pack(delivery):
        raise AssertionError("what is stored of a delivery is another delivery")


def csv(data: bytes) -> bool:
    """Read a CSV file."""
    return _spreadsheet(data, "bestand.csv")


def ods(data: bytes) -> bool:
    """Read an ODS workbook whose content this is."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr("content.xml", data)
    return _spreadsheet(file.getvalue(), "bestand.ods")


def xlsx(data: bytes) -> bool:
    """Read an XLSX workbook whose only sheet this is."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", CONTENT_TYPES)
        made.writestr(
            "_rels/.rels",
            _relation("officeDocument", "xl/workbook.xml"),
        )
        made.writestr("xl/workbook.xml", WORKBOOK)
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            _relation("worksheet", "worksheets/sheet1.xml"),
        )
        made.writestr("xl/worksheets/sheet1.xml", data)
    return _spreadsheet(file.getvalue(), "bestand.xlsx")


def _relation(kind: str, target: str) -> str:
    """Return the part of a workbook that leads to another part."""
    return f'{RELATIONS}<Relationship Id="rId1" Type="{RELATION}/{kind}" Target="{target}"/></Relationships>'


def archive(data: bytes) -> bool:
    """Read what claims to be a workbook, from its first byte on."""
    return _spreadsheet(b"PK\x03\x04" + data, "bestand.xlsx")


def _spreadsheet(data: bytes, name: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl says what it leaves out
            delivered(spreadsheet.read(data, name))
    except Unreadable:
        return False
    return True


def text(data: bytes) -> bool:
    """Read published text."""
    return _published(data, "bladzijde.txt")


def html(data: bytes) -> bool:
    """Read a page as a browser saves it."""
    return _published(b"<!DOCTYPE html><html><body><table>" + data, "bladzijde.html")


def pdf(data: bytes) -> bool:
    """Read a PDF, in the process of its own that it is always read in."""
    return _published(b"%PDF-1.7\n" + data, "document.pdf")


def _published(data: bytes, name: str) -> bool:
    try:
        delivered(read_bytes(data, name))
    except Unreadable:
        return False
    return True


def fixtures(data: bytes) -> bool:
    """Load a budget file, and take back what it brought. Needs tables: see `begin_with_tables`."""
    with NamedTemporaryFile(suffix=".json") as file, transaction.atomic():
        file.write(data)
        file.flush()
        try:
            load_fixtures([Path(file.name)])
        except BrokenFixture:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def begin_with_tables(name: str) -> None:
    """Make an empty installation in memory for the reader that loads; no other needs one."""
    if name == fixtures.__name__:
        connection.settings_dict["NAME"] = ":memory:"
        call_command("migrate", verbosity=0)


TARGETS: dict[str, Target] = {
    one.__name__: one
    for one in (cell, number, target, typed, paste, csv, ods, xlsx, archive, text, html, pdf, fixtures)
}
