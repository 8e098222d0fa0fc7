"""The figures and targets of one indicator, and which of them a stoplicht looks at: no queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from indicators.choices import Stand


class Cijfer(NamedTuple):
    """One version of a realisatie, with what its reeks says of it."""

    indicator_id: int
    reeks_id: int
    reeks_from: int
    unit: str
    year: int
    id: int
    state: str
    value: Decimal | None
    reason: str
    measured_year: int
    year_confirmed: bool
    provisional: bool
    respondents: int | None


class Doelwaarde(NamedTuple):
    """One streefwaarde of an adopted document."""

    indicator_id: int
    year: int
    id: int
    reeks_id: int
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    strict: bool
    reason: str


class Norm(NamedTuple):
    """A margin, with where it comes from."""

    margin: Decimal
    kind: str
    source: str


class Normgrens(NamedTuple):
    """The municipality's margin from a year on."""

    valid_from: int
    margin: Decimal
    kind: str


@dataclass
class Dossier:
    """The figures and targets of one indicator, picked: of each year the version and the document that count."""

    direction: str
    margin: Norm | None
    # stand → year → the figure of each reeks; of a reeks and year the latest version wins
    figures: dict[str, dict[int, dict[int, Cijfer]]] = field(default_factory=lambda: {stand: {} for stand in Stand})
    targets: dict[int, Doelwaarde] = field(default_factory=dict)

    def judgeable(
        self, stand: str, only: int | None = None
    ) -> Iterator[tuple[int, Cijfer | None, Cijfer | None, Doelwaarde | None]]:
        """Yield for each year (or one) with anything to say: the figure, the previous one of its reeks, the target."""
        if only is not None:
            if only in self.figures[stand] or only in self.targets:
                yield self._of_year(stand, only)
            return
        last_measured: dict[int, Cijfer] = {}
        figures, targets = self.figures[stand], self.targets
        for year in sorted(figures.keys() | targets.keys()):
            target = targets.get(year)
            per_reeks = figures.get(year, {})
            figure = self._pick(per_reeks, target)
            yield year, figure, last_measured.get(figure.reeks_id) if figure else None, target
            for reeks_id, of_reeks in per_reeks.items():
                if of_reeks.value is not None:
                    last_measured[reeks_id] = of_reeks

    def _of_year(self, stand: str, year: int) -> tuple[int, Cijfer | None, Cijfer | None, Doelwaarde | None]:
        """Return the same of one year."""
        figures, target = self.figures[stand], self.targets.get(year)
        figure = self._pick(figures.get(year, {}), target)
        previous = None
        if figure:
            years_before = sorted((earlier for earlier in figures if earlier < year), reverse=True)
            before = (figures[earlier].get(figure.reeks_id) for earlier in years_before)
            previous = next((each for each in before if each and each.value is not None), None)
        return year, figure, previous, target

    def lacks_previous(self, stands: Iterable[str], year: int) -> bool:
        """Whether the figure of a year has none before it, as far as is known here."""
        judged = (self._of_year(stand, year) for stand in stands if year in self.figures[stand])
        return any(previous is None for _, _, previous, _ in judged)

    @staticmethod
    def _pick(per_reeks: dict[int, Cijfer], target: Doelwaarde | None) -> Cijfer | None:
        """Return the figure to judge: one with a value first, then one measured the target's way, then the newest."""
        if len(per_reeks) < 2:
            return next(iter(per_reeks.values()), None)

        def fitness(figure: Cijfer) -> tuple[bool, bool, int]:
            return figure.value is not None, bool(target and figure.reeks_id == target.reeks_id), figure.reeks_from

        return max(per_reeks.values(), key=fitness)
