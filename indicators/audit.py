"""Who changed what: the rows of the history of one thing, as far as a reader may see them, as lines in words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, Max, Model, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.urls import reverse

from indicators.models import (
    Afwijking,
    Benchmark,
    Bron,
    Effectindicator,
    Indicatoreigenaar,
    IndicatorVermelding,
    Normvoorstel,
    Prognose,
    Realisatie,
    Reeks,
    Stoplichtnorm,
    Streefwaarde,
    Toelichting,
)
from indicators.wijzigingen import Wijziging, in_words, with_what_they_refer_to
from programmes.models import (
    Bedrag,
    Beleidsterrein,
    Document,
    Doel,
    Eigenaar,
    Prestatie,
    Programma,
    Termijn,
    VerbondenPartij,
    Vermelding,
    Voortgang,
)

AT_ONCE = 400  # lines that are put in words together; bounds what a long download holds in memory

# What the beheerder keeps in the admin.
OF_BUDGET: tuple[type[Model], ...] = (
    *(Programma, Beleidsterrein, Doel, Prestatie, Vermelding, IndicatorVermelding, Bedrag, VerbondenPartij),
    *(Bron, Benchmark),
)

# From a row of each history to the indicator or beleidsterrein whose owners may see it; None: no owner may.
OF_OWNER: dict[type[Model], tuple[type[Model], str] | None] = {
    Effectindicator: (Effectindicator, "id"),
    Reeks: (Effectindicator, "indicator"),
    Realisatie: (Effectindicator, "reeks__indicator"),
    Streefwaarde: (Effectindicator, "reeks__indicator"),
    Toelichting: (Effectindicator, "indicator"),
    Prognose: (Effectindicator, "indicator"),
    Afwijking: (Effectindicator, "indicator"),
    Indicatoreigenaar: (Effectindicator, "indicator"),
    Voortgang: (Beleidsterrein, "prestatie__doel__beleidsterrein"),
    Eigenaar: (Beleidsterrein, "beleidsterrein"),
    Document: None,
    Termijn: None,
    Stoplichtnorm: None,
    Normvoorstel: None,
    **dict.fromkeys(OF_BUDGET),
}
OF_INDICATOR = (Reeks, Toelichting, Prognose, Afwijking, Indicatoreigenaar)
OF_BEHEERDER = (Eigenaar, Indicatoreigenaar, Document, Termijn, *OF_BUDGET)


def histories_visible_to(user: Any, model: Any) -> QuerySet[Any]:
    """Return the rows of `model`'s history that `user` may see; concepts and names of people are in them.

    A controller sees everything, an officer what is of the indicators they enter and the beleidsterreinen they own
    today, a beheerder the owners, the documents and the budget, anybody else nothing.
    """
    rows: QuerySet[Any] = model.history.all()
    if _is_controller(user) or (model in OF_BEHEERDER and _is_beheerder(user)):
        return rows
    of_owner = OF_OWNER[model]
    if of_owner is None:
        return rows.none()
    of, path = of_owner
    own = Beleidsterrein.objects.owned_by(user) if of is Beleidsterrein else Effectindicator.objects.editable_by(user)
    return rows.filter(**{f"{path}__in": own.values("pk")})


def _is_controller(user: Any) -> bool:
    """Whether `user` checks everything."""
    return bool(user.has_perm("indicators.adopt_realisatie"))


def _is_beheerder(user: Any) -> bool:
    """Whether `user` appoints owners."""
    return bool(user.has_perm("programmes.assign_eigenaar"))


@dataclass(frozen=True)
class Geschiedenis:
    """The history of one thing, as far as its reader may see it."""

    title: str
    page: str  # the name of the page that shows all of it, and by what it is found there
    key: tuple[Any, ...]
    parts: tuple[QuerySet[Any], ...]
    of_thing: str = ""  # the address of the thing itself

    @property
    def address(self) -> str:
        """The address of the page that shows all of it."""
        return reverse(self.page, args=self.key)

    @cached_property
    def latest(self) -> list[Wijziging]:
        """The ten newest lines, for the page of the thing."""
        return list(self.lines(0, 10))

    def lines(self, start: int = 0, stop: int | None = None) -> Iterator[Wijziging]:
        """Yield the lines from `start` to `stop`, the newest first, in a fixed number of queries for each `AT_ONCE`."""
        keys = list(self._keys()[start:stop])
        for begin in range(0, len(keys), AT_ONCE):
            yield from self._in_words(keys[begin : begin + AT_ONCE])

    def _keys(self) -> Any:
        """Return of every line when it was written at the earliest, its part and row, and the row before of its object.

        In a part rows are numbered as they were written. A clock that was set back says otherwise: a row counts as no
        earlier than the rows before it.
        """
        first, *others = (_keys_of(rows, number) for number, rows in enumerate(self.parts))
        # What was written in one moment was written in this order.
        return first.union(*others, all=True).order_by("-moment", "-part", "-row")

    def _in_words(self, keys: Collection[tuple[datetime, int, int, int | None]]) -> Iterator[Wijziging]:
        """Yield the lines of these keys, in their order."""
        rows: dict[tuple[int, int | None], Any] = {}
        for part, histories in enumerate(self.parts):
            wanted = {row for _, of_part, *pair in keys if of_part == part for row in pair if row}
            found = with_what_they_refer_to(histories.model.objects.filter(history_id__in=wanted))
            rows |= {(part, row.history_id): row for row in found}
        for _, part, row, before in keys:
            yield in_words(rows[part, row], rows.get((part, before)))


def _keys_of(rows: QuerySet[Any], part: int) -> QuerySet[Any, Any]:
    """Return the keys of the rows of one part."""
    earlier = rows.model.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    moment = Window(Max("history_date"), order_by=F("history_id").asc())
    keys = rows.annotate(moment=moment, part=Value(part), row=F("history_id"), before=before)
    lines: QuerySet[Any, Any] = keys.order_by().values_list("moment", "part", "row", "before")
    return lines


def of_effectindicator(user: Any, slug: str) -> Geschiedenis | None:
    """Return what happened to an indicator, its figures, targets and explanations; None for who may not see it."""
    live, ever = Effectindicator.objects.filter(slug=slug), Effectindicator.history.filter(slug=slug)
    if not _is_controller(user):
        # Of an indicator that is gone nobody can tell whose it was: that one is for the controller.
        live, ever = live.editable_by(user), ever.none()
    indicator = live.first()
    ids = {*ever.values_list("id", flat=True), *([indicator.pk] if indicator else [])}
    if not ids:
        return None
    # Keys, not joins: the histories are long, and have an index on them.
    reeksen = Reeks.objects.filter(indicator__in=ids).values("id")
    ever_reeksen = Reeks.history.filter(indicator__in=ids).order_by().values("id")
    own = Q(indicator__in=ids)
    of_reeks = Q(reeks__in=[reeks["id"] for reeks in reeksen.order_by().union(ever_reeksen)])
    return Geschiedenis(
        title=f"effectindicator {indicator or slug}",
        page="geschiedenis_effectindicator",
        key=(slug,),
        parts=(
            histories_visible_to(user, Effectindicator).filter(slug=slug),
            *(histories_visible_to(user, model).filter(own) for model in OF_INDICATOR),
            *(histories_visible_to(user, model).filter(of_reeks) for model in (Streefwaarde, Realisatie)),
        ),
        of_thing=indicator.get_absolute_url() if indicator else "",
    )


def of_figure(user: Any, reeks: Reeks, year: int) -> Geschiedenis:
    """Return what happened to the figure of one reeks and year, all its versions."""
    rows = histories_visible_to(user, Realisatie).filter(reeks=reeks.pk, year=year)
    return Geschiedenis(title=f"{reeks.indicator}, {year}", page="cel_historie", key=(reeks.pk, year), parts=(rows,))


def of_beleidsterrein(user: Any, slug: str) -> Geschiedenis | None:
    """Return who owned a beleidsterrein or its indicators, and what was said of its prestaties; None: not theirs."""
    everything = _is_controller(user) or _is_beheerder(user)
    seen = Beleidsterrein.objects.all() if everything else Beleidsterrein.objects.owned_by(user)
    terrein = seen.filter(slug=slug).first()
    if terrein is None:
        return None
    prestaties = Prestatie.objects.filter(doel__beleidsterrein=terrein)
    return Geschiedenis(
        title=f"beleidsterrein {terrein}",
        page="geschiedenis_beleidsterrein",
        key=(slug,),
        parts=(
            histories_visible_to(user, Eigenaar).filter(beleidsterrein=terrein),
            histories_visible_to(user, Indicatoreigenaar).filter(indicator__doel__beleidsterrein=terrein),
            histories_visible_to(user, Voortgang).filter(prestatie__in=prestaties),
        ),
        of_thing=terrein.get_absolute_url(),
    )


def of_document(user: Any, pk: int) -> Geschiedenis | None:
    """Return what happened to a document, its deadlines and its targets; None for who may not see it."""
    if not (_is_controller(user) or _is_beheerder(user)):
        return None
    document = Document.objects.filter(pk=pk).first() or Document.history.filter(id=pk).first()
    if document is None:
        return None
    return Geschiedenis(
        title=str(getattr(document, "instance", document)),
        page="geschiedenis_document",
        key=(pk,),
        parts=(
            histories_visible_to(user, Document).filter(id=pk),
            *(histories_visible_to(user, model).filter(document=pk) for model in (Termijn, Streefwaarde)),
        ),
    )


def of_norm(user: Any) -> Geschiedenis | None:
    """Return what happened to the stoplichtnormen and what was proposed; None for who may not see it."""
    if not _is_controller(user):
        return None
    parts = tuple(histories_visible_to(user, model) for model in (Stoplichtnorm, Normvoorstel))
    return Geschiedenis(title="de stoplichtnorm", page="geschiedenis_norm", key=(), parts=parts)
