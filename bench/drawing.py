"""Draws how figures grow: number of stored figures against time, both by powers of ten."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

Points = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 900, 520
LEFT, RIGHT, TOP, BOTTOM = 80, 330, 50, 60  # room beside the lines; right of them stand their names
COLOURS = ("#154273", "#a90061", "#39870c", "#8b5a00", "#42145f", "#007bc7", "#d52b1e", "#275937", "#535353", "#b36200")
LINE_HEIGHT = 18


def growth(title: str, series: Mapping[str, Points]) -> str:
    """Return the drawing as SVG; `series` are points (number of figures, seconds) by what was measured."""
    xs, ys = zip(*(point for points in series.values() for point in points), strict=True)
    low_x, high_x, low_y, high_y = (
        floor(log10(min(xs))),
        ceil(log10(max(xs))),
        floor(log10(min(ys))),
        ceil(log10(max(ys))),
    )

    def across(x: float) -> float:
        return LEFT + (log10(x) - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT)

    def up(y: float) -> float:
        return HEIGHT - BOTTOM - (log10(y) - low_y) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM)

    said = "; ".join(f"{name}: van {_time(p[0][1])} naar {_time(p[-1][1])}" for name, p in series.items())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d"'
        ' font-family="sans-serif" font-size="13">',
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(said)}.</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="25" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    for power in range(low_y, high_y + 1):
        y = up(10**power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_time(10**power)}</text>')
    for power in range(low_x, high_x + 1):
        parts.append(
            f'<text x="{across(10**power):.1f}" y="{HEIGHT - 35}" text-anchor="middle">{_number(10**power)}</text>'
        )
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">cijfers</text>')
    ends = _apart({name: up(points[-1][1]) for name, points in series.items()})
    for (name, points), colour in zip(series.items(), COLOURS * 9, strict=False):
        line = "L".join(f"{across(x):.1f} {up(y):.1f}" for x, y in points)
        x, y = across(points[-1][0]), up(points[-1][1])
        parts.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across(px):.1f}" cy="{up(py):.1f}" r="4" fill="{colour}"/>' for px, py in points]
        label = WIDTH - RIGHT + 24
        parts.append(
            f'<path d="M{x:.1f} {y:.1f}L{label - 4} {ends[name]:.1f}" stroke="{colour}" stroke-dasharray="2 3"/>'
        )
        parts.append(f'<text x="{label}" y="{ends[name] + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _powers(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten between which all values lie."""
    return floor(log10(min(values))), ceil(log10(max(values)))


def _apart(wanted: Mapping[str, float]) -> dict[str, float]:
    """Return where each name goes so that none stands on another: at its line, or as little below it as can be."""
    placed: dict[str, float] = {}
    last = float("-inf")
    for name, y in sorted(wanted.items(), key=lambda item: item[1]):
        last = placed[name] = max(y, last + LINE_HEIGHT)
    surplus = max(0.0, last - (HEIGHT - BOTTOM))
    return {name: y - surplus for name, y in placed.items()}


def _time(seconds: float) -> str:
    return f"{seconds:.3g} s".replace(".", ",") if seconds >= 1 else f"{seconds * 1000:.3g} ms".replace(".", ",")


def _number(number: float) -> str:
    return f"{number:,.0f}".replace(",", ".")
