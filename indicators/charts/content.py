"""What the chart of an indicator shows, in figures and in words. It shows stored judgements; nothing here judges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from indicators.choices import Richting
from indicators.getallen import getal, is_score, kort, met_eenheid, verschil
from indicators.models import Benchmark, IndicatorStatus, Reeks, Streefwaarde
from indicators.stoplicht import error_margin, oranje_range


@dataclass(frozen=True)
class Punt:
    """One value of one year, with how it is said in words; `short` is the same for beside a point.

    `error` is half the 95% interval of a survey percentage, as the rule knows it, with its words.
    """

    year: int
    value: Decimal
    text: str
    provisional: bool = False
    short: str = ""
    error: Decimal | None = None
    error_text: str = ""

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """Between which values the figure lies with 95% certainty; a percentage ends at 0 and 100."""
        error = self.error or Decimal(0)
        return max(Decimal(0), self.value - error), min(Decimal(100), self.value + error)


@dataclass(frozen=True)
class Marge:
    """A band of one year, from `low` to `high`: what is still oranje, or a target with two bounds."""

    year: int
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Breuk:
    """A trendbreuk: the first year of another way of measuring, and why."""

    year: int
    reason: str


@dataclass(frozen=True)
class Vergelijking:
    """The same figure for elsewhere, by year."""

    region: str
    points: list[Punt]


@dataclass
class Grafiek:
    """What a chart shows: a line for each reeks, the targets that apply, those that were moved, and the benchmarks."""

    title: str
    unit: str
    decimals: int
    direction: str = ""
    reeksen: list[list[Punt]] = field(default_factory=list)
    targets: list[list[Punt]] = field(default_factory=list)  # a line, or two for a bandwidth
    original_targets: list[Punt] = field(default_factory=list)
    bands: list[Marge] = field(default_factory=list)  # of the years whose target is a bandwidth
    margins: list[Marge] = field(default_factory=list)
    breaks: list[Breuk] = field(default_factory=list)
    benchmarks: list[Vergelijking] = field(default_factory=list)

    @property
    def measured(self) -> list[Punt]:
        """Every realisatie, by reeks and year."""
        return [point for line in self.reeksen for point in line]

    @property
    def points(self) -> list[Punt]:
        """Every point of every line."""
        elsewhere = (point for benchmark in self.benchmarks for point in benchmark.points)
        return [
            *self.measured,
            *(point for line in self.targets for point in line),
            *self.original_targets,
            *elsewhere,
        ]

    @property
    def values(self) -> list[Decimal]:
        """Every value that has to be inside the picture."""
        ends = (end for margin in self.margins for end in (margin.low, margin.high))
        errors = (end for point in self.measured if point.error is not None for end in point.interval)
        return [*(point.value for point in self.points), *ends, *errors]

    @property
    def visible_breaks(self) -> list[Breuk]:
        """The trendbreuken between the first and the last year that is drawn."""
        years = [point.year for point in self.points]
        return [b for b in self.breaks if min(years) < b.year <= max(years)] if years else []

    @property
    def direction_in_words(self) -> str:
        """Which way is better, as a sentence begins."""
        return str(Richting(self.direction).label) if self.direction else ""

    @property
    def is_count(self) -> bool:
        """Whether the unit counts something, so that half the height has to be half as much."""
        return self.unit != "%" and not is_score(self.unit)

    @property
    def error_words(self) -> dict[int, str]:
        """The margin of error in words, by year."""
        return {point.year: point.error_text for point in self.measured if point.error_text}

    @property
    def in_words(self) -> list[str]:
        """All that the picture shows, for who does not see it."""
        said = [f"{self.direction_in_words}."] if self.direction else []
        said += [f"Realisatie: {_in_a_row(line)}." for line in self.reeksen]
        said += [f"Streefwaarde: {_in_a_row(line)}." for line in self.targets]
        if self.original_targets:
            said.append(f"Oorspronkelijke streefwaarde, later verplaatst: {_in_a_row(self.original_targets)}.")
        said += [f"{benchmark.region}: {_in_a_row(benchmark.points)}." for benchmark in self.benchmarks]
        said += [f"Vanaf {b.year} anders gemeten. {b.reason}".strip() for b in self.visible_breaks]
        return said


def _in_a_row(points: Iterable[Punt]) -> str:
    """Return points as a list in words: 2015 32% (± 2,9 procentpunt); 2017 34% (voorlopig)."""
    return "; ".join(
        f"{point.year} {point.text}"
        + (f" ({point.error_text})" if point.error_text else "")
        + (" (voorlopig)" if point.provisional else "")
        for point in points
    )


def grafiek(
    title: str,
    reeks: Reeks,
    statuses: Iterable[IndicatorStatus],
    targets: Iterable[Streefwaarde],
    *,
    direction: str = "",
    benchmarks: Iterable[Benchmark] = (),
) -> Grafiek:
    """Return the chart of one indicator in the unit of `reeks`; figures in another unit are left to the table.

    `statuses` are those of one stand, with realisatie and streefwaarde; `targets` every target, first set first;
    `benchmarks` by region and year.
    """
    chart = Grafiek(title, reeks.unit, reeks.decimals, direction)
    lines: dict[int, list[Punt]] = {}
    current: dict[int, list[Decimal]] = {}
    target_lines: tuple[list[Punt], list[Punt]] = ([], [])
    for status in sorted(statuses, key=lambda status: status.year):
        if status.realisatie and status.value is not None and status.realisatie.reeks.unit == reeks.unit:
            lines.setdefault(status.realisatie.reeks_id, []).append(_measured(status, status.value, reeks))
        goals = _goals(status.target, status.lower, status.upper)
        if goals and status.streefwaarde and status.streefwaarde.reeks.unit == reeks.unit:
            for line, goal in zip(target_lines, goals, strict=False):
                line.append(_punt(status.year, goal, reeks))
            if len(goals) > 1:
                chart.bands.append(Marge(status.year, *goals))
            chart.margins.append(Marge(status.year, *oranje_range(status.meting)))
            current[status.year] = goals
    chart.reeksen = list(lines.values())
    chart.targets = [line for line in target_lines if line]
    chart.original_targets = _moved(targets, current, reeks)
    elsewhere: dict[str, list[Punt]] = {}
    for benchmark in benchmarks:
        elsewhere.setdefault(benchmark.region, []).append(_punt(benchmark.year, benchmark.value, reeks))
    chart.benchmarks = [Vergelijking(region, points) for region, points in elsewhere.items()]
    return chart


def _moved(targets: Iterable[Streefwaarde], current: Mapping[int, list[Decimal]], reeks: Reeks) -> list[Punt]:
    """Return the first target of every year for which another applies now."""
    first_set: dict[int, list[Decimal]] = {}
    for target in targets:
        goals = _goals(target.value, target.lower, target.upper)
        if goals and target.reeks.unit == reeks.unit:
            first_set.setdefault(target.year, goals)
    return [
        _punt(year, goal, reeks)
        for year, goals in sorted(first_set.items())
        if current.get(year) != goals
        for goal in goals
    ]


def breaks(reeksen: Iterable[Reeks]) -> list[Breuk]:
    """Return the trendbreuken between these reeksen, the first begun first."""
    in_order = sorted(reeksen, key=lambda reeks: reeks.valid_from)
    return [Breuk(reeks.valid_from, reeks.break_reason) for reeks in in_order[1:]]


def _goals(value: Decimal | None, lower: Decimal | None, upper: Decimal | None) -> list[Decimal]:
    """Return the values a target is drawn at: its own, or its bounds."""
    return [goal for goal in (value, lower, upper) if goal is not None]


def _measured(status: IndicatorStatus, value: Decimal, reeks: Reeks) -> Punt:
    """Return the point of a realisatie, with its margin of error where that is known."""
    error = error_margin(status.meting)
    words = ""
    if error is not None:
        shown = error.quantize(Decimal(1).scaleb(-reeks.decimals - 1), ROUND_HALF_UP)
        words = f"± {verschil(shown, reeks.unit, reeks.decimals + 1)}, n = {getal(Decimal(status.respondents or 0))}"
    short = kort(value, reeks.unit, reeks.decimals)
    text = met_eenheid(value, reeks.unit, reeks.decimals)
    return Punt(status.year, value, text, status.provisional, short, error, words)


def _punt(year: int, value: Decimal, reeks: Reeks) -> Punt:
    """Return a point with its words."""
    text, short = (written(value, reeks.unit, reeks.decimals) for written in (met_eenheid, kort))
    return Punt(year, value, text, short=short)
