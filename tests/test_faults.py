"""What `make faults` calls lost, told and broken; and a small round of it on a real installation."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from faults import docs
from faults.__main__ import SMALLEST
from faults.people import Answer, Person, Saved, Saves, Seen
from faults.verdict import Outcome, lost, plain, told_and_kept
from load.forms import Form
from tests.conftest import REPOSITORY

ANNE, BERT = "anne@leiden.example", "bert@leiden.example"
CELL = (7, 2026)


def saved(who: str, figure: str, before: str = "", sent: float = 0.0, answered: float = 0.0) -> Saved:
    """Return a save of one cell that was acknowledged."""
    return Saved(who, *CELL, figure, before, sent, answered)


@pytest.mark.parametrize(
    ("acknowledged", "history", "said"),
    [
        ([saved(ANNE, "41")], [(ANNE, "41")], []),
        ([saved(ANNE, "41"), saved(BERT, "42", "41")], [(ANNE, "41"), (BERT, "42")], []),
        ([saved(BERT, "42", "41")], [(ANNE, "41"), (BERT, "42")], []),  # an answer that never came is no loss
        ([saved(ANNE, "41")], [], ["staat 0 keer in de historie"]),
        ([saved(ANNE, "41")], [(ANNE, "41"), (ANNE, "41")], ["staat 2 keer in de historie"]),
        ([saved(ANNE, "41")], [(BERT, "41")], ["staat 0 keer in de historie"]),
        ([saved(BERT, "42", "40")], [(ANNE, "41"), (BERT, "42")], ["overschreef 41, en die zag 40"]),
        (
            [saved(ANNE, "41", "42", answered=1), saved(BERT, "42", sent=2)],
            [(BERT, "42"), (ANNE, "41")],
            ["42 staat in de historie voor 41, en kwam erna"],
        ),
        ([saved(ANNE, "41", "42", sent=0, answered=2), saved(BERT, "42", sent=1)], [(BERT, "42"), (ANNE, "41")], []),
    ],
)
def test_acknowledged_figure_is_in_the_history_once_after_what_was_seen_and_in_order(
    acknowledged: list[Saved], history: list[tuple[str, str]], said: list[str]
) -> None:
    found = lost(acknowledged, {CELL: history}, {CELL: history[-1][1]} if history else {})

    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


def test_figure_that_stands_there_is_the_last_of_its_history() -> None:
    (found,) = lost([saved(ANNE, "41")], {CELL: [(ANNE, "41")]}, {CELL: "40"})

    assert found == "Er staat 40, en de historie eindigt met 41"


def test_figure_that_was_rejected_and_kept_is_told() -> None:
    assert told_and_kept(["42"], {CELL: [(ANNE, "41")]}) == []
    assert told_and_kept(["41"], {CELL: [(ANNE, "41")]}) == ["41 werd afgewezen, en staat in de historie"]


@pytest.mark.parametrize(("shown", "number"), [("1.234,50", "1234.5"), ("1000", "1000"), ("", ""), ("12,0", "12")])
def test_figure_as_shown_is_compared_as_a_number(shown: str, number: str) -> None:
    assert plain(shown) == number


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(200, "<p>Leiden</html>"), "whole"),
        (Answer(302), "whole"),
        (Answer(503, "<h1>Even niet bereikbaar</h1></html>"), "said_why_not"),
        (Answer(0), "no_answer"),
    ],
)
def test_answer_is_whole_or_says_why_not_or_is_none(answer: Answer, kind: str) -> None:
    person = Person("http://localhost", ANNE, "")

    person._note("/", answer)

    assert (getattr(person.seen, kind), person.seen.broken) == (1, [])


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, "<h1>Er ging iets mis</h1></html>"),
        Answer(503, "Bad gateway"),
        Answer(200, "<html><p>half"),
        Answer(503, "Even niet bereikbaar Traceback (most recent call last)"),
    ],
)
def test_any_other_answer_is_broken(answer: Answer) -> None:
    person = Person("http://localhost", ANNE, "")

    person._note("/", answer)

    assert len(person.seen.broken) == 1


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ("Dit cijfer is intussen ook ergens anders veranderd.", "rejected"),
        ("Het bewaren lukte nu niet.", "refused"),
        ("Iets anders.", "broken"),
        ("", "saved"),
        ("weg", "rejected"),
    ],
)
def test_page_says_of_each_figure_what_became_of_it(said: str, column: str) -> None:
    seen = Seen()
    saves = Saves(Person("http://localhost", ANNE, ""), seen, year=2026)
    page = (
        f'<td class="grid-cell grid-wrong"\n data-cell="c7-2026">{said}</td>'
        if said
        else '<td data-cell="c7-2026"></td>'
    )
    if said == "weg":
        page = "<td></td>"

    saves._enter(Form("", {"c7-2026-waarde": "40"}), {"c7-2026-waarde": "41"}, Answer(200, page), 0.0)

    counted: dict[str, Any] = {name: getattr(seen, name) for name in ("rejected", "refused", "broken", "saved")}
    assert {name for name, number in counted.items() if number} == {column}


def test_report_counts_and_says_what_was_wrong(tmp_path: Path) -> None:
    page = tmp_path / "reliability.md"
    page.write_text("Voor\n<!-- sqlite -->\noud\n<!-- /sqlite -->\nNa\n", encoding="utf-8")
    outcome = Outcome("Redis weg", faults=1, sent=9, acknowledged=7, lost=2, problems=["7 is zoek"])

    docs.write({"sqlite": [vars(outcome)]}, page)

    written = page.read_text(encoding="utf-8")
    assert "| Redis weg | 1 | 9 | 7 | 0 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | **niet goed** |" in written
    assert "**7 is zoek**" in written
    assert "oud" not in written
    assert written.startswith("Voor\n")
    assert written.endswith("Na\n")


@pytest.mark.parametrize(
    ("database", "chosen"), [("postgresql", ["bewaren-postgres", "laden-worker"]), ("sqlite", ["bewaren-worker"])]
)
def test_small_round_loses_nothing(tmp_path: Path, database: str, chosen: list[str]) -> None:
    size = json.dumps(SMALLEST)
    command = [
        sys.executable,
        "-m",
        "faults.run",
        str(tmp_path / "there"),
        database,
        str(tmp_path / "result.json"),
        size,
    ]

    subprocess.run([*command, *chosen], cwd=REPOSITORY, check=True, timeout=400)  # noqa: S603 - our own command

    outcomes = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert [outcome["key"] for outcome in outcomes] == chosen
    assert [outcome["problems"] for outcome in outcomes] == [[]] * len(chosen)
    assert all(outcome["acknowledged"] and outcome["faults"] for outcome in outcomes)
    assert not (tmp_path / "there").exists()
