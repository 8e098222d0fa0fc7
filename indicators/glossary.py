"""What the words mean: the table of the README, which is the one place where they are kept."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.text import slugify

ROW = re.compile(r"\| (?P<word>[^|]+?) \| (?P<meaning>[^|]+?) \|")


class Woord(NamedTuple):
    """A word, what it means, and how an address names it."""

    word: str
    meaning: str
    slug: str


@cache
def glossary() -> list[Woord]:
    """Return the words in their order."""
    return words_in((Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8"))


def words_in(readme: str) -> list[Woord]:
    """Return the words of the table below the heading "Woorden"; raise ValueError when there is none."""
    try:
        section = readme.split("\n## Woorden\n", 1)[1].split("\n## ", 1)[0]
    except IndexError:
        raise ValueError("README.md has no table of words") from None
    rows = [match for line in section.splitlines() if (match := ROW.fullmatch(line))]
    if not rows:
        raise ValueError("README.md has no table of words")
    return [
        Woord(row["word"], row["meaning"].replace("`", ""), slugify(row["word"].replace("&", "-")))
        for row in rows[1:]  # the first row is the heading
    ]
