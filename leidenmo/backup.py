"""All of an installation in one file: the database and the files beside it, with a checksum of each and a count of all.

What is put back is compared with what was kept: every file by its SHA-256, every table by its number of rows. That
the publications are still what was published, `verify_publications` shows.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

MANIFEST = "inhoud.json"
DATABASE = "database"
MEDIA = "bestanden"
BARE = ("--no-owner", "--no-privileges")  # who may do what in a database is the server's, not the backup's


class BackupRefused(Exception):
    """What is asked cannot be done, said in words for who asks."""


def backup(folder: Path) -> Path:
    """Write all of this installation to a new file in `folder`, while it is in use, and return that file.

    The file is readable by its owner alone: it holds names and passwords (as hashes). Raises BackupRefused when
    a program of PostgreSQL is missing or fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.localtime()
    made = folder / f"leidenmo-{now:%Y%m%dT%H%M%S}.tar.gz"
    with tempfile.TemporaryDirectory(dir=folder) as room:
        dump = Path(room, DATABASE)
        rows = _dump_postgresql(dump) if connection.vendor == "postgresql" else _copy_sqlite(dump)
        files = {DATABASE: dump, **{f"{MEDIA}/{name}": path for name, path in _media()}}
        said = {"made_at": now.isoformat(), "database": connection.vendor, "rows": rows}
        unfinished = Path(room, made.name)
        with tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
            sums = {name: _add(archive, name, path) for name, path in files.items()}
            manifest = json.dumps({**said, "files": sums}, indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(manifest)
            archive.addfile(entry, io.BytesIO(manifest))
        unfinished.chmod(0o600)
        unfinished.replace(made)  # a backup that was broken off is never there under its name
    return made


def restore(file: Path) -> dict[str, Any]:
    """Put a backup back into an empty installation and return what it says of itself.

    Raises BackupRefused when the installation holds something, the file is another database's or damaged, or when
    what came back is not what was kept.
    """
    if _tables_with_rows():
        raise BackupRefused("Deze database is niet leeg. Zet een back-up terug in een lege database.")
    with tempfile.TemporaryDirectory() as room, _opened(file) as archive:
        said = _manifest(archive)
        if said["database"] != connection.vendor:
            raise BackupRefused(f"Deze back-up is van {said['database']}, de database hier is {connection.vendor}.")
        for name, checksum in said["files"].items():
            _extract(archive, name, checksum, Path(room, name))
        dump = Path(room, DATABASE)
        _restore_postgresql(dump) if connection.vendor == "postgresql" else _restore_sqlite(dump)
        kept = Path(room, MEDIA)
        if kept.exists():
            shutil.copytree(kept, settings.MEDIA_ROOT, dirs_exist_ok=True)
    if (rows := row_counts()) != said["rows"]:
        wrong = sorted(set(rows.items()) ^ set(said["rows"].items()))
        raise BackupRefused(f"Niet alles kwam terug: {wrong}.")
    return said


def row_counts() -> dict[str, int]:
    """Return how many rows each table has."""
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - its own name
            counts[table] = cursor.fetchone()[0]
    return counts


def _tables_with_rows() -> bool:
    """Whether somebody works here already; what a migration brings itself is nobody's work."""
    counts = row_counts()
    return any(counts.get(table) for table in ("auth_user", "programmes_programma", "programmes_document"))


def _copy_sqlite(target: Path) -> dict[str, int]:
    """Copy the database while it is in use, and count in the copy."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        names = sorted(connection.introspection.table_names())
        return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _restore_sqlite(source: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as kept:
        kept.backup(connection.connection)
    connection.close()


@contextmanager
def _one_moment() -> Iterator[str]:
    """Hold one state of the database, and yield the name by which another program reads the same."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _dump_postgresql(target: Path) -> dict[str, int]:
    """Dump the database as it is at one moment, and count at that same moment."""
    with _one_moment() as snapshot:
        _run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"
        )
        return row_counts()


def _restore_postgresql(source: Path) -> None:
    name = settings.DATABASES["default"]["NAME"]
    connection.close()
    # Tables that a migration made are made anew: the dump holds the migrations that were done.
    options = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", *BARE, *options, f"--dbname={name}", str(source))


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on this database; the password is in its environment, where no other user sees it."""
    at = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {name: str(at[key]) for name, key in names.items() if at.get(key)}
    if not (found := shutil.which(program)):
        raise BackupRefused(f"{program} ontbreekt: apt-get install postgresql-client")
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupRefused(f"{program}: {done.stderr.strip()}")


def _media() -> Iterator[tuple[str, Path]]:
    """Yield the files that are kept beside the database: name below MEDIA_ROOT, and where it is."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    """Add a file under this name and return its SHA-256."""
    archive.add(path, name, recursive=False)
    with path.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    """Open a backup; raise BackupRefused when it is none, or not whole."""
    try:
        with tarfile.open(file) as archive:
            yield archive
    except (KeyError, ValueError, EOFError, zlib.error, tarfile.TarError) as error:
        raise BackupRefused(f"{file.name} is geen back-up van leidenmo, of hij is niet heel.") from error


def _manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    """Return what a backup says of itself."""
    with archive.extractfile(MANIFEST) as read:  # type: ignore[union-attr]
        said: dict[str, Any] = json.load(read)
    return said


def _extract(archive: tarfile.TarFile, name: str, checksum: str, target: Path) -> None:
    """Write one file of the archive to `target`; raise BackupRefused when it is not what was kept."""
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or place.parts[0] not in (DATABASE, MEDIA):
        raise BackupRefused(f"{name} hoort niet in een back-up.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.extractfile(name) as read, target.open("xb") as written:  # type: ignore[union-attr]
        shutil.copyfileobj(read, written)
    with target.open("rb") as again:
        if hashlib.file_digest(again, "sha256").hexdigest() != checksum:
            raise BackupRefused(f"{name} is beschadigd: het controlegetal klopt niet.")
