"""The ZIP file that a workbook is: looked at before anything in it is unpacked."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import iterparse

from indicators.imports.published import Unreadable

MOST_ENTRIES = 2_000
LARGEST_SHEETS = 100_000_000  # bytes of the sheets together, unpacked; they are read as a stream
LARGEST_TEXTS = 30_000_000  # of the texts of an XLSX, which are kept
LARGEST_PART = 5_000_000  # of any other part, which is read as a whole
HIGHEST_RATIO = 200  # unpacked to packed: a sheet of nothing but empty cells comes near it
SMALL = 1_000_000  # bytes below which a ratio says nothing
MOST_ELEMENTS = 4_000_000  # of one sheet: a million empty rows, and as many cells as can be read
MOST_CHILDREN = 20_000  # of an element that is kept: the pieces of one text, the styles of one kind
DEEPEST = 60

BROKEN = "Dit bestand is beschadigd. Open het in Excel of LibreOffice, bewaar het opnieuw en laad het dan."
PROTECTED = "Dit bestand is beveiligd met een wachtwoord. Haal de beveiliging eraf en laad het dan."
BOMB = "Dit bestand is uitgepakt veel te groot. Bewaar alleen de werkbladen met de tabellen, en laad dat bestand."


def open_archive(data: bytes) -> ZipFile:
    """Return the ZIP file in `data`. Raises Unreadable when it is broken, or unpacks to more than can be read."""
    try:
        archive = ZipFile(BytesIO(data))
        entries = archive.infolist()
    except (BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(BROKEN) from error
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(BOMB)
    if len({entry.filename for entry in entries}) < len(entries):
        raise Unreadable(BROKEN)  # two parts of one name: what is checked may not be what is read
    sheets = texts = 0
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & 1:
            raise Unreadable(PROTECTED)
        if not name.endswith((".xml", ".rels")):
            continue  # pictures and macros, which nobody unpacks
        if entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise Unreadable(BOMB)
        if name == "content.xml" or name.startswith("xl/worksheets/"):
            sheets += entry.file_size
        elif name == "xl/sharedstrings.xml":
            texts += entry.file_size
        elif name.startswith(("xl/pivot", "xl/drawings", "xl/charts", "xl/comments", "xl/media", "object", "thumb")):
            continue  # never read
        elif entry.file_size > LARGEST_PART:
            raise Unreadable(BOMB)
    if sheets > LARGEST_SHEETS or texts > LARGEST_TEXTS:
        raise Unreadable(BOMB)
    return archive


def elements(source: IO[bytes], keep: Callable[[Sequence[Any]], bool]) -> Iterator[tuple[str, Any]]:
    """Yield the begin and end of every element of a part, and forget each: a long sheet takes no memory.

    `keep` says, from the elements around one, whether something still asks for it. Raises Unreadable when there are
    more, or deeper ones, than any sheet has.
    """
    parents: list[Any] = []
    count = 0
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            parents.append(element)
            yield event, element
            continue
        count += 1
        if count > MOST_ELEMENTS or len(parents) > DEEPEST:
            raise Unreadable(BOMB)
        parents.pop()
        yield event, element
        if parents and not keep(parents):
            parents[-1].remove(element)
        elif parents and len(parents[-1]) > MOST_CHILDREN:
            raise Unreadable(BOMB)
