"""The doelenboom: doelen with their prestaties, as they are called now or as one document printed them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from programmes.models import Beleidsterrein, Document, Doel, Prestatie, Vermelding, Voortgang


@dataclass
class Tak:
    """One branch: a doel with its prestaties, or a prestatie with the progress reported of it."""

    code: str
    name: str
    takken: list["Tak"] = field(default_factory=list)
    voortgang: Voortgang | None = None


def doelenboom(
    beleidsterrein: Beleidsterrein,
    document: Document | None = None,
    *,
    doelen: QuerySet[Doel] | None = None,
    prestaties: QuerySet[Prestatie] | None = None,
) -> list[Tak]:
    """Return the doelen of a beleidsterrein; with `document` by the codes and names it printed, and only those.

    As they are called now: of the `doelen` and `prestaties` that the reader may know of, all unless told otherwise.
    """
    if document:
        return _printed(beleidsterrein, document)
    return _current(
        (Doel.objects.all() if doelen is None else doelen).filter(beleidsterrein=beleidsterrein),
        (Prestatie.objects.all() if prestaties is None else prestaties).filter(doel__beleidsterrein=beleidsterrein),
    )


def printing_documents(beleidsterrein: Beleidsterrein) -> list[Document]:
    """Return the adopted documents that print this beleidsterrein's doelen, the latest first."""
    printed = Document.objects.adopted().filter(vermeldingen__doel__beleidsterrein=beleidsterrein)
    return list(printed.in_cycle_order().distinct())[::-1]


def _current(doelen: QuerySet[Doel], prestaties: QuerySet[Prestatie]) -> list[Tak]:
    """Return the doelen as they are called now, each prestatie with its latest reported progress."""
    latest = _latest_voortgang(Voortgang.objects.filter(prestatie__in=prestaties, document__adopted=True))
    return [
        Tak(
            doel.code,
            doel.name,
            [Tak(p.code, p.name, voortgang=latest.get(p.pk)) for p in doel.prestaties.all()],
        )
        for doel in doelen.prefetch_related(Prefetch("prestaties", prestaties))
    ]


def _printed(beleidsterrein: Beleidsterrein, document: Document) -> list[Tak]:
    """Return the doelen and prestaties of this beleidsterrein as `document` printed them, in its order."""
    vermeldingen = Vermelding.objects.filter(document=document)
    doelen = vermeldingen.filter(doel__beleidsterrein=beleidsterrein).order_by("order", "pk")
    prestaties = vermeldingen.filter(prestatie__doel__beleidsterrein=beleidsterrein).order_by("order", "pk")
    reported = _latest_voortgang(
        Voortgang.objects.filter(document=document, prestatie__doel__beleidsterrein=beleidsterrein)
    )
    takken = {doel.pk: Tak(doel.code, doel.name) for doel in doelen}
    for prestatie in prestaties:
        # A prestatie that the document prints under no doel of this beleidsterrein stands on its own.
        tak = Tak(prestatie.code, prestatie.name, voortgang=reported.get(prestatie.prestatie_id))
        parent = takken.get(prestatie.parent_id or 0)
        if parent:
            parent.takken.append(tak)
        else:
            takken[-prestatie.pk] = tak
    return list(takken.values())


def _latest_voortgang(voortgangen: Iterable[Voortgang]) -> dict[int | None, Voortgang]:
    """Return of each prestatie what the last of these documents reported."""
    by_document = sorted(
        voortgangen.select_related("document"),  # type: ignore[attr-defined]
        key=lambda voortgang: voortgang.document.cycle_order,
    )
    return {voortgang.prestatie_id: voortgang for voortgang in by_document}
