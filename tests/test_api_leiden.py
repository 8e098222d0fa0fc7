"""The API over Leiden's own budget: the same as the pages, whole, and within the rate."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from indicators.api.resources import RESOURCES
from tests.test_api import LISTS, pages, results

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Begin without counts."""
    caches["api"].clear()


def test_leiden_has_the_same_lights_as_its_pages(client: Client, leiden_published: None) -> None:
    for year in (2016, 2017):
        page = client.get(f"/?jaar={year}").context["table"].data.data
        shown = {(r.indicator.slug, str(r.status.stoplicht), r.uitleg.sentence) for r in page if r.status.pk}
        told = {
            (row["sleutel"].rpartition(".")[0], row["stoplicht"], row["uitleg"])
            for row in results(client, f"/api/v1/statussen?jaar={year}&limit=1000")
        }
        assert told == shown
        assert told


def test_every_address_that_an_answer_names_is_there(client: Client, leiden_published: None) -> None:
    for address in LISTS:
        first = results(client, f"{address}?limit=1")[0]
        for named in set(_addresses_in(first)):
            assert client.get(named).status_code == 200, named
        assert client.get(first["url"]).json() == first


def _addresses_in(value: Any) -> Iterator[str]:
    """Yield every address of ours in an answer."""
    if isinstance(value, str) and value.startswith("http://testserver/"):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _addresses_in(part)


def test_pages_hold_every_row_once(client: Client, leiden_published: None) -> None:
    for name in ("statussen", "realisaties"):
        keys = [row["sleutel"] for page in pages(client, f"/api/v1/{name}?limit=7") for row in page]
        assert len(keys) == len(set(keys)) == len(results(client, f"/api/v1/{name}?limit=1000"))


def test_whole_of_leiden_is_read_within_the_rate(client: Client, leiden_published: None, settings: Any) -> None:
    asked = sum(len(list(pages(client, address))) for address in LISTS)

    assert asked < settings.API_REQUESTS_PER_MINUTE


def test_examples_of_the_page_answer(client: Client, leiden_published: None) -> None:
    page = unescape(client.get("/api/v1/").content.decode())
    examples = [part.split("'")[0] for part in page.split('<code class="utrecht-code">curl \'')[1:]]

    assert len(examples) == len(RESOURCES)
    for address in examples:
        assert client.get(address).json()["resultaten"], address
