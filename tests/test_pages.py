"""The pages: each answers, says what it must, and costs the same number of queries however large the budget."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators import recalculation
from indicators.inputs import Scope, gather
from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Stoplichtnorm, Toelichting
from indicators.overview import count_colours, overview, summarise
from programmes.models import Bedrag, Beleidsterrein, Document, Vermelding, Voortgang
from tests.factories import (
    DocumentFactory,
    DoelFactory,
    EffectindicatorFactory,
    PrestatieFactory,
    RealisatieFactory,
    ReeksFactory,
    StreefwaardeFactory,
    make_figure,
    make_indicator,
    make_target,
)

pytestmark = pytest.mark.django_db

COUNCIL_PAGES = ["/", "/?jaar=2016", "/?sort=-realisatie", "/programma/{programma}/", "/beleidsterrein/{terrein}/"]
INDICATOR_PAGES = ["/effectindicator/{indicator}/", "/effectindicator/{indicator}/2017/vastgesteld/"]
OFFICER_PAGES = [
    "/invoer/",
    "/invoer/cijfer/?indicator={indicator}&jaar=2017",
    "/rapportage/{berap}/",
    "/rapportage/{jaarstukken}/",
]


def grow(terrein: Beleidsterrein, number: int) -> Effectindicator:
    """Add `number` indicators to a beleidsterrein, each with figures, targets, a note, a prestatie; return the last."""
    document = DocumentFactory(year=2017)
    indicator = None
    for n in range(number):
        doel = DoelFactory(beleidsterrein=terrein)
        indicator = EffectindicatorFactory(doel=doel, code=f"9A{n}.a")
        reeks = ReeksFactory(indicator=indicator)
        for year in (2015, 2016, 2017):
            RealisatieFactory(reeks=reeks, year=year, value=40 + n % 20, note=f"noot {n}", document=document)
            StreefwaardeFactory(reeks=reeks, year=year, value=50, document=DocumentFactory(year=year))
        parent = Vermelding.objects.create(document=document, doel=doel, name="Doel")
        prestatie = PrestatieFactory(doel=doel)
        Vermelding.objects.create(document=document, prestatie=prestatie, parent=parent, name="Prestatie")
        Voortgang.objects.create(prestatie=prestatie, document=document, toelichting="Loopt")
        # Rood while its prestatie is groen, and something of everything that is still in the making.
        Voortgang.objects.create(prestatie=prestatie, document=berap(1, adopted=True), tijd="groen")
        Voortgang.objects.create(prestatie=prestatie, document=berap(2, adopted=False), tijd="rood")
        indicator.prognoses.create(document=berap(2, adopted=False), verwachting="onzeker")
        indicator.toelichtingen.create(document=jaarstukken(), oorzaak="Vrijwilligers")
        indicator.vermeldingen.create(document=document, name="Zoals gedrukt", note="voetnoot")
    recalculation.recalculate()
    assert indicator is not None
    return indicator


def berap(number: int, *, adopted: bool) -> Document:
    """Return a bestuursrapportage of 2017."""
    document: Document = DocumentFactory(
        kind="bestuursrapportage", year=2017, through_year=None, number=number, adopted=adopted
    )
    return document


def jaarstukken() -> Document:
    """Return the jaarstukken 2017, in the making."""
    document: Document = DocumentFactory(kind="jaarstukken", year=2017, through_year=None, adopted=False)
    return document


def addresses(indicator: Effectindicator, pages: list[str]) -> Iterator[str]:
    """Yield the addresses of the pages about this indicator."""
    terrein = indicator.doel.beleidsterrein
    for page in pages:
        yield page.format(
            indicator=indicator.slug,
            terrein=terrein.slug,
            programma=terrein.programma.slug,
            berap=berap(2, adopted=False).pk,
            jaarstukken=jaarstukken().pk,
        )


def queries(client: Client, address: str) -> list[str]:
    """Return the queries that a page costs."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return [query["sql"] for query in captured]


def test_every_page_costs_the_same_number_of_queries_for_1_and_for_200_indicators(
    terrein_9a: Beleidsterrein, council_member: Any, officer_9a: Any, controller: Any
) -> None:
    # One test for all of them: to make 200 indicators takes longer than to ask every page.
    people = {
        "stranger": Client(),
        **{person.username: Client() for person in (council_member, officer_9a, controller)},
    }
    for person in (council_member, officer_9a, controller):
        people[person.username].force_login(person)
    indicator = grow(terrein_9a, 1)
    pages = dict.fromkeys(people, COUNCIL_PAGES + INDICATOR_PAGES)
    pages["officer_9a"] = pages["officer_9a"] + OFFICER_PAGES

    def asked() -> Iterator[tuple[str, list[str]]]:
        for who, client in people.items():
            caches["pages"].clear()  # or one would be shown what was made for another
            yield from (
                (f"{who} at {address}", queries(client, address)) for address in addresses(indicator, pages[who])
            )

    before = dict(asked())
    grow(terrein_9a, 199)

    for page, many in asked():
        few = before[page]
        most_frequent = Counter(re.sub(r"\d+", "…", sql) for sql in many).most_common(1)
        assert len(many) == len(few), f"{page}: {len(few)} became {len(many)}: {most_frequent}"
        # An indicator's officer and controller see the werkstand and the history beside what everyone sees.
        assert len(many) <= 60, f"{page}: {len(many)} queries"


def test_empty_installation_says_what_to_do(client: Client) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert "laadt een beheerder eerst een begroting" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/?jaar=abc",
        "/?jaar=99999",
        "/?jaar=1",
        "/?jaar=٢٠١٧",
        "/?sort=bestaat-niet",
        "/?stoplicht=geel",
        "/?bron=x&bbv=misschien",
    ],
)
def test_nonsense_in_the_address_still_answers(client: Client, terrein_9a: Beleidsterrein, address: str) -> None:
    grow(terrein_9a, 1)

    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/effectindicator/x/",
        "/beleidsterrein/x/",
        "/programma/x/",
        "/effectindicator/x/2017/werk/",
        "/effectindicator/x/1817/werk/",
    ],
)
def test_unknown_part_of_the_tree_is_not_found(client: Client, address: str) -> None:
    page = client.get(address)

    assert page.status_code == 404
    assert "Deze pagina bestaat niet" in page.content.decode()


@pytest.mark.parametrize("field", ["stoplicht", "indicator", "terrein", "realisatie", "streefwaarde", "bron"])
@pytest.mark.parametrize("direction", ["", "-"])
def test_every_sortable_column_sorts_both_ways(
    client: Client, terrein_9a: Beleidsterrein, field: str, direction: str
) -> None:
    grow(terrein_9a, 3)
    make_indicator("9A9.z", terrein_9a)

    assert client.get(f"/?sort={direction}{field}").status_code == 200


def test_worst_comes_first_when_sorted_by_stoplicht(client: Client, terrein_9a: Beleidsterrein) -> None:
    for code, value in (("9A1.a", 60), ("9A1.b", 49), ("9A1.c", 10), ("9A1.d", None)):
        indicator = make_indicator(code, terrein_9a)
        make_target(indicator, 2017, 50)
        make_figure(indicator, 2017, value, reason="" if value else "pm")
    recalculation.recalculate()

    table = client.get("/?sort=stoplicht").context["table"]

    assert [row.record.status.stoplicht for row in table.rows] == ["rood", "oranje", "groen", "grijs"]


# --- what the dashboard adds up and narrows


def test_colours_are_counted_per_programma_and_beleidsterrein(
    terrein_9a: Beleidsterrein, terrein_9c: Beleidsterrein
) -> None:
    for terrein, value in ((terrein_9a, 60), (terrein_9a, 10), (terrein_9c, 49)):
        indicator = make_indicator(f"{terrein.code}1.{value}", terrein)
        make_target(indicator, 2017, 50)
        make_figure(indicator, 2017, value)
    make_indicator("9C1.zonder", terrein_9c)
    recalculation.recalculate()

    lines = overview(Effectindicator.objects.with_tree().in_tree_order(), 2017)
    parts = {part.node.code: part.counts for summary in summarise(lines) for part in summary.parts}

    assert count_colours(lines) == {"groen": 1, "oranje": 1, "rood": 1, "grijs": 1}
    assert parts["9A"] == {"groen": 1, "oranje": 0, "rood": 1, "grijs": 0}
    assert parts["9C"] == {"groen": 0, "oranje": 1, "rood": 0, "grijs": 1}


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("stoplicht=groen", {"9A1.a"}),
        ("stoplicht=grijs", {"9C1.a", "9C1.b"}),
        ("beleidsterrein=9a", {"9A1.a"}),
        ("zoek=9c1", {"9C1.a", "9C1.b"}),
        ("zoek=fietsen+9C1", {"9C1.b"}),
        ("bbv=true", {"9C1.a"}),
        ("zoek=bestaat-niet", set()),
    ],
)
def test_dashboard_is_narrowed_by_the_address(
    client: Client, terrein_9a: Beleidsterrein, terrein_9c: Beleidsterrein, choice: str, kept: set[str]
) -> None:
    good = make_indicator("9A1.a", terrein_9a)
    make_target(good, 2017, 50)
    make_figure(good, 2017, 60)
    make_target(make_indicator("9C1.a", terrein_9c, is_bbv=True), 2017, 50)
    make_indicator("9C1.b", terrein_9c, name="Aantal fietsen")
    recalculation.recalculate()

    table = client.get(f"/?jaar=2017&{choice}").context["table"]

    assert {row.record.indicator.code for row in table.rows} == kept


def test_indicator_without_any_figure_says_so(client: Client, terrein_9a: Beleidsterrein) -> None:
    make_indicator("9A1.a", terrein_9a)

    page = client.get("/effectindicator/9a1-a/").content.decode()

    assert "Er is nog geen enkel cijfer om te tekenen" in page
    assert "Geen enkel document licht deze indicator toe" in page


def test_toelichting_is_shown_with_its_document(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    document = DocumentFactory(kind="jaarstukken", year=2017, title="Jaarverslag 2017")
    Toelichting.objects.create(
        indicator=indicator, document=document, oorzaak="Minder vrijwilligers", bijsturing="Werven"
    )

    page = client.get("/effectindicator/9a1-a/").content.decode()

    assert "Minder vrijwilligers" in page
    assert "Jaarverslag 2017" in page


def test_norm_is_said_in_words(client: Client) -> None:
    assert "5% van de streefwaarde (standaardnorm)" in client.get("/?jaar=2016").content.decode()

    Stoplichtnorm.objects.create(valid_from=2016, margin="2.5")

    assert "2,5% van de streefwaarde (norm van de gemeente, vanaf 2016)" in client.get("/?jaar=2017").content.decode()


# --- stale


def test_stale_stoplicht_is_marked_and_keeps_its_old_colour(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)
    recalculation.recalculate()
    assert "wordt bijgewerkt" not in client.get("/").content.decode()

    Realisatie.objects.update(value=10)

    for address in ("/", "/beleidsterrein/9a/", "/effectindicator/9a1-a/"):
        page = client.get(address).content.decode()
        assert "wordt bijgewerkt" in page
        assert "light-groen" in page


def test_colour_that_is_replaced_while_the_page_is_made_is_marked(
    terrein_9a: Beleidsterrein, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the page would show the old colour, stop asking, and be wrong until it is reloaded."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)
    recalculation.recalculate()
    Realisatie.objects.update(value=10)

    def a_worker_comes_in_between(scope: Scope) -> Any:
        recalculation.recalculate()
        return gather(scope)

    monkeypatch.setattr("indicators.overview.gather", a_worker_comes_in_between)
    line = overview(Effectindicator.objects.all(), 2017)[0]

    assert line.status.stoplicht == "groen"
    assert line.is_stale


def test_waiting_page_asks_for_its_light_until_it_is_up_to_date(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_figure(indicator, 2017, 60)
    address = "/effectindicator/9a1-a/2017/vastgesteld/"

    assert f'hx-get="{address}?keer=0"' in client.get("/effectindicator/9a1-a/?jaar=2017").content.decode()
    assert "hx-get" in client.get(address).content.decode()

    recalculation.recalculate()

    assert "hx-get" not in client.get(address).content.decode()


@pytest.mark.parametrize(("keer", "wait"), [("0", 500), ("7", 2000), ("99", 10_000), ("x", 500), ("-1", 500)])
def test_waiting_page_asks_ever_less_often(client: Client, terrein_9a: Beleidsterrein, keer: str, wait: int) -> None:
    make_figure(make_indicator("9A1.a", terrein_9a), 2017, 60)

    page = client.get(f"/effectindicator/9a1-a/2017/vastgesteld/?keer={keer}").content.decode()

    assert f"load delay:{wait}ms" in page


def test_document_that_is_not_adopted_shows_nothing_to_anyone(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    draft = DocumentFactory(year=2020, adopted=False, title="Ontwerpbegroting")
    prestatie = PrestatieFactory(doel=indicator.doel)
    Vermelding.objects.create(document=draft, doel=indicator.doel, name="Geheim doel")
    Voortgang.objects.create(prestatie=prestatie, document=draft, toelichting="Geheime voortgang")
    Toelichting.objects.create(indicator=indicator, document=draft, oorzaak="Geheime oorzaak")
    indicator.vermeldingen.create(document=draft, name="Geheime naam", note="Geheime voetnoot")
    Bedrag.objects.create(document=draft, programma=terrein_9a.programma, year=2020, kind="lasten", value=123)

    programma = f"/programma/{terrein_9a.programma.slug}/"
    for address in (
        "/",
        programma,
        "/beleidsterrein/9a/",
        f"/beleidsterrein/9a/?document={draft.pk}",
        "/effectindicator/9a1-a/",
    ):
        page = client.get(address).content.decode()
        assert "Gehei" not in page
        assert "Ontwerpbegroting" not in page
        assert "123" not in page.replace("\xa0", "")


def test_page_of_somebody_is_kept_in_no_cache(client: Client, officer_9a: Any) -> None:
    client.force_login(officer_9a)

    assert "no-store" in client.get("/")["Cache-Control"]
    assert "private" in client.get("/invoer/")["Cache-Control"]


def test_choice_that_does_not_exist_is_said_to(client: Client) -> None:
    assert "Deze keuze bestaat niet" in client.get("/?programma=bestaat-niet").content.decode()


def test_search_of_a_thousand_words_answers(client: Client, terrein_9a: Beleidsterrein) -> None:
    grow(terrein_9a, 1)

    assert client.get("/?zoek=" + "a+" * 1200).status_code == 200
    assert client.get("/?zoek=" + "a+" * 49).status_code == 200


# --- who sees concepts


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("officer_9a", True),
        ("controller", True),
        ("officer_9c", False),
        ("council_member", False),
        ("administrator", False),
        ("stranger", False),
    ],
)
def test_concept_is_seen_by_its_officer_and_the_controller_alone(
    client: Client, terrein_9a: Beleidsterrein, person: str, sees: bool, request: pytest.FixtureRequest
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, "12.345678", state="concept")
    recalculation.recalculate()
    user = request.getfixturevalue(person)
    if person != "stranger":
        client.force_login(user)
    reader = AnonymousUser() if person == "stranger" else user

    assert ("12,345678" in client.get("/effectindicator/9a1-a/?jaar=2017").content.decode()) is sees
    assert client.get("/effectindicator/9a1-a/2017/werk/").status_code == (200 if sees else 404)
    assert Realisatie.objects.visible_to(reader).exists() is sees
    assert IndicatorStatus.objects.visible_to(reader).filter(stand="werk").exists() is sees
    for address in ("/", "/beleidsterrein/9a/", "/programma/" + terrein_9a.programma.slug + "/"):
        assert "12,345678" not in client.get(address).content.decode()


# --- safe by construction


@pytest.mark.parametrize(
    "file", sorted(Path(settings.BASE_DIR, "templates").rglob("*.html")), ids=lambda file: file.name
)
def test_template_compiles_and_has_no_script_or_style_of_its_own(file: Path) -> None:
    source = file.read_text(encoding="utf-8")

    engines["django"].from_string(source)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|\|safe\b|autoescape off", source)


def test_every_page_carries_the_security_policy(client: Client) -> None:
    answer = client.get("/")

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_name_with_markup_is_shown_as_text(client: Client, terrein_9a: Beleidsterrein) -> None:
    make_indicator("9A1.a", terrein_9a, name="<script>alert(1)</script>")

    for address in ("/", "/effectindicator/9a1-a/", "/beleidsterrein/9a/"):
        assert "<script>alert" not in client.get(address).content.decode()


# EXECUTE is of a question that was prepared: a queryset (indicators/compiled.py).
READS = ("SELECT", "EXECUTE", "WITH RECURSIVE years", "BEGIN", "SAVEPOINT")


def test_pages_change_nothing(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = grow(terrein_9a, 1)

    for address in addresses(indicator, COUNCIL_PAGES + INDICATOR_PAGES):
        written = [sql for sql in queries(client, address) if not sql.lstrip().startswith(READS)]
        assert not written, address


def test_indicator_page_can_be_asked_for_any_year(client: Client, terrein_9a: Beleidsterrein, rf: Any) -> None:
    indicator = grow(terrein_9a, 1)

    for year in (1990, 2017, 2100):
        assert client.get(f"/effectindicator/{indicator.slug}/?jaar={year}").status_code == 200
