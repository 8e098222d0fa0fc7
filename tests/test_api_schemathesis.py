"""The API against its own description: schemathesis asks what fits and what does not, and finds nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from indicators.api.openapi import description

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection(settings: Any) -> Iterator[None]:
    """Answer over the connection of the test, whose transaction holds Leiden; and count nobody's questions."""
    settings.API_REQUESTS_PER_MINUTE = 0  # this asks thousands of times a minute
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.openapi.from_dict(description())
schema.app = get_wsgi_application()


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_what_it_describes(case: Any, leiden_published: None) -> None:
    # Called within this process nothing unpacks what was compressed.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
