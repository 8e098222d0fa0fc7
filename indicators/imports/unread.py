"""The questions of the reader: what could not be read for certain is typed by a person, or left out."""

import itertools
from collections.abc import Mapping
from dataclasses import replace

from indicators.imports.delivery import Delivery, Found, Question, Row
from indicators.imports.known import Known
from indicators.imports.names import plain_name
from indicators.imports.published.codes import code_at
from indicators.imports.vragen import FIGURES, NOT_LOADED, Veld, Vragen, typed_figures

KIND = "effectindicator"
KINDS = (("realisaties", "Realisaties: ze zijn gemeten"), ("streefwaarden", "Streefwaarden: ze zijn begroot"))


def settle_unread(delivery: Delivery, known: Known, vragen: Vragen) -> None:
    """Ask everything that the reader asks; add to the rows what was typed in answer."""
    if not delivery.questions:
        return
    rows = {_key(row): row for row in delivery.rows if row.kind == KIND}
    named: dict[str, list[Row]] = {}
    for one in filter(lambda row: row.kind == KIND, delivery.rows):
        named.setdefault(_key(one), []).append(one)
    choices = {key: f"{row.code} {row.name}".strip() for key, row in rows.items()}
    for node in known.levels[KIND].by_slug.values():
        choices.setdefault(_stored_key(node), str(node))
    asked = tuple(choices.items())
    lines = {(row.place.sheet, row.place.line): key for key, row in rows.items()}
    lines |= {
        (found.place.sheet, found.place.line): key
        for key, row in rows.items()
        for found in (*row.realisaties, *row.streefwaarden)
    }
    codes: dict[str, str] = {}
    for key, one in rows.items():
        codes.setdefault(one.code, key)
    times: dict[str, int] = {}
    for question in delivery.questions:
        key = f"lezen:{question.place.sheet}:{question.place.line}:{question.place.column}:{question.text[:60]}"
        times[key] = times.get(key, 0) + 1
        key = f"{key}#{times[key]}" if times[key] > 1 else key
        if question.found:
            _settle_kind(question, question.found, key, named, vragen)
            continue
        answer = vragen.ask(
            key,
            question.place,
            question.text,
            question.why,
            Veld("keuze", "Wat doen we hiermee?", ((NOT_LOADED, "Niet laden"), (FIGURES, "Ik typ wat hier staat"))),
            Veld("rij", "Bij welke effectindicator", asked, _guess(question, codes, lines), required=False),
            Veld(
                "cijfers",
                "Wat staat hier?",
                required=False,
                help="Eén cijfer per regel, zo: realisatie 2017: 12,5 (35 respondenten). Het aantal mag weg.",
                many_lines=True,
            ),
            about=question.about,
        )
        if answer is None or answer["keuze"] == NOT_LOADED:
            continue
        row = rows.get(answer["rij"])
        if row is None:
            node = next(n for n in known.levels[KIND].by_slug.values() if _stored_key(n) == answer["rij"])
            row = rows[answer["rij"]] = Row(KIND, node.code, node.name, "", question.place)
            delivery.add(row)
        for kind, figure, text, respondents in typed_figures(answer["cijfers"]):
            said = replace(figure, unit=figure.unit or row.unit)
            words = f"{text} (getypt bij: {question.text})"
            getattr(row, kind).append(Found(said, question.place, words, respondents=respondents))


def _settle_kind(question: Question, found: Found, key: str, rows: dict[str, list[Row]], vragen: Vragen) -> None:
    """Ask of what kind a figure is, and add it to its row: one answer settles all cells of a column.

    Of rows of one name in more tables it is the last above the figure.
    """
    choices = _choices_of_years(question.years) if len(question.years) > 1 else KINDS
    kind = vragen.choose(
        key,
        question.place,
        question.text,
        question.why,
        *choices,
        label="Wat zijn deze cijfers?",
        about=question.about,
    )
    if kind and kind.isdigit():
        kind = "realisaties" if (found.figure.year or 0) <= int(kind) else "streefwaarden"
    called = rows.get(_key_of(question.of, rows), [])
    above = [row for row in called if row.place <= question.place] or called
    if not above or kind not in dict(KINDS):
        return
    row = above[-1]
    figure = replace(found.figure, unit=found.figure.unit or row.unit)
    getattr(row, kind).append(replace(found, figure=figure))


def _choices_of_years(years: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Return what years can be that stand in one row: measured up to one of them, and from the next on aimed at."""
    (all_measured, measured), (all_aimed, aimed) = KINDS
    parts = (
        (str(last), f"Tot en met {last} gemeten (realisaties), vanaf {first} begroot (streefwaarden)")
        for last, first in itertools.pairwise(years)
    )
    return ((all_measured, f"Alle jaren: {measured.lower()}"), *parts, (all_aimed, f"Alle jaren: {aimed.lower()}"))


def _guess(question: Question, codes: dict[str, str], lines: dict[tuple[str, int], str]) -> str:
    """Return the row that a question is most likely about, to be chosen beforehand: by its code or its line."""
    code = code_at(question.text)
    by_code = codes.get(code.code) if code else None
    return by_code or lines.get((question.place.sheet, question.place.line), "")


def _key(row: Row) -> str:
    """Return by what an answer names a row."""
    return row.code or plain_name(row.name)[:80]


def _key_of(named: str, rows: Mapping[str, object]) -> str:
    """Return the key of the row that a question names by its code or its name."""
    return named if named in rows else plain_name(named)[:80]


def _stored_key(node: object) -> str:
    """Return by what an answer names a stored indicator."""
    return str(getattr(node, "code", "")) or plain_name(str(getattr(node, "name", "")))[:80]
