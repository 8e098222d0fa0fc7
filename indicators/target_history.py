"""How the targets of an indicator moved: every document's own, none overwritten."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from indicators.explanation import target_words
from indicators.models import Effectindicator, Streefwaarde
from programmes.models import Document


@dataclass(frozen=True)
class Zet:
    """One document's target for one year, in words, and whether it is the first, the one that applies, or neither."""

    target: Streefwaarde
    words: str
    role: str


def targets_in_order(indicator: Effectindicator) -> list[Streefwaarde]:
    """Return every target of adopted documents, by year and within it the first set first."""
    targets = Streefwaarde.objects.setting().filter(reeks__indicator=indicator)
    related = targets.select_related("reeks", "document", "quoted_in")
    return sorted(related, key=lambda target: (target.year, target.document.cycle_order))


def target_history(targets: list[Streefwaarde]) -> list[Zet]:
    """Return the lines of the history; `targets` as `targets_in_order` gives them."""
    first = {target.year: target for target in reversed(targets)}
    applying = {target.year: target for target in targets}
    return [Zet(target, target_words(target), _role(target, first, applying)) for target in targets]


def targets_of_years(years: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[Streefwaarde]]:
    """Return of these indicators and years (by their keys) every target of adopted documents, the first set first."""
    indicators, of_years = {indicator for indicator, _ in years}, {year for _, year in years}
    targets = Streefwaarde.objects.setting().filter(reeks__indicator__in=indicators, year__in=of_years)
    found: dict[tuple[int, int], list[Streefwaarde]] = {key: [] for key in years}
    for target in sorted(targets.select_related("reeks", "document"), key=lambda target: target.document.cycle_order):
        found.setdefault((target.reeks.indicator_id, target.year), []).append(target)
    return found


def role_in(target: Streefwaarde, competing: list[Streefwaarde]) -> str:
    """Return what `target` is among all targets of its indicator and year, the first set first."""
    return _role(target, {target.year: competing[0]}, {target.year: competing[-1]})


def applying_before(document: Document, reeks_ids: Collection[int]) -> dict[tuple[int, int], Streefwaarde]:
    """Return of these reeksen, by reeks and year, the target that applies as long as `document` is not adopted."""
    others = Streefwaarde.objects.setting().filter(reeks__in=reeks_ids).exclude(document=document)
    before = [
        target
        for target in others.select_related("document", "reeks")
        if target.document.cycle_order < document.cycle_order
    ]
    return {
        (target.reeks_id, target.year): target
        for target in sorted(before, key=lambda target: target.document.cycle_order)
    }


def is_moved(target: Streefwaarde, earlier: Streefwaarde) -> bool:
    """Whether `target` aims elsewhere than `earlier`, of the same reeks and year; filling in a dash is no move."""
    return not earlier.reason and _aim(target) != _aim(earlier)


def _aim(target: Streefwaarde) -> tuple[Decimal | None, Decimal | None, Decimal | None, bool]:
    """Return what is aimed at, to compare."""
    return target.value, target.lower, target.upper, target.strict


def _role(target: Streefwaarde, first: dict[int, Streefwaarde], applying: dict[int, Streefwaarde]) -> str:
    """Return whether this is the target that applies, the original one, or one in between."""
    is_first = first[target.year] == target
    if applying[target.year] == target:
        return "geldt" if is_first else "geldt, in plaats van een eerdere"
    return "oorspronkelijk" if is_first else "vervangen"
