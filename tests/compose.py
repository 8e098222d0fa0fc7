"""compose.yaml as Docker would read it, with values for what it takes from the environment."""

import os
import re
from collections.abc import Mapping
from typing import Any

import yaml

from leidenmo.stack import BASE_DIR

_NAMED = re.compile(r"\$\{(?P<name>[A-Z_]+)(?P<how>:[?-])(?P<rest>[^}]*)\}|\$\$")


class Missing(Exception):
    """A value that the file insists on is not in the environment: with it, Docker starts nothing."""


def services(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the services; raises Missing, naming it, when something is required that is not `given`."""
    text = _NAMED.sub(lambda found: _value(found, given), (BASE_DIR / "compose.yaml").read_text(encoding="utf-8"))
    services: dict[str, Any] = yaml.safe_load(text)["services"]
    return services


def _value(found: "re.Match[str]", given: Mapping[str, str]) -> str:
    if found[0] == "$$":
        return "$"
    if value := given.get(found["name"]):
        return value
    if found["how"] == ":?":
        raise Missing(found["name"])
    return found["rest"]


def process(service: Mapping[str, Any], server: str) -> dict[str, str]:
    """Return the environment of a container's process, here, with PostgreSQL at `server` in place of its own."""
    said = {name: str(value) for name, value in service["environment"].items()}
    said["DATABASE_URL"] = said["DATABASE_URL"].replace("@postgres:5432/", f"@{server}/")
    return {**os.environ, **said}
