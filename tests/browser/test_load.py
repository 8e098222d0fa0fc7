"""A council evening of some seconds, against a real web server and worker: the players of `make load` know the pages."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from bench import data
from load import evening, promises
from load.__main__ import free_ports, wait_for
from load.afterwards import look
from tests.browser.conftest import Worker
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def host(worker: Worker, environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of a web server that asks nobody for a second factor: the players have none."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "gunicorn", "leidenmo.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--threads", "4", "--keep-alive", "130"]  # as in the Procfile
    log = tmp_path / "web.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env={**environment, "SECOND_FACTOR_GROUPS": "", "BEHIND_PROXY": "on"},
            cwd=REPOSITORY,
            stdout=output,
            stderr=output,
        )
    wait_for(f"http://localhost:{port}", process, log)
    yield f"http://localhost:{port}"
    process.terminate()
    process.wait()


def test_short_evening_loses_nothing(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "INDICATORS", 27)  # one of each beleidsterrein
    cache.clear()
    (tmp_path / "evening.json").write_text(json.dumps(evening.fill()), encoding="utf-8")
    command = [sys.executable, "-m", "load.players", host, str(tmp_path / "evening.json"), str(tmp_path / "seen.json")]

    subprocess.run([*command, "3", "2", "3"], cwd=REPOSITORY, check=True, timeout=120)  # noqa: S603 - our own command

    seen = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
    assert seen["errors"] == []
    assert promises.lost(map(tuple, seen["saves"]), look(20).history) == []
    assert seen["saves"]
    assert seen["published"] in look(20).publications
