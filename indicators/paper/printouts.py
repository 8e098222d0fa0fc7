"""Paper for who asks: a beleidsterrein or an indicator as adopted now, made in a job, kept while it shows the same."""

import hashlib
import logging
from datetime import timedelta

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import Effectindicator, Uitdraai
from indicators.paper import papers
from indicators.paper.papers import Papier
from indicators.paper.rendering import pdf
from programmes.models import Beleidsterrein

logger = logging.getLogger(__name__)

Subject = Beleidsterrein | Effectindicator

OPEN_AT_MOST = 50  # asked for and not there yet: anyone may ask, and each costs seconds
LOST_AFTER = timedelta(minutes=2)  # nobody is making it any more
HELD = 600  # seconds for which one worker keeps the others from the same
KEPT = timedelta(days=30)


class TooBusy(Exception):
    """So much has been asked for that more has to wait."""


def paper_of(subject: Subject, year: int) -> Papier:
    """Return what would be put on paper now, in a fixed number of queries."""
    if isinstance(subject, Beleidsterrein):
        return papers.of_beleidsterrein(subject, year)
    return papers.of_indicator(subject, year)


def find_printout(paper: Papier) -> Uitdraai | None:
    """Return the printout that shows exactly this; None when nobody asked for it."""
    return Uitdraai.objects.filter(key=paper.key).first()


def latest_printout(subject: Subject, year: int) -> Uitdraai | None:
    """Return the last one made of a subject and year, whether or not it still shows the same."""
    return _of(subject).filter(year=year).exclude(sha256="").last()


def _of(subject: Subject) -> QuerySet[Uitdraai]:
    """Return the printouts of a subject."""
    column = "beleidsterrein" if isinstance(subject, Beleidsterrein) else "indicator"
    return Uitdraai.objects.filter(**{column: subject})


def ask(subject: Subject, year: int) -> Uitdraai:
    """Return the printout of what is adopted now, asked for when it is not there; raise TooBusy without room."""
    paper = paper_of(subject, year)
    there = find_printout(paper)
    if there and there.is_made and not problem_of(there):
        return there
    if Uitdraai.objects.filter(sha256="", failed=False).count() >= OPEN_AT_MOST:
        raise TooBusy
    column = "beleidsterrein" if isinstance(subject, Beleidsterrein) else "indicator"
    asked = {"asked_at": timezone.now(), "step": 0, "failed": False}
    gone = {"file": "", "sha256": "", "size": None, "made_at": None}
    with transaction.atomic():
        printout, _ = Uitdraai.objects.update_or_create(
            key=paper.key, defaults=asked | gone, create_defaults={column: subject, "year": year, **asked}
        )
    return printout


def make_printout(pk: int) -> bool:
    """Make what was asked for; return whether it is there now. What goes wrong is logged, and said on the page."""
    printout = Uitdraai.objects.filter(pk=pk, sha256="").first()
    held = f"uitdraai-{pk}"
    if printout is None or not cache.add(held, "", HELD):
        return False
    try:
        return _make(printout)
    except Exception:
        # Whatever it is, who waits for it must not wait for ever.
        logger.exception("could not make the printout of %s", printout)
        Uitdraai.objects.filter(pk=pk).update(failed=True)
        return False
    finally:
        cache.delete(held)


def _make(printout: Uitdraai) -> bool:
    """Make one, of what is adopted at this moment."""
    paper = paper_of(printout.subject, printout.year)
    if paper.key != printout.key:
        # It changed since it was asked for: that is what they get, unless somebody has it already.
        if find_printout(paper):
            printout.delete()
            return False
        printout.key = paper.key

    def say_step(step: int) -> None:
        Uitdraai.objects.filter(pk=printout.pk).update(step=step)

    content = pdf(paper.html, say_step)
    printout.sha256, printout.size = hashlib.sha256(content).hexdigest(), len(content)
    printout.made_at, printout.failed = timezone.now(), False
    printout.file.save(f"{printout.sha256}.pdf", ContentFile(content), save=False)
    printout.save()
    return True


def read(printout: Uitdraai) -> bytes:
    """Return the bytes that are kept; nothing when they are gone."""
    try:
        with printout.file.storage.open(str(printout.file.name)) as stored:
            return bytes(stored.read())
    except OSError:
        return b""


def problem_of(printout: Uitdraai) -> bool:
    """Whether the bytes that are kept no longer fit the checksum."""
    return hashlib.sha256(read(printout)).hexdigest() != printout.sha256


def lost() -> QuerySet[Uitdraai]:
    """Return what was asked for a while ago and is not there."""
    return Uitdraai.objects.filter(sha256="", failed=False, asked_at__lt=timezone.now() - LOST_AFTER)


def forget_old() -> int:
    """Remove what was asked for long ago, with its file; return how many."""
    old = Uitdraai.objects.filter(asked_at__lt=timezone.now() - KEPT)
    files = [str(printout.file.name) for printout in old if printout.file]
    removed, _ = old.delete()
    still_named = set(Uitdraai.objects.filter(file__in=files).values_list("file", flat=True))
    for name in files:
        if name not in still_named:
            default_storage.delete(name)
    return removed
