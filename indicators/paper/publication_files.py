"""The files of a publication: made once, when it is published, from its frozen content; kept with their checksums.

A job makes them. What a lost job left behind, the sweep makes, or who asks for it. Made twice at the same moment, one
is kept. A file that is gone from the disk is made again and put back, if it comes out the same to the byte.
"""

import hashlib
import logging
from datetime import timedelta

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from indicators import downloads, exports
from indicators.paper import papers
from indicators.paper.rendering import pdf, unavailable
from indicators.publishing.chain import checkable, problem_of
from indicators.publishing.reading import read
from programmes.choices import Bestandsvorm
from programmes.models import Publicatie, Publicatiebestand

logger = logging.getLogger(__name__)

GRACE = timedelta(minutes=5)  # in which the job that was queued on publishing is left to do it
HELD = 600  # seconds for which one worker keeps the others from the same publication

MEDIA_TYPES: dict[str, str] = {
    Bestandsvorm.CSV: "text/csv; charset=utf-8",
    Bestandsvorm.XLSX: downloads.XLSX_TYPE,
    Bestandsvorm.PDF: "application/pdf",
}


def possible_forms() -> list[Bestandsvorm]:
    """Return the forms that can be made here, in the order in which they are made: the PDF names the others."""
    return [form for form in Bestandsvorm if form != Bestandsvorm.PDF or not unavailable()]


def unfinished() -> QuerySet[Publicatie]:
    """Return the publications that lack a file although nobody is making it any more."""
    counted = Publicatie.objects.annotate(made=Count("bestanden"))
    return counted.filter(made__lt=len(possible_forms()), published_at__lt=timezone.now() - GRACE).order_by("pk")


def make_files(publication: Publicatie) -> int:
    """Make the files of a publication that are not there yet, and put back those that are gone; return how many.

    Makes none of a publication that is not whole, nor while another process is at it.
    """
    held = f"bestanden-van-{publication.pk}"
    if problem_of(checkable().get(pk=publication.pk)) or not cache.add(held, "", HELD):
        return 0
    try:
        return sum(_make(publication, form) for form in possible_forms())
    finally:
        cache.delete(held)


def _make(publication: Publicatie, form: Bestandsvorm) -> bool:
    """Make one file when it is missing; return whether it was made."""
    kept = publication.bestanden.filter(form=form).first()
    if kept is None:
        return _keep(publication, form, _content(publication, form))
    return kept.read() is None and _put_back(kept, _content(publication, form))


def _content(publication: Publicatie, form: Bestandsvorm) -> bytes:
    """Return the bytes of a publication in one form."""
    if form == Bestandsvorm.PDF:
        others = publication.bestanden.exclude(form=form).order_by("pk")
        return pdf(papers.of_publication(publication, list(others)).html)
    lezing = read(publication)
    terreinen = [terrein for programma in lezing.programmas for terrein in programma.parts]
    table = exports.published(lezing, terreinen, str(publication))
    if form == Bestandsvorm.CSV:
        return "".join(downloads.lines_nl(table)).encode()
    return downloads.workbook(table, publication.published_at)


def _keep(publication: Publicatie, form: Bestandsvorm, content: bytes) -> bool:
    """Keep a file with its checksum; return False when somebody else was first, and keep theirs."""
    sha256 = hashlib.sha256(content).hexdigest()
    made = Publicatiebestand(
        publicatie=publication, form=form, sha256=sha256, size=len(content), made_at=timezone.now()
    )
    made.file.save("", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        made.file.storage.delete(str(made.file.name))
        return False
    # As of the publication itself: who replaces a file and its checksum does not reach this line.
    logger.warning("publication %s %s sha256 %s", publication, form, sha256)
    return True


def _put_back(kept: Publicatiebestand, content: bytes) -> bool:
    """Put back a file that is gone; return False when what is made now is not what it was, to the byte."""
    if kept.problem_of(content):
        logger.error("publication %s %s cannot be made again as it was: %s", kept.publicatie, kept.form, kept.sha256)
        return False
    kept.file.storage.save(str(kept.file.name), ContentFile(content))
    return True
