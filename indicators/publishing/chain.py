"""The chain of publications: each frozen as canonical JSON, with the checksum of the one before it in it.

The checksum is the SHA-256 of the bytes that anyone can download, so that `sha256sum` recomputes it, and the key
`previous` in them holds the checksum of the publication before. Change one byte of an old publication and its own
checksum no longer fits; mend that checksum too, and the next publication names another. What the end of the chain
was, only a checksum kept elsewhere can say: each is logged. `docs/publicaties.md` shows how to check a copy outside.
"""

import hashlib
import json
import logging
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from indicators import circles
from indicators.choices import DoelStaat, Stand
from indicators.inputs import Scope, stale
from indicators.models import Effectindicator, Realisatie, Streefwaarde
from indicators.publishing.content import Content, describe, indicator_ids, with_figures
from indicators.publishing.parts import shows_colours
from indicators.tasks import make_publication_files_on_commit
from programmes import recorded
from programmes.choices import PublicatieKind
from programmes.models import Document, Publicatie

logger = logging.getLogger(__name__)

PERMISSION = "programmes.manage_document"
NOT_READY = {"ready_as": "", "ready_by": None, "ready_at": None, "ready_reason": "", "ready_content": ""}


# --- Canonical JSON


def canonical(value: Any) -> str:
    """Return `value` as JSON that is the same for the same content: sorted keys, no spaces, NFC, no floats."""
    return json.dumps(_normal(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _normal(value: Any) -> Any:
    """Return `value` with its texts in NFC; raise TypeError for what JSON cannot keep exactly."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, dict):
        return {key if key.isascii() else _normal(key): _normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normal(item) for item in value]
    raise TypeError(f"{type(value).__name__} is not kept exactly by JSON")


def checksum(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(shown: Content) -> str:
    """Return the checksum of what a document shows, without when and as what it is published."""
    return checksum(canonical(shown))


def frozen(shown: Content, kind: str, reason: str, at: datetime, previous: str) -> str:
    """Return the canonical JSON of a publication; `previous` is the checksum of the one before, empty for the first."""
    moment = at.astimezone(timezone.get_default_timezone())
    published = {
        "kind": kind,
        "reason": reason,
        "published_at": moment.isoformat(timespec="seconds"),
        "peildatum": moment.date().isoformat(),
    }
    return canonical({**shown, "publication": published, "previous": previous})


# --- Making ready and publishing: four eyes


def kinds_possible(document: Document) -> list[PublicatieKind]:
    """Return as what `document` can be published now."""
    if not document.adopted:
        return [PublicatieKind.AANGEBODEN]
    final = document.publicaties.exclude(kind=PublicatieKind.AANGEBODEN)
    return [PublicatieKind.RECTIFICATIE if final.exists() else PublicatieKind.VASTGESTELD]


@transaction.atomic
def make_ready(document: Document, *, kind: str, reason: str, user: Any, seen: str) -> None:
    """Record that `user` saw what `document` shows (`seen`: its fingerprint) and wants it published as `kind`.

    Raises ValidationError when it cannot be published so, or when its content is no longer what they saw.
    """
    _may(user)
    document = hold(document)
    shown, _ = _publishable(document, kind, reason)
    if fingerprint(shown) != seen:
        raise ValidationError("De inhoud is gewijzigd sinds u deze pagina opende. Bekijk haar opnieuw.")
    document.ready_as, document.ready_reason, document.ready_content = kind, reason.strip(), seen
    document.ready_by, document.ready_at = user, timezone.now()
    recorded.save(document, by=user, why="klaargezet om te publiceren", fields=list(NOT_READY))


@transaction.atomic
def take_back(document: Document, *, user: Any) -> None:
    """Record that `document` is not ready after all."""
    _may(user)
    document = hold(document)
    _clear(document, user, "niet meer klaargezet")


@transaction.atomic
@circles.not_looked_for()
def publish(document: Document, *, user: Any, seen: str) -> Publicatie:
    """Publish what another controller made ready, as `user` saw it (`seen`: its fingerprint); return the publication.

    Raises ValidationError when it was not made ready, when `user` made it ready themselves, or when its content
    changed since either of the two saw it.
    """
    _may(user)
    document = hold(document)
    if not document.ready_as:
        raise ValidationError("Dit document is niet klaargezet om te publiceren. Zet het eerst klaar.")
    if document.ready_by_id == user.pk:
        raise ValidationError("U hebt dit document zelf klaargezet; een ander publiceert het (vier ogen).")
    shown, figures = _publishable(document, document.ready_as, document.ready_reason)
    if fingerprint(shown) != document.ready_content:
        raise ValidationError("De inhoud is gewijzigd sinds zij werd klaargezet. Zet het document opnieuw klaar.")
    if document.ready_content != seen:
        raise ValidationError("De inhoud is gewijzigd sinds u deze pagina opende. Bekijk haar opnieuw.")
    publication = _add(document, document.ready_as, document.ready_reason, shown, figures, user)
    _clear(document, user, f"gepubliceerd als {publication.get_kind_display().lower()}")
    return publication


@transaction.atomic
@circles.not_looked_for()
def publish_loaded(document: Document) -> Publicatie:
    """Publish a document that was loaded, as what it is: what the raad adopted long ago needs no four eyes."""
    document = hold(document)
    (kind,) = kinds_possible(document)
    return _add(document, kind, "", *_publishable(document, kind, ""), None)


def _may(user: Any) -> None:
    """Raise PermissionDenied for who does not publish."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied


def hold(document: Document) -> Document:
    """Take the locks an entry, an adoption and a recompute take, so that what is read is what is frozen."""
    # Weaker than a whole lock, so that a row which only names the document does not wait crosswise.
    locked = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    indicators = Effectindicator.objects.select_for_update().filter(pk__in=indicator_ids(locked))
    list(indicators.order_by("pk").values_list("pk"))
    return locked


def obstacles(document: Document) -> list[str]:
    """Return in Dutch why `document` cannot be published now, whatever as."""
    found = []
    if shows_colours(document) and stale(Scope(indicator_ids(document), document.year, Stand.VASTGESTELD)):
        found.append("De stoplichten worden nog bijgewerkt. Probeer het over een minuut opnieuw.")
    proposals = Streefwaarde.objects.filter(document=document, state=DoelStaat.VOORSTEL).count()
    if proposals:
        found.append(f"Nog niet alle streefwaarden zijn bevestigd: {proposals} staan er nog als voorstel.")
    return found


def _publishable(document: Document, kind: str, reason: str) -> tuple[Content, list[Realisatie]]:
    """Return what `document` shows, with the figures in it.

    Raises ValidationError with every reason why it cannot be published as `kind`.
    """
    refusals = obstacles(document)
    (possible,) = kinds_possible(document)
    if kind != possible:
        refusals.append(f"{document} kan nu alleen gepubliceerd worden als {possible.label.lower()}.")
    if kind == PublicatieKind.RECTIFICATIE and not reason.strip():
        refusals.append("Geef de reden van de rectificatie.")
    if refusals:
        raise ValidationError(refusals)
    return with_figures(document)


def _add(
    document: Document, kind: str, reason: str, shown: Content, figures: Iterable[Realisatie], user: Any
) -> Publicatie:
    """Add a publication at the end of the chain, as the successor of the document's previous one.

    Of the `figures` in it, those that no document reported before are first reported by this one.
    Raises ValidationError when somebody else began the chain at the same moment.
    """
    # Whoever publishes holds the beginning of the chain, so that nobody else finds the same end of it. Of two that
    # begin the chain at once, the database refuses one.
    list(Publicatie.objects.select_for_update().filter(previous=None).values_list("pk"))
    last = Publicatie.objects.filter(next=None).defer("content").first()
    now = timezone.now().replace(microsecond=0)
    text = frozen(shown, kind, reason, now, last.sha256 if last else "")
    before = document.publicaties.filter(successor=None).defer("content").last()
    publication = Publicatie(
        document=document,
        kind=kind,
        reason=reason,
        content=text,
        sha256=checksum(text),
        previous=last,
        published_at=now,
        published_by=user,
    )
    try:
        with transaction.atomic():
            publication.save()
    except IntegrityError as race:
        raise ValidationError("Iemand anders publiceerde op hetzelfde moment. Probeer het opnieuw.") from race
    # A log is kept outside the database: who cuts off the end of the chain there, does not reach this line.
    said = (publication, publication.sha256, last.sha256 if last else "-")
    transaction.on_commit(partial(logger.warning, "publication %s sha256 %s previous %s", *said))
    make_publication_files_on_commit(publication)
    if before:
        before.successor = publication
        before.save(update_fields=["successor"])
    first_reported = [figure.pk for figure in figures if figure.document_id is None]
    why = f"voor het eerst gemeld in {document}"
    recorded.set_all(Realisatie, first_reported, by=user, why=why, document=document)
    return publication


def _clear(document: Document, user: Any, why: str) -> None:
    """Take away that a document is ready."""
    for name, value in NOT_READY.items():
        setattr(document, name, value)
    recorded.save(document, by=user, why=why, fields=list(NOT_READY))


# --- Checking


def checkable() -> QuerySet[Publicatie]:
    """Return the publications with all that `problem_of` looks at, in one query."""
    later = Publicatie.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk")).order_by("pk")
    rows = Publicatie.objects.select_related("document", "previous", "next", "successor")
    rows = rows.defer("previous__content", "successor__content")
    return rows.annotate(replaced_by=Subquery(later.values("pk")[:1])).order_by("pk")


def find(sha12: str) -> Publicatie:
    """Return the publication whose checksum begins so, to be checked; raise Http404 when there is none."""
    return get_object_or_404(checkable().filter(sha256__startswith=sha12)[:1])


def problem_of(publication: Publicatie) -> str:
    """Return what does not fit in one publication of `checkable`, in Dutch; nothing when it is whole.

    That is: in it, between it and its document, its successor, or the checksum by which the next one names it.
    """
    if checksum(publication.content) != publication.sha256:
        return "de inhoud past niet bij het controlegetal"
    try:
        return _problem_inside(publication, json.loads(publication.content)) or _problem_beside(publication)
    except (ValueError, KeyError, TypeError, AttributeError):
        return "de inhoud is geen publicatie"


def _problem_inside(publication: Publicatie, inside: Content) -> str:
    """Return what is another in the content than in the columns beside it."""
    published = inside["publication"]
    if datetime.fromisoformat(published["published_at"]) != publication.published_at:
        return "het moment van publiceren is een ander dan in de inhoud"
    if (published.get("kind"), published.get("reason")) != (publication.kind, publication.reason):
        return "de soort of de reden is een andere dan in de inhoud"
    known = describe(publication.document) or {}
    if any(inside["document"][part] != known[part] for part in ("kind", "year", "number")):
        return "hoort bij een ander document dan in de inhoud staat"
    # When it names another than the one before it, that one is the suspect: this one is whole by its own checksum.
    if bool(inside["previous"]) != bool(publication.previous):
        return "de publicatie ervoor is niet die in de inhoud staat"
    return ""


def _problem_beside(publication: Publicatie) -> str:
    """Return what does not fit between a publication that is whole by itself, and those that follow it."""
    if publication.successor_id != publication.replaced_by:  # type: ignore[attr-defined]
        return "wordt vervangen door een andere publicatie dan de volgende van dit document"
    following: Publicatie | None = getattr(publication, "next", None)
    # One whose own checksum does not fit says nothing about another.
    if following and checksum(following.content) == following.sha256:
        named = _named_by(following)
        if named and named != publication.sha256:
            return "de volgende publicatie noemt een ander controlegetal"
    return ""


def _named_by(publication: Publicatie) -> str:
    """Return the checksum of the previous publication that one names; nothing when it names none."""
    try:
        return str(json.loads(publication.content)["previous"])
    except (ValueError, KeyError, TypeError):
        return ""


def verify() -> Iterator[tuple[Publicatie, str]]:
    """Yield every publication in the order of the chain with what does not fit, in Dutch; nothing when it is whole."""
    publications = {publication.previous_id: publication for publication in checkable()}
    previous: Publicatie | None = None
    while publication := publications.pop(previous.pk if previous else None, None):
        yield publication, problem_of(publication)
        previous = publication
    for publication in publications.values():
        yield publication, "staat los van de keten: de publicatie ervoor ontbreekt"
