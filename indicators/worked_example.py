"""The rule shown on one streefwaarde: judged by the rule itself, so that the help never says otherwise."""

from decimal import Decimal
from typing import NamedTuple

from indicators.choices import MargeBron, MargeSoort, Richting
from indicators.explanation import explain
from indicators.inputs import Invoer
from indicators.models import IndicatorStatus, Reeks
from indicators.recalculation import judge
from indicators.stoplicht import STANDAARD_MARGE

YEAR = 2017
TARGET = Decimal("6.0")
FIGURES = (Decimal("6.1"), Decimal("6.0"), Decimal("5.8"), Decimal("5.7"), Decimal("5.6"), None)


class Voorbeeld(NamedTuple):
    """A figure against the target, its colour, and why."""

    figure: str
    colour: str
    sentence: str


def worked_example() -> list[Voorbeeld]:
    """Return how figures above, on and below a streefwaarde of 6,0 are judged by the standard norm."""
    reeks = Reeks(decimals=1)
    examples = []
    for value in FIGURES:
        status = IndicatorStatus(
            direction=Richting.HOGER,
            value=value,
            target=TARGET,
            margin=STANDAARD_MARGE,
            margin_kind=MargeSoort.PROCENT,
            margin_source=MargeBron.STANDAARD,
            measured_year=YEAR,
        )
        judged = judge(Invoer(*(getattr(status, name) for name in Invoer._fields)))
        status.stoplicht, status.reason = judged.stoplicht, judged.reason
        uitleg = explain(status, status, YEAR, reeks)
        examples.append(Voorbeeld(uitleg.figure, judged.stoplicht, uitleg.sentence))
    return examples
