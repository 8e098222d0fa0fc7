"""Every page with a table of data offers it as a file: found by the addresses and the templates themselves."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from indicators.models import Stoplichtnorm
from tests.test_roles import PAGES, ROLES, World, client_of, seen_in, world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

TEMPLATES = Path(settings.BASE_DIR, "templates")
DOWNLOAD = "components/download.html"

# Tables that are no data, or whose page gives the same as a file.
WITHOUT = {
    "api/velden.html": "describes the API; openapi.json is its file",
    "components/changes.html": "the few latest changes; the page of the whole history downloads",
    "components/norm_ahead.html": "on the page of a proposal, which downloads; before it is proposed nothing is stored",
    "components/publication_overview.html": "counts of the table that the page of the publication downloads",
    "components/publication_terrein.html": "on the pages of a publication and of a document, which say where it downloads",
    "components/grid_paste.html": "what was pasted, before it is saved",
    "components/publication_files.html": "lists files to download",
    "components/lading_difference.html": "what a file would change, until it is loaded; the file itself is beside it",
    "components/regel_table.html": "on pages that download the table of all their indicators",
    "hulp/kleur.html": "explains the colours",
    "indicators/kolommen.html": "entry grid: which column of a file is what",
    "indicators/laden.html": "the latest loads, to go on with",
    "indicators/melding.html": "two readings of one text, side by side, to choose between",
    "indicators/sjabloon.html": "offers the template, which is a file itself",
    "indicators/tabel.html": "entry grid; mijn invoer downloads the same indicators",
    "mfa/webauthn/authenticator_list.html": "one's own keys",
    "usersessions/usersession_list.html": "one's own devices",
}


def table_templates() -> Iterator[str]:
    """Yield the templates with a table."""
    for file in TEMPLATES.rglob("*.html"):
        # What is made for paper is a file to download itself.
        if "<table" in file.read_text() and "papier" not in file.parts:
            yield str(file.relative_to(TEMPLATES))


def test_every_template_with_a_table_offers_a_download_or_says_why_not() -> None:
    silent = {name for name in table_templates() if DOWNLOAD not in (TEMPLATES / name).read_text()}

    assert silent - WITHOUT.keys() == set(), "add components/download.html, or the reason why not"
    assert WITHOUT.keys() - silent == set(), "no longer without"


# Pages whose only tables are among those.
GRIDS = {
    "publicatie_bestanden",  # each row is a file to download itself
    "sjabloon",
    "kolommen",
    "tabel",
    "laden",
    "lading",
    "hulp_kleur",
    "rapportage_prestatie",
    "rapportage_effectindicator",
    "api_docs",
    "trendbreuk",
    "document",
}


@pytest.mark.parametrize("name", [name for name, pages in PAGES.items() if pages and name not in GRIDS])
def test_every_page_with_a_table_of_data_offers_a_download(world: World, name: str) -> None:  # noqa: F811
    Stoplichtnorm.objects.create(valid_from=1995, margin=5)  # so that its page has more than its history

    for page in PAGES[name]:
        role = next((role for role, answer in zip(ROLES, page.answers, strict=True) if answer == 200), None)
        if role is None or "als=" in page.address:
            continue
        answer = client_of(world, role).get(page.address.format(**seen_in(world)))
        if not answer["Content-Type"].startswith("text/html"):
            continue
        said = answer.content.decode()
        assert "<table" not in said or "als=csv" in said, page.address


def test_every_download_that_a_page_offers_is_there(world: World) -> None:  # noqa: F811
    asked = 0
    for pages in PAGES.values():
        for page in pages:
            role = next((role for role, answer in zip(ROLES, page.answers, strict=True) if answer == 200), None)
            if role is None or "als=" in page.address:
                continue
            client = client_of(world, role)
            address = page.address.format(**seen_in(world))
            answer = client.get(address)
            if not answer["Content-Type"].startswith("text/html"):
                continue
            for offered in set(re.findall(r'href="(\?[^"]*als=csv(?:&amp;[^"]*)?)"', answer.content.decode())):
                file = client.get(f"{address.partition('?')[0]}{offered.replace('&amp;', '&')}")
                assert file["Content-Type"].startswith("text/csv"), (address, offered)
                asked += 1
    assert asked > 15
