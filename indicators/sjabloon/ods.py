"""The template as OpenDocument: three parts of XML in a ZIP, as LibreOffice writes and every spreadsheet reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.http import HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from indicators.choices import Richting
from indicators.downloads import exact
from indicators.notation import write_number
from indicators.notation.cells import MOST_DECIMALS
from indicators.sjabloon.content import WORDS, Cijfer, Regel, Sjabloon
from indicators.sjabloon.files import EXPLANATION, HEADING, cells_of, decimals_of, head_of, width_of

KIND = "application/vnd.oasis.opendocument.spreadsheet"
CHARACTER = 2.1  # millimetres
# What XML cannot hold at all, escaped or not.
NO_XML = dict.fromkeys({*range(32)} - {9, 10, 13} | {0xFFFE, 0xFFFF})


@dataclass(frozen=True, slots=True)
class Vak:
    """A cell: its style, what is seen in it, and of a number its kind and exact value."""

    style: str
    text: str = ""
    kind: str = ""
    value: str = ""
    is_direction: bool = False


def as_ods(template: Sjabloon) -> HttpResponseBase:
    """Return the template as a workbook: headings that stay in view, percentages that are percentages."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", KIND, ZIP_STORED)  # first and as it is: by this it is recognised
        archive.writestr("content.xml", _xml("content", **_content(template)))
        archive.writestr("settings.xml", _xml("settings", heading=HEADING + 1))
        archive.writestr("META-INF/manifest.xml", _xml("manifest"))
    return HttpResponse(file.getvalue(), content_type=KIND)


def _xml(part: str, **said: Any) -> str:
    return render_to_string(f"sjabloon/{part}.xml", said).translate(NO_XML)


def _content(template: Sjabloon) -> dict[str, Any]:
    """Return what stands in the sheets."""
    title, what_to_do = head_of(template)
    rows = [[_text(title, "titel")], [_text(what_to_do)], []]
    rows.append([_text(name, "kop") for name in template.columns])
    rows += [list(_row(regel)) for regel in template.rows]
    return {
        "rows": rows,
        "widths": [round(width_of(column, template) * CHARACTER) for column in range(len(template.columns))],
        "decimals": range(MOST_DECIMALS + 1),
        "directions": Richting.values,
        "explanation": EXPLANATION,
    }


def _row(regel: Regel) -> Iterator[Vak]:
    """Yield the cells of one indicator."""
    for name, word in zip(WORDS, regel.words, strict=True):
        yield _text(word, is_direction=name == "Richting")
    for cijfer in cells_of(regel):
        yield _figure(cijfer, regel)
    for count in regel.respondenten:
        yield Vak("getal0", str(count), "float", str(count)) if count else Vak("getal0")
    yield _text("; ".join(regel.left_out))


def _text(text: str, style: str = "tekst", *, is_direction: bool = False) -> Vak:
    return Vak(style, text, "string" if text else "", is_direction=is_direction)


def _figure(cijfer: Cijfer, regel: Regel) -> Vak:
    """Return the cell of a figure; an empty one takes what is typed as its row means it."""
    if cijfer.value is None and cijfer.text:
        return _text(cijfer.text)
    percent = regel.unit == "%"
    style = f"{'procent' if percent else 'getal'}{decimals_of(regel, cijfer.value or 0)}"
    if cijfer.value is None:
        return Vak(style)
    text = write_number(exact(cijfer.value, regel.decimals) or cijfer.value)
    if percent:
        return Vak(style, f"{text}%", "percentage", f"{cijfer.value / 100:f}")
    return Vak(style, text, "float", f"{cijfer.value:f}")
