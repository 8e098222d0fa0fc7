"""The tables that people sort."""

from decimal import Decimal
from functools import partial

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.choices import GeenCijfer
from indicators.downloads import exact
from indicators.lights import light
from indicators.overview import Regel

# A column that a download has and the page has not.
in_file = partial(tables.Column, visible=False, orderable=False)


class RegelTable(tables.Table):
    """The indicators of one year, one line each; made of `overview` lines, so that no row costs a query.

    A download has more columns than the page: each number without its words, the words in columns of their own.
    """

    year = in_file(verbose_name="Jaar")
    stoplicht = tables.Column(empty_values=(), order_by="rank")
    code = in_file(accessor="indicator__code", verbose_name="Code")
    indicator = tables.Column(verbose_name="Effectindicator", order_by="indicator__code")
    terrein = tables.Column(accessor="indicator__doel__beleidsterrein__code", verbose_name="Terrein")
    realisatie = tables.Column(accessor="uitleg__figure", order_by="status__value")
    streefwaarde = tables.Column(accessor="uitleg__target", order_by="status__target")
    ten_minste = in_file(accessor="status__lower", verbose_name="Streefwaarde ten minste")
    ten_hoogste = in_file(accessor="status__upper", verbose_name="Streefwaarde ten hoogste")
    streefwaarde_in_woorden = in_file(accessor="uitleg__target")
    eenheid = in_file(accessor="reeks__unit")
    eenheid_streefwaarde = in_file(accessor="status__target_reeks__unit")
    geen_realisatie = in_file(accessor="status__value_reason", verbose_name="Reden geen realisatie")
    geen_streefwaarde = in_file(accessor="status__target_reason", verbose_name="Reden geen streefwaarde")
    waarom = tables.Column(accessor="uitleg__sentence", orderable=False)
    bron = tables.Column(accessor="reeks__bron", default="–")
    afgesproken = in_file(accessor="afwijking__until", verbose_name="Afgesproken tot en met")
    bijgewerkt = in_file(accessor="is_stale", verbose_name="Wordt bijgewerkt")

    class Meta:
        empty_text = "Geen indicator past bij deze keuze. Kies een ander jaar of haal een filter weg."

    def render_stoplicht(self, record: Regel) -> SafeString:
        """Write the light; `value_stoplicht` is its word."""
        return light(record.status.stoplicht, record.is_stale, record.shown.agreed_until)

    def render_waarom(self, record: Regel) -> str:
        """Write the sentence, and what makes the figure another than it looks."""
        marks = ", ".join(record.uitleg.marks)
        return f"{record.uitleg.sentence} ({marks})" if marks else record.uitleg.sentence

    def value_stoplicht(self, record: Regel) -> str:
        """Return the colour's name, for an export."""
        return record.status.get_stoplicht_display()

    def value_indicator(self, record: Regel) -> str:
        """Return the indicator's name."""
        return record.indicator.name

    def value_bijgewerkt(self, value: bool) -> str:
        """Return whether the light is being brought up to date."""
        return "ja" if value else ""

    def value_realisatie(self, record: Regel) -> Decimal | None:
        """Return the figure."""
        return exact(record.status.value, record.reeks.decimals)

    def value_streefwaarde(self, record: Regel) -> Decimal | None:
        """Return the target, when it is one value."""
        return _target(record, record.status.target)

    def value_ten_minste(self, record: Regel) -> Decimal | None:
        """Return what the target is at least."""
        return _target(record, record.status.lower)

    def value_ten_hoogste(self, record: Regel) -> Decimal | None:
        """Return what the target is at most."""
        return _target(record, record.status.upper)

    def value_geen_realisatie(self, value: str) -> str:
        """Return why there is no figure."""
        return str(GeenCijfer(value).label)

    def value_geen_streefwaarde(self, value: str) -> str:
        """Return why there is no target."""
        return str(GeenCijfer(value).label)

    def render_indicator(self, record: Regel) -> SafeString:
        """Write the indicator's name as a link to its page."""
        indicator = record.indicator
        return format_html('<a href="{}?jaar={}">{}</a>', indicator.get_absolute_url(), record.year, indicator)


def _target(record: Regel, value: Decimal | None) -> Decimal | None:
    """Return a number of the target in the decimals of its own reeks."""
    return exact(value, (record.status.target_reeks or record.reeks).decimals)
