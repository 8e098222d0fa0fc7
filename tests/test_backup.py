"""A backup holds everything, is put back into an empty database only, and comes back whole or not at all."""

import io
import json
import tarfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators import recalculation
from indicators.models import IndicatorStatus, Realisatie
from indicators.publishing.chain import publish_loaded
from leidenmo import backup
from tests.conftest import manage
from tests.factories import DocumentFactory, make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def installation(settings: Any, tmp_path: Path) -> Path:
    """An installation with a figure that was corrected, a colour, a publication, and a file beside the database."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media" / "publicaties").mkdir(parents=True)
    (tmp_path / "media" / "publicaties" / "één.pdf").write_bytes(b"%PDF-")
    indicator = make_indicator("9A1.a")
    make_target(indicator, 2017, 50)
    figure = make_figure(indicator, 2017, 44, changed_by=make_user("officer_9a", "beleidsmedewerker"))
    figure.note = "gecorrigeerd"
    figure.save()
    recalculation.recalculate()
    publish_loaded(DocumentFactory(year=2017))
    return tmp_path


def dumped(stdout: str) -> Any:
    """Return the rows that `dumpdata` printed."""
    return json.loads(stdout)


def test_everything_comes_back_in_an_empty_database(installation: Path, elsewhere: dict[str, str]) -> None:
    told = io.StringIO()
    call_command("dumpdata", "programmes", "indicators", "auth.user", stdout=told)
    file = backup.backup(installation / "backups")

    done = manage(elsewhere, "restore", str(file))
    there = manage(elsewhere, "dumpdata", "programmes", "indicators", "auth.user")

    assert (done.returncode, done.stderr) == (0, "")
    assert "OK" in done.stdout
    assert dumped(there.stdout) == dumped(told.getvalue())
    kept = Counter(row["model"] for row in dumped(there.stdout))
    assert kept["indicators.historicalrealisatie"] == Realisatie.history.count() > 1
    assert kept["indicators.indicatorstatus"] == IndicatorStatus.objects.count() > 0
    assert kept["programmes.publicatie"] == 1
    assert (Path(elsewhere["FILES_DIR"]) / "publicaties" / "één.pdf").read_bytes() == b"%PDF-"


def test_nothing_is_put_back_over_what_is_there(installation: Path) -> None:
    file = backup.backup(installation / "backups")

    with pytest.raises(CommandError, match="niet leeg"):
        call_command("restore", str(file))


def test_backup_is_its_owners_alone(installation: Path) -> None:
    file = backup.backup(installation / "backups")

    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_backup_says_what_it_holds(installation: Path) -> None:
    with tarfile.open(backup.backup(installation / "backups")) as archive:
        said = json.load(archive.extractfile(backup.MANIFEST))  # type: ignore[arg-type]

    assert said["rows"]["programmes_publicatie"] == 1
    assert {"database", "bestanden/publicaties/één.pdf"} <= said["files"].keys()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bestanden/publicaties/één.pdf", b"%PDF-forged", "controlegetal"),
        ("bestanden/../../weg.txt", b"x", "hoort niet in een back-up"),
        ("/etc/weg.txt", b"x", "hoort niet in een back-up"),
    ],
)
def test_damaged_or_forged_backup_is_refused(
    installation: Path, elsewhere: dict[str, str], name: str, content: bytes, why: str
) -> None:
    file = forged(backup.backup(installation / "backups"), name, content)

    done = manage(elsewhere, "restore", str(file))

    assert done.returncode == 1
    assert why in done.stderr
    assert not (installation / "weg.txt").exists()
    assert not Path(elsewhere["FILES_DIR"]).exists()


def forged(file: Path, name: str, content: bytes) -> Path:
    """Return a copy of a backup in which one file is another, or one was added."""
    copy = file.with_name("forged.tar.gz")
    with tarfile.open(file) as real, tarfile.open(copy, "w:gz") as made:
        for member in real.getmembers():
            if member.name not in (name, backup.MANIFEST):
                made.addfile(member, real.extractfile(member))
        said = json.load(real.extractfile(backup.MANIFEST))  # type: ignore[arg-type]
        said["files"].setdefault(name, "0" * 64)
        for each, bytes_ in ((name, content), (backup.MANIFEST, json.dumps(said).encode())):
            entry = tarfile.TarInfo(each)
            entry.size = len(bytes_)
            made.addfile(entry, io.BytesIO(bytes_))
    return copy


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08cut off"])
def test_file_that_is_no_backup_is_refused(elsewhere: dict[str, str], tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.tar.gz"
    file.write_bytes(content)

    done = manage(elsewhere, "restore", str(file))

    assert done.returncode == 1
    assert "is geen back-up" in done.stderr
