"""The chain of publications: canonical, complete, and broken for all to see when something in it was changed."""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from indicators import norm, recalculation
from indicators.models import Effectindicator, Realisatie, Stoplichtnorm
from indicators.publishing.chain import (
    canonical,
    checkable,
    checksum,
    fingerprint,
    frozen,
    kinds_possible,
    make_ready,
    problem_of,
    publish,
    publish_loaded,
    take_back,
    verify,
)
from indicators.publishing.comparison import compare
from indicators.publishing.content import content, content_now
from programmes.models import Document, Publicatie, Vermelding
from programmes.models.documents import Frozen
from tests.factories import DocumentFactory, NormvoorstelFactory, make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db

CHANGED = "De inhoud is gewijzigd"


@pytest.fixture
def indicator(db: None) -> Effectindicator:
    """An indicator that was measured and aimed at in 2017."""
    indicator = make_indicator("9A1.a")
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 44)
    recalculation.recalculate()
    return indicator


@pytest.fixture
def jaarstukken(indicator: Effectindicator) -> Document:
    """The adopted jaarstukken 2017 that print it."""
    return printing(indicator, kind="jaarstukken", year=2017, through_year=None)


@pytest.fixture
def other_controller(db: None) -> Any:
    """The second pair of eyes."""
    return make_user("other_controller", "controller")


def printing(indicator: Effectindicator, **fields: Any) -> Document:
    """Return a document that prints the indicator under its doel."""
    document: Document = DocumentFactory(**fields)
    doel = Vermelding.objects.create(document=document, doel=indicator.doel, code="9A1", name="Binding")
    indicator.vermeldingen.create(document=document, parent=doel, code="9A1.a", name="Zoals gedrukt")
    return document


def seen(document: Document) -> str:
    """Return what somebody saw who looks at the document now."""
    return fingerprint(content(document))


def corrected(indicator: Effectindicator, value: int) -> Realisatie:
    """Adopt a correction of the figure of 2017."""
    figure = make_figure(indicator, 2017, value, version=2, why="Telfout")
    recalculation.recalculate()
    return figure


def tamper(publication: Publicatie, **columns: Any) -> None:
    """Change a publication behind the application's back."""
    QuerySet(Publicatie).filter(pk=publication.pk).update(**columns)


# --- canonical


def test_canonical_is_the_same_for_the_same_content_in_another_order() -> None:
    assert (
        canonical({"b": [1, None], "a": "é"}) == canonical({"a": "e\u0301", "b": [1, None]}) == '{"a":"é","b":[1,null]}'
    )


@pytest.mark.parametrize("value", [0.1, {"a": [1.0]}, {1, 2}, b"x"])
def test_canonical_refuses_what_json_does_not_keep_exactly(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_checksum_of_a_publication_is_that_of_its_bytes_with_the_previous_one_in_them() -> None:
    text = frozen({"document": None}, "aangeboden", "", datetime(2026, 1, 1, tzinfo=UTC), "f" * 64)

    assert json.loads(text)["previous"] == "f" * 64
    assert checksum(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


# --- publishing


def test_each_publication_names_the_checksum_of_the_one_before(jaarstukken: Document) -> None:
    first = publish_loaded(jaarstukken)
    second = publish_loaded(DocumentFactory(year=2018))

    assert json.loads(first.content)["previous"] == ""
    assert json.loads(second.content)["previous"] == first.sha256
    assert second.previous == first
    assert [problem for _, problem in verify()] == ["", ""]


def test_publication_needs_two_controllers(jaarstukken: Document, controller: Any, other_controller: Any) -> None:
    make_ready(jaarstukken, kind="vastgesteld", reason="", user=controller, seen=seen(jaarstukken))

    with pytest.raises(ValidationError, match="vier ogen"):
        publish(jaarstukken, user=controller, seen=seen(jaarstukken))
    publication = publish(jaarstukken, user=other_controller, seen=seen(jaarstukken))

    jaarstukken.refresh_from_db()
    assert (publication.kind, publication.published_by) == ("vastgesteld", other_controller)
    assert (jaarstukken.ready_as, jaarstukken.ready_by, jaarstukken.ready_content) == ("", None, "")
    reasons = jaarstukken.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(reasons)[-2:] == ["klaargezet om te publiceren", "gepubliceerd als vastgesteld"]


def test_what_was_not_made_ready_is_not_published(jaarstukken: Document, controller: Any) -> None:
    with pytest.raises(ValidationError, match="niet klaargezet"):
        publish(jaarstukken, user=controller, seen=seen(jaarstukken))


def test_content_that_changed_since_it_was_made_ready_is_not_published(
    jaarstukken: Document, indicator: Effectindicator, controller: Any, other_controller: Any
) -> None:
    make_ready(jaarstukken, kind="vastgesteld", reason="", user=controller, seen=seen(jaarstukken))
    corrected(indicator, 51)

    with pytest.raises(ValidationError, match=CHANGED):
        publish(jaarstukken, user=other_controller, seen=seen(jaarstukken))


def test_content_that_changed_since_the_page_was_opened_is_not_made_ready(
    jaarstukken: Document, indicator: Effectindicator, controller: Any
) -> None:
    before = seen(jaarstukken)
    corrected(indicator, 51)

    with pytest.raises(ValidationError, match=CHANGED):
        make_ready(jaarstukken, kind="vastgesteld", reason="", user=controller, seen=before)


def test_publisher_who_saw_something_else_is_refused(
    jaarstukken: Document, controller: Any, other_controller: Any
) -> None:
    make_ready(jaarstukken, kind="vastgesteld", reason="", user=controller, seen=seen(jaarstukken))

    with pytest.raises(ValidationError, match=CHANGED):
        publish(jaarstukken, user=other_controller, seen="0" * 64)


def test_taken_back_is_not_published(jaarstukken: Document, controller: Any, other_controller: Any) -> None:
    make_ready(jaarstukken, kind="vastgesteld", reason="", user=controller, seen=seen(jaarstukken))
    take_back(jaarstukken, user=controller)

    with pytest.raises(ValidationError, match="niet klaargezet"):
        publish(jaarstukken, user=other_controller, seen=seen(jaarstukken))


def test_kind_follows_from_the_document(jaarstukken: Document) -> None:
    concept = DocumentFactory(year=2030, adopted=False)

    assert kinds_possible(concept) == ["aangeboden"]
    assert kinds_possible(jaarstukken) == ["vastgesteld"]
    publish_loaded(jaarstukken)
    assert kinds_possible(jaarstukken) == ["rectificatie"]


def test_rectificatie_needs_a_reason_and_becomes_the_successor(
    jaarstukken: Document, indicator: Effectindicator, controller: Any, other_controller: Any
) -> None:
    first = publish_loaded(jaarstukken)
    corrected(indicator, 51)
    with pytest.raises(ValidationError, match="Geef de reden"):
        make_ready(jaarstukken, kind="rectificatie", reason=" ", user=controller, seen=seen(jaarstukken))

    make_ready(jaarstukken, kind="rectificatie", reason="Telfout", user=controller, seen=seen(jaarstukken))
    second = publish(jaarstukken, user=other_controller, seen=seen(jaarstukken))

    first.refresh_from_db()
    assert first.successor == second
    assert json.loads(second.content)["publication"]["reason"] == second.reason == "Telfout"
    assert [problem for _, problem in verify()] == ["", ""]


def test_later_correction_recolours_nothing_that_was_published(
    jaarstukken: Document, indicator: Effectindicator
) -> None:
    publication = publish_loaded(jaarstukken)
    before = publication.content

    corrected(indicator, 51)

    publication.refresh_from_db()
    (light,) = json.loads(publication.content)["effectindicatoren"][0]["stoplichten"]
    assert publication.content == before
    assert (light["stoplicht"], light["value"]) == ("rood", "44")
    assert indicator.statussen.get(year=2017, stand="vastgesteld").stoplicht == "groen"


def test_norm_accepted_later_recolours_nothing_that_was_published_and_is_named_as_the_cause(
    jaarstukken: Document, indicator: Effectindicator, controller: Any, other_controller: Any
) -> None:
    published = publish_loaded(jaarstukken)
    before = published.content
    voorstel = NormvoorstelFactory(proposed_by=controller, margin=Decimal(20))
    voorstel.refresh_from_db()
    wider = norm.Normgrens(voorstel.valid_from, voorstel.margin, voorstel.margin_kind)

    norm.accept(voorstel.pk, user=other_controller, seen=norm.foresee(wider).token)
    recalculation.recalculate()

    published.refresh_from_db()
    then = json.loads(published.content)
    (light,) = then["effectindicatoren"][0]["stoplichten"]
    assert published.content == before
    assert then["norm"] != Stoplichtnorm.in_words(2017)
    assert light["stoplicht"] == "rood"
    assert indicator.statussen.get(year=2017, stand="vastgesteld").stoplicht == "oranje"
    assert [problem for _, problem in verify()] == [""]
    changes = [c.sentence for t in compare(then, content_now()).terreinen for i in t.indicators for c in i.changes]
    assert "Over 2017: was rood, nu oranje, door de norm." in changes


def test_stale_stoplicht_is_not_published(jaarstukken: Document, indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 51, version=2, why="Telfout")

    with pytest.raises(ValidationError, match="nog bijgewerkt"):
        publish_loaded(jaarstukken)


def test_proposed_target_is_not_published(indicator: Effectindicator) -> None:
    begroting = printing(indicator, year=2018, adopted=False)
    make_target(indicator, 2018, 55, document=begroting, state="voorstel")

    with pytest.raises(ValidationError, match="bevestigd"):
        publish_loaded(begroting)


def test_figure_in_no_document_is_first_reported_by_the_one_that_shows_it(
    jaarstukken: Document, indicator: Effectindicator
) -> None:
    shown = seen(jaarstukken)

    publication = publish_loaded(jaarstukken)

    figure = Realisatie.objects.get()
    assert figure.document == jaarstukken
    assert figure.history.latest().history_change_reason == f"voor het eerst gemeld in {jaarstukken}"
    assert seen(jaarstukken) == shown
    assert json.loads(publication.content)["effectindicatoren"][0]["realisaties"][0]["document"] == str(jaarstukken)


# --- frozen


def test_publication_is_not_changed_or_removed(jaarstukken: Document) -> None:
    publication = publish_loaded(jaarstukken)
    publication.kind = "aangeboden"

    for attempt in (
        publication.save,
        publication.delete,
        Publicatie.objects.all().delete,
        lambda: Publicatie.objects.update(kind="aangeboden"),
    ):
        with pytest.raises(Frozen):
            attempt()


def test_two_that_publish_the_very_first_at_once_are_told(jaarstukken: Document, before_saving: Any) -> None:
    other = DocumentFactory(year=2018)
    before_saving(Publicatie, lambda: publish_loaded(other))

    with pytest.raises(ValidationError, match="Iemand anders publiceerde op hetzelfde moment"):
        publish_loaded(jaarstukken)


# --- checking


@pytest.fixture
def three(jaarstukken: Document) -> list[Publicatie]:
    """A chain of three."""
    return [publish_loaded(jaarstukken), *(publish_loaded(DocumentFactory(year=year)) for year in (2018, 2019))]


def test_changed_content_no_longer_fits(three: list[Publicatie]) -> None:
    tamper(three[1], content=three[1].content.replace("Begroting 2018", "Begroting 2081"))

    assert [bool(problem) for _, problem in verify()] == [False, True, False]
    assert "controlegetal" in problem_of(checkable().get(pk=three[1].pk))


def test_changed_content_with_a_mended_checksum_is_blamed_by_the_next(three: list[Publicatie]) -> None:
    forged = three[1].content.replace("Begroting 2018", "Begroting 2081")
    tamper(three[1], content=forged, sha256=checksum(forged))

    assert [problem for _, problem in verify()] == [
        "",
        "de volgende publicatie noemt een ander controlegetal",
        "",
    ]


def test_one_that_is_broken_itself_blames_no_other(three: list[Publicatie]) -> None:
    tamper(three[2], content=three[2].content.replace(three[1].sha256, "0" * 64))

    assert [problem for _, problem in verify()] == ["", "", "de inhoud past niet bij het controlegetal"]


@pytest.mark.parametrize("previous", ["", "f" * 64])
def test_beginning_that_was_cut_off_shows(jaarstukken: Document, previous: str) -> None:
    first, second = publish_loaded(jaarstukken), publish_loaded(DocumentFactory(year=2018))
    row = second if previous == "" else first
    forged = row.content.replace('"previous":""', f'"previous":"{previous}"').replace(first.sha256, previous)
    tamper(row, content=forged, sha256=checksum(forged))

    assert "de publicatie ervoor is niet die in de inhoud staat" in [problem for _, problem in verify()]


@pytest.mark.parametrize("successor", [0, 1, 2])
def test_successor_that_is_itself_earlier_or_of_another_document_shows(three: list[Publicatie], successor: int) -> None:
    tamper(three[1], successor=three[successor])

    problem = "wordt vervangen door een andere publicatie dan de volgende van dit document"
    assert [problem for _, problem in verify()] == ["", problem, ""]


def test_successor_that_was_taken_away_shows(jaarstukken: Document, controller: Any, other_controller: Any) -> None:
    first = publish_loaded(jaarstukken)
    make_ready(jaarstukken, kind="rectificatie", reason="Telfout", user=controller, seen=seen(jaarstukken))
    publish(jaarstukken, user=other_controller, seen=seen(jaarstukken))

    tamper(first, successor=None)

    assert [bool(problem) for _, problem in verify()] == [True, False]


@pytest.mark.parametrize("column", ["year", "number"])
def test_document_that_became_another_shows(three: list[Publicatie], column: str) -> None:
    QuerySet(Document).filter(pk=three[1].document_id).update(**{column: 2016 if column == "year" else 7})

    assert [problem for _, problem in verify()] == ["", "hoort bij een ander document dan in de inhoud staat", ""]


def test_every_publication_is_logged_with_its_checksum_and_the_one_before(
    three: list[Publicatie], caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = publish_loaded(DocumentFactory(year=2020))

    (line,) = [record for record in caplog.records if record.name == "indicators.publishing.chain"]
    assert line.levelname == "WARNING"
    assert f"sha256 {row.sha256} previous {three[2].sha256}" in line.getMessage()


def test_cut_tail_shows_against_a_kept_checksum(three: list[Publicatie]) -> None:
    kept = three[2].sha256
    call_command("verify_publications", last=kept, stdout=StringIO())

    QuerySet(Publicatie).filter(pk=three[2].pk).delete()

    call_command("verify_publications", stdout=StringIO())
    with pytest.raises(CommandError, match=f"{kept} staat niet meer in de keten"):
        call_command("verify_publications", last=kept, stdout=StringIO())


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"kind": "aangeboden"}, "de soort of de reden is een andere dan in de inhoud"),
        ({"published_at": "2001-01-01 00:00:00+00:00"}, "het moment van publiceren is een ander dan in de inhoud"),
        ({"content": "[]", "sha256": checksum("[]")}, "de inhoud is geen publicatie"),
    ],
)
def test_changed_column_no_longer_fits(three: list[Publicatie], columns: dict[str, str], problem: str) -> None:
    tamper(three[2], **columns)

    assert [found for _, found in verify()] == ["", "", problem]


def test_publication_of_another_document_no_longer_fits(three: list[Publicatie]) -> None:
    tamper(three[2], document_id=str(three[1].document_id))

    assert [problem for _, problem in verify()][2] == "hoort bij een ander document dan in de inhoud staat"


def test_command_says_ok_or_fails(three: list[Publicatie]) -> None:
    out = StringIO()
    call_command("verify_publications", stdout=out)
    assert out.getvalue().count("OK") == 3

    tamper(three[0], content="{}")
    with pytest.raises(CommandError, match="1 publicatie klopt niet"):
        call_command("verify_publications", stdout=out)
    assert "GEBROKEN (de inhoud past niet bij het controlegetal)" in out.getvalue()


def test_empty_chain_is_whole() -> None:
    assert list(verify()) == []
