"""The addresses of logging in and of one's own account; only what is named here of allauth can be reached."""

from allauth.account import views as account
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from leidenmo.accounts import views

urlpatterns: list[URLPattern] = [
    path("inloggen/", views.LoginView.as_view(), name="account_login"),
    path("inloggen/", views.LoginView.as_view(), name="inloggen"),
    path("inloggen/gesloten/", account.account_inactive, name="account_inactive"),
    path("uitloggen/", require_POST(account.logout), name="account_logout"),
    path("uitloggen/", require_POST(account.logout), name="uitloggen"),
    path("wachtwoord-vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord-vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path("wachtwoord-kiezen/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(
        "wachtwoord-kiezen/<uidb36>-<path:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/", views.account, name="account"),
    path("account/wachtwoord/", account.password_change, name="account_change_password"),
    path("account/wachtwoord/geen/", RedirectView.as_view(pattern_name="account"), name="account_set_password"),
    path("account/bevestigen/", account.reauthenticate, name="account_reauthenticate"),
]
