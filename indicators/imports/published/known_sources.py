"""Who publishes the figures of Dutch municipalities: the bron of a row, and never the name of one."""

import re
from collections.abc import Sequence

from indicators.imports.delivery import Delivery
from indicators.imports.published.headings import Column
from indicators.imports.published.source import Cell

NO_NAME = "Dit is een bron; het is niet zeker bij welke indicator deze cijfers horen."
_WHO = (
    r"cbs|centraal bureau voor de statistiek|lisa|verwey[ -]?jonker(?: instituut)?|kinderen in tel"
    r"|duo|dienst uitvoering onderwijs|ingrado|ggd(?:'?en)?|(?:bureau |stichting |buro )?halt|vektis"
    r"|(?:ministerie van )?bzk|kompas volksgezondheid|rivm|diagnose transitie|klpd|politie|coelo|abf(?: research)?"
    r"|bag|brp|uwv|wsjg|waar ?staat ?je ?gemeente(?:\.nl)?|veiligheid\.?nl|rijkswaterstaat|klimaatmonitor"
    r"|atlas voor gemeenten|vng|kadaster|cpb|pbl|scp|wodc"
    r"|eigen (?:gegevens|begroting|registratie|administratie)"
)
# CBS-Criminaliteit, DUO/Ingrado, Verwey Jonker Instituut - Kinderen in Tel, GGD gezondheidsmonitor.
_SOURCE = re.compile(
    rf"(?:bron:? )?(?:{_WHO})(?:(?: ?[/,&-] ?| en | )(?:{_WHO}))*"
    r"(?: ?[–-] ?[^\W\d_][^:0-9]{1,60}| \w*monitor)?\*{0,3}|cbs [^\W\d_][^:0-9]{1,40}",
    re.IGNORECASE,
)
# Drents panel, Omnibusenquête; not Deelnemers burgerpanel.
_ASKED = re.compile(
    r"(?!aantal|leden|deel|score|rapport|waardering|tevreden|%|percentage)(?:[^\W\d_]+[ -])?[^\W\d_]*"
    r"(?:monitor|panel|enqu[eê]te|peiling)",
    re.IGNORECASE,
)
# They measure, and publish what they measured; what they expect is called so.
_COUNTS_FOR_ALL = re.compile(
    r"(?:cbs|coelo|lisa|duo|ingrado|(?:bureau |stichting )?halt|klpd|politie)\b.*", re.IGNORECASE
)
_EXPECTS = re.compile(r"prognose|raming|verwacht|begroting|eigen", re.IGNORECASE)


def counts_for_all(bron: str) -> bool:
    """Whether figures with this bron were measured by who counts for all municipalities."""
    return _COUNTS_FOR_ALL.fullmatch(bron) is not None and not _EXPECTS.search(bron)


def is_source(text: str) -> bool:
    """Whether a text says who published figures, and nothing else."""
    return len(text) <= 120 and _SOURCE.fullmatch(" ".join(text.split())) is not None


def _is_called_so(name: str) -> bool:
    """Whether a row is called after who published its figures, or whom they asked."""
    return is_source(name) or _ASKED.fullmatch(" ".join(name.split())) is not None


def with_whole_bron(texts: list[Cell], before: Sequence[Column]) -> list[Cell]:
    """Return the texts above figures, where a bron behind the name fills two cells: Verwey Jonker, Kinderen in Tel.

    Else the first of those would seem to be the name.
    """
    begin = len(texts) - len(before)
    bron = texts[begin : begin + 2]
    kinds = [column.kind for column in before[:2]]
    if begin < 1 or kinds != ["naam", "bron"] or not all(is_source(text.text) for text in bron):
        return texts
    whole = Cell(" - ".join(text.text for text in bron), bron[0].place)
    return [*texts[:begin], whole, *texts[begin + 2 :]]


def ask_sources(out: Delivery) -> None:
    """Ask for every row that is called after who published its figures: its own name is elsewhere, or gone."""
    called = [row for row in out.rows if row.kind == "effectindicator" and not row.code and _is_called_so(row.name)]
    for row in called:
        out.rows.remove(row)
        if row.realisaties or row.streefwaarden:
            out.ask(row.place, row.name, NO_NAME)
    names = {row.name for row in called}
    out.benchmarks = [other for other in out.benchmarks if other.code or other.name not in names]
