"""Jaarstukken whose own year stands twice in the heading: bounds below the one, what was measured below the other."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from indicators.notation import Refused, read_cell
from programmes.choices import DocumentKind
from tests.published_text import figures_of, read

JAARSTUKKEN = scope_for(DocumentKind.JAARSTUKKEN, 2020)
HEAD = "Naam indicator | 2019 | 2020 | 2020 |\n---|---|---|---|"
ROWS = ["Reizigers | 7,4 | ≥ 7,5 | geen meting |", "Kosten | 48,6% | > 50% | 29,8% |", "Snelheid | 26,5 | ≥ 30 | 27 |"]
WHOLE = {
    "Reizigers": ["R2019 7.4", "S2020 None"],
    "Kosten": ["R2019 48.6", "R2020 29.8", "S2020 None"],
    "Snelheid": ["R2019 26.5", "R2020 27", "S2020 None"],
}


def page(*rows: str) -> str:
    return "\n".join([HEAD, *rows])


def test_what_has_bounds_alone_is_the_aim() -> None:
    found = read(page(*ROWS), JAARSTUKKEN)
    assert {name: found[name] for name in WHOLE} == WHOLE


@pytest.mark.parametrize(
    "rows",
    [
        ROWS[:2],  # two may be chance
        [*ROWS[:2], "Snelheid | 26,5 | 30 | 27 |"],  # a figure that may have been measured
        [*ROWS[:2], "Snelheid | 26,5 | ≥ 30 | ≥ 27 |"],
        [*ROWS[:2], "Snelheid | ≥ 30 | 26,5 | 27 |"],
    ],
)
def test_otherwise_it_is_asked(rows: list[str]) -> None:
    found = read_text(page(*rows), scope=JAARSTUKKEN)
    assert not any(figures_of(found).values())
    assert found.questions


def test_a_begroting_may_have_measured_neither() -> None:
    assert not any(read(page(*ROWS), scope_for(DocumentKind.BEGROTING, 2020)).values())


def test_a_reason_may_say_how_often_it_is_measured() -> None:
    (figure,) = read_cell("n.b. (onderzoek wordt eens per 3 jaar uitgevoerd)").figures
    assert (figure.value, figure.reason) == (None, "niet_beschikbaar")
    with pytest.raises(Refused):
        read_cell("n.b. (in 3 wijken)")
