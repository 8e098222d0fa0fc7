"""The number format of a cell: what a spreadsheet puts around a number, so that 0,41 is seen as 41%."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

LONGEST = 255  # characters of a format

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|[_*].|(?P<other>.)',
    re.DOTALL,
)
_DIGITS = frozenset("0#?")
_MONEY = frozenset("$£¥")


@dataclass(frozen=True, slots=True)
class Opmaak:
    """What stands around a number, how many decimals are shown (None: all), and why it cannot be trusted."""

    before: str = ""
    after: str = ""
    percent: bool = False
    decimals: int | None = None
    doubt: str = ""

    @property
    def has_unit(self) -> bool:
        """Whether something stands beside the number."""
        return bool(self.before or self.after or self.percent)

    def around(self, number: str) -> str:
        """Return a number as the cell shows it."""
        return f"{self.before} {number}{'%' if self.percent else ''}{self.after}".strip()

    def shown(self, number: Decimal) -> Decimal | None:
        """Return the number rounded as the cell shows it; None when it shows all of it."""
        if self.decimals is None or number.adjusted() > 20:
            return None
        return number.quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=2_000)
def read_format(code: str) -> Opmaak:
    """Return what a number format of Excel says; what it says of text, colours and negative numbers does not count."""
    if code in ("", "General", "@", "Standard", "Standaard"):
        return Opmaak()
    if len(code) > LONGEST:
        return Opmaak(doubt="De opmaak van dit getal is niet te lezen.")
    sections = _sections(code)
    if any("[<" in one or "[>" in one or "[=" in one for one in sections):
        return Opmaak(doubt="De opmaak van deze cel hangt van het getal af; schrijf het getal met een gewone opmaak.")
    return _section(sections[0])


def _sections(code: str) -> list[str]:
    """Return the parts for positive numbers, negative numbers, nought and text."""
    sections = [""]
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            sections.append("")
        else:
            sections[-1] += token[0]
    return sections


@dataclass(slots=True)
class _Deel:
    """One section of a format, read sign by sign."""

    before: str = ""
    after: str = ""
    decimals: int = 0
    digits: bool = False  # whether a digit was seen
    point: bool = False
    percent: bool = False
    scaled: bool = False  # a comma after the last digit: thousands
    whole: bool = False  # General, a fraction or a power: shows what there is
    doubt: str = ""

    def digit(self, sign: str) -> None:
        """Take a place for a digit."""
        if self.after.strip():
            self.doubt = "In de opmaak van dit getal staat tekst tussen de cijfers."
        self.digits, self.scaled, self.after = True, False, ""
        self.decimals += self.point and sign in _DIGITS
        self.whole = self.whole or sign in "GE"

    def literal(self, text: str) -> None:
        """Take text that stands beside the digits."""
        if self.digits:
            self.after += text
        else:
            self.before += text

    def sign(self, sign: str) -> None:
        """Take a sign that means something, or stands for itself."""
        match sign:
            case "." if self.digits:
                self.point = True
            case "," if self.digits:
                self.scaled = True
            case "/":
                self.whole = True
            case "%":
                self.percent = True
            case "-" if not self.digits:
                self.doubt = "De opmaak van deze cel zet een minteken voor het getal."
            case " " if self.digits:
                self.literal(sign)
            case _ if not sign.isalnum() and sign not in "+-(),.: ":
                self.literal(sign)


def _section(section: str) -> Opmaak:
    """Return what one section says."""
    deel = _Deel()
    for token in _TOKEN.finditer(section):
        other = token["other"] or ""
        if other and (other in _DIGITS or other in "GE"):
            deel.digit(other)
        elif other:
            deel.sign(other)
        else:
            deel.literal(token["quoted"] or token["escaped"] or token["currency"] or "")
    before, after = deel.before.strip(), deel.after.strip()
    if not deel.digits:
        deel.doubt = "De opmaak van deze cel toont het getal niet."
    elif deel.scaled:
        deel.doubt = "De opmaak van deze cel toont het getal in duizendtallen of miljoenen."
    elif set(before + after) & _MONEY:
        deel.doubt = "Dit bedrag is niet in euro."
    elif deel.percent and "%" in before + after:
        deel.doubt = "De opmaak van deze cel toont tweemaal een procentteken."
    if after == "€" and not before:
        before, after = "€", ""
    spaced = after if not after or after.startswith(("%", "*")) else f" {after}"
    return Opmaak(before, spaced, deel.percent, None if deel.whole else deel.decimals, deel.doubt)
