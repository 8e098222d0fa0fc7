"""Which paragraphs of a table without walls begin its rows: names, and the numbers above them."""

import itertools
import re
from collections.abc import Sequence

from indicators.imports.published.headings import Column
from indicators.imports.published.paragraphs import CODE, OF_FIGURES, Paragraph
from indicators.notation.cells import is_phrase

LEAST_NUMBERED = 5
MOST_LEFT_OUT = 20  # numbers of rows between two of them: a larger step is a figure
BULLETS = frozenset("-–•·")
# 0 tot 5 jaar (%), > 65 jaar; and so 1e kwartaal.
AGE = re.compile(
    r"(?:(?:van )?[0-9]{1,2} *(?:-|–|t/m|tot(?: en met)?) *[0-9]{1,3}[ -]?(?:jaar|jr\.?|jarigen)"
    r"|[<>≤≥] ?[0-9]{1,2} (?:jaar|jr\.?)|[0-9]{1,3} (?:(?:jaar|jr\.?) )?(?:en|of) (?:ouder|jonger)"
    r"|[1-4]e kwartaal)(?: \(%\))?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[1-9][0-9]?(?:/[1-9])?")
NUMBER = re.compile(r"(?:[1-9][0-9]?\.)?(?P<number>0?[1-9][0-9]{0,2})[a-z]?[.:]?")


def names_in(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str]) -> list[str]:
    """Return the kinds, where Toename between two whole rows is the name of the second, and no figure of the first."""
    width = sum(column.holds_figures for column in columns)
    if not columns[-1].holds_figures or width < 2:  # a bron would stand between the rows
        return list(kinds)
    found = list(kinds)
    for index, kind in enumerate(kinds):
        around = [*found[max(0, index - width - 1) : index], *found[index + 1 : index + width + 2]]
        whole = ["text", *["value"] * (2 * width)]
        if kind == "value" and is_phrase(body[index].text) and around[: len(whole)] == whole:
            after = around[len(whole) :]
            found[index] = "text" if not after or after == ["text"] or is_phrase(body[index + width + 1].text) else kind
    return found


def with_numbered_bronnen(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str]) -> list[str]:
    """Return the kinds, where the bron between name and figures is a number of a list: it is none of the figures.

    Every row must begin with one, and some must then be whole; a longer row would have lost its bron.
    """
    first = next((i for i, c in enumerate(columns) if c.holds_figures), 0)
    width = sum(column.holds_figures for column in columns)
    starts = [i for i, kind in enumerate(kinds) if kind != "text" and (not i or kinds[i - 1] == "text")]
    if not first or columns[first - 1].kind != "bron" or len(starts) < 2:
        return list(kinds)
    sizes = [next((n for n, kind in enumerate(kinds[i:]) if kind == "text"), len(kinds) - i) for i in starts]
    numbers = all(_LISTED.fullmatch(body[i].text) for i in starts)
    if not numbers or max(sizes) != width + 1 or sizes.count(width + 1) < 2:
        return list(kinds)
    return ["text" if i in starts else kind for i, kind in enumerate(kinds)]


def with_dashed_bronnen(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str]) -> list[str]:
    """Return the kinds, where a dash right behind a name stands for the bron or unit that the heading has there.

    Only in a row that then has as many figures as there are columns: with the dash it has one too many.
    """
    first = next((i for i, c in enumerate(columns) if c.holds_figures), 0)
    width = sum(column.holds_figures for column in columns)
    words = [column.kind for column in columns[:first]]
    if words not in (["naam", "bron"], ["naam", "eenheid"]) or len(columns) != first + width:
        return list(kinds)
    found = list(kinds)
    for index in range(1, len(kinds)):
        if body[index].text in BULLETS and kinds[index - 1] == "text":
            behind = kinds[index + 1 : index + width + 2]
            whole = len(behind) >= width and "text" not in behind[:width] and behind[width:] in ([], ["text"])
            found[index] = "text" if whole else found[index]
    return found


def with_ages(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str]) -> list[str]:
    """Return the kinds, where an age is the name of a row: 0-19 jaar, > 65 jaar, each above as many figures as columns.

    Only where that holds for every age of the table: between figures it may be one.
    """
    width = sum(column.holds_figures for column in columns)
    ages = [i for i, kind in enumerate(kinds) if kind != "text" and AGE.fullmatch(body[i].text)]
    if not ages or not columns or not columns[-1].holds_figures:  # a bron would stand between the rows
        return list(kinds)
    found = ["text" if i in ages else kind for i, kind in enumerate(kinds)]
    for i in ages:
        after = next((n for n, kind in enumerate(found[i + 1 :]) if kind == "text"), len(found) - i - 1)
        before = next((n for n, kind in enumerate(reversed(found[:i])) if kind == "text"), i)
        if after != width or before not in (0, width):
            return list(kinds)
    return found


def row_numbers(body: Sequence[Paragraph], kinds: Sequence[str], *, said: bool, ends_in_words: bool) -> set[int]:
    """Return where the rows are numbered: 1, 2, 3 … or 4.1, 4.2 … right above every name, the first included.

    So are dashes with which every row begins, and codes of three parts or more, each another: 4.1.2, 4.1.a. Where the
    heading has `said` that numbers stand there, some may be left out: 1.1, 3.2, 4. With `ends_in_words` a bron stands
    behind the figures: then the number stands alone between that and the name.
    """
    names = [i for i, kind in enumerate(kinds) if kind == "text" and (i == 0 or kinds[i - 1] != "text")]
    titles = _titles(body, kinds) if said else set()
    names = [i for i in names if i not in titles]
    if ends_in_words:
        names = [i for i in names if i < 2 or kinds[i - 2] == "text"]
    # Below the last figure stands other text, or a row that has none.
    filled = [i for i in names if any(kind in OF_FIGURES for kind in kinds[i:])]
    numbers = [i - 1 for i in filled if i and NUMBER.fullmatch(body[i - 1].text)]
    bullets = [i - 1 for i in filled if i and body[i - 1].text in BULLETS]
    if len(filled) > 1 and len(bullets) == len(filled) and bullets[0] == 0:
        return set(bullets)  # no figure stands above the first name
    codes = [i - 1 for i in filled if i and CODE.fullmatch(body[i - 1].text)]
    if (
        len(filled) > 1
        and len(codes) == len(filled)
        and codes[0] == 0
        and len({body[i].text for i in codes}) == len(codes)
    ):
        return set(codes)
    rest = [i - 1 for i in names if i not in filled and numbers and NUMBER.fullmatch(body[i - 1].text)]
    if said and len(filled) == 1 == len(numbers) and numbers[0] == 0:
        return {0}
    if len(filled) < 2 or len(numbers) != len(filled):
        return set()
    found = [NUMBER.fullmatch(body[i].text) for i in numbers]
    counted = [int(each["number"]) for each in found if each]
    groups = {each[0][: each.start("number")] for each in found if each}
    whole = counted == list(range(1, len(numbers) + 1)) and len(groups) == 1
    # Ambitie 1, 1, 2, 3, 3: not the number of the row, but it begins each of them.
    steps = {below - above for above, below in itertools.pairwise(counted)}
    themed = len(numbers) > 2 and counted[:1] == [1] and steps <= {0, 1} and groups == {""}
    # Doel 3 above each name: the figures of a row would be one too many, and that of the first name is none.
    same = (said or len(numbers) > 2) and set(counted) == {counted[0]} and steps == {0} and groups == {""}
    rising = said and all(above < below for above, below in itertools.pairwise(map(_parts, found)))
    # 1, 2, 4: one was left out. What stands above the first name can be no figure.
    rising = rising or (len(numbers) > 2 and counted[0] == 1 and groups == {""} and steps <= {1, 2, 3})
    # 1, 2, 3 below each title.
    anew = counted[:1] == [1] and all(
        below == above + 1 or (below == 1 and place - 1 in titles)
        for (above, below), place in zip(itertools.pairwise(counted), numbers[1:], strict=True)
    )
    if not (whole or themed or same or rising or anew) or numbers[0] != (0 in titles):
        return set()
    # The number of a row without figures is no figure of the row above it.
    after = [NUMBER.fullmatch(body[i].text) for i in rest[:1]]
    last = _parts(found[-1])
    goes_on = [
        i
        for i, each in zip(rest, after, strict=False)
        if each
        and (int(each["number"]) == counted[-1] + 1 or (said and last < _parts(each) < [last[0] + MOST_LEFT_OUT]))
    ]
    return {*numbers, *goes_on, *_left_out(body, kinds, numbers, counted)}


def _titles(body: Sequence[Paragraph], kinds: Sequence[str]) -> set[int]:
    """Return where a title stands above the number of a row, which is the next each time: Onderwijs, 1, Verzuim."""
    found: set[int] = set()
    last = 0
    for i in range(len(body) - 1):
        number = NUMBER.fullmatch(body[i].text) if kinds[i + 1] == "text" else None
        begins = last > 1 and i > 0 and kinds[i - 1] == "text" and (i < 2 or kinds[i - 2] != "text")  # anew at 1
        if number and number[0].rstrip(".") in (str(last + 1), "1" if begins else ""):
            last = int(number["number"])
            found |= {i - 1} if i and kinds[i - 1] == "text" else set()
    return found


def _left_out(
    body: Sequence[Paragraph], kinds: Sequence[str], numbers: Sequence[int], counted: Sequence[int]
) -> set[int]:
    """Return where the numbers stand that seem left out: behind figures, where the row above lost its last words."""
    found: set[int] = set()
    for (begin, first), (end, last) in itertools.pairwise(zip(numbers, counted, strict=True)):
        missing = {str(number) for number in range(first + 1, last)}
        found |= {i for i in range(begin + 1, end) if body[i].text.rstrip(".") in missing and kinds[i + 1] == "text"}
    return found


def some_numbered(body: Sequence[Paragraph], kinds: Sequence[str], width: int) -> set[int]:
    """Return the numbers right above some of the names: only where every row then holds a figure for each column."""
    numbers: list[int] = []
    last = 0
    for i in range(len(body) - 1):
        found = NUMBER.fullmatch(body[i].text) if kinds[i + 1] == "text" else None
        number = int(found["number"]) if found else 0
        if number == 1 or (last and last < number <= last + MOST_LEFT_OUT):
            numbers.append(i)
            last = number
    if len(numbers) < LEAST_NUMBERED:
        return set()
    rest = [kind for i, kind in enumerate(kinds) if i not in numbers]
    runs = [len(list(run)) for is_text, run in itertools.groupby(rest, lambda kind: kind == "text") if not is_text]
    return set(numbers) if set(runs) == {width} else set()


def _parts(number: re.Match[str] | None) -> list[int]:
    """Return the parts of a number: 4.1 is 4 and 1, and so is 4a."""
    parts = re.findall("[0-9]+|[a-z]", number[0]) if number else []
    return [int(part) if part.isdigit() else ord(part) - ord("a") + 1 for part in parts]
