"""Takes the words and the rules of a PDF apart, in a process of its own: a file of a stranger meets native code here.

Run by pdf.py with the file on standard input, without this project on its path. Answers on standard output, a line at a
time: how many pages there are, and then each page as JSON.
"""

import ctypes
import json
import resource
import sys
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MEMORY = 180_000_000  # bytes of address space, of which 19 MB and 400 pages take 50; beside the worker within 300 MB
SECONDS = 25
MOST_PAGES = 400
MOST_WORDS = 400_000
MOST_RULES = 4_000  # of a page: more are a map or a drawing
THIN = 3.0  # points: a filled box this thin is a rule
ENCRYPTED, BROKEN, TOO_LONG, TOO_MUCH = 3, 4, 5, 6

Box = tuple[float, float, float, float]  # left, bottom, right, top in points, as PDF has them, or turned: see _turned


def main() -> int:
    """Read standard input, print the pages; return why not as the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError:
        return ENCRYPTED if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else BROKEN
    if count > MOST_PAGES:
        return TOO_LONG
    _answer(count)
    words = 0
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            return BROKEN
        found, rules = _words(page), _rules(page)
        seen = page.get_rotation()
        # A page that was turned is read as it is seen, unless that makes its words stand upright.
        angle = seen if _lying(found, seen) >= _lying(found, 0) else 0
        if angle != seen:
            page.set_rotation(0)
            found = _words(page)
        edges = page.get_cropbox()
        read: dict[str, Any] = {
            "words": [[line, word, *_turned(box, edges, angle)] for line, word, box in found],
            "rules": [_turned(box, edges, angle) for box in rules],
        }
        page.close()
        _answer(read)
        words += len(read["words"])
        if words > MOST_WORDS:
            return TOO_MUCH
    return 0


def _answer(said: Any) -> None:
    """Write one line."""
    sys.stdout.write(f"{json.dumps(said)}\n")
    sys.stdout.flush()


def _lying(words: list[tuple[int, str, Box]], angle: int) -> int:
    """Return how many words are wider than high after a turn."""
    wide = sum(right - left > top - bottom for _, word, (left, bottom, right, top) in words if len(word) > 3)
    high = sum(right - left < top - bottom for _, word, (left, bottom, right, top) in words if len(word) > 3)
    return wide if angle in (0, 180) else high


def _turned(box: Box, edges: Box, angle: int) -> Box:
    """Return a box of PDF (from the left bottom, before the page was turned) from the left top of the turned page."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = edges
    turned = {
        0: (left - x0, y1 - top, right - x0, y1 - bottom),
        90: (bottom - y0, left - x0, top - y0, right - x0),
        180: (x1 - right, bottom - y0, x1 - left, top - y0),
        270: (y1 - top, x1 - right, y1 - bottom, x1 - left),
    }
    a, b, c, d = turned[angle]
    return round(a, 1), round(b, 1), round(c, 1), round(d, 1)


def _words(page: pypdfium2.PdfPage) -> list[tuple[int, str, Box]]:
    """Return the words in the order of the file: the number of the line, the text, and where it stands."""
    text = page.get_textpage()
    found: list[tuple[int, str, Box]] = []
    line = 0
    word: list[str] = []
    box: list[float] = []
    edges = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top

    def end() -> None:
        if word:
            found.append((line, "".join(word), (box[0], box[1], box[2], box[3])))
        word.clear()
        box.clear()

    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index) or 32)
        if character in "\r\n":
            end()
            line += character == "\n"
        elif character.isspace():
            end()
        else:
            # Two is what pdfium makes of the hyphen of a word that was broken.
            word.append("-" if character == "\x02" else character)
            if pdfium.FPDFText_GetCharBox(text, index, *map(ctypes.byref, edges)):
                left, right, bottom, top = (edge.value for edge in edges)
                box[:] = (
                    [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)]
                    if box
                    else [left, bottom, right, top]
                )
            elif not box:
                box[:] = [0.0, 0.0, 0.0, 0.0]
    end()
    text.close()
    return found


def _rules(page: pypdfium2.PdfPage) -> list[Box]:
    """Return the lines that are drawn, as thin boxes; of a box that is drawn its four sides."""
    found: list[Box] = []
    for number, drawn in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if number > MOST_RULES:
            return []
        left, bottom, right, top = drawn.get_bounds()
        if min(right - left, top - bottom) <= THIN:
            if max(right - left, top - bottom) > THIN:
                found.append((left, bottom, right, top))
        elif _is_stroked(drawn) and pdfium.FPDFPath_CountSegments(drawn) <= 6:
            found += [
                (left, top - 1, right, top),
                (left, bottom, right, bottom + 1),
                (left, bottom, left + 1, top),
                (right - 1, bottom, right, top),
            ]
    return found


def _is_stroked(drawn: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke)) and stroke.value)


if __name__ == "__main__":
    sys.exit(main())
