"""What the texts above the figures of a row say of each other: which of them may be no name, or more of a bron."""

import itertools
import re
from collections.abc import Sequence

from indicators.imports.delivery import Place
from indicators.imports.published.figure_runs import Run, is_remark
from indicators.imports.published.name_words import begins_as_name
from indicators.imports.published.no_names import SENTENCE, STATES
from indicators.imports.published.regions import PROVINCES, about_of
from indicators.imports.published.source import Cell, joined
from indicators.imports.published.word_rows import IN_BRACKETS

LEAST_DESCRIBED = 2  # sentences between two whole rows
_DESCRIBED = re.compile(r"\bomschrijving\b", re.IGNORECASE)
_OF_PROVINCE = re.compile(r"(?:^|\n)bron: ?(?:de )?provincie$", re.IGNORECASE)


def goes_on_behind(lines: Sequence[str]) -> bool:
    """Whether a text goes on behind what it says of a bron or unit: another name may stand there, but in brackets."""
    said = [about_of(line) is not None for line in lines]
    behind = lines[said.index(True) + 1 :] if any(said) else []
    return not all(about_of(line) or IN_BRACKETS.fullmatch(line) for line in behind)


def with_whole_source(texts: Sequence[Cell]) -> list[Cell]:
    """Return the texts above figures, where that of a bron goes on with the name of its province: Bron: Provincie,
    Drenthe.
    """
    found: list[Cell] = []
    for text in texts:
        if found and _OF_PROVINCE.search(found[-1].text) and PROVINCES.match(text.text):
            found[-1] = Cell(f"{found[-1].text} {joined(text.text.splitlines())}", found[-1].place)
        else:
            found.append(text)
    return found


def described(head: str, runs: Sequence[Run], width: int) -> set[Place]:
    """Return where the sentences stand that say in a column Omschrijving what was reached: De haven is gebouwd, 40%.

    Of one such name alone nobody can say: it may be a remark about the row above, and the name below it gone. But of
    one that counts, and states nothing: Totaal aantal bezoekers van musea, theaters en festivals samen.
    """
    if not _DESCRIBED.search(head):
        return set()
    whole = [len(run.parts) == width for run in runs]
    found = {run.texts[-1].place: n for n, run in enumerate(runs) if whole[n] and run.texts and _says(run.texts[-1])}
    between = sum(1 for n in found.values() if not n or whole[n - 1])
    if between >= LEAST_DESCRIBED:
        return set(found)
    return {
        run.texts[-1].place for run in runs if run.texts and run.texts[-1].place in found and _counts(run.texts[-1])
    }


def _counts(text: Cell) -> bool:
    """Whether a text begins as a name that counts or rates, and no verb says what came of it."""
    return begins_as_name(_name(text)) and not STATES.fullmatch(_name(text))


def _says(text: Cell) -> bool:
    """Whether a text is a sentence."""
    return is_remark(_name(text)) or SENTENCE.fullmatch(_name(text)) is not None


def _name(text: Cell) -> str:
    """Return the lines of a text before those of a bron or unit, as one."""
    return joined(itertools.takewhile(lambda line: about_of(line) is None, text.text.splitlines()))


def end_with_full_stop(runs: Sequence[Run], width: int) -> bool:
    """Whether more than one name ends with a full stop: the only text between two whole rows, so that it is a name."""
    whole = [len(run.parts) == width for run in runs]
    alone = [whole[n] and (not n or whole[n - 1]) and len(run.texts) == 1 for n, run in enumerate(runs)]
    ended = [run.texts[0].text.rstrip().endswith(".") for run, single in zip(runs, alone, strict=True) if single]
    return width > 1 and sum(ended) > 1


def goes_on_below_bron(texts: Sequence[Cell]) -> bool:
    """Whether a text right above figures may be more of the bron of that row: Bomen, Bron: Provincie, Flevoland.

    Below the figures of another row a bron is that row's, and so it is behind a remark about it.
    """
    lines = [line for text in texts[:-1] for line in text.text.splitlines()]
    told = [about_of(line) for line in lines]
    ends = bool(told) and told[-1] is not None and told[-1][0] == "bron"
    own = any(about_of(line) for text in texts[-1:] for line in text.text.splitlines())
    return ends and told[0] is None and not any(map(is_remark, lines)) and not own
