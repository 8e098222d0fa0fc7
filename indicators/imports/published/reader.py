"""From a file or pasted text to rows and questions."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from indicators.choices import Stap
from indicators.imports.delivery import Delivery, Place
from indicators.imports.progress import Progress, silent
from indicators.imports.published.aligned_text import with_aligned
from indicators.imports.published.blocks import read_blocks, read_sentences
from indicators.imports.published.by_columns import NO_TABLE, about_columns, read_by_columns
from indicators.imports.published.codes import code_at
from indicators.imports.published.dated_lines import read_dated_lines
from indicators.imports.published.dated_names import read_dated_names
from indicators.imports.published.document import UNKNOWN, Scope, scope_by_source, scope_of
from indicators.imports.published.even_lines import read_even_lines
from indicators.imports.published.footnotes import Footnotes, GluedMarks
from indicators.imports.published.glued_cells import unglued
from indicators.imports.published.glued_heads import read_glued_heads
from indicators.imports.published.grid import read_grids
from indicators.imports.published.html_page import html_lines, is_html
from indicators.imports.published.kerngegevens import read_kerngegevens
from indicators.imports.published.kind_rows import read_kind_rows
from indicators.imports.published.kinds_below_name import read_kinds_below_name
from indicators.imports.published.kinds_down import read_kinds_down
from indicators.imports.published.known_sources import ask_sources
from indicators.imports.published.labels_and_values import read_labels_and_values
from indicators.imports.published.money import read_money
from indicators.imports.published.named_kind_rows import read_named_kind_rows
from indicators.imports.published.no_names import ask_no_names
from indicators.imports.published.numbered_lines import read_numbered_lines
from indicators.imports.published.origin import scope_of_copy, scope_of_saved
from indicators.imports.published.other_years import ask_other_years
from indicators.imports.published.others_in_cells import read_others_in_cells
from indicators.imports.published.page_edges import without_buttons
from indicators.imports.published.page_owner import province_of
from indicators.imports.published.pdf import LARGEST_PDF, is_pdf, read_pdf
from indicators.imports.published.period_lines import read_period_lines
from indicators.imports.published.placing import Placer
from indicators.imports.published.region_lines import read_region_lines
from indicators.imports.published.small_tables import read_small_tables
from indicators.imports.published.source import LARGEST, Cell, Line, Unreadable, decode, lines_of, written_lines
from indicators.imports.published.stream import read_streams
from indicators.imports.published.thousands import in_table, writes_commas
from indicators.imports.published.titled_years import read_titled_years
from indicators.imports.published.told_figures import read_told_figures
from indicators.imports.published.told_years import told_years
from indicators.imports.published.tree import Tree, read_trees
from indicators.imports.published.walled_tables import Teksttabel, tables_in
from indicators.imports.published.year_rows import read_year_rows
from indicators.imports.published.years_asked import ask_years_together
from indicators.imports.published.years_down import read_years_down
from indicators.imports.spreadsheet.columns import Indeling

__all__ = ["Unreadable", "read_bytes", "read_file", "read_text", "tables_of"]
Indelingen = Mapping[str, Indeling]  # what is known of headings, by their fingerprints


def read_file(path: Path, scope: Scope = UNKNOWN) -> Delivery:
    """Read a file of text, HTML or PDF. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            data = file.read(max(LARGEST, LARGEST_PDF) + 1)
    except OSError as error:
        raise Unreadable(f"{path}: dit is geen leesbaar bestand.") from error
    return read_bytes(data, path.name, scope=scope)


def read_bytes(
    data: bytes,
    name: str,
    progress: Progress = silent,
    *,
    scope: Scope = UNKNOWN,
    indelingen: Indelingen | None = None,
) -> Delivery:
    """Read what was uploaded as `name`: text, HTML or PDF, by what is in it. Raises Unreadable, naming the file.

    `scope` holds the years of the document that it was sent for; `indelingen` says what the columns below a heading
    hold.
    """
    if not data.strip():
        raise Unreadable(f"{name} is leeg.")
    if not is_pdf(data):
        text = decode(data, name)
        with _naming(name):
            return read_text(text, progress, scope=scope, indelingen=indelingen)
    pages = read_pdf(data, name, progress)
    with _naming(name):
        out = _read_lines(*_opened(pages.lines, scope), progress, indelingen or {})
    ask_years_together(out, pages.page_of)
    out.questions = [
        replace(asked, why=f"{asked.why} (bladzijde {pages.page_of(asked.place.line)})") for asked in out.questions
    ]
    return out


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Have what is refused name the file."""
    try:
        yield
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error


def read_text(
    text: str, progress: Progress = silent, *, scope: Scope = UNKNOWN, indelingen: Indelingen | None = None
) -> Delivery:
    """Read pasted text or HTML. Raises Unreadable when it is too large."""
    out = _read_lines(*_opened(*_lines_of(text, scope)), progress, indelingen or {})
    ask_years_together(out)
    return out


def tables_of(data: bytes, name: str, *, scope: Scope = UNKNOWN) -> list[Teksttabel]:
    """Return the tables with walls of what was uploaded as `name`. Raises Unreadable, naming the file."""
    lines = read_pdf(data, name).lines if is_pdf(data) else None
    with _naming(name):
        return tables_in(*_opened(lines, scope) if lines is not None else _opened(*_lines_of(decode(data), scope)))


def _lines_of(text: str, scope: Scope) -> tuple[list[Line], Scope]:
    """Return the lines of pasted text or HTML, and the years of its document: a saved page may name another."""
    if len(text) > LARGEST:
        raise Unreadable("Deze tekst is te groot; plak alleen de bladzijden met de tabellen.")
    if is_html(text):
        return html_lines(text), scope_of_saved(text).within(scope)
    return with_aligned(lines_of(text), written_lines(text)), scope


def _opened(lines: Sequence[Line], scope: Scope) -> tuple[list[Line], Scope]:
    """Return the lines that are of the document, and its years by all that is known of them."""
    lines = without_buttons(lines)
    scope = scope_of_copy(lines).within(scope_of(lines, known=scope.measured > 0)).within(scope)
    scope = scope if scope.measured else scope_by_source(lines)
    return lines, replace(scope, told=told_years(line.text for line in lines), owner=province_of(lines))


def _read_lines(lines: list[Line], scope: Scope, progress: Progress, indelingen: Indelingen) -> Delivery:
    """Read the lines: tables with columns that are known, trees, money, other tables, blocks and sentences."""
    out = Delivery()
    tree = Tree(out)
    cells = [line.cell for line in lines]
    every = [cell for line in lines for cell in (line.cells or [line.cell])]
    texts = [cell.text for cell in every]
    placer = Placer(out, Footnotes(cells), scope, marks=GluedMarks(cells))
    placer.page_points, placer.page_commas = in_table(texts), writes_commas(texts)
    tables = tables_in(lines, scope)
    placer.tell = _counted(lines, Stap.TABELLEN, progress)
    for line in lines:
        if line.doubt:
            out.ask(line.cell.place, line.text, line.doubt)
    lines = _without(lines, {index for index, line in enumerate(lines) if line.doubt})
    if indelingen:
        lines = _without(lines, read_by_columns(tables, placer, indelingen))
    lines = unglued(lines, placer)
    placer.tell = _counted(lines, Stap.TABELLEN, progress)
    read_trees(lines, tree)
    used = read_money(lines, tree, out)
    used |= read_years_down(_without(lines, used), placer)
    used |= read_kinds_below_name(_without(lines, used), placer)
    used |= read_kinds_down(_without(lines, used), placer)
    used |= read_year_rows(_without(lines, used), placer)
    used |= read_others_in_cells(_without(lines, used), placer)
    used |= read_grids(_without(lines, used), placer, tree)
    placer.tell = _counted(lines, Stap.TEKST, progress)
    used |= read_kerngegevens(_without(lines, used), placer)
    used |= read_kind_rows(_without(lines, used), placer)
    used |= read_named_kind_rows(_without(lines, used), placer)
    used |= read_dated_lines(_without(lines, used), placer)
    used |= read_small_tables(_without(lines, used), placer)
    used |= read_titled_years(_without(lines, used), placer)
    used |= read_glued_heads(_without(lines, used), placer)
    used |= read_numbered_lines(_without(lines, used), placer)
    used |= read_region_lines(_without(lines, used), placer)
    used |= read_period_lines(_without(lines, used), placer)
    used |= read_even_lines(_without(lines, used), placer)
    used |= read_dated_names(_without(lines, used), placer)
    used |= read_labels_and_values(_without(lines, used), placer)
    used |= read_blocks(_without(lines, used), placer)
    before = len(out.rows)
    used |= read_sentences(_without(lines, used), placer)
    used |= read_told_figures(_without(lines, used), placer)
    in_prose = out.rows[before:]
    read_streams(_without(lines, used), placer, tree)
    ask_other_years(out, every)
    ask_no_names(out, but=in_prose, described=placer.described)
    ask_sources(out)
    _ask_for_the_rest(lines, out)
    about_columns(out, tables)
    return out


def _counted(lines: Sequence[Line], step: Stap, progress: Progress) -> Callable[[Place], None]:
    """Return what makes of a place how many lines stand before it. A page of the web may be one line: places count."""
    places = sorted(line.cell.place for line in lines)
    return lambda place: progress(step, bisect_right(places, place), len(places))


def _without(lines: Sequence[Line], used: set[int]) -> list[Line]:
    """Return the lines with those that were read left empty."""
    return [Line(Cell("", line.cell.place)) if index in used else line for index, line in enumerate(lines)]


def _ask_for_the_rest(lines: Sequence[Line], out: Delivery) -> None:
    """Ask for indicators above which no heading was found, and for a page of which nothing was read."""
    for line in lines:
        code = code_at(line.text)
        if code and code.kind == "effectindicator" and not out.find(code.kind, code.code):
            out.ask(line.cell.place, line.text, "Boven deze indicator is geen kop met jaren gevonden.")
    if not out.rows and not out.questions and not out.said and lines:
        out.ask(lines[0].cell.place, lines[0].text, NO_TABLE)
