"""A real browser, a real web server and a real worker on one test database."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache as kept
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from indicators.starting_users import make_starting_users
from leidenmo.accounts import second_factor
from tests import snapshot
from tests.conftest import REPOSITORY, load_leiden
from tests.factories import TOTP_SECRET

# Playwright's synchronous interface runs a loop of its own, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SCREENSHOTS = REPOSITORY / "var" / "screenshots"
PASSWORD = "alleen-in-een-test"
PATIENCE = 15_000  # milliseconds: a busy machine is not a broken program


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    executable = shutil.which("chromium")
    assert executable, "install Debian's package chromium (make test does)"
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    if os.getuid() == 0:
        quiet.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=quiet)
        yield browser
        browser.close()


@dataclass
class Worker:
    """A Celery worker in a process of its own, which a test may kill and start again."""

    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it takes its jobs from the moment it is up."""
        celery = [sys.executable, "-m", "celery", "--app", "leidenmo", "--quiet", "worker"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [*celery, "--pool", "prefork", "--concurrency", "1", "--loglevel", "INFO"],
                env=self.environment,
                cwd=REPOSITORY,
                start_new_session=True,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """Kill it and its children as the out-of-memory killer would: at once."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
def environment(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> dict[str, str]:
    """What web server and worker are started with: the test database, and a queue that no other program reads."""
    broker = settings.CELERY_BROKER_URL
    if not broker.startswith("filesystem:"):
        broker = f"{broker.rsplit('/', 1)[0]}/{1 + int(worker_id.removeprefix('gw') if 'gw' in worker_id else 0)}"
    return {
        **os.environ,
        "DATABASE_URL": database_url(),
        "CELERY_BROKER_URL": broker,
        "BROKER_DIR": str(tmp_path_factory.mktemp("broker")),
        "HTTPS": "off",
    }


@pytest.fixture(scope="session")
def web_server(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The web server of `make run`; its address."""
    with serving(environment, tmp_path_factory.getbasetemp() / "web.log") as address:
        yield address


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[str]:
    """Run a web server; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "leidenmo.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, cwd=REPOSITORY, stdout=output, stderr=output)  # noqa: S603 - ours
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def worker(transactional_db: None, environment: dict[str, str], tmp_path: Path) -> Iterator[Worker]:
    """A running worker."""
    worker = Worker(environment, tmp_path / "worker.log")
    worker.start()
    yield worker
    worker.kill()


def database_url() -> str:
    """Return the address of the test database, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user = f"{database['USER']}:{database['PASSWORD']}"
    return f"postgres://{user}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def seat_people() -> None:
    """Make a user for each role, all with the same password and, where it takes one, the same second factor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)  # of the passwords that the next line replaces
        make_starting_users()
    let_everyone_log_in()
    for user in get_user_model().objects.order_by("pk"):
        if second_factor.is_required_of(user):
            TOTP.activate(user, TOTP_SECRET)


def let_everyone_log_in() -> None:
    """Give each person the same password."""
    cache.clear()  # what an earlier test tried counts no more
    get_user_model().objects.update(password=hashed())


@kept
def hashed() -> str:
    """Return the password as it is stored; hashing takes its time, on purpose."""
    return make_password(PASSWORD)


def sign_in(context: BrowserContext, address: str, username: str) -> None:
    """Give a browser the session of somebody who has just logged in, with a second factor where it is asked.

    Logging in itself is what test_accounts.py does.
    """
    client, user = Client(), get_user_model().objects.get(username=username)
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password")  # so that the pages of one's own account do not ask it again
    request.session.save()
    session_key = str(request.session.session_key)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_key, "url": address}])


def plug_in_a_key(page: Page) -> Any:
    """Give the browser a device that keeps passkeys and knows its owner's finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools


@pytest.fixture
def leiden_live(transactional_db: None, web_server: str) -> str:
    """Leiden's budget, judged, with a user for each role, on a web server; return its address."""
    snapshot.bring("leiden, with people", bring_leiden)
    return web_server


def bring_leiden() -> None:
    """Load Leiden's budget, judge it, and make a user for each role."""
    load_leiden()
    seat_people()


@dataclass
class Visit:
    """A person at a browser: their page, and everything the browser complained of."""

    context: BrowserContext
    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def listen(self, message: ConsoleMessage) -> None:
        """Keep what the browser says is wrong."""
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> None:
        """Open a page of ours."""
        self.page.goto(f"{self.address}{path}")


@pytest.fixture
def visit(chromium: Browser, leiden_live: str) -> Iterator[Callable[..., Visit]]:
    """Return a function that sits someone down at a browser, logged in when named."""
    visits: list[Visit] = []

    def sit_down(username: str = "", **options: Any) -> Visit:
        context = chromium.new_context(locale="nl-NL", **options)
        context.set_default_timeout(PATIENCE)
        visit = Visit(context, context.new_page(), leiden_live)
        visit.page.on("console", visit.listen)
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visits.append(visit)
        if username:
            sign_in(context, leiden_live, username)
        return visit

    yield sit_down
    for visit in visits:
        visit.context.close()
