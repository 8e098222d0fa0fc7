"""Whether two names are those of the same thing: for certain, or a question for a person."""

import re
from difflib import SequenceMatcher

_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"\w+")
# Words that a name can gain or lose and mean the same.
_SMALL = frozenset(
    ("de", "het", "een", "van", "in", "op", "te", "en", "dat", "die", "is", "zijn", "door", "bij", "aan")
)
_SPELLED_ALIKE = 0.8  # of two words: cliënten and clienten, medewerker and medewerkers
_LONG_ENOUGH = 4  # letters: of shorter words a letter is a lot (65, niet)


def plain_name(name: str) -> str:
    """Return a name to compare with: lower case, without brackets, quotes and footnote marks."""
    bare = _BRACKETS.sub(" ", name)
    return " ".join(_WORD.findall((bare if _WORD.search(bare) else name).casefold()))


def telling_words(plain: str) -> set[str]:
    """Return the words of a plain name that tell what it is about."""
    return set(plain.split()) - _SMALL


def alike(one: str, other: str, *, loosely: bool) -> bool:
    """Whether two names are for certain those of one thing; if not, a person decides.

    Spelling, brackets and small words may differ. With `loosely` (an effort: Organiseren, Doen organiseren) one name
    may also have words the other lacks; of an indicator each such word can change what is measured.
    """
    mine, theirs = plain_name(one), plain_name(other)
    if mine == theirs:
        return True
    ours, others = telling_words(mine), telling_words(theirs)
    left, right = ours - others, others - ours
    for word in sorted(left):
        twin = next((w for w in sorted(right) if _spelled_alike(word, w)), None)
        if twin:
            left, right = left - {word}, right - {twin}
    if not left and not right:
        return True
    added = left or right
    return loosely and not (left and right) and bool(ours & others) and not any(_turns(word) for word in added)


def _spelled_alike(one: str, other: str) -> bool:
    """Whether two words are one word, spelled or inflected in two ways."""
    if min(len(one), len(other)) < _LONG_ENOUGH or any(c.isdigit() for c in one + other):
        return False
    return one[:2] == other[:2] and SequenceMatcher(None, one, other).ratio() >= _SPELLED_ALIKE


def _turns(word: str) -> bool:
    """Whether a word turns what is said round, or says of how many."""
    return word in {"niet", "geen", "zonder", "minder", "lager"} or any(c.isdigit() for c in word)
