"""What `make stack` makes, refuses and leaves behind; the stack itself is played by `make load`."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from leidenmo import jobs, stack

WHOLE = """
import os, sys
from leidenmo import run, stack
sys.exit(stack.run(run.Program("test", ["honcho", "--env", os.devnull, "--procfile", sys.argv[1], "start"])))
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A stack of two processes that write who they are and sleep."""
    line = f"echo $$ > {tmp_path}/%s.pid; exec sleep 60"
    (tmp_path / "Procfile").write_text(f"one: {line % 'one'}\ntwo: {line % 'two'}\n")
    command = [sys.executable, "-c", WHOLE, str(tmp_path / "Procfile")]
    said = tmp_path / "said.txt"
    with said.open("wb") as output:
        process = subprocess.Popen(command, cwd=stack.BASE_DIR, stdout=output)  # noqa: S603 - our own command
    # honcho can end only what it has said is started: a signal before that makes it fail and leaves the other to us.
    wait_until(lambda: said.read_text().count("started (pid=") == 2)
    wait_until(lambda: all((tmp_path / f"{name}.pid").exists() for name in ("one", "two")))
    yield process
    process.kill()


def wait_until(true: object) -> None:
    """Wait until it is, at most 20 seconds."""
    until = time.monotonic() + 20
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.05)


def is_running(folder: Path, name: str) -> bool:
    """Return whether the process that wrote its number still runs; one that waits to be buried has no words."""
    words = Path("/proc", (folder / f"{name}.pid").read_text().strip(), "cmdline")
    return words.exists() and bool(words.read_text())


def honcho_of(process: "subprocess.Popen[bytes]") -> int:
    """Return the process that honcho is."""
    return int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stack_that_is_asked_to_stop_leaves_nothing(
    running: "subprocess.Popen[bytes]", asked: signal.Signals, tmp_path: Path
) -> None:
    running.send_signal(asked)

    assert running.wait(20) == 0
    assert not is_running(tmp_path, "one")
    assert not is_running(tmp_path, "two")


def test_stack_of_which_one_process_dies_ends_and_says_so(running: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    os.kill(int((tmp_path / "one.pid").read_text()), signal.SIGKILL)

    assert running.wait(20) == 1
    assert not is_running(tmp_path, "two")


def test_honcho_that_is_killed_leaves_nothing(running: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    os.kill(honcho_of(running), signal.SIGKILL)

    assert running.wait(20) == 1
    assert not is_running(tmp_path, "one")
    assert not is_running(tmp_path, "two")


def test_stack_that_is_killed_itself_leaves_nothing(running: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    running.kill()

    wait_until(lambda: not is_running(tmp_path, "one") and not is_running(tmp_path, "two"))


def test_second_stack_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with stack.only_one(tmp_path), pytest.raises(stack.CannotStart, match="draait al"), stack.only_one(tmp_path):
        pass


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))

    with pytest.raises(stack.CannotStart, match="apt-get install postgresql redis-server"):
        stack.find_postgres()


def test_secrets_are_made_once_and_are_the_owners_only(tmp_path: Path) -> None:
    postgres = tmp_path

    first = stack.settings_of(tmp_path, postgres, {"PATH": ""})
    second = stack.settings_of(tmp_path, postgres, {"PATH": ""})

    assert first == second
    assert len(first["SECRET_KEY"]) >= 50
    for name in ("secrets.env", "stack.env", "owner.env", "redis.conf"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_who_serves_knows_no_password_of_the_owner(tmp_path: Path) -> None:
    environment = stack.settings_of(tmp_path, tmp_path, {"PATH": ""})
    owner = stack.as_owner(environment)["DATABASE_URL"]

    assert environment["DATABASE_URL"].startswith("postgres://leidenmo_app:")
    assert owner.startswith("postgres://leidenmo:")
    secret = stack.secrets_of(tmp_path / "secrets.env")["POSTGRES_PASSWORD"]
    assert secret in owner
    assert secret not in " ".join(environment.values())


def test_installation_from_before_the_roles_keeps_its_secrets_and_gets_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text("SECRET_KEY=oud\nPOSTGRES_PASSWORD=pg\nREDIS_PASSWORD=rd\n")

    kept = stack.secrets_of(tmp_path / "secrets.env")

    assert (kept["SECRET_KEY"], kept["POSTGRES_PASSWORD"], kept["REDIS_PASSWORD"]) == ("oud", "pg", "rd")
    assert len(kept["APPLICATION_PASSWORD"]) > 40
    assert stack.secrets_of(tmp_path / "secrets.env") == kept


def test_stack_is_as_safe_as_a_server_and_on_this_machine_only(tmp_path: Path) -> None:
    environment = stack.settings_of(tmp_path, tmp_path, {"PATH": "", "PORT": "8123"})

    assert "DEBUG" not in environment
    assert environment["WEB_BIND"] == "127.0.0.1:8123"
    assert environment["SITE_URL"] == "http://localhost:8123"
    assert 'bind "127.0.0.1"' in (tmp_path / "redis.conf").read_text()


def test_port_that_is_taken_is_refused_with_the_setting_that_moves_it(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        environment = stack.settings_of(tmp_path, tmp_path, {"PATH": "", "REDIS_PORT": str(port)})

        with pytest.raises(stack.CannotStart, match=f"Poort {port} is bezet.*REDIS_PORT="):
            stack.refuse_taken_ports(environment)


def test_data_of_another_postgresql_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")

    with pytest.raises(stack.CannotStart, match="van PostgreSQL 9 en geïnstalleerd is 15"):
        stack.make_cluster(tmp_path, Path("15", "bin"))


def test_database_asks_for_the_password_that_was_made(tmp_path: Path) -> None:
    """A real PostgreSQL, as the Procfile starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    postgres = stack.find_postgres()
    environment = stack.settings_of(tmp_path, postgres, {**os.environ, "POSTGRES_PORT": port})
    stack.make_cluster(tmp_path, postgres)
    server = stack.Program("postgres", ["/bin/sh", "-c", stack.procfile()["postgres"]], environment)
    server.start()
    try:
        owner = stack.as_owner(environment)
        stack.make_database(owner)
        stack.make_database(owner)  # the second time it is there

        psycopg2.connect(owner["DATABASE_URL"]).close()
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(f"postgres://leidenmo:onzin@127.0.0.1:{port}/leidenmo")
    finally:
        server.end()
        server.wait(time.monotonic() + 20)


STARTER = """
import json, sys, time
from leidenmo import stack
environment = json.loads(sys.argv[1])
server = stack.Program("postgres", ["/bin/sh", "-c", stack.procfile()["postgres"]], environment)
server.start()
stack.wait_for(int(environment["POSTGRES_PORT"]))
print("started", flush=True)
time.sleep(60)
"""


def test_postgres_ends_with_whoever_started_it_however_that_ended(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    postgres = stack.find_postgres()
    environment = stack.settings_of(tmp_path, postgres, {**os.environ, "POSTGRES_PORT": str(port)})
    stack.make_cluster(tmp_path, postgres)
    starter = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", STARTER, json.dumps(environment)], cwd=stack.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    with starter.stdout as said:
        assert said.readline() == "started\n"
    pid = int((tmp_path / "postgres" / "postmaster.pid").read_text().splitlines()[0])

    starter.kill()
    starter.wait()

    until = time.monotonic() + 15
    while stack.answers(port) and time.monotonic() < until:
        time.sleep(0.1)
    still_there = stack.answers(port)
    if still_there:
        os.kill(pid, signal.SIGKILL)
    assert not still_there


def test_every_queue_has_a_worker_and_only_short_work_goes_before_a_stoplicht() -> None:
    short, long = (stack.procfile()[f"worker_{number}"] for number in (1, 2))

    assert "--queues berekenen,herberekenen " in short
    assert "--queues" not in long  # all of them: see tests/test_queues.py
    assert {"berekenen", "herberekenen"} <= set(jobs.QUEUES)
