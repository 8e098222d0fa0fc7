"""Who owns what: the beheerder hands over beleidsterreinen, appoints stand-ins, and ends either."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.views.generic import FormView

from indicators import work_exports
from indicators.addresses import is_key
from indicators.controller_forms import Day
from indicators.downloads import Bestand, Downloadable
from programmes import ownership
from programmes.models import Beleidsterrein, Eigenaar


class Person(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person by name, with the address they log in with."""

    def label_from_instance(self, user: Any) -> str:
        """Return the name, and what tells two of one name apart."""
        return f"{user.get_full_name() or user.get_username()} ({user.email or user.get_username()})"


class Several(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Rows by their keys, of which Django asks the database even those that it cannot hold."""

    def clean(self, value: Any) -> Any:
        """Refuse what is no key."""
        if not all(is_key(str(key)) for key in value or ()):
            raise ValidationError("Kies uit wat er op de pagina staat.")
        return super().clean(value)


def _owning() -> QuerySet[Any]:
    """Return who owns a beleidsterrein, whether they can still enter or not."""
    keys = Eigenaar.objects.filter(stands_in_for=None).values("user")
    return get_user_model().objects.filter(pk__in=keys).order_by("last_name", "first_name", "username")


class HandOverForm(forms.Form):
    """What happens to the chosen beleidsterreinen."""

    terreinen = Several(
        Beleidsterrein.objects.all(), error_messages={"required": "Kies ten minste één beleidsterrein."}
    )
    of = Person(get_user_model().objects.none(), label="Van", required=False, empty_label="niemand: een eigenaar erbij")
    to = Person(get_user_model().objects.none(), label="Naar", empty_label="Kies een beleidsmedewerker")
    until = forms.DateField(
        label="Als vervanger tot en met",
        required=False,
        widget=Day(),
        help_text="Leeg: het beleidsterrein gaat voorgoed over.",
    )
    why = forms.CharField(label="Waarom", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = _owning()  # type: ignore[attr-defined]
        self.fields["to"].queryset = ownership.candidates()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask whom a stand-in stands in for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("until") and not cleaned.get("of") and "of" not in self.errors:
            self.add_error("of", "Een vervanger vervangt iemand: kies wie.")
        return cleaned


class EigenarenView(Downloadable, PermissionRequiredMixin, FormView):  # type: ignore[type-arg]
    """Every beleidsterrein with its owners; those that nobody can enter for stand on top."""

    permission_required = "programmes.assign_eigenaar"
    template_name = "programmes/eigenaren.html"
    form_class = HandOverForm
    success_url = reverse_lazy("eigenaren")

    def get_initial(self) -> dict[str, Any]:
        """Choose everything of the person in the address."""
        asked = self.request.GET.get("van", "")
        person = next((user for user in _owning() if str(user.pk) == asked), None)
        if person is None:
            return {}
        owned = Eigenaar.objects.filter(user=person, stands_in_for=None).values_list("beleidsterrein", flat=True)
        return {"of": person.pk, "terreinen": list(owned)}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the beleidsterreinen with their owners, and who of those can enter."""
        page = super().get_context_data(**context)
        active = set(ownership.candidates().values_list("pk", flat=True))
        people = Eigenaar.objects.select_related("user", "stands_in_for").order_by("stands_in_for", "pk")
        terreinen = list(
            Beleidsterrein.objects.order_by("programma__order", "programma__code", "order", "code").prefetch_related(
                Prefetch("eigenaren", people)
            )
        )
        current = set(Eigenaar.objects.current().values_list("pk", flat=True))
        chosen = {str(key) for key in page["form"]["terreinen"].value() or []}
        page["owning"] = _owning()
        page["lines"] = sorted(
            (_line(terrein, active, current, chosen) for terrein in terreinen), key=lambda line: not line["orphan"]
        )
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the beleidsterreinen with their owners."""
        return {"eigenaren": lambda: work_exports.owners(page["lines"])}

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        """Hand over or appoint; what is refused is said at its field."""
        said = form.cleaned_data
        chosen = {"of": said["of"], "to": said["to"], "user": self.request.user, "why": said["why"]}
        try:
            if said["until"]:
                ownership.appoint_stand_in(said["terreinen"], until=said["until"], **chosen)
            else:
                ownership.hand_over(said["terreinen"], **chosen)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        what = "vervanger" if said["until"] else "eigenaar"
        number = len(said["terreinen"])
        messages.success(
            self.request, f"{said['to']} is {what} van {number} beleidsterrein{'' if number == 1 else 'en'}."
        )
        return super().form_valid(form)


def _line(terrein: Beleidsterrein, active: set[int], current: set[int], chosen: set[str]) -> dict[str, Any]:
    """Return a beleidsterrein as the page shows it."""
    people = [(eigenaar, eigenaar.user_id in active, eigenaar.pk in current) for eigenaar in terrein.eigenaren.all()]
    orphan = not any(works and now and eigenaar.stands_in_for_id is None for eigenaar, works, now in people)
    return {"terrein": terrein, "people": people, "orphan": orphan, "chosen": str(terrein.pk) in chosen}


class EndForm(forms.Form):
    """Why somebody is no owner or stand-in any more."""

    why = forms.CharField(label="Waarom", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class EndView(PermissionRequiredMixin, FormView):  # type: ignore[type-arg]
    """Takes one owner or stand-in off a beleidsterrein."""

    permission_required = "programmes.assign_eigenaar"
    template_name = "programmes/eigenaar_beeindigen.html"
    form_class = EndForm
    success_url = reverse_lazy("eigenaren")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add whom it is about."""
        return {**super().get_context_data(**context), "eigenaar": self._eigenaar()}

    def form_valid(self, form: EndForm) -> HttpResponse:
        """End it."""
        try:
            ownership.end(self._eigenaar(), user=self.request.user, why=form.cleaned_data["why"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, "De eigenaar of vervanger is eraf gehaald.")
        return super().form_valid(form)

    def _eigenaar(self) -> Eigenaar:
        """Return whom it is about."""
        rows = Eigenaar.objects.select_related("user", "stands_in_for", "beleidsterrein")
        return get_object_or_404(rows, pk=self.kwargs["pk"])
