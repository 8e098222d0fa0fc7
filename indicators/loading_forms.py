"""The form in which a beheerder brings a file or text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.imports.ladingen import PASTED
from indicators.imports.sources import LARGEST
from indicators.imports.which_document import Naam, UnknownDocument, read_name

LONGEST_TEXT = 500_000  # characters: below what Django takes of a form


class LadingForm(forms.Form):
    """A file, or text that is pasted, and the document it is of."""

    bestand = forms.FileField(
        label="Bestand",
        required=False,
        allow_empty_file=True,  # refused below, by its name
        help_text="Een spreadsheet (xlsx, ods, csv), een PDF, een webpagina of platte tekst, tot 10 MB. "
        "U kunt het hierheen slepen.",
    )
    tekst = forms.CharField(
        label="Of geplakte tekst",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="De tekst van een bladzijde, of cellen uit een spreadsheet.",
    )
    document = forms.CharField(
        label="Voor welk document",
        max_length=80,
        widget=forms.TextInput(attrs={"list": "documenten", "autocomplete": "off"}),
        help_text="Bijvoorbeeld: begroting 2018, of 2e bestuursrapportage 2019. "
        "Is het er nog niet, dan wordt het bij het laden gemaakt.",
    )

    def clean_bestand(self) -> Any:
        """Refuse what is too large before it is read, and what is empty."""
        sent = self.cleaned_data["bestand"]
        if sent and not sent.size:
            raise ValidationError(f"{sent.name} is leeg. Kies een ander bestand, of plak tekst.")
        if sent and sent.size > LARGEST:
            raise ValidationError(
                f"{sent.name} is groter dan {LARGEST // 1_000_000} MB. Splits het, en laad de delen apart."
            )
        return sent

    def clean_document(self) -> Naam:
        """Return which document is meant."""
        try:
            return read_name(self.cleaned_data["document"])
        except UnknownDocument as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Refuse nothing, and both."""
        cleaned = super().clean() or self.cleaned_data
        if "bestand" in cleaned and "tekst" in cleaned:
            sent, pasted = cleaned["bestand"], cleaned["tekst"].strip()
            if sent and pasted:
                raise ValidationError("Kies een bestand of plak tekst, niet allebei.")
            if not sent and not pasted:
                raise ValidationError("Kies een bestand, of plak tekst.")
        return cleaned

    def what_was_sent(self) -> tuple[bytes, str]:
        """Return the bytes and their name."""
        sent = self.cleaned_data["bestand"]
        return (sent.read(), sent.name) if sent else (self.cleaned_data["tekst"].encode(), PASTED)


def too_large() -> LadingForm:
    """Return the form that answers a body of which nothing was taken in."""
    form = LadingForm({"document": "", "tekst": ""})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, f"Dit is groter dan {LARGEST // 1_000_000} MB. Splits het, en laad de delen apart.")
    return form
