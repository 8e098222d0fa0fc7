"""The pages of what was published, on Leiden's documents: frozen, checked at every view, compared."""

import hashlib
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators import recalculation
from indicators.models import Effectindicator, Realisatie
from indicators.publishing.chain import checksum, make_ready, publish, publish_loaded, verify
from indicators.publishing.comparison import compare
from indicators.publishing.content import content
from programmes.models import Document, Publicatie
from tests.factories import DocumentFactory, make_user
from tests.test_chain import seen
from tests.test_leiden import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("leiden_published")]

PLAN, BEGROTING_2017, BEGROTING_2018, JAARVERSLAG, RAPPORTAGE = range(5)


def publication(number: int) -> Publicatie:
    """Return one of the five, in the order in which they were published."""
    found: Publicatie = Publicatie.objects.order_by("pk")[number]
    return found


def shown(number: int) -> Any:
    """Return the content of one of the five."""
    return json.loads(publication(number).content)


def entry(number: int, slug: str) -> Any:
    """Return what one of the five shows of an indicator."""
    return next(e for e in shown(number)["effectindicatoren"] if e["slug"] == slug)


def tamper(number: int, **columns: str) -> None:
    """Change a publication behind the application's back."""
    QuerySet(Publicatie).filter(pk=publication(number).pk).update(**columns)


# --- what each kind of document shows


def test_five_documents_are_published_in_their_order() -> None:
    documents = [p.document.natural_key() for p in Publicatie.objects.order_by("pk")]

    assert documents == [
        ("beleidsplan", 2013, 1),
        ("begroting", 2017, 1),
        ("begroting", 2018, 1),
        ("jaarstukken", 2017, 1),
        ("bestuursrapportage", 2019, 2),
    ]
    assert {problem for _, problem in verify()} == {""}


def test_begroting_shows_its_own_targets_and_no_colours() -> None:
    targets = {t["year"]: t["value"] for t in entry(BEGROTING_2018, "9a1-a")["streefwaarden"]}

    assert targets == {2018: "6", 2019: "6", 2020: "6.1", 2021: "6.1"}
    assert shown(BEGROTING_2018)["target_years"] == [2018, 2019, 2020, 2021]
    assert not any(e["stoplichten"] for e in shown(BEGROTING_2018)["effectindicatoren"])


def test_begroting_shows_what_it_or_an_earlier_document_reported() -> None:
    begroting = Document.objects.get(kind="begroting", year=2018)
    reported = {f["document"] for e in content(begroting)["effectindicatoren"] for f in e["realisaties"]}

    assert str(Document.objects.get(kind="jaarstukken")) not in reported
    assert str(begroting) in reported


def test_jaarstukken_show_four_years_of_figures_and_the_colours_of_their_own() -> None:
    lights = {e["slug"]: e["stoplichten"] for e in shown(JAARVERSLAG)["effectindicatoren"]}

    assert shown(JAARVERSLAG)["figure_years"] == [2014, 2015, 2016, 2017]
    assert {slug: [light["stoplicht"] for light in found] for slug, found in lights.items()} == {
        **{slug: ["oranje"] for slug in ("9a1-a", "9a1-c", "9a1-d", "9a1-e", "9b1-a")},
        "9a1-b": ["groen"],
        "9a1-f": ["rood"],
        "9b1-b": ["rood"],
        "9c1-a": ["grijs"],
    }
    assert lights["9a1-f"][0]["in_words"]["sentence"].startswith("18% is 6\N{NO-BREAK SPACE}procentpunt te laag")


def test_bestuursrapportage_shows_progress_and_the_target_that_applies() -> None:
    told = [p["slug"] for p in shown(RAPPORTAGE)["prestaties"] if p["voortgang"]]
    cohesion = entry(RAPPORTAGE, "9a1-a")

    assert told == ["9a1-1", "9d1-3", "9d1-4"]
    assert [(t["year"], t["value"], t["role"]) for t in cohesion["streefwaarden"]] == [(2019, "6", "geldt")]
    assert (cohesion["realisaties"], cohesion["stoplichten"]) == ([], [])


def test_names_and_codes_are_those_of_the_document() -> None:
    assert entry(PLAN, "9a1-a")["name"] == "Sociale samenhang"
    assert entry(PLAN, "9a1-a")["code"] == ""
    assert shown(RAPPORTAGE)["prestaties"][0]["name"].startswith("Doen organiseren")


def test_no_float_and_no_name_of_a_person_is_published() -> None:
    def no_float(number: str) -> None:
        raise AssertionError(number)

    for row in Publicatie.objects.all():
        json.loads(row.content, parse_float=no_float)
        assert "medewerker" not in set(json.loads(row.content)["publication"].values())


# --- what moved


def sentences(before: int, after: int, slug: str) -> list[str]:
    """Return what moved of one indicator between two of the five."""
    verschil = compare(shown(before), shown(after))
    return [c.sentence for t in verschil.terreinen for i in t.indicators if i.slug == slug for c in i.changes]


def test_social_cohesion_goes_from_2017_to_2020() -> None:
    moved = [s for s in sentences(PLAN, BEGROTING_2018, "9a1-a") if "6,1" in s]

    assert len(moved) == 1
    assert moved[0].startswith("6,1 voor 2017 (")
    assert moved[0].endswith(" wordt 6,1 voor 2020 (Programmabegroting 2018): 3 jaar later.")


def test_mantelzorg_aims_lower() -> None:
    assert sentences(JAARVERSLAG, BEGROTING_2018, "9a1-f") == [
        "Was 24% voor 2017 (Begroting 2017), nu 19% voor 2019 (Programmabegroting 2018): lager."
    ]


def test_comparing_page_shows_both(client: Client) -> None:
    plan, begroting, jaarverslag = (publication(n).short_sha256 for n in (PLAN, BEGROTING_2018, JAARVERSLAG))

    assert "wordt 6,1 voor 2020" in text(client.get(f"/vergelijken/?van={plan}&naar={begroting}"))
    assert "Was 24% voor 2017" in text(client.get(f"/vergelijken/?van={jaarverslag}&naar={begroting}"))


def test_comparing_with_now_says_what_coloured_differently(client: Client) -> None:
    figure = Realisatie.objects.get(reeks__indicator__slug="9a1-f", year=2017)
    Realisatie.objects.create(reeks=figure.reeks, year=2017, value=24, state="vastgesteld", version=2, why="Telfout")
    recalculation.recalculate()

    page = text(client.get(f"/vergelijken/?van={publication(JAARVERSLAG).short_sha256}&naar=nu"))

    assert "Over 2017: was 18% (Programmabegroting 2018), nu 24% ()." not in page
    assert "Over 2017: was 18% (Programmabegroting 2018), nu 24% (nog in geen document)." in page
    assert "Over 2017: was rood, nu groen, door het cijfer." in page


@pytest.mark.parametrize("query", ["", "?van=nu&naar=nu", "?van=x&naar=nu", "?van=%00&naar=000000000000"])
def test_comparing_answers_whatever_is_asked(client: Client, query: str) -> None:
    assert client.get(f"/vergelijken/{query}").status_code == 200


# --- the pages


def pages(number: int) -> list[str]:
    """Return the addresses of every page of a publication."""
    base = publication(number).get_absolute_url()
    return [
        base,
        *(f"{base}beleidsterrein/{t['slug']}/" for t in shown(number)["beleidsterreinen"]),
        *(f"{base}effectindicator/{e['slug']}/" for e in shown(number)["effectindicatoren"]),
    ]


@pytest.mark.parametrize("number", range(5))
def test_every_page_of_a_publication_reads_the_chain_and_its_document(client: Client, number: int) -> None:
    for address in pages(number):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)

        assert answer.status_code == 200
        # Of its document only which one it is, to compare with what was published; its first page lists its files.
        read = [set(re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])) for query in queries.captured_queries]
        files = [{"programmes_publicatiebestand"}] if address == publication(number).get_absolute_url() else []
        assert read == [{"programmes_publicatie", "programmes_document"}, *files]


def test_pages_keep_saying_what_was_published(client: Client) -> None:
    before = [text(client.get(address)) for address in pages(JAARVERSLAG)]
    for indicator in Effectindicator.objects.all():
        indicator.name, indicator.direction, indicator.margin, indicator.margin_kind = "Anders", "lager", 99, "procent"
        indicator.save()
    recalculation.recalculate()

    assert [text(client.get(address)) for address in pages(JAARVERSLAG)] == before


def test_indicator_page_says_why(client: Client) -> None:
    page = text(client.get(f"{publication(JAARVERSLAG).get_absolute_url()}effectindicator/9a1-f/"))

    assert "waarom deze kleur? Rood 18% is 6 procentpunt te laag voor de streefwaarde van 24%" in page
    assert "2017 24% Begroting 2017 gelezen in Jaarverslag 2017 geldt" in page


def test_indicator_page_draws_what_was_published_and_nothing_later(client: Client) -> None:
    address = f"{publication(JAARVERSLAG).get_absolute_url()}effectindicator/9a1-f/"
    figure = Realisatie.objects.get(reeks__indicator__slug="9a1-f", year=2017)
    Realisatie.objects.create(reeks=figure.reeks, year=2017, value=24, state="vastgesteld", version=2, why="Telfout")
    recalculation.recalculate()

    page = client.get(address).content.decode()

    assert page.count("<svg") == 2  # wide, and for a phone
    assert "Realisatie 2017: 18%" in page
    assert "Realisatie 2017: 24%" not in page
    assert "Maak de grafiek interactief" not in page


def test_indicator_page_of_a_document_without_figures_draws_nothing(client: Client) -> None:
    page = client.get(f"{publication(RAPPORTAGE).get_absolute_url()}effectindicator/9a1-a/").content.decode()

    assert "<svg" not in page
    assert "Verloop" not in page


@pytest.mark.parametrize("part", ["beleidsterrein/8z/", "effectindicator/niet-daar/"])
def test_what_a_publication_does_not_show_is_not_found(client: Client, part: str) -> None:
    assert client.get(publication(PLAN).get_absolute_url() + part).status_code == 404
    assert client.get(f"/publicatie/000000000000/{part}").status_code == 404


def test_download_has_the_checksum_of_the_page(client: Client) -> None:
    row = publication(JAARVERSLAG)

    answer = client.get(f"{row.get_absolute_url()}json/")

    assert hashlib.sha256(answer.content).hexdigest() == row.sha256
    assert row.sha256 in client.get(row.get_absolute_url()).content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="publicatie-{row.short_sha256}.json"'
    assert json.loads(answer.content)["previous"] == publication(BEGROTING_2018).sha256


def test_list_costs_the_same_for_any_number(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        page = text(client.get("/publicaties/"))

    assert page.count("Klopt") == 5


def test_list_shows_and_checks_ten_at_a_time_the_latest_first(client: Client, django_assert_num_queries: Any) -> None:
    for year in range(2031, 2040):
        publish_loaded(DocumentFactory(kind="begroting", year=year))

    with django_assert_num_queries(2):
        latest = text(client.get("/publicaties/"))
    rest = text(client.get("/publicaties/?bladzijde=2"))

    assert (latest.count("Klopt"), rest.count("Klopt")) == (10, 4)
    assert "Begroting 2039" in latest
    assert "Begroting 2039" not in rest
    assert "Bladzijde 1 van 2 Oudere" in latest
    assert client.get("/publicaties/?bladzijde=x").status_code == 200


def test_comparing_costs_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(16):
        client.get("/vergelijken/")


# --- broken


def test_broken_publication_says_so_on_every_page_and_in_the_list(client: Client) -> None:
    content_now = publication(JAARVERSLAG).content
    tamper(JAARVERSLAG, content=content_now.replace('"value":"18"', '"value":"24"'))

    for address in pages(JAARVERSLAG):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Deze publicatie klopt niet meer." in text(answer)
    listed = text(client.get("/publicaties/"))
    assert "1 publicatie klopt niet meer." in listed
    assert listed.count("Gebroken: de inhoud past niet bij het controlegetal") == 1
    assert "Jaarverslag 2017 (vastgesteld) klopt niet meer" in text(
        client.get(f"/vergelijken/?van={publication(JAARVERSLAG).short_sha256}&naar=nu")
    )


@pytest.mark.parametrize("content", ["", "{}", "[]", "geen json", '{"document":{"kind":"x"}}'])
def test_unreadable_publication_is_shown_as_it_is_stored(client: Client, content: str) -> None:
    address, sha12 = publication(JAARVERSLAG).get_absolute_url(), publication(JAARVERSLAG).short_sha256
    tamper(JAARVERSLAG, content=content)

    answer = client.get(address)

    assert answer.status_code == 200
    assert "Deze publicatie klopt niet meer." in text(answer)
    assert "Zo staat zij bewaard" in text(answer)
    assert client.get(f"/vergelijken/?van={sha12}&naar=nu").status_code == 200
    assert client.get("/publicaties/").status_code == 200


def test_mended_checksum_shows_on_every_page_and_in_the_list(client: Client) -> None:
    forged = publication(JAARVERSLAG).content.replace('"value":"18"', '"value":"24"')
    tamper(JAARVERSLAG, content=forged, sha256=checksum(forged))

    for address in pages(JAARVERSLAG):
        assert "Deze publicatie klopt niet meer." in text(client.get(address))
    listed = text(client.get("/publicaties/"))
    assert listed.count("Gebroken: ") == 1
    assert "Gebroken: de volgende publicatie noemt een ander controlegetal" in listed
    compared = text(client.get(f"/vergelijken/?van={publication(JAARVERSLAG).short_sha256}&naar=nu"))
    assert "Jaarverslag 2017 (vastgesteld) klopt niet meer" in compared


def test_broken_publication_is_not_downloaded_as_if_it_were_whole(client: Client) -> None:
    tamper(JAARVERSLAG, content=publication(JAARVERSLAG).content.replace('"value":"18"', '"value":"24"'))

    answer = client.get(f"{publication(JAARVERSLAG).get_absolute_url()}json/")

    assert answer.status_code == 409
    assert "Deze publicatie klopt niet meer: de inhoud past niet bij het controlegetal." in answer.content.decode()


# --- aangeboden and replaced


def test_every_footnote_mark_of_a_preview_leads_to_one_note(client: Client, controller: Any) -> None:
    client.force_login(controller)

    page = client.get(f"/documenten/{Document.objects.get(kind='jaarstukken').pk}/").content.decode()

    notes = re.findall(r'id="(voetnoot-[^"]+)"', page)
    marks = re.findall(r'href="#(voetnoot-[^"]+)"', page)
    assert marks
    assert set(marks) <= set(notes)
    assert len(notes) == len(set(notes))


def test_offered_document_is_public_and_says_that_it_is_not_adopted(client: Client, controller: Any) -> None:
    document = Document.objects.create(kind="kadernota", year=2020)
    make_ready(document, kind="aangeboden", reason="", user=controller, seen=seen(document))
    row = publish(document, user=make_user("other", "controller"), seen=seen(document))

    page = text(client.get(row.get_absolute_url()))

    assert "Aangeboden aan de raad, nog niet vastgesteld." in page
    assert "Besluit Nog niet vastgesteld" in page


def test_replaced_publication_names_its_successor(client: Client, controller: Any) -> None:
    document = Document.objects.get(kind="begroting", year=2018)
    make_ready(document, kind="rectificatie", reason="Telfout", user=controller, seen=seen(document))
    row = publish(document, user=make_user("other", "controller"), seen=seen(document))

    old, new = client.get(publication(BEGROTING_2018).get_absolute_url()), client.get(row.get_absolute_url())

    assert "Vervangen. Van dit document is een latere publicatie" in text(old)
    assert row.get_absolute_url() in old.content.decode()
    assert "rectificatie. Reden: Telfout" in text(new)
