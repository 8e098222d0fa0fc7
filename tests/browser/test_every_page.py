"""Every page, in every state: nothing that axe-core, the HTML checker, the console or a narrow screen complains of."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from indicators import recalculation
from indicators.models import Effectindicator
from tests.accounts.organisation import CLIENT_ID, CLIENT_SECRET, running_provider
from tests.browser.acts import ACTED
from tests.browser.conftest import SCREENSHOTS, let_everyone_log_in, seat_people, serving
from tests.browser.places import EMPTY, WEIGHED, names_without_a_sample
from tests.browser.walk import Seen, Walk, errors_of, save
from tests.conftest import REPOSITORY, load_and_publish_leiden
from tests.factories import make_figure
from tests.test_roles import make_world

pytestmark = [
    pytest.mark.django_db(transaction=True),  # without it pytest-django makes no test database
    pytest.mark.any_database,
]

# Two walks, whose tests judge what it saw: what happens on the pages, and every address. What is weighed is on the first:
# pytest puts the tests of one walk together by its place here.
WALKS = ("forms and Leiden", "addresses")

VNU = REPOSITORY / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
BEING_MADE = 409  # what a file says that a worker is still to make: none runs here
REFUSED = 422  # how some forms answer to what is wrong
FAILED = 400  # and higher: the status of a page that is not there or broke


@pytest.fixture(scope="module", params=WALKS)
def walk(
    request: pytest.FixtureRequest,
    chromium: Browser,
    environment: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Walk:
    """Somebody who saw an empty site and a small world with concepts of every kind; or what goes wrong, and Leiden."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    folder = tmp_path_factory.mktemp("walk")
    with django_db_blocker.unblock():
        if request.param == "addresses":
            with serving(environment, folder / "web.log") as address:
                return see_addresses(Walk(chromium, address))
        with running_provider(folder) as organisation:
            known = {
                "OIDC_ISSUER": organisation.issuer,
                "OIDC_CLIENT_ID": CLIENT_ID,
                "OIDC_CLIENT_SECRET": CLIENT_SECRET,
            }
            with serving({**environment, **known}, folder / "web.log") as address:
                return see_acts(Walk(chromium, address))


def see_addresses(walk: Walk) -> Walk:
    """Look at every address, with nothing and with something in it."""
    with emptied_afterwards(walk):
        seat_people()
        walk.visit(EMPTY)
    with emptied_afterwards(walk):
        world = make_world()
        let_everyone_log_in()
        walk.visit_world(world)
    return walk


def see_acts(walk: Walk) -> Walk:
    """Look at what goes wrong, and at Leiden's own budget while people work on it."""
    with emptied_afterwards(walk):
        world = make_world()
        let_everyone_log_in()
        walk.visit_wrong(world)
    with emptied_afterwards(walk):
        load_and_publish_leiden()
        seat_people()
        hand_in_some()
        walk.visit_leiden()
    return walk


@pytest.fixture
def pages(walk: Walk) -> list[Seen]:
    """What was seen."""
    return walk.pages


@contextmanager
def emptied_afterwards(walk: Walk) -> Iterator[None]:
    """Leave every window and empty the database, also when something went wrong."""
    assert "test" in Path(connection.settings_dict["NAME"]).name, "this would empty a database that is no test's"
    try:
        yield
    finally:
        walk.leave()
        call_command("flush", interactive=False, verbosity=0)
        cache.clear()


def hand_in_some() -> None:
    """Have four figures wait for the controller."""
    officer = get_user_model().objects.get(username="medewerker-9a")
    for slug, value in (("9a1-c", "5.9"), ("9a1-d", 70), ("9a1-f", 19), ("9b1-b", 12)):
        indicator = Effectindicator.objects.get(slug=slug)
        make_figure(indicator, 2018, value, state="ingediend", changed_by=officer, note="Uit de Stadsenquête.")
    recalculation.recalculate()


def listed(problems: list[str]) -> str:
    """Return problems as a test reports them, each on its line."""
    return "\n".join(["", *sorted(problems)])


@pytest.mark.parametrize("walk", WALKS[:1], indirect=True)
@pytest.mark.parametrize(("address", "most"), WEIGHED.items())
def test_page_is_light(walk: Walk, address: str, most: int) -> None:
    assert 0 < walk.weights[address] <= most


def test_every_address_of_ones_own_account_has_its_sample() -> None:
    assert names_without_a_sample() == set(), "add it to ACCOUNT in tests/browser/places.py"


def test_every_page_is_there(pages: list[Seen]) -> None:
    broken = [seen for seen in pages if seen.status >= FAILED and seen.status not in (BEING_MADE, REFUSED)]
    wrong = [f"{seen.name}: {seen.status} at {seen.address}" for seen in broken if not seen.name.startswith("fout-")]

    assert not wrong, listed(wrong)


def test_axe_finds_nothing_on_any_page_in_any_state(pages: list[Seen]) -> None:
    found = [f"{seen.name}: {violation}" for seen in pages for violation in seen.violations]

    assert not found, listed(found)


def test_html_checker_finds_no_error_on_any_page(pages: list[Seen], tmp_path: Path) -> None:
    java = shutil.which("java")
    assert java, "install Debian's package default-jre-headless (make test does)"
    save(pages, tmp_path)

    checked = subprocess.run(  # noqa: S603 - our own command
        [java, "-Xmx512m", "-jar", str(VNU), "--errors-only", "--format", "json", "--exit-zero-always", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )

    found = errors_of(checked.stderr)
    assert not found, listed(found)


def test_browser_complains_of_no_page(pages: list[Seen]) -> None:
    found = [f"{seen.name}: {said}" for seen in pages for said in seen.complaints]

    assert not found, listed(found)


def test_no_page_is_wider_than_a_screen_a_sheet_of_paper_or_320_pixels(pages: list[Seen]) -> None:
    found = [f"{seen.name}: {state}" for seen in pages for state in seen.sideways]

    assert not found, listed(found)


def test_no_two_addresses_have_one_title(pages: list[Seen]) -> None:
    good = [
        seen
        for seen in pages
        if "<html" in seen.html and seen.status < FAILED and not seen.name.startswith(("mis-", ACTED))
    ]
    titles = {seen.address.split("?")[0]: seen.title for seen in good}
    times = Counter(titles.values())

    twice = [f"{title} at {place}" for place, title in titles.items() if times[title] > 1]
    assert not twice, listed(twice)


def test_title_of_a_page_with_errors_says_so(pages: list[Seen]) -> None:
    assert [seen.name for seen in pages if seen.name.startswith("mis-") and not seen.title.startswith("Fout: ")] == []
