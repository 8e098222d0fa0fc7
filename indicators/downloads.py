"""Tables as files: as Dutch Excel reads them, as the rest of the world does, and as a workbook with real numbers."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.generic.base import TemplateResponseMixin

Cell = Decimal | int | date | str | None

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel takes UTF-8 for another alphabet
MOST_DIGITS = 15  # of a number in a workbook; what has more is written as text, exactly
FORMULA_SIGNS = ("=", "+", "-", "@")
NO_FORMULA = re.compile(r"-|-[0-9]{1,12}(?:,[0-9]{1,12})?%")  # a dash, or a percentage below nought: nothing to compute
# White space, controls, and what has no width: a spreadsheet may leave them out before it looks.
SKIPPED = (
    "".join(map(chr, (*range(0x21), 0x7F, 0x85, 0xA0, 0xAD, 0x180E, *range(0x2000, 0x2010), *range(0x2028, 0x2030))))
    + "\u205f\u2060\u3000\ufeff"
)
LONGEST_TEXT = 32_767  # characters in a cell of a workbook
WIDEST = 60  # characters
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Bestand:
    """A table to download: how it is called, its column headings, and its rows of typed cells.

    A Decimal is shown with the decimals it has (see `exact`); a datetime is an aware one, shown in local time.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def exact(value: Decimal | None, decimals: int) -> Decimal | None:
    """Return `value` with at least `decimals` decimals and all that it has: nothing is rounded."""
    if value is None:
        return None
    own = -int(value.normalize().as_tuple().exponent)
    return Decimal(f"{value:.{max(decimals, own, 0)}f}")


def percentage(value: Decimal, decimals: int) -> str:
    """Return `value` as a text that Dutch Excel makes a percentage of."""
    return f"{exact(value, decimals):f}%".replace(".", ",")


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula, whatever it skips or widens on its way in."""
    if NO_FORMULA.fullmatch(text):
        return text
    # A full-width ＝ is an = to some: NFKC makes it one.
    begins = unicodedata.normalize("NFKC", text.lstrip(SKIPPED)[:1])
    return f"'{text}" if begins.startswith(FORMULA_SIGNS) or text.startswith(("\t", "\r", "\n")) else text


class _Echo:
    """A file that hands back what is written to it, so that a line can be sent as soon as it is made."""

    def write(self, text: str) -> str:
        """Return `text`."""
        return text


def _dutch(cell: Cell) -> str:
    """Return a cell as Dutch Excel reads it: 1234,5 and 31-12-2018."""
    match cell:
        case datetime():
            return timezone.localtime(cell).strftime("%d-%m-%Y %H:%M:%S")
        case date():
            return cell.strftime("%d-%m-%Y")
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case _:
            return _plain(cell)


def _plain(cell: Cell) -> str:
    """Return a cell as programs exchange it: 1234.5 and 2018-12-31."""
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case datetime():
            return timezone.localtime(cell).isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
        case _:
            return str(cell)


def _lines(table: Bestand, written: Callable[[Cell], str], delimiter: str, start: str) -> Iterator[str]:
    """Yield the table as lines of text."""
    writer: Any = csv.writer(_Echo(), delimiter=delimiter)
    yield start + writer.writerow(table.columns)
    for row in table.rows:
        yield writer.writerow([written(cell) for cell in row])


def lines_nl(table: Bestand) -> Iterator[str]:
    """Yield the table with semicolons, a decimal comma and a byte-order mark."""
    return _lines(table, _dutch, ";", BYTE_ORDER_MARK)


def csv_nl(table: Bestand) -> HttpResponseBase:
    """Return the table as Dutch Excel reads it."""
    return StreamingHttpResponse(lines_nl(table), content_type="text/csv; charset=utf-8")


def csv_int(table: Bestand) -> HttpResponseBase:
    """Return the table with commas, a decimal point and no mark."""
    return StreamingHttpResponse(_lines(table, _plain, ",", ""), content_type="text/csv; charset=utf-8")


def xlsx(table: Bestand) -> HttpResponseBase:
    """Return the table as a workbook."""
    return HttpResponse(workbook(table, timezone.now()), content_type=XLSX_TYPE)


def workbook(table: Bestand, made_at: datetime) -> bytes:
    """Return the table as a workbook: real numbers and dates, text that is never a formula, headings that stay.

    It says that it was made at `made_at`: with the same moment the same table gives the same bytes.
    """
    file = BytesIO()
    # Row by row and each text in its own cell: a long table takes no memory, and no text is looked at.
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"created": made_at})
        sheet = book.add_worksheet("Gegevens")
        heading = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E6ECF2", "text_wrap": True, "valign": "top"}
        )
        formats: dict[str, Any] = {}
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.columns):
            sheet.set_column(column, column, min(max(len(name) + 2, 12), WIDEST))
            sheet.write_string(0, column, name, heading)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                shown = _number_format(cell)
                if shown not in formats:
                    formats[shown] = book.add_format({"num_format": shown, "valign": "top"})
                _write(sheet, number, column, cell, formats[shown])
    return file.getvalue()


def _number_format(cell: Cell) -> str:
    """Return how a workbook shows a cell: a number with the decimals it has, a text as it is."""
    match cell:
        case datetime():
            return "dd-mm-yyyy hh:mm:ss"
        case date():
            return "dd-mm-yyyy"
        case Decimal() if (decimals := -int(cell.as_tuple().exponent)) > 0:
            return f"#,##0.{'0' * decimals}"
        case Decimal():
            return "#,##0"
        case int():
            return "0"  # a year has no thousands
        case _:
            return "@"


def _write(sheet: Any, row: int, column: int, cell: Cell, shown: Any) -> None:
    """Write one cell by its type."""
    match cell:
        case None | "":
            return
        case datetime():
            sheet.write_datetime(row, column, timezone.localtime(cell).replace(tzinfo=None), shown)
        case date():
            sheet.write_datetime(row, column, cell, shown)
        case Decimal() if len(cell.normalize().as_tuple().digits) > MOST_DIGITS:
            sheet.write_string(row, column, _plain(cell))
        case Decimal() | int():
            sheet.write_number(row, column, cell, shown)
        case _:
            sheet.write_string(row, column, cell[:LONGEST_TEXT], shown)


FORMS: dict[str, tuple[str, Callable[[Bestand], HttpResponseBase]]] = {
    "csv": ("csv", csv_nl),
    "csv-int": ("csv", csv_int),
    "xlsx": ("xlsx", xlsx),
}


def form_asked(request: HttpRequest) -> str:
    """Return in which form the address asks for a table; nothing when it asks for the page."""
    asked = request.GET.get("als", "")
    return asked if asked in FORMS else ""


def download(table: Bestand, form: str) -> HttpResponseBase:
    """Return the table as a file; `form` is one of FORMS."""
    ending, write = FORMS[form]
    response = write(table)
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(table.name)}.{ending}"'
    return response


class Downloadable(TemplateResponseMixin):
    """A page whose tables download: `als` in its address says in which form, `tabel` which one if it has more.

    The tables are made of what the page shows, so that what a reader may see and asked for is decided once.
    """

    request: HttpRequest

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the tables of the page by their name in the address; the first is the one meant without a name."""
        raise NotImplementedError

    def render_to_response(self, context: dict[str, Any], **options: Any) -> Any:
        """Return the page, or the table that the address asks for; raise Http404 when there is no such table."""
        form = form_asked(self.request)
        tables = self.tables(context) if form else {}
        if not tables:
            return super().render_to_response(context, **options)
        table = tables.get(self.request.GET.get("tabel") or next(iter(tables)))
        if table is None:
            raise Http404
        return download(table(), form)
