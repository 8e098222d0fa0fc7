"""The tables that people sort."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.lights import light
from indicators.overview import Regel


class RegelTable(tables.Table):
    """The indicators of one year, one line each; made of `overview` lines, so that no row costs a query."""

    stoplicht = tables.Column(empty_values=(), order_by="rank")
    indicator = tables.Column(verbose_name="Effectindicator", order_by="indicator__code")
    terrein = tables.Column(accessor="indicator__doel__beleidsterrein__code", verbose_name="Terrein")
    realisatie = tables.Column(accessor="uitleg__figure", order_by="status__value")
    streefwaarde = tables.Column(accessor="uitleg__target", order_by="status__target")
    waarom = tables.Column(accessor="uitleg__sentence", orderable=False)
    bron = tables.Column(accessor="reeks__bron", default="–")

    class Meta:
        attrs = {"class": "table"}
        empty_text = "Geen indicator past bij deze keuze. Kies een ander jaar of haal een filter weg."

    def render_stoplicht(self, record: Regel) -> SafeString:
        """Write the light; `value_stoplicht` is its word."""
        return light(record.status.stoplicht, record.is_stale, record.afwijking)

    def render_waarom(self, record: Regel) -> str:
        """Write the sentence, and what makes the figure another than it looks."""
        marks = ", ".join(record.uitleg.marks)
        return f"{record.uitleg.sentence} ({marks})" if marks else record.uitleg.sentence

    def value_stoplicht(self, record: Regel) -> str:
        """Return the colour's name, for an export."""
        return record.status.get_stoplicht_display()

    def render_indicator(self, record: Regel) -> SafeString:
        """Write the indicator's name as a link to its page."""
        indicator = record.indicator
        return format_html('<a href="{}?jaar={}">{}</a>', indicator.get_absolute_url(), record.year, indicator)
