"""The page on which a beheerder says what the columns of a spreadsheet hold."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from indicators.imports import ladingen
from indicators.imports.which_document import read_name
from indicators.models import Kolomindeling, Lading
from tests.spreadsheets import xlsx

pytestmark = pytest.mark.django_db

ROWS = [("Titel",), ("Kenmerk", "Wat meten wij", "Uitkomst 2016", "Uitkomst"), ("9A1.a", "Rapportcijfer", 5.8, 6)]
SAID = {"soort-1": "code", "soort-2": "naam", "soort-3": "realisatie", "jaar-3": "2016", "soort-4": "overslaan"}


@pytest.fixture
def beheerder(client: Client, administrator: Any) -> Client:
    """The administrator, logged in."""
    client.force_login(administrator)
    return client


def brought(rows: Any = ROWS, name: str = "eigen.xlsx") -> Lading:
    """Return a lading of this sheet, read."""
    lading = ladingen.receive(xlsx(rows), name, read_name("begroting 2018"), user=None)
    ladingen.read(lading.pk)
    return Lading.objects.get(pk=lading.pk)


def say(client: Client, lading: Lading, **said: str) -> Any:
    """Send what was said."""
    posted = {"blad": "Blad1", "kop": "2", "actie": "bewaren"} | SAID | said
    return client.post(f"/laden/{lading.pk}/kolommen/", {k.replace("_", "-"): v for k, v in posted.items()})


def figures(lading: Lading) -> list[Any]:
    """Return the realisaties that were read."""
    lading.refresh_from_db()
    return [(f["figure"]["year"], f["figure"]["value"]) for row in lading.delivery["rows"] for f in row["realisaties"]]


def test_lading_with_unknown_headings_leads_to_the_page(beheerder: Client) -> None:
    lading = brought()

    page = beheerder.get(lading.get_absolute_url()).content.decode()

    assert f'href="/laden/{lading.pk}/kolommen/"' in page


def test_page_shows_the_rows_and_guesses_the_heading(beheerder: Client) -> None:
    answer = beheerder.get(f"/laden/{brought().pk}/kolommen/")

    assert answer.status_code == 200
    assert answer.context["kop"].rows == (2,)
    assert answer.context["form"]["jaar-3"].value() == 2016


def test_what_is_said_is_kept_and_the_file_is_read_with_it(beheerder: Client, administrator: Any) -> None:
    lading = brought()

    answer = say(beheerder, lading)

    assert answer.url == lading.get_absolute_url()
    assert figures(lading) == [(2016, "5.8")]
    kept = Kolomindeling.objects.get()
    assert (kept.changed_by, kept.only_for) == (administrator, "")


def test_next_file_with_these_headings_is_read_without_asking(beheerder: Client) -> None:
    say(beheerder, brought())

    following = brought([ROWS[0], ("Kenmerk", "Wat meten wij", "Uitkomst 2017", "Uitkomst"), ("9A1.a", "x", 7, 8)])

    assert figures(following) == [(2017, "7")]
    assert following.delivery["questions"] == []


def test_year_that_the_heading_does_not_say_holds_for_this_file_alone(beheerder: Client) -> None:
    lading = brought()

    say(beheerder, lading, soort_4="realisatie", jaar_4="2017")

    assert figures(lading) == [(2016, "5.8"), (2017, "6")]
    assert Kolomindeling.objects.get().only_for == lading.sha256


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"soort_4": ""}, "Kies wat kolom D bevat"),
        ({"soort_4": "realisatie"}, "van welk jaar kolom D is"),
        ({"soort_4": "realisatie", "jaar_4": "2016"}, "Kolom D bevat hetzelfde als kolom C"),
        ({"soort_1": "overslaan", "soort_2": "overslaan"}, "Kies een kolom met de code of de naam"),
        ({"soort_3": "overslaan"}, "Kies een kolom met cijfers"),
        ({"soort_4": "waarde"}, "kolom met het soort cijfer"),
    ],
)
def test_what_leaves_something_open_is_refused_and_nothing_is_kept(
    beheerder: Client, said: dict[str, str], why: str
) -> None:
    answer = say(beheerder, brought(), **said)

    assert answer.status_code == 422
    assert why in answer.content.decode().replace("&#x27;", "'")
    assert not Kolomindeling.objects.exists()


def test_sheet_can_be_left_alone(beheerder: Client) -> None:
    lading = brought()

    say(beheerder, lading, actie="overslaan")

    assert figures(lading) == []
    assert "niet gelezen, zoals eerder is gezegd" in lading.delivery["notes"][0]


def test_other_row_can_be_the_heading(beheerder: Client) -> None:
    answer = beheerder.get(f"/laden/{brought().pk}/kolommen/?blad=Blad1&kop=3")

    assert answer.context["kop"].texts[2] == "Rapportcijfer"


@pytest.mark.parametrize("state", ["geladen", "ongedaan"])
def test_columns_of_what_was_loaded_are_not_changed_any_more(beheerder: Client, state: str) -> None:
    lading = brought()
    Lading.objects.filter(pk=lading.pk).update(
        state=state,
        loaded_at=timezone.now(),
        brought={},
        undone_at=timezone.now() if state == "ongedaan" else None,
    )

    answer = say(beheerder, lading)

    assert answer.status_code == 302
    assert not Kolomindeling.objects.exists()


def test_text_has_no_columns_to_choose(beheerder: Client) -> None:
    lading = ladingen.receive(b"9A1 Doel", "tekst.txt", read_name("begroting 2018"), user=None)
    ladingen.read(lading.pk)

    assert beheerder.get(f"/laden/{lading.pk}/kolommen/").status_code == 302


def test_value_of_a_cell_is_shown_as_text_and_never_as_markup(beheerder: Client) -> None:
    lading = brought([("<script>alert(1)</script>", "Wat", "Uitkomst"), ("9A1.a", "x", Decimal(5))])

    assert "<script>alert(1)" not in beheerder.get(f"/laden/{lading.pk}/kolommen/").content.decode()
