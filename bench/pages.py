"""What the pages take in a real web server, beside views in that server that do the least that could be done."""

from collections.abc import Iterator
from http import HTTPStatus
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import Group
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from bench import place
from bench.measure import RUNS, Figure, Taken, side_by_side
from bench.serving import Server, request, serving
from indicators.models import Reeks
from programmes.models import Beleidsterrein, Eigenaar

DASHBOARD = "/"
ONE_PROGRAMMA = "/?programma=programma-0"


def figures(leiden: dict[str, Taken], runs: int = RUNS) -> Iterator[Figure]:
    """Yield the figures of the pages; `leiden` is what they took at Leiden's size.

    Every stoplicht was just written: without settling, PostgreSQL tidies that beside what is measured.
    """
    place.settle()
    with serving(PAGES_KEPT="0") as server:
        yield _dashboard(server, runs, "council dashboard")  # nothing of it is kept
        one = _one_programma(server, runs)
        yield Figure("dashboard, one programma shown", one, leiden.get("dashboard, one programma shown"))
        yield _typing(server, runs)
    with serving() as server:
        yield _dashboard(server, runs, "council dashboard, kept")
        yield _unchanged(server, runs)


def _dashboard(server: Server, runs: int, name: str) -> Figure:
    """Measure the dashboard of everything beside a view that shows its rows from memory."""
    page, rows = request(DASHBOARD), request("/ondergrens/regels/")
    size, least = len(server.ask(page).body), len(server.ask(rows).body)
    mine, floor = side_by_side(lambda: server.burst(page, 16), lambda: server.burst(rows, 16), runs=runs, each=16)
    return Figure(name, mine, floor, note=f"{size // 1000} kB; ondergrens {least // 1000} kB")


def _one_programma(server: Server, runs: int) -> Taken:
    page = request(ONE_PROGRAMMA)
    mine, _ = side_by_side(lambda: server.burst(page, 16), lambda: None, runs=runs, each=16)
    return mine


def _unchanged(server: Server, runs: int) -> Figure:
    """Measure the page for who has it already, and says so."""
    first = server.ask(request(DASHBOARD))
    tag = first.headers.get("etag", "")
    again = request(DASHBOARD, If_None_Match=tag) if tag else request(DASHBOARD)
    wanted = HTTPStatus.NOT_MODIFIED if tag else HTTPStatus.OK
    same = request(f"/ondergrens/vast/{len(first.body)}/")
    mine, floor = side_by_side(
        lambda: server.burst(again, 200, wanted), lambda: server.burst(same, 200), runs=runs, each=200
    )
    return Figure("the same page, unchanged", mine, floor, note=f"antwoord {wanted:d}")


def _typing(server: Server, runs: int) -> Figure:
    """Measure one cell of the entry grid, judged while its officer types."""
    officer, reeks = an_officer()
    token = _get_new_csrf_string()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session_of(officer)}; {settings.CSRF_COOKIE_NAME}={token}"
    year = timezone.localdate().year
    cell = f"c{reeks.pk}-{year}"
    said = {"csrfmiddlewaretoken": token, "cel": cell, f"{cell}-waarde": "12,5", f"{cell}-zegel": "", "actie": ""}
    typed = request(
        "/invoer/tabel/cel/",
        "POST",
        urlencode(said).encode(),
        Cookie=cookies,
        Content_Type="application/x-www-form-urlencoded",
        HX_Request="true",
    )
    nothing = request("/ondergrens/leeg/", Cookie=cookies)
    mine, floor = side_by_side(
        lambda: [server.ask(typed) for _ in range(20)],
        lambda: [server.ask(nothing) for _ in range(20)],
        runs=runs,
        each=20,
    )
    answer = server.ask(typed)
    if answer.status != HTTPStatus.OK or b"12,5" not in answer.body:
        raise AssertionError(f"the cell was not judged: {answer.status}")
    return Figure("entry grid, judged while typing", mine, floor)


def an_officer() -> tuple[Any, Reeks]:
    """Return an officer who owns the first beleidsterrein, and a reeks they may type figures of."""
    person, is_new = get_user_model().objects.get_or_create(username="bench", email="bench@leiden.example")
    terrein = Beleidsterrein.objects.order_by("pk")[0]
    if is_new:
        person.groups.add(Group.objects.get(name="beleidsmedewerker"))
        Eigenaar.objects.create(beleidsterrein=terrein, user=person)
    return person, Reeks.objects.filter(indicator__doel__beleidsterrein=terrein).order_by("pk")[0]


def session_of(person: Any) -> str:
    """Return the key of a session in which somebody is logged in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)
