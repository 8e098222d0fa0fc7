"""The addresses of the application."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

import leidenmo.accounts  # noqa: F401 - registers the people in the admin

urlpatterns = [
    path("beheer/", admin.site.urls),
    # Browsers ask for it on pages that name no icon of their own, such as the admin's.
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("img/icon.svg")), name="favicon"),
    path("", include("indicators.urls")),
]
