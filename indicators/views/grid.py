"""The table in which an officer enters many figures, as a plain form and, cell by cell, for the script on it."""

import re
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import TemplateView, View

from indicators.addresses import year_in
from indicators.audit import of_figure
from indicators.filters import TabelFilter
from indicators.grid import saving
from indicators.grid.pasting import BlockRefused, lay, read_block
from indicators.grid.saving import Afloop, Lot, judge_cell, save_cell, saved_at, undo_cell
from indicators.grid.table import MOST_YEARS, Cel, Tabel, build, due_year, one_cell, state_words
from indicators.models import Effectindicator
from indicators.overview import reported_years
from indicators.views.session_over import ReadsBack

CELL = re.compile(r"c(?P<reeks>[0-9]{1,18})-(?P<year>[0-9]{4})")
POSTED = re.compile(rf"{CELL.pattern}-waarde")
LABELS = {"waarde": "Cijfer", "blok": "Wat u plakte"}
SHORTLY = 8  # codes in a notice; the table shows the others


class TabelPage(ReadsBack, LoginRequiredMixin):
    """What the address says of the table: which indicators, which years, which of those are open."""

    request: HttpRequest
    labels = LABELS

    @cached_property
    def own(self) -> Any:
        """The officer's indicators, in the order of the tree."""
        return Effectindicator.objects.editable_by(self.request.user).in_tree_order()

    @cached_property
    def due(self) -> int:
        """The last year of the table: the one in the address, or else the one whose figures are due."""
        return year_in(self.request.GET.get("jaar", "")) or due_year()

    @cached_property
    def years(self) -> range:
        """The columns."""
        return range(self.due - MOST_YEARS + 1, self.due + 1)

    @cached_property
    def opened(self) -> range:
        """The years that can be typed in: the one that is due, or all that are shown."""
        return self.years if self.request.GET.get("eerdere") else range(self.due, self.due + 1)

    @cached_property
    def narrowed(self) -> TabelFilter:
        """What the address narrows the table to."""
        return TabelFilter(self.request.GET, self.own, own=self.own, year=self.due)

    @cached_property
    def table(self) -> Tabel:
        """The table as the address says."""
        return build(self.narrowed.qs, self.years, self.opened)


class TabelView(TabelPage, TemplateView):
    """Shows the table; saves what was typed in it, or hands in all that is filled."""

    template_name = "indicators/tabel.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the table and what it can be narrowed to."""
        page = super().get_context_data(**context)
        page["table"] = page.get("table") or self.table
        page["filter"] = self.narrowed
        page["due"], page["opened"] = self.due, self.opened
        page["year_choices"] = sorted({*reported_years(), self.due}, reverse=True)
        page["owns_any"] = bool(page["table"].rows) or self.own.exists()
        return page

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save every cell that was typed in; show the table again when something still waits for somebody."""
        places = {
            (int(found["reeks"]), int(found["year"])) for name in request.POST if (found := POSTED.fullmatch(name))
        }
        if not places:
            return redirect(request.get_full_path())
        # What was posted is the table, whatever the address would show by now.
        own = self.own.filter(reeksen__in={reeks for reeks, _ in places}).distinct()
        last = max(self.due, *(year for _, year in places))
        opened = range(min(year for _, year in places), last + 1)
        table = build(own, range(min(self.years[0], opened[0]), last + 1), opened, request.POST)
        hand_in = request.POST.get("actie") == "indienen"
        outcome = saving.save(table, user=request.user, hand_in=hand_in)
        messages.success(request, saving.report(outcome, hand_in=hand_in))
        lost = places - {(cell.reeks.pk, cell.year) for cell in table.open_cells if cell.is_posted}
        if lost:
            messages.error(request, _not_theirs(request.POST, lost))
        if outcome.is_clean and not lost:
            self._tell_what_is_left(outcome)
            return redirect(request.get_full_path())
        return self.render_to_response(self.get_context_data(table=table, left=saving.left(outcome)))

    def _tell_what_is_left(self, outcome: Afloop) -> None:
        """Say what was not handed in, and why."""
        for reason, cells in saving.left(outcome):
            codes = [f"{cell.reeks.indicator.in_short} ({cell.year})" for cell in cells[:SHORTLY]]
            more = f" en {len(cells) - SHORTLY} andere" if len(cells) > SHORTLY else ""
            messages.warning(self.request, f"{reason}: {', '.join(codes)}{more}.")


class PlakkenView(TabelPage, View):
    """Shows what a pasted block would do to the table, cell by cell, before anything of it is saved."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the block; answer with a piece of the page to the script, else with a page."""
        page: dict[str, Any] = {"table_address": f"{reverse('tabel')}?{request.GET.urlencode()}"}
        try:
            block = read_block(request.POST.get("blok", ""))
            page["plakking"] = lay(self.table, request.POST.get("vanaf", ""), block, user=request.user)
        except BlockRefused as refusal:
            page["refusal"] = str(refusal)
        is_piece = request.htmx  # type: ignore[attr-defined]
        return render(request, "components/grid_paste.html" if is_piece else "indicators/plakken.html", page)


class CelView(ReadsBack, LoginRequiredMixin, View):
    """One cell: judged while somebody types, saved after a pause, taken back; answers with what stands below it."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it, and say in the cell what came of it."""
        cell = _cell_named(request, request.POST.get("cel", ""))
        if cell.typed is None:
            raise Http404
        lot = Lot.SAME
        match request.POST.get("actie"):
            case "bewaren":
                judge_cell(cell, user=request.user)
                cell.complaints = []
                lot = save_cell(cell, user=request.user, hand_in=False)
                if lot is Lot.SAVED:
                    cell.said = f"bewaard om {saved_at()}"
            case "ongedaan":
                lot = undo_cell(cell, user=request.user)
                if lot is Lot.SAVED:
                    cell.said = f"teruggezet om {saved_at()}"
            case _:
                judge_cell(cell, user=request.user)
        return render(request, "components/grid_said.html", {"cel": cell, "lot": lot, "state": state_words(cell)})


class CelHistorieView(LoginRequiredMixin, View):
    """Every version of one figure: who, when, from what, to what, why."""

    def get(self, request: HttpRequest, reeks: int, year: int) -> HttpResponse:
        """Show it; as a piece of the page to the script that asks for it."""
        cell = one_cell(request.user, reeks, year)
        if cell is None:
            raise Http404
        page = {"cel": cell, "lines": of_figure(request.user, cell.reeks, cell.year).latest}
        is_piece = request.htmx  # type: ignore[attr-defined]
        return render(request, "components/grid_history.html" if is_piece else "indicators/celhistorie.html", page)


def _cell_named(request: HttpRequest, name: str) -> Cel:
    """Return the officer's cell of this name, with what was posted for it."""
    found = CELL.fullmatch(name)
    year = year_in(found["year"]) if found else None
    cell = one_cell(request.user, int(found["reeks"]), year, request.POST) if found and year else None
    if cell is None:
        raise Http404
    return cell


def _places(posted: Any) -> set[tuple[int, int]]:
    """Return reeks and year of every cell that a form has."""
    found = (POSTED.fullmatch(name) for name in posted)
    return {(int(cell["reeks"]), year) for cell in found if cell and (year := year_in(cell["year"]))}


def _not_theirs(posted: Any, lost: set[tuple[int, int]]) -> str:
    """Say what was typed where it can no longer be saved."""
    texts = [f"{posted.get(f'c{reeks}-{year}-waarde')} ({year})" for reeks, year in sorted(lost)]
    return (
        "Niet bewaard, omdat de indicator niet meer bij u hoort of intussen anders gemeten wordt: "
        f"{', '.join(texts)}. Open de tabel opnieuw."
    )
