"""Who enters single indicators: the beheerder hands over many at once, or gives them back to their beleidsterrein."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.views.generic import FormView

from indicators import ownership, work_exports
from indicators.addresses import slug_in
from indicators.controller_forms import Day
from indicators.downloads import Bestand, Downloadable
from indicators.models import Effectindicator, Indicatoreigenaar
from indicators.ownership import Invoerders, invoerders
from indicators.views.documents import complain
from indicators.views.owners import Person, Several
from programmes.models import Beleidsterrein, Eigenaar
from programmes.ownership import candidates


@dataclass(frozen=True)
class Lijn:
    """An indicator as the page shows it."""

    indicator: Effectindicator
    own: list[tuple[Indicatoreigenaar, bool]]  # with whether they can enter today
    enter: tuple[Any, ...]  # who enters today
    chosen: bool

    @property
    def is_own(self) -> bool:
        """Whether somebody enters it instead of the owners of its beleidsterrein."""
        return any(works for _, works in self.own)

    def is_of(self, person: str) -> bool:
        """Whether this person (a key, as an address says it) enters it or is on record as its owner."""
        keys = {user.pk for user in self.enter} | {eigenaar.user_id for eigenaar, _ in self.own}
        return person in map(str, keys)


class IndicatoreigenaarForm(forms.Form):
    """What happens to the chosen indicators."""

    indicatoren = Several(
        Effectindicator.objects.all(), error_messages={"required": "Kies ten minste één effectindicator."}
    )
    to = Person(get_user_model().objects.none(), label="Naar", required=False, empty_label="Kies een beleidsmedewerker")
    until = forms.DateField(
        label="Tot en met",
        required=False,
        widget=Day(),
        help_text="Leeg: voorgoed. Na deze dag voert de eigenaar van het beleidsterrein weer in.",
    )
    why = forms.CharField(label="Waarom", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = candidates()  # type: ignore[attr-defined]

    @property
    def gives_back(self) -> bool:
        """Whether the button was pressed that gives them back to their beleidsterrein."""
        return bool(self.data.get("actie") == "teruggeven")

    def clean(self) -> dict[str, Any]:
        """Ask who is to enter, unless they are given back."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.gives_back and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", "Kies wie voortaan invoert.")
        return cleaned


class IndicatoreigenarenView(Downloadable, PermissionRequiredMixin, FormView):  # type: ignore[type-arg]
    """Every indicator with who enters it, narrowed by beleidsterrein and person."""

    permission_required = "programmes.assign_eigenaar"
    template_name = "indicators/indicatoreigenaren.html"
    form_class = IndicatoreigenaarForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the indicators with who enters them, and what they can be narrowed by."""
        page = super().get_context_data(**context)
        asked = self.request.GET
        page["terrein"], page["van"] = slug_in(asked.get("terrein", "")), asked.get("van", "")
        chosen = {str(key) for key in page["form"]["indicatoren"].value() or []}
        lines = _lines(page["terrein"], chosen, everything="alles" in asked and not page["form"].is_bound)
        page["lines"] = [line for line in lines if not page["van"] or line.is_of(page["van"])]
        page["terreinen"] = Beleidsterrein.objects.order_by("programma__order", "programma__code", "order", "code")
        page["people"] = _people()
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the indicators with who enters them, as they were narrowed."""
        return {"indicatoren": lambda: work_exports.indicator_owners(page["lines"])}

    def form_valid(self, form: IndicatoreigenaarForm) -> HttpResponse:
        """Hand over or give back; what is refused is said at its field."""
        said = form.cleaned_data
        chosen, recorded = said["indicatoren"], {"user": self.request.user, "why": said["why"]}
        try:
            if form.gives_back:
                ownership.give_back(chosen, **recorded)
                done = "Het beleidsterrein voert weer in"
            else:
                ownership.hand_over(chosen, to=said["to"], until=said["until"], **recorded)
                done = f"{said['to']} voert voortaan in"
        except ValidationError as refusal:
            return self.form_invalid(complain(form, refusal))
        messages.success(self.request, f"{done}: {len(chosen)} effectindicator{'' if len(chosen) == 1 else 'en'}.")
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """Return to the list, as it was narrowed."""
        return self.request.get_full_path()


def _lines(terrein: str, chosen: set[str], *, everything: bool) -> list[Lijn]:
    """Return the indicators, of one beleidsterrein when it is named, in the order of the tree."""
    indicators = Effectindicator.objects.with_tree().in_tree_order()
    if terrein:
        indicators = indicators.filter(doel__beleidsterrein__slug=terrein)
    owners = Indicatoreigenaar.objects.select_related("user").order_by("pk")
    current = set(Indicatoreigenaar.objects.current().values_list("pk", flat=True))
    wie = invoerders()
    return [
        _line(indicator, current, wie, chosen=everything or str(indicator.pk) in chosen)
        for indicator in indicators.prefetch_related(Prefetch("eigenaren", owners))
    ]


def _line(indicator: Effectindicator, current: set[int], wie: Invoerders, *, chosen: bool) -> Lijn:
    """Return one of them."""
    own = [(eigenaar, eigenaar.pk in current) for eigenaar in indicator.eigenaren.all()]
    return Lijn(indicator, own, wie.of(indicator.doel.beleidsterrein_id, indicator.pk), chosen)


def _people() -> QuerySet[Any]:
    """Return who owns anything, whether they can still enter or not."""
    owning = Q(pk__in=Eigenaar.objects.values("user")) | Q(pk__in=Indicatoreigenaar.objects.values("user"))
    return get_user_model().objects.filter(owning).order_by("last_name", "first_name", "username")
