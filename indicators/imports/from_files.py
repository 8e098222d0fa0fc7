"""Loads files from the command line, each through a lading, together in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.db import transaction

from indicators.choices import LadingStaat
from indicators.imports import sources
from indicators.imports.delivery import counted
from indicators.imports.ladingen import receive
from indicators.imports.lines import Verschil
from indicators.imports.loading import NotLoaded, difference_of, load
from indicators.imports.stored import pack
from indicators.imports.which_document import Naam


class NotAnswered(Exception):
    """Something is asked or refused; nothing was loaded."""


class _DryRun(Exception):
    """Ends the transaction of a dry run."""


def load_files(
    paths: Sequence[Path],
    document: Naam,
    answers: Mapping[str, Mapping[str, str]],
    *,
    dry_run: bool,
    tell: Callable[[str, Verschil], None],
) -> bool:
    """Load files for a document in this order, all of them or none; return whether they were loaded.

    `tell` hears of each file what it does. With `dry_run` nothing stays, and each file is compared with what is stored
    now. Raises Unreadable naming the file, NotAnswered when something is asked or refused, and NotLoaded.
    """
    open_ones = refused = 0
    try:
        with transaction.atomic():
            for path in paths:
                verschil = _one(path, document, answers, dry_run=dry_run, tell=tell)
                open_ones, refused = open_ones + len(verschil.open), refused + len(verschil.refused)
            if dry_run or open_ones or refused:
                raise _DryRun
    except _DryRun:
        if open_ones or refused:
            why = [counted(open_ones, "vraag is", "vragen zijn") + " niet beantwoord"] if open_ones else []
            why += [counted(refused, "regel wordt", "regels worden") + " geweigerd"] if refused else []
            raise NotAnswered(f"{' en '.join(why)}. Er is niets geladen.") from None
        return False
    return True


def _one(
    path: Path,
    document: Naam,
    answers: Mapping[str, Mapping[str, str]],
    *,
    dry_run: bool,
    tell: Callable[[str, Verschil], None],
) -> Verschil:
    """Read one file, tell of it, and load it when nothing is in the way."""
    data = _bytes(path)
    delivery = sources.read(data, path.name, kind=document.kind, year=document.year)
    lading = receive(data, path.name, document, user=None)
    lading.state, lading.delivery = LadingStaat.GELEZEN, pack(delivery)
    lading.answers = {key: {"answer": dict(answer)} for key, answer in answers.items()}
    lading.save()
    verschil = difference_of(lading, None)
    tell(path.name, verschil)
    if verschil.can_be_loaded and not dry_run:
        load(lading, user=None, seen=None)
    return verschil


def _bytes(path: Path) -> bytes:
    """Return what a file holds, if it is not too large. Raises Unreadable."""
    try:
        if path.stat().st_size > sources.LARGEST:
            raise sources.Unreadable(f"{path.name}: dit is groter dan {sources.LARGEST // 1_000_000} MB. Splits het.")
        return path.read_bytes()
    except OSError as error:
        raise sources.Unreadable(f"{path}: dit is geen leesbaar bestand.") from error


__all__ = ["NotAnswered", "NotLoaded", "load_files"]
