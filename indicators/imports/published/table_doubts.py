"""What the rows of a table without walls, all together, say of its heading: columns it lacks, titles above its rows."""

import re
from collections.abc import Sequence

from indicators.imports.published.figure_runs import Run, is_remark
from indicators.imports.published.fitting import pairs_of
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import is_number
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell

MOST, MANY = 0.8, 0.6  # of all rows
MOST_OF_TITLE = 2  # spaces in a title that may be taken for a name
LONGEST_OTHER = 40  # characters of the heads of another table
UNIT_LIKE = re.compile(
    r"(?:%|€|aantal|per\b|(?:kg|kilo|ha|km|m2|m²|ton)\b|kosten (?:per|in|als)\b|fte per\b|in %|euro|in procent"
    r"|percentage|schaal|tussen\b|index|x 1|duizend)",
    re.IGNORECASE,
)


def holds_more_figures(runs: Sequence[Run], heading: Heading) -> bool:
    """Whether a column of figures is not in the heading: where a cell is lost too, a row would seem to fit."""
    width = len(heading.figures)
    known = [run for run in runs if "broken" not in run.kinds]
    single = [run for run in known if not pairs_of(heading, [part.text for part in run.parts])]
    wide = sum(run.kinds.count("value") > width for run in single)
    narrow = any(run.kinds.count("value") < width for run in single)
    return wide > 2 or wide * 2 >= len(runs) or bool(wide and narrow)


def holds_more_texts(runs: Sequence[Run], before: Sequence[Column], after: Sequence[Column]) -> bool:
    """Whether most rows have a text more than the heading names: a unit without a head would seem the name."""
    own = len(before) + len(after)
    texts = [[text for text in run.texts if not is_remark(text.text)] for run in runs]
    more = sum(len(each) > own - len(after) * (not number) for number, each in enumerate(texts))
    told = any(about_of(text.text) for run in runs for text in run.texts)
    beside = [column.kind for column in before[1:2]]
    least = MOST if not beside else MANY if beside in (["eenheid"], ["bron"]) else 2
    return len(runs) > 2 and not told and more >= least * len(runs)


def is_topped(runs: Sequence[Run], before: Sequence[Column], after: Sequence[Column]) -> bool:
    """Whether titles stand above rows, and rows lost a cell: a title may be taken for a name."""
    counts = [len(run.texts) - len(after) * (number > 0) for number, run in enumerate(runs)]
    return len(before) > 1 and bool(counts) and max(counts) > len(before) > min(counts)


def may_begin_with_title(own: Sequence[Cell], before: Sequence[Column]) -> bool:
    """Whether the first of these may be the title above a row that lost one: no unit stands below its head."""
    beside = zip(before, own, strict=False)
    odd = any(column.kind == "eenheid" and not UNIT_LIKE.match(text.text) for column, text in beside)
    return odd and own[0].text.count(" ") < MOST_OF_TITLE


def holds_figures(text: Cell) -> bool:
    """Whether a cell above a name holds figures below each other: <1%, and below it 90%."""
    return sum(map(is_number, text.text.splitlines())) > 1


def begins_another(run: Run, heading: Heading, texts: int) -> bool:
    """Whether the heads of another table stand above a row: as many as it has figures, and this table has not.

    A row of this table has `texts` texts beside its figures.
    """
    count = len(run.parts)
    heads = [text.text for text in run.texts[:-1]][-count:]
    short = all(len(text) <= LONGEST_OTHER and not text.endswith(".") for text in heads)
    unlike = count not in (1, len(heading.figures)) and len(run.texts) > count + texts
    return unlike and short and len(set(heads)) == count
