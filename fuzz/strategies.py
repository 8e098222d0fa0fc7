"""What hypothesis makes for each reader: nearly right tables, cells and files; a fuzzer mostly makes broken ones."""

import csv
import json
from collections.abc import Sequence
from io import BytesIO, StringIO
from xml.sax.saxutils import escape

import xlsxwriter
from hypothesis import strategies as st

from fuzz.seeds import CELLS, FIXTURE, ROW

PIECES = (
    *(
        "0",
        "1",
        "12",
        "123",
        "1.234",
        "2017",
        "41",
        "0,5",
        ",",
        ".",
        "%",
        "€",
        "-",
        "–",
        "−",
        " ",
        "(",
        ")",
        "/",
        "=",
        ":",
    ),
    *(
        "<",
        ">",
        "≤",
        "≥",
        "±",
        "*",
        "²",
        "½",
        "n",
        "n.v.t.",
        "n.n.b.",
        "pm",
        "ca.",
        "ten minste",
        "tot en met",
        "of meer",
    ),
    *(
        "mln",
        "dagen",
        "uur",
        "nulmeting",
        "in",
        "respondenten",
        "\N{NO-BREAK SPACE}",
        "\u202e",
        "\x00",
        "٣",
        "1e9",
        "NaN",
        "∞",
    ),
)
HEADINGS = (
    *("Code", "Effectindicator", "Doel", "Eenheid", "Bron", "Richting", "Jaar", "Soort", "Waarde", "Reden", "Meetjaar"),
    *(
        "Realisatie 2016",
        "Realisatie 2017",
        "Realisatie",
        "Streefwaarde 2018",
        "Streefwaarden",
        "Begroting 2018",
        "2016",
    ),
    *("2017", "Ondergrens 2018", "Bovengrens 2018", "Respondenten 2016", "Respondenten", "Nederland 2017", "Prognose"),
    *("Voetnoot", "Toelichting", "", "Nulmeting 2015", "R2017", "B2018", "Eenheid/Bron", "Periode"),
)
NAMES = (
    ROW,
    "9A1.b",
    "9A1.1 Een prestatie",
    "9A1 Een doel",
    "Totaal",
    "waarvan",
    "Bron: CBS 2016",
    "Gemeente",
    "",
    "9A1.a",
)
odd = st.text(max_size=8)
cells = st.one_of(st.sampled_from(CELLS), st.lists(st.sampled_from(PIECES) | odd, max_size=6).map("".join))
tables = st.tuples(
    st.lists(st.sampled_from(HEADINGS) | odd, min_size=1, max_size=8),
    st.lists(st.lists(st.sampled_from(NAMES) | cells, max_size=8), max_size=6),
).map(lambda both: [both[0], *both[1]])
encodings = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"))


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


def _delimited(table: Sequence[Sequence[str]], sign: str, encoding: str) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=sign, escapechar="\\").writerows(table)
    return _encoded(text.getvalue(), encoding)


def _lines(table: Sequence[Sequence[str]], sign: str, encoding: str) -> bytes:
    return _encoded("\n".join(sign.join(row) for row in table), encoding)


def _escaped(text: str) -> str:
    """Return text as XML can hold it."""
    return escape("".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))


def _sheet(table: Sequence[Sequence[str]], kinds: Sequence[str], merged: str) -> bytes:
    """Return the XML of a sheet whose cells say they are of these kinds, whatever they hold."""
    rows = []
    for number, row in enumerate(table, start=1):
        filled = ""
        for column, text in enumerate(row):
            kind = kinds[(number + column) % len(kinds)]
            held = f"<is><t>{_escaped(text)}</t></is>" if kind == "inlineStr" else f"<v>{_escaped(text)}</v>"
            filled += f'<c r="{chr(65 + column)}{number}" t="{kind}">{held}</c>'
        rows.append(f'<row r="{number}">{filled}</row>')
    spans = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{''.join(rows)}</sheetData>{spans}</worksheet>"
    ).encode()


def _open_document(table: Sequence[Sequence[str]], kinds: Sequence[str], times: Sequence[int]) -> bytes:
    """Return the content of an ODS workbook; cells and rows may say that they are repeated."""
    spaces = ' xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    rows = ""
    for number, row in enumerate(table):
        filled = ""
        for column, text in enumerate(row):
            kind, repeated = kinds[(number + column) % len(kinds)], times[(number + column) % len(times)]
            filled += (
                f'<table:table-cell office:value-type="{kind}" office:value="{_escaped(text).replace(chr(34), "")}"'
                f' table:number-columns-repeated="{repeated}"><text:p>{_escaped(text)}</text:p></table:table-cell>'
            )
        rows += f'<table:table-row table:number-rows-repeated="{times[number % len(times)]}">{filled}</table:table-row>'
    begin = f"<office:document-content{''.join(spaces.format(name) for name in ('office', 'table', 'text'))}>"
    body = f'<office:body><office:spreadsheet><table:table table:name="Blad1">{rows}</table:table></office:spreadsheet>'
    return f"{begin}{body}</office:body></office:document-content>".encode()


def _page(table: Sequence[Sequence[str]], spans: Sequence[int], inner: str) -> bytes:
    """Return the rows of an HTML table whose cells reach over others."""
    rows = ""
    for number, row in enumerate(table):
        rows += "<tr>"
        for column, text in enumerate(row):
            wide, high = spans[(number + column) % len(spans)], spans[column % len(spans)]
            rows += f"<{'td' if number else 'th'} colspan={wide} rowspan={high}>{escape(text)}{inner}"
    return _encoded(rows, "utf-8")


def _workbook(table: Sequence[Sequence[str]]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            for column, text in enumerate(row):
                sheet.write(number, column, text)
    return file.getvalue()


def _broken(whole: bytes, at: int, put: bytes, cut: int) -> bytes:
    """Return a file of which a few bytes are others, and the end may be gone; without the mark it begins with."""
    place = 4 + at % max(1, len(whole) - 4)
    return (whole[:place] + put + whole[place + len(put) :])[4 : len(whole) - cut % 50]


def _portable(table: Sequence[Sequence[str]], across: int) -> bytes:
    """Return the objects of a PDF whose one page shows a table."""
    shown = "BT /F1 9 Tf "
    for number, row in enumerate(table):
        for column, text in enumerate(row):
            plain = "".join(c if c.isascii() and c not in "()\\" else "?" for c in text)
            shown += f"1 0 0 1 {40 + column * across} {700 - number * 14} Tm ({plain}) Tj "
    stream = f"{shown}ET".encode("latin-1", "replace")
    return (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
    ) % (len(stream), stream)


def _fixture(changes: Sequence[tuple[int, str, object]], order: int) -> bytes:
    """Return a budget of which some fields hold something else."""
    objects = [{"model": one["model"], "fields": dict(one["fields"])} for one in FIXTURE]
    for number, name, value in changes:
        one = objects[number % len(objects)]
        fields = one["fields"]
        if name == "model":
            one["model"] = value
        else:
            fields[name or sorted(fields)[number % len(fields)]] = value
    begin = order % len(objects)
    return json.dumps(objects[begin:] + objects[:begin]).encode()


kinds_of_xlsx = st.lists(st.sampled_from(("inlineStr", "n", "b", "e", "str", "s", "d")), min_size=1, max_size=4)
kinds_of_ods = st.lists(
    st.sampled_from(("string", "float", "percentage", "currency", "date", "boolean", "time")), min_size=1, max_size=4
)
times = st.lists(st.sampled_from((1, 1, 1, 2, 0, -1, 300, 1_048_576)), min_size=1, max_size=4)
spans = st.lists(st.sampled_from((1, 1, 1, 2, 3, 0, 999, -1)), min_size=1, max_size=4)
values = st.one_of(
    *(st.none(), st.booleans(), st.integers(), cells, st.floats(), st.lists(cells, max_size=3)),
    st.dictionaries(odd, odd, max_size=2),
    st.sampled_from(("9a1-a", ["9a1-a"], ["9a1-a", 2014], ["begroting", 2017, 1], "vastgesteld", "0x10", "1" * 400)),
)
names = st.sampled_from(
    ("", "", "", "model", "id", "pk", "year", "value", "state", "version", "respondents", "document", "slug", "history")
)

STRATEGIES: dict[str, st.SearchStrategy[bytes]] = {
    "cell": cells.map(str.encode),
    "number": st.lists(st.sampled_from(PIECES[:18]) | odd, max_size=6).map(lambda pieces: "".join(pieces).encode()),
    "target": st.lists(st.sampled_from(PIECES) | cells, max_size=4).map(lambda pieces: " ".join(pieces).encode()),
    "typed": st.lists(
        st.tuples(st.sampled_from(("realisatie 2017", "streefwaarde 2018", "realisatie", "x")), cells)
    ).map(lambda lines: "\n".join(f"{kind}: {cell}" for kind, cell in lines).encode()),
    "paste": st.builds(_lines, tables, st.sampled_from(("\t", "\t", ";", '"')), st.just("utf-8")),
    "csv": st.builds(_delimited, tables, st.sampled_from((";", ",", "\t")), encodings),
    "ods": st.builds(_open_document, tables, kinds_of_ods, times),
    "xlsx": st.builds(_sheet, tables, kinds_of_xlsx, st.sampled_from(("", "A1:B2", "A1:XFD1048576", "B2:A1", "?"))),
    "archive": st.builds(
        _broken, tables.map(_workbook), st.integers(0, 9000), st.binary(max_size=3), st.integers(0, 60)
    ),
    "text": st.builds(_lines, tables, st.sampled_from(("\t", "\n", " | ", "   ")), encodings),
    "html": st.builds(
        _page, tables, spans, st.sampled_from(("", "<br>x", "<table><tr><td>1</table>", "<sup>1</sup>", "<!--"))
    ),
    "pdf": st.builds(_portable, tables, st.integers(1, 120)),
    "fixtures": st.builds(
        _fixture, st.lists(st.tuples(st.integers(0, 60), names, values), max_size=3), st.integers(0, 8)
    ),
}
