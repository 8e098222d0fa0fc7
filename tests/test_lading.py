"""A lading: received, read, answered, loaded as a whole, undone as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.utils import timezone

from indicators import adoption, entry
from indicators.choices import LadingStaat, Stap
from indicators.imports import ladingen, loading, progress, sources
from indicators.imports.delivery import Delivery, Place
from indicators.imports.loading import (
    ChangedMeanwhile,
    NotLoaded,
    ask_to_load,
    difference_of,
    go_on,
    load,
    take_back,
)
from indicators.imports.stored import pack, unpack
from indicators.imports.tasks import queue, read_lost
from indicators.imports.vragen import Samen, gathered
from indicators.imports.which_document import read_name
from indicators.models import Effectindicator, IndicatorStatus, Lading, Realisatie, Reeks, Streefwaarde
from programmes.models import Beleidsterrein, Document
from tests.deliveries import answer, lading_of, loaded, row
from tests.factories import DocumentFactory, LadingFactory, make_figure, make_indicator, make_user
from tests.spreadsheets import HEADING, ods, xlsx

pytestmark = pytest.mark.django_db

NAME = "Percentage inwoners dat meedoet"
TEXT = b"""
\tRealisatie\t\tStreefwaarden\t
Effectindicator\t2016\t2017\t2019\t2020
9A1.a Percentage inwoners dat meedoet\t40%\t45%\t50%\t55%
"""


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """9A1.a, in procenten."""
    return make_indicator("9A1.a", terrein_9a, name=NAME)


def received(data: bytes = TEXT, document: str = "begroting 2019", user: Any = None) -> Lading:
    """Return what was sent, unread."""
    return ladingen.receive(data, "bladzijde.txt", read_name(document), user=user)


def fresh(lading: Lading) -> Lading:
    """Return it as it is stored."""
    return Lading.objects.get(pk=lading.pk)


def everything() -> list[Any]:
    """Return all that a lading can bring, and its history."""
    models: tuple[type[Model], ...] = (Document, Effectindicator, Reeks, Realisatie, Streefwaarde)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


# --- Reading


def test_what_was_sent_is_kept_and_read(indicator: Effectindicator) -> None:
    lading = received()

    assert ladingen.read(lading.pk)

    lading = fresh(lading)
    assert lading.state == LadingStaat.GELEZEN
    assert bytes(lading.data) == TEXT
    assert difference_of(lading, None).can_be_loaded


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "leeg"), (b"  \n ", "leeg"), (b"x" * (sources.LARGEST + 1), "groter dan 10 MB")],
    ids=["nothing", "blank", "too large"],
)
def test_what_cannot_be_a_budget_is_not_kept(data: bytes, why: str) -> None:
    with pytest.raises(sources.Unreadable, match=why):
        received(data)

    assert not Lading.objects.exists()


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, b"%PDF-1.7 kapot", b"PK\x03\x04kapot"])
def test_file_that_cannot_be_read_says_why_and_names_itself(data: bytes) -> None:
    lading = received(data)

    ladingen.read(lading.pk)

    lading = fresh(lading)
    assert lading.state == LadingStaat.MISLUKT
    assert "bladzijde.txt" in lading.error


@pytest.mark.parametrize(
    "data",
    [
        b"\t" * 200_000 + b"x\t",
        b"9A1.a\n" * 100_001,
        b"<table><tr><td colspan=200>1" + b"<tr><td colspan=200>1" * 1_001,
    ],
    ids=["cells", "lines", "a table of the web"],
)
def test_text_with_too_much_in_it_is_refused_by_name(data: bytes) -> None:
    lading = received(data)

    ladingen.read(lading.pk)

    assert fresh(lading).error.startswith("bladzijde.txt: ")
    assert "te " in fresh(lading).error


def test_reader_that_breaks_is_told_and_never_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    lading = received()
    monkeypatch.setattr(sources, "read_bytes", lambda data, name, progress, **document: 1 / 0)

    ladingen.read(lading.pk)

    assert "niet te lezen (ZeroDivisionError)" in fresh(lading).error


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_spreadsheet_whose_reading_takes_too_long_is_said_to_and_not_to_be_broken(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = xlsx([HEADING]) if form == "xlsx" else ods(b"<office/>")
    lading = ladingen.receive(data, f"groot.{form}", read_name("begroting 2019"), user=None)

    def stopped(source: Any, start: Any, end: Any, text: Any, *tell: Any) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(f"indicators.imports.spreadsheet.{form}.stream", stopped)
    ladingen.read(lading.pk)

    assert (
        fresh(lading).error == f"Het lezen van groot.{form} duurt te lang. Splits het bestand, en laad de delen apart."
    )


def test_what_is_kept_in_pieces_is_what_was_read() -> None:
    lading = received()

    ladingen.read(lading.pk)

    kept = fresh(lading).delivery
    assert kept == pack(sources.read(TEXT, "bladzijde.txt"))
    assert kept["rows"]


def test_file_is_read_once() -> None:
    lading = received()
    ladingen.read(lading.pk)

    assert not ladingen.read(lading.pk)
    assert fresh(lading).attempt == 1


def test_reading_that_was_killed_is_found_and_done_again() -> None:
    lading = LadingFactory(
        state=LadingStaat.BEZIG, data=TEXT, delivery=None, heard_at=timezone.now() - timedelta(minutes=5), attempt=1
    )

    assert lading.is_lost
    assert read_lost() == 1

    assert fresh(lading).state == LadingStaat.GELEZEN


def test_reading_that_goes_on_is_left_alone() -> None:
    lading = LadingFactory(state=LadingStaat.BEZIG, delivery=None, attempt=1)

    assert read_lost() == 0
    assert not ladingen.read(lading.pk)


def test_reading_of_which_the_queue_says_that_it_was_killed_is_done_again_at_once() -> None:
    lading = LadingFactory(state=LadingStaat.BEZIG, data=TEXT, delivery=None, attempt=1)

    assert ladingen.read(lading.pk, killed=True)

    assert fresh(lading).broken_off == 1


def test_file_that_kills_its_reader_again_and_again_is_given_up() -> None:
    lading = LadingFactory(state=LadingStaat.BEZIG, data=TEXT, delivery=None, attempt=3, broken_off=2)

    assert not ladingen.read(lading.pk, killed=True)

    lading = fresh(lading)
    assert lading.state == LadingStaat.MISLUKT
    assert "begroting.txt is 3 keer afgebroken" in lading.error


def test_reader_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    lading = received()
    heard: list[tuple[str, int, int]] = []

    def slowly(data: bytes, name: str, progress: Any, **document: Any) -> Any:
        for page in range(1, 4):
            progress(Stap.BLADZIJDEN, page, 3)
            now = fresh(lading)
            heard.append((now.step, now.done, now.total))
        raise sources.Unreadable("klaar")

    monkeypatch.setattr(sources, "read", slowly)
    monkeypatch.setattr(progress, "EVERY", 0)
    ladingen.read(lading.pk)

    assert heard == [("bladzijden", 1, 3), ("bladzijden", 2, 3), ("bladzijden", 3, 3)]


def test_reader_that_was_given_up_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lading = received()

    def slowly(data: bytes, name: str, progress: Any, **document: Any) -> Any:
        again = fresh(lading)
        again.attempt, again.state = 2, LadingStaat.BEZIG  # another took over
        again.save()
        raise sources.Unreadable("te laat")

    monkeypatch.setattr(sources, "read", slowly)

    assert not ladingen.read(lading.pk)
    assert fresh(lading).error == ""


def test_broker_that_is_down_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lading = received()
    monkeypatch.setattr("indicators.imports.tasks.read_lading.delay", lambda key: 1 / 0)

    assert not queue(lading)
    assert fresh(lading).state == LadingStaat.WACHT


def test_whatever_a_reader_remembers_of_a_row_it_can_be_kept() -> None:
    said = row("9A1.a", NAME, realisaties={2017: "50%"})
    said.refused.add(("realisatie", 2016))

    lading = fresh(lading_of(said))

    assert lading.delivery is not None
    assert unpack(lading.delivery).rows[0].realisaties == said.realisaties


# --- Loading by a job


def test_loading_that_was_killed_is_taken_up_again(indicator: Effectindicator, administrator: Any) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))
    ask_to_load(lading, user=administrator, seen=None)
    Lading.objects.update(step=Stap.SCHRIJVEN, done=5, total=8)
    assert not go_on(lading.pk)  # another job is at it, and was heard

    assert go_on(lading.pk, killed=True)

    lading = fresh(lading)
    assert (lading.state, lading.loaded_by, lading.step) == (LadingStaat.GELADEN, administrator, "")
    assert Realisatie.objects.count() == 1


def test_loading_that_is_killed_again_and_again_is_given_up(indicator: Effectindicator, administrator: Any) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))
    ask_to_load(lading, user=administrator, seen=None)
    Lading.objects.update(step=Stap.SCHRIJVEN, broken_off=2)

    assert not go_on(lading.pk, killed=True)

    assert fresh(lading).state == LadingStaat.GELEZEN
    assert "3 keer afgebroken" in fresh(lading).error
    assert loaded(lading, administrator).state == LadingStaat.GELADEN  # by hand it can be


def test_job_that_was_given_up_loads_nothing(
    indicator: Effectindicator, administrator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))
    ask_to_load(lading, user=administrator, seen=None)

    @contextmanager
    def taken_over(lading: Lading) -> Iterator[Any]:
        Lading.objects.update(attempt=9)  # by another job
        yield progress.silent

    monkeypatch.setattr(loading, "_beside", taken_over)

    assert not go_on(lading.pk)
    assert not Realisatie.objects.exists()
    assert fresh(lading).state == LadingStaat.LADEN


def test_who_lost_the_right_meanwhile_loads_nothing(indicator: Effectindicator, administrator: Any) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))
    ask_to_load(lading, user=administrator, seen=None)
    administrator.groups.clear()

    assert not go_on(lading.pk)

    assert "mag geen begrotingen meer laden" in fresh(lading).error
    assert not Realisatie.objects.exists()


# --- Answers


def test_answers_are_kept_with_who_gave_them(indicator: Effectindicator, administrator: Any) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50 dagen"}))
    (vraag,) = difference_of(lading, None).open

    assert ladingen.keep_answers(lading, {vraag.id: {"keuze": "zelfde"}}, user=administrator) == []

    lading = fresh(lading)
    assert lading.answers[vraag.key]["by"] == "administrator"
    assert difference_of(lading, None).open == []


def test_forged_answer_is_refused(indicator: Effectindicator, administrator: Any) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50 dagen"}))
    (vraag,) = difference_of(lading, None).open

    (refused,) = ladingen.keep_answers(lading, {vraag.id: {"keuze": "alles"}}, user=administrator)

    assert refused.refusal
    assert fresh(lading).answers == {}


# --- Questions that one answer settles


def asked_twice() -> tuple[Lading, Samen]:
    """Return a lading of which the cells of two indicators ask the same, and those two."""
    make_indicator("9A1.b", name="Deelname")
    rows = (row(code, name, realisaties={2017: "50 dagen"}) for code, name in (("9A1.a", NAME), ("9A1.b", "Deelname")))
    lading = lading_of(*rows)
    (samen,) = gathered(difference_of(lading, None).open)
    return lading, samen


def said(lading: Lading) -> list[str]:
    """Return what is kept as an answer, in the order of the questions."""
    asked = difference_of(fresh(lading), None).vragen.asked
    return [vraag.answer["keuze"] if vraag.answer else "" for vraag in asked]


def test_one_answer_settles_all_cells_that_ask_the_same(indicator: Effectindicator, administrator: Any) -> None:
    lading, samen = asked_twice()

    ladingen.keep_answers(lading, {samen.vraag.id: {"keuze": "zelfde"}}, user=administrator)

    assert said(lading) == ["zelfde", "zelfde"]
    assert difference_of(fresh(lading), None).open == []


def test_what_is_asked_otherwise_is_answered_apart(indicator: Effectindicator) -> None:
    make_indicator("9A1.b", name="Duur", unit="dagen")
    lading = lading_of(
        row("9A1.a", NAME, realisaties={2017: "50 dagen"}), row("9A1.b", "Duur", realisaties={2017: "5%"})
    )

    assert [len(samen.vragen) for samen in gathered(difference_of(lading, None).open)] == [1, 1]


PROGNOSE = b"""
Effectindicator\tRealisatie 2016\tPrognose 2017\tBegroting 2018
9A1.a Percentage inwoners dat meedoet\t40%\t45%\t50%
9A1.b Percentage inwoners dat komt\t30%\t35%\t40%
"""


def test_what_a_column_holds_is_asked_once_and_settles_all_its_figures(
    indicator: Effectindicator, administrator: Any
) -> None:
    make_indicator("9A1.b", name="Percentage inwoners dat komt")
    lading = received(PROGNOSE)
    ladingen.read(lading.pk)
    asked = next(samen for samen in gathered(difference_of(fresh(lading), None).open) if "Prognose" in samen.vraag.why)
    assert [vraag.text for vraag in asked.vragen] == ["45%", "35%"]

    ladingen.keep_answers(fresh(lading), {asked.vraag.id: {"keuze": "realisaties"}}, user=administrator)

    verschil = difference_of(fresh(lading), None)
    assert [regel.text for regel in verschil.regels if regel.what == "realisatie 2017"] == ["45%", "35%"]


YEARS = b"""
Effectindicator\t2016\t2017\t2018
9A1.a Percentage inwoners dat meedoet\t40%\t45%\t50%
9A1.b Percentage inwoners dat komt\t30%\t35%\t40%
"""


def test_what_the_years_of_a_page_are_is_asked_once_and_one_of_them_parts_what_was_measured_from_what_is_aimed_at(
    indicator: Effectindicator, administrator: Any
) -> None:
    make_indicator("9A1.b", name="Percentage inwoners dat komt")
    lading = received(YEARS, "kadernota 2018")
    ladingen.read(lading.pk)
    (asked,) = [samen for samen in gathered(difference_of(fresh(lading), None).open) if "2016" in samen.vraag.why]
    assert len(asked.vragen) == 6

    ladingen.keep_answers(fresh(lading), {asked.vraag.id: {"keuze": "2017"}}, user=administrator)

    read = {(regel.what, regel.text) for regel in difference_of(fresh(lading), None).regels}
    assert {("realisatie 2016", "40%"), ("realisatie 2017", "35%"), ("streefwaarde 2018", "50%")} <= read


def test_one_answer_for_two_tables_of_one_name_asks_what_they_print_differently(
    indicator: Effectindicator, administrator: Any
) -> None:
    again = b"\nEffectindicator\t2016\t2017\n9A1.a Percentage inwoners dat meedoet\t41%\t45%\n"
    lading = received(YEARS + again, "kadernota 2018")
    ladingen.read(lading.pk)
    (asked,) = [samen for samen in gathered(difference_of(fresh(lading), None).open) if "2016" in samen.vraag.why]

    ladingen.keep_answers(fresh(lading), {asked.vraag.id: {"keuze": "realisaties"}}, user=administrator)

    read = [(regel.what, regel.text, str(regel.status)) for regel in difference_of(fresh(lading), None).regels]
    assert ("realisatie 2016 (nog een keer)", "41%", "gevraagd") in read


def test_the_footnotes_of_a_name_are_kept_with_what_the_document_prints(
    indicator: Effectindicator, administrator: Any
) -> None:
    table = "Effectindicator\tRealisatie 2016\n9A1.a Percentage inwoners dat meedoet*\t40%\n* Inwoners van 18 jaar en ouder.\n"
    lading = received(table.encode())
    ladingen.read(lading.pk)

    load(fresh(lading), user=administrator, seen=None)

    assert indicator.vermeldingen.get().note == "Inwoners van 18 jaar en ouder."


def test_what_is_to_be_typed_is_answered_apart(indicator: Effectindicator) -> None:
    delivery = Delivery()
    for line in (3, 4):
        delivery.ask(Place(line, 7), "1.024", "Dit kan 1024 of 1,024 zijn.")
    lading = lading_of(row("9A1.a", NAME), delivery=delivery)

    assert [len(samen.vragen) for samen in gathered(difference_of(lading, None).open)] == [1, 1]


def test_answer_together_can_be_changed_while_its_page_is_open(indicator: Effectindicator, administrator: Any) -> None:
    lading, samen = asked_twice()

    for choice in ("zelfde", "niet laden"):
        ladingen.keep_answers(lading, {samen.vraag.id: {"keuze": choice}}, user=administrator)

    assert said(lading) == ["niet laden", "niet laden"]


def test_answer_of_its_own_goes_before_the_one_together(indicator: Effectindicator, administrator: Any) -> None:
    lading, samen = asked_twice()
    together = {samen.vraag.id: {"keuze": "niet laden"}}

    ladingen.keep_answers(lading, together | {samen.vragen[1].id: {"keuze": "zelfde"}}, user=administrator)
    ladingen.keep_answers(lading, together, user=administrator)

    assert said(lading) == ["niet laden", "zelfde"]


def test_answer_can_be_taken_back(indicator: Effectindicator, administrator: Any) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50 dagen"}))
    answer(lading, eenheid="niet laden")
    (vraag,) = difference_of(lading, None).vragen.asked

    ladingen.forget_answer(lading, vraag.id, user=administrator)

    assert difference_of(fresh(lading), None).open


def test_what_is_open_can_be_left_out_at_once(indicator: Effectindicator, administrator: Any) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2016: "40%", 2017: "50 dagen"}))

    assert ladingen.leave_out_the_rest(lading, user=administrator) == 1

    loaded(fresh(lading))
    assert [figure.year for figure in Realisatie.objects.all()] == [2016]


def test_loaded_lading_takes_no_answers(indicator: Effectindicator, administrator: Any) -> None:
    lading = loaded(lading_of(row("9A1.a", NAME)))

    with pytest.raises(ValidationError):
        ladingen.keep_answers(lading, {}, user=administrator)


# --- Loading


def test_what_is_asked_is_not_loaded(indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2016: "40%", 2017: "50 dagen"}))

    with pytest.raises(NotLoaded, match="Vragen die nog open zijn: 1\\."):
        load(lading, user=None, seen=None)

    assert not Realisatie.objects.exists()
    assert fresh(lading).state == LadingStaat.GELEZEN


def test_only_who_may_loads(indicator: Effectindicator, controller: Any, officer_9a: Any) -> None:
    lading = lading_of(row("9A1.a", NAME))

    for person in (controller, officer_9a):
        with pytest.raises(PermissionDenied):
            load(lading, user=person, seen=None)
        with pytest.raises(PermissionDenied):
            take_back(lading, user=person)


def test_second_who_loads_is_told_who_was_first(indicator: Effectindicator, administrator: Any) -> None:
    other = make_user("ander", "beheerder", first_name="An", last_name="Der")
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))
    seen = difference_of(lading, other).fingerprint
    load(lading, user=other, seen=seen)

    with pytest.raises(NotLoaded, match="An Der heeft dit al geladen"):
        load(lading, user=administrator, seen=seen)

    assert Realisatie.objects.count() == 1


def test_difference_that_changed_since_it_was_shown_is_shown_again(
    indicator: Effectindicator, administrator: Any
) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))
    seen = difference_of(lading, administrator).fingerprint
    make_figure(indicator, 2017, 49)

    with pytest.raises(ChangedMeanwhile):
        load(lading, user=administrator, seen=seen)

    assert Realisatie.objects.count() == 1


def test_what_the_database_refuses_is_named_and_leaves_nothing_behind(
    indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2016: "40%", 2017: "≥ 50%"}, streefwaarden={2019: "60%"}))
    monkeypatch.setattr("indicators.imports.realisaties._refusal", lambda wanted: "")  # as if nobody had looked
    before = everything()

    with pytest.raises(NotLoaded, match=r"9A1.a .* 2017, versie 1: Geef een waarde, of de reden"):
        load(lading, user=None, seen=None)

    assert everything() == before


def test_same_file_under_another_lading_changes_nothing(indicator: Effectindicator, administrator: Any) -> None:
    rows = row("9A1.a", NAME, realisaties={2016: "-", 2017: "50%"}, streefwaarden={2019: "≥ 60%"})
    loaded(lading_of(rows), administrator)
    before = everything(), Realisatie.history.count()

    loaded(lading_of(rows), administrator)

    assert (everything(), Realisatie.history.count()) == before


def test_loaded_figures_are_judged_as_concepts(
    indicator: Effectindicator, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "50%"})))

    status = IndicatorStatus.objects.get(year=2017, stand="werk")
    assert (status.value, status.indicator) == (50, indicator)
    assert not IndicatorStatus.objects.filter(stand="vastgesteld", value__isnull=False).exists()


def test_missing_document_is_made_and_not_adopted(indicator: Effectindicator) -> None:
    loaded(lading_of(row("9A1.a", NAME)))

    document = Document.objects.get()
    assert (document.kind, document.year, document.through_year, document.adopted) == ("begroting", 2019, 2022, False)


# --- Undoing


def test_lading_is_undone_as_a_whole(terrein_9a: Beleidsterrein, administrator: Any) -> None:
    indicator = make_indicator("9A1.a", terrein_9a, name=NAME)
    concept = make_figure(indicator, 2015, 39, state="concept")
    make_figure(indicator, 2016, 40)
    before = everything()
    rows = (
        row("9A1.a", NAME, realisaties={2008: "30%", 2015: "38%", 2016: "41%"}, streefwaarden={2019: "60%"}),
        row("9A1.b", "Wachttijd", parent=indicator.doel.code, streefwaarden={2019: "≤ 9 weken"}, bron="GGD", line=2),
        row("9A1.1", "Maatjes zoeken", kind="prestatie", parent=indicator.doel.code, line=3),
    )
    lading = lading_of(*rows)
    answer(lading, realisatie="laden", begin="eerder")
    lading = loaded(lading, administrator)
    assert everything() != before

    take_back(lading, user=administrator)

    after = everything()
    assert after == before
    assert concept.history.latest().history_change_reason == "ongedaan gemaakt: geladen uit begroting.txt"
    assert fresh(lading).undone_by == administrator


def test_lading_whose_figure_was_handed_in_is_not_undone(
    indicator: Effectindicator, administrator: Any, officer_9a: Any
) -> None:
    lading = loaded(lading_of(row("9A1.a", NAME, realisaties={2016: "40%", 2017: "50%"})), administrator)
    figure = Realisatie.objects.get(year=2017)
    opgave = entry.opgave_of(figure)
    entry.enter(figure.reeks, opgave, user=officer_9a, seen=entry.token(figure), hand_in=True)

    with pytest.raises(NotLoaded, match=r"intussen gewijzigd of vastgesteld: realisatie 9A1.a .* 2017"):
        take_back(lading, user=administrator)

    assert Realisatie.objects.count() == 2
    assert fresh(lading).state == LadingStaat.GELADEN


def test_lading_whose_document_was_adopted_is_not_undone(indicator: Effectindicator, administrator: Any) -> None:
    DocumentFactory(year=2019, adopted=False)
    lading = loaded(lading_of(row("9A1.a", NAME, streefwaarden={2019: "60%"})), administrator)
    document = Document.objects.get()
    document.adopted = True
    document.save()

    with pytest.raises(NotLoaded, match="intussen vastgesteld"):
        take_back(lading, user=administrator)


def test_lading_to_which_something_was_added_is_not_undone(indicator: Effectindicator, administrator: Any) -> None:
    lading = loaded(
        lading_of(row("9A1.b", "Wachttijd", parent=indicator.doel.code, streefwaarden={2019: "≤ 9 weken"})),
        administrator,
    )
    make_figure(Effectindicator.objects.get(code="9A1.b"), 2018, 8, state="concept")

    with pytest.raises(NotLoaded, match="er is intussen iets bij gekomen"):
        take_back(lading, user=administrator)

    assert Effectindicator.objects.filter(code="9A1.b").exists()


def test_lading_is_undone_once(indicator: Effectindicator, administrator: Any) -> None:
    lading = loaded(lading_of(row("9A1.a", NAME)), administrator)
    take_back(lading, user=administrator)

    with pytest.raises(NotLoaded, match="ongedaan gemaakt"):
        take_back(lading, user=administrator)


def test_what_was_undone_can_be_loaded_again(indicator: Effectindicator, administrator: Any) -> None:
    rows = row("9A1.a", NAME, realisaties={2017: "50%"})
    take_back(loaded(lading_of(rows), administrator), user=administrator)

    loaded(lading_of(rows), administrator)

    assert Realisatie.objects.get().value == Decimal(50)


def test_adopted_figure_keeps_the_lading(
    indicator: Effectindicator, administrator: Any, controller: Any, officer_9a: Any
) -> None:
    lading = loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "50%"})), administrator)
    figure = Realisatie.objects.get()
    figure = entry.enter(figure.reeks, entry.opgave_of(figure), user=officer_9a, seen=entry.token(figure), hand_in=True)
    adoption.adopt(Realisatie.objects.all(), user=controller, seen=[entry.token(figure)])

    with pytest.raises(NotLoaded):
        take_back(lading, user=administrator)
