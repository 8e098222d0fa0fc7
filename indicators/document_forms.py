"""The forms in which a controller makes a document and records what was decided on it."""

from typing import Any

from django import forms

from indicators.controller_forms import Day
from indicators.documents import deciding
from programmes.choices import DocumentKind, Orgaan
from programmes.models import Document
from programmes.years import FIRST_YEAR, LAST_YEAR


class DocumentForm(forms.Form):
    """A new document: what it is, and from which earlier one it is made."""

    kind = forms.ChoiceField(label="Soort", choices=DocumentKind.choices, initial=DocumentKind.BEGROTING)
    year = forms.IntegerField(label="Jaar", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    number = forms.IntegerField(
        label="Nummer", min_value=1, max_value=99, initial=1, help_text="De hoeveelste van deze soort in dit jaar."
    )
    title = forms.CharField(label="Titel", max_length=200, required=False, help_text="Leeg: soort en jaar.")
    based_on = forms.ModelChoiceField(
        Document.objects.in_cycle_order().reverse(),
        label="Maken uit",
        required=False,
        empty_label="niets: een leeg document",
        help_text="Neemt de doelenboom en de effectindicatoren over; een begroting ook de streefwaarden, als voorstel.",
    )


class BesluitForm(forms.Form):
    """What the raad, or of a bestuursrapportage the college, decided."""

    decided_by = forms.ChoiceField(label="Besloten door", choices=[])
    adopted_on = forms.DateField(label="Datum van het besluit", widget=Day())
    decision = forms.CharField(
        label="Nummer van het besluit", max_length=50, required=False, help_text="Bijvoorbeeld RV 17.0098."
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(orgaan.value, Orgaan(orgaan).label) for orgaan in deciding(document)]
        self.fields["decided_by"].choices = choices  # type: ignore[attr-defined]
