"""The indicators: how each is measured, its figures and targets, and how they were judged."""

from indicators.models.agreements import Afwijking, Normvoorstel
from indicators.models.effectindicator import Benchmark, Bron, Effectindicator, IndicatorVermelding, Reeks
from indicators.models.figures import Realisatie, Streefwaarde
from indicators.models.kolomindeling import Kolomindeling
from indicators.models.lading import Lading
from indicators.models.owners import Indicatoreigenaar
from indicators.models.printouts import Uitdraai
from indicators.models.reminders import Herinnering
from indicators.models.status import IndicatorStatus, Stoplichtnorm
from indicators.models.toelichting import Prognose, Toelichting

__all__ = [
    "Afwijking",
    "Benchmark",
    "Bron",
    "Effectindicator",
    "Herinnering",
    "IndicatorStatus",
    "IndicatorVermelding",
    "Indicatoreigenaar",
    "Kolomindeling",
    "Lading",
    "Normvoorstel",
    "Prognose",
    "Realisatie",
    "Reeks",
    "Stoplichtnorm",
    "Streefwaarde",
    "Toelichting",
    "Uitdraai",
]
