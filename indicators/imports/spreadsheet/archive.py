"""The ZIP file that a workbook is: looked at before anything in it is unpacked."""

import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import IO, Any
from xml.parsers.expat import ParserCreate  # with every definition refused, see below
from zipfile import BadZipFile, ZipFile

from indicators.imports.published.source import Unreadable

MOST_ENTRIES = 2_000
LARGEST_SHEETS = 100_000_000  # bytes of the sheets together, unpacked; they are read as a stream
LARGEST_TEXTS = 30_000_000  # of the texts of an XLSX, which are kept
LARGEST_PART = 5_000_000  # of any other part, which is read as a whole
HIGHEST_RATIO = 200  # unpacked to packed: a sheet of nothing but empty cells comes near it
SMALL = 1_000_000  # bytes below which a ratio says nothing
MOST_ELEMENTS = 4_000_000  # of one sheet: a million empty rows, and as many cells as can be read
CHUNK = 65_536  # bytes
KB = 1_000  # bytes

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


def stream(
    source: IO[bytes],
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
    tell: Callable[[int], None] = lambda size: None,
) -> None:
    """Read a part as a stream: `start` and `end` get the names of elements without their namespaces.

    Nothing is kept, so that a long part takes no memory; `tell` hears how many bytes were taken. Raises Unreadable for
    more elements than any sheet has, and for a part with definitions of its own, which could make a short text a long
    one.
    """
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise Unreadable(BOMB)
        start(name.rpartition(" ")[2], attributes)

    def refuse(*_told: Any) -> None:
        raise Unreadable(BROKEN)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    while chunk := source.read(CHUNK):
        parser.Parse(chunk)
        tell(len(chunk))
    parser.Parse(b"", True)
