"""What the fuzzer starts from: real tables, and a few words of each kind."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent
KEPT = BASE_DIR / "tests" / "data" / "fuzz"  # what was found before, replayed by tests/test_fuzz.py
PUBLISHED = BASE_DIR / "tests" / "data" / "published"

ROW = "9A1.a Percentage inwoners dat meedoet"
TABLE = f"\tRealisatie\t\tStreefwaarden\t\nEffectindicator\t2016\t2017\t2019\t2020\n{ROW}\t40%\t45%\t50%\t55%\n"
CELLS = (
    *("12,5", "1.234,5", "1.234", "41%", "-", "n.n.b.", "<10", "> 3", "10 - 12", "ca. 5", "nulmeting (2015)"),
    *("80% (2015)", "€ 1.000", "0,0000001", "1e9", "½", "−3", "12,5 (n=3)", "٣", "5 of meer", "6,1 in 2020"),
    *("pm", "550²"),
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>Code</t></is></c><c r="B1" t="inlineStr"><is><t>Realisatie 2017</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>9A1.a</t></is></c><c r="B2"><v>0.41</v></c></row>'
    "</sheetData></worksheet>"
)
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Blad1"><table:table-row><table:table-cell '
    'office:value-type="string"><text:p>Code</text:p></table:table-cell><table:table-cell office:value-type="string">'
    "<text:p>Realisatie 2017</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell "
    'office:value-type="string"><text:p>9A1.a</text:p></table:table-cell><table:table-cell office:value-type="float" '
    'office:value="41"><text:p>41</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)

FIXTURE: tuple[dict[str, Any], ...] = (
    {"model": "programmes.programma", "fields": {"slug": "9", "code": "9", "name": "Ondersteuning"}},
    {
        "model": "programmes.beleidsterrein",
        "fields": {"slug": "9a", "code": "9A", "name": "Binding", "programma": ["9"]},
    },
    {"model": "programmes.doel", "fields": {"slug": "9a1", "code": "9A1", "name": "Hoog", "beleidsterrein": ["9a"]}},
    {"model": "programmes.document", "fields": {"kind": "begroting", "year": 2017, "number": 1, "title": "Begroting"}},
    {
        "model": "indicators.effectindicator",
        "fields": {"slug": "9a1-a", "code": "9A1.a", "name": "Ja", "doel": ["9a1"], "direction": "hoger"},
    },
    {"model": "indicators.reeks", "fields": {"indicator": ["9a1-a"], "valid_from": 2014, "unit": "%"}},
    {
        "model": "indicators.realisatie",
        "fields": {"reeks": ["9a1-a", 2014], "year": 2017, "value": "60", "state": "vastgesteld", "respondents": 900},
    },
    {
        "model": "indicators.streefwaarde",
        "fields": {"reeks": ["9a1-a", 2014], "year": 2017, "value": "50", "document": ["begroting", 2017, 1]},
    },
)


def seeds_of(target: str) -> Iterator[bytes]:
    """Yield what to begin with."""
    match target:
        case "cell" | "number":
            yield from (cell.encode() for cell in CELLS)
        case "target":
            yield from (b"12,5", b"20 - 25", b">20 - <25", "≥ 20".encode(), b"ten minste 20%", b"minder dan 3")
        case "typed":
            yield b"realisatie 2017: 12,5 (35 respondenten)\nstreefwaarde 2018: > 3"
        case "paste":
            yield b'12,5\t41%\tn.v.t.\n"met\nregel"\t1.234\t'
        case "fixtures":
            yield json.dumps(FIXTURE).encode()
        case "csv":
            yield f"Code;Effectindicator;Eenheid;Realisatie 2016;Realisatie 2017\n9A1.a;{ROW};%;40;41,5\n".encode()
            yield TABLE.encode("utf-16")
        case "ods":
            yield CONTENT.encode()
        case "xlsx":
            yield SHEET.encode()
        case "archive":
            yield b"\x14\x00\x00\x00"
        case "text":
            yield TABLE.encode()
            yield from (file.read_bytes() for file in sorted(PUBLISHED.glob("*.txt"))[:12])
        case "html":
            yield f"<tr><th colspan=2>Effectindicator<th>2017<tr><td>{ROW}<td rowspan=2>40%<td>45%</table>".encode()
        case "pdf":
            yield b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + (
                b"trailer<</Root 1 0 R>>"
            )
