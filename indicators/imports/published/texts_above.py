"""What the texts above the figures of a row say of each other: which of them may be no name, or more of a bron."""

from collections.abc import Sequence

from indicators.imports.published.figure_runs import Run, is_remark
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell


def goes_on_behind(lines: Sequence[str]) -> bool:
    """Whether a text goes on behind what it says of a bron or unit: another name may stand there."""
    said = [about_of(line) is not None for line in lines]
    return any(said) and not all(said[said.index(True) :])


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
