"""What the template of a document holds: a row for each effectindicator, with the adopted figures that are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from indicators.choices import DoelStaat
from indicators.models import Effectindicator, IndicatorVermelding, Realisatie, Reeks, Streefwaarde
from indicators.notation import Ambiguous, Figure, Refused, read_cell, write_figure
from programmes.models import Document
from programmes.years import FIRST_YEAR, LAST_YEAR

WORDS = ("Code", "Effectindicator", "Doel", "Eenheid", "Bron", "Richting")
LEFT_OUT = "Niet in dit sjabloon"
YEARS_BACK, YEARS_AHEAD = 3, 3


class Cijfer(NamedTuple):
    """A cell: a number, or the text of what is no single number; nothing for an empty one."""

    value: Decimal | None = None
    text: str = ""


@dataclass(slots=True)
class Regel:
    """One effectindicator: its words, and its cells by the year of each column."""

    words: tuple[str, ...]
    unit: str
    decimals: int
    realisaties: list[Cijfer] = field(default_factory=list)
    streefwaarden: list[Cijfer] = field(default_factory=list)
    respondenten: list[int | None] = field(default_factory=list)  # of each realisatie that is from a survey
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """The template of a document: the years of its columns, and its rows."""

    document: Document
    measured_years: Sequence[int]
    target_years: Sequence[int]
    rows: Sequence[Regel]

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings, by which the reader knows what each column holds."""
        return (
            *WORDS,
            *(f"Realisatie {year}" for year in self.measured_years),
            *(f"Streefwaarde {year}" for year in self.target_years),
            *(f"Respondenten {year}" for year in self.measured_years),
            LEFT_OUT,
        )


def sjabloon(document: Document) -> Sjabloon:
    """Return the template of `document`, with adopted figures and targets only: nobody's concept is in it."""
    measured, aimed = _years(document)
    prints = list(_prints(document))
    reeksen: dict[int, list[Reeks]] = {}
    for reeks in Reeks.objects.filter(indicator__in=[p.indicator_id for p in prints]).select_related("bron"):
        reeksen.setdefault(reeks.indicator_id, []).append(reeks)
    figures = _figures(list(reeksen), measured)
    targets = _targets(document, list(reeksen), aimed)
    rows = []
    for afdruk in prints:
        own = sorted(reeksen.get(afdruk.indicator_id, []), key=lambda reeks: reeks.valid_from)
        last = own[-1] if own else None
        parent = afdruk.parent.code if afdruk.parent else ""
        bron = last.bron.name if last and last.bron else ""
        unit = last.unit if last else ""
        words = (afdruk.code, afdruk.name, parent, unit, bron, afdruk.indicator.direction)
        regel = Regel(words, unit, last.decimals if last else 0)
        for year in measured:
            figure = figures.get((afdruk.indicator_id, year))
            cell = _cell(regel, f"realisatie {year}", last, figure)
            regel.realisaties.append(cell)
            regel.respondenten.append(figure.respondents if figure and cell != Cijfer() else None)
        for year in aimed:
            regel.streefwaarden.append(
                _cell(regel, f"streefwaarde {year}", last, targets.get((afdruk.indicator_id, year)))
            )
        rows.append(regel)
    return Sjabloon(document, measured, aimed, rows)


def _years(document: Document) -> tuple[range, range]:
    """Return which years of realisaties and of streefwaarden the document prints."""
    if document.sets_targets:
        through = document.through_year or document.year + YEARS_AHEAD
        measured = range(document.year - YEARS_BACK - 1, document.year)
        aimed = range(document.year, min(through, document.year + 2 * YEARS_AHEAD) + 1)
    else:
        measured = range(document.year - YEARS_BACK, document.year + 1)
        aimed = range(document.year, document.year + 1)
    return (
        range(max(measured.start, FIRST_YEAR), measured.stop),
        range(aimed.start, min(aimed.stop, LAST_YEAR + 1)),
    )


def _prints(document: Document) -> Sequence[IndicatorVermelding]:
    """Return the indicators as the document prints them; of a new one as the last adopted one does, or as they are."""
    printed = IndicatorVermelding.objects.select_related("indicator", "parent").order_by("parent__order", "order", "pk")
    own = list(printed.filter(document=document))
    if own or document.adopted:
        return own  # what an adopted document does not print, cannot be loaded for it any more
    adopted = Document.objects.adopted().filter(indicatorvermeldingen__isnull=False).distinct().in_cycle_order()
    if earlier := adopted.last():
        return list(printed.filter(document=earlier))
    return [
        IndicatorVermelding(document=document, indicator=indicator, code=indicator.code, name=indicator.name)
        for indicator in Effectindicator.objects.in_tree_order()
    ]


def _figures(indicators: Sequence[int], years: range) -> dict[tuple[int, int], Realisatie]:
    """Return the figure that counts for each indicator and year: the last one that was adopted."""
    adopted = Realisatie.objects.adopted().filter(
        reeks__indicator__in=indicators, year__range=(years.start, years.stop - 1)
    )
    ordered = adopted.select_related("reeks").order_by("reeks__valid_from", "version")
    return {(figure.reeks.indicator_id, figure.year): figure for figure in ordered}


def _targets(document: Document, indicators: Sequence[int], years: range) -> dict[tuple[int, int], Streefwaarde]:
    """Return an adopted document's own targets; of another one those that apply until it is adopted."""
    confirmed = Streefwaarde.objects.filter(
        reeks__indicator__in=indicators, year__in=years, state=DoelStaat.BEVESTIGD
    ).select_related("reeks", "document")
    if document.adopted and document.sets_targets:
        kept = list(confirmed.filter(document=document))
    else:
        kept = sorted(
            (one for one in confirmed.setting() if one.document.cycle_order < document.cycle_order),
            key=lambda one: one.document.cycle_order,
        )
    return {(one.reeks.indicator_id, one.year): one for one in kept}


def _cell(regel: Regel, what: str, reeks: Reeks | None, one: Realisatie | Streefwaarde | None) -> Cijfer:
    """Return what stands in the cell of a figure; what would be read back as another is left out, and named."""
    if one is None:
        return Cijfer()
    measured = getattr(one, "measured_year", one.year)
    if one.reeks != reeks:
        regel.left_out.append(f"{what}: op een andere manier gemeten")
        return Cijfer()
    if measured != one.year:
        regel.left_out.append(f"{what}: gemeten in {measured}")
        return Cijfer()
    unit = "%" if regel.unit == "%" else ""
    figure = Figure(
        value=one.value,
        lower=getattr(one, "lower", None),
        upper=getattr(one, "upper", None),
        strict=getattr(one, "strict", False),
        reason=one.reason,
        unit="" if one.reason else unit,
        note=one.note if one.reason == "in_woorden" else "",
    )
    if figure.value is not None:
        return Cijfer(value=figure.value)
    text = write_figure(figure)
    if not _reads_back(text, figure):
        regel.left_out.append(f"{what}: staat er in een vorm die niet in één cel past")
        return Cijfer()
    return Cijfer(text=text)


def _reads_back(text: str, figure: Figure) -> bool:
    """Whether the reader makes the same figure of this text."""
    try:
        reading = read_cell(text)
    except (Ambiguous, Refused):
        return False
    if len(reading.figures) != 1 or reading.marks:
        return False
    (read,) = reading.figures
    said = ("value", "lower", "upper", "strict", "note")
    return str(read.reason) == str(figure.reason) and all(getattr(read, n) == getattr(figure, n) for n in said)
