"""The pages about the site itself, the same for everyone: accessibility and privacy."""

from typing import Any

from django.urls import URLPattern, path
from django.views.generic import TemplateView

from leidenmo.security_txt import contact, security_txt


class BeveiligingView(TemplateView):
    """How to report a vulnerability, and what whoever does can count on."""

    template_name = "site/beveiliging.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to."""
        said = contact()
        return {**super().get_context_data(**kwargs), "contact": said, "contact_in_words": said.removeprefix("mailto:")}


urlpatterns: list[URLPattern] = [
    path(
        "toegankelijkheid/", TemplateView.as_view(template_name="site/toegankelijkheid.html"), name="toegankelijkheid"
    ),
    path("privacy/", TemplateView.as_view(template_name="site/privacy.html"), name="privacy"),
    path("beveiliging/", BeveiligingView.as_view(), name="beveiliging"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
]
