"""How the targets of an indicator moved: every document's own, none overwritten."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.choices import GeenCijfer
from indicators.explanation import bounds_in_words
from indicators.models import Effectindicator, Streefwaarde


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
    return [Zet(target, _words(target), _role(target, first, applying)) for target in targets]


def is_moved(target: Streefwaarde, earlier: Streefwaarde) -> bool:
    """Whether `target` aims elsewhere than `earlier`, of the same reeks and year; filling in a dash is no move."""
    return not earlier.reason and _aim(target) != _aim(earlier)


def _aim(target: Streefwaarde) -> tuple[Decimal | None, Decimal | None, Decimal | None, bool]:
    """Return what is aimed at, to compare."""
    return target.value, target.lower, target.upper, target.strict


def _words(target: Streefwaarde) -> str:
    """Return the target, or the reason why there is none."""
    words = bounds_in_words(target.value, target.lower, target.upper, target.strict, target.reeks)
    return words or GeenCijfer(target.reason).label


def _role(target: Streefwaarde, first: dict[int, Streefwaarde], applying: dict[int, Streefwaarde]) -> str:
    """Return whether this is the target that applies, the original one, or one in between."""
    if applying[target.year] is target:
        return "geldt" if first[target.year] is target else "geldt, in plaats van een eerdere"
    return "oorspronkelijk" if first[target.year] is target else "vervangen"
