"""An indicator on a website of somebody else, with an origin of its own: what shows, and what is refused."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCREENSHOTS, Visit

pytestmark = pytest.mark.django_db(transaction=True)

EMBEDDED = "/inbedden/effectindicator/9a1-b"
REFUSED = ("/", "/effectindicator/9a1-b/", "/inloggen/", "/publicaties/", "/api/v1/")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing of it."""

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another website: its address, on another host and port than ours, and the folder it shows."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", tmp_path
    server.shutdown()
    server.server_close()


def show(visit: Visit, elsewhere: tuple[str, Path], body: str) -> None:
    """Open a page of the other website with this in it."""
    address, folder = elsewhere
    head = '<!DOCTYPE html><html lang="nl"><title>Elders</title><link rel="icon" href="data:,">'
    (folder / "index.html").write_text(f"{head}<body>{body}</body></html>")
    visit.page.goto(address)
    visit.page.wait_for_load_state("networkidle")


def test_picture_and_frame_show_on_another_website(visit: Callable[..., Visit], elsewhere: tuple[str, Path]) -> None:
    person = visit(viewport={"width": 1000, "height": 1500})
    picture = f'<img src="{person.address}{EMBEDDED}.svg?jaar=2017" alt="grafiek" width="760">'
    frame = f'<iframe src="{person.address}{EMBEDDED}/?jaar=2017" title="grafiek" width="760" height="760"></iframe>'
    show(person, elsewhere, picture + frame)

    assert person.page.locator("img").evaluate("picture => picture.complete && picture.naturalWidth") == 760
    inside = person.page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_contain_text("9A1.b")
    expect(inside.locator("svg").first).to_be_visible()
    expect(inside.get_by_role("link")).to_have_attribute("target", "_top")
    assert person.complaints == []
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    person.page.screenshot(path=SCREENSHOTS / "elders.png")


def test_no_other_page_shows_in_a_frame(visit: Callable[..., Visit], elsewhere: tuple[str, Path]) -> None:
    person = visit()
    show(person, elsewhere, "".join(f'<iframe src="{person.address}{path}" title="x"></iframe>' for path in REFUSED))

    assert [frame.url for frame in person.page.frames[1:]] == ["chrome-error://chromewebdata/"] * len(REFUSED)
    assert len([complaint for complaint in person.complaints if "frame-ancestors" in complaint]) == len(REFUSED)
