"""A real OpenID provider on the loopback address, for the tests of logging in through the organisation."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import requests
from django.test import Client

from tests.conftest import REPOSITORY

CALLBACK = "http://testserver/inloggen/organisatie/terug/"
CLIENT_ID, CLIENT_SECRET = "leidenmo", "geheim-voor-een-test"


@dataclass
class Organisation:
    """The provider, and who logs in there now."""

    issuer: str
    people: Path

    def has(self, sub: str = "p-1", amr: tuple[str, ...] = (), acr: str | None = None, **claims: Any) -> None:
        """Let this person be the one who logs in there."""
        claims = {"email": "anna@leiden.example", "given_name": "Anna", "family_name": "Jansen", **claims}
        self.people.write_text(json.dumps({"sub": sub, "amr": list(amr), "acr": acr, "claims": claims}))

    def come_back(self, client: Client, **form: str) -> str:
        """Go to the provider and log in there; return the address it sends the browser back to."""
        page = client.post("/inloggen/organisatie/", form)
        found = re.search(r'href="(http[^"]+)">Ga verder', page.content.decode())
        assert found, page.content.decode()
        browser = requests.Session()
        address = unescape(found[1])
        while not address.startswith(CALLBACK):
            answer = browser.get(address, allow_redirects=False, timeout=10)
            assert answer.is_redirect, answer.text
            address = requests.compat.urljoin(address, answer.headers["Location"])
        return address

    def log_in(self, client: Client, **form: str) -> Any:
        """Log in through it; return our answer."""
        return client.get(self.come_back(client, **form))


@contextmanager
def running_provider(folder: Path) -> Iterator[Organisation]:
    """Run it."""
    node = shutil.which("node")
    assert node, "install node (npm brings it)"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    people = folder / "people.json"
    environment = {**os.environ, "PORT": str(port), "PEOPLE": str(people), "CALLBACK": CALLBACK}
    script = REPOSITORY / "tests" / "accounts" / "provider.mjs"
    with (folder / "provider.log").open("wb") as log:
        process = subprocess.Popen([node, script], env=environment, stdout=log, stderr=log)  # noqa: S603 - our own
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    try:
        yield Organisation(f"http://127.0.0.1:{port}", people)
    finally:
        process.terminate()
        process.wait()
