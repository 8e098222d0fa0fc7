"""The pages about the site itself, the same for everyone: accessibility and privacy."""

from django.urls import URLPattern, path
from django.views.generic import TemplateView

urlpatterns: list[URLPattern] = [
    path(
        "toegankelijkheid/", TemplateView.as_view(template_name="site/toegankelijkheid.html"), name="toegankelijkheid"
    ),
    path("privacy/", TemplateView.as_view(template_name="site/privacy.html"), name="privacy"),
]
