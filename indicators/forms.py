"""The form in which an officer enters a realisatie."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models.functions import Coalesce
from django.utils import timezone

from indicators.choices import OPEN_STATES, TE_GEVEN_KEUZES, Staat
from indicators.compiled import rows
from indicators.entry import Opgave, newest
from indicators.getallen import getal
from indicators.models import Effectindicator, Realisatie, Reeks
from indicators.notation import Ambiguous, NotANumber, read_number, write_number
from programmes.models import Document

# Where the form says what the model says of a column.
AT_FIELD = {
    "value": "waarde",
    "reason": "reden",
    "note": "opmerking",
    "why": "waarom",
    "year": "jaar",
    "measured_year": "meetjaar",
    "respondents": "respondenten",
}


def _last_years(*_anything: Any) -> Any:
    """Ask for the years of the document that goes on the longest."""
    return Document.objects.order_by(Coalesce("through_year", "year").desc()).values_list("year", "through_year")[:1]


class RealisatieForm(forms.Form):
    """One year's figure of one indicator: a value or the reason why there is none."""

    indicator = forms.ModelChoiceField(
        Effectindicator.objects.none(),
        to_field_name="slug",
        empty_label="Kies een indicator",
        error_messages={"invalid_choice": "Deze indicator bestaat niet of hoort niet bij uw beleidsterreinen."},
    )
    jaar = forms.IntegerField(
        label="Jaar", localize=False, error_messages={"invalid": "Schrijf het jaar in cijfers, bijvoorbeeld 2018."}
    )
    waarde = forms.CharField(
        label="Waarde", required=False, max_length=100, help_text="Bijvoorbeeld 12,5 of 1.234,5. De eenheid mag erbij."
    )
    # Which of two readings of the value is meant; asked only when it has two (see `candidates`).
    bedoeld = forms.CharField(label="Wat bedoelt u?", required=False, max_length=40)
    reden = forms.ChoiceField(
        label="Geen cijfer, want",
        required=False,
        choices=[("", "– er is een waarde –"), *TE_GEVEN_KEUZES],
    )
    opmerking = forms.CharField(label="Opmerking", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    meetjaar = forms.IntegerField(
        label="Meetjaar",
        required=False,
        localize=False,
        help_text="Alleen als het cijfer in een ander jaar is gemeten dan waar het over gaat.",
    )
    respondenten = forms.IntegerField(
        label="Respondenten",
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        help_text="Van een enquête, als u het weet.",
    )
    voorlopig = forms.BooleanField(label="Het cijfer is voorlopig", required=False)
    waarom = forms.CharField(
        label="Waarom wijzigt u het vastgestelde cijfer?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="De controller leest dit, en het blijft bij het cijfer staan.",
    )
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, user: Any, current: Realisatie | None = None, known: Reeks | None = None, **kwargs: Any
    ) -> None:
        """`known` is the reeks that measures the year, when it was looked up already and is the user's to enter."""
        super().__init__(*args, **kwargs)
        self.current = current  # the figure that is there already
        self.known = known
        self.reeks: Reeks | None = None
        self.value: Decimal | None = None
        self.candidates: list[tuple[str, str]] = []  # the readings of a value that has two: as posted, as shown
        if known:
            del self.fields["indicator"]
        else:
            own = Effectindicator.objects.editable_by(user).in_tree_order()
            self.fields["indicator"].queryset = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Tie year, indicator and value together; every complaint ends at its own field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        indicator = self.known.indicator if self.known else cleaned.get("indicator")
        year = cleaned.get("jaar")
        if indicator and year is not None:
            self._check_year(indicator, year)
        if self.reeks and year is not None and not self.known:
            self.current = newest(self.reeks, year)
        if self.reeks and "waarde" in cleaned:
            self._check_value(self.reeks, cleaned)
        return cleaned

    def _check_year(self, indicator: Effectindicator, year: int) -> None:
        """Find the reeks of this year; complain when the year is outside the budget or still to come."""
        last = next((through_year or year for year, through_year in rows(_last_years)), None)
        this_year = timezone.localdate().year
        reeks = self.known or indicator.reeks_of(year)
        if year > this_year:
            self.add_error("jaar", f"{year} is nog niet voorbij; een realisatie gaat over een jaar dat er al is.")
        elif last is None or year > last:
            self.add_error("jaar", f"{year} valt buiten de begrotingen die geladen zijn (tot en met {last}).")
        elif reeks is None:
            first = indicator.reeksen.order_by("valid_from").values_list("valid_from", flat=True).first()
            self.add_error(
                "jaar",
                f"Deze indicator wordt pas vanaf {first} gemeten."
                if first
                else "Hoe deze indicator gemeten wordt, is nog niet vastgelegd. Vraag het een beheerder.",
            )
        else:
            self.reeks = reeks

    def _check_value(self, reeks: Reeks, cleaned: dict[str, Any]) -> None:
        """Read the value, or see to it that there is a reason why there is none."""
        text, reason = cleaned["waarde"], cleaned.get("reden", "")
        if text and reason:
            self.add_error("reden", "U geeft een waarde én een reden waarom die er niet is. Kies één van beide.")
        elif text:
            self._read(text, reeks)
        elif not reason and "reden" in cleaned:
            self.add_error("waarde", "Vul een waarde in, of kies hieronder waarom die er niet is.")
        if not self.errors:
            self._check_figure(reeks)

    def _read(self, text: str, reeks: Reeks) -> None:
        """Read the typed value; what has two readings is asked unless it was answered."""
        try:
            self.value = read_number(text, reeks.unit)
        except Ambiguous as question:
            self.candidates = [(str(candidate), getal(candidate)) for candidate in question.candidates]
            answer = self.cleaned_data.get("bedoeld", "")
            if answer in map(str, question.candidates):
                self.value = Decimal(answer)
            else:
                thousands, decimal = map(getal, question.candidates)
                self.add_error("waarde", f"{question} Kies hieronder: {thousands} of {decimal}?")
        except NotANumber as refusal:
            self.add_error("waarde", str(refusal))

    def _check_figure(self, reeks: Reeks) -> None:
        """Let the model say what it thinks of the figure, and put that at the field it is about."""
        opgave = self.opgave
        figure = Realisatie(
            reeks=reeks,
            year=opgave.year,
            measured_year=opgave.measured_year,
            value=opgave.value,
            reason=opgave.reason,
            note=opgave.note,
        )
        try:
            figure.clean_fields(exclude=["reeks", "document", "changed_by", "adopted_by"])
            figure.clean()
        except ValidationError as refusal:
            self.refuse(refusal)

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the model says of a figure at the fields it is about."""
        complaints = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
        for field, messages in complaints.items():
            for message in messages:
                self.add_error(AT_FIELD.get(field), message)

    @property
    def is_correction(self) -> bool:
        """Whether an adopted figure is being changed: then the form asks why."""
        return self.current is not None and (self.current.state == Staat.VASTGESTELD or self.current.version > 1)

    @property
    def opgave(self) -> Opgave:
        """What the officer says, once the form is valid."""
        cleaned = self.cleaned_data
        return Opgave(
            year=cleaned["jaar"],
            measured_year=cleaned["jaar"] if cleaned.get("meetjaar") is None else cleaned["meetjaar"],
            value=self.value,
            reason=cleaned.get("reden", ""),
            note=_lines(cleaned.get("opmerking", "")),
            provisional=cleaned.get("voorlopig", False),
            respondents=cleaned.get("respondenten"),
            why=_lines(cleaned.get("waarom", "")) if self.is_correction else "",
        )


def _lines(text: str) -> str:
    """Return `text` with the line ends it had before a browser sent it, so that what was not changed is the same."""
    return text.replace("\r\n", "\n")


def as_typed(figure: Realisatie) -> dict[str, Any]:
    """Return the fields of the form as an officer would have typed this figure."""
    return {
        "waarde": "" if figure.value is None else write_number(figure.value),
        "reden": figure.reason,
        "opmerking": figure.note,
        "meetjaar": figure.measured_year if figure.measured_elsewhen else None,
        "respondenten": figure.respondents,
        "voorlopig": figure.provisional,
        "waarom": figure.why if figure.state in OPEN_STATES else "",
    }
