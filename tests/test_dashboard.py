"""The dashboard: what goes well, what does not and why, whom to ask, and the way back to it."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import bladzijden, changes, dashboard, filters, recalculation
from indicators.filters import EffectindicatorFilter
from indicators.models import Effectindicator, IndicatorStatus, Toelichting
from indicators.money import money_of_year
from indicators.overview import Regel, latest_reported_year, overview, reported_years, segments
from indicators.remembered import COOKIE
from programmes.models import Bedrag, Beleidsterrein, Document
from tests.factories import (
    BeleidsterreinFactory,
    DocumentFactory,
    PrestatieFactory,
    ProgrammaFactory,
    make_figure,
    make_indicator,
    make_target,
)

pytestmark = pytest.mark.django_db


def judged(terrein: Beleidsterrein, code: str, value: Any, year: int = 2017, **attributes: Any) -> Effectindicator:
    """Return an indicator that aims at 50 in `year`, with a figure."""
    indicator = make_indicator(code, terrein, **attributes)
    make_target(indicator, year, 50)
    make_figure(indicator, year, value, reason="" if value is not None else "niet_gemeten")
    recalculation.recalculate()
    return indicator


def lines(year: int = 2017) -> list[Regel]:
    """Return the lines of a year."""
    return overview(Effectindicator.objects.with_tree().in_tree_order(), year)


def text_of(client: Client, address: str = "/?jaar=2017") -> str:
    """Return a page as it was sent, with its spaces and line ends as one space each."""
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


# --- in one screen


def test_bar_is_as_long_as_its_numbers_and_leaves_out_what_is_not_there() -> None:
    assert segments({"groen": 1, "oranje": 0, "rood": 2, "grijs": 4}) == [
        ("groen", 0, 1),
        ("rood", 1, 2),
        ("grijs", 3, 4),
    ]


def test_rood_is_shown_with_its_explanation(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = judged(terrein_9a, "9A1.a", 10)
    report = DocumentFactory(kind="jaarstukken", year=2017, through_year=None, title="Jaarverslag 2017")
    Toelichting.objects.create(indicator=indicator, document=report, oorzaak="Minder handen", bijsturing="Werven")

    page = text_of(client)

    assert "Toelichting in Jaarverslag 2017" in page
    assert "Minder handen" in page
    assert "Geen toelichting" not in page
    assert "Bij geen van deze indicatoren" not in page


@pytest.mark.parametrize(("year", "adopted"), [(2016, True), (2017, False)])
def test_explanation_of_another_year_or_of_a_draft_is_none(
    client: Client, terrein_9a: Beleidsterrein, year: int, adopted: bool
) -> None:
    indicator = judged(terrein_9a, "9A1.a", 10)
    report = DocumentFactory(kind="jaarstukken", year=year, through_year=None, adopted=adopted)
    Toelichting.objects.create(indicator=indicator, document=report, oorzaak="Minder handen")

    page = text_of(client)

    assert "Minder handen" not in page
    assert "Bij geen van deze indicatoren staat een toelichting in een vastgesteld document over 2017." in page
    assert "Geen toelichting." not in page  # once is enough


def test_rood_that_alone_has_no_explanation_says_so_itself(client: Client, terrein_9a: Beleidsterrein) -> None:
    explained, _ = judged(terrein_9a, "9A1.a", 10), judged(terrein_9a, "9A1.b", 10)
    report = DocumentFactory(kind="jaarstukken", year=2017, through_year=None)
    Toelichting.objects.create(indicator=explained, document=report, oorzaak="Minder handen")

    page = text_of(client)

    assert page.count("Geen toelichting.") == 1
    assert "Bij geen van deze indicatoren" not in page


def test_what_cannot_be_judged_is_grouped_by_why(terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", None)
    judged(terrein_9a, "9A1.b", None)
    make_indicator("9A1.c", terrein_9a)
    make_figure(make_indicator("9A1.d", terrein_9a), 2017, 5)
    recalculation.recalculate()

    groups = dashboard.without_judgement(lines())

    assert [(why, [line.indicator.code for line in group]) for why, group in groups] == [
        ("Geen cijfer: niet gemeten", ["9A1.a", "9A1.b"]),
        ("Geen cijfer: nog niet ingevuld", ["9A1.c"]),
        ("Geen streefwaarde", ["9A1.d"]),
    ]


def test_next_measurement_of_every_bron_is_told_with_how_many_come_from_it(terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", 10)
    judged(terrein_9a, "9A1.b", 10)

    (meting,) = dashboard.measurements(lines())

    assert (meting.bron.name, meting.number) == ("Stadsenquête", 2)
    this_year = timezone.localdate().year
    assert meting.year == this_year + (this_year % 2 == 0)


def test_money_tells_what_was_budgeted_and_what_became_of_it(client: Client, terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", 10)
    budget, report = DocumentFactory(year=2017), DocumentFactory(kind="jaarstukken", year=2017, through_year=None)
    for document, node, value in (
        (budget, {"programma": terrein_9a.programma}, 1_000_000),
        (report, {"programma": terrein_9a.programma}, 1_200_000),
        (budget, {"beleidsterrein": terrein_9a}, 400_000),
    ):
        Bedrag.objects.create(document=document, year=2017, kind="lasten", value=value, **node)

    page = text_of(client)

    assert "begroot <strong>€ 1.000.000</strong>" in page
    assert "gerealiseerd <strong>€ 1.200.000</strong>" in page
    assert "begroot <strong>€ 400.000</strong>" in page


def test_money_of_the_year_goes_before_that_of_an_earlier_one(terrein_9a: Beleidsterrein) -> None:
    for year, value in ((2015, 1), (2016, 2), (2018, 3)):
        Bedrag.objects.create(
            document=DocumentFactory(year=year), beleidsterrein=terrein_9a, year=year, kind="lasten", value=value
        )

    (geld,) = money_of_year(2017)["beleidsterrein", terrein_9a.pk]

    assert (geld.year, [bedrag.value for bedrag in geld.amounts.values()]) == (2016, [2])


def test_later_budget_of_a_year_stands_for_the_earlier(terrein_9a: Beleidsterrein) -> None:
    for kind, value in (("begroting", 1), ("begrotingswijziging", 2)):
        document = DocumentFactory(kind=kind, year=2017)
        Bedrag.objects.create(document=document, beleidsterrein=terrein_9a, year=2017, kind="baten", value=value)

    (geld,) = money_of_year(2017)["beleidsterrein", terrein_9a.pk]

    assert geld.amounts["begroot"].value == 2


# --- what changed


def test_light_that_became_better_or_worse_says_since_when(terrein_9a: Beleidsterrein) -> None:
    for code, before, now in (("9A1.a", 10, 60), ("9A1.b", 60, 10), ("9A1.c", 60, 70), ("9A1.d", None, 10)):
        indicator = judged(terrein_9a, code, before, 2015)
        make_target(indicator, 2017, 50)
        make_figure(indicator, 2017, now)
    recalculation.recalculate()

    found = changes.recoloured(lines(), 2017)

    assert [(w.regel.indicator.code, w.is_better, w.sentence) for w in found] == [
        ("9A1.b", False, "was groen over 2015, nu rood"),
        ("9A1.a", True, "was rood over 2015, nu groen"),
    ]


def test_figures_are_counted_by_their_trend(client: Client, terrein_9a: Beleidsterrein) -> None:
    for code, before, now in (("9A1.a", 10, 60), ("9A1.b", 60, 10), ("9A1.c", 60, 60)):
        indicator = judged(terrein_9a, code, before, 2016)
        make_figure(indicator, 2017, now)
    recalculation.recalculate()

    assert "Tegenover de vorige meting: 1 slechter, 1 beter, 1 gelijk." in text_of(client)


def test_without_two_publications_nothing_is_compared(client: Client, terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", 10)

    assert changes.between_last_documents({"9a"}) is None
    assert "Er zijn nog geen twee documenten gepubliceerd" in text_of(client)


# --- whom to ask


@pytest.mark.parametrize(
    ("person", "is_told"),
    [("stranger", False), ("council_member", False), ("officer_9c", True), ("controller", True)],
)
def test_name_of_the_owner_is_told_only_to_who_works_on_it(
    client: Client, terrein_9a: Beleidsterrein, officer_9a: Any, person: str, is_told: bool, request: Any
) -> None:
    type(officer_9a).objects.filter(pk=officer_9a.pk).update(first_name="Fatima", last_name="Visser")
    judged(terrein_9a, "9A1.a", 10)
    if person != "stranger":
        client.force_login(request.getfixturevalue(person))

    page = text_of(client)

    assert ("Fatima Visser" in page) is is_told
    assert ("Vraag de eigenaar van dit beleidsterrein" in page) is not is_told


def test_stranger_is_given_the_address_of_the_municipality(
    client: Client, terrein_9a: Beleidsterrein, settings: Any
) -> None:
    settings.CONTACT_EMAIL = "cijfers@leiden.example"
    judged(terrein_9a, "9A1.a", 10)

    assert 'href="mailto:cijfers@leiden.example?subject=Beleidsterrein%209A"' in text_of(client)


# --- filters: each in an address that can be shared


@pytest.fixture
def two_programmas(db: None) -> None:
    """Two programma's that differ in everything one can choose by."""
    wonen = ProgrammaFactory(code="6", commissie="Stad en Wonen", portefeuille="Wonen")
    zorg = ProgrammaFactory(code="9", commissie="Onderwijs en Samenleving", portefeuille="Zorg & Welzijn")
    huizen = BeleidsterreinFactory(programma=wonen, code="6A", name="Huizen")
    judged(huizen, "6A1.a", 60, name="Aantal nieuwe woningen", is_bbv=True)
    judged(BeleidsterreinFactory(programma=zorg, code="9A"), "9A1.a", 10, name="Inwoners die meedoen")


@pytest.mark.usefixtures("two_programmas")
@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"commissie": "Stad en Wonen"}, "Commissie: Stad en Wonen"),
        ({"portefeuille": "Wonen"}, "Portefeuille: Wonen"),
        ({"programma": "6"}, "Programma: 6 Maatschappelijke ondersteuning"),
        ({"beleidsterrein": "6a"}, "Beleidsterrein: 6A Huizen"),
        ({"stoplicht": "groen"}, "Stoplicht: Groen"),
        ({"bbv": "true"}, "BBV-indicator: ja"),
        ({"zoek": "woningen 6A"}, "Zoek op woord of code: woningen 6A"),
        ({"stoplicht": "groen", "bbv": "true"}, "BBV-indicator: ja"),
    ],
)
def test_every_filter_is_in_the_address_and_shown_with_a_way_out(
    client: Client, choice: dict[str, str], words: str
) -> None:
    address = f"/?{urlencode({'jaar': 2017, **choice})}"

    shown = client.get(address)

    assert [row.record.indicator.code for row in shown.context["table"].rows] == ["6A1.a"]
    assert shown.context["total"] == 1
    page = " ".join(shown.content.decode().split())
    assert words in page
    assert client.get("/?jaar=2017").context["total"] == 2
    # Whoever is sent the address sees the same.
    assert Client().get(address).content == shown.content


@pytest.mark.usefixtures("two_programmas")
def test_chip_leads_to_the_same_page_without_that_filter(client: Client) -> None:
    page = text_of(client, "/?jaar=2017&stoplicht=groen&bbv=true")

    assert 'chip" href="?jaar=2017&amp;bbv=true"' in page
    assert 'chip" href="?jaar=2017&amp;stoplicht=groen"' in page


def test_filter_by_bron_counts_an_indicator_once(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = judged(terrein_9a, "9A1.a", 10)
    bron = indicator.reeksen.get().bron
    judged(terrein_9a, "9A1.b", 10)
    assert bron is not None

    assert client.get(f"/?jaar=2017&bron={bron.pk}").context["total"] == 2


@pytest.mark.parametrize("sha12", ["000000000000", "x", "%", "' or 1=1"])
def test_publication_that_is_not_there_is_no_choice(client: Client, sha12: str) -> None:
    assert client.get("/", {"publicatie": sha12}).status_code == 200


# --- more than one municipality


@pytest.mark.usefixtures("two_programmas")
def test_what_is_too_much_for_a_page_is_shown_in_pages_of_whole_programmas(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bladzijden, "MOST", 1)

    first, second = (client.get(f"/?jaar=2017&bladzijde={number}") for number in (1, 2))

    shown = [[row.record.indicator.code for row in page.context["table"].rows] for page in (first, second)]
    assert shown == [["6A1.a"], ["9A1.a"]]
    said = " ".join(second.content.decode().split())
    assert "Hier staat nummer 2, met 1 indicator." in said
    assert 'href="?jaar=2017&amp;bladzijde=1">Vorige' in said
    assert "Bladzijde 2 van 2" in said


@pytest.mark.usefixtures("two_programmas")
def test_table_to_take_along_has_all_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bladzijden, "MOST", 1)

    table = client.get("/?jaar=2017&als=csv").getvalue().decode()

    assert "6A1.a" in table
    assert "9A1.a" in table


@pytest.mark.usefixtures("two_programmas")
def test_page_of_many_reads_no_more_often(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def queries(address: str) -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as taken:
            client.get(address)
        return len(taken)

    whole = queries("/?jaar=2017")
    monkeypatch.setattr(bladzijden, "MOST", 1)
    monkeypatch.setattr(filters, "LONGEST_LIST", 1)

    assert queries("/?jaar=2017") <= whole


@pytest.mark.usefixtures("two_programmas")
def test_list_that_is_too_long_has_its_beginning_and_what_was_chosen(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "LONGEST_LIST", 1)

    page = client.get("/?jaar=2017&programma=9")

    assert [row.record.indicator.code for row in page.context["table"].rows] == ["9A1.a"]
    written = str(page.context["filter"].form["programma"])
    assert [key in written for key in ('value="6"', 'value="9" selected', "en meer: zoek")] == [True, True, True]
    unchosen = str(client.get("/?jaar=2017").context["filter"].form["programma"])
    assert 'value="9"' not in unchosen


def test_latest_year_is_found_by_its_index_alone(terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", 10)
    with CaptureQueriesContext(connection) as taken:
        assert latest_reported_year() == 2017
    with connection.cursor() as cursor:
        is_postgresql = connection.vendor == "postgresql"
        if is_postgresql:
            cursor.execute("SET LOCAL enable_seqscan = off")  # of one row it would read the table
        cursor.execute(f"EXPLAIN {'' if is_postgresql else 'QUERY PLAN'} {taken[0]['sql']}")
        plan = str(cursor.fetchall())

    assert "realisatie_adopted_by_year" in plan


def test_years_are_those_that_the_council_has_a_status_of(terrein_9a: Beleidsterrein) -> None:
    indicator = judged(terrein_9a, "9A1.a", 10)
    make_figure(indicator, 2013, 10)
    make_figure(indicator, 2019, 10, state="concept")
    recalculation.recalculate()

    assert reported_years() == [2017, 2013]


# --- search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mantelzorg", True),
        ("MANTEL", True),
        ("9A1.a", True),
        ("binding", True),  # its doel
        ("koffieochtend", True),  # a prestatie of its doel
        ("mantelzorg koffieochtend", True),
        ("mantelzorg fietsen", False),
        ("inwoner", True),
        ("inwoners", True),
    ],
)
def test_search_finds_words_and_codes_of_indicator_doel_and_prestaties(
    terrein_9a: Beleidsterrein, words: str, found: bool
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a, name="Percentage inwoners dat mantelzorg verleent")
    PrestatieFactory(doel=indicator.doel, name="Organiseren van koffieochtenden")

    narrowed = EffectindicatorFilter({"zoek": words}, Effectindicator.objects.all(), year=2017)

    assert (indicator in narrowed.qs) is found


def test_search_knows_dutch_where_the_database_does(terrein_9a: Beleidsterrein) -> None:
    indicator = make_indicator("9A1.a", terrein_9a, name="Tevredenheid van een bezoeker")

    narrowed = EffectindicatorFilter({"zoek": "bezoekers"}, Effectindicator.objects.all(), year=2017)

    assert (indicator in narrowed.qs) is (connection.vendor == "postgresql")


def test_prestatie_that_another_indicator_names_finds_only_that_one(terrein_9a: Beleidsterrein) -> None:
    named = make_indicator("9A1.a", terrein_9a)
    prestatie = PrestatieFactory(doel=named.doel, name="Koffieochtenden")
    other = make_indicator("9A1.b", terrein_9a)
    other.doel = named.doel
    other.save()
    named.prestaties.add(prestatie)
    other.prestaties.add(PrestatieFactory(doel=named.doel, name="Wandelen"))

    narrowed = EffectindicatorFilter({"zoek": "koffieochtenden"}, Effectindicator.objects.all(), year=2017)

    assert list(narrowed.qs) == [named]


# --- where the reader was


def test_way_back_leads_to_the_overview_as_it_was_left(client: Client, terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", 10)
    client.get("/?jaar=2017&stoplicht=rood&onbekend=1")

    for address in ("/effectindicator/9a1-a/", "/beleidsterrein/9a/", f"/programma/{terrein_9a.programma.slug}/"):
        assert 'href="/?jaar=2017&amp;stoplicht=rood"' in client.get(address).content.decode()
    assert "Verder met uw vorige keuze: jaar 2017, stoplicht Rood" in text_of(client, "/")


def test_reader_who_chose_nothing_is_offered_nothing(client: Client, terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", 10)

    assert "Verder met uw vorige keuze" not in text_of(client, "/")
    assert "Terug naar uw overzicht" not in text_of(client, "/effectindicator/9a1-a/")


@pytest.mark.parametrize("kept", ["x", "%%%", "stoplicht=geel&zoek=" + "a" * 500, "next=https://elders.example/", ";"])
def test_cookie_with_anything_else_is_no_choice(client: Client, terrein_9a: Beleidsterrein, kept: str) -> None:
    judged(terrein_9a, "9A1.a", 10)
    client.cookies[COOKIE] = kept

    page = text_of(client, "/effectindicator/9a1-a/")

    assert "Terug naar uw overzicht" not in page
    assert "elders.example" not in page
    assert client.get("/").status_code == 200


def test_cookie_is_out_of_reach_of_scripts_and_a_download_leaves_it(client: Client) -> None:
    cookie = client.get("/?jaar=2017&stoplicht=rood").cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) is settings.HTTPS
    assert not cookie["max-age"]

    assert COOKIE not in client.get("/?jaar=2017&als=csv").cookies


def test_page_that_sets_a_cookie_is_kept_by_no_shared_cache(client: Client) -> None:
    answer = client.get("/?jaar=2017&stoplicht=rood")

    assert "private" in answer["Cache-Control"]
    assert "Cookie" in client.get("/")["Vary"]


# --- the table is written here, its columns are django-tables2's


def test_table_has_a_cell_for_every_column(client: Client, terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", 10)

    page = client.get("/?jaar=2017").content.decode()

    table = page[page.index("<table") : page.index("</table>")]
    head, body = table.split("<tbody>")
    assert head.count('scope="col"') == body.count("<td") + body.count('scope="row"')


def test_stale_status_is_marked_in_every_list(client: Client, terrein_9a: Beleidsterrein) -> None:
    judged(terrein_9a, "9A1.a", None)
    judged(terrein_9a, "9A1.b", 10)
    IndicatorStatus.objects.update(margin=99)

    page = text_of(client)

    assert "2 stoplichten worden bijgewerkt" in page
    assert page.count("wordt bijgewerkt") == 4  # each in its list and in the table


def test_document_that_cannot_be_compared_leaves_the_page_standing(
    client: Client, terrein_9a: Beleidsterrein, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(terrein_9a, "9A1.a", 10)
    monkeypatch.setattr(changes, "_compared", lambda *_: None)

    assert Document.objects.exists()
    assert "Er zijn nog geen twee documenten gepubliceerd" in text_of(client)
