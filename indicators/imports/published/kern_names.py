"""The names of kerngegevens, and the titles of the groups they stand in."""

import re
from collections.abc import Sequence

from indicators.imports.published.groups import KNOWN_GROUP, is_title
from indicators.imports.published.kern_rows import KernRow
from indicators.imports.published.paragraphs import is_no_name
from indicators.imports.published.source import Cell, joined

MOST_NAMES = 3  # texts above figures that are no titles for certain
_GOES_ON = re.compile(r".*(?:,| (?:een|de|het|van|met|en|of|in|per|voor|aan|op|bij|door|tot|naar))", re.IGNORECASE)
_DAY = re.compile(r"(?:per|op|stand) (?:0?1|31)[- ]", re.IGNORECASE)
_LETTER, _LETTERED = re.compile(r"[A-Z]\.?"), re.compile(r"[A-Z]\. [A-Z]")
_GLUED = re.compile(r"[a-z]{2}[0-9]{2,}$")  # onbekend750
_BULLET = re.compile(r"[-–•▪‣·]\s*")


def name_of(row: KernRow, rows: Sequence[KernRow], count: int) -> Cell | None:
    """Return the name of a row, of one text or of two where the first goes on; None where nobody can say."""
    texts = [cell.text for cell in row.texts]
    if not texts or _is_group(texts) or are_several(texts, count):
        return None
    begin = len(texts) - 1
    while begin and (_GOES_ON.fullmatch(texts[begin - 1]) or re.fullmatch(r"\([^()]*\)", texts[begin])):
        begin -= 1
    name = joined(texts[begin:]).rstrip(" :.")
    name = name[bullet.end() :] if (bullet := _BULLET.match(name)) else name
    capitals = sum(other.texts[-1].text[:1].isupper() for other in rows if other.texts)
    alone = begin == len(texts) - 1 and begin > 0 and not texts[begin - 1].endswith(":")
    if alone and texts[begin][:1].islower() and capitals * 2 > len(rows):
        # The rest of a name, or below the title of its group: Inwoners, van 0-4 jaar. Both are its name.
        begin -= 1
        name = f"{texts[begin]} {name}"
    return None if is_no_name(name) or _GLUED.search(name) else Cell(name, row.texts[begin].place)


def _is_group(texts: Sequence[str]) -> bool:
    """Whether the last text above figures is the title of a group, and the name below it is gone: C, Personeel."""
    lettered = [text for text in texts[-2:-1] if _LETTER.fullmatch(text)]
    return bool(lettered) or _LETTERED.match(texts[-1]) is not None


def are_several(texts: Sequence[str], count: int) -> bool:
    """Whether more names than one may stand above the same figures, as a cell may hold a line for each.

    Or as many as the table has columns are the heads of another, and one more its first name.
    """
    last = max((n + 1 for n, text in enumerate(texts[:-1]) if _begins_group(text)), default=0)
    names = {text for text in texts[last:] if not _DAY.match(text)}
    return len(names) > (min(MOST_NAMES, count) if count > 1 else MOST_NAMES)


def _begins_group(text: str) -> bool:
    """Whether a text is the title of a group for certain: B, Fysieke structuur, Waarvan:."""
    return text.endswith(":") or _LETTER.fullmatch(text) is not None or KNOWN_GROUP.fullmatch(text) is not None


def titles_of(rows: Sequence[KernRow]) -> list[str]:
    """Return of each row the title of the group it stands in, which stays until the next."""
    found: list[str] = []
    title = ""
    for row in rows:
        above = [cell.text.rstrip(":") for cell in row.texts[:-1] if not _BULLET.match(cell.text)]
        title = next((text for text in reversed(above) if is_title(text)), title)
        found.append(title)
    return found


def has_units(rows: Sequence[KernRow]) -> bool:
    """Whether what stands right above the figures comes again and again: units, and no names."""
    names = [row.texts[-1].text.casefold() for row in rows]
    return any(names.count(name) > 2 for name in names)
