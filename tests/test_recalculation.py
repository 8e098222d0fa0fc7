"""Which figure and which target count, and how the stored stoplichten follow them."""

import gc
import re
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import CharField
from django.test.utils import CaptureQueriesContext

from indicators import one_trip, recalculation, status_table, tasks
from indicators.choices import Stand
from indicators.inputs import QUESTIONS, Scope, gather, stale
from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Stoplichtnorm
from tests.factories import (
    BeleidsterreinFactory,
    DocumentFactory,
    EffectindicatorFactory,
    RealisatieFactory,
    ReeksFactory,
    StreefwaardeFactory,
    make_figure,
    make_indicator,
    make_target,
)

pytestmark = pytest.mark.django_db


def judged(indicator: Effectindicator, year: int = 2017, stand: str = "vastgesteld") -> IndicatorStatus:
    """Recalculate, and return the status."""
    recalculation.recalculate()
    return IndicatorStatus.objects.get(indicator=indicator, year=year, stand=stand)


# --- which figure


def test_concept_counts_in_the_werkstand_only() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60, state="concept")

    assert judged(indicator).stoplicht == "grijs"
    assert judged(indicator, stand="werk").stoplicht == "groen"


def test_adopted_figure_counts_until_its_correction_is_adopted() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)
    correction = make_figure(indicator, 2017, 10, version=2, state="ingediend", why="Tikfout")

    assert judged(indicator).stoplicht == "groen"
    assert judged(indicator, stand="werk").stoplicht == "rood"

    correction.state = "vastgesteld"
    correction.save()

    assert judged(indicator).stoplicht == "rood"


def test_missing_figure_is_grijs_and_never_zero() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, None, reason="niet_gemeten")

    status = judged(indicator)

    assert (status.stoplicht, status.reason, status.value_reason) == ("grijs", "geen_realisatie", "niet_gemeten")
    assert status.value is None


def test_year_that_was_not_measured_takes_nothing_from_the_year_before() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2016, 60)

    assert judged(indicator, 2017).reason == "geen_realisatie"


def test_figure_of_another_measuring_year_is_grijs_until_a_person_confirms_it() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    figure = make_figure(indicator, 2017, 60, measured_year=2016)

    assert judged(indicator).reason == "ander_jaar"

    figure.year_confirmed = True
    figure.save()

    assert judged(indicator).stoplicht == "groen"


# --- which target


def test_latest_adopted_document_of_no_later_year_applies() -> None:
    indicator = make_indicator()
    plan = DocumentFactory(kind="beleidsplan", year=2013, through_year=2017)
    make_target(indicator, 2017, "61", document=plan)
    make_target(indicator, 2017, "60", document=DocumentFactory(year=2016))
    make_target(indicator, 2017, "59", document=DocumentFactory(year=2017))
    make_target(indicator, 2017, "58", document=DocumentFactory(kind="kadernota", year=2017))
    make_target(indicator, 2017, "57", document=DocumentFactory(year=2018))

    assert judged(indicator).target == 59


def test_begrotingswijziging_goes_before_the_begroting_it_changes_and_the_second_before_the_first() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, "60", document=DocumentFactory(year=2017))
    make_target(indicator, 2017, "62", document=DocumentFactory(kind="begrotingswijziging", year=2017, number=2))
    make_target(indicator, 2017, "61", document=DocumentFactory(kind="begrotingswijziging", year=2017, number=1))

    assert judged(indicator).target == 62


def test_document_that_is_not_adopted_sets_nothing() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, "60", document=DocumentFactory(year=2016))
    make_target(indicator, 2017, "70", document=DocumentFactory(year=2017, adopted=False))

    assert judged(indicator).target == 60


def test_target_in_a_document_that_can_set_none_is_passed_over() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, "60", document=DocumentFactory(kind="jaarstukken", year=2017))

    recalculation.recalculate()

    assert not IndicatorStatus.objects.exists()


def test_target_without_a_value_is_grijs_with_its_reason() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, None, reason="pm")
    make_figure(indicator, 2017, 60)

    status = judged(indicator)

    assert (status.stoplicht, status.reason, status.target_reason) == ("grijs", "geen_streefwaarde", "pm")


# --- reeksen and norms


def test_nothing_is_judged_across_a_break() -> None:
    indicator = EffectindicatorFactory()
    old, new = ReeksFactory(indicator=indicator), ReeksFactory(indicator=indicator, valid_from=2017)
    StreefwaardeFactory(reeks=old, value=50)
    RealisatieFactory(reeks=new, value=60)

    assert judged(indicator).reason == "andere_reeks"


def test_figure_that_was_measured_the_targets_way_is_the_one_that_is_judged() -> None:
    indicator = EffectindicatorFactory()
    old, new = ReeksFactory(indicator=indicator), ReeksFactory(indicator=indicator, valid_from=2017)
    StreefwaardeFactory(reeks=old, value=50)
    RealisatieFactory(reeks=old, value=60)
    RealisatieFactory(reeks=new, value=10)

    assert judged(indicator).stoplicht == "groen"


def test_trend_is_against_the_previous_measured_year_of_the_same_reeks() -> None:
    indicator = EffectindicatorFactory()
    old, new = ReeksFactory(indicator=indicator), ReeksFactory(indicator=indicator, valid_from=2015)
    RealisatieFactory(reeks=old, year=2016, value=99)
    RealisatieFactory(reeks=new, year=2015, value=40)
    RealisatieFactory(reeks=new, year=2016, value=None, reason="niet_gemeten")
    RealisatieFactory(reeks=new, year=2017, value=45)

    status = judged(indicator)

    assert (status.trend, status.previous_year, status.previous_value) == ("beter", 2015, 40)


@pytest.mark.parametrize(
    ("year", "margin", "source"),
    [(2014, 5, "standaard"), (2015, 10, "norm"), (2016, 10, "norm"), (2017, 1, "norm")],
)
def test_norm_of_the_year_applies_and_without_one_the_default(year: int, margin: int, source: str) -> None:
    Stoplichtnorm.objects.create(valid_from=2015, margin=10)
    Stoplichtnorm.objects.create(valid_from=2017, margin=1)
    indicator = make_indicator()
    make_target(indicator, year, 50)

    status = judged(indicator, year)

    assert (status.margin, status.margin_source) == (margin, source)


def test_margin_of_the_indicator_goes_before_the_norm() -> None:
    Stoplichtnorm.objects.create(valid_from=2015, margin=10)
    indicator = make_indicator(margin=Decimal("0.5"), margin_kind="absoluut")
    make_target(indicator, 2017, 50)

    status = judged(indicator)

    assert (status.margin, status.margin_kind, status.margin_source) == (Decimal("0.5"), "absoluut", "indicator")


# --- writing


def test_second_run_changes_nothing() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)
    first = recalculation.recalculate()
    before = list(IndicatorStatus.objects.values())

    second = recalculation.recalculate()

    assert (first.judged, first.changed, first.stale) == (2, 2, 2)
    assert (second.judged, second.changed, second.stale) == (2, 0, 0)
    assert list(IndicatorStatus.objects.values()) == before


def test_only_what_changed_is_written() -> None:
    quiet, moved = make_indicator("9A1.a"), make_indicator("9A1.b")
    for indicator in (quiet, moved):
        make_target(indicator, 2017, 50)
        make_figure(indicator, 2017, 60)
    before = judged(quiet).computed_at
    Realisatie.objects.filter(reeks__indicator=moved).update(value=10)

    telling = recalculation.recalculate()

    assert (telling.changed, telling.stale) == (2, 2)
    assert judged(quiet).computed_at == before
    assert judged(moved).stoplicht == "rood"


def test_wrong_colour_with_right_inputs_is_mended_by_a_full_recompute() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)
    judged(indicator)
    IndicatorStatus.objects.update(stoplicht="rood")

    telling = recalculation.recalculate()

    assert (telling.changed, telling.stale) == (2, 0)
    assert judged(indicator).stoplicht == "groen"


def test_status_of_a_year_that_nothing_speaks_of_any_more_is_removed() -> None:
    indicator = make_indicator()
    figure = make_figure(indicator, 2017, 60)
    judged(indicator)
    figure.delete()

    telling = recalculation.recalculate()

    assert (telling.judged, telling.changed, telling.stale) == (0, 2, 2)
    assert not IndicatorStatus.objects.exists()


def test_recompute_reads_with_the_same_number_of_queries_for_11_and_for_150_indicators(
    django_assert_num_queries: Any,
) -> None:
    for number in range(one_trip.FEW + 1):
        make_figure(make_indicator(f"9A2.{number}"), 2017, 60)
    recalculation.recalculate()
    # the ids; savepoint and its release; lock, norms, indicators, figures, targets, statuses
    with django_assert_num_queries(9):
        recalculation.recalculate()
    for number in range(150 - one_trip.FEW - 1):
        make_figure(make_indicator(f"9A1.{number}"), 2017, 60)
    recalculation.recalculate()

    with django_assert_num_queries(9):
        recalculation.recalculate()


def test_recompute_after_a_save_writes_all_years_that_it_changed_in_one_query(django_assert_num_queries: Any) -> None:
    indicator = make_indicator()
    figure = make_figure(indicator, 2011, 60)
    for year in range(2012, 2018):
        make_figure(indicator, year, 60)
    recalculation.recalculate()
    Effectindicator.objects.update(direction="lager")
    figure.value = Decimal(61)
    figure.save()

    # savepoint and its release; lock, norms, indicator, figures, targets, statuses (by PostgreSQL in one); what changed
    with django_assert_num_queries(4 if connection.vendor == "postgresql" else 9):
        changed = recalculation.recalculate([indicator.pk]).changed

    assert changed == 2 * 7


@pytest.mark.parametrize("field", [f for f in IndicatorStatus._meta.concrete_fields if isinstance(f, CharField)])
def test_choices_are_written_as_copy_reads_them(field: CharField) -> None:
    assert all(re.fullmatch("[a-z_]*", value) for value, _ in field.choices)


def test_more_indicators_than_a_chunk_are_all_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalculation, "CHUNK", 2)
    for number in range(5):
        make_figure(make_indicator(f"9A1.{number}"), 2017, 60)

    assert recalculation.recalculate().judged == 10


# --- stale


@pytest.mark.parametrize(
    "disturb",
    [
        lambda indicator: Realisatie.objects.update(value=10),
        lambda indicator: Realisatie.objects.update(value=None, reason="niet_gemeten"),
        lambda indicator: Realisatie.objects.update(provisional=True),
        lambda indicator: Realisatie.objects.update(respondents=900),
        lambda indicator: Realisatie.objects.update(state="concept"),
        lambda indicator: Realisatie.objects.all().delete(),
        lambda indicator: make_target(indicator, 2017, 70, document=DocumentFactory(kind="begrotingswijziging")),
        lambda indicator: indicator.reeksen.first().streefwaarden.update(value=70),
        lambda indicator: (
            indicator.reeksen.first().streefwaarden.first().document.__class__.objects.update(adopted=False)
        ),
        lambda indicator: Effectindicator.objects.update(direction="lager"),
        lambda indicator: Effectindicator.objects.update(margin=1, margin_kind="absoluut"),
        lambda indicator: Stoplichtnorm.objects.create(valid_from=2017, margin=1),
        lambda indicator: indicator.reeksen.update(unit="dagen"),
        lambda indicator: make_figure(indicator, 2016, 1),
        lambda indicator: IndicatorStatus.objects.all().delete(),
        lambda indicator: IndicatorStatus.objects.update(rule_version=0),
    ],
)
def test_every_change_that_matters_is_found_by_comparison_and_healed_by_the_sweep(
    disturb: Callable[[Effectindicator], Any],
) -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)
    judged(indicator)
    assert not stale()

    disturb(indicator)

    assert stale()
    assert stale(Scope([indicator.pk], 2017))
    assert recalculation.sweep().changed > 0
    assert not stale()


def test_sweep_leaves_what_is_true_alone() -> None:
    make_figure(make_indicator(), 2017, 60)
    recalculation.recalculate()

    assert recalculation.sweep() == (0, 0, 0)


def test_sweep_reads_nothing_where_nothing_was_written_since_all_was_true(monkeypatch: pytest.MonkeyPatch) -> None:
    indicator = make_indicator()
    make_figure(indicator, 2017, 60)
    assert tasks.sweep() == 2
    assert tasks.sweep() == 0  # everything is compared once more: the sweep itself wrote
    with CaptureQueriesContext(connection) as idle:
        assert tasks.sweep() == 0

    assert not any("indicators_realisatie" in query["sql"] for query in idle)
    make_figure(indicator, 2016, 60)
    assert tasks.sweep() == 4  # the new year, and the trend of the next
    monkeypatch.setattr(tasks, "RULE_VERSION", 2)
    with CaptureQueriesContext(connection) as other_rule:
        tasks.sweep()
    assert any("indicators_realisatie" in query["sql"] for query in other_rule)


def test_fixture_loaded_by_loaddata_is_stale_until_the_sweep() -> None:
    call_command("loaddata", "01_programma_9", "02_beleidsplan_2013", verbosity=0)
    assert stale()

    tasks.sweep()

    assert not stale()


# --- jobs


def test_recompute_is_queued_when_the_transaction_commits_and_not_before(
    django_capture_on_commit_callbacks: Any,
) -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    with django_capture_on_commit_callbacks(execute=True):
        make_figure(indicator, 2017, 60)
        tasks.recalculate_on_commit([indicator.pk])
        assert not IndicatorStatus.objects.exists()

    assert IndicatorStatus.objects.get(stand="vastgesteld").stoplicht == "groen"


@pytest.fixture
def broker_is_down() -> Iterator[None]:
    """Let the application queue its jobs at a port where nothing listens."""
    from leidenmo.celery import app

    def forget_connections() -> None:
        app._pool = app.amqp._producer_pool = None

    forget_connections()
    app.conf.task_always_eager, app.conf.broker_write_url = False, "redis://127.0.0.1:1/0"
    yield
    app.conf.broker_write_url = app.conf.broker_url
    forget_connections()


@pytest.mark.usefixtures("broker_is_down")
def test_broker_that_is_down_costs_no_figure(
    django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    indicator = make_indicator()
    with django_capture_on_commit_callbacks(execute=True):
        make_figure(indicator, 2017, 60)
        tasks.recalculate_on_commit([indicator.pk])

    assert Realisatie.objects.get().value == 60
    assert "the sweep will do it" in caplog.text


def test_beat_sweeps_every_minute_and_judges_everything_at_night(settings: Any) -> None:
    app = tasks.sweep.app
    app.loader.import_default_modules()  # as a worker does when it starts
    schedule = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert schedule["indicators.tasks.sweep"] == 60
    assert (schedule["indicators.tasks.recalculate_all"].hour, app.timezone.key) == ({3}, "Europe/Amsterdam")
    assert schedule.keys() <= app.tasks.keys()


def test_sweep_job_and_night_job_do_what_they_are_named_for() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)

    assert tasks.sweep() == 2
    IndicatorStatus.objects.update(stoplicht="rood")
    assert tasks.sweep() == 0  # by comparison of inputs only
    tasks.recalculate_all()
    assert set(IndicatorStatus.objects.values_list("stoplicht", flat=True)) == {"groen"}


def test_night_job_is_spread_over_the_workers_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalculation, "PORTION", 2)
    terreinen = {terrein: BeleidsterreinFactory() for terrein in "ABC"}
    for terrein in "ABBCB":
        make_figure(make_indicator(beleidsterrein=terreinen[terrein]), 2017, 60)
    sent: list[list[int]] = []
    monkeypatch.setattr(tasks.recalculate_portion, "delay", sent.append)

    assert tasks.recalculate_all() == 3

    assert [len(portion) for portion in sent] == [1, 3, 1]  # none has half a beleidsterrein
    assert not IndicatorStatus.objects.exists()  # that is for whoever takes a portion


def test_portions_of_the_night_job_are_even(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two workers neither should be done long before the other."""
    monkeypatch.setattr(recalculation, "PORTION", 4)
    for _ in range(9):
        make_indicator(beleidsterrein=BeleidsterreinFactory())

    assert [len(portion) for portion in recalculation.by_beleidsterrein()] == [3, 3, 3]


@pytest.mark.usefixtures("broker_is_down")
def test_night_job_judges_by_itself_what_it_cannot_queue() -> None:
    make_figure(make_indicator(), 2017, 60)

    tasks.recalculate_all()

    assert not stale()


def test_command_says_how_many_were_judged_changed_and_stale(capsys: pytest.CaptureFixture[str]) -> None:
    make_figure(make_indicator(), 2017, 60)

    call_command("recalculate")

    assert capsys.readouterr().out == "2 stoplichten beoordeeld, 2 gewijzigd, 2 waren verouderd.\n"


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_end_in_the_right_colours() -> None:
    indicators = [make_indicator(f"9A1.{number}") for number in range(20)]
    for indicator in indicators:
        make_target(indicator, 2017, 50)
        make_figure(indicator, 2017, 60)
    errors: list[Exception] = []

    def run() -> None:
        try:
            for _ in range(5):
                recalculation.recalculate()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(10):
        with transaction.atomic():
            Realisatie.objects.filter(reeks__indicator=indicators[number]).update(value=10)
    for thread in threads:
        thread.join()
    recalculation.sweep()

    assert not errors
    statuses = IndicatorStatus.objects.filter(stand="vastgesteld").order_by("indicator_id")
    assert [status.stoplicht for status in statuses] == ["rood"] * 10 + ["groen"] * 10


def test_few_indicators_read_in_one_trip_are_judged_by_the_same_as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a few PostgreSQL gives JSON; not a digit, not a type may be another in it."""
    indicator = make_indicator(margin=Decimal("2.5"), margin_kind="absoluut")
    Stoplichtnorm.objects.create(valid_from=2017, margin=1, margin_kind="procent")
    for year, value in ((2015, "60.123456"), (2016, "0"), (2017, "-123456789.5")):
        make_figure(indicator, year, value)
        make_target(indicator, year, value)
    make_figure(indicator, 2018, None, reason="in_woorden", note='Met "aanhalingstekens", \\ en é')
    recalculation.recalculate()
    with transaction.atomic():
        few = recalculation._held([indicator.pk], "")
        monkeypatch.setattr(one_trip, "FEW", 0)
        many = recalculation._held([indicator.pk], "")

        for question in QUESTIONS:
            answers = [list(scope.rows(question)) for scope in (few, many)]
            assert answers[0] == answers[1]
            assert [list(map(type, row)) for row in answers[0]] == [list(map(type, row)) for row in answers[1]]
            assert answers[0]


@pytest.mark.django_db(transaction=True)
def test_few_indicators_are_read_after_whoever_holds_them_is_done() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    figure = make_figure(indicator, 2017, 60)
    recalculation.recalculate()
    is_held = threading.Event()

    def save_slowly() -> None:
        with transaction.atomic():
            list(Effectindicator.objects.select_for_update().filter(pk=indicator.pk))
            Realisatie.objects.filter(pk=figure.pk).update(value=10)
            is_held.set()
            time.sleep(0.3)  # long enough for the other to be waiting
        connection.close()

    saving = threading.Thread(target=save_slowly)
    saving.start()
    is_held.wait()
    recalculation.recalculate([indicator.pk])
    saving.join()

    assert IndicatorStatus.objects.get(indicator=indicator, stand="vastgesteld").stoplicht == "rood"


# --- many at once


def test_statuses_written_in_bulk_replace_what_was_stored() -> None:
    indicators = [make_indicator() for _ in range(status_table.FEW)]
    for indicator in indicators:
        make_target(indicator, 2017, 50)
        make_figure(indicator, 2017, 49)
    assert recalculation.recalculate().changed == 2 * len(indicators)

    Stoplichtnorm.objects.create(valid_from=2017, margin=1, margin_kind="procent")

    assert recalculation.recalculate().changed == 2 * len(indicators)
    assert set(IndicatorStatus.objects.values_list("stoplicht", "margin", "target")) == {("rood", 1, 50)}
    assert IndicatorStatus.objects.count() == 2 * len(indicators)
    assert stale() == set()


@pytest.mark.django_db(transaction=True)
def test_table_without_statistics_is_not_read_as_a_whole_for_every_portion() -> None:
    """Or the country would take a square of the time: PostgreSQL guesses that a portion is most of such a table."""
    indicators = [make_indicator() for _ in range(3)]
    for indicator in indicators:
        make_figure(indicator, 2017, 49)
    recalculation.recalculate()
    plans: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and "FROM" in sql and "indicators_indicatorstatus" in sql:
            how = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            execute(f"{how} {sql}", params, many, context)
            plans.extend(str(row) for row in context["cursor"].fetchall())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        recalculation.recalculate()
        recalculation.sweep()

    assert plans
    assert not [line for line in plans if "Seq Scan" in line or "SCAN indicators_indicatorstatus" in line]


@pytest.mark.parametrize("looks_for_circles", [True, False])
def test_python_looks_for_circles_afterwards_as_it_did_before(
    looks_for_circles: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_figure(make_indicator(), 2017, 49)
    monkeypatch.setattr(recalculation, "judge", lambda _invoer: 1 / 0)
    was_looking = gc.isenabled()
    (gc.enable if looks_for_circles else gc.disable)()
    try:
        with pytest.raises(ZeroDivisionError):
            recalculation.recalculate()

        assert gc.isenabled() is looks_for_circles
    finally:
        (gc.enable if was_looking else gc.disable)()


def test_one_year_has_the_inputs_that_it_has_among_all_years() -> None:
    indicator, other = make_indicator("9A1.a"), make_indicator("9A1.b")
    make_figure(indicator, 2005, 60)  # the one before, long before
    make_figure(indicator, 2018, 61)
    make_figure(indicator, 2017, 55, state="concept")  # the one before for whoever works on it
    make_figure(other, 2016, 40, respondents=3)  # of too few: for readers there is none before
    make_figure(other, 2004, 41, respondents=400)
    make_figure(other, 2018, 42)
    make_target(other, 2018, 50)

    among_all = {key: invoer for key, invoer in gather().items() if key.year == 2018}

    assert {invoer.previous_year for invoer in among_all.values()} == {2005, 2017, 2004, 2016}
    assert gather(Scope(year=2018)) == among_all
    assert gather(Scope([indicator.pk], 2018, Stand.VASTGESTELD)).items() <= among_all.items()
