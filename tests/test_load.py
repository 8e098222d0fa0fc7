"""What `make load` calls a broken promise, and how it reads a page's form; the whole evening is `make load` itself."""

from typing import Any

import pytest

from load import promises
from load.forms import form_with
from load.promises import Kept

ANNE, CELL = "anne@leiden.example", ("anne@leiden.example", 7, 2026)
PUBLISHED = "/publicatie/0123456789ab/"


def seen(**other: Any) -> dict[str, Any]:
    """Return an evening on which all went well, but for what is named."""
    well = {"alone": [100.0] * 20, "together": [250.0] * 20, "errors": [], "published": PUBLISHED}
    return {**well, "saves": [[ANNE, 7, 2026, "41"]], **other}


def kept(**other: Any) -> Kept:
    """Return a database that holds that evening, but for what is named."""
    return Kept(**{"history": {CELL: ["41"]}, "publications": [PUBLISHED], "stale": 0, **other})


def test_evening_on_which_all_went_well_breaks_nothing() -> None:
    assert promises.broken(seen(), kept()) == []


@pytest.mark.parametrize(
    ("happened", "holds", "said"),
    [
        ({"errors": ["overzicht: 500"]}, {}, "1 fouten, de eerste: overzicht: 500"),
        ({}, {"history": {}}, "1 bevestigde cijfers staan niet in de historie"),
        ({"saves": []}, {}, "Niemand heeft iets bewaard"),
        ({"published": ""}, {}, "De publicatie is niet bevroren"),
        ({}, {"publications": []}, "De publicatie is niet bevroren"),
        ({}, {"stale": 3}, "3 stoplichten kloppen niet"),
        ({"together": [301.0] * 20}, {}, "Lezers wachtten 3.0 × zo lang"),
        ({"alone": []}, {}, "Niemand heeft iets gelezen"),
    ],
)
def test_each_broken_promise_is_named(happened: dict[str, Any], holds: dict[str, Any], said: str) -> None:
    (found,) = promises.broken(seen(**happened), kept(**holds))

    assert found.startswith(said)


@pytest.mark.parametrize(
    ("acknowledged", "history", "missing"),
    [
        (["41", "42"], ["41", "42"], []),
        (["41", "42"], ["41"], ["42"]),
        (["41", "42"], ["42"], ["41"]),
        (["41", "42", "41"], ["41", "42"], ["41"]),  # the last of them, which says the same as the first
        (["42", "41"], ["41", "42"], ["41"]),  # in another order than they were acknowledged
        (["42"], ["40", "41", "42"], []),  # what was saved and not acknowledged is no loss
        ([], [], []),
    ],
)
def test_save_is_lost_when_history_does_not_tell_of_it_in_that_order(
    acknowledged: list[str], history: list[str], missing: list[str]
) -> None:
    saves = [(*CELL, figure) for figure in acknowledged]

    assert promises.lost(saves, {CELL: history}) == [(*CELL, figure) for figure in missing]


def test_save_of_a_colleague_does_not_stand_in_for_ones_own() -> None:
    assert promises.lost([(*CELL, "41")], {("bert@leiden.example", 7, 2026): ["41"]}) == [(*CELL, "41")]


@pytest.mark.parametrize(("part", "time"), [(50, 10.0), (95, 19.0), (100, 20.0)])
def test_percentile_is_the_time_within_which_that_part_was_answered(part: int, time: float) -> None:
    assert promises.percentile(map(float, range(20, 0, -1)), part) == time


PAGE = """
<form method="get"><input name="zoek" value="x"><button name="actie" value="zoeken">Zoek</button></form>
<form method="post" action="/daar/">
  <input type="hidden" name="csrfmiddlewaretoken" value="abc"><input name="c7-2026-waarde" value="41">
  <input type="checkbox" name="klopt" value="41"><input type="radio" name="keuze" value="mijn" checked>
  <textarea name="opmerking">Twee &amp; drie</textarea>
  <button type="submit" name="actie" value="bewaren">Bewaar</button>
</form>
"""


def test_form_is_read_as_a_browser_would_post_it() -> None:
    form = form_with(PAGE, button=("actie", "bewaren"))

    assert form.action == "/daar/"
    assert form.fields == {
        "csrfmiddlewaretoken": "abc",
        "c7-2026-waarde": "41",
        "keuze": "mijn",
        "opmerking": "Twee & drie",
    }


def test_page_without_the_form_is_not_what_was_expected() -> None:
    with pytest.raises(LookupError, match="no form with"):
        form_with(PAGE, field="password")
