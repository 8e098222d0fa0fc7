"""The doelenboom: doelen and prestaties with their codes and names, also where they were glued together."""

import re
from collections.abc import Sequence

from indicators.imports.delivery import Delivery, Place, Row
from indicators.imports.published.codes import Code, code_at, codes_in
from indicators.imports.published.source import Cell, Line, joined

_TITLE = re.compile(r"(?:doelen en prestaties|doelenboom|doelenbomen)\b.{0,120}", re.IGNORECASE)
_HEAD = re.compile(r"(?:Doel(?:en)?)?\W*(?:Prestaties?)?\W*")
_STOP = re.compile(
    r"(?:toelichting|effectindicator|beleids?s?terrein|verbonden partij|wat mag het|wat gaan we|een overzicht"
    r"|bijdrage)",
    re.IGNORECASE,
)


class Tree:
    """The doelen and prestaties of a page, each once."""

    def __init__(self, out: Delivery) -> None:
        self.out = out

    def add(self, code: Code, name: str, place: Place) -> None:
        """Add a doel or prestatie; another name for the same code is noted."""
        name = " ".join(name.split()).strip(" :|")
        if kept := self.out.find(code.kind, code.code):
            if name and kept.name.casefold() != name.casefold():
                kept.note(f"Elders op deze bladzijde: '{name}'.")
            return
        self.out.add(Row(code.kind, code.code, name, code.parent, place))


def read_trees(lines: Sequence[Line], tree: Tree) -> None:
    """Read every doelenboom: what follows 'Doelen en prestaties …' or a heading 'Doel Prestatie'."""
    index = 0
    while index < len(lines):
        text = lines[index].text
        following = next((line.text for line in lines[index + 1 : index + 4] if line.text), "")
        headed = _HEAD.fullmatch(f"{text} {following}" if text in ("Doel", "Doelen") else text) is not None
        titled = _TITLE.fullmatch(text) or ("Prestatie" in f"{text} {following}" and text[:4] == "Doel" and headed)
        index = _read_tree(lines, index + 1, tree) if titled else index + 1


def _read_tree(lines: Sequence[Line], index: int, tree: Tree) -> int:
    """Read one doelenboom and return the index after it: at text, at a heading, or at a code that comes again."""
    seen: set[str] = set()
    parts: list[tuple[Code, Cell, list[str]]] = []
    after_gap = False
    while index < len(lines):
        line = lines[index]
        cells = [cell for cell in line.cells if cell] or ([line.cell] if line.text else [])
        if not cells:
            after_gap = True
        elif _HEAD.fullmatch(line.text):
            pass
        elif code_at(cells[0].text):
            found = [(cell, place, code) for cell in cells for place, code in codes_in(cell.text)]
            if any(code.code in seen or code.kind == "effectindicator" for _, _, code in found):
                break
            _take(found, parts)
            seen |= {code.code for _, _, code in found}
            after_gap = False
        elif not parts or _STOP.match(line.text) or line.cells or (after_gap and not line.text[:1].islower()):
            if parts or _STOP.match(line.text):
                break
        elif len(line.text) < 160:
            parts[-1][2].append(line.text)
            after_gap = False
        else:
            break
        index += 1
    for code, cell, words in parts:
        tree.add(code, joined(words), cell.place)
    return index


def _take(found: list[tuple[Cell, int, Code]], parts: list[tuple[Code, Cell, list[str]]]) -> None:
    """Add the names between the codes of one line."""
    for number, (cell, _, code) in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) and found[number + 1][0] is cell else None
        parts.append((code, cell, [cell.text[code.end : after[1] if after else None].strip(" :|")]))
