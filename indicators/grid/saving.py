"""Saving what was typed in the table: each cell for itself, so that one mistake keeps no other figure waiting."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.utils import timezone
from django.utils.formats import date_format

from indicators.choices import Staat
from indicators.entry import Opgave, SomeoneElseWasFirst, enter, judge_unsaved, opgave_of, token, withdraw
from indicators.explanation import explain
from indicators.forms import RealisatieForm
from indicators.grid.table import Cel, Tabel
from indicators.grid.typed import THEIRS, shown_of
from indicators.models import Realisatie, Reeks

logger = logging.getLogger(__name__)

UNDONE = "Ongedaan gemaakt in de invoertabel"


class Lot(StrEnum):
    """What became of one cell."""

    SAME = auto()  # nothing was typed there
    SAVED = auto()
    HANDED_IN = auto()
    EMPTY = auto()  # to be handed in, and neither a figure nor a reason
    RETURNED = auto()  # given back, and not changed since
    ASKED = auto()  # saved, and not handed in before it is confirmed that the figure is right
    WRONG = auto()
    CONFLICT = auto()


@dataclass
class Afloop:
    """What became of every open cell."""

    cells: dict[Lot, list[Cel]] = field(default_factory=dict)

    def add(self, lot: Lot, cell: Cel) -> None:
        """Note what became of one cell."""
        self.cells.setdefault(lot, []).append(cell)

    def count(self, *lots: Lot) -> int:
        """Return how many cells met one of these fates."""
        return sum(Counter({lot: len(cells) for lot, cells in self.cells.items()})[lot] for lot in lots)

    @property
    def is_clean(self) -> bool:
        """Whether nothing that was typed still waits for somebody."""
        return not self.count(Lot.WRONG, Lot.CONFLICT, Lot.ASKED)


def save(table: Tabel, *, user: Any, hand_in: bool) -> Afloop:
    """Save what was typed in the open cells as concepts or, with `hand_in`, hand in all that is filled.

    Each cell is a transaction of its own. What cannot be saved keeps what was typed, with its complaints.
    """
    outcome = Afloop()
    for cell in table.open_cells:
        if cell.typed is not None:
            outcome.add(save_cell(cell, user=user, hand_in=hand_in), cell)
    return outcome


def save_cell(cell: Cel, *, user: Any, hand_in: bool) -> Lot:
    """Save one cell; when it cannot be, with complaints in it. A figure that jumps is handed in once confirmed."""
    typed = cell.typed
    assert typed is not None, "only what was posted is saved"  # noqa: S101 - says what `save` chose
    if typed.choice == THEIRS:
        cell.typed = None  # the colleague's figure stands
        return Lot.SAME
    if not typed.is_touched:
        cell.typed = None
        return _hand_in_as_it_is(cell, typed.confirmed, user) if hand_in else Lot.SAME
    form = _checked(cell, user)
    if form is None:
        return Lot.WRONG
    must_ask = hand_in and bool(cell.question) and not typed.is_confirmed
    refused = _write(cell, form.opgave, user=user, seen=_seen(cell, user), hand_in=hand_in and not must_ask)
    if refused:
        return refused
    if must_ask:
        return _ask(cell)
    return Lot.HANDED_IN if hand_in else Lot.SAVED


def judge_cell(cell: Cel, *, user: Any) -> None:
    """Let the rule say what it thinks of what was typed; nothing is saved."""
    form = _checked(cell, user)
    if form is not None and form.reeks is not None:
        invoer, cell.outcome = judge_unsaved(form.reeks, form.opgave, cell.versions)
        aimed = invoer.target_reeks_id
        target_reeks: Reeks | None = cell.reeks
        if aimed is not None and aimed != cell.reeks.pk:
            target_reeks = Reeks.objects.filter(pk=aimed).first()
        cell.uitleg = explain(invoer, cell.outcome, cell.year, cell.reeks, target_reeks)


def undo_cell(cell: Cel, *, user: Any) -> Lot:
    """Make a cell say again what was posted, as if what was saved since had not been; all of it stays on record.

    Where nothing stood, or an adopted figure, the concept goes; else the cell is saved as it was.
    """
    typed, figure = cell.typed, cell.figure
    assert typed is not None  # noqa: S101 - the view made sure
    if figure is None:
        cell.typed = None
        return Lot.SAME
    below = _adopted_below(figure)
    if typed.text != shown_of(below).text:
        return save_cell(cell, user=user, hand_in=False)
    try:
        withdraw(figure, user=user, why=UNDONE, seen=typed.seen)
    except SomeoneElseWasFirst as news:
        return _conflict(cell, news.current)
    except ValidationError as refusal:
        cell.complaints = list(refusal.messages)
        return Lot.WRONG
    cell.typed, cell.figure = None, below
    return Lot.SAVED


def _adopted_below(figure: Realisatie) -> Realisatie | None:
    """Return the adopted figure that counts as long as `figure` does not; None when there is none."""
    earlier = Realisatie.objects.filter(reeks=figure.reeks, year=figure.year, version__lt=figure.version)
    return earlier.select_related("reeks__indicator").order_by("version").last()


def _hand_in_as_it_is(cell: Cel, confirmed: str, user: Any) -> Lot:
    """Hand in a concept that nobody changed just now."""
    figure = cell.figure
    if figure is None:
        return Lot.EMPTY
    if figure.state != Staat.CONCEPT:
        return Lot.SAME
    if cell.is_returned:
        return Lot.RETURNED
    if cell.question and confirmed != cell.shown.text:
        return _ask(cell)
    return _write(cell, opgave_of(figure), user=user, seen=token(figure), hand_in=True) or Lot.HANDED_IN


def _write(cell: Cel, opgave: Opgave, *, user: Any, seen: str, hand_in: bool) -> Lot | None:
    """Enter the figure of a cell and show it there; return what became of it when that could not be."""
    try:
        figure = enter(cell.reeks, opgave, user=user, seen=seen, hand_in=hand_in)
    except SomeoneElseWasFirst as news:
        return _conflict(cell, news.current)
    except ValidationError as refusal:
        cell.complaints = list(refusal.messages)
    except PermissionDenied as refusal:
        cell.complaints = [str(refusal)]
    except OperationalError:
        # The database is busy or gone: what was typed must not be.
        logger.exception("a cell could not be saved")
        cell.complaints = ["Het bewaren lukte nu niet. Wat u typte staat er nog; probeer het over een minuut opnieuw."]
    else:
        figure.reeks = cell.reeks
        cell.figure, cell.typed = figure, None
        return None
    return Lot.WRONG


def _checked(cell: Cel, user: Any) -> RealisatieForm | None:
    """Return the form of what was typed; None, with complaints in the cell, when it is no figure."""
    assert cell.typed is not None  # noqa: S101 - the callers made sure
    form = cell.typed.form(cell.reeks, cell.year, cell.figure, user)
    if form.is_valid():
        cell.typed.value = form.value
        return form
    cell.candidates = form.candidates
    cell.complaints = _complaints(form, is_empty=not cell.typed.text)
    return None


def _complaints(form: RealisatieForm, *, is_empty: bool) -> list[str]:
    """Return what is wrong in words that fit a cell: there is one field for a figure and its reason."""
    if is_empty:
        return ["Leeg: schrijf een cijfer, of waarom er geen is (niet gemeten, nnb)."]
    return [str(message) for messages in form.errors.values() for message in messages]


def _seen(cell: Cel, user: Any) -> str:
    """Return the token of the figure that was seen. What one saved oneself a moment ago in another way was seen too."""
    assert cell.typed is not None  # noqa: S101 - the callers made sure
    current = cell.figure
    if current is not None and current.changed_by_id == user.pk:
        mine = Cel(cell.reeks, cell.year, current, (), is_open=True).shown
        if mine.fingerprint == cell.typed.fingerprint:
            return token(current)
    return cell.typed.seen


def _conflict(cell: Cel, current: Realisatie | None) -> Lot:
    """Keep both: what the colleague entered, and what was typed."""
    if current is not None:
        current.reeks = cell.reeks
    cell.conflict = current
    cell.complaints = [
        "Dit cijfer is intussen ook ergens anders veranderd. Kies hieronder welk geldt; het uwe is nog niet bewaard."
        if current is not None
        else "Een collega heeft dit cijfer intussen weggegooid. Bewaar opnieuw als het uwe moet gelden."
    ]
    return Lot.CONFLICT


def _ask(cell: Cel) -> Lot:
    """Wait for a yes before it is handed in."""
    cell.asks_jump = True
    cell.complaints = [cell.question]
    return Lot.ASKED


def saved_at() -> str:
    """Return the time of day, for "bewaard om"."""
    return date_format(timezone.localtime(), "H:i")


def report(outcome: Afloop, *, hand_in: bool) -> str:
    """Return in one sentence what was done."""
    if hand_in:
        return f"Ingediend bij de controller: {_figures(outcome.count(Lot.HANDED_IN))}."
    return f"Bewaard als concept: {_figures(outcome.count(Lot.SAVED))}."


def _figures(number: int) -> str:
    """Return a number of figures in words."""
    return f"{number} cijfer{'' if number == 1 else 's'}"


def left(outcome: Afloop) -> Iterable[tuple[str, list[Cel]]]:
    """Yield what was not handed in or saved, with the reason."""
    reasons = {
        Lot.CONFLICT: "Een collega was u voor: kies welk cijfer geldt",
        Lot.WRONG: "Nog niet goed: verbeter wat erbij staat",
        Lot.ASKED: "Een grote sprong: bevestig dat het klopt",
        Lot.RETURNED: "Teruggegeven en nog niet gewijzigd",
        Lot.EMPTY: "Nog leeg: vul een cijfer in, of waarom er geen is",
    }
    return [(reason, outcome.cells[lot]) for lot, reason in reasons.items() if lot in outcome.cells]
