"""Pages of published text for tests, and what was read of them in short."""

from indicators.imports.delivery import Delivery, answers
from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, Scope


def read(text: str, scope: Scope = UNKNOWN) -> dict[str, list[str]]:
    """Return the figures read of each indicator: R2017 7.5."""
    return figures_of(read_text(text, scope=scope))


def figures_of(found: Delivery) -> dict[str, list[str]]:
    """Return the figures of each indicator: R2017 7.5."""
    return {
        row.name: sorted(f"{kind[0].upper()}{f.year} {f.value}" for kind, f in answers(row) if not f.reason)
        for row in found.rows
        if row.kind == "effectindicator"
    }


def stacked(*cells: str) -> str:
    """Return a page of one cell a line."""
    return "\n\n".join(cells)
