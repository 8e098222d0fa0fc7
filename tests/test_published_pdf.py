"""A PDF itself: its tables keep their walls, and whatever it is, the answer comes in time, in memory and in words."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
import weasyprint

from indicators.imports.delivery import Delivery, answers
from indicators.imports.published import Unreadable, read_bytes
from tests.conftest import REPOSITORY

HEAD = (
    "<tr><th rowspan=2>Effectindicator<th colspan=3>Realisatie<th rowspan=2>Streefwaarde 2017<th rowspan=2>Bron</tr>"
    "<tr><th>2014<th>2015<th>2016</tr>"
)
ROWS = (
    "<tr><td colspan=6>Doel 9A1 Mensen doen mee</tr>"
    "<tr><td>9A1.a Aandeel van de bewoners dat vaak genoeg buiten komt om mensen te ontmoeten<td>58%<td><td>60%<td>61%<td>Enquête</tr>"
    "<tr><td>9A1.b Aantal bezoekers van het buurthuis*<td>1.234<td>-<td>1.300<td>1.400<td>Eigen telling</tr>"
)
WALLS = "td, th { border: 1px solid }"


def pdf(style: str = "", *, rows: str = ROWS, note: str = "<p>*Zonder scholieren") -> bytes:
    """Return a page with a table, as WeasyPrint prints it."""
    whole = (
        f"<style>table {{ border-collapse: collapse }} td, th {{ padding: 3pt; vertical-align: top }} {style}</style>"
    )
    text = f"{whole}<h2>Effectindicatoren bij 9A</h2><table><thead>{HEAD}</thead>{rows}</table>{note}"
    return bytes(weasyprint.HTML(string=text).write_pdf())


def changed(data: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    """Return a PDF after `change`."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def figures(published: Delivery) -> dict[str, dict[str, str]]:
    return {
        row.code: {f"{kind[0]}{f.year}": str(f.value if f.value is not None else f.reason) for kind, f in answers(row)}
        for row in published.rows
        if row.kind == "effectindicator"
    }


def test_table_with_walls_keeps_its_empty_cells() -> None:
    published = read_bytes(pdf(WALLS), "begroting.pdf")

    assert figures(published) == {
        "9A1.a": {"r2014": "58", "r2016": "60", "s2017": "61"},
        "9A1.b": {"r2014": "1234", "r2015": "onbekend", "r2016": "1300", "s2017": "1400"},
    }
    assert published.questions == []
    assert published.rows[-1].notes[0] == "Zonder scholieren"


def test_row_of_a_table_without_walls_is_asked_when_a_cell_is_empty() -> None:
    published = read_bytes(pdf(), "begroting.pdf")

    assert figures(published) == {
        "9A1.a": {},
        "9A1.b": {"r2014": "1234", "r2015": "onbekend", "r2016": "1300", "s2017": "1400"},
    }
    assert ["(bladzijde 1)" in question.why for question in published.questions] == [True]


def test_question_on_a_later_page_names_that_page() -> None:
    strange = ROWS.replace("58%", "13, 3, 1")

    (question,) = read_bytes(pdf(WALLS + "table { break-before: page }", rows=strange), "begroting.pdf").questions

    assert question.text == "13, 3, 1"
    assert question.why.endswith("(bladzijde 2)")


def test_page_that_lies_on_its_side_is_read_as_it_is_seen() -> None:
    turned = changed(pdf(WALLS), lambda writer: [page.rotate(90) for page in writer.pages])

    assert figures(read_bytes(turned, "begroting.pdf")) == figures(read_bytes(pdf(WALLS), "begroting.pdf"))


def test_figures_that_run_over_a_wall_are_not_put_in_a_cell() -> None:
    narrow = WALLS + "table { table-layout: fixed; width: 120pt } td { letter-spacing: -1pt }"
    wide = ROWS.replace("58%", "58.000.000.000.000").replace("<td><td>60%", "<td>4<td>60%")

    read = figures(read_bytes(pdf(narrow, rows=wide), "begroting.pdf")).get("9A1.a", {})

    assert read.get("r2014") in (None, "58000000000000")


def test_locked_file_is_refused_in_words() -> None:
    locked = changed(pdf(), lambda writer: writer.encrypt("geheim"))

    with pytest.raises(Unreadable, match=r"begroting\.pdf is met een wachtwoord beveiligd"):
        read_bytes(locked, "begroting.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7\nkapot", pdf()[:2_000]], ids=["no PDF at all", "cut off"])
def test_broken_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"begroting\.pdf (is beschadigd|bevat geen tekst)"):
        read_bytes(data, "begroting.pdf")


def test_scan_is_refused_in_words() -> None:
    picture = "<svg width=99 height=99><rect width=99 height=99 /></svg>"
    scan = bytes(weasyprint.HTML(string=picture).write_pdf())

    with pytest.raises(Unreadable, match="alleen afbeeldingen"):
        read_bytes(scan, "begroting.pdf")


def test_file_of_too_many_pages_is_refused_in_words() -> None:
    long = changed(pdf(), lambda writer: [writer.add_blank_page() for _ in range(400)])

    with pytest.raises(Unreadable, match="meer dan 400 bladzijden"):
        read_bytes(long, "begroting.pdf")


def test_two_hundred_pages_of_ten_megabytes_are_read_in_time_and_memory(tmp_path: Path) -> None:
    page = pypdf.PdfReader(
        io.BytesIO(pdf(WALLS, rows="".join(ROWS.replace("9A1", f"9A{n}") for n in range(1, 8))))
    ).pages[0]

    def fill(writer: pypdf.PdfWriter) -> None:
        for _ in range(199):
            writer.add_page(page)
        writer.add_attachment("vulling", b"".join(n.to_bytes(4, "big") for n in range(2_500_000)))

    file = tmp_path / "begroting.pdf"
    file.write_bytes(changed(pdf(WALLS), fill))
    # In a process of its own, so that what the other tests hold is not counted.
    measure = (
        "import pathlib, resource, sys; from indicators.imports.published import read_file;"
        "rows = len(read_file(pathlib.Path(sys.argv[1])).rows);"
        "own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN));"
        "peak = int(pathlib.Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0]);"
        "print(rows, own.ru_utime + child.ru_utime, peak + child.ru_maxrss)"
    )
    answer = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", measure, str(file)], cwd=REPOSITORY, capture_output=True, check=True
    )

    rows, seconds, kilobytes = map(float, answer.stdout.split())

    assert file.stat().st_size > 10_000_000
    assert rows > 1_000
    assert seconds < 30
    assert kilobytes < 300_000


def test_fixed_page_of_leiden_gives_what_its_text_gives() -> None:
    expected = REPOSITORY / "tests" / "data" / "published" / "07_pdf_jaarverslag.txt"
    text = expected.read_text(encoding="utf-8")
    printed = bytes(
        weasyprint.HTML(string=f"<style>@page {{ size: a3 landscape }}</style><pre>{text}</pre>").write_pdf()
    )

    assert figures(read_bytes(printed, "jaarverslag.pdf")) == figures(read_bytes(text.encode(), "jaarverslag.txt"))
