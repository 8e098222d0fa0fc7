"""What the fuzzer found before, replayed: every reader takes it, or refuses it in words."""

from pathlib import Path

import pytest

from fuzz.__main__ import NAMES, write_docs
from fuzz.feeding import Telling, feed, keep_small
from fuzz.guessing import guess
from fuzz.seeds import KEPT, seeds_of
from fuzz.strategies import STRATEGIES
from fuzz.targets import TARGETS

pytestmark = pytest.mark.django_db  # the one reader that loads

FEW = {"pdf": 8, "archive": 20}  # tries of the slow ones
CORPUS = [
    pytest.param(file.parent.name, file, id=f"{file.parent.name}-{file.name}") for file in sorted(KEPT.glob("*/*"))
]


@pytest.mark.parametrize(("target", "file"), CORPUS)
def test_what_was_found_is_read_or_refused_in_words(target: str, file: Path) -> None:
    TARGETS[target](file.read_bytes())


@pytest.mark.parametrize("target", NAMES)
def test_what_it_starts_from_is_read(target: str) -> None:
    seeds = list(seeds_of(target))

    assert seeds
    for seed in seeds:
        TARGETS[target](seed)


@pytest.mark.parametrize("target", NAMES)
def test_what_hypothesis_makes_is_read_or_refused_in_words(target: str) -> None:
    told, broken = guess(TARGETS[target], STRATEGIES[target], tries=FEW.get(target, 40), goes_on=lambda: True)

    assert broken is None
    assert told["read"] + told["refused"] > 5


@pytest.mark.parametrize("target", ["cell", "number", "csv", "ods", "xlsx", "text", "html", "pdf", "paste", "fixtures"])
def test_what_hypothesis_makes_is_not_all_refused(target: str) -> None:
    """Or it would only knock at the door."""
    told, _ = guess(TARGETS[target], STRATEGIES[target], tries=FEW.get(target, 60), goes_on=lambda: True, begin=1)

    assert told["read"]


def test_what_breaks_a_reader_is_made_as_small_as_it_can_be() -> None:
    def breaks(data: bytes) -> bool:
        if b"\t" in data:
            raise RecursionError
        return True

    _, broken = guess(breaks, STRATEGIES["paste"], tries=200, goes_on=lambda: True)

    assert broken is not None
    assert broken.count(b"\t") == 1
    assert b"\n" not in broken


def test_count_says_how_many_were_read_and_where_it_got() -> None:
    telling = Telling("csv", "atheris", 400, 100, 300, [], 744)

    assert telling.line == (
        "| lezer `csv`, atheris | 400 invoeren: 25% gelezen, de rest in woorden geweigerd; 744 plekken in de code | 0 |"
    )


def test_every_reader_is_fed_and_the_corpus_is_of_readers_and_small() -> None:
    assert set(NAMES) == set(TARGETS) == set(STRATEGIES)
    assert {folder.name for folder in KEPT.iterdir()} <= set(NAMES)
    assert CORPUS
    assert all(file.stat().st_size < 2000 for file in KEPT.glob("*/*"))


def test_fuzzer_feeds_a_reader_and_counts() -> None:
    telling = feed("number", 1)

    assert telling.fed > 100
    assert telling.read
    assert telling.refused
    assert telling.broken == []


def test_of_what_was_reached_a_few_small_ones_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuzz.feeding.KEPT", tmp_path / "kept")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(40):
        (corpus / str(number)).write_bytes(b"x" * number * 20)

    keep_small("cell", corpus, {b"x" * 20})

    kept = [file.read_bytes() for file in (tmp_path / "kept" / "cell").iterdir()]
    assert 5 < len(kept) <= 12
    assert all(len(data) <= 400 and data != b"x" * 20 for data in kept)


def test_counts_are_written_between_their_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "security.md"
    docs.write_text("boven\n<!-- make fuzz -->\noud\n<!-- /make fuzz -->\nonder\n", encoding="utf-8")
    monkeypatch.setattr("fuzz.__main__.DOCS", docs)

    write_docs(["| lezer `cell` | 9 | 0 |"], 60)

    text = docs.read_text(encoding="utf-8")
    assert "oud" not in text
    assert "60 seconden per lezer" in text
    assert text.startswith("boven\n")
    assert text.endswith("| lezer `cell` | 9 | 0 |\n<!-- /make fuzz -->\nonder\n")
