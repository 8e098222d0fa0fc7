"""The files of a publication: made once, frozen, checked at every view, made again only to the byte."""

import csv
import hashlib
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks

from indicators import tasks
from indicators.paper.publication_files import make_files, unfinished
from indicators.publishing.chain import publish_loaded
from programmes.models import Publicatie, Publicatiebestand
from programmes.models.documents import Frozen
from tests import snapshot
from tests.factories import DocumentFactory, make_figure, make_indicator, make_target
from tests.test_paper import text

pytestmark = pytest.mark.django_db


BYTES: dict[Path, bytes] = {}  # of the files of `made`: some tests damage them or take them away


@pytest.fixture
def published() -> Publicatie:
    """A begroting with one indicator, published a while ago, of which no files were made."""
    document = DocumentFactory(year=2017)
    indicator = make_indicator("9A1.a")
    make_figure(indicator, 2016, "45.5")
    make_target(indicator, 2017, 50)
    publication = publish_loaded(document)
    assert not publication.bestanden.exists()
    return publication


@pytest.fixture
def made(request: pytest.FixtureRequest) -> Publicatie:
    """The same, with its files, put back for each test: to make a PDF takes longer than what is asked of it."""

    def make() -> None:
        publication: Publicatie = request.getfixturevalue("published")
        assert make_files(publication) == 3
        BYTES.update({Path(file.file.path): file.read() or b"" for file in publication.bestanden.all()})

    snapshot.bring("files of a publication", make)
    for path, content in BYTES.items():
        path.write_bytes(content)
    return Publicatie.objects.get()


def file_of(publication: Publicatie, form: str) -> Publicatiebestand:
    """Return one of its files."""
    found: Publicatiebestand = publication.bestanden.get(form=form)
    return found


def address(publication: Publicatie, form: str) -> str:
    """Return where a file is fetched."""
    return f"/publicatie/{publication.short_sha256}/bestand/{form}/"


def damage(file: Publicatiebestand) -> None:
    """Change the bytes that are kept, behind the application's back."""
    path = Path(file.file.path)
    path.write_bytes(path.read_bytes() + b" ")


# --- Made once


def test_publishing_makes_the_files_in_a_job(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publication = publish_loaded(DocumentFactory(year=2017))

    assert [file.form for file in publication.bestanden.order_by("pk")] == ["csv", "xlsx", "pdf"]


def test_files_hold_what_the_publication_shows(made: Publicatie) -> None:
    rows = list(csv.reader(StringIO((file_of(made, "csv").read() or b"").decode("utf-8-sig")), delimiter=";"))
    book = load_workbook(BytesIO(file_of(made, "xlsx").read() or b""))
    paper = text(PdfReader(BytesIO(file_of(made, "pdf").read() or b"")))

    assert rows[0][:4] == ["Beleidsterrein", "Doel", "Code", "Effectindicator"]
    assert any("9A1.a" in row and "45,5" in row for row in rows)
    assert book.active is not None
    assert any("9A1.a" in row and 45.5 in row for row in book.active.iter_rows(values_only=True))
    assert "45,5%" in paper


def test_size_and_checksum_are_those_of_the_bytes(made: Publicatie) -> None:
    for file in made.bestanden.all():
        content = file.read() or b""
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)


def test_pdf_prints_the_checksums_of_the_others(made: Publicatie) -> None:
    paper = text(PdfReader(BytesIO(file_of(made, "pdf").read() or b"")))

    for checksum in (made.sha256, file_of(made, "csv").sha256, file_of(made, "xlsx").sha256):
        assert checksum in paper


def test_files_are_made_once(made: Publicatie) -> None:
    assert make_files(made) == 0


def test_files_are_the_same_wherever_they_are_made(made: Publicatie) -> None:
    before = {file.form: file.sha256 for file in made.bestanden.all()}
    QuerySet(Publicatiebestand).filter(publicatie=made).delete()

    make_files(made)

    assert {file.form: file.sha256 for file in made.bestanden.all()} == before


def test_one_process_at_a_time_makes_the_files_of_a_publication(published: Publicatie) -> None:
    cache.add(f"bestanden-van-{published.pk}", "", 60)

    assert make_files(published) == 0
    cache.delete(f"bestanden-van-{published.pk}")
    assert make_files(published) == 3


def test_of_two_that_made_the_same_file_one_is_kept(published: Publicatie, monkeypatch: pytest.MonkeyPatch) -> None:
    def somebody_else_is_first(publication: Publicatie, form: str) -> bytes:
        first = Publicatiebestand(publicatie=publication, form=form, sha256="a" * 64, size=1, made_at=timezone.now())
        first.file.name = "elders"
        first.save()
        return b"ours"

    monkeypatch.setattr("indicators.paper.publication_files._content", somebody_else_is_first)

    assert make_files(published) == 0
    assert {file.sha256 for file in published.bestanden.all()} == {"a" * 64}
    assert not [
        path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file() and path.read_bytes() == b"ours"
    ]


def test_no_files_are_made_of_a_publication_that_is_broken(published: Publicatie) -> None:
    QuerySet(Publicatie).filter(pk=published.pk).update(content="{}")

    assert make_files(published) == 0


# --- What a lost job left behind


def test_sweep_makes_what_a_lost_job_left(published: Publicatie) -> None:
    QuerySet(Publicatie).filter(pk=published.pk).update(published_at=timezone.now() - timedelta(minutes=6))

    assert list(unfinished()) == [published]


def test_sweep_leaves_a_publication_of_just_now_to_its_job(published: Publicatie) -> None:
    assert list(unfinished()) == []


def test_who_asks_has_them_made(client: Client, published: Publicatie) -> None:
    answer = client.post(f"/publicatie/{published.short_sha256}/bestanden/")

    assert answer["Location"] == f"/publicatie/{published.short_sha256}/#bestanden"
    assert published.bestanden.count() == 3


def test_who_asks_while_the_queue_is_down_has_them_made_at_once(
    client: Client, published: Publicatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_arguments: Any) -> None:
        raise OSError("no broker")

    monkeypatch.setattr(tasks.make_publication_files, "delay", down)

    client.post(f"/publicatie/{published.short_sha256}/bestanden/")

    assert published.bestanden.count() == 3


def test_page_waits_for_files_that_are_being_made(client: Client, published: Publicatie) -> None:
    page = client.get(published.get_absolute_url()).content.decode()

    assert page.count("Wordt gemaakt.") == 3
    assert f'hx-get="/publicatie/{published.short_sha256}/bestanden/"' in page
    assert "laad deze pagina opnieuw" in page


def test_file_that_is_not_there_yet_leads_to_where_it_appears(client: Client, published: Publicatie) -> None:
    assert client.get(address(published, "pdf"))["Location"].endswith("/#bestanden")


# --- Fetched


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pdf", "application/pdf"),
    ],
)
def test_file_is_fetched_as_it_is_kept(client: Client, made: Publicatie, form: str, media_type: str) -> None:
    answer = client.get(address(made, form))

    assert answer.content == file_of(made, form).read()
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == f'attachment; filename="publicatie-{made.short_sha256}.{form}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["ETag"] == f'"{file_of(made, form).sha256}"'


def test_who_has_the_file_already_is_told_that_it_is_the_same(client: Client, made: Publicatie) -> None:
    answer = client.get(address(made, "pdf"), headers={"If-None-Match": f'"{file_of(made, "pdf").sha256}"'})

    assert answer.status_code == 304


def test_form_that_does_not_exist_is_not_found(client: Client, made: Publicatie) -> None:
    assert client.get(address(made, "docx")).status_code == 404


def test_page_names_every_file_with_size_and_checksum(client: Client, made: Publicatie) -> None:
    page = client.get(made.get_absolute_url()).content.decode()

    for file in made.bestanden.all():
        assert address(made, file.form) in page
        assert file.sha256 in page
    assert "Wordt gemaakt" not in page
    assert "hx-get" not in page


# --- Broken


def test_damaged_file_is_not_served_and_the_page_says_so(client: Client, made: Publicatie) -> None:
    damage(file_of(made, "csv"))

    answer = client.get(address(made, "csv"))

    assert answer.status_code == 409
    assert "past niet bij het controlegetal" in answer.content.decode()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Niet op te halen: het bestand past niet bij het controlegetal." in page
    assert address(made, "csv") not in page
    assert address(made, "xlsx") in page


def test_damaged_file_is_not_even_confirmed_to_who_has_it(client: Client, made: Publicatie) -> None:
    damage(file_of(made, "csv"))

    etag = f'"{file_of(made, "csv").sha256}"'

    assert client.get(address(made, "csv"), headers={"If-None-Match": etag}).status_code == 409


def test_files_of_a_broken_publication_are_not_served(client: Client, made: Publicatie) -> None:
    QuerySet(Publicatie).filter(pk=made.pk).update(content="{}")

    assert client.get(address(made, "csv")).status_code == 409


def test_damaged_file_is_not_replaced(made: Publicatie) -> None:
    damage(file_of(made, "csv"))

    assert make_files(made) == 0
    assert file_of(made, "csv").problem


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_file_that_is_gone_is_put_back_as_it_was(made: Publicatie, form: str) -> None:
    Path(file_of(made, form).file.path).unlink()
    assert file_of(made, form).problem == "het bestand is weg"

    assert make_files(made) == 1
    assert not file_of(made, form).problem


def test_file_that_would_come_out_another_is_not_put_back(made: Publicatie, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(file_of(made, "pdf").file.path).unlink()
    monkeypatch.setattr("indicators.paper.publication_files.pdf", lambda _html: b"another")

    assert make_files(made) == 0
    assert file_of(made, "pdf").problem == "het bestand is weg"


def test_verify_publications_checks_the_files_too(made: Publicatie, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_publications")
    assert f"{file_of(made, 'pdf').sha256}" in capsys.readouterr().out

    damage(file_of(made, "pdf"))

    with pytest.raises(CommandError, match="1 bestand klopt niet"):
        call_command("verify_publications")
    assert "GEBROKEN (het bestand past niet bij het controlegetal)" in capsys.readouterr().out


# --- Frozen


def test_file_does_not_change(made: Publicatie) -> None:
    file = file_of(made, "csv")
    file.size = 7

    with pytest.raises(Frozen):
        file.save()
    with pytest.raises(Frozen):
        file.delete()
    with pytest.raises(Frozen):
        made.bestanden.update(size=7)
    with pytest.raises(Frozen):
        made.bestanden.all().delete()


# --- Without Pango


@pytest.mark.usefixtures("no_pango")
def test_without_pango_the_other_files_are_made_and_the_page_says_why(client: Client, published: Publicatie) -> None:
    assert make_files(published) == 2

    page = client.get(published.get_absolute_url()).content.decode()
    assert "apt-get install libpango-1.0-0" in page
    assert address(published, "pdf") not in page
    assert "Wordt gemaakt" not in page
    assert list(unfinished()) == []


@pytest.mark.usefixtures("no_pango")
def test_without_pango_make_run_names_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prepare")

    (line,) = [line for line in capsys.readouterr().out.splitlines() if "Pango" in line]
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core" in line
