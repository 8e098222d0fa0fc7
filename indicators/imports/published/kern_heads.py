"""The heading of kerngegevens: heads of figures with their years, and the days of those years below them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.document import DAY, Scope
from indicators.imports.published.head_days import without_days
from indicators.imports.published.headings import FIGURES, Column, Heading, pieces
from indicators.imports.published.paragraphs import Paragraph
from indicators.imports.published.settled_headings import asked_by_year, budgeted, not_yet, of_own_year, settled_under
from indicators.imports.published.table_headings import stream_heading
from indicators.notation.text import YEAR

ABOVE = 6  # cells above a heading that may say what the table is of
MOST_HEADS = 12
_KINDS = ("", "realisatie", "streefwaarde", "onduidelijk")  # of a column; the last for Schatting
_AHEAD = re.compile(r"^(?:gegevens|aantal(?:len)?|stand(?:en)?|cijfers|peildatum)(?: per| op)? (?=\S)", re.IGNORECASE)
DAYS = re.compile(rf"(?P<title>.*?)(?P<days>(?: ?{DAY.pattern}){{2,}})", re.IGNORECASE)
_LAST_DAY = re.compile(rf"31[- ](?:12|december)[- ](?P<year>{YEAR})", re.IGNORECASE)
_SHORT_DAY = re.compile(r"\b(?P<day>(?:31-12|0?1-0?1)-)(?P<year>[0-4][0-9])$")  # 31-12-15


def end_of_heads(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Return where the heads of figures end that begin at `index`, each with a year or what it is of.

    Of years alone nothing here says what they are.
    """
    end, dated, said = index, False, False
    if (found := DAYS.fullmatch(paragraphs[index].text)) and found["title"]:
        return index  # below a heading that is none
    while end < min(len(paragraphs), index + MOST_HEADS) and (items := pieces(head_text(paragraphs[end]))):
        named = end == index and items[0].kind == "naam"
        if any(item.kind not in _KINDS or item.region for item in items[named:]):
            break
        dated = dated or any(item.year for item in items)
        said = said or any(item.kind in FIGURES or DAY.fullmatch(item.text) for item in items)
        end += 1
    return end if dated and said else index


def head_text(paragraph: Paragraph) -> str:
    """Return what the head of a column says, its year whole, without what is counted: Gegevens per 01-01-2020."""
    return _AHEAD.sub("", _SHORT_DAY.sub(r"\g<day>20\g<year>", paragraph.text), count=1)


def are_days(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the heading is of days and nothing else, two at least: what is counted on a day is a kerngegeven."""
    texts = [head_text(paragraph) for paragraph in paragraphs]
    return sum(len(DAY.findall(text)) for text in texts) > 1 and not any(DAY.sub("", text).strip() for text in texts)


def years_of(paragraphs: Sequence[Paragraph], index: int, body: int, scope: Scope) -> Heading:
    """Return the columns; the kinds may stand below all years: 2017, 2018, Begroting, Begroting."""
    texts = [head_text(paragraph) for paragraph in paragraphs[index:body]]
    above = [paragraph.text for paragraph in paragraphs[max(0, index - ABOVE) : index]]
    half = len(texts) // 2
    items = [pieces(text) for text in texts]
    if len(texts) % 2 == 0 and all(len(each) == 1 for each in items):
        upper, lower = [each[0] for each in items[:half]], [each[0] for each in items[half:]]
        if all(item.year and not item.kind for item in upper) and all(item.kind and not item.year for item in lower):
            texts = [f"{two} {one}" for one, two in zip(texts[:half], texts[half:], strict=True)]
    first = [] if items[0][0].kind == "naam" else ["Kerngegevens"]
    heading = not_yet(stream_heading(without_days([*first, *texts]), scope), scope)
    heading = asked_by_year(of_own_year(budgeted(settled_under(heading, scope, above), scope), scope))
    heading = replace(heading, columns=tuple(_at_its_end(column, scope) for column in heading.columns))
    return _beside_its_end(heading, texts, scope)


def _at_its_end(column: Column, scope: Scope) -> Column:
    """Return the column of 31 December as measured, where the document came after that day."""
    last = column.kind == "onduidelijk" and re.match(r"31[- ]", column.text) and column.year
    return replace(column, kind="realisatie") if last and last <= scope.measured else column


def _beside_its_end(heading: Heading, texts: Sequence[str], scope: Scope) -> Heading:
    """Return the heading of years alone with the last day of jaarstukken behind them: 2014, 2015, 2016, 31-12-2016.

    The years before were over. Beside what the last came to stands its first day, or what was budgeted.
    """
    *years, last = texts
    ended = scope.measured and not (scope.planned or scope.running or scope.is_open)
    day = _LAST_DAY.fullmatch(last)
    alone = len(years) > 1 and all(re.fullmatch(YEAR, text) for text in years) and years == sorted(set(years))
    if not (ended and alone and day and day["year"] == years[-1] == str(scope.measured)):
        return heading
    columns = [
        *(Column("realisatie", int(year), text=year) for year in years[:-1]),
        Column("onduidelijk", scope.measured, text=years[-1]),
        Column("realisatie", scope.measured, text=last),
    ]
    return Heading((*(column for column in heading.columns if not column.holds_figures), *columns))


def days_below(body: Sequence[Paragraph]) -> list[int]:
    """Return the years of the days that stand below the heading: Sociale structuur 31-12-2018 1-1-2018."""
    found = DAYS.fullmatch(body[0].text) if body else None
    return [int(year) for year in re.findall(r"[0-9]{4}", found["days"])] if found else []
