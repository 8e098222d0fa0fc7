"""The chart in coordinates: plain data that a template turns into SVG, for a page, a file or paper.

Figures become coordinates here, at the very end; what is drawn at which height is only ever for looking at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from indicators.charts.content import Breuk, Grafiek, Marge, Punt
from indicators.getallen import getal

TICKS = 5
INSET = 36  # between the frame and the first and last year: room for half a label, or a short one beside a point
BESIDE = 12  # between a point and its label
LETTER = 9  # about as wide as one digit
YEAR = 48  # a year with some room around it


@dataclass(frozen=True)
class Maat:
    """How large a picture is, where its frame lies in it, and whether there is room for words in it."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    worded: bool = True


LARGE = Maat(720, 360, left=64, right=16, top=60, bottom=40)
NARROW = Maat(340, 300, left=48, right=4, top=60, bottom=40)  # for a phone, where LARGE would be unreadable
SMALL = Maat(320, 130, left=12, right=12, top=24, bottom=24, worded=False)


@dataclass(frozen=True)
class Plek:
    """Where a point is drawn, in the coordinates of the picture."""

    x: int
    y: int
    punt: Punt


@dataclass(frozen=True)
class Stuk:
    """A piece of a line between two points; one that `bridges` passes years that were not measured."""

    start: Plek
    end: Plek
    bridges: bool


@dataclass(frozen=True)
class Foutbalk:
    """The 95% interval of one figure."""

    x: int
    top: int
    bottom: int
    punt: Punt


@dataclass(frozen=True)
class Etiket:
    """The words of a point, above, below or `beside` it; `kind` is what the point is."""

    x: int
    y: int
    text: str
    kind: str
    beside: bool = False


@dataclass(frozen=True)
class Elders:
    """The benchmarks of one region; `number` tells them apart."""

    region: str
    spots: list[Plek]
    number: int


@dataclass(frozen=True)
class Tekening:
    """A chart in coordinates, for a template to draw."""

    maat: Maat
    right: int
    bottom: int
    y_ticks: list[tuple[int, str]]
    x_ticks: list[tuple[int, int]]
    starts_at: str  # where the axis starts when that is not zero, so that the page can say so
    reeksen: list[list[Plek]]
    pieces: list[Stuk]
    errors: list[Foutbalk]
    targets: list[list[Plek]]
    target_pieces: list[Stuk]
    original_targets: list[Plek]
    benchmarks: list[Elders]
    bands: list[tuple[int, int, int]]  # the middle, the top and the height of each year's target of two bounds
    margins: list[tuple[int, int, int]]  # the same of what is still oranje
    breaks: list[tuple[int, Breuk]]  # between the last year of one way of measuring and the first of the next
    labels: list[Etiket]

    @property
    def width(self) -> int:
        """The width of the picture."""
        return self.maat.width

    @property
    def height(self) -> int:
        """The height of the picture."""
        return self.maat.height

    @property
    def left(self) -> int:
        """Where the frame begins."""
        return self.maat.left

    @property
    def has_bridges(self) -> bool:
        """Whether a line passes years that were not measured."""
        return any(piece.bridges for piece in self.pieces)

    @property
    def has_provisional(self) -> bool:
        """Whether a point is provisional."""
        return any(spot.punt.provisional for line in self.reeksen for spot in line)


def draw(chart: Grafiek, maat: Maat = LARGE) -> Tekening | None:
    """Return the chart in coordinates; None when there is nothing to draw."""
    points = chart.points
    if not points:
        return None
    ticks = axis(chart)
    first, last = min(point.year for point in points), max(point.year for point in points)
    place = _Places(maat, first, last, ticks[0], ticks[-1])
    reeksen = [place.all(line) for line in chart.reeksen]
    targets = [place.all(line) for line in chart.targets]
    elsewhere = [Elders(b.region, place.all(b.points), number) for number, b in enumerate(chart.benchmarks, start=1)]
    span = maat.width - maat.left - maat.right - 2 * INSET
    spacing = span // max(1, last - first)
    step = max(1, -(-(last - first) // max(1, span // YEAR)))  # as many years are named as there is room for
    years = range(first, last + 1, step) if maat.worded else sorted({first, last})
    return Tekening(
        maat=maat,
        right=maat.width - maat.right,
        bottom=maat.height - maat.bottom,
        y_ticks=[(place.y(tick), getal(tick, chart.decimals)) for tick in ticks] if maat.worded else [],
        x_ticks=[(place.x(year), year) for year in years],
        starts_at=getal(ticks[0], chart.decimals) if ticks[0] > 0 else "",
        reeksen=reeksen,
        pieces=[piece for line in reeksen for piece in _pieces(line)],
        errors=[_error(place, spot) for line in reeksen for spot in line if spot.punt.error is not None],
        targets=targets,
        # Between two targets that are years apart nothing was aimed at: no line says otherwise.
        target_pieces=[piece for line in targets for piece in _pieces(line) if not piece.bridges],
        original_targets=place.all(chart.original_targets),
        benchmarks=elsewhere,
        bands=[place.band(band) for band in chart.bands],
        margins=[place.band(margin) for margin in chart.margins],
        breaks=[((place.x(b.year - 1) + place.x(b.year)) // 2, b) for b in chart.visible_breaks],
        labels=list(_labels(place, reeksen, targets, elsewhere, spacing)) if maat.worded else [],
    )


def axis(chart: Grafiek) -> list[Decimal]:
    """Return the values that are named beside the picture, the lowest first.

    What counts something starts at zero. A percentage or a score does when that costs no more than half the height;
    else it starts higher, and the picture says so.
    """
    low, high = min(chart.values), max(chart.values)
    if low >= 0 and (chart.is_count or low <= high / 2):
        low = Decimal(0)
    ticks = nice_ticks(low, high)
    if low and low == ticks[0]:  # room for the words below the lowest point
        ticks.insert(0, ticks[0] - (ticks[1] - ticks[0]))
    if chart.unit == "%" and low >= 0 and high <= 100:
        ticks = [tick for tick in ticks if 0 <= tick <= 100]
    return ticks


def nice_ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return about TICKS round values, 1, 2 or 5 times a power of ten apart, from below `low` to above `high`."""
    if low == high:
        low, high = low - 1 if low else low, high + 1
    rough = (high - low) / (TICKS - 1)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [step * number for number in range(int(first), int(last) + 1)]


@dataclass(frozen=True)
class _Places:
    """Where years and values lie in a picture."""

    maat: Maat
    first: int
    last: int
    low: Decimal
    high: Decimal

    def x(self, year: int) -> int:
        """Return how far to the right a year lies."""
        span = self.maat.width - self.maat.left - self.maat.right
        if self.first == self.last:
            return self.maat.left + span // 2
        return self.maat.left + INSET + (span - 2 * INSET) * (year - self.first) // (self.last - self.first)

    def y(self, value: Decimal) -> int:
        """Return how far down a value lies."""
        frame = self.maat.height - self.maat.top - self.maat.bottom
        return round(self.maat.height - self.maat.bottom - (value - self.low) * frame / (self.high - self.low))

    def all(self, line: Sequence[Punt]) -> list[Plek]:
        """Return where the points of a line lie."""
        return [Plek(self.x(point.year), self.y(point.value), point) for point in line]

    def band(self, band: Marge) -> tuple[int, int, int]:
        """Return the middle, the top and the height of a band; one without any height is still a line."""
        top = self.y(band.high)
        return self.x(band.year), top, max(1, self.y(band.low) - top)


def _pieces(line: Sequence[Plek]) -> Iterator[Stuk]:
    """Yield the pieces of a line from year to year."""
    for start, end in pairwise(line):
        yield Stuk(start, end, end.punt.year - start.punt.year > 1)


def _error(place: _Places, spot: Plek) -> Foutbalk:
    """Return the 95% interval of a figure."""
    low, high = spot.punt.interval
    return Foutbalk(spot.x, place.y(high), place.y(low), spot.punt)


def _labels(
    place: _Places, reeksen: list[list[Plek]], targets: list[list[Plek]], elsewhere: list[Elders], spacing: int
) -> Iterator[Etiket]:
    """Yield the words beside the points: of each year the higher point's above it, the lower one's below it."""
    aimed = {spot.punt.year: spot.y for line in targets for spot in line}
    measured = {spot.punt.year: spot.y for line in reeksen for spot in line}
    for line in reeksen:
        valleys = {b for a, b, c in zip(line, line[1:], line[2:], strict=False) if a.y < b.y > c.y}
        for spot in _with_room(line, spacing):
            if spot.punt.error is not None:  # above and below it is its bar
                yield Etiket(spot.x + BESIDE, spot.y + 5, spot.punt.short, "reeks", beside=True)
            else:
                goal = aimed.get(spot.punt.year)
                yield _label(spot, spot not in valleys if goal is None else spot.y <= goal, "reeks")
    for number, line in enumerate(targets):
        previous = ""
        for spot in _with_room(line, spacing):
            if spot.punt.short != previous:  # the same target is said once
                own = measured.get(spot.punt.year)
                # A lower bound has its words below it, an upper bound above, as a single target has unless it is lower.
                above = number == 1 if len(targets) > 1 else own is None or spot.y < own
                yield _label(spot, above, "target")
            previous = spot.punt.short
    for benchmark in elsewhere:
        spot = benchmark.spots[-1]
        named = f"{benchmark.region} {spot.punt.short}"
        fits = len(named) * LETTER < min(spot.x - place.maat.left, 3 * spacing)
        yield Etiket(spot.x - BESIDE, spot.y - BESIDE, named if fits else spot.punt.short, "benchmark")


def _with_room(line: Sequence[Plek], spacing: int) -> Sequence[Plek]:
    """Return the points of a line that have room for their words: all of them, or else the last."""
    longest = max((len(spot.punt.short) for spot in line), default=0)
    return line if longest * LETTER <= spacing or len(line) == 1 else line[-1:]


def _label(spot: Plek, above: bool, kind: str) -> Etiket:
    """Return the words of a point, above or below it."""
    return Etiket(spot.x, spot.y - BESIDE if above else spot.y + BESIDE + 12, spot.punt.short, kind)
