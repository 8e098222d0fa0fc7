"""What WeasyPrint leaves unsaid in the structure of a PDF, so that it is PDF/UA-1 to a validator and to a reader."""

from collections.abc import Iterator
from typing import Any

# For each cell WeasyPrint notes which headers it has, but one that spans columns only for the first of them. A reader
# derives them all from the scope of each header, so that is written instead.
HEADER_SCOPES = {"/THead": "/Column", "/TBody": "/Row"}
PRINTED = 4  # the flag of a link that is there on paper too


def finish(document: Any, made: Any) -> None:
    """Complete the structure of what WeasyPrint made of a document, before it is written."""
    _say_scopes(made)
    _set_running_heads_apart(document, made)
    for link in _all_with(made, "Type", "/Annot"):
        link["F"] = PRINTED


def _all_with(made: Any, key: str, value: str) -> list[Any]:
    """Return the things in the PDF of which `key` is `value`."""
    return [thing for thing in made.objects if isinstance(thing, dict) and thing.get(key) == value]


def _by_reference(made: Any) -> dict[bytes, Any]:
    """Return the things in the PDF by what others call them."""
    return {thing.reference: thing for thing in made.objects}


def _say_scopes(made: Any) -> None:
    """Give each table header its scope, by where it stands, and leave the cells to be found by those."""
    things = _by_reference(made)
    for row in _all_with(made, "S", "/TR"):
        scope = HEADER_SCOPES.get(things[row["P"]]["S"])
        for reference in row["K"]:
            cell = things[reference]
            attributes = cell.get("A")
            if cell["S"] == "/TH" and scope:
                attributes["Scope"] = scope
            elif cell["S"] == "/TD":
                attributes.pop("Headers", None)


def _set_running_heads_apart(document: Any, made: Any) -> None:
    """Mark what stands in the margins as running heads and feet: WeasyPrint tags it as text, outside the structure."""
    things = _by_reference(made)
    (root,) = _all_with(made, "Type", "/StructTreeRoot")
    whole = things[root["K"][0]]
    inside = set(whole["K"])
    parts = [part for part in _all_with(made, "Type", "/StructElem") if part["P"] == whole.reference]
    loose = [part for part in parts if part.reference not in inside]
    numbers = things[root["ParentTree"]]["Nums"]
    for page, reference in enumerate(made.page_references):
        here = iter([part for part in loose if part.get("Pg") == reference])
        for box in document.pages[page]._page_box.children:  # nothing else says in which margin a text stands
            if keyword := getattr(box, "at_keyword", ""):
                kind = "/Header" if keyword.startswith("@top") else "/Footer"
                for _ in box.children:
                    marks = set(_forget(next(here), things))
                    _as_artifact(things[things[reference]["Contents"]], marks, kind)
                    for mark in marks:
                        numbers[2 * page + 1][mark] = "null"


def _forget(part: Any, things: dict[bytes, Any]) -> Iterator[int]:
    """Empty a part of the structure, with all below it; yield the numbers of the content that they named."""
    for kid in part["K"]:
        if isinstance(kid, int):
            yield kid
        else:
            yield from _forget(things[kid], things)
    part.clear()


def _as_artifact(content: Any, marks: set[int], kind: str) -> None:
    """Say of the marked content with these numbers that it is a running head or foot of the page."""
    for place, said in enumerate(content.stream):
        if isinstance(said, dict) and said.get("MCID") in marks:
            content.stream[place - 1] = "/Artifact"
            said.clear()
            said.update({"Type": "/Pagination", "Subtype": kind})
