"""The texts right above a run of figures: which of them is the name of the row, and how often the table has it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.published.figure_runs import Run
from indicators.imports.published.headings import Column
from indicators.imports.published.name_words import begins_as_name
from indicators.imports.published.source import Cell, joined
from indicators.imports.published.word_rows import whole_name

SHORTEST_NAME = 12  # characters, or two words: a single short word may be a bron
_BRON_LIKE = re.compile(
    r"monitor\b|enqu.te|administratie\b|(?:onderzoek|registratie|gegevens|peiling|telling|statistiek)$", re.IGNORECASE
)


@dataclass(slots=True)
class OwnTexts:
    """What the columns before and behind the figures of a table say of the texts of its rows."""

    before: Sequence[Column]
    after: Sequence[Column]
    sentences: bool = False  # whether names end with a full stop here
    bronnen: set[str] = field(default_factory=set)  # what stands below figures, and so is no name
    names: Counter[tuple[str, ...]] = field(default_factory=Counter)  # where more texts than one stand above figures
    meanings: Counter[tuple[str, ...]] = field(default_factory=Counter)  # names with what they mean

    def count(self, runs: Sequence[Run]) -> None:
        """Count the names of the rows, and what comes again below figures: that is a bron."""
        width = len(self.before)
        self.names = Counter(self.called(run.texts) for run in runs if len(run.texts) >= width > 1)
        self.meanings = Counter(self.with_meaning(run.texts) for run in runs if len(run.texts) == width)
        behind = Counter(run.texts[0].text for run in runs[1:] if run.texts) if self.after else Counter()
        self.bronnen |= {text for text, times in behind.items() if times > 1}

    def called(self, texts: Sequence[Cell]) -> tuple[str, ...]:
        """Return the name of a row that ends with these texts, in as many parts as it has columns."""
        own = texts[-len(self.before) :]
        return tuple(text.text.casefold() for c, text in zip(self.before, own, strict=False) if c.kind == "naam")

    def with_meaning(self, own: Sequence[Cell]) -> tuple[str, ...]:
        """Return the name of a row and what it means, where the heading has a column for each and no other words."""
        both = [column.kind for column in self.before] == ["naam", "tekst"]
        return tuple(text.text.casefold() for text in own) if both else ()

    def with_no_bron(self, texts: list[Cell]) -> list[Cell]:
        """Return the only text above a row with an empty bron beside it, where it can be nothing but a name."""
        alone = [column.kind for column in self.before] == ["naam", "bron"] and not self.after and len(texts) == 1
        if not alone or not begins_as_name(texts[0].text) or _BRON_LIKE.search(texts[0].text):
            return texts
        return [*texts, Cell("", texts[0].place)]

    def name_of(self, own: Sequence[Cell], above: Sequence[Cell]) -> Cell:
        """Return the name of a row, in two parts where the heading has two columns for it."""
        name = whole_name(own[0], above)
        if self.sentences and not above:  # no sentence about the row above
            first, *meaning = name.text.splitlines()
            apart = first.endswith(".") and meaning and meaning[0][:1].isupper()
            name = Cell((first if apart else name.text).rstrip(" ."), name.place)
        if [column.kind for column in self.before[:2]] != ["naam", "naam"] or len(own) < 2:
            return name
        return Cell(": ".join(joined(text.text.splitlines()) for text in (name, own[1])), name.place)

    def is_name(self, text: str) -> bool:
        """Whether the only text before figures is a name for certain, as a bron was left out."""
        if text in self.bronnen or _BRON_LIKE.search(text):
            return False
        long = len(text) >= SHORTEST_NAME or " " in text
        return begins_as_name(text) or (len(self.before) == 1 and long and not text[:1].islower())
