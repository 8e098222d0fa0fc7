"""Draws tables of indicators and prints them as `pdftotext -layout` does: columns held apart by spaces."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

_NOUNS = (
    "Aantal leerlingen", "Aantal woningen", "Percentage inwoners", "Tevredenheid", "Bezoekers", "Meldingen",
    "Aandeel jongeren", "Rapportcijfer", "Banen", "Cliënten", "% huishoudens", "Gemiddelde wachttijd",
)  # fmt: skip
_RESTS = (
    "in het basisonderwijs", "met een uitkering van de gemeente", "dat zich veilig voelt in de eigen buurt",
    "per 1.000 inwoners", "bij Veilig Thuis", "met een maatwerkvoorziening Wmo", "van 65 jaar en ouder",
    "(bibliotheek en zwembad)", "die Gouda bezoeken", "zonder startkwalificatie", "tot en met 18 jaar", "",
    "op de Diepenringcordon", "voor- en vroegschoolse educatie", "ten opzichte van 2008", "Jeugd en Gezin",
)  # fmt: skip
_UNITS = (
    "aantal",
    "%",
    "% van alle jongeren",
    "Aantal per 10.000 inwoners",
    "cijfer",
    "per 1.000 inwoners van 15 jaar",
)
_SOURCES = ("CBS", "Gemeente", "CBS - Monitor Sociaal Domein WMO", "Burgerpeiling", "Stadsenquête", "DUO Onderwijs")
_TITLES = ("Veiligheid", "Openbare orde", "Zorg en Welzijn", "Economie")


@dataclass(slots=True)
class Drawn:
    """A table as it was drawn: its page, and the figures of each name."""

    page: str
    figures: dict[str, set[str]] = field(default_factory=dict)


def drawn(seed: int) -> Drawn:
    """Return a table and its page."""
    rng = random.Random(seed)  # noqa: S311
    year = rng.randint(2012, 2024)
    kinds = [("Realisatie", year - 2), ("Begroting", year - 1), ("Begroting", year), ("Streefwaarde", year + 1)]
    kinds = [("Realisatie", year - 3)] * rng.randint(0, 1) + kinds[: rng.randint(2, 4)]
    names = list(dict.fromkeys(f"{rng.choice(_NOUNS)} {rng.choice(_RESTS)}".strip() for _ in range(rng.randint(2, 7))))
    texts = [["Indicator"], *([name] for name in names)]
    for head, words in (("Eenheid", _UNITS), ("Bron", _SOURCES)):
        if rng.random() < 0.4:
            texts[0].append(head)
            for row in texts[1:]:
                row.append(rng.choice(words))
    empty = rng.choice((0.0, 0.0, 0.1, 0.3))
    out = Drawn("")
    rows: list[list[str]] = []
    for name, row in zip(names, texts[1:], strict=True):
        figures = ["" if rng.random() < empty else _figure(rng) for _ in kinds]
        rows.append([*row, *figures])
        out.figures[name] = {
            f"{'R' if kind == 'Realisatie' else 'S'}{when} {_plain(figure)}"
            for (kind, when), figure in zip(kinds, figures, strict=True)
            if figure not in ("", "-")
        }
    out.page = _printed(rng, texts[0], kinds, rows, year)
    return out


def _figure(rng: random.Random) -> str:
    return rng.choice(
        (f"{rng.randint(1, 99)},{rng.randint(0, 9)}", str(rng.randint(1, 999)), f"{rng.randint(1, 99)}%", "-")
    )


def _plain(figure: str) -> str:
    return figure.rstrip("%").replace(",", ".")


def _printed(
    rng: random.Random, heads: Sequence[str], kinds: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], year: int
) -> str:
    narrow = [rng.randint(14, 38)] + [rng.randint(11, 24) for _ in heads[1:]]
    cells = [[[text] for text in heads]]
    style = rng.choice(("one", "two", "three"))
    for kind, when in kinds:
        broken = ["Streef-", "waarde"] if style == "three" and kind == "Streefwaarde" else [kind]
        cells[0].append([f"{kind} {when}"] if style == "one" else [*broken, str(when)])
    for row in rows:
        wrapped = [_wrapped(text, width) for text, width in zip(row, narrow, strict=False)]
        cells.append([*wrapped, *[[figure] for figure in row[len(heads) :]]])
    widths = [max(len(line) for row in cells for line in row[i]) for i in range(len(cells[0]))]
    side = rng.choice(("left", "right", "right", "center"))
    gap = " " * rng.randint(2, 4)
    where = rng.choice(("top", "top", "bottom", "middle", "middle", "below"))
    low = rng.choice((True, False))  # heads of one line at the bottom of the heading
    lines = [f"Programmabegroting {year}", ""]
    blank = rng.random() < 0.15
    for number, line_cells in enumerate(cells):
        height = max(map(len, line_cells))
        if number and rng.random() < 0.08:
            lines.append(rng.choice(_TITLES))
        block = [""] * height
        for i, (texts, width) in enumerate(zip(line_cells, widths, strict=True)):
            figures = i >= len(heads)
            down = _down(where, height, len(texts)) if number and figures else 0
            down = height - len(texts) if not number and low else down
            whole = [""] * down + texts + [""] * (height - len(texts) - down)
            placed = [
                {"left": t.ljust, "right": t.rjust, "center": t.center}[side if figures else "left"](width)
                for t in whole
            ]
            block = [line + (gap if i else "") + text for line, text in zip(block, placed, strict=True)]
        lines += [line.rstrip() for line in block]
        lines += [""] if blank and number else []
    foot = rng.choice(
        ("", "", "Bron: CBS", f"{'':60}41", f"Programmabegroting {year}{'':40}41", "Toelichting bij deze cijfers.")
    )
    lines += [foot] if rng.random() < 0.4 else ["", foot]
    return "\n".join(lines)


def _down(where: str, height: int, lines: int) -> int:
    room = height - lines
    return {"top": 0, "bottom": room, "middle": room // 2, "below": (room + 1) // 2}[where]


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
