"""What each list of the API can be narrowed to. An unknown choice is refused, never ignored: nothing is guessed."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.filters import BaseFilterBackend

from indicators.addresses import year_in
from indicators.api.errors import BadParameters
from indicators.api.keys import DOCUMENT, SLUG
from indicators.api.paging import CURSOR, LIMIT
from indicators.filters import GedeeldFilter
from programmes.choices import Stoplicht
from programmes.models import Document
from programmes.years import FIRST_YEAR, LAST_YEAR


class Keuze(django_filters.CharFilter):
    """One parameter: what it may say (`schema`, of OpenAPI), and what to say to who says something else."""

    def __init__(self, said: str, schema: Mapping[str, Any], wrong: str, **options: Any) -> None:
        validator = RegexValidator(rf"\A(?:{schema['pattern'].strip('^$')})\Z", wrong)
        super().__init__(label=said, validators=[validator], strip=False, **options)
        self.schema = schema


def _is_a_year(text: str) -> None:
    """Raise ValidationError for what is no year this program can be about."""
    if year_in(text) is None:
        raise forms.ValidationError(f"Geef een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}.")


class Jaar(django_filters.CharFilter):
    """A year."""

    schema: Mapping[str, Any] = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}

    def __init__(self, said: str, **options: Any) -> None:
        super().__init__(label=said, validators=[_is_a_year], strip=False, **options)


def programma(path: str) -> Keuze:
    """Return the choice of a programma; `path` leads to it."""
    schema = {"type": "string", "pattern": f"^{SLUG}$", "example": "9"}
    wrong = "Geef de sleutel van een programma, bijvoorbeeld 9."
    return Keuze("De sleutel van het programma.", schema, wrong, field_name=f"{path}slug")


def code(path: str) -> Keuze:
    """Return the choice of a code as it is now; `path` leads to what has it."""
    schema = {"type": "string", "pattern": "^[ -~]{1,20}$", "example": "9A1.a"}
    return Keuze("De code van nu, helemaal.", schema, "Geef een code, bijvoorbeeld 9A1.a.", field_name=f"{path}code")


def document(said: str, **options: Any) -> Keuze:
    """Return the choice of a document."""
    schema = {"type": "string", "pattern": f"^{DOCUMENT}$", "example": "begroting.2018.1"}
    return Keuze(said, schema, "Geef soort, jaar en nummer, bijvoorbeeld begroting.2018.1.", **options)


def stoplicht(said: str, **options: Any) -> Keuze:
    """Return the choice of a colour."""
    colours = Stoplicht.values
    schema = {"type": "string", "pattern": f"^({'|'.join(colours)})$", "enum": colours}
    return Keuze(said, schema, f"Kies uit: {', '.join(colours)}.", **options)


class OfDocument(django_filters.FilterSet):
    """Narrows by the document that something names in `document`."""

    path = "document__in"

    def by_document(self, rows: QuerySet[Any], _name: str, key: str) -> QuerySet[Any]:
        """Keep what this adopted or published document says."""
        return rows.filter(**{self.path: Document.objects.settled().of_key(key)})


class ProgrammaFilter(django_filters.FilterSet):
    """The programma's."""

    code = code("")


class BeleidsterreinFilter(ProgrammaFilter):
    """The beleidsterreinen."""

    programma = programma("programma__")


class DoelFilter(ProgrammaFilter):
    """The doelen."""

    programma = programma("beleidsterrein__programma__")


class PrestatieFilter(ProgrammaFilter):
    """The prestaties."""

    programma = programma("doel__beleidsterrein__programma__")


class EffectindicatorFilter(GedeeldFilter):
    """The effectindicatoren; how colour and document narrow them is decided where the dashboard's are."""

    programma = programma("doel__beleidsterrein__programma__")
    code = code("")
    jaar = Jaar(
        "Het jaar waar `stoplicht` over gaat; zonder: het laatste met een vastgesteld cijfer.", method="of_year"
    )
    stoplicht = stoplicht("De kleur in `jaar`.", method="by_colour")
    document = document("Het document dat hem drukt.", method="by_document")

    def of_year(self, indicators: QuerySet[Any], _name: str, _year: str) -> QuerySet[Any]:
        """Keep them all: the year is that of the colour."""
        return indicators


class RealisatieFilter(OfDocument):
    """The realisaties."""

    jaar = Jaar("Het jaar waar het cijfer over gaat.", field_name="year")
    programma = programma("reeks__indicator__doel__beleidsterrein__programma__")
    code = code("reeks__indicator__")
    document = document("Het document dat het als eerste meldde.", method="by_document")


class StreefwaardeFilter(RealisatieFilter):
    """The streefwaarden."""

    jaar = Jaar("Het jaar waarvoor de streefwaarde is.", field_name="year")
    document = document("Het document dat haar stelt.", method="by_document")


class StatusFilter(OfDocument):
    """The stoplichten."""

    path = "streefwaarde__document__in"

    jaar = Jaar("Het jaar.", field_name="year")
    programma = programma("indicator__doel__beleidsterrein__programma__")
    code = code("indicator__")
    stoplicht = stoplicht("De kleur.", field_name="stoplicht")
    document = document("Het document waar de streefwaarde uit komt.", method="by_document")


class DocumentFilter(django_filters.FilterSet):
    """The documents."""

    jaar = Jaar("Het jaar van het document, of het eerste jaar.", field_name="year")


class PublicatieFilter(OfDocument):
    """The publications."""

    jaar = Jaar("Het jaar van het document.", field_name="document__year")
    document = document("Het document dat gepubliceerd is.", method="by_document")


class StrictFilters(BaseFilterBackend):
    """Narrows a list by what the address asks, or says what is wrong with what it asks."""

    def filter_queryset(self, request: Any, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Return the rows asked for; raise BadParameters for a parameter that is not there, twice there or wrong."""
        asked: QueryDict = request.query_params
        known = {*view.filterset_class.base_filters, LIMIT, CURSOR}
        refuse_unknown(asked, known)
        filters = view.filterset_class(asked, queryset, **view.filter_options(asked))
        if not filters.is_valid():
            raise BadParameters({name: " ".join(errors) for name, errors in filters.form.errors.items()})
        narrowed: QuerySet[Any] = filters.qs
        return narrowed

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the parameters."""
        return [
            {"name": name, "in": "query", "required": False, "description": one.label, "schema": dict(one.schema)}
            for name, one in view.filterset_class.base_filters.items()
        ]


def refuse_unknown(asked: QueryDict, known: set[str]) -> None:
    """Raise BadParameters for a parameter that is not `known`, that is empty, or that is there more than once."""
    choices = f"Kies uit: {', '.join(sorted(known))}." if known else "Hier hoort er geen."
    wrong = {name: "Is leeg." for name in asked if asked.getlist(name) == [""]}
    wrong |= {name: "Staat meer dan één keer in het adres." for name in asked if len(asked.getlist(name)) > 1}
    wrong |= {name: f"Deze parameter bestaat niet. {choices}" for name in asked if name not in known}
    if wrong:
        raise BadParameters(wrong)
