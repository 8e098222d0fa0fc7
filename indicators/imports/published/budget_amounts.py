"""Rows of what the budget itself costs, yields or holds: no effectindicatoren."""

import re
from collections.abc import Sequence

from indicators.imports.delivery import Row
from indicators.imports.published.source import Cell

MONEY = "Dit zijn bedragen van de begroting; een effectindicator zijn ze niet."
_MONEY = re.compile(
    r"(?:totale? |totaal )?(?:lasten|baten|saldo|uitgaven|inkomsten)"
    r"(?: (?:van )?(?:de )?(?:baten|lasten) en (?:baten|lasten)| ?/ ?(?:lasten|baten).*| (?:incl|excl|voor|na)\b.*)?"
    r"|ten (?:laste|gunste) van .*|tota(?:al|le) (?:personeels|salaris|loon)kosten(?: \(.*\))?"
    r"|(?:gerealiseerd|geraamd) (?:saldo|resultaat).*"
    r"|(?:onttrekking|toevoeging)(?:en)?(?: .*reserves?(?: \(saldo\))?)?",
    re.IGNORECASE,
)
# In whole euros they have seven digits: 439 is one of millions, also where nothing says so.
_OF_BALANCE = re.compile(
    r"(?:algemene )?uitkering(?: (?:uit )?(?:het )?(?:gemeente|provincie)fonds.*)?"
    r"|tota(?:al|le) (?:reserves|voorzieningen)|opbrengsten? opcenten.*"
    r"|omvang (?:algemene |eigen |bestemmings ?)?(?:reserves?|voorzieningen)",
    re.IGNORECASE,
)
_IN_EUROS = re.compile(r"(?:€ ?)?[0-9]{1,3}(?:\.[0-9]{3}){2,}|-")


def is_of_budget(row: Row, cells: Sequence[Cell]) -> bool:
    """Whether a row holds amounts of the budget by its name: Totale lasten, or Algemene uitkering in no whole euros."""
    whole = "per inwoner" in row.unit or all(_IN_EUROS.fullmatch(cell.text) for cell in cells)
    of_balance = _OF_BALANCE.fullmatch(row.name) is not None and not whole
    return of_balance or _MONEY.fullmatch(row.name) is not None
