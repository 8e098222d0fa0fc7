"""People who log in by the form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

PASSWORD = "alleen-in-een-test"
ADDRESS = "officer_9a@leiden.example"  # of the officer below


@pytest.fixture
def with_password() -> Callable[[Any], Any]:
    """Return a function that gives a user the password of these tests."""

    def give(user: Any) -> Any:
        user.set_password(PASSWORD)
        user.save()
        return user

    return give


@pytest.fixture
def officer(officer_9a: Any) -> Any:
    """The officer of 9A, with a password."""
    officer_9a.set_password(PASSWORD)
    officer_9a.save()
    return officer_9a


def log_in(client: Client, user: Any, password: str = PASSWORD, **headers: str) -> Any:
    """Fill in the form for `user`, or for an address."""
    address = user if isinstance(user, str) else user.email
    return client.post("/inloggen/", {"login": address, "password": password}, headers=headers)
