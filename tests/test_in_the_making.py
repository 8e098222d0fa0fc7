"""What only a document in the making prints: a part of the tree that no reader knows of before it is settled."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.in_the_making import for_reader, readable
from indicators.models import Effectindicator
from indicators.printed import printed_indicators
from indicators.publishing.chain import publish_loaded
from indicators.publishing.content import content_now
from programmes.models import Beleidsterrein, Document, Doel, Prestatie, Programma, Vermelding
from tests.factories import DocumentFactory, PrestatieFactory, make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Document:
    """A begroting that nobody adopted."""
    return DocumentFactory(year=2019, adopted=False)


def printed(document: Document, indicator: Effectindicator) -> Effectindicator:
    """Have a document print an indicator and all it hangs below."""
    doel = indicator.doel
    nodes: tuple[dict[str, Any], ...] = (
        {"programma": doel.beleidsterrein.programma},
        {"beleidsterrein": doel.beleidsterrein},
        {"doel": doel},
    )
    for node in nodes:
        Vermelding.objects.create(document=document, name="x", **node)
    indicator.vermeldingen.create(document=document, name="x")
    return indicator


def known() -> list[int]:
    """Return how many programma's, beleidsterreinen, doelen, prestaties and indicators anybody knows of."""
    levels = (Programma, Beleidsterrein, Doel, Prestatie, Effectindicator)
    return [readable(level.objects.all()).count() for level in levels]  # type: ignore[attr-defined]


def test_branch_of_a_document_in_the_making_is_not_known(draft: Document) -> None:
    PrestatieFactory(doel=printed(draft, make_indicator()).doel)

    assert known() == [0, 0, 0, 0, 0]


def test_branch_is_known_once_its_document_is_adopted(draft: Document) -> None:
    printed(draft, make_indicator())
    draft.adopted = True
    draft.save()

    assert known() == [1, 1, 1, 0, 1]


def test_branch_is_known_once_its_document_is_published(draft: Document) -> None:
    printed(draft, make_indicator())
    publish_loaded(draft)

    assert known() == [1, 1, 1, 0, 1]


def test_what_an_adopted_document_prints_too_stays_known(draft: Document) -> None:
    indicator = printed(draft, make_indicator())
    printed(DocumentFactory(year=2018), indicator)

    assert known() == [1, 1, 1, 0, 1]


def test_what_nothing_prints_stays_known() -> None:
    PrestatieFactory(doel=make_indicator().doel)

    assert known() == [1, 1, 1, 1, 1]


def test_what_hangs_above_something_adopted_stays_known(draft: Document) -> None:
    indicator = printed(draft, make_indicator())
    indicator.vermeldingen.create(document=DocumentFactory(year=2018), name="x")

    assert known() == [1, 1, 1, 0, 1]


@pytest.mark.parametrize("settle", [make_figure, make_target])
def test_indicator_with_an_adopted_figure_or_target_is_known(draft: Document, settle: Any) -> None:
    settle(printed(draft, make_indicator()), 2017, 50)

    assert known() == [1, 1, 1, 0, 1]


def test_indicator_with_a_concept_alone_is_not_known(draft: Document) -> None:
    make_figure(printed(draft, make_indicator()), 2017, 50, state="concept")

    assert known() == [0, 0, 0, 0, 0]


def test_indicator_beside_an_adopted_one_is_not_known(draft: Document) -> None:
    adopted = printed(DocumentFactory(year=2018), make_indicator())
    beside = make_indicator("9A1.b", adopted.doel.beleidsterrein)
    beside.vermeldingen.create(document=draft, name="x")

    assert list(readable(Effectindicator.objects.all())) == [adopted]


@pytest.mark.parametrize(
    ("group", "number"), [("raadslid", 0), ("beleidsmedewerker", 1), ("controller", 1), ("beheerder", 1)]
)
def test_who_works_on_documents_knows_of_it(draft: Document, group: str, number: int) -> None:
    printed(draft, make_indicator())

    assert for_reader(Effectindicator.objects.all(), make_user("iemand", group)).count() == number
    assert not for_reader(Effectindicator.objects.all(), AnonymousUser()).exists()


def test_comparison_with_now_leaves_it_out(draft: Document) -> None:
    printed(draft, make_indicator())

    assert content_now()["effectindicatoren"] == []
    assert content_now()["programmas"] == []


def test_other_document_that_names_only_doelen_does_not_print_it(draft: Document) -> None:
    jaarstukken = DocumentFactory(kind="jaarstukken", year=2017, through_year=None)
    indicator = make_indicator()
    Vermelding.objects.create(document=jaarstukken, doel=indicator.doel, name="Doel")
    indicator.vermeldingen.create(document=draft, name="x")

    assert list(printed_indicators(jaarstukken)) == []
    assert list(printed_indicators(draft)) == [indicator]


def test_search_does_not_tell_of_a_doel_in_the_making(client: Client, draft: Document) -> None:
    adopted = printed(DocumentFactory(year=2018), make_indicator(name="Zichtbaar"))
    prestatie = PrestatieFactory(doel=adopted.doel, name="Vliegveld bouwen")
    Vermelding.objects.create(document=draft, prestatie=prestatie, name="x")

    assert "Zichtbaar" in client.get("/", {"zoek": "Zichtbaar"}).content.decode()
    assert "Zichtbaar" not in client.get("/", {"zoek": "Vliegveld"}).content.decode()


@pytest.mark.parametrize("address", ["/", "/api/v1/effectindicatoren", "/api/v1/prestaties"])
def test_leaving_out_takes_no_more_queries_for_more_drafts(client: Client, draft: Document, address: str) -> None:
    def queries() -> int:
        caches["pages"].clear()  # what making the page costs, not what keeping it saves
        with CaptureQueriesContext(connection) as taken:
            assert client.get(address).status_code == 200
        return len(taken)

    printed(DocumentFactory(year=2018), make_indicator())
    client.get(address)
    before = queries()
    for number in range(20):
        printed(draft, make_indicator(f"8A1.{number}")).doel.prestaties.create(code=f"8A1.{number}", name="y")

    assert queries() == before


def test_postgresql_is_asked_by_a_function_that_it_plans_once() -> None:
    """Thirty tables are joined in it: planned anew each time, that cost more than all the rest of a page."""
    sql = str(readable(Programma.objects.all()).query)

    assert ("programma_only_in_the_making()" in sql) == (connection.vendor == "postgresql")
