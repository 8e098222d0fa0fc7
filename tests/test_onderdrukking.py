"""A figure about too few people is kept from every reader: on each public address, in each file, whatever it is asked."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from pypdf import PdfReader
from pytest_django.plugin import DjangoDbBlocker

from indicators import recalculation, tasks
from indicators.adoption import adopt
from indicators.choices import GeenCijfer, LadingStaat, Staat, Stand
from indicators.entry import token
from indicators.imports.spreadsheet import read
from indicators.inputs import stale
from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Uitdraai
from indicators.onderdrukking import for_readers, onderdrukt
from indicators.paper import printouts
from indicators.paper.publication_files import make_files
from indicators.publishing.chain import publish_loaded
from leidenmo.settings import MINIMUM_RESPONDENTEN
from programmes.models import Beleidsterrein, Publicatie, Vermelding
from tests.deliveries import lading_of
from tests.deliveries import loaded as load
from tests.factories import (
    BeleidsterreinFactory,
    DocumentFactory,
    PrestatieFactory,
    make_figure,
    make_indicator,
    make_target,
    make_user,
)
from tests.spreadsheets import csv_file
from tests.test_roles import PAGES, ROLES, text_of

pytestmark = pytest.mark.django_db

# Whatever is done with it before it is shown: a comma or a point, all its decimals or some. No other number is near it.
SECRET = re.compile(r"\b37[.,]65|geheime noot|verbeterd naar")
VALUE = Decimal("37.654321")
READERS = ("stranger", "raadslid")


# --- The rule


@pytest.mark.parametrize(
    ("respondents", "minimum", "kept"),
    [(9, 10, True), (10, 10, False), (11, 10, False), (1, 10, True), (None, 10, False), (1, 0, False), (1, 1, False)],
)
def test_figure_of_fewer_than_the_minimum_is_kept_from_readers(
    respondents: int | None, minimum: int, kept: bool
) -> None:
    assert onderdrukt(respondents, minimum) is kept


def test_minimum_is_ten_unless_a_municipality_says_otherwise() -> None:
    assert MINIMUM_RESPONDENTEN == 10


# --- Every public address


class World:
    """9A1.a, measured among 900 people in 2015 and among 3 in 2016 and 2017, and all that is made of it.

    With `loaded` the figures about 3 people come out of a spreadsheet that a beheerder loads and a controller adopts.
    """

    def __init__(self, number: int = 1, *, loaded: bool = False) -> None:
        self.terrein = BeleidsterreinFactory(code="9A")
        self.officer = make_user(f"officer_{number}", "beleidsmedewerker")
        self.terrein.owners.add(self.officer)
        self.indicator = make_indicator("9A1.a", self.terrein, decimals=6)
        self.one = make_indicator("9A1.b", self.terrein)
        self.prestatie = PrestatieFactory(doel=self.indicator.doel)
        make_figure(self.indicator, 2015, 52, respondents=900)
        if loaded:
            load_of_three(self.indicator, number)
        else:
            for year in (2016, 2017):
                make_figure(self.indicator, year, VALUE, respondents=3, note="geheime noot")
        make_figure(self.indicator, 2014, VALUE, document=DocumentFactory(year=2015))
        make_figure(self.indicator, 2014, VALUE, version=2, respondents=3, why="verbeterd naar 37,654321")
        for year in (2014, 2015, 2016, 2017):
            make_target(self.indicator, year, 50)
        jaarstukken = DocumentFactory(kind="jaarstukken", year=2017, number=number, through_year=None)
        doel = Vermelding.objects.create(document=jaarstukken, doel=self.indicator.doel, code="9A1", name="Doel")
        Vermelding.objects.create(document=jaarstukken, prestatie=self.prestatie, parent=doel, name="Prestatie")
        self.indicator.vermeldingen.create(document=jaarstukken, parent=doel, code="9A1.a", name="Indicator")
        self.one.vermeldingen.create(document=jaarstukken, parent=doel, code="9A1.b", name="Een andere")
        recalculation.recalculate()
        self.publicatie = publish_loaded(jaarstukken)
        assert make_files(self.publicatie) == 3
        # What moved since, for comparing.
        again = VALUE + Decimal("0.000001")
        make_figure(self.indicator, 2017, again, version=2, respondents=3, why="verbeterd naar 37,654322")
        recalculation.recalculate()
        self.uitdraai = printout(self.indicator)
        self.of_terrein = printout(self.terrein)


def load_of_three(indicator: Effectindicator, number: int) -> None:
    """Load a spreadsheet with figures about three people, and have them handed in and adopted."""
    heading = ["Code", "Effectindicator", "Jaar", "Realisatie", "Respondenten", "Voetnoot"]
    rows = [["9A1.a", indicator.name, str(year), "37,654321", "3", "geheime noot"] for year in (2016, 2017)]
    lading = load(
        lading_of(delivery=read(csv_file([heading, *rows]), "cijfers.csv"), document="bestuursrapportage", year=2017)
    )
    figures = Realisatie.objects.filter(reeks__indicator=indicator, year__in=(2016, 2017))
    assert (lading.state, figures.count()) == (LadingStaat.GELADEN, 2)
    figures.update(state=Staat.INGEDIEND)
    controller = make_user(f"adopts_{number}", "controller")
    assert len(adopt(figures.all(), user=controller, seen={token(figure) for figure in figures}).done) == 2


def printout(subject: Beleidsterrein | Effectindicator) -> Uitdraai:
    """Return the PDF of something, made."""
    asked = printouts.ask(subject, 2016)
    assert printouts.make_printout(asked.pk)
    asked.refresh_from_db()
    return asked


def world_with(minimum: int, blocker: DjangoDbBlocker, number: int = 1, *, loaded: bool = False) -> Iterator[World]:
    """Make the world where figures of fewer than `minimum` respondents are kept from readers."""
    with blocker.unblock(), override_settings(MINIMUM_RESPONDENTEN=minimum), transaction.atomic():
        yield World(number, loaded=loaded)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world in which it is kept from readers."""
    yield from world_with(10, django_db_blocker)


def addresses(world: World) -> list[str]:
    """Return every address that a stranger can read, from the list of all addresses."""
    found = []
    for pages in PAGES.values():
        for page in pages:
            if page.answers[ROLES.index("stranger")] == 200 and "{" not in _filled(page.address, world):
                found.append(_filled(page.address, world))
    sha = world.publicatie.short_sha256
    more = [f"/publicatie/{sha}/bestand/{form.form}/" for form in world.publicatie.bestanden.all()]
    slug = world.indicator.slug
    more += [f"/uitdraai/{made.sha256[:12]}/" for made in (world.uitdraai, world.of_terrein)]
    more += [f"/effectindicator/{slug}/?jaar={year}" for year in range(2013, 2020)]
    more += [
        f"/effectindicator/{slug}/?als={form}&tabel={table}"
        for form in ("csv", "csv-int", "xlsx")
        for table in ("jaren", "cijfers")
    ]
    more += [f"/?jaar={year}&zoek=9A&als={form}" for year in (2014, 2016, 2017) for form in ("csv", "xlsx")]
    more += [
        f"/vergelijken/?van={sha}&naar=nu&jaar=2016",
        f"/api/v1/statussen/{slug}.2016",
        f"/api/v1/realisaties/{slug}.2010.2014.1",
    ]
    more += [f"/inbedden/effectindicator/{slug}.svg?jaar={year}" for year in (2014, 2016, 2017)]
    return [*found, *more]


def _filled(address: str, world: World) -> str:
    """Return an address with what it names; as it is when it names what this world has not."""
    try:
        return address.format(**vars(world))
    except (KeyError, AttributeError):
        return address


def said_at(address: str, client: Client) -> str:
    """Return all that an address answers, a PDF as its text."""
    answer = client.get(address)
    assert answer.status_code == 200 or address == "/inloggen/", address
    if answer["Content-Type"] == "application/pdf":
        return printed(b"".join(answer))  # type: ignore[arg-type]
    return text_of(answer)


@cache
def printed(pdf: bytes) -> str:
    """Return the text of a PDF, which takes longer to read than to make; every role is sent the same one."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def telling(world: World, client: Client) -> list[str]:
    """Return the addresses that tell the secret."""
    return [address for address in addresses(world) if SECRET.search(said_at(address, client))]


@pytest.mark.parametrize("role", READERS)
def test_no_address_and_no_file_tells_it_to_a_reader(world: World, role: str, client: Client) -> None:
    if role != "stranger":
        client.force_login(make_user(role, role))

    assert len(addresses(world)) > 90
    assert telling(world, client) == []


@pytest.mark.parametrize("word", ["37", "654321", "geheime", "noot"])
def test_it_is_not_found_by_what_it_is(world: World, word: str, client: Client) -> None:
    assert world.indicator.slug not in said_at(f"/?jaar=2017&zoek={word}&als=csv", client)


def test_all_kinds_of_addresses_tell_it_where_nothing_is_kept_back(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, client: Client
) -> None:
    """Or the test above would not see it."""
    for world in world_with(0, django_db_blocker, number=2):
        assert kinds_of_addresses(world) <= kinds_telling(world, client)


def kinds_telling(world: World, client: Client) -> set[str]:
    """Return what kinds of addresses tell the secret."""
    return {re.sub(r"[0-9a-f]{12}|\?.*|[^/]*\.2010.*|[^/]*\.20..$", "", address) for address in telling(world, client)}


def kinds_of_addresses(world: World) -> set[str]:
    """Return the kinds of addresses that show a figure: pages, charts, files, the API, publications."""
    slug = world.indicator.slug
    return {
        *("/", f"/effectindicator/{slug}/", f"/beleidsterrein/{world.terrein.slug}/", "/vergelijken/", "/uitdraai//"),
        *(f"/inbedden/effectindicator/{slug}/", f"/inbedden/effectindicator/{slug}.svg", "/publicatie//json/"),
        *("/api/v1/realisaties", "/api/v1/statussen", "/publicatie//bestand/pdf/"),
        f"/publicatie//effectindicator/{slug}/",
    }


# --- What they are told instead


def test_reader_is_told_why(world: World, client: Client) -> None:
    page = said_at(f"/effectindicator/{world.indicator.slug}/?jaar=2017", client)
    figure = client.get(f"/api/v1/realisaties/{world.indicator.slug}.2010.2017.1").json()

    assert "Geen realisatie over 2017: te weinig respondenten." in page
    assert (figure["waarde"], figure["reden"], figure["respondenten"]) == (None, "te_weinig", None)


def test_light_of_a_kept_figure_is_grey_and_tells_nothing(world: World) -> None:
    status = IndicatorStatus.objects.get(indicator=world.indicator, year=2017, stand=Stand.VASTGESTELD)

    assert (status.stoplicht, status.reason) == ("grijs", "geen_realisatie")
    assert (status.value, status.value_reason, status.previous_value, status.trend) == (
        None,
        "te_weinig",
        Decimal(52),
        "",
    )
    assert not status.within_error


def test_officer_and_controller_see_it_where_they_work(world: World, client: Client) -> None:
    status = IndicatorStatus.objects.get(indicator=world.indicator, year=2017, stand=Stand.WERK)
    assert (status.stoplicht, status.value) == ("rood", VALUE + Decimal("0.000001"))

    for who in (world.officer, make_user("controller", "controller")):
        client.force_login(who)
        assert SECRET.search(said_at(f"/effectindicator/{world.indicator.slug}/?jaar=2017", client))


def test_beheerder_sees_it_where_they_work_and_reads_what_readers_read(
    world: World, administrator: Any, client: Client
) -> None:
    client.force_login(administrator)
    figure = Realisatie.objects.get(reeks__indicator=world.indicator, year=2016)
    document = DocumentFactory(year=2018, number=9, adopted=False)

    assert SECRET.search(said_at(f"/beheer/indicators/realisatie/{figure.pk}/change/", client))
    assert SECRET.search(said_at(f"/laden/sjabloon/?document={document.key}&als=csv", client))
    assert telling(world, client) == []


def test_other_minimum_makes_stoplichten_stale_and_the_sweep_mends_them(world: World) -> None:
    assert not stale()

    with override_settings(MINIMUM_RESPONDENTEN=3):
        assert {key.year for key in stale()} == {2014, 2015, 2016, 2017}  # 2015 has a previous year again


def test_sweep_that_found_all_to_be_true_looks_again_when_the_minimum_is_another(settings: Any) -> None:
    settings.MINIMUM_RESPONDENTEN = 0
    indicator = make_indicator("9A1.c")
    make_figure(indicator, 2017, 45, respondents=3)
    recalculation.recalculate()
    assert tasks.sweep() == 0  # all is true

    settings.MINIMUM_RESPONDENTEN = 10

    assert tasks.sweep()
    shown = IndicatorStatus.objects.get(indicator=indicator, year=2017, stand=Stand.VASTGESTELD)
    assert (shown.value, shown.value_reason) == (None, "te_weinig")


def test_reason_is_nobodys_to_give(world: World) -> None:
    from indicators.forms import RealisatieForm
    from indicators.notation.reasons import read_reason
    from indicators.target_forms import StreefwaardeForm

    for form in (RealisatieForm, StreefwaardeForm):
        assert GeenCijfer.TE_WEINIG not in dict(form.base_fields["reden"].choices)
    assert read_reason("te weinig respondenten") != GeenCijfer.TE_WEINIG


def test_older_version_without_respondents_is_as_small_as_the_one_that_says(world: World) -> None:
    first, second = for_readers(world.indicator.reeksen.get().realisaties.filter(year=2014).with_fewest())

    assert first.value is None
    assert second.value is None


def test_publication_holds_what_readers_are_told_and_stays_whole(world: World) -> None:
    from indicators.publishing.chain import verify

    assert "te_weinig" in world.publicatie.content
    assert not [problem for _, problem in verify() if problem]
    assert Publicatie.objects.count() == 1
