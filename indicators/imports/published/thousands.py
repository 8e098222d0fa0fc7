"""Whether the point in 1.234 is one of thousands: what else stands in the row, or in the table, may say so."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from indicators.notation import Ambiguous
from indicators.notation.cells import COUNTS
from indicators.notation.text import YEAR

MANY = 8
LEAST_COMMAS = 3
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2} ?%?")
_COMMA = re.compile(r"[0-9],[0-9]|\.[0-9]{3}[.,][0-9]")
_POINT = re.compile(r"[0-9]\.[0-9]{1,2}(?![0-9])")
_LONG_POINT = re.compile(r"[0-9]\.[0-9]{4,}(?![0-9])")
_MARKED = re.compile(r"(?P<figure>[1-9][0-9]{0,2}\.[0-9]{3})[1-9]")
_LONE_POINT = re.compile(r"(?<![0-9.,])[0-9]{1,3}\.[0-9]{3}(?![0-9.,])")
# Euros have two decimals at most, and leerlingenaantallen none.
_AMOUNT = re.compile(
    r"kosten|lasten|opbrengst|\bschuld|\bwoz\b|\bwoningvoorraad\b|\beuro\b|€ per|\waantal(?:len)?\b(?!.*\bper\b)",
    re.IGNORECASE,
)
_TIMES = re.compile(r"%|percentage|mln|miljoen|duizend|\bx ", re.IGNORECASE)
_DAY = r"[0-9]{1,2}[- ](?:[0-9]|januari|oktober|december)"
# Per 1.000 inwoners; per jaar and per werkdag they are counted.
_PER = rf"\bper\b(?! (?:(?:jaar|maand|week|(?:werk|week)?dag|etmaal)\b|{_DAY}))"
_RATE = re.compile(_PER, re.IGNORECASE)
# Whole numbers of three figures beside it: 952, 1.006.
_POINTED = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_WHOLE = re.compile(rf"(?!{YEAR}$)-?[1-9][0-9]{{2,}}")
# Cells that no one reads otherwise: 3.912.574, 4.451,5, € 1.104, 2.188 ha.
_CERTAIN = re.compile(
    r"(?:€ ?)?-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|\.[0-9]{3},[0-9]+)|€ ?-?[1-9][0-9]{0,2}\.[0-9]{3}"
    r"|-?[1-9][0-9]{0,2}\.[0-9]{3} (?:ha|hectare|m2|m²|kWh|inwoners|woningen|personen)"
)
_PIECES = re.compile(
    r"\baantal(?:len)?\b(?!.*\b(?:ha|hectares?|km|kilometers?|m2|m3|ton|kton|kwh|fte)\b)", re.IGNORECASE
)
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.| |\. )[0-9]{3}){2,4}")  # 3 577 032, 1. 658.260
_POINTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,4}")
MOST_TIMES = 2  # that a figure of millions is larger than another of its row
_ENGLISH = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
_DECIMAL_POINT = re.compile(r"(?:[<>≤≥€] ?)?-?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})%?")
_HEADS_COUNT = re.compile(r"(?:(?:effect|prestatie|beleids)?indicator(?:en)?[: ]+)(?P<what>\S.{3,80})", re.IGNORECASE)
# What may be written with three decimals.
_FRACTION = re.compile(
    rf"%|{_PER}|percent|gemiddeld|cijfer|score|index|ratio|quot|coëff|factor|koers|schaal",
    re.IGNORECASE,
)


def in_row(texts: Sequence[str], words: str) -> bool:
    """Whether something in the row says that 1.234 is 1234: a count, €, a comma, or a whole number beside it."""
    whole = " ".join(texts)
    counted = COUNTS.search(words) is not None and not _RATE.search(words)
    if _LONE_POINT.search(whole) and (_POINT.search(whole) or (_LONG_POINT.search(whole) and not counted)):
        return False
    if counted:
        return True
    if _AMOUNT.search(words) and not _TIMES.search(words):
        return True  # euros have two decimals
    if any(_WHOLE.fullmatch(text) for text in texts) and not _FRACTION.search(words):
        return True
    return "€" in whole or any(_COMMA.search(text) for text in texts)


def without_spaces(texts: Sequence[str]) -> list[str]:
    """Return the cells of a row, where millions with spaces are written as those beside them are: 3 577 032.

    Only beside one with points that is about as large: of three numbers in one cell none would be.
    """
    sizes = [int(text.replace(".", "")) for text in texts if _POINTS.fullmatch(text)]
    return [_without_spaces(text, sizes) if " " in text else text for text in texts]


def _without_spaces(text: str, sizes: Sequence[int]) -> str:
    """Return a cell without the spaces in its number, where one of these is about as large."""
    if not _SPACED.fullmatch(text):
        return text
    size = int(text.replace(".", "").replace(" ", ""))
    alike = any(size <= MOST_TIMES * other and other <= MOST_TIMES * size for other in sizes)
    return f"{size:,}".replace(",", ".") if alike else text


def in_table(texts: Iterable[str]) -> bool:
    """Whether a table writes its thousands with a point for certain, in two cells or more, and no decimals.

    `texts` are its cells in order: below a name that counts, as Aantal inwoners, 25.672 is certain too. So are many
    that all have three figures behind the point: of so many decimals some would have fewer.
    """
    texts = list(texts)
    certain = 0
    counts = False
    for text in texts:
        if _DECIMAL_POINT.fullmatch(text):
            return False
        if _POINTED.fullmatch(text):
            certain += counts
        elif any(character.isalpha() for character in text) and not _CERTAIN.fullmatch(text):
            counts = COUNTS.search(text) is not None and not (_RATE.search(text) or _TIMES.search(text))
        certain += _CERTAIN.fullmatch(text) is not None
    return certain > 1 or _are_many(texts)


def writes_commas(texts: Iterable[str]) -> bool:
    """Whether decimals have a comma here, in three different cells at least, and nothing is written as the English do.

    Then a point with three figures behind it is one of thousands, whatever is measured.
    """
    commas: set[str] = set()
    for text in texts:
        if _DECIMAL_POINT.fullmatch(text) or _ENGLISH.fullmatch(text):
            return False
        if _DECIMAL_COMMA.fullmatch(text):
            commas.add(text.rstrip("% "))
    return len(commas) >= LEAST_COMMAS


def _are_many(texts: Sequence[str]) -> bool:
    """Whether many different numbers have a point, and none has other than three figures behind it."""
    words = {word for text in texts for word in text.split()}
    pointed = {word for word in words if _POINTED.fullmatch(word)} - {"1.000", "10.000"}
    return len(pointed) >= MANY and not any(map(_DECIMAL_POINT.fullmatch, words))


def is_counted(heading: Iterable[str]) -> bool:
    """Whether what stands above the rows says that all count: Effectindicator: bezoekers van musea; Aantallen."""
    texts = [" ".join(text.split()) for text in heading]
    what = [found["what"] for text in texts if (found := _HEADS_COUNT.fullmatch(text))]
    return "aantallen" in (text.casefold() for text in texts) or any(
        COUNTS.search(text) and not (_RATE.search(text) or _TIMES.search(text) or _FRACTION.search(text))
        for text in what
    )


def may_be_fraction(words: str) -> bool:
    """Whether a row of this name may hold figures with three decimals."""
    return _FRACTION.search(words) is not None


def refuse_comma(text: str, words: str, texts: Iterable[str]) -> None:
    """Raise Ambiguous for a count with three decimals: 12,345 bomen may be written as the English do.

    So may 8,808 in a row with 9.020.
    """
    counted = _PIECES.search(words) and not _FRACTION.search(words)
    if _ENGLISH.fullmatch(text) and (counted or any(_POINTED.fullmatch(other) for other in texts)):
        raise Ambiguous(text, (Decimal(text.replace(",", "")), Decimal(text.replace(",", "."))))


def refuse_mark(text: str, texts: Iterable[str]) -> None:
    """Raise Ambiguous for 2.3992 in a row with 2.321: it may be 2.399 and the number of a footnote."""
    if (found := _MARKED.fullmatch(text)) and any(_POINTED.fullmatch(other) for other in texts):
        raise Ambiguous(text, (Decimal(found["figure"].replace(".", "")), Decimal(text)))
