"""What the fuzzer found before, replayed: every reader takes it, or refuses it in words."""

from pathlib import Path

import pytest

from fuzz.__main__ import NAMES, feed, keep_small, write_docs
from fuzz.seeds import KEPT, seeds_of
from fuzz.targets import TARGETS

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


def test_every_reader_is_fed_and_the_corpus_is_of_readers_and_small() -> None:
    assert set(NAMES) == set(TARGETS)
    assert {folder.name for folder in KEPT.iterdir()} <= set(NAMES)
    assert CORPUS
    assert all(file.stat().st_size < 2000 for file in KEPT.glob("*/*"))


def test_fuzzer_feeds_a_reader_and_counts() -> None:
    telling = feed("number", 1)

    assert telling.fed > 100
    assert telling.broken == []


def test_of_what_was_reached_a_few_small_ones_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuzz.__main__.KEPT", tmp_path / "kept")
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
