"""Pieces of a page that are written once for what they show, however many lists, pages and readers show the same.

A piece is given nothing but one value that says all of it: texts as a reader sees them. The piece is kept under that
value, so it cannot be of before: what changed is another value. After one changed figure only its own line is written
anew; all others are those that were written already.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString

MOST = 8192  # pieces, each some hundred bytes: all lines of a dozen years of a municipality


def written(template: str, said: Any) -> SafeString:
    """Return the piece that `template` makes of `said`, which is all it is given; `said` is a tuple of plain values."""
    return _kept(template, said) if not settings.DEBUG else _written(template, said)


def _written(template: str, said: Any) -> SafeString:
    """Write the piece; the template escapes what has to be."""
    return SafeString(get_template(template).render({"said": said}))


_kept = lru_cache(maxsize=MOST)(_written)
