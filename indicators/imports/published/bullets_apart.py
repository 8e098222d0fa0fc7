"""Bullets that stand on a line of their own above numbered names: -, 1.1 Aantal inbraken, 109, < 250. No figures."""

import itertools
import re
from collections.abc import Sequence

from indicators.imports.published.paragraphs import Paragraph

LEAST = 4  # rows
_NUMBERED = re.compile(r"[1-9][0-9]?\.[1-9][0-9]? +[^\W\d_]")
_BULLETS = frozenset({"-", "–", "•"})


def without_bullets(body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the cells of a table without the bullets, where one stands above each of its numbered names.

    So also above the first, where no row before it can have lost its last figure.
    """
    at = [n for n, each in enumerate(body) if _NUMBERED.match(each.text)]
    if len(at) < LEAST or not all(n and body[n - 1].text in _BULLETS for n in at):
        return list(body)
    ahead = itertools.takewhile(lambda n: n < at[0] - 1, range(at[0]))
    if any(not any(map(str.isalpha, body[n].text)) for n in ahead):
        return list(body)
    bullets = {n - 1 for n in at}
    return [each for n, each in enumerate(body) if n not in bullets]
