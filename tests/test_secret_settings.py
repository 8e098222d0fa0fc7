"""An installation for real use does not start with a secret that is missing, short or an example; files stay private."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from leidenmo.secret_settings import is_weak, weak_secrets
from tests.conftest import REPOSITORY

STRONG = "x9" + "Qw7-Zt3_Lk5Pn8Rm" * 4
DATABASE = f"postgres://leidenmo_app:{STRONG}@127.0.0.1:5432/leidenmo"


@pytest.mark.parametrize(
    ("secret", "weak"),
    [
        ("", True),
        ("kort", True),
        ("a" * 80, True),
        ("django-insecure-" + STRONG, True),
        ("change-me-" + STRONG, True),
        ("alleen-een-voorbeeld-0123456789", True),
        (STRONG[:11], True),
        (STRONG[:12], False),
        (STRONG, False),
    ],
)
def test_secret_is_long_of_many_characters_and_nobodys_example(secret: str, weak: bool) -> None:
    assert is_weak(secret) is weak


def test_key_is_longer_than_a_password() -> None:
    assert list(weak_secrets({"SECRET_KEY": STRONG[:49]}, {}))
    assert not list(weak_secrets({"SECRET_KEY": STRONG[:50]}, {}))


@pytest.mark.parametrize(
    ("database", "refused"),
    [
        ({"HOST": "127.0.0.1", "PASSWORD": "postgres"}, True),
        ({"HOST": "db.gemeente.example", "PASSWORD": ""}, True),
        ({"HOST": "db.gemeente.example", "PASSWORD": STRONG}, False),
        ({"HOST": "/run/postgresql", "PASSWORD": ""}, False),
        ({"NAME": "leidenmo.sqlite3"}, False),
    ],
)
def test_database_over_a_network_has_a_password(database: dict[str, str], refused: bool) -> None:
    assert bool(list(weak_secrets({}, database))) is refused


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"SECRET_KEY": "kort"}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"DATABASE_URL": "postgres://leidenmo:leidenmo@127.0.0.1:5432/leidenmo"}, "DATABASE_URL"),
        ({"METRICS_TOKEN": "prometheus"}, "METRICS_TOKEN"),
        ({"OIDC_ISSUER": "https://login.gemeente.example", "OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"DEBUG": "on"}, "DEBUG"),
    ],
)
def test_start_is_refused_and_says_which_secret_it_is_and_never_what(environment: dict[str, str], named: str) -> None:
    refused = started(**environment)

    assert refused.returncode != 0
    assert named in refused.stderr.splitlines()[-1]
    assert STRONG not in refused.stderr


def test_start_with_secrets_succeeds() -> None:
    assert started().returncode == 0


def test_ones_own_machine_asks_for_no_more_than_a_key() -> None:
    assert started(HTTPS="off", SECRET_KEY="kort").returncode == 0


def started(**environment: str) -> "subprocess.CompletedProcess[str]":
    """Read the settings as a server would, with these in its environment."""
    real = {"HTTPS": "on", "SECRET_KEY": STRONG, "DATABASE_URL": DATABASE, "DEBUG": "off"}
    return subprocess.run(
        [sys.executable, "-c", "import leidenmo.settings"],
        cwd=REPOSITORY,
        env={**os.environ, **real, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/media/publicaties/x.pdf", "/static/../media/x.pdf", "/media/", "/files/x.pdf"])
def test_files_are_outside_what_is_served_and_have_no_address(client: Client, address: str) -> None:
    root = Path(settings.MEDIA_ROOT).resolve()

    assert not root.is_relative_to(Path(settings.STATIC_ROOT).resolve())
    assert not Path(settings.STATIC_ROOT).resolve().is_relative_to(root)
    assert not any(root.is_relative_to(Path(folder).resolve()) for folder in settings.STATICFILES_DIRS)
    assert client.get(address).status_code == 404


def test_no_secret_stands_in_the_code() -> None:
    """What is read from the environment has no value of its own here."""
    text = (REPOSITORY / "leidenmo" / "settings.py").read_text(encoding="utf-8")
    secret: dict[str, Any] = {
        "SECRET_KEY": 'env.str("SECRET_KEY")',
        "METRICS_TOKEN": 'env.str("METRICS_TOKEN", default="")',
    }

    for name, read in secret.items():
        assert f"{name} = {read}" in text
