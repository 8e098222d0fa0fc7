"""How a stoplicht is written on a page: word, shape and colour together, and the mark of one that is being updated."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from programmes.choices import Stoplicht


def light(colour: str, is_stale: bool = False) -> SafeString:
    """Return the light of `colour` as HTML; with `is_stale` marked as being brought up to date."""
    html = format_html('<span class="light light-{}">{}</span>', colour, Stoplicht(colour).label)
    return format_html("{} {}", html, STALE_MARK) if is_stale else html


STALE_MARK = format_html('<span class="stale">{}</span>', "wordt bijgewerkt")
