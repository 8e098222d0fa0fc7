"""An indicator on another website: one picture, or a page in a frame; adopted figures only, and nothing that runs."""

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators import recalculation
from indicators.models import Effectindicator, Realisatie
from programmes.models import Beleidsterrein
from tests.factories import make_figure, make_indicator, make_target
from tests.test_pages import READS

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """An indicator with a rood figure of 2017, and a concept of 2018."""
    indicator = make_indicator("9A1.a", terrein_9a, name="Inwoners die <meedoen> & helpen")
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2016, 45)
    make_figure(indicator, 2017, Decimal("12.5"))
    make_figure(indicator, 2018, Decimal("88.125"), state="concept", note="geheim")
    recalculation.recalculate()
    return indicator


def address(indicator: Effectindicator, year: str = "?jaar=2017") -> str:
    """Return where the picture is."""
    return f"/inbedden/effectindicator/{indicator.slug}.svg{year}"


def words_of(client: Client, where: str) -> str:
    """Return everything a picture says, on one line."""
    answer = client.get(where)
    assert answer["Content-Type"] == "image/svg+xml"
    return " ".join("".join(Xml.fromstring(answer.content).itertext()).split())  # noqa: S314 - our own picture


def test_picture_tells_the_light_why_and_from_where(client: Client, indicator: Effectindicator) -> None:
    said = words_of(client, address(indicator))

    for part in (
        "Inwoners die <meedoen> & helpen",
        "2017: rood",
        "12,5% is 37,5",
        "Bron: Stadsenquête. Gemeente Leiden, beoordeeld op",
        "Realisatie 2016: 45%",
    ):
        assert part in said


def test_picture_without_a_year_is_of_the_latest(client: Client, indicator: Effectindicator) -> None:
    assert "2017: rood" in words_of(client, address(indicator, ""))
    assert "2016: grijs" in words_of(client, address(indicator, "?jaar=2016"))


@pytest.mark.parametrize(
    ("value", "shape"), [(60, "circle"), (49, "M14 0l14 28H0z"), (10, "M8.4 0h11.2"), (None, "M0 9.5h28v9H0z")]
)
def test_light_is_a_word_a_shape_and_a_colour(
    client: Client, terrein_9a: Beleidsterrein, value: int | None, shape: str
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, value, reason="" if value else "pm")
    recalculation.recalculate()

    picture = client.get(address(indicator)).content.decode()

    assert shape in picture
    assert f"2017: {indicator.statussen.get(year=2017, stand='vastgesteld').stoplicht}</text>" in picture


def test_picture_needs_nothing_beside_it(client: Client, indicator: Effectindicator) -> None:
    answer = client.get(address(indicator))
    picture = Xml.fromstring(answer.content)  # noqa: S314 - our own picture

    assert not [
        part for part in picture.iter() if part.tag.removeprefix(SVG) in ("script", "style", "image", "a", "use")
    ]
    assert not [name for part in picture.iter() for name in part.attrib if name == "style" or name.endswith("href")]
    policy = set(answer["Content-Security-Policy"].split("; "))
    assert policy == {"default-src 'none'", "frame-ancestors *"}


def test_picture_has_a_title_and_a_text_for_who_listens(client: Client, indicator: Effectindicator) -> None:
    picture = Xml.fromstring(client.get(address(indicator)).content)  # noqa: S314 - our own picture

    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "9A1.a Inwoners die <meedoen> & helpen, 2017: rood"
    assert "12,5%" in str(picture.findtext(f"{SVG}desc"))


def test_concept_is_not_in_it_whoever_asks(client: Client, indicator: Effectindicator, controller: Any) -> None:
    frame = f"/inbedden/effectindicator/{indicator.slug}/?jaar=2018"
    client.force_login(controller)

    for where in (address(indicator, "?jaar=2018"), frame):
        answer = client.get(where)
        assert "88,125" not in answer.content.decode()
        assert "geheim" not in answer.content.decode()
        assert "Cookie" not in answer["Vary"]
        assert not answer.cookies


def test_page_may_stand_in_a_frame_and_no_other_page_may(client: Client, indicator: Effectindicator) -> None:
    frame = client.get(f"/inbedden/effectindicator/{indicator.slug}/?jaar=2017")
    page = client.get(indicator.get_absolute_url())

    assert "X-Frame-Options" not in frame
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "script-src" not in frame["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "<script" not in frame.content.decode()
    assert 'target="_top"' in frame.content.decode()


def test_picture_is_kept_until_it_changes(client: Client, indicator: Effectindicator) -> None:
    first = client.get(address(indicator))
    same = client.get(address(indicator), headers={"If-None-Match": first["ETag"]})
    Realisatie.objects.filter(year=2016).update(value=44)
    recalculation.recalculate()
    other = client.get(address(indicator), headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=300"
    assert (same.status_code, other.status_code) == (304, 200)


def test_indicator_page_gives_the_codes_to_copy(client: Client, indicator: Effectindicator) -> None:
    page = client.get(f"{indicator.get_absolute_url()}?jaar=2017").content.decode()

    assert f"&lt;img src=&quot;http://testserver{address(indicator)}&quot;" in page.replace('"', "&quot;")
    # Copied as it is read, it is a name in an attribute: nothing of it is markup.
    assert "&amp;lt;meedoen&amp;gt; &amp;amp; helpen" in page


def test_unknown_indicator_is_not_found_and_nothing_is_written(client: Client, indicator: Effectindicator) -> None:
    assert client.get("/inbedden/effectindicator/x.svg").status_code == 404
    assert client.post(address(indicator)).status_code == 405
    with CaptureQueriesContext(connection) as captured:
        client.get(address(indicator))
    assert all(query["sql"].startswith(READS) for query in captured)


def test_long_name_is_broken_into_lines(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = make_indicator("9A1.a", terrein_9a, name="Percentage inwoners " * 14)

    picture = Xml.fromstring(client.get(address(indicator)).content)  # noqa: S314 - our own picture

    lines = [text.text or "" for text in picture.iter(f"{SVG}text")]
    assert max(map(len, lines)) <= 92
