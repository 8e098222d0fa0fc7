"""Where the benchmark runs: a folder and a database of its own, and the programs it starts."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

BASE_DIR = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@contextmanager
def database() -> Iterator[None]:
    """Make the benchmark's own database from the migrations, and remove it afterwards."""
    from django.db import connection  # noqa: PLC0415 - once Django is there

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def environment() -> Mapping[str, str]:
    """Return the environment in which a child finds the same database and folder."""
    return {**os.environ, "DATABASE_URL": _database_url()}


def _database_url() -> str:
    """Return the address of the database that is connected to now."""
    from django.db import connection  # noqa: PLC0415

    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    who = ":".join(quote(str(place[part]), safe="") for part in ("USER", "PASSWORD") if place[part])
    port = f":{place['PORT']}" if place["PORT"] else ""
    return f"postgres://{who}{'@' if who else ''}{quote(place['HOST'], safe='')}{port}/{place['NAME']}"


def start(program: str, *arguments: str, quiet: bool = True, **more: str) -> "subprocess.Popen[bytes]":
    """Start one of the programs beside our interpreter; `more` goes to its environment."""
    return subprocess.Popen(  # noqa: S603 - our own commands
        [BIN / program, *arguments],
        cwd=BASE_DIR,
        env={**environment(), **more},
        stdout=subprocess.DEVNULL if quiet else None,
        stderr=subprocess.DEVNULL if quiet else None,
    )


def run(*arguments: str) -> str:
    """Run a module of ours to its end; return what it wrote."""
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-m", *arguments], cwd=BASE_DIR, env=environment(), capture_output=True, text=True, check=True
    )
    return done.stdout


def end(processes: list["subprocess.Popen[bytes]"]) -> None:
    """End programs that we started, and wait until they did."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
