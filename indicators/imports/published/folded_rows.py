"""Rows between bars of which each cell stands on a line of its own, with its bar behind it: read as one cell a line."""

from collections.abc import Sequence

LEAST = 6  # lines in succession: fewer may be a sentence that a bar stands behind
_BARS = "|-: \t"


def without_walls(lines: Sequence[str]) -> dict[int, str]:
    """Return the text of each line that is one cell, by its index; '' for one that holds bars alone."""
    found: dict[int, str] = {}
    begin = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and _is_cell(lines[index].strip()):
            continue
        if index - begin >= LEAST:
            found |= {i: lines[i].rstrip("| \t") if lines[i].strip(_BARS) else "" for i in range(begin, index)}
        begin = index + 1
    return found


def _is_cell(text: str) -> bool:
    """Whether a line holds nothing but a cell and the bar behind it, or bars alone: |||, |---|---|."""
    return text.endswith("|") and ("|" not in text[:-1] or not text.strip(_BARS))
