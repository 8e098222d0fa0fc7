"""Heads of columns that are misspelt: Effectindiator, Steefwaarde. One letter off from a long head is that head."""

import re

from indicators.notation.text import YEAR

SHORTEST = 8  # letters: of shorter words one letter makes another word
_HEADS = (
    *("indicator", "indicatoren", "effectindicator", "effectindicatoren", "prestatieindicator", "prestatieindicatoren"),
    *("beleidsindicator", "beleidsindicatoren", "kengetallen", "omschrijving", "toelichting", "nulmeting"),
    *("realisatie", "realisaties", "gerealiseerd", "jaarrekening", "begroting", "doelstelling"),
    *("streefwaarde", "streefwaarden", "streefcijfer", "streefcijfers"),
)
_WORD = re.compile(rf"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)(?P<rest>(?: {YEAR})?:?)")


def as_spelt(text: str) -> str:
    """Return the head of a column as it should have been spelt: one word, and perhaps a year behind it."""
    found = _WORD.fullmatch(text)
    word = found["word"].replace("-", "").casefold() if found else ""
    if not found or len(word) < SHORTEST or word in _HEADS:
        return text
    like = {head for head in _HEADS if _is_one_off(word, head)}
    return f"{like.pop().capitalize()}{found['rest']}" if len(like) == 1 else text


def _is_one_off(word: str, head: str) -> bool:
    """Whether a letter was left out, added, changed, or changed places with the next one."""
    if abs(len(word) - len(head)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(word, head, strict=False)) if a != b), min(len(word), len(head)))
    swapped = word[same : same + 2] == head[same : same + 2][::-1] and word[same + 2 :] == head[same + 2 :]
    shorter, longer = sorted((word[same:], head[same:]), key=len)
    return swapped or (shorter == longer[1:] if len(shorter) < len(longer) else shorter[1:] == longer[1:])
