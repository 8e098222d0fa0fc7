"""Leiden's own documents, loaded onto the fixtures that hold them: nothing changes."""

import pytest

from indicators.imports.lines import Status
from indicators.imports.loading import difference_of
from tests.shared.test_load_seeds import IN_ORDER, sent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("document", IN_ORDER)
def test_document_that_the_fixtures_hold_is_the_same(document: str, leiden: None) -> None:
    verschil = difference_of(sent(document), None)

    assert verschil.open == []
    assert {status for status, number in verschil.counts.items() if number} <= {Status.GELIJK, Status.VERVALLEN}
    assert verschil.counts[Status.GELIJK] > 20
