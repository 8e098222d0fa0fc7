"""Where the benchmark runs: a folder and a database of its own, and the programs it starts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

BASE_DIR = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@contextmanager
def database(size: str) -> Iterator[int]:
    """Put the benchmark's own database there, filled to this size; yield how many figures it has, remove it afterwards.

    Filling takes minutes for the country. So what was filled is kept, for as long as the tables and the generator are
    what they were: on PostgreSQL as a template database, on SQLite as a file.
    """
    from django.core.management import call_command  # noqa: PLC0415 - once Django is there
    from django.db import connection  # noqa: PLC0415

    from bench import data  # noqa: PLC0415

    keep = _Template(size) if connection.vendor == "postgresql" else _File(size)
    if not keep.is_there():
        keep.forget()
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        data.fill(data.SIZES[size])
        settle()
        connection.close()
        keep.keep()
    keep.copy()
    call_command("migrate", verbosity=0)  # what the database itself answers by is as the program is now
    try:
        yield data.figures_of(data.SIZES[size])
    finally:
        connection.close()
        keep.remove_copy()


def settle() -> None:
    """Tidy what was just written, as is done to a database that is running: by PostgreSQL itself, and by the sweep."""
    from django.db import connection  # noqa: PLC0415 - once Django is there

    from indicators import revision  # noqa: PLC0415

    revision.tidy()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def forget() -> None:
    """Remove everything that was kept between runs."""
    from django.db import connection  # noqa: PLC0415 - once Django is there

    for size in ("Leiden", "G40", "Nederland"):
        (_Template(size) if connection.vendor == "postgresql" else _File(size)).forget()


def _fingerprint() -> str:
    """Return a mark of all that a filled database follows from: the generator, the migrations, the triggers, Django."""
    import django  # noqa: PLC0415

    files = [BASE_DIR / "bench" / "data.py", BASE_DIR / "indicators" / "revision.py"]
    files += sorted(BASE_DIR.glob("*/migrations/*.py")) + sorted(BASE_DIR.glob("*/*/migrations/*.py"))
    said = sha256(django.get_version().encode())
    for file in files:
        said.update(file.read_bytes())
    return said.hexdigest()[:8]


class _Template:
    """A database of PostgreSQL that others are made of as a copy."""

    def __init__(self, size: str) -> None:
        from django.db import connection  # noqa: PLC0415

        self.connection = connection
        self.name = str(connection.settings_dict["TEST"]["NAME"])
        self.start = f"{self.name}_{size.lower()}_"
        self.template = f"{self.start}{_fingerprint()}"

    def is_there(self) -> bool:
        return self.template in self._of_this_size()

    def keep(self) -> None:
        """Let what was just filled be the template; only now that it is whole."""
        self._say("ALTER DATABASE {} RENAME TO {}", self.name, self.template)

    def copy(self) -> None:
        """Make the database that is measured in; without writing every page to the log where PostgreSQL can (15)."""
        self.remove_copy()
        as_files = " STRATEGY FILE_COPY" if self._version() >= 15_00_00 else ""
        self._say(f"CREATE DATABASE {{}} TEMPLATE {{}}{as_files}", self.name, self.template)
        self.connection.settings_dict["NAME"] = self.name

    def remove_copy(self) -> None:
        self._say("DROP DATABASE IF EXISTS {}", self.name)

    def forget(self) -> None:
        """Remove what was kept of this size, whatever it followed from."""
        for name in self._of_this_size():
            self._say("DROP DATABASE {}", name)

    def _of_this_size(self) -> list[str]:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.start])
            return [name for (name,) in cursor.fetchall()]

    def _version(self) -> int:
        with self.connection._nodb_cursor() as cursor:
            return int(cursor.connection.server_version)

    def _say(self, statement: str, *names: str) -> None:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement.format(*map(self.connection.ops.quote_name, names)))


class _File:
    """A file of SQLite in var/bench."""

    def __init__(self, size: str) -> None:
        from django.db import connection  # noqa: PLC0415

        self.connection = connection
        self.folder = BASE_DIR / "var" / "bench"
        self.size = size
        self.kept = self.folder / f"{size.lower()}-{_fingerprint()}.sqlite3"
        self.file = Path(connection.settings_dict["TEST"]["NAME"])

    def is_there(self) -> bool:
        return self.kept.exists()

    def keep(self) -> None:
        """Let what was just filled be what is copied; only now that it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.move(self.file, self.kept)

    def copy(self) -> None:
        """Make the file that is measured in."""
        shutil.copyfile(self.kept, self.file)
        self.connection.settings_dict["NAME"] = str(self.file)

    def remove_copy(self) -> None:
        for file in self.file.parent.glob(f"{self.file.name}*"):  # with the log beside it
            file.unlink()

    def forget(self) -> None:
        """Remove what was kept of this size, whatever it followed from."""
        for file in self.folder.glob(f"{self.size.lower()}-*.sqlite3"):
            file.unlink()


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
