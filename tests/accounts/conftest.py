"""People who log in by the form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

PASSWORD = "alleen-in-een-test"


@pytest.fixture
def with_password() -> Callable[[Any], Any]:
    """Return a function that gives a user the password of these tests."""

    def give(user: Any) -> Any:
        user.set_password(PASSWORD)
        user.save()
        return user

    return give


def log_in(client: Client, user: Any, password: str = PASSWORD, **headers: str) -> Any:
    """Fill in the form for `user`, or for an address."""
    address = user if isinstance(user, str) else user.email
    return client.post("/inloggen/", {"login": address, "password": password}, headers=headers)
