"""The API against its own description: schemathesis asks what fits and what does not, and finds nothing."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
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


WHOLE = os.environ.get("FUZZ_COUNTED", "")  # `make fuzz`: many more of them, and the counts to this file
ANSWERS: Counter[int] = Counter()


@pytest.fixture(scope="module", autouse=True)
def counted() -> Iterator[None]:
    """Tell `make fuzz` what was asked and answered."""
    yield
    if WHOLE:
        kinds = {2: "beantwoord", 3: "verder gestuurd", 4: "geweigerd zoals beschreven", 5: "gebroken"}
        told = {words: sum(n for code, n in ANSWERS.items() if code // 100 == kind) for kind, words in kinds.items()}
        outcome = ", ".join(f"{number} {words}" for words, number in told.items() if number)
        with Path(WHOLE).open("a", encoding="utf-8") as file:
            file.write(f"API, schemathesis | {ANSWERS.total()} vragen: {outcome} | {told['gebroken']}\n")


schema = schemathesis.openapi.from_dict(description())
schema.app = get_wsgi_application()


@schema.parametrize()
@settings(
    max_examples=150 if WHOLE else 12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_what_it_describes(case: Any, leiden_published: None) -> None:
    # Called within this process nothing unpacks what was compressed.
    answer = case.call(headers={"Accept-Encoding": "identity"})
    ANSWERS[answer.status_code] += 1
    case.validate_response(answer)
