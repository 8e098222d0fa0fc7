"""Pages of other municipalities with what a careful person reads of them, and how much of that the reader reads.

Each set was gathered and labelled by somebody who had not seen the reader, before it was read for the first time. Figures,
headings, units and how a table was flattened are as published; sentences and names are in words of our own. A label that
is `unsure` may be read or asked. `python -m tests.reader_pages` counts them all.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

PAGES = Path(__file__).resolve().parent / "data" / "pages"
MEASURED = PAGES / "measured.json"

Cijfer = tuple[str, str, Decimal | None, Decimal | None, Decimal | None]  # kind, year, value, lower, upper


@dataclass(frozen=True)
class Bladzijde:
    """What was read of a page: sure cells that were, all sure cells, and what was read that nobody labelled."""

    read: int
    sure: int
    wrong: list[str]


def labels(letter: str = "*") -> list[Path]:
    """Return the labels of the pages of a set, or of all."""
    return sorted(PAGES.glob(f"{letter}/*.json"))


@cache
def compare(path: Path, *, named: bool = True) -> Bladzijde:
    """Read the page of these labels, with its document named or not, and compare; benchmarks by name and figure."""
    labelled = json.loads(path.read_text(encoding="utf-8"))
    found = list(_figures(path.with_suffix(".txt"), labelled["document"] if named else None))
    free = set(range(len(found)))
    read = sure = 0
    for cell in sorted(labelled["cells"], key=lambda cell: "unsure" in cell):
        hit = next((place for place in sorted(free) if _is_same(cell, *found[place])), None)
        free -= {hit}
        if "unsure" not in cell:
            sure += 1
            read += hit is not None
    left = [] if "labelled_until" in labelled else [found[place] for place in sorted(free)]
    # A dash that is read as one says nothing that could be wrong.
    wrong = [f"{name}: {cijfer}" for name, cijfer in left if any(number is not None for number in cijfer[2:])]
    return Bladzijde(read, sure, wrong)


def _figures(page: Path, document: str | None) -> Iterator[tuple[str, Cijfer]]:
    """Yield what is read of a page, each figure with the name it is of."""
    from indicators.imports.published import read_file
    from indicators.imports.published.document import UNKNOWN, scope_for
    from indicators.imports.which_document import UnknownDocument, read_name

    try:
        known = read_name(document) if document else None
    except UnknownDocument:  # a page of no P&C-document, or of one with a name of its own
        known = None
    published = read_file(page, scope_for(known.kind, known.year) if known else UNKNOWN)
    for row in published.rows:
        if row.kind == "effectindicator":
            for kind, kept in (("realisatie", row.realisaties), ("streefwaarde", row.streefwaarden)):
                for figure in (one.figure for one in kept):
                    cijfer = (kind, str(figure.year), figure.value, figure.lower, figure.upper)
                    yield f"{row.code} {row.name}".strip(), cijfer
    for other in published.benchmarks:
        yield other.name or other.code, ("benchmark", str(other.year), other.value, None, None)


def _is_same(cell: Mapping[str, Any], name: str, cijfer: Cijfer) -> bool:
    """Whether a label is of this figure."""
    wanted = tuple(Decimal(cell[part]) if part in cell else None for part in ("value", "lower", "upper"))
    if (cell["kind"], str(cell.get("year")), *wanted) != cijfer:
        return False
    also = cell.get("aka", [])
    return any(is_named(called, name) for called in [cell["name"], *([also] if isinstance(also, str) else also)])


def is_named(one: str, other: str) -> bool:
    """Whether two names are the same but for what stands beside them: a unit, a code, a footnote."""
    words, others = (re.findall(r"[a-z0-9]+", text.casefold().replace("ë", "e")) for text in (one, other))
    whole, other_whole = "".join(words), "".join(others)
    if not whole or not other_whole:
        return False
    shared = set(words) & set(others)
    alike = len(shared) >= max(2, 0.6 * min(len(set(words)), len(set(others))))
    return whole in other_whole or other_whole in whole or alike


def main() -> None:
    """Print of each set how much is read with the document named, without it, and at first sight."""
    first = json.loads(MEASURED.read_text(encoding="utf-8"))
    for folder in sorted(path for path in PAGES.iterdir() if path.is_dir()):
        for named in (True, False):
            pages = [compare(path, named=named) for path in labels(folder.name)]
            read, sure = sum(page.read for page in pages), sum(page.sure for page in pages)
            wrong = sum(len(page.wrong) for page in pages)
            said = f"{folder.name} {'met' if named else 'zonder'} document: {read} van {sure} ({read / sure:.0%}), {wrong} fout"
            sys.stdout.write(f"{said}; eerste keer met document: {first[folder.name]['first']}\n")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")
    django.setup()
    main()
