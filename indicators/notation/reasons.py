"""Reads why there is no figure, as people type it in the cell of a figure: nnb, niet gemeten, a dash."""

from indicators.choices import TE_GEVEN, GeenCijfer
from indicators.notation.cells import Refused, read_cell
from indicators.notation.numbers import Ambiguous
from indicators.notation.text import clean


def read_reason(text: str) -> str:
    """Return the reason that `text` gives for having no figure, as a GeenCijfer; nothing when it gives none.

    Read are the labels themselves, and what published tables print for them: n.n.b., nvt, PM, a dash.
    """
    words = clean(text).casefold()
    for reason in TE_GEVEN:
        if words in (reason.label.casefold(), reason.value):
            return reason.value
    try:
        figures = read_cell(text).figures
    except (Ambiguous, Refused):
        return ""
    # With a year or words of its own it says more than the reason.
    return figures[0].reason if len(figures) == 1 and not (figures[0].year or figures[0].note) else ""


def write_reason(reason: str) -> str:
    """Return a reason as it is typed, so that `read_reason` reads back the same."""
    return GeenCijfer(reason).label
