"""The codes of the tree as documents print them: 9A1, 9A1.1, 9A1.a, 8A1. 1., 8A2., 01A101, 2A101."""

import re
from dataclasses import dataclass

# The shape is strict, so that no other number in a text is taken for a code: programma, capital, number.
_DOEL = r"(?P<programma>0?[1-9][0-9]?)(?P<terrein>[A-Z])(?P<doel>[1-9][0-9]?)"
_PAST = r"(?=[\s:,;)]|[^\W\d_]{2}|$)"  # what may follow: space, or the first word glued to it
_FLAT = re.compile(
    r"(?P<programma>0?[1-9]|1[0-9])(?P<terrein>[A-Z])(?P<doel>[1-9])(?P<prestatie>[0-9]{2})(?=[\s:]|$|[A-Z][a-zà-ÿ])"
)
_PRESTATIE = re.compile(_DOEL + r"(?:\.(?P<prestatie>[0-9]{1,2})\.?|\. (?P<spaced>[0-9]{1,2})\.)" + _PAST)
_INDICATOR = re.compile(_DOEL + r"\. ?(?P<letter>[a-z])\.?(?=[\s:]|$)")
_ALONE = re.compile(_DOEL + r"\.?(?=\s|$|:|[A-Z][a-z])")
_TERREIN = re.compile(r"(?P<programma>0?[1-9][0-9]?)(?P<terrein>[A-Z])(?=\s|$|:)")
# Where a code may begin inside a text: after a letter it was glued to, or after a space.
_START = re.compile(r"(?:(?<=[a-zà-ÿ.,;)'’\"”])|(?<=\s)|^)(?=0?[1-9][0-9]?[A-Z][0-9])")


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the tree: its kind, its normalised form, that of its parent, and where its text ends."""

    kind: str
    code: str
    parent: str
    end: int


def code_at(text: str, place: int = 0) -> Code | None:
    """Return the code that begins at `place`, or None."""
    if found := _FLAT.match(text, place):
        doel = f"{int(found['programma'])}{found['terrein']}{found['doel']}"
        return Code("prestatie", f"{doel}.{int(found['prestatie'])}", doel, found.end())
    for kind, pattern in (("prestatie", _PRESTATIE), ("effectindicator", _INDICATOR), ("doel", _ALONE)):
        if found := pattern.match(text, place):
            terrein = f"{int(found['programma'])}{found['terrein']}"
            doel = f"{terrein}{int(found['doel'])}"
            if kind == "doel":
                return Code(kind, doel, terrein, found.end())
            last = found["letter"] if kind == "effectindicator" else str(int(found["prestatie"] or found["spaced"]))
            return Code(kind, f"{doel}.{last}", doel, found.end())
    return None


def terrein_at(text: str) -> tuple[str, int] | None:
    """Return the code of the beleidsterrein that `text` begins with, and where it ends."""
    found = _TERREIN.match(text)
    return (f"{int(found['programma'])}{found['terrein']}", found.end()) if found else None


def codes_in(text: str) -> list[tuple[int, Code]]:
    """Return every code in `text` with its place, also those glued to the word before them."""
    found: list[tuple[int, Code]] = []
    for start in _START.finditer(text):
        code = code_at(text, start.start())
        if code and (not found or start.start() >= found[-1][1].end):
            found.append((start.start(), code))
    return found
