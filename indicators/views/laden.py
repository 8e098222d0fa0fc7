"""Loading a budget in the browser: bring it, look at the difference, answer, load, undo."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import View

from indicators.choices import LadingStaat
from indicators.imports import ladingen, sources
from indicators.imports.difference import unchanged
from indicators.imports.lines import Status
from indicators.imports.loading import (
    PERMISSION,
    ChangedMeanwhile,
    NotLoaded,
    ask_to_load,
    difference_of,
    load,
    take_back,
    takes_long,
)
from indicators.imports.tasks import queue
from indicators.imports.vragen import Vraag
from indicators.loading_forms import LadingForm, too_large
from indicators.loading_page import answered, cards_of, columns_asked, counts_of, groups_of, page_of
from indicators.models import Lading
from programmes.models import Document

MOST_SENT = sources.LARGEST + 600_000  # bytes: the file, and the form around it
IN_LIST = 50


# Exempt here and protected below: to find the token, Django would first take in all of a body that is too large.
@method_decorator(csrf_exempt, name="dispatch")
class LadenView(PermissionRequiredMixin, View):
    """The earlier ladingen, and a form to bring another."""

    permission_required = PERMISSION

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse a body that is too large unseen; for anything else ask for the token."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
            return self._show(too_large(), status=413) if self.has_permission() else self.handle_no_permission()
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list and an empty form."""
        return self._show(LadingForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what was sent; read it now or, when that takes long, by a job."""
        form = LadingForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form, status=422)
        data, name = form.what_was_sent()
        try:
            lading = ladingen.receive(data, name, form.cleaned_data["document"], user=request.user)
        except sources.Unreadable as refusal:
            form.add_error(None, str(refusal))
            return self._show(form, status=422)
        begin_reading(request, lading, data)
        return redirect(lading)

    def _show(self, form: LadingForm, status: int = 200) -> HttpResponse:
        """Show the page."""
        page = {
            "form": form,
            "ladingen": Lading.objects.for_list()[:IN_LIST],
            "documenten": Document.objects.filter(adopted=False).in_cycle_order().reverse(),
        }
        return render(self.request, "indicators/laden.html", page, status=status)


def begin_reading(request: HttpRequest, lading: Lading, data: bytes) -> None:
    """Read what is small at once, have a job read the rest, and say so when no job can be had."""
    if not ladingen.takes_long(data):
        ladingen.read(lading.pk, again=True)
    else:
        queue_or_say(request, lading)


def queue_or_say(request: HttpRequest, lading: Lading) -> None:
    """Have a job do what the lading waits for, and say so when there is none to be had."""
    if not queue(lading):
        messages.warning(
            request,
            "Het bestand is bewaard, maar de wachtrij is nu niet bereikbaar. Elke minuut wordt het opnieuw geprobeerd; "
            "u kunt deze pagina verlaten en later terugkomen.",
        )


class LadingView(PermissionRequiredMixin, View):
    """One lading: how far its reading is, the difference and the questions, or what it brought."""

    permission_required = PERMISSION

    @cached_property
    def lading(self) -> Lading:
        """The lading this page is about."""
        ladingen_ = Lading.objects.defer("data").select_related("uploaded_by", "loaded_by", "undone_by")
        ladingen_ = ladingen_.annotate(is_kept=ExpressionWrapper(~Q(data=b""), BooleanField()))
        return get_object_or_404(ladingen_, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the pressed button says."""
        actions: dict[str, Callable[[], HttpResponse]] = {
            "antwoorden": self._answer,
            "bewaren": self._keep,
            "vergeten": self._forget,
            "rest": self._leave_out,
            "laden": self._load,
            "ongedaan": self._undo,
            "opnieuw": self._read_again,
        }
        action = actions.get(request.POST.get("actie", ""))
        if action is None:
            return redirect(self.lading)
        try:
            return action()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        except NotLoaded as refusal:
            messages.error(request, str(refusal))
        return redirect(self.lading)

    # --- Showing

    def _show(self, refused: list[Vraag] | None = None, status: int = 200) -> HttpResponse:
        """Show the page of the state it is in."""
        page: dict[str, Any] = {"lading": self.lading}
        if self.lading.state == LadingStaat.GELEZEN:
            page |= self._preview(refused or [])
        elif self.lading.brought:
            counts = self.lading.brought.get("counts", {})
            page["counts"] = [(Status(name), number) for name, number in counts.items() if number]
        return render(self.request, "indicators/lading.html", page, status=status)

    def _preview(self, refused: list[Vraag]) -> dict[str, Any]:
        """Return the difference and the questions."""
        verschil = difference_of(self.lading, self.request.user)
        shown = self.request.GET.get("toon", "")
        lines = page_of(verschil, shown, self.request.GET.get("pagina"))
        cards = cards_of(verschil, refused, self._sent() if refused else {})
        return {
            "verschil": verschil,
            "counts": counts_of(verschil),
            "shown": shown,
            "lines": lines,
            "groups": groups_of(list(lines)),
            "cards": cards,
            "more_asked": sum(card.number for card in cards) < len(verschil.open),
            "answered": answered(verschil),
            "nothing_to_do": unchanged(verschil),
            "makes_document": verschil.document.pk is None,
            "notes": (self.lading.delivery or {}).get("notes", []),
            "columns_asked": columns_asked(self.lading),
            "said": (self.lading.delivery or {}).get("said", []),
        }

    # --- Doing

    def _sent(self) -> dict[str, dict[str, str]]:
        """Return the answers that were sent, by question and field."""
        sent: dict[str, dict[str, str]] = {}
        for name, value in self.request.POST.items():
            question, dash, field = name.partition("-")
            if dash and question.startswith("v"):
                sent.setdefault(question, {})[field] = str(value)
        return sent

    def _answer(self) -> HttpResponse:
        """Keep the answers; show those that are refused with what is wrong."""
        refused = ladingen.keep_answers(self.lading, self._sent(), user=self.request.user)
        if refused:
            del self.lading
            return self._show(refused, status=422)
        return redirect(f"{self.lading.get_absolute_url()}#vragen")

    def _keep(self) -> HttpResponse:
        """Keep the answers as they are given, without showing anything."""
        ladingen.keep_answers(self.lading, self._sent(), user=self.request.user)
        return HttpResponse(status=204)

    def _forget(self) -> HttpResponse:
        """Ask a question again."""
        ladingen.forget_answer(self.lading, self.request.POST.get("vraag", ""), user=self.request.user)
        return redirect(f"{self.lading.get_absolute_url()}#vragen")

    def _leave_out(self) -> HttpResponse:
        """Answer everything that is still open with 'niet laden'."""
        number = ladingen.leave_out_the_rest(self.lading, user=self.request.user)
        messages.success(self.request, f"Vragen waar nu 'niet laden' bij staat: {number}.")
        return redirect(f"{self.lading.get_absolute_url()}#vragen")

    def _load(self) -> HttpResponse:
        """Load it all, if it still is what was shown."""
        seen = self.request.POST.get("gezien") or "niet getoond"
        try:
            if takes_long(self.lading):
                queue_or_say(self.request, ask_to_load(self.lading, user=self.request.user, seen=seen))
                return redirect(self.lading)
            counts = load(self.lading, user=self.request.user, seen=seen)
        except ChangedMeanwhile as changed:
            messages.warning(self.request, str(changed))
            return redirect(self.lading)
        new, moved = counts[Status.NIEUW], counts[Status.GEWIJZIGD]
        messages.success(self.request, f"Geladen als concept: {new} nieuw, {moved} gewijzigd.")
        return redirect(self.lading)

    def _undo(self) -> HttpResponse:
        """Take it back as a whole."""
        take_back(self.lading, user=self.request.user)
        messages.success(self.request, "Deze lading is ongedaan gemaakt; alles staat weer zoals het was.")
        return redirect(self.lading)

    def _read_again(self) -> HttpResponse:
        """Read or load it again, when its job was lost or it could not be read."""
        lading = Lading.objects.get(pk=self.lading.pk)
        if lading.state == LadingStaat.LADEN and lading.is_lost:
            queue_or_say(self.request, lading)
        elif lading.state == LadingStaat.MISLUKT or lading.is_lost:
            data = bytes(lading.data)
            if ladingen.takes_long(data):
                ladingen.wait_again(lading)
            begin_reading(self.request, lading, data)
        return redirect(lading)


class VoortgangView(PermissionRequiredMixin, View):
    """How far the reading or loading is: what the page of a lading asks for every few seconds."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; when that is done it asks no more, and lading.js has the page show itself again."""
        lading = get_object_or_404(Lading.objects.defer("data", "delivery"), pk=pk)
        return render(request, "components/lading_progress.html", {"lading": lading})


class BestandView(PermissionRequiredMixin, View):
    """What was sent, as it was sent: to be kept, never to be shown."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the bytes as an attachment that no browser makes anything of."""
        lading = get_object_or_404(Lading.objects.defer("delivery").exclude(data=b""), pk=pk)
        name = lading.name if lading.name != ladingen.PASTED else "geplakte-tekst.txt"
        response = HttpResponse(bytes(lading.data), content_type="application/octet-stream")
        quoted = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
        response["Content-Disposition"] = f'attachment; filename="{quoted}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
