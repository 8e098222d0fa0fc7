"""The deadlines of documents: setting them, what is still to be done for them, and whose turn it is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.completeness import Gebrek, gebreken
from indicators.ownership import Invoerders, invoerders
from programmes import recorded
from programmes.choices import Stap
from programmes.models import Beleidsterrein, Document, Termijn

PERMISSION = "programmes.manage_document"

NEAREST = 4  # documents that a page looks at: what each lacks costs queries of its own

OF_CONTROLLERS = (Stap.VASTSTELLEN, Stap.AANBIEDEN)
OF_OFFICERS = tuple(step for step in Stap if step not in OF_CONTROLLERS)


@dataclass(frozen=True)
class TeDoen:
    """What is still to be done of one beleidsterrein for one deadline, and whose turn it is (nobody's: no owner).

    What the owners of single indicators have to do there is a thing of its own.
    """

    termijn: Termijn
    beleidsterrein: Beleidsterrein
    missing: list[Gebrek]
    people: tuple[Any, ...]

    @property
    def is_late(self) -> bool:
        """Whether the day has passed; the last day counts."""
        return self.termijn.date < timezone.localdate()

    @property
    def is_of_controllers(self) -> bool:
        """Whether it is the controllers' turn."""
        return self.termijn.step in OF_CONTROLLERS


def to_do(
    steps: Collection[Stap] = tuple(Stap), *, until: date | None = None, nearest: int | None = None
) -> list[TeDoen]:
    """Return what is missing for the deadlines of `steps` (up to and including `until`), the first deadline first.

    Costs a fixed number of queries for each document in the making that has a deadline; `nearest` to look only at so
    many documents, those whose first deadline comes first.
    """
    termijnen = _termijnen(steps)
    if until:
        termijnen = termijnen.filter(date__lte=until)
    of_each = [(document, list(group)) for document, group in _by_document(termijnen)]
    by_document = dict(sorted(of_each, key=lambda pair: pair[1][0].date)[:nearest])
    wie = invoerders() if by_document else Invoerders({}, {})
    tasks = [task for document, of_document in by_document.items() for task in _missing(document, of_document, wie)]
    return sorted(tasks, key=lambda task: task.termijn.date)


def to_do_for(user: Any) -> list[TeDoen]:
    """Return what `user` still has to do of what they enter, the first deadline first, for the NEAREST documents."""
    if not user.has_perm("programmes.own_beleidsterrein"):
        return []
    return [task for task in to_do(OF_OFFICERS, nearest=NEAREST) if user in task.people]


def not_looked_at(steps: Collection[Stap] = tuple(Stap)) -> int:
    """Return how many documents with a deadline of `steps` come after the NEAREST."""
    return max(0, _termijnen(steps).values("document").distinct().count() - NEAREST)


@transaction.atomic
def set_deadlines(document: Document, dates: Mapping[Stap, date | None], *, user: Any) -> None:
    """Make `dates` the deadlines of the steps of `document`; None takes one away.

    Raises PermissionDenied for who does not manage documents.
    """
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    Document.objects.select_for_update().get(pk=document.pk)
    current = {termijn.step: termijn for termijn in document.termijnen.all()}
    for step, day in dates.items():
        termijn = current.get(step)
        if day is None:
            if termijn:
                recorded.delete(termijn, by=user, why="termijn vervallen")
        elif termijn is None:
            recorded.save(Termijn(document=document, step=step, date=day), by=user)
        elif termijn.date != day:
            termijn.date = day
            recorded.save(termijn, by=user, fields=["date"])


def _termijnen(steps: Collection[Stap]) -> QuerySet[Termijn]:
    """Return the deadlines of `steps` of the documents in the making."""
    return Termijn.objects.filter(document__adopted=False, step__in=steps).select_related("document").order_by()


def _by_document(termijnen: QuerySet[Termijn]) -> Iterator[tuple[Document, Iterator[Termijn]]]:
    """Yield each document with its deadlines."""
    yield from groupby(termijnen.order_by("document", "date"), key=lambda termijn: termijn.document)


def _missing(document: Document, termijnen: list[Termijn], wie: Invoerders) -> Iterator[TeDoen]:
    """Yield what is lacking for each of these deadlines, by beleidsterrein and who has to do it, in tree order."""
    lacking: dict[tuple[str, Beleidsterrein, tuple[Any, ...]], list[Gebrek]] = {}
    for gebrek in gebreken(document):
        indicator = gebrek.indicator if gebrek.stap in OF_OFFICERS else None
        people = wie.of(gebrek.beleidsterrein.pk, indicator)
        lacking.setdefault((gebrek.stap, gebrek.beleidsterrein, people), []).append(gebrek)
    for termijn in termijnen:
        for (step, terrein, people), missing in lacking.items():
            if step == termijn.step:
                yield TeDoen(termijn, terrein, missing, people)
