"""docs/security.md names only tests that exist."""

import re

from tests.conftest import REPOSITORY

TEXT = (REPOSITORY / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(test_[a-z0-9_]+)`", TEXT))


def test_every_test_that_is_named_exists() -> None:
    sources = [file.read_text(encoding="utf-8") for file in (REPOSITORY / "tests").rglob("test_*.py")]
    exist = {name for source in sources for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE)}

    assert len(NAMED) > 80
    assert NAMED - exist == set()


def test_requirement_has_a_number_of_asvs_5_and_stands_there_once() -> None:
    numbers = re.findall(r"^\| ((?:\d+\.\d+\.\d+[ ,–-]*)+)\|", TEXT, re.MULTILINE)
    single = [number for row in numbers for number in re.findall(r"\d+\.\d+\.\d+", row)]

    assert len(single) > 130
    assert len(single) == len(set(single))
    assert all(1 <= int(number.partition(".")[0]) <= 17 for number in single)


def test_row_without_a_test_says_that_it_is_not_met_or_not_shown() -> None:
    without = [line for line in TEXT.splitlines() if re.match(r"^\| \d+\.", line) and line.endswith("| |")]

    assert without
    for line in without:
        assert re.search(
            r"\| niet[:.]|niet door ons|toont geen test|niet apart getest|aan de beheerder|apart getest", line
        ), line
