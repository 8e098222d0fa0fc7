"""Components of the design system that take more than one element to write."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

ALERTS = {"success": "ok", "ok": "ok", "warning": "warning", "error": "error"}


@register.simple_block_tag
def alert(content: str, kind: str = "info", role: str = "", *, loud: bool = False) -> SafeString:
    """Write what must not be missed; `kind` is info, ok, warning or error, or the level of one of Django's messages.

    `role` is "alert" for what went wrong just now, "status" for what was done; without it nothing is announced.
    """
    return format_html(
        '<div class="utrecht-alert utrecht-alert--{}{}"{}>'
        '<div class="utrecht-alert__content"><div class="utrecht-alert__message">{}</div></div></div>',
        ALERTS.get(kind, "info"),
        " loud" if loud else "",
        format_html(' role="{}"', role) if role else "",
        content,
    )


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """Write where this page is: each step a `crumb`, the last one the page itself."""
    return format_html(
        '<nav class="utrecht-breadcrumb-nav" aria-label="Kruimelpad">'
        '<ol class="utrecht-breadcrumb-nav__list utrecht-breadcrumb-nav__list--html-ol">{}</ol></nav>',
        content,
    )


@register.simple_block_tag
def crumb(content: str, target: str = "", *args: Any, **query: Any) -> SafeString:
    """Write one step: `target` is an address or the name of one with its `args`; without it the step is this page.

    `query` is what the address asks for.
    """
    if not target:
        return format_html('<li class="utrecht-breadcrumb-nav__item" aria-current="page">{}</li>', content)
    address = target if target.startswith("/") else reverse(target, args=args)
    return format_html(
        '<li class="utrecht-breadcrumb-nav__item">'
        '<a class="utrecht-link utrecht-link--html-a utrecht-breadcrumb-nav__link" href="{}">{}</a></li>',
        f"{address}?{urlencode(query)}" if query else address,
        content,
    )


@register.simple_tag(takes_context=True)
def menu_link(context: dict[str, Any], name: str, words: str) -> SafeString:
    """Write a link of the menu; marked when it leads to this page, or to the part of the site this page is in."""
    request: HttpRequest | None = context.get("request")
    address, here = reverse(name), request.path if request else ""
    if address == here:
        return format_html('<a href="{}" aria-current="page">{}</a>', address, words)
    if address != "/" and here.startswith(address):
        return format_html('<a href="{}" aria-current="true">{}</a>', address, words)
    return format_html('<a href="{}">{}</a>', address, words)
