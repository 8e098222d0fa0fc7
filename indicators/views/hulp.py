"""Help: a page for each role, how a colour comes about, and what the words mean."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from indicators.glossary import glossary
from indicators.models import Stoplichtnorm
from indicators.worked_example import worked_example

ROLES = ("raadslid", "beleidsmedewerker", "controller", "beheerder")


class RolView(TemplateView):
    """What one role does here, step by step."""

    def get_template_names(self) -> list[str]:
        """Return the page of the role that the address names."""
        return [f"hulp/{self.kwargs['rol']}.html"]


class KleurView(TemplateView):
    """How a colour comes about: the rule, an example judged by it, and the norm that holds now."""

    template_name = "hulp/kleur.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the example and the norm."""
        norm = Stoplichtnorm.in_words(timezone.localdate().year)
        return super().get_context_data(example=worked_example(), norm=norm, **context)


class WoordenView(TemplateView):
    """What the words mean."""

    template_name = "hulp/woorden.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the words."""
        return super().get_context_data(words=glossary(), **context)
