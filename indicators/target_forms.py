"""The form in which an officer proposes a streefwaarde: one cell of the table of a document."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from indicators.choices import TE_GEVEN_KEUZES
from indicators.getallen import getal
from indicators.models import Streefwaarde
from indicators.notation import Ambiguous, NotANumber, write_number
from indicators.target_notation import Grens, read_target, write_target
from indicators.targets import Doelopgave, opgave_of, return_mark

# Where the form says what the model says of a column.
AT_FIELD = {"reason": "reden", "note": "opmerking", "moved_because": "waarom", "moved_by": "door"}


class StreefwaardeForm(forms.Form):
    """One year's target of one indicator: as it is written, or the reason why there is none; empty says nothing."""

    doel = forms.CharField(label="Streefwaarde", required=False, max_length=60)
    reden = forms.ChoiceField(
        label="Geen streefwaarde, want",
        required=False,
        choices=[("", "– geen reden –"), *TE_GEVEN_KEUZES],
    )
    waarom = forms.CharField(label="Waarom verplaatst", required=False, max_length=1000)
    door = forms.CharField(label="Motie of amendement", required=False, max_length=50)
    opmerking = forms.CharField(label="Opmerking", required=False, max_length=1000)
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)
    # The mark of the return that the officer read; the page shows it as a box to tick.
    opnieuw = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: str, target: Streefwaarde | None, where: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _as_typed(target)
        self.return_mark = return_mark(target)
        self.unit = unit
        self.grens = Grens()
        for field in self.fields.values():
            # Each field is named with its indicator and year, for those who hear the table.
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = f"{field.label}: {where}"
        if self.is_bound and self.errors:
            self.mark_wrong()

    def mark_wrong(self) -> None:
        """Tie the complaints to the cell, for those who hear the page."""
        for name in self.fields:
            if name in self.errors:
                self.fields[name].widget.attrs["aria-invalid"] = "true"
                self.fields[name].widget.attrs["aria-describedby"] = f"{self.prefix}-fout"

    def clean_doel(self) -> str:
        """Read the target; a number with two readings has to be written otherwise."""
        text: str = self.cleaned_data["doel"]
        if text:
            try:
                self.grens = read_target(text, self.unit)
            except Ambiguous as question:
                large, small = question.candidates
                raise ValidationError(
                    f"{question} Schrijf {write_number(large)} zonder punt, of {getal(small)} met een komma."
                ) from question
            except NotANumber as refusal:
                raise ValidationError(str(refusal)) from refusal
        return text

    def clean(self) -> dict[str, Any]:
        """Refuse a target with a reason why there is none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("doel") and cleaned.get("reden"):
            self.add_error("reden", "U geeft een streefwaarde én een reden waarom die er niet is. Kies één van beide.")
        return cleaned

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the model says of a target at the field it is about."""
        complaints = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
        for column, messages in complaints.items():
            for message in messages:
                self.add_error(AT_FIELD.get(column, "doel"), message)
        self.mark_wrong()

    @property
    def opgave(self) -> Doelopgave:
        """What the officer proposes, once the form is valid."""
        cleaned = self.cleaned_data
        return Doelopgave(
            **self.grens._asdict(),
            reason=cleaned["reden"],
            note=cleaned["opmerking"],
            moved_because=cleaned["waarom"],
            moved_by=cleaned["door"],
        )

    @property
    def has_details(self) -> bool:
        """Whether there is something to see below the target itself, so that it is shown unfolded."""
        return bool(self.errors) or any(self[name].value() for name in ("reden", "waarom", "door", "opmerking"))


def _as_typed(target: Streefwaarde | None) -> dict[str, str]:
    """Return the fields as an officer would have typed this target, with its fingerprint."""
    says = opgave_of(target)
    return {
        "doel": write_target(says.grens),
        "reden": says.reason,
        "waarom": says.moved_because,
        "door": says.moved_by,
        "opmerking": says.note,
        "gezien": says.fingerprint,
        "opnieuw": "",
    }
