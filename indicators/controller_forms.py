"""The forms of a controller: another norm, an agreed deviation, the deadlines of a document."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.forms.models import construct_instance
from django.utils import timezone

from indicators.choices import MargeSoort
from indicators.dossier import Normgrens
from indicators.getallen import getal
from indicators.models import Effectindicator, Indicatoreigenaar, Reeks
from indicators.notation import Ambiguous, NotANumber, read_number
from programmes.choices import Stap
from programmes.fields import figure_field
from programmes.models import Eigenaar
from programmes.years import FIRST_YEAR, LAST_YEAR


class Day(forms.DateInput):
    """The browser's own field for a date, which shows a date and nothing else: of what is none, the form says so."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """Return a date as such a field wants it, however it was written."""
        try:
            day = forms.DateField().to_python(value)
        except forms.ValidationError:
            return None
        return day.isoformat() if day else None


Reden = forms.Textarea(attrs={"rows": 3})


class NormForm(forms.Form):
    """Another norm from a year on, with the reason for it."""

    vanaf = forms.IntegerField(
        label="Vanaf jaar",
        localize=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="De norm geldt tot de volgende norm begint.",
        error_messages={"invalid": "Schrijf het jaar in cijfers, bijvoorbeeld 2018."},
    )
    marge = forms.CharField(label="Marge", max_length=40, help_text="Bijvoorbeeld 5 of 2,5.")
    soort = forms.ChoiceField(
        label="Soort marge",
        choices=[
            (MargeSoort.PROCENT, "procent van de streefwaarde"),
            (MargeSoort.ABSOLUUT, "in de eenheid van de indicator"),
        ],
    )
    reden = forms.CharField(
        label="Reden", widget=Reden, help_text="Waarom deze norm? Iedereen die over de norm gaat, leest dit."
    )

    def clean_marge(self) -> Decimal:
        """Read the margin the Dutch way: 0 or more, with at most six decimals."""
        try:
            margin = read_number(self.cleaned_data["marge"], "%")
        except Ambiguous as question:
            thousands, decimal = map(getal, question.candidates)
            raise forms.ValidationError(
                f"{question} Schrijf {thousands} zonder punt, of {decimal} korter."
            ) from question
        except NotANumber as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if margin < 0:
            raise forms.ValidationError("Een marge is 0 of meer, zonder minteken.")
        exact: Decimal = figure_field("marge").clean(margin, None)
        return exact

    @property
    def norm(self) -> Normgrens:
        """The norm, once the form is valid."""
        cleaned = self.cleaned_data
        return Normgrens(cleaned["vanaf"], cleaned["marge"], cleaned["soort"])


class RedenForm(forms.Form):
    """The reason for a no."""

    reden = forms.CharField(label="Reden", widget=Reden)


class AfwijkingForm(forms.Form):
    """Who answers for a deviation, why it is lived with, and until when."""

    eigenaar = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label="Wie er voor staat",
        empty_label="Kies een medewerker",
        help_text="Liefst wie de indicator invoert of het beleidsterrein heeft; die staan bovenaan.",
    )
    reden = forms.CharField(label="Reden", widget=Reden, help_text="Iedereen leest deze reden bij het stoplicht.")
    tot_en_met = forms.DateField(
        label="Tot en met",
        widget=Day(),
        help_text="De laatste dag; daarna eindigt de afspraak vanzelf.",
    )

    def __init__(self, *args: Any, indicator: Effectindicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Indicatoreigenaar.objects.current().filter(indicator=indicator, user=OuterRef("pk"))
        owns = Eigenaar.objects.current().filter(beleidsterrein=indicator.doel.beleidsterrein, user=OuterRef("pk"))
        active = get_user_model().objects.filter(is_active=True).alias(own=Exists(own), owns=Exists(owns))
        self.fields["eigenaar"].queryset = active.order_by("-own", "-owns", "last_name", "username")  # type: ignore[attr-defined]

    def clean_tot_en_met(self) -> date:
        """Refuse a day that is past."""
        until: date = self.cleaned_data["tot_en_met"]
        if until < timezone.localdate():
            raise forms.ValidationError("De laatste dag kan niet voorbij zijn. Kies vandaag of een latere dag.")
        return until


class TermijnenForm(forms.Form):
    """The last day of each step of a document."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in Stap:
            self.fields[step.value] = forms.DateField(label=step.label, required=False, widget=Day())

    @property
    def dates(self) -> dict[Stap, date | None]:
        """The days, once the form is valid; None for a step without one."""
        return {step: self.cleaned_data[step.value] for step in Stap}


class TrendbreukForm(forms.ModelForm):  # type: ignore[type-arg]
    """Another way of measuring from a year on."""

    minimum = forms.CharField(required=False, max_length=40, help_text="Leeg: geen ondergrens.")
    maximum = forms.CharField(required=False, max_length=40, help_text="Leeg: geen bovengrens.")

    class Meta:
        model = Reeks
        fields = ("valid_from", "unit", "decimals", "minimum", "maximum", "bron", "definition", "break_reason")
        widgets = {"definition": Reden, "break_reason": Reden}

    def clean_minimum(self) -> Decimal | None:
        """Read the lowest figure there can be."""
        return self._read("minimum")

    def clean_maximum(self) -> Decimal | None:
        """Read the highest figure there can be."""
        return self._read("maximum")

    def _read(self, name: str) -> Decimal | None:
        """Read a number the Dutch way; nothing is no bound."""
        text = self.cleaned_data[name]
        try:
            return read_number(text, self.data.get("unit", "")) if text else None
        except (Ambiguous, NotANumber) as refusal:
            raise forms.ValidationError(f"{refusal} Schrijf bijvoorbeeld 1000 of 12,5.") from refusal

    def _post_clean(self) -> None:
        """Leave the checks to `start_reeks`, which sees them all at once; only fill the reeks."""
        self.instance = construct_instance(self, self.instance, self.fields)
