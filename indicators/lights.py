"""How a stoplicht is written on a page: word, shape and colour together, with its marks."""

from datetime import date
from functools import cache

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from programmes.choices import Stoplicht


def light(colour: str, is_stale: bool = False, agreed_until: date | None = None) -> SafeString:
    """Return the light of `colour` as HTML; marked when it is being brought up to date, and when it was agreed on."""
    html = _plain(str(colour))
    if not is_stale and not agreed_until:
        return html
    marks = [STALE_MARK] if is_stale else []
    if agreed_until:
        marks.append(agreed_mark(agreed_until))
    return format_html_join(" ", "{}", [(part,) for part in (html, *marks)])


@cache
def _plain(colour: str) -> SafeString:
    """Return the light without marks; a page has hundreds, of four colours."""
    return format_html('<span class="light light-{}">{}</span>', colour, Stoplicht(colour).label)


def agreed_mark(until: date) -> SafeString:
    """Return the mark of a light that a controller agreed on until and including a day."""
    return format_html('<span class="agreed">afgesproken tot en met {}</span>', date_format(until, "j F Y"))


STALE_MARK = format_html('<span class="stale">{}</span>', "wordt bijgewerkt")
