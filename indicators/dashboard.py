"""What the council reads in one screen, from the lines of a year: put together, not judged."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from indicators.choices import GeenCijfer, Reden
from indicators.compiled import rows
from indicators.getallen import met_eenheid
from indicators.models import Bron, Toelichting
from indicators.money import Geld, money_of_year
from indicators.overview import Regel, Samenvatting, summarise
from indicators.ownership import invoerders, sees_invoerders
from indicators.reporting import EXPLAINS_FIGURES
from programmes.choices import Stoplicht

NO_FIGURE = (Reden.GEEN_REALISATIE, Reden.GEEN_GEGEVENS)


@dataclass(frozen=True)
class Blok:
    """A programma or beleidsterrein: its colours, its money, its parts, and who answers for its figures.

    `people` is None for a reader who is told no names.
    """

    summary: Samenvatting
    money: list[Geld]
    parts: list["Blok"]
    people: tuple[Any, ...] | None = None


def blocks(lines: Sequence[Regel], year: int, reader: Any) -> list[Blok]:
    """Return the programma's of these lines with their beleidsterreinen; `lines` are in the order of the tree."""
    amounts = money_of_year(year)
    owners = invoerders() if sees_invoerders(reader) else None
    return [
        Blok(
            summary,
            amounts.get(("programma", summary.node.pk), []),
            [
                Blok(
                    part,
                    amounts.get(("beleidsterrein", part.node.pk), []),
                    [],
                    owners.of(part.node.pk) if owners else None,
                )
                for part in summary.parts
            ],
        )
        for summary in summarise(lines)
    ]


@dataclass(frozen=True)
class Aandacht:
    """An indicator that is rood or oranje, and what the documents of its year say of it, the last document first."""

    regel: Regel
    explained: list[Toelichting]


def attention(lines: Iterable[Regel], year: int) -> dict[str, list[Aandacht]]:
    """Return the lines that are rood, and those that are oranje, each with its toelichtingen in adopted documents."""
    coloured = [line for line in lines if line.status.stoplicht in (Stoplicht.ROOD, Stoplicht.ORANJE)]
    said: dict[int, list[Toelichting]] = defaultdict(list)
    found = [key for (key,) in rows(_said_of, [line.indicator.pk for line in coloured], year)]
    toelichtingen = Toelichting.objects.filter(pk__in=found).select_related("document") if found else ()
    for toelichting in sorted(toelichtingen, key=lambda t: t.document.cycle_order, reverse=True):
        said[toelichting.indicator_id].append(toelichting)
    return {
        colour: [Aandacht(line, said[line.indicator.pk]) for line in coloured if line.status.stoplicht == colour]
        for colour in (Stoplicht.ROOD.value, Stoplicht.ORANJE.value)
    }


def _said_of(indicator_ids: Collection[int], year: int, _stand: str | None) -> Any:
    """Ask for the keys of what adopted documents of a year say of these indicators."""
    of_year = Toelichting.objects.filter(document__adopted=True, document__year=year)
    explaining = of_year.filter(document__kind__in=EXPLAINS_FIGURES, indicator__in=indicator_ids)
    return explaining.order_by().values_list("pk")


def nobody_explained(found: Mapping[str, Sequence[Aandacht]]) -> bool:
    """Whether there is something to explain and no document explains any of it: to say once, not on every line."""
    items = [item for items in found.values() for item in items]
    return bool(items) and not any(item.explained for item in items)


def without_judgement(lines: Iterable[Regel]) -> list[tuple[str, list[Regel]]]:
    """Return the lines that are grijs by the reason why, the most frequent reason first."""
    grouped: dict[str, list[Regel]] = defaultdict(list)
    for line in lines:
        if line.status.stoplicht == Stoplicht.GRIJS:
            grouped[_why(line)].append(line)
    return sorted(grouped.items(), key=lambda group: -len(group[1]))


class Grijs(NamedTuple):
    """All that is shown of a line that is grijs: what a piece of a page is written for (see `fragments`)."""

    address: str
    name: str
    is_stale: bool
    latest: str
    latest_year: int | None
    next_year: int | None
    bron: str

    @classmethod
    def of(cls, line: Regel) -> "Grijs":
        """Return what is shown of `line`."""
        latest, in_words = line.latest_measured, ""
        if latest and latest.value is not None:
            reeks = latest.reeks or line.reeks
            in_words = met_eenheid(latest.value, reeks.unit, reeks.decimals)
        return cls(
            address=line.shown.address,
            name=line.shown.name,
            is_stale=line.is_stale,
            latest=in_words,
            latest_year=latest.year if latest else None,
            next_year=line.next_measurement,
            bron=line.shown.bron,
        )


def _why(line: Regel) -> str:
    """Return why a line is grijs, as the heading of a group."""
    status = line.status
    if status.reason not in NO_FIGURE:
        label = Reden(status.reason).label
    else:
        reason = GeenCijfer(status.value_reason).label if status.value_reason else "nog niet ingevuld"
        label = f"geen cijfer: {reason}"
    return label[0].upper() + label[1:]


@dataclass(frozen=True)
class Meting:
    """A bron, when it is measured next (None: not known), and how many of the indicators shown come from it."""

    bron: Bron
    year: int | None
    number: int


def measurements(lines: Iterable[Regel]) -> list[Meting]:
    """Return when each bron of these lines is measured next, the first first, the unknown last."""
    by_bron: dict[Bron, list[Regel]] = defaultdict(list)
    for line in lines:
        if line.reeks.bron:
            by_bron[line.reeks.bron].append(line)
    found = [Meting(bron, of_bron[0].next_measurement, len(of_bron)) for bron, of_bron in by_bron.items()]
    return sorted(found, key=lambda meting: (meting.year or 9999, meting.bron.name))
