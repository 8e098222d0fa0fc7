"""Help: the words from one table, an example that the rule judges, pictures that stay small."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from indicators.glossary import glossary, words_in
from indicators.worked_example import worked_example
from tests.pictures import PICTURES

pytestmark = pytest.mark.django_db

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
HELP_PICTURES = Path(settings.BASE_DIR, "static", "img", "hulp")


def test_words_are_those_of_the_readme(client: Client) -> None:
    page = client.get("/woorden/").content.decode()

    assert "De waarde die de raad voor een jaar wil halen, gesteld in een P&amp;C-document." in page
    assert page.count("<dt") == len(glossary()) > 30


def test_every_word_has_an_address_of_its_own() -> None:
    slugs = [word.slug for word in glossary()]

    assert all(slugs)
    assert len(set(slugs)) == len(slugs)


def test_words_stand_in_the_order_in_which_one_looks_them_up() -> None:
    words = [word.word.lower() for word in glossary()]

    assert words == sorted(words)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_hard_word_on_a_page_leads_to_a_word_that_is_explained(file: Path) -> None:
    named = re.findall(r"url 'woorden' %\}#([\w-]+)", file.read_text(encoding="utf-8"))

    assert set(named) <= {word.slug for word in glossary()}


@pytest.mark.parametrize("readme", ["", "# Titel\n\n## Woorden\n\nGeen tabel.\n", "## Iets\n| a | b |\n"])
def test_readme_without_words_is_an_error(readme: str) -> None:
    with pytest.raises(ValueError, match="no table of words"):
        words_in(readme)


def test_table_of_words_is_read_up_to_the_next_heading() -> None:
    words = words_in("\n## Woorden\n\n| woord | betekenis |\n|---|---|\n| P&C | `plan` |\n\n## Kaart\n\n| x | y |\n")

    assert [(word.word, word.meaning, word.slug) for word in words] == [("P&C", "plan", "p-c")]


def test_example_shows_every_colour_as_the_rule_gives_it() -> None:
    assert [(example.figure, example.colour) for example in worked_example()] == [
        ("6,1", "groen"),
        ("6,0", "groen"),
        ("5,8", "oranje"),
        ("5,7", "oranje"),
        ("5,6", "rood"),
        ("nog geen cijfer", "grijs"),
    ]


def test_example_says_why(client: Client) -> None:
    page = client.get("/hulp/kleur/").content.decode()

    assert "5,6 is 0,4 te laag voor de streefwaarde van 6,0, buiten de marge van 0,3." in page
    assert "5% van de streefwaarde (standaardnorm)" in page


@pytest.mark.parametrize("role", ["raadslid", "beleidsmedewerker", "controller", "beheerder"])
def test_every_role_has_its_page(client: Client, role: str) -> None:
    assert f"/hulp/{role}/" in client.get("/hulp/").content.decode()
    assert "<ol" in client.get(f"/hulp/{role}/").content.decode()


def test_help_for_a_role_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/hulp/burgemeester/").status_code == 404


def test_pictures_of_the_help_are_few_small_and_used() -> None:
    pictures = sorted(HELP_PICTURES.iterdir())
    used = {name for file in TEMPLATES for name in re.findall(r"img/hulp/([\w.-]+)", file.read_text(encoding="utf-8"))}

    assert {picture.name for picture in pictures} == used
    assert {f"static/img/hulp/{name}" for name in used} == {name for name in PICTURES if name.startswith("static/")}
    assert len(pictures) <= 8
    assert all(picture.stat().st_size < 150_000 for picture in pictures)
