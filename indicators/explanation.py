"""Says in Dutch why a stoplicht has its colour, from what it was judged by. It words a judgement; it makes none."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache, partial
from typing import NamedTuple

from indicators import stoplicht
from indicators.choices import GeenCijfer, MargeBron, MargeSoort, Reden, Richting, Trend
from indicators.getallen import getal, met_eenheid, verschil
from indicators.inputs import Invoer, Uitkomst
from indicators.jump import Sprong
from indicators.models import IndicatorStatus, Reeks, Streefwaarde
from programmes.choices import Stoplicht


@dataclass(frozen=True)
class Uitleg:
    """Why a colour, in words: one sentence, and the parts it is made of (empty where there is none)."""

    sentence: str
    figure: str
    target: str
    margin: str
    remarks: tuple[str, ...]
    marks: tuple[str, ...] = ()  # the same for a narrow column: what stands beside the light in a table


class Eenheid(NamedTuple):
    """What is taken of a reeks to write a figure."""

    unit: str
    decimals: int

    @classmethod
    def of(cls, reeks: Reeks) -> "Eenheid":
        """Return that of a reeks."""
        return cls(reeks.unit, reeks.decimals)


@lru_cache(maxsize=8192)  # of a municipality the lights of a dozen years and both stands
def explained(judged: Invoer, outcome: Uitkomst, year: int, reeks: Eenheid, target_reeks: Eenheid) -> Uitleg:
    """Return the same as `explain`: of what was explained before, what was said then, as it follows from just these."""
    return explain(judged, outcome, year, reeks, target_reeks)


def explain(
    judged: Invoer | IndicatorStatus,
    outcome: Uitkomst | IndicatorStatus,
    year: int,
    reeks: Reeks | Eenheid,
    target_reeks: Reeks | Eenheid | None = None,
) -> Uitleg:
    """Return the explanation of one judgement; figure and target are each shown in the unit of their own reeks."""
    show = partial(met_eenheid, unit=reeks.unit, decimals=reeks.decimals)
    figure = show(judged.value) if judged.value is not None else _no_figure(judged.value_reason)
    target = target_in_words(judged, target_reeks or reeks) or _no_target(judged.target_reason)
    margin = ""
    if outcome.stoplicht == Stoplicht.GRIJS:
        sentence = _why_grijs(judged, outcome, year, figure)
    else:
        short = stoplicht.shortfall(judged.meting)
        allowed = stoplicht.allowance(judged.meting)
        apart = partial(verschil, unit=reeks.unit, decimals=reeks.decimals)
        margin = f"{apart(allowed)} ({_margin_source(judged)})"
        sentence = _why_coloured(judged, outcome, figure, target, apart(short), apart(allowed))
    return Uitleg(
        sentence, figure, target, margin, _remarks(judged, outcome, year, show), _marks(judged, outcome, year)
    )


def target_in_words(
    target: Invoer | IndicatorStatus, reeks: Reeks | Eenheid, written: Callable[..., str] = met_eenheid
) -> str:
    """Return the streefwaarde with its bounds in words, or nothing when there is none in figures."""
    return bounds_in_words(target.target, target.lower, target.upper, target.strict, reeks, written)


def bounds_in_words(
    value: Decimal | None,
    lower: Decimal | None,
    upper: Decimal | None,
    strict: bool,
    reeks: Reeks | Eenheid,
    written: Callable[..., str] = met_eenheid,
) -> str:
    """Return a value, a bandwidth or a bound in words; `written` writes a number with its unit."""
    show = partial(written, unit=reeks.unit, decimals=reeks.decimals)
    if value is not None:
        return show(value)
    if lower is not None and upper is not None:
        return f"{getal(lower, reeks.decimals)} tot {'' if strict else 'en met '}{show(upper)}"
    if lower is not None:
        return f"{'meer dan' if strict else 'ten minste'} {show(lower)}"
    if upper is not None:
        return f"{'minder dan' if strict else 'ten hoogste'} {show(upper)}"
    return ""


def target_words(target: Streefwaarde) -> str:
    """Return a streefwaarde in words, or the reason why there is none."""
    words = bounds_in_words(target.value, target.lower, target.upper, target.strict, target.reeks)
    return words or GeenCijfer(target.reason).label


def jump_question(jump: Sprong, reeks: Reeks) -> str:
    """Return the question that a figure which jumps is asked: in 2017 it was 32%, now 320%, is that right?"""
    show = partial(met_eenheid, unit=reeks.unit, decimals=reeks.decimals)
    apart = partial(verschil, unit=reeks.unit, decimals=reeks.decimals)
    words = [f"In {jump.previous_year} was het {show(jump.previous)}, nu {show(jump.value)}."]
    if jump.usual is not None and jump.step > jump.usual:
        words.append(f"Dat scheelt {apart(jump.step)}; gewoon is hoogstens {apart(_shortly(jump.usual, reeks))}.")
    if jump.comma:
        words.append("Staat de komma goed?")
    return " ".join([*words, "Klopt dat?"])


def _shortly(value: Decimal, reeks: Reeks) -> Decimal:
    """Return a limit with one decimal more than the figures have, rounded down: a step above it is above this too."""
    return value.quantize(Decimal(1).scaleb(-reeks.decimals - 1), ROUND_DOWN).normalize()


def _no_figure(reason: str) -> str:
    """Return the reason why there is no figure, in words."""
    return GeenCijfer(reason).label if reason else "nog geen cijfer"


def _no_target(reason: str) -> str:
    """Return the reason why there is no target, in words."""
    return GeenCijfer(reason).label if reason else "niet gesteld"


def _why_grijs(judged: Invoer | IndicatorStatus, outcome: Uitkomst | IndicatorStatus, year: int, figure: str) -> str:
    """Return why there is no judgement."""
    no_figure = f"Geen realisatie over {year}: {_no_figure(judged.value_reason)}."
    no_target = f"Geen streefwaarde voor {year}: {_no_target(judged.target_reason)}."
    match outcome.reason:
        case Reden.GEEN_REALISATIE:
            return no_figure
        case Reden.GEEN_STREEFWAARDE:
            return f"{no_target} De realisatie is {figure}."
        case Reden.GEEN_GEGEVENS:
            return f"{no_figure} {no_target}"
        case Reden.ANDER_JAAR:
            return f"Het cijfer is van {judged.measured_year} en wordt daarom niet voor {year} beoordeeld."
        case reason:
            label = Reden(reason).label
            return f"{label[0].upper()}{label[1:]}."


def _why_coloured(
    judged: Invoer | IndicatorStatus, outcome: Uitkomst | IndicatorStatus, figure: str, target: str, s: str, m: str
) -> str:
    """Return why the figure is groen, oranje or rood."""
    if outcome.reason == Reden.OP_STRENGE_GRENS:
        return f"{figure} is precies de grens, en de streefwaarde is {target}."
    stays_equal = judged.direction == Richting.GELIJK and judged.target is not None
    if outcome.reason == Reden.GEHAALD:
        if stays_equal and judged.value != judged.target:
            return f"{figure} wijkt {s} af van {target}, binnen de marge van {m}."
        return f"{figure} haalt de streefwaarde van {target}."
    if stays_equal:
        within = f"meer dan de marge van {m}, niet meer dan tweemaal die marge"
        beyond = f"meer dan tweemaal de marge van {m}"
        return f"{figure} wijkt {s} af van {target}: {within if outcome.reason == Reden.BINNEN_MARGE else beyond}."
    side = "laag" if _is_below(judged) else "hoog"
    where = "binnen" if outcome.reason == Reden.BINNEN_MARGE else "buiten"
    return f"{figure} is {s} te {side} voor de streefwaarde van {target}, {where} de marge van {m}."


def _is_below(judged: Invoer | IndicatorStatus) -> bool:
    """Whether a figure that misses its target lies below it."""
    bound = judged.target if judged.target is not None else judged.lower
    return bound is not None and judged.value is not None and judged.value < bound


def _margin_source(judged: Invoer | IndicatorStatus) -> str:
    """Return how the margin was found."""
    source = MargeBron(judged.margin_source).label
    if judged.margin_kind == MargeSoort.ABSOLUUT:
        return source
    return f"{getal(judged.margin)}% van de streefwaarde, {source}"


def _marks(judged: Invoer | IndicatorStatus, outcome: Uitkomst | IndicatorStatus, year: int) -> tuple[str, ...]:
    """Return in a word or two what makes this figure another than it looks."""
    marks = {
        "voorlopig": judged.provisional,
        f"gemeten in {judged.measured_year}": judged.measured_year not in (None, year),
        f"binnen foutmarge (n = {getal(Decimal(judged.respondents or 0))})": outcome.within_error,
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def _remarks(
    judged: Invoer | IndicatorStatus, outcome: Uitkomst | IndicatorStatus, year: int, show: "partial[str]"
) -> tuple[str, ...]:
    """Return what else a reader must know of the figure."""
    remarks = []
    if judged.provisional:
        remarks.append("Het cijfer is voorlopig.")
    if judged.measured_year is not None and judged.measured_year != year:
        remarks.append(f"Gemeten in {judged.measured_year}.")
    if outcome.within_error:
        respondents = getal(Decimal(judged.respondents or 0))
        remarks.append(f"Binnen foutmarge: bij {respondents} respondenten kan het verschil toeval zijn.")
    if outcome.trend != Trend.GEEN and judged.previous_value is not None:
        trend = Trend(outcome.trend).label
        than = "aan" if outcome.trend == Trend.GELIJK else "dan"
        remarks.append(f"Trend: {trend} {than} {judged.previous_year} ({show(judged.previous_value)}).")
    return tuple(remarks)
