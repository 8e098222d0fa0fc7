"""The addresses of logging in and of one's own account; only what is named here of allauth can be reached."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.usersessions import views as usersessions
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from leidenmo.accounts import organisation, session_time, views

urlpatterns: list[URLPattern] = [
    # allauth asks for names of its own; ours come last, so that they are what an address is called.
    path("inloggen/", views.LoginView.as_view(), name="account_login"),
    path("inloggen/", views.LoginView.as_view(), name="inloggen"),
    path("inloggen/gesloten/", account.account_inactive, name="account_inactive"),
    path("inloggen/tweede-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/toegangssleutel/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/organisatie/", organisation.start, name="organisation"),
    path(
        "inloggen/organisatie/terug/",
        openid_connect.callback,
        {"provider_id": organisation.PROVIDER},
        name="openid_connect_callback",
    ),
    path("inloggen/organisatie/afgebroken/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("uitloggen/", require_POST(views.logout), name="account_logout"),
    path("uitloggen/", require_POST(views.logout), name="uitloggen"),
    path("wachtwoord-vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord-vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path("wachtwoord-kiezen/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^wachtwoord-kiezen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/", views.account, name="account"),
    path("account/", views.account, name="mfa_index"),
    path("account/wachtwoord/", account.password_change, name="account_change_password"),
    path("account/wachtwoord/geen/", RedirectView.as_view(pattern_name="account"), name="account_set_password"),
    path("account/bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("account/bevestigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/bevestigen/sleutel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/tweede-factor/", views.set_up_second_factor, name="second_factor"),
    path("account/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/app/code.svg", views.totp_qr, name="totp_qr"),
    path("account/app/verwijderen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/herstelcodes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/herstelcodes/nieuw/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/herstelcodes/bestand/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/toegangssleutels/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/toegangssleutels/nieuw/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/toegangssleutels/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/toegangssleutels/<int:pk>/verwijderen/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/", views.account, name="socialaccount_connections"),
    path("sessie/", session_time.ask, name="sessie"),
    path("sessie/verlengen/", session_time.extend, name="sessie_verlengen"),
    path("account/apparaten/", usersessions.list_usersessions, name="usersessions_list"),
]
