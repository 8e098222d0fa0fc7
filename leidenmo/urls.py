"""The addresses of the application."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from indicators.metrics import metrics
from leidenmo import health

handler500 = "leidenmo.unavailable.broken"

urlpatterns = [
    path(
        "beheer/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="beheer-wachtwoord",
    ),
    path("beheer/", admin.site.urls),
    # Browsers ask for it on pages that name no icon of their own, such as the admin's.
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("img/icon.svg")), name="favicon"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health/metrics", metrics, name="health-metrics"),
    path("", include("leidenmo.accounts.urls")),
    path("", include("indicators.api.urls")),
    path("", include("leidenmo.pages")),
    path("", include("indicators.urls")),
]
