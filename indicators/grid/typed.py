"""What somebody typed in one cell, and how it becomes the form of one figure: nothing is read here a second way."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any, Self

from indicators.choices import OPEN_STATES
from indicators.entry import token
from indicators.forms import RealisatieForm, as_typed
from indicators.models import Realisatie, Reeks
from indicators.notation.reasons import read_reason, write_reason

MINE, THEIRS = "mijn", "ander"
SEPARATOR = "~"  # between the parts of a seal; stands in no token


@dataclass
class Getypt:
    """The fields of one cell as they were posted. Only what differs from what was shown is somebody's doing."""

    text: str = ""  # a number, or the reason why there is none
    note: str = ""
    why: str = ""
    seal: str = ""  # the token of the figure that was shown, and a fingerprint of what the fields said then
    meant: str = ""  # which reading of a number that has two
    confirmed: str = ""  # the text of which it was confirmed that it is right although it jumps
    choice: str = ""  # mine or theirs, after a conflict
    value: Decimal | None = None  # what the text was read as

    @classmethod
    def of(cls, posted: Mapping[str, str], name: str) -> Self | None:
        """Return what was posted for the cell called `name`; None when it was not in the form."""
        if f"{name}-waarde" not in posted:
            return None

        def said(field: str) -> str:
            return posted.get(f"{name}-{field}", "").replace("\r\n", "\n").strip()

        return cls(
            text=said("waarde"),
            note=said("opmerking"),
            why=said("waarom"),
            seal=said("zegel"),
            meant=said("bedoeld"),
            confirmed=said("klopt"),
            choice=said("keuze"),
        )

    @property
    def fingerprint(self) -> str:
        """A short mark of what the fields say."""
        return sha256(f"{self.text}\n{self.note}\n{self.why}".encode()).hexdigest()[:12]

    @property
    def is_touched(self) -> bool:
        """Whether the fields say something else than they did when they were shown."""
        return self.seal.rpartition(SEPARATOR)[2] != self.fingerprint

    @property
    def seen(self) -> str:
        """The token of the figure that was shown; of a conflict that was answered with "mine": of the other figure."""
        choice, _, other = self.choice.partition(SEPARATOR)
        return other if choice == MINE else self.seal.rpartition(SEPARATOR)[0]

    @property
    def is_confirmed(self) -> bool:
        """Whether it was confirmed that just this text is right."""
        return bool(self.text) and self.confirmed == self.text

    def form(self, reeks: Reeks, year: int, figure: Realisatie | None, user: Any) -> RealisatieForm:
        """Return the form of one figure, filled in with this; what the table does not show stays what it was."""
        reason = read_reason(self.text)
        kept = as_typed(figure) if figure else {}
        return RealisatieForm(
            {
                **{name: kept.get(name) for name in ("meetjaar", "respondenten")},
                **({"voorlopig": "on"} if kept.get("voorlopig") else {}),
                "jaar": year,
                "waarde": "" if reason else self.text,
                "reden": reason,
                "opmerking": self.note,
                "waarom": self.why,
                "bedoeld": self.meant,
                "gezien": self.seen,
            },
            user=user,
            current=figure,
            known=reeks,
        )


def shown_of(figure: Realisatie | None) -> Getypt:
    """Return a figure as an officer would have typed it in a cell, sealed."""
    if figure is None:
        typed = Getypt()
    else:
        fields = as_typed(figure)
        why = figure.why if figure.state in OPEN_STATES else ""
        text = write_reason(figure.reason) if figure.reason else fields["waarde"]
        typed = Getypt(text=text, note=figure.note.strip(), why=why.strip(), value=figure.value)
    typed.seal = f"{token(figure)}{SEPARATOR}{typed.fingerprint}"
    return typed
