"""The template as a file: a workbook with real numbers and no formulas, or a CSV for Dutch Excel."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse, HttpResponseBase
from django.utils.text import slugify

from indicators.choices import Richting
from indicators.downloads import Bestand, Cell, csv_nl, exact, percentage
from indicators.sjabloon.content import WORDS, Cijfer, Regel, Sjabloon

HEADING = 3  # the row of the headings, from nought: below a title and what to do
SPARE = 200  # empty rows that are made up too, for new indicators
WIDTHS = (10, 48, 8, 16, 26, 10)
EXPLANATION = (
    "Hoe u dit sjabloon invult",
    "Eén rij per effectindicator. De koppen zeggen wat een kolom bevat; laat ze staan. Een jaar erbij is een kolom "
    "erbij, met als kop 'Realisatie' of 'Streefwaarde' en het jaartal.",
    "Een cijfer is een getal: 12,5. In een rij met eenheid % tonen de cellen procenten: typ 41 of 41%.",
    "Een streefwaarde kan ook een bandbreedte zijn (6 - 6,5) of een grens (>= 20, <= 5).",
    "Is er geen cijfer, laat de cel dan leeg, of schrijf waarom: niet gemeten, n.n.b., n.b., n.v.t., PM, nulmeting.",
    "Komt een realisatie uit een enquête, zet dan onder 'Respondenten' en het jaar hoeveel mensen antwoordden. Zijn "
    "dat er te weinig, dan zien lezers het cijfer niet.",
    "De richting is hoger, lager of gelijk: welke kant op is beter. Zij wordt nooit geraden.",
    "Een nieuwe effectindicator is een nieuwe rij onder de laatste, met het doel waar hij bij hoort.",
    "Wat er al stond is vastgesteld. Wat onder 'Niet in dit sjabloon' staat, past niet in één cel; het blijft bewaard "
    "zoals het is.",
    "Bij het laden ziet u eerst wat er verandert. Laadt u dit bestand ongewijzigd, dan verandert er niets.",
)


def as_csv(template: Sjabloon) -> HttpResponseBase:
    """Return the template with semicolons and decimal commas."""
    rows: list[list[Cell]] = [
        [
            *regel.words,
            *(_typed(cijfer, regel) for cijfer in cells_of(regel)),
            *regel.respondenten,
            "; ".join(regel.left_out),
        ]
        for regel in template.rows
    ]
    return csv_nl(Bestand(name_of(template), template.columns, rows))


def as_xlsx(template: Sjabloon) -> HttpResponseBase:
    """Return the template as a workbook: headings that stay in view, percentages that are percentages."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, explanation = book.add_worksheet("Effectindicatoren"), book.add_worksheet("Uitleg")
        _Writer(book, sheet).write(template)
        explanation.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        bold = book.add_format({"bold": True, "font_size": 14})
        for number, line in enumerate(EXPLANATION):
            explanation.write_string(number, 0, line, bold if number == 0 else None)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(file.getvalue(), content_type=kind)


def name_of(template: Sjabloon) -> str:
    """Return what the file is called, without its ending."""
    return f"sjabloon-{slugify(str(template.document))}"


class _Writer:
    """Writes the rows of the template in a sheet."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.book, self.sheet = book, sheet
        self.formats: dict[str, Any] = {}

    def format(self, number_format: str) -> Any:
        """Return the style of a cell that shows its number so."""
        if number_format not in self.formats:
            self.formats[number_format] = self.book.add_format({"num_format": number_format, "valign": "top"})
        return self.formats[number_format]

    def write(self, template: Sjabloon) -> None:
        """Write everything."""
        title = self.book.add_format({"bold": True, "font_size": 14})
        heading = self.book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E6ECF2", "text_wrap": True, "valign": "top"}
        )
        for row, (words, style) in enumerate(zip(head_of(template), (title, None), strict=True)):
            self.sheet.write_string(row, 0, words, style)
        for column, name in enumerate(template.columns):
            self.sheet.set_column(column, column, width_of(column, template))
            self.sheet.write_string(HEADING, column, name, heading)
        self.sheet.freeze_panes(HEADING + 1, 2)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEADING)
        for number, regel in enumerate(template.rows, start=HEADING + 1):
            self.write_row(number, regel)
        last = HEADING + len(template.rows) + SPARE
        directions = {"validate": "list", "source": list(Richting.values)}
        self.sheet.data_validation(HEADING + 1, WORDS.index("Richting"), last, WORDS.index("Richting"), directions)

    def write_row(self, number: int, regel: Regel) -> None:
        """Write the row of one indicator."""
        for column, word in enumerate(regel.words):
            if word:
                self.sheet.write_string(number, column, word, self.format("@"))
        cells = cells_of(regel)
        for column, cijfer in enumerate(cells, start=len(WORDS)):
            if cijfer.value is not None:
                value = cijfer.value / 100 if regel.unit == "%" else cijfer.value
                self.sheet.write_number(number, column, value, self.format(_shown(regel, cijfer.value)))
            elif cijfer.text:
                self.sheet.write_string(number, column, cijfer.text, self.format("@"))
            else:
                self.sheet.write_blank(number, column, None, self.format(_shown(regel, Decimal(0))))
        people = len(WORDS) + len(cells)
        for column, count in enumerate(regel.respondenten, start=people):
            if count:
                self.sheet.write_number(number, column, count, self.format("0"))
            else:
                self.sheet.write_blank(number, column, None, self.format("0"))
        if regel.left_out:
            self.sheet.write_string(
                number, people + len(regel.respondenten), "; ".join(regel.left_out), self.format("@")
            )


def head_of(template: Sjabloon) -> tuple[str, str]:
    """Return what stands above the headings: whose template this is, and what to do with it."""
    what_to_do = "Vul aan of wijzig, bewaar en laad dit bestand. Het werkblad Uitleg zegt hoe."
    return f"Sjabloon bij: {template.document}", what_to_do


def width_of(column: int, template: Sjabloon) -> int:
    """Return how wide a column is, in characters."""
    if column < len(WIDTHS):
        return WIDTHS[column]
    return 13 if column < len(template.columns) - 1 else 40


def cells_of(regel: Regel) -> list[Cijfer]:
    """Return the figures of a row, in the order of the columns."""
    return [*regel.realisaties, *regel.streefwaarden]


def _typed(cijfer: Cijfer, regel: Regel) -> Cell:
    """Return a cell of the CSV; a percentage says that it is one, as 0,4 alone could be 40%."""
    if cijfer.value is None:
        return cijfer.text
    return percentage(cijfer.value, regel.decimals) if regel.unit == "%" else exact(cijfer.value, regel.decimals)


def _shown(regel: Regel, value: Decimal) -> str:
    """Return the number format of a cell."""
    decimals = decimals_of(regel, value)
    point = f".{'0' * decimals}" if decimals else ""
    return f"0{point}%" if regel.unit == "%" else f"#,##0{point}"


def decimals_of(regel: Regel, value: Decimal | int) -> int:
    """Return how many decimals a cell shows: as many as its reeks has, or as the number itself has."""
    number = exact(Decimal(value), regel.decimals)
    return max(0, -int(number.as_tuple().exponent)) if number is not None else 0
