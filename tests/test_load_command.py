"""`manage.py load_budget BESTAND --document …`: the whole way of a file, without a browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Effectindicator, Lading, Realisatie, Streefwaarde
from programmes.models import Document
from tests.factories import DocumentFactory, make_indicator
from tests.test_lading import NAME, TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Effectindicator:
    """9A1.a, in procenten."""
    return make_indicator("9A1.a", name=NAME)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A page with a table."""
    path = tmp_path / "begroting.txt"
    path.write_bytes(TEXT)
    return path


def command(*files: Path, **options: Any) -> None:
    """Run it."""
    call_command("load_budget", *map(str, files), **options)


def test_file_is_loaded_and_the_missing_document_made_and_said(
    indicator: Effectindicator, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(file, document="begroting 2019")

    said = capsys.readouterr().out
    assert "Begroting 2019 is er nog niet; het wordt gemaakt (niet vastgesteld)." in said
    assert "nieuw: 9A1.a Percentage inwoners dat meedoet, realisatie 2017: 45% (regel 4, teken" in said
    assert (Realisatie.objects.count(), Streefwaarde.objects.count()) == (2, 2)
    assert Lading.objects.get().state == "geladen"
    assert not Document.objects.get().adopted


def test_dry_run_prints_the_difference_and_loads_nothing(
    indicator: Effectindicator, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(file, document="begroting 2019", dry_run=True)

    assert "5 nieuw" in capsys.readouterr().out
    assert not Realisatie.objects.exists()
    assert not Lading.objects.exists()


def test_question_fails_and_is_named_with_its_key_and_settled_by_an_answer(
    indicator: Effectindicator, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(TEXT.replace(b"45%", b"13, 3, 1"))
    with pytest.raises(CommandError, match=r"^1 vraag is niet beantwoord\. Er is niets geladen\.$"):
        command(file, document="begroting 2019")
    said = capsys.readouterr().out
    assert "VRAAG begroting.txt, regel 4, teken" in said
    assert not Lading.objects.exists()

    key = json.loads(said[said.index("sleutel ") + 8 : said.index("; antwoord")])
    answers = tmp_path / "antwoorden.json"
    typed = {"keuze": "cijfers", "rij": "9A1.a", "cijfers": "realisatie 2017: 44,5%"}
    answers.write_text(json.dumps({key: typed}), encoding="utf-8")
    command(file, document="begroting 2019", answers=answers)

    assert str(Realisatie.objects.get(year=2017).value) == "44.500000"


def test_of_several_files_all_are_loaded_or_none(indicator: Effectindicator, file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "tweede.txt"
    wrong.write_bytes(TEXT.replace(b"45%", b"13, 3, 1"))

    with pytest.raises(CommandError):
        command(file, wrong, document="begroting 2019")

    assert not Realisatie.objects.exists()
    assert not Lading.objects.exists()


def test_adopted_document_is_refused(indicator: Effectindicator, file: Path) -> None:
    DocumentFactory(year=2019)

    with pytest.raises(CommandError, match="5 regels worden geweigerd"):
        command(file, document="begroting 2019")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"document": "folder 2019"}, "is geen P&C-document"),
        ({}, "geef met --document op"),
        ({"dry_run": True}, "horen bij --document"),
        ({"document": "begroting 2019", "answers": Path("er-niet.json")}, "geen leesbaar antwoordenbestand"),
    ],
)
def test_what_is_wrong_with_the_command_is_said(file: Path, options: dict[str, Any], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        command(file, **options)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 50], ids=["empty", "binary"])
def test_file_that_cannot_be_read_is_named(file: Path, data: bytes) -> None:
    file.write_bytes(data)

    with pytest.raises(CommandError, match=r"begroting\.txt.* Er is niets geladen\."):
        command(file, document="begroting 2019")
