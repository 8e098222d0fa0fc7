"""Stoplichten, numbers and addresses, for the templates."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from indicators import getallen, lights
from indicators.fragments import written
from indicators.models import Afwijking, Reeks
from indicators.overview import Getoond

register = template.Library()


@register.simple_tag
def stoplicht(colour: str, is_stale: bool = False, afwijking: Afwijking | None = None) -> SafeString:
    """Write the light of a colour: word, shape and colour, and what was agreed on it."""
    return lights.light(colour, is_stale, afwijking.until if afwijking else None)


@register.simple_tag
def piece(template: str, said: Any) -> SafeString:
    """Write the piece of a page that shows just `said`; what was written of it before is used again."""
    return written(f"components/{template}.html", said)


@register.simple_tag
def light_of(said: Getoond) -> SafeString:
    """Write the light of a line, with its marks."""
    return lights.light(said.colour, said.is_stale, said.agreed_until)


@register.simple_tag
def afgesproken(published: Mapping[str, Any] | None) -> SafeString | str:
    """Write the mark of a deviation as it was published; nothing where none was agreed on."""
    return lights.agreed_mark(date.fromisoformat(published["until"])) if published else ""


@register.filter
def in_reeks(value: Decimal | None, reeks: Reeks) -> str:
    """Write a figure in the unit and decimals of its reeks; nothing for no figure."""
    return "" if value is None else getallen.met_eenheid(value, reeks.unit, reeks.decimals)


@register.filter
def getal(value: int) -> str:
    """Write a whole number the Dutch way: 1.200."""
    return getallen.getal(Decimal(value))


@register.filter
def euro(value: Decimal) -> str:
    """Write an amount in whole euros where it is whole: € 43.500.000."""
    return getallen.met_eenheid(value, "€", 0 if value == value.to_integral_value() else 2)


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """Return what stands under a key that a template knows by a variable; nothing when it is not there."""
    return values.get(key)


@register.filter
def datum(text: str) -> str:
    """Write a date of a publication (2017-11-09) the Dutch way: 9 november 2017."""
    return date_format(date.fromisoformat(text), "j F Y")


@register.simple_tag(takes_context=True)
def address_with(context: dict[str, Any], **changes: Any) -> str:
    """Write the address of this page with other parameters; an empty one is left out."""
    request: HttpRequest = context["request"]
    parameters = request.GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}" if parameters else request.path


@register.simple_tag(takes_context=True)
def address_without(context: dict[str, Any], name: str) -> str:
    """Write the address of this page without one of its parameters."""
    return address_with(context, **{name: ""})
