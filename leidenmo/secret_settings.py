"""Whether the secrets of an installation are secrets: one that is short or well known is as good as none."""

from collections.abc import Iterator, Mapping
from typing import Any

SHORTEST_KEY = 50  # characters, as Django's own check asks
SHORTEST = 12  # of a password or token between machines
KINDS = 5  # different characters, at least: "aaaaaaaaaaaa" is long
# What examples, images and habits bring.
WELL_KNOWN = ("insecure", "change", "wijzig", "example", "voorbeeld", "secret", "geheim", "password", "wachtwoord")


def is_weak(secret: str, shortest: int = SHORTEST) -> bool:
    """Whether somebody would guess it: too short, of too few characters, or with a word that stands for a secret."""
    words = secret.casefold()
    return len(secret) < shortest or len(set(secret)) < KINDS or any(word in words for word in WELL_KNOWN)


def weak_secrets(secrets: Mapping[str, str], database: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what is wrong with the secrets by which an installation is reached; nothing when they are strong.

    `secrets` holds SECRET_KEY, and others by the name of their setting where they are set. Of `database` only the
    password counts, where it is asked for over a network: at a socket PostgreSQL knows who asks.
    """
    how = "maak er een met: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
    for name, secret in secrets.items():
        if is_weak(secret, SHORTEST_KEY if name == "SECRET_KEY" else SHORTEST):
            yield f"{name} ontbreekt, is te kort of is een voorbeeld; {how}"
    host = str(database.get("HOST") or "")
    if host and not host.startswith("/") and is_weak(str(database.get("PASSWORD") or "")):
        yield "het wachtwoord in DATABASE_URL ontbreekt, is te kort of is een voorbeeld"
