"""Makes the spreadsheets that the tests of loading read."""

import csv
import subprocess
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from indicators.imports.delivery import Delivery, Row

HEADING = ("Code", "Effectindicator", "Eenheid", "Realisatie 2016", "Realisatie 2017", "Streefwaarde 2018", "Bron")


class Shown(tuple[Any, str]):
    """A number with its format."""

    def __new__(cls, value: Any, number_format: str) -> "Shown":
        return super().__new__(cls, (value, number_format))


def xlsx(
    *sheets: Sequence[Sequence[Any]], names: Sequence[str] = ("Blad1", "Blad2", "Blad3"), edit: Any = None
) -> bytes:
    """Return a workbook of these sheets; `edit(book, sheets)` adds what plain rows cannot say."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        made = []
        for name, rows in zip(names, sheets, strict=False):
            sheet = book.add_worksheet(name)
            made.append(sheet)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, Shown):
                        sheet.write(number, column, cell[0], book.add_format({"num_format": cell[1]}))
                    elif isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    elif cell is not None:
                        sheet.write(number, column, cell)
        if edit:
            edit(book, made)
    return file.getvalue()


def csv_file(rows: Sequence[Sequence[str]], sign: str = ";", encoding: str = "utf-8") -> bytes:
    """Return a CSV file."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=sign).writerows(rows)
    return text.getvalue().encode(encoding)


def ods(content: bytes) -> bytes:
    """Return an ODS workbook with this content."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr("content.xml", content)
    return file.getvalue()


def libreoffice(folder: Path, data: bytes, suffix: str, form: str) -> bytes:
    """Return the file as LibreOffice writes it: `form` is ods, xlsx, or csv with its options."""
    folder.mkdir(exist_ok=True)
    source = folder / f"bron.{suffix}"
    source.write_bytes(data)
    out = folder / "uit"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return (out / f"bron.{form.partition(':')[0]}").read_bytes()


def realisaties(row: Row) -> dict[int, str]:
    """Return the realisaties of a row as text, or their reasons."""
    return {f.figure.year or 0: str(f.figure.reason or f.figure.value) for f in row.realisaties}


def streefwaarden(row: Row) -> dict[int, str]:
    """Return the streefwaarden of a row as text: a value, bounds, or a reason."""
    return {
        f.figure.year or 0: str(f.figure.reason or f.figure.value or f"{f.figure.lower}..{f.figure.upper}")
        for f in row.streefwaarden
    }


def asked(delivery: Delivery) -> list[tuple[str, str]]:
    """Return where something is asked, and why."""
    return [(str(question.place), question.why) for question in sorted(delivery.questions)]
