"""The page on which a beheerder says what the columns of a table in published text hold, and takes it back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.imports import ladingen
from indicators.imports.which_document import read_name
from indicators.models import Kolomindeling, Lading
from tests.spreadsheets import xlsx

pytestmark = pytest.mark.django_db

TEXT = """
Zwembaden
Waarover | Toen 2018 | Straks 2020 | Van wie |
Bezoekers | 12 | 14 | Telling |
Leden | 30 | 31 | Telling |
Vrijwilligers | 5 | 6 | 7 | Telling |
"""
SAID = {"soort-1": "naam", "soort-2": "realisatie", "jaar-2": "2018", "soort-3": "streefwaarde", "jaar-3": "2020"} | {
    "soort-4": "bron",
    "soort-5": "overslaan",
}


@pytest.fixture
def beheerder(client: Client, administrator: Any) -> Client:
    """The administrator, logged in."""
    client.force_login(administrator)
    return client


def brought(text: str = TEXT, document: str = "begroting 2020") -> Lading:
    """Return a lading of this text, read."""
    lading = ladingen.receive(text.encode(), ladingen.PASTED, read_name(document), user=None)
    ladingen.read(lading.pk)
    return Lading.objects.get(pk=lading.pk)


def say(client: Client, lading: Lading, **said: str) -> Any:
    """Send what was said of the first table."""
    posted = {"blad": "Tabel 1: Zwembaden", "kop": "1", "rijen": "1", "actie": "bewaren"} | SAID
    posted |= {name.replace("_", "-"): value for name, value in said.items()}
    return client.post(f"/laden/{lading.pk}/kolommen/", posted)


def figures(lading: Lading) -> list[Any]:
    """Return the name and the realisaties of each row that was read."""
    lading.refresh_from_db()
    return [(row["name"], [f["figure"]["value"] for f in row["realisaties"]]) for row in lading.delivery["rows"]]


READ = [("Bezoekers", ["12"]), ("Leden", ["30"])]


def test_lading_of_text_leads_to_the_page(beheerder: Client) -> None:
    lading = brought()

    page = beheerder.get(lading.get_absolute_url()).content.decode()

    assert f'href="/laden/{lading.pk}/kolommen/"' in page
    assert f'href="/laden/{lading.pk}/kolommen/?plek=' in page


def test_page_shows_the_table_with_the_lines_of_the_text(beheerder: Client) -> None:
    answer = beheerder.get(f"/laden/{brought().pk}/kolommen/")

    assert answer.context["blad"].title == "Tabel 1: Zwembaden"
    assert [row["label"] for row in answer.context["rows"]] == [3, 4, 5, 6]
    assert answer.context["kop"].rows == (1,)


def test_what_is_said_is_kept_and_the_text_is_read_with_it(beheerder: Client) -> None:
    lading = brought()

    answer = say(beheerder, lading)

    assert answer.url == lading.get_absolute_url()
    assert figures(lading) == READ
    assert [question["text"] for question in lading.delivery["questions"]] == ["Vrijwilligers 5 6 7 Telling"]
    assert Kolomindeling.objects.get().only_for == ""


def test_next_years_text_is_read_without_asking(beheerder: Client) -> None:
    say(beheerder, brought())

    following = (
        TEXT.replace("2018", "2019").replace("2020", "2021").replace("Vrijwilligers | 5 | 6 | 7 | Telling |", "")
    )

    assert figures(brought(following, "begroting 2021")) == READ


def test_sheet_with_the_same_heading_is_read_as_the_text(beheerder: Client) -> None:
    say(beheerder, brought())
    rows = [("Waarover", "Toen 2018", "Straks 2020", "Van wie"), ("Bezoekers", 12, 14, "Telling")]
    lading = ladingen.receive(xlsx(rows), "eigen.xlsx", read_name("begroting 2020"), user=None)

    ladingen.read(lading.pk)

    assert figures(Lading.objects.get(pk=lading.pk)) == [("Bezoekers", ["12"])]


def test_year_that_the_heading_does_not_say_holds_for_this_text_alone(beheerder: Client) -> None:
    lading = brought(TEXT.replace("Toen 2018", "Toen"))

    say(beheerder, lading)

    assert figures(lading) == READ
    assert Kolomindeling.objects.get().only_for == lading.sha256


def test_years_alone_hold_for_this_text_alone_where_the_document_has_no_years(beheerder: Client) -> None:
    lading = brought(TEXT.replace("Toen ", "").replace("Straks ", ""), "kadernota 2020")

    say(beheerder, lading)

    assert figures(lading) == READ
    assert Kolomindeling.objects.get().only_for == lading.sha256


def test_answer_that_still_applies_is_kept(beheerder: Client, administrator: Any) -> None:
    lading = brought()
    say(beheerder, lading)
    page = beheerder.get(lading.get_absolute_url())
    vraag = next(card.form.vraag for card in page.context["cards"] if "Vrijwilligers" in card.form.vraag.text)
    ladingen.keep_answers(lading, {vraag.id: {"keuze": "niet laden"}}, user=administrator)

    say(beheerder, lading)

    lading.refresh_from_db()
    assert list(lading.answers) == [vraag.key]


def test_table_can_be_left_alone(beheerder: Client) -> None:
    lading = brought()

    say(beheerder, lading, actie="overslaan")

    assert figures(lading) == []
    assert lading.delivery["notes"] == ["Tabel 1: Zwembaden is niet gelezen, zoals eerder is gezegd."]
    assert "Bekijk of wijzig dat" in beheerder.get(lading.get_absolute_url()).content.decode()


def sheet() -> Lading:
    """Return a lading of a sheet with a heading of one's own, read."""
    rows = [("Waarover", "Toen 2018", "Straks 2020", "Van wie"), ("Bezoekers", 12, 14, "Telling")]
    lading = ladingen.receive(xlsx(rows), "eigen.xlsx", read_name("begroting 2020"), user=None)
    ladingen.read(lading.pk)
    return Lading.objects.get(pk=lading.pk)


@pytest.mark.parametrize(("bring", "blad"), [(brought, "Tabel 1: Zwembaden"), (sheet, "Blad1")], ids=["text", "sheet"])
@pytest.mark.parametrize("earlier", ["bewaren", "overslaan"])
def test_what_was_said_of_a_heading_can_be_taken_back(
    beheerder: Client, bring: Callable[[], Lading], blad: str, earlier: str
) -> None:
    lading = bring()
    before = figures(lading)
    say(beheerder, lading, blad=blad, actie=earlier)
    page = beheerder.get(f"/laden/{lading.pk}/kolommen/").content.decode()

    say(beheerder, lading, blad=blad, actie="vergeten")

    assert "Vergeet wat hierover gezegd is" in page
    assert not Kolomindeling.objects.exists()
    assert figures(lading) == before


def test_nothing_can_be_forgotten_of_a_heading_of_which_nothing_was_said(beheerder: Client) -> None:
    assert "Vergeet" not in beheerder.get(f"/laden/{brought().pk}/kolommen/").content.decode()


def test_question_leads_to_its_own_table(beheerder: Client) -> None:
    other = "Musea\nHoeveel | Eerst | Later | Wie |\nBezoekers | 1 | 2 | x |\n"
    lading = brought(f"{TEXT}\nEen zin.\n\n{other}")

    answer = beheerder.get(f"/laden/{lading.pk}/kolommen/?plek=12-1")

    assert answer.context["blad"].title == "Tabel 2: Musea"


def test_heading_can_be_said_to_be_of_two_rows(beheerder: Client) -> None:
    lading = brought(
        TEXT.replace("Waarover | Toen 2018", "x | 2018 | 2020 | y |\nWaarover | Toen").replace("Straks 2020", "Straks")
    )

    answer = beheerder.get(f"/laden/{lading.pk}/kolommen/?kop=1&rijen=2")

    assert answer.context["kop"].texts[2] == "2018 Toen"
    assert answer.context["form"]["jaar-3"].value() == 2020


def test_question_about_columns_never_shows_markup_of_the_page(beheerder: Client) -> None:
    page = "<html><body><table><tr><td>Wat<td>&lt;script&gt;alert(1)&lt;/script&gt;<td>2</tr><tr><td>&lt;b&gt;x<td>5<td>&lt;img&gt;</tr></table>"
    lading = brought(page)

    shown = beheerder.get(f"/laden/{lading.pk}/kolommen/").content.decode()

    assert "&lt;script&gt;alert(1)" in shown
    assert not any(tag in shown for tag in ("<script>alert", "<b>x", "<img>"))


def test_many_tables_stay_a_page(beheerder: Client) -> None:
    lading = brought("<html><body>" + "<table><tr><td>Wat<td>Straks</tr><tr><td>x<td>5</tr></table>" * 1_000)

    answer = beheerder.get(f"/laden/{lading.pk}/kolommen/")

    assert len(answer.context["sheets"]) == 200
    assert len(answer.content) < 300_000


def test_who_may_not_load_cannot_say_anything(client: Client, controller: Any) -> None:
    client.force_login(controller)

    assert say(client, brought()).status_code == 403
    assert not Kolomindeling.objects.exists()
