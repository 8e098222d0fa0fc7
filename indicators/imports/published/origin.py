"""Which document a page was copied from, by the address that stands above it or that a browser saved in it.

Most municipalities publish each document at an address of its own: leiden.begroting-2018.nl, /jaarstukken-2017/.
"""

import re
from collections.abc import Iterable

from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from indicators.imports.published.source import Line
from indicators.imports.which_document import WORDS, UnknownDocument, read_name
from indicators.notation.text import YEAR

TOP = 4  # lines with text in which somebody who copies a page says from where
HEAD = 100_000  # characters of a page of the web in which it says its own address
_KINDS = "|".join(sorted(WORDS, key=len, reverse=True))
_SAID = re.compile(rf"\W*document ?: ?(?:[^,:]{{1,60}}, )?(?P<name>(?:\d ?e )?(?:{_KINDS}) {YEAR})", re.IGNORECASE)
_ADDRESS = re.compile(r"\W*(?:(?:adres|url) ?: ?)?(?P<address>https?://\S{1,500})", re.IGNORECASE)
_IN_ADDRESS = re.compile(rf"(?<![a-z])(?P<kind>{_KINDS})[-_/.]?(?P<year>{YEAR})(?!\d)", re.IGNORECASE)
_SAVED = re.compile(
    r"saved from url=\(\d{1,6}\)(?P<saved>https?://\S{1,500})"
    r"|<link\s[^<>]{0,300}\brel=[\"']?canonical\b[^<>]{0,300}>"
    r"|<meta\s[^<>]{0,300}\bproperty=[\"']?og:url\b[^<>]{0,300}>",
    re.IGNORECASE,
)


def scope_of_copy(lines: Iterable[Line]) -> Scope:
    """Return the years of the document that the first lines say a page was copied from; of two what holds by both."""
    scope = UNKNOWN
    for text in [line.text for line in lines if line.text][:TOP]:
        if said := _SAID.fullmatch(text):
            scope = _scope_named(said["name"]).within(scope)
        elif found := _ADDRESS.fullmatch(text):
            scope = scope_of_address(found["address"]).within(scope)
    return scope


def scope_of_saved(html: str) -> Scope:
    """Return the years of the document whose address a page of the web says is its own; of more what holds by all."""
    scope = UNKNOWN
    for found in _SAVED.finditer(html[:HEAD]):
        scope = scope_of_address(found["saved"] or found[0]).within(scope)
    return scope


def scope_of_address(address: str) -> Scope:
    """Return the years of the document that an address names; of one that names more than one nothing is known."""
    named = {f"{found['kind']} {found['year']}".lower() for found in _IN_ADDRESS.finditer(address)}
    return _scope_named(named.pop()) if len(named) == 1 else UNKNOWN


def _scope_named(name: str) -> Scope:
    try:
        document = read_name(name)
    except UnknownDocument:
        return UNKNOWN
    return scope_for(document.kind, document.year)
