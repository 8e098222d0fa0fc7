"""An admin page whose changes come with their reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from programmes import recorded

DELETED = "verwijderd in het beheer"  # Django's page that asks whether you are sure has no room for a reason


class WhyForm(forms.ModelForm):  # type: ignore[type-arg]
    """The form of one object, that asks why it changes; who makes a new one may leave that out."""

    why = forms.CharField(
        label="Waarom wijzigt u dit?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dit komt in de geschiedenis te staan, met uw naam.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "why" in self.fields:
            self.fields["why"].required = not self.instance._state.adding


class OfDocumentForm(WhyForm):
    """The form of what a document says: nothing goes into one that was adopted or published."""

    def clean(self) -> dict[str, Any]:
        """Refuse a document that says already what it says."""
        cleaned = super().clean() or self.cleaned_data
        document = cleaned.get("document")
        if document and document.is_settled:
            self.add_error("document", f"{document} is al vastgesteld of gepubliceerd; wat erin staat, blijft zo.")
        return cleaned


class RecordedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Writes who changed an object and why in its history, and in that of what is edited on the same page."""

    form = WhyForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask nothing of who can only look."""
        fields = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fields
        return [field for field in fields if field != "why"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save on the record."""
        recorded.save(obj, by=request.user, why=form.cleaned_data["why"])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save what is edited on the same page, for the same reason."""
        for instance in formset.save(commit=False):
            recorded.save(instance, by=request.user, why=form.cleaned_data["why"])
        for instance in formset.deleted_objects:
            recorded.delete(instance, by=request.user, why=form.cleaned_data["why"] or DELETED)
        formset.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete on the record."""
        recorded.delete(obj, by=request.user, why=DELETED)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Iterable[Any]) -> None:
        """Delete each on the record; all or nothing."""
        for obj in queryset:
            recorded.delete(obj, by=request.user, why=DELETED)


class OfDocumentAdmin(RecordedAdmin):
    """What a document says: once that was adopted or published, to look at."""

    form = OfDocumentForm

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this may still be changed."""
        return super().has_change_permission(request, obj) and not (obj and obj.document.is_settled)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this may still be removed."""
        return super().has_delete_permission(request, obj) and not (obj and obj.document.is_settled)
