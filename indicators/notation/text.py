"""The characters of published text: spaces of every width, what cannot be seen, footnote marks."""

import re

YEAR = r"(?:19[5-9][0-9]|20[0-9]{2})"
A_YEAR = re.compile(rf"(?<![0-9]){YEAR}(?![0-9])")  # anywhere in a text, and no part of a longer number

# Hard and thin spaces. Between a digit and a group of three they may stand for the point of thousands: those stay, so
# that such a number is asked, and never becomes two cells.
_WIDTHS = "\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HARD_SPACE = re.compile(f"(?<![0-9])[{_WIDTHS}]|[{_WIDTHS}](?![0-9]{{3}}(?![0-9]))")
# Soft hyphens, joiners, byte order marks. Between two digits they stay, so that no two figures become one.
_INVISIBLE = re.compile("(?<![0-9.,])[\u00ad\u200b-\u200f\u2060\ufeff]+|[\u00ad\u200b-\u200f\u2060\ufeff]+(?![0-9.,])")
_SPACES = re.compile(r"[ \r\n]+")

# 341* · 70% ** · 82% *1 · 82% *1) · 33 )1 · 33 1) · 12% ¹ · 12% [1]. A superscript after m is the square of a metre.
_STARS = r"\*{1,4}(?:[0-9]?\)|[0-9])?|(?<=\s)\(\*{1,4}\)|(?<=[%)]\s)[0-9]\*"
_MARK = rf"{_STARS}|\[[0-9]{{1,2}}\]|\)[0-9]|(?<=\s)[0-9]\)|(?<!m)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{{1,2}}|[†‡]"
MARKS_AT_END = re.compile(rf"\s?({_MARK})$")
MARK_ALONE = re.compile(
    r"(?:\*{1,8}(?:[0-9]\)?)?|\(\*{1,4}\)|\[[0-9]{1,2}\]|\)[0-9]|[0-9]\)|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,2}|[†‡])"
)
FOOTNOTE = re.compile(
    r"(?:[0-9]{1,2}\.\s?)?(?P<mark>\*{1,4}(?:[0-9]\)?)?|\[[0-9]{1,2}\]|[0-9]\*|\)\s?[0-9]|[0-9]\)|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,2}|[†‡])"
    r"\s*(?P<words>[^\s*].*)"
)

BOOKED_MINUS = re.compile(r"^-/-\s?(?=[0-9])")  # -/- 22%, as bookkeepers write it


def clean(text: str) -> str:
    """Return `text` on one line, with plain spaces, without what cannot be seen and without space around it."""
    if text.isascii() and text.isprintable():  # most cells: nothing in it but plain spaces to look at
        return " ".join(text.split())
    return _SPACES.sub(" ", _HARD_SPACE.sub(" ", _INVISIBLE.sub("", text))).strip()


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` without the footnote marks at its end, and those marks. The star in NOC*NSF is none."""
    marks: list[str] = []
    while len(marks) < 3 and (found := MARKS_AT_END.search(text)):
        if found[1].endswith(")") and found[1][0] != "(" and text.count("(") > text.count(")") - 1:
            break
        marks.insert(0, found[1])
        text = text[: found.start()].rstrip()
    return text, tuple(marks)


def same_mark(mark: str) -> str:
    """Return a mark in the one form in which it is compared: *1 and 1* are one mark, and so are 1) and )1."""
    return "".join(sorted(mark.replace(" ", "")))
