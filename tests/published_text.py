"""Pages of published text for tests, and what was read of them in short."""

from collections.abc import Callable, Sequence

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


def moved(
    head: Sequence[str],
    rows: Sequence[str],
    lost: int,
    scope: Scope = UNKNOWN,
    *,
    page: Callable[..., str] = stacked,
) -> dict[str, set[str]]:
    """Return, by name, the figures that are read when this cell of the rows is lost, and that the whole table has not."""
    whole = read(page(*head, *rows), scope)
    assert any(whole.values()), "the whole table is read"
    torn = read(page(*head, *rows[:lost], *rows[lost + 1 :]), scope)
    strange = {name: set(figures) - set(whole.get(name, [])) for name, figures in torn.items()}
    return {name: figures for name, figures in strange.items() if figures}
