"""The forms in which an officer reports: the progress of a prestatie, and the explanation of an indicator."""

from typing import Any

from django import forms

from indicators.choices import Verwachting
from indicators.lights import light
from indicators.models import Prognose, Toelichting
from indicators.reporting import Lichten, Verklaring, seen_as
from programmes.choices import Stoplicht
from programmes.models import Voortgang

LONGEST = 5_000  # characters: some two pages, more than any document prints of one part

Report = Voortgang | Toelichting | Prognose

EXPLANATION = ("oorzaak", "gevolg", "bijsturing")
LIGHTS = ("tijd", "geld", "kwaliteit")


def text_field(label: str, help_text: str = "") -> forms.CharField:
    """Return a field for a few sentences."""
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area, help_text=help_text)


def light_field(label: str) -> forms.ChoiceField:
    """Return a field for one light; nothing is chosen beforehand, so that grijs is a choice too."""
    missing = {"required": "Kies een kleur. Is er niets te beoordelen, kies dan grijs."}
    choices = [(colour, light(colour)) for colour in Stoplicht.values]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=missing)


class ReportForm(forms.Form):
    """What every report has: an explanation in three parts, and what it was when the officer began."""

    oorzaak = text_field("Oorzaak", "Waardoor komt het?")
    gevolg = text_field("Gevolg voor het doel", "Wat betekent het voor het doel?")
    bijsturing = text_field("Bijsturing", "Wat wordt eraan gedaan?")
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def explanation(self) -> Verklaring:
        """The explanation, once the form is valid."""
        return Verklaring(*(self.cleaned_data[part] for part in EXPLANATION))


class VoortgangForm(ReportForm):
    """The progress of one prestatie."""

    tijd = light_field("Tijd")
    geld = light_field("Geld")
    kwaliteit = light_field("Kwaliteit")
    toelichting = text_field("Toelichting", "Wat er gebeurde. Is alles grijs: waarom er niets te beoordelen is.")

    field_order = (*LIGHTS, "toelichting", *EXPLANATION)

    def clean(self) -> dict[str, Any]:
        """Refuse a report that says nothing at all."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said = {name: cleaned.get(name, "") for name in (*LIGHTS, "toelichting", *EXPLANATION)}
        if not self.errors and not Voortgang(**said).says_something:
            self.add_error("toelichting", "Schrijf hier waarom er niets te beoordelen is.")
        return cleaned

    @property
    def lights(self) -> Lichten:
        """The three lights, once the form is valid."""
        return Lichten(*(self.cleaned_data[aspect] for aspect in LIGHTS))


class ToelichtingForm(ReportForm):
    """The explanation of one indicator's figures."""


class PrognoseForm(ReportForm):
    """What is expected of one indicator, and the explanation of its figures."""

    verwachting = forms.ChoiceField(
        label="Prognose: wordt de streefwaarde gehaald?",
        required=False,
        choices=Verwachting,
        widget=forms.RadioSelect,
    )
    waarom = text_field("Waarom", "Nodig als de prognose onzeker of niet haalbaar is.")
    gezien_prognose = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("verwachting", "waarom", *EXPLANATION)

    def clean(self) -> dict[str, Any]:
        """Refuse a reason without the prognose it is for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("waarom") and not cleaned.get("verwachting") and not self.errors:
            self.add_error("verwachting", "Kies de prognose waar u hieronder de reden van geeft.")
        return cleaned


# The fields of the forms by the columns they are about.
COLUMNS: dict[type[Report], dict[str, str]] = {
    Voortgang: {name: name for name in (*LIGHTS, "toelichting", *EXPLANATION)},
    Toelichting: {name: name for name in EXPLANATION},
    Prognose: {"verwachting": "verwachting", "waarom": "toelichting"},
}


def seen_in(report: Report) -> str:
    """Return the field that says what this report was when the officer began."""
    return "gezien_prognose" if isinstance(report, Prognose) else "gezien"


def as_typed(report: Report | None) -> dict[str, Any]:
    """Return the fields of a form as an officer would have filled in this report."""
    if report is None:
        return {}
    said = {field: getattr(report, column) for field, column in COLUMNS[type(report)].items()}
    return {**said, seen_in(report): seen_as(report)}


def beside(form: ReportForm, report: Report) -> list[tuple[str, str, str]]:
    """Return label, what `report` says and what was typed in `form`, of the fields in which they differ."""
    there = as_typed(report)
    fields = [form[name] for name in COLUMNS[type(report)]]
    return [
        (str(field.label), _in_words(field, there[field.name]), _in_words(field, field.value() or ""))
        for field in fields
        if there[field.name] != (field.value() or "")
    ]


def _in_words(field: forms.BoundField, value: str) -> str:
    """Return a value as a reader sees it: of a choice its label."""
    return str(dict(getattr(field.field, "choices", ())).get(value, value))
