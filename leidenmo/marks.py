"""Pieces of a page in docs/ that a program writes: between <!-- name --> and <!-- /name -->."""

import re
from pathlib import Path


def put(page: Path, name: str, made: str) -> None:
    """Replace what stands between the marks of this name. Raises LookupError for a page without them."""
    text = page.read_text(encoding="utf-8")
    mark = re.escape(name)
    between = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    new, found = between.subn(lambda marks: f"{marks[1]}{made}\n{marks[2]}", text)
    if not found:
        raise LookupError(f"{page.name} has no <!-- {name} -->")
    page.write_text(new, encoding="utf-8")
