"""The API: what it shows and to whom, how it is asked, and what it says when it cannot answer."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import recalculation
from indicators.api import VERSION, freshness
from indicators.api.fields import DIGITS
from indicators.api.openapi import description
from indicators.api.resources import RESOURCES
from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Reeks, Stoplichtnorm, Streefwaarde
from indicators.publishing.chain import publish_loaded
from programmes.models import Bedrag, Beleidsterrein, Document, Voortgang
from tests.factories import (
    AfwijkingFactory,
    DocumentFactory,
    EffectindicatorFactory,
    PrestatieFactory,
    ReeksFactory,
    StreefwaardeFactory,
    make_figure,
    make_indicator,
    make_target,
)

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"
LISTS = [f"/api/v1/{name}" for name in RESOURCES]


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Begin without counts, and without what was seen before."""
    caches["api"].clear()


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """An indicator with a rood figure of 2017, judged by the target of the begroting."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, Decimal("50.5"))
    make_figure(indicator, 2017, Decimal("12.50"), respondents=900)
    recalculation.recalculate()
    return indicator


def results(client: Client, address: str) -> list[dict[str, Any]]:
    """Return what a list answers."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["resultaten"]
    return found


def pages(client: Client, address: str) -> Iterator[list[dict[str, Any]]]:
    """Yield every page of a list, one after the other."""
    following: str | None = address
    while following:
        page = client.get(following).json()
        yield page["resultaten"]
        following = page["volgende"]


# --- What it shows


def test_status_answers_with_everything_it_was_judged_by(client: Client, indicator: Effectindicator) -> None:
    (status,) = results(client, "/api/v1/statussen?jaar=2017")

    assert (status["stoplicht"], status["reden"], status["regelversie"]) == ("rood", "buiten_marge", 1)
    assert status["uitleg"].startswith(
        "12,5% is 38\N{NO-BREAK SPACE}procentpunt te laag voor de streefwaarde van 50,5%"
    )
    figure, target = status["invoer"]["realisatie"], status["invoer"]["streefwaarde"]
    assert (figure["waarde"], figure["reden"], figure["respondenten"]) == ("12.5", None, 900)
    assert (target["waarde"], target["document"]["sleutel"]) == ("50.5", "begroting.2017.1")
    assert status["invoer"]["norm"] == {"marge": "5", "soort": "procent", "herkomst": "standaard", "geldig_vanaf": None}
    assert client.get(figure["url"]).json()["waarde"] == "12.5"
    assert client.get(target["url"]).json()["rol"] == "geldt"


def test_norm_of_the_municipality_is_named_with_its_year(client: Client, indicator: Effectindicator) -> None:
    Stoplichtnorm.objects.create(valid_from=2015, margin=10)
    recalculation.recalculate()

    (status,) = results(client, "/api/v1/statussen")

    assert status["invoer"]["norm"] == {"marge": "10", "soort": "procent", "herkomst": "norm", "geldig_vanaf": 2015}


def test_status_that_is_out_of_date_says_so(client: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 60, version=2, why="hersteld")

    (status,) = results(client, "/api/v1/statussen")

    assert (status["stoplicht"], status["wordt_bijgewerkt"]) == ("rood", True)


def test_number_that_is_not_there_says_why(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_figure(indicator, 2016, None, reason="pm")
    make_target(indicator, 2017, 50)
    recalculation.recalculate()

    first, second = results(client, "/api/v1/statussen")

    assert (first["invoer"]["realisatie"]["waarde"], first["invoer"]["realisatie"]["reden"]) == (None, "pm")
    assert first["invoer"]["streefwaarde"]["reden"] == "niet_gesteld"
    assert second["invoer"]["realisatie"]["reden"] == "niet_ingevuld"
    assert results(client, "/api/v1/realisaties")[0]["reden"] == "pm"


@pytest.mark.parametrize(
    ("value", "written"),
    [("0", "0"), ("-0.000001", "-0.000001"), ("100.000000", "100"), ("999999999.999999", "999999999.999999")],
)
def test_number_is_written_exactly_without_exponent(
    client: Client, terrein_9a: Beleidsterrein, value: str, written: str
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a, minimum=None, maximum=None, unit="")
    make_figure(indicator, 2017, Decimal(value))

    assert results(client, "/api/v1/realisaties")[0]["waarde"] == written


def test_concept_or_handed_in_figure_is_nowhere(client: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2018, 77, state="concept")
    make_figure(indicator, 2019, 78, state="ingediend")
    recalculation.recalculate()

    assert {row["jaar"] for row in results(client, "/api/v1/realisaties")} == {2017}
    assert {row["jaar"] for row in results(client, "/api/v1/statussen")} == {2017}


def test_document_in_the_making_is_nowhere(client: Client, indicator: Effectindicator) -> None:
    draft = DocumentFactory(kind="begroting", year=2019, adopted=False)
    prestatie = PrestatieFactory(doel=indicator.doel)
    make_target(indicator, 2019, 51, document=draft)
    indicator.vermeldingen.create(document=draft, name="In de maak")
    indicator.toelichtingen.create(document=draft, oorzaak="In de maak")
    indicator.prognoses.create(document=draft, verwachting="onzeker", toelichting="In de maak")
    Voortgang.objects.create(prestatie=prestatie, document=draft, toelichting="In de maak")
    Bedrag.objects.create(prestatie=prestatie, document=draft, year=2019, kind="lasten", value=98765)
    Realisatie.objects.update(document=draft)
    recalculation.recalculate()

    for address in LISTS:
        said = client.get(address).content.decode()
        assert "In de maak" not in said
        assert "98765" not in said
        assert "2019" not in said


def test_offered_document_is_shown_and_sets_nothing_yet(client: Client, indicator: Effectindicator) -> None:
    offered = DocumentFactory(kind="begroting", year=2019, adopted=False)
    indicator.vermeldingen.create(document=offered, name="Indicator")
    make_target(indicator, 2019, 51, document=offered)
    publication = publish_loaded(offered)

    (document,) = [d for d in results(client, "/api/v1/documenten") if d["jaar"] == 2019]

    assert (document["vastgesteld"], len(document["publicaties"])) == (False, 1)
    assert client.get(document["publicaties"][0]).json()["sha256"] == publication.sha256
    assert {row["jaar"] for row in results(client, "/api/v1/streefwaarden")} == {2017}


def test_correction_counts_and_the_earlier_version_stays(client: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 60, version=2, why="telfout")

    rows = results(client, "/api/v1/realisaties?jaar=2017")

    assert [(row["versie"], row["geldt"], row["waarom_gewijzigd"]) for row in rows] == [
        (1, False, ""),
        (2, True, "telfout"),
    ]


def test_moved_target_keeps_the_original(client: Client, indicator: Effectindicator) -> None:
    make_target(indicator, 2017, 55, document=DocumentFactory(kind="beleidsplan", year=2013))
    make_target(indicator, 2017, 54, document=DocumentFactory(kind="kadernota", year=2017))

    roles = {row["waarde"]: row["rol"] for row in results(client, "/api/v1/streefwaarden?jaar=2017")}

    assert roles == {"55": "oorspronkelijk", "54": "vervangen", "50.5": "geldt, in plaats van een eerdere"}


def test_names_of_people_are_nowhere(client: Client, indicator: Effectindicator, officer_9a: Any) -> None:
    officer_9a.first_name, officer_9a.last_name = "Wilhelmina", "Zonderling"
    officer_9a.save()
    Realisatie.objects.update(changed_by=officer_9a, adopted_by=officer_9a, handed_in_by=officer_9a)
    Streefwaarde.objects.update(changed_by=officer_9a, confirmed_by=officer_9a)
    AfwijkingFactory(indicator=indicator, owner=officer_9a, year=2017)

    for address in LISTS:
        said = client.get(address).content.decode()
        assert "Zonderling" not in said
        assert "officer_9a" not in said


def test_agreed_deviation_is_told_until_its_last_day(
    client: Client, indicator: Effectindicator, officer_9a: Any
) -> None:
    agreed = AfwijkingFactory(indicator=indicator, owner=officer_9a, year=2017)
    before = results(client, "/api/v1/statussen")[0]["afgesproken_afwijking"]
    type(agreed).objects.update(until=timezone.localdate() - timedelta(days=1))

    assert before == {"reden": agreed.reason, "tot_en_met": agreed.until.isoformat()}
    assert results(client, "/api/v1/statussen")[0]["afgesproken_afwijking"] is None


def test_answers_are_the_same_for_who_is_logged_in(client: Client, indicator: Effectindicator, controller: Any) -> None:
    make_figure(indicator, 2018, 77, state="concept")
    anonymous = {address: client.get(address).content for address in LISTS}
    client.force_login(controller)

    for address, before in anonymous.items():
        answer = client.get(address)
        assert answer.content == before
        assert "Cookie" not in answer.headers["Vary"]
        assert "private" not in answer.headers["Cache-Control"]
        assert not answer.cookies


# --- How it is asked


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("effectindicatoren?stoplicht=rood&jaar=2017", ["9A1.a"]),
        ("effectindicatoren?stoplicht=grijs&jaar=2017", ["9C1.a"]),
        ("effectindicatoren?stoplicht=rood&jaar=2016", []),
        ("effectindicatoren?stoplicht=rood", ["9A1.a"]),
        ("effectindicatoren?code=9C1.a", ["9C1.a"]),
        ("effectindicatoren?programma=elders", []),
        ("effectindicatoren?document=begroting.2017.1", ["9C1.a"]),
        ("realisaties?code=9A1.a", ["9A1.a"]),
        ("realisaties?document=begroting.2017.1", []),
        ("streefwaarden?document=begroting.2017.1", ["9A1.a"]),
        ("streefwaarden?document=begroting.2018.1", []),
        ("statussen?stoplicht=rood", ["9A1.a"]),
        ("statussen?stoplicht=groen", []),
        ("statussen?jaar=2017&document=begroting.2017.1", ["9A1.a"]),
        ("doelen?code=9A1", []),
    ],
)
def test_list_is_narrowed(
    client: Client, indicator: Effectindicator, terrein_9c: Beleidsterrein, question: str, codes: list[str]
) -> None:
    other = make_indicator("9C1.a", terrein_9c)
    other.vermeldingen.create(document=Document.objects.get(), name="Zoals gedrukt")

    assert [row["code"] for row in results(client, f"/api/v1/{question}")] == codes


def test_programma_narrows_everything_below_it(
    client: Client, indicator: Effectindicator, terrein_9c: Beleidsterrein
) -> None:
    make_figure(make_indicator("9C1.a", terrein_9c), 2017, 5)
    slug = indicator.doel.beleidsterrein.programma.slug

    for name in ("beleidsterreinen", "doelen", "effectindicatoren", "realisaties", "streefwaarden", "statussen"):
        assert len(results(client, f"/api/v1/{name}?programma={slug}")) == 1, name


def test_dashboard_is_narrowed_by_the_same_choices(client: Client, indicator: Effectindicator) -> None:
    make_indicator("9A1.b", indicator.doel.beleidsterrein).vermeldingen.create(
        document=Document.objects.get(), name="Zoals gedrukt"
    )

    for choice, code in (("code=9A1.a", "9A1.a"), ("document=begroting.2017.1", "9A1.b")):
        table = client.get(f"/?jaar=2017&{choice}").context["table"]
        assert [row.record.indicator.code for row in table.rows] == [code]
        assert [row["code"] for row in results(client, f"/api/v1/effectindicatoren?{choice}")] == [code]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("statussen?kleur=rood", "kleur"),
        ("statussen?jaar=17", "jaar"),
        ("statussen?jaar=2017%20", "jaar"),
        ("statussen?jaar=1989", "jaar"),
        ("statussen?jaar=%D9%A2%D9%A0%D9%A1%D9%A7", "jaar"),
        ("statussen?jaar=", "jaar"),
        ("statussen?jaar=2016&jaar=2017", "jaar"),
        ("statussen?stoplicht=geel", "stoplicht"),
        ("statussen?stoplicht=rood%0A", "stoplicht"),
        ("statussen?programma=a%00b", "programma"),
        ("statussen?code=%00", "code"),
        ("statussen?document=begroting", "document"),
        ("statussen?document=begroting.2017.99999", "document"),
        ("statussen?limit=0", "limit"),
        ("statussen?limit=1001", "limit"),
        ("statussen?limit=-1", "limit"),
        ("statussen?cursor=abc", "cursor"),
        ("statussen?cursor=9999999999999999999", "cursor"),
        ("statussen?format=api", "format"),
        ("programmas?jaar=2017", "jaar"),
        ("?x=1", "x"),
    ],
)
def test_wrong_parameter_is_refused_by_name(client: Client, question: str, named: str) -> None:
    answer = client.get(f"/api/v1/{question}")

    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert [wrong["location"]["name"] for wrong in answer.json()["errors"]] == [named]
    assert answer.json()["status"] == 400


def test_parameter_of_one_thing_is_refused_too(client: Client, indicator: Effectindicator) -> None:
    answer = client.get(f"/api/v1/effectindicatoren/{indicator.slug}?jaar=2017")

    assert (answer.status_code, answer.json()["errors"][0]["location"]["name"]) == (400, "jaar")


@pytest.mark.parametrize(
    "address",
    [
        "programmas/",
        "bestaat-niet",
        "programmas/x/y",
        "statussen/x.17",
        "documenten/begroting.2017",
        "publicaties/zz",
        "doelen/%00",
    ],
)
def test_address_that_is_not_there_is_told_in_the_same_form(client: Client, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")

    assert (answer.status_code, answer["Content-Type"], answer["API-Version"]) == (404, PROBLEM, VERSION)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/programmas", "/api/v1/openapi.json", "/api/v1/"])
def test_only_reading_is_allowed(client: Client, method: str, address: str) -> None:
    answer = getattr(client, method)(address)

    assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/csv", "application/xml", "text/html"])
def test_other_form_is_refused(client: Client, accept: str) -> None:
    answer = client.get("/api/v1/programmas", headers={"Accept": accept})

    assert (answer.status_code, answer["Content-Type"]) == (406, PROBLEM)


def test_head_has_the_headers_and_no_body(client: Client, indicator: Effectindicator) -> None:
    whole, head = client.get("/api/v1/statussen"), client.head("/api/v1/statussen")

    assert head.content == b""
    assert {name: head[name] for name in ("ETag", "Content-Length", "API-Version")} == {
        name: whole[name] for name in ("ETag", "Content-Length", "API-Version")
    }


def test_browser_of_another_site_may_read(client: Client, indicator: Effectindicator) -> None:
    asked = client.options("/api/v1/statussen", headers={"Origin": "https://elders.example"})

    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    for address in (*LISTS, "/api/v1/openapi.json", "/api/v1/bestaat-niet"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"


def test_every_answer_says_its_version_and_is_safe(client: Client, indicator: Effectindicator) -> None:
    for address in (*LISTS, "/api/v1/", "/api/v1", "/api/v1/openapi.json", "/api/v1/nee", "/api/v1/doelen?x=1"):
        answer = client.get(address)
        assert answer["API-Version"] == VERSION
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


# --- In pages


def test_row_that_comes_or_goes_moves_no_other(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicators = [make_indicator(f"9A1.{letter}", terrein_9a) for letter in "abcd"]
    first = client.get("/api/v1/effectindicatoren?limit=2").json()
    indicators[0].reeksen.all().delete()
    indicators[0].delete()
    make_indicator("9A0.a", terrein_9a)

    rest = [row["code"] for page in pages(client, first["volgende"]) for row in page]

    assert [row["code"] for row in first["resultaten"]] == ["9A1.a", "9A1.b"]
    assert rest == ["9A1.c", "9A1.d", "9A0.a"]


def test_next_page_keeps_the_choices_and_is_a_link(client: Client, terrein_9a: Beleidsterrein) -> None:
    for _ in range(2):
        make_indicator("9A1.a", terrein_9a)
    make_indicator("9A1.b", terrein_9a)

    answer = client.get("/api/v1/effectindicatoren?code=9A1.a&limit=1")

    assert answer["Link"] == f'<{answer.json()["volgende"]}>; rel="next"'
    assert [len(page) for page in pages(client, "/api/v1/effectindicatoren?code=9A1.a&limit=1")] == [1, 1]


# --- Who has it already


def test_answer_that_is_the_same_is_not_sent_again(client: Client, indicator: Effectindicator) -> None:
    for address in (*LISTS, f"/api/v1/effectindicatoren/{indicator.slug}", "/api/v1/openapi.json"):
        first = client.get(address)
        known = ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]})
        for headers in known:
            again = client.get(address, headers=headers)
            assert (again.status_code, again.content) == (304, b"")
            assert (again["ETag"], again["API-Version"]) == (first["ETag"], VERSION)
            assert again["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_answer_that_changed_within_the_second_is_sent(client: Client, indicator: Effectindicator) -> None:
    first = client.get("/api/v1/realisaties")
    Realisatie.objects.update(note="gewijzigd, en niets zei wanneer")

    by_date = client.get("/api/v1/realisaties", headers={"If-Modified-Since": first["Last-Modified"]})
    by_mark = client.get("/api/v1/realisaties", headers={"If-None-Match": first["ETag"]})

    assert (by_date.status_code, by_mark.status_code) == (200, 200)
    assert by_date["ETag"] != first["ETag"]
    assert by_date.get("Last-Modified") != first["Last-Modified"]


def test_no_second_belongs_to_two_answers_of_two_processes() -> None:
    first = freshness.first_seen("adres", "a")
    # Another process looked before this one wrote down what it saw.
    caches["api"].delete(freshness.key_of("adres"))

    second = freshness.first_seen("adres", "b")
    third = freshness.first_seen("adres", "a")

    assert first < second < third


def test_answer_of_another_mark_is_refused_when_asked_for_that(client: Client, indicator: Effectindicator) -> None:
    answer = client.get("/api/v1/realisaties", headers={"If-Match": '"iets-anders"'})

    assert (answer.status_code, answer["Content-Type"]) == (412, PROBLEM)


# --- How much


def test_every_list_costs_the_same_number_of_queries_for_1_and_for_200_rows(
    client: Client, terrein_9a: Beleidsterrein, settings: Any
) -> None:
    settings.API_REQUESTS_PER_MINUTE = 0
    grow(terrein_9a, 1)
    addresses = [f"{address}?limit=1000" for address in LISTS]
    for address in addresses:
        client.get(address)  # what is seen for the first time is written down
    few = {address: _queries(client, address) for address in addresses}

    grow(terrein_9a, 200)

    for address, before in few.items():
        client.get(address)
        after = _queries(client, address)
        assert after == before, address
        assert after <= 20, address


def grow(terrein: Beleidsterrein, number: int) -> None:
    """Add `number` of everything."""
    start = Effectindicator.objects.count()
    for n in range(start, start + number):
        indicator = EffectindicatorFactory(doel__beleidsterrein__programma=terrein.programma, code=f"9A{n}.a")
        reeks: Reeks = ReeksFactory(indicator=indicator)
        document = DocumentFactory(kind="begrotingswijziging", year=2017, number=n + 1)
        make_figure(indicator, 2017, 40, document=document)
        StreefwaardeFactory(reeks=reeks, year=2017, value=50, document=document)
        prestatie = PrestatieFactory(doel=indicator.doel)
        indicator.prestaties.add(prestatie)
        indicator.vermeldingen.create(document=document, name="Zoals gedrukt")
        indicator.toelichtingen.create(document=document, oorzaak="Vrijwilligers")
        indicator.prognoses.create(document=document, verwachting="onzeker")
        Voortgang.objects.create(prestatie=prestatie, document=document, tijd="groen")
        Bedrag.objects.create(prestatie=prestatie, document=document, year=2017, kind="lasten", value=1000)
    recalculation.recalculate()
    publish_loaded(DocumentFactory(kind="begroting", year=2020 + (start > 0)))


def _queries(client: Client, address: str) -> int:
    """Return how many queries an answer costs."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(captured)


def test_who_asks_too_often_is_told_when_to_come_back(client: Client, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    answers = [client.get("/api/v1/programmas") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Content-Type"] == PROBLEM
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert client.get("/api/v1/programmas", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_cache_that_is_down_stops_no_reader(client: Client, indicator: Effectindicator, settings: Any) -> None:
    down = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "api": down}

    answer = client.get("/api/v1/effectindicatoren")

    assert answer.status_code == 200
    assert "ETag" in answer.headers
    assert "Last-Modified" not in answer.headers


def test_address_that_a_visitor_claims_is_believed_from_a_proxy_only(client: Client, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    claimed = [
        client.get("/api/v1/programmas", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(2)
    ]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    trusted = [
        client.get("/api/v1/programmas", headers={"X-Forwarded-For": f"6.6.6.{n}, 192.0.2.9"}).status_code
        for n in range(2)
    ]

    assert claimed == trusted == [200, 429]


# --- Its description


def test_description_follows_the_design_rules(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    described = answer.json()

    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert described["openapi"].startswith("3.")
    assert described["info"]["version"] == VERSION
    assert {"contact", "license", "title", "description"} <= described["info"].keys()
    for address, operations in described["paths"].items():
        assert not address.endswith("/")
        assert address == address.lower()
        assert set(operations) == {"get"}
        assert {"200", "304", "400", "404", "406", "429"} <= operations["get"]["responses"].keys()


def test_description_says_what_every_field_means(client: Client) -> None:
    for name, component in client.get("/api/v1/openapi.json").json()["components"]["schemas"].items():
        for field, told in component["properties"].items():
            said = told.get("description") or name == "Probleem" or field == "resultaten"
            assert said, f"{name}.{field}"


def test_number_is_described_as_digits() -> None:
    assert description()["components"]["schemas"]["Realisatie"]["properties"]["waarde"]["pattern"] == DIGITS


def test_page_explains_every_resource_without_script_or_style(client: Client) -> None:
    page = unescape(client.get("/api/v1/").content.decode())

    for name in RESOURCES:
        assert f"GET /api/v1/{name}</code>" in page
        assert f"curl 'http://testserver/api/v1/{name}" in page
    assert "invoer.streefwaarde.document" in page
    assert "`" not in page
    assert "<style" not in page
    assert " style=" not in page


def test_program_gets_the_list_of_resources(client: Client) -> None:
    told = client.get("/api/v1/", headers={"Accept": "application/json"}).json()

    assert list(told["bronnen"]) == list(RESOURCES)
    assert client.get(told["openapi"]).status_code == 200


def test_address_without_its_slash_leads_to_the_page(client: Client) -> None:
    answer = client.get("/api/v1")

    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/")


def test_nothing_is_written(client: Client, indicator: Effectindicator, settings: Any) -> None:
    before = list(IndicatorStatus.objects.order_by("pk").values_list("computed_at", flat=True))
    for address in LISTS:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        written = [q["sql"] for q in captured if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert all("cache_api" in sql for sql in written), written
    assert list(IndicatorStatus.objects.order_by("pk").values_list("computed_at", flat=True)) == before
