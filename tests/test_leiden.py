"""Leiden's own figures, from the documents to the page: the worked example of the design."""

import re
from typing import Any

import pytest
from django.test import Client

from indicators.models import Effectindicator, IndicatorStatus
from indicators.overview import latest_reported_year

pytestmark = pytest.mark.django_db

JAARVERSLAG_2017 = [
    ("9a1-a", "oranje", "5,8", "6,0"),
    ("9a1-b", "groen", "34%", "34%"),
    ("9a1-c", "oranje", "32%", "33%"),
    ("9a1-d", "oranje", "68%", "69%"),
    ("9a1-e", "oranje", "49%", "50%"),
    ("9a1-f", "rood", "18%", "24%"),
    ("9b1-a", "oranje", "94%", "97%"),
    ("9b1-b", "rood", "19%", "13%"),
]
JUDGED = {slug for slug, *_ in JAARVERSLAG_2017}


def text(page: Any) -> str:
    """Return what a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode().replace("\xa0", " ")).split())


@pytest.mark.usefixtures("leiden")
@pytest.mark.parametrize(("slug", "colour", "figure", "target"), JAARVERSLAG_2017)
def test_jaarverslag_2017_has_its_colour_on_the_indicator_page(
    client: Client, slug: str, colour: str, figure: str, target: str
) -> None:
    status = IndicatorStatus.objects.get(indicator__slug=slug, year=2017, stand="vastgesteld")

    page = text(client.get(f"/effectindicator/{slug}/?jaar=2017"))

    assert status.stoplicht == colour
    assert f"waarom deze kleur? {colour.title()} {figure}" in page
    assert f"Streefwaarde 2017 {target}" in page


@pytest.mark.usefixtures("leiden")
def test_every_other_indicator_is_grijs_in_2017() -> None:
    others = Effectindicator.objects.exclude(slug__in=JUDGED)
    statuses = IndicatorStatus.objects.filter(indicator__in=others, year=2017)

    assert others.count() == 16
    assert {status.stoplicht for status in statuses} == {"grijs"}


@pytest.mark.usefixtures("leiden")
def test_front_page_opens_on_2017_with_its_colours(client: Client) -> None:
    page = text(client.get("/"))

    assert latest_reported_year() == 2017
    assert "Stand over 2017" in page
    assert "Groen 1 Oranje 5 Rood 2 Grijs 16" in page


@pytest.mark.usefixtures("leiden")
def test_9c1a_says_that_it_was_not_measured_and_what_the_latest_measurement_was(client: Client) -> None:
    page = text(client.get("/effectindicator/9c1-a/?jaar=2017"))

    assert "Geen realisatie over 2017: streepje zonder reden." in page
    assert "Laatst gemeten: 68% (2016)." in page
    assert text(client.get("/effectindicator/9c1-a/?jaar=2016")).count("Geen streefwaarde voor 2016") == 1


@pytest.mark.usefixtures("leiden")
def test_target_for_social_cohesion_is_seen_to_move_from_2017_to_2020(client: Client) -> None:
    page = text(client.get("/effectindicator/9a1-a/"))

    assert re.search(r"2017 Iedereen telt mee! [^ ]+ [^6]+6,1 oorspronkelijk", page.replace("2013–2017", ""))
    assert "2017 Begroting 2017 gelezen in Jaarverslag 2017 6,0 geldt, in plaats van een eerdere" in page
    assert "2020 Programmabegroting 2018 6,1 geldt" in page


@pytest.mark.usefixtures("leiden")
def test_lower_is_better_says_too_high(client: Client) -> None:
    page = text(client.get("/effectindicator/9b1-b/?jaar=2017"))

    assert "19% is 6 procentpunt te hoog voor de streefwaarde van 13%, buiten de marge van 0,65 procentpunt." in page
    assert "Lager is beter" in page


@pytest.mark.usefixtures("leiden")
def test_names_are_shown_as_each_document_printed_them(client: Client) -> None:
    now = text(client.get("/beleidsterrein/9a/"))
    documents = dict(re.findall(r'document=(\d+)"[^>]*>([^<]+)<', client.get("/beleidsterrein/9a/").content.decode()))
    begroting = next(pk for pk, title in documents.items() if title == "Programmabegroting 2018")

    then = text(client.get(f"/beleidsterrein/9a/?document={begroting}"))

    assert "9A1.1 Doen organiseren van een passend" in now
    assert "9A1.1 Organiseren van een passend" in then
    assert "Zoals gedrukt in Programmabegroting 2018" in then


@pytest.mark.usefixtures("leiden")
def test_voortgang_without_a_colour_is_grijs_with_its_explanation(client: Client) -> None:
    page = text(client.get("/beleidsterrein/9d/"))

    assert "9D1.4 Uitvoering geven aan beschermd wonen Grijs (geen kleur gemeld) 2e Bestuursrapportage 2019:" in page


@pytest.mark.usefixtures("leiden")
def test_money_is_shown_as_the_rounded_amount_it_is_called(client: Client) -> None:
    assert "Bedrag 2013 € 43.500.000 (afgerond)" in text(client.get("/programma/9/"))


@pytest.mark.usefixtures("leiden")
def test_figures_in_another_unit_are_not_judged_and_said_to_be_incomparable(client: Client) -> None:
    page = text(client.get("/effectindicator/verblijfsduur-crisisopvang/?jaar=2017"))

    assert "Streefwaarde 2017 90 dagen" in page
    assert "Laatst gemeten: 4 maanden (2006)." in page
