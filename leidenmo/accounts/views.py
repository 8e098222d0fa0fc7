"""Logging in, and one's own account on one page; the rest is allauth's."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView as AllauthLoginView
from allauth.account.views import logout as allauth_logout
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from leidenmo.accounts import second_factor


class LoginView(AllauthLoginView):  # type: ignore[misc]
    """allauth's, with the organisation's way in, and an honest status when somebody tried too often."""

    extra_context = {"organisation": lambda: settings.OIDC_ISSUER and settings.OIDC_NAME}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; too many attempts is not a page that went well."""
        response: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


def logout(request: HttpRequest) -> HttpResponse:
    """Log out, and have the browser forget what it kept of ours."""
    response: HttpResponse = allauth_logout(request)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show how somebody logs in, what they may, and where they are logged in."""
    user: Any = request.user
    kinds = [authenticator.type for authenticator in Authenticator.objects.filter(user=user)]
    context = {
        "groups": [group.name for group in user.groups.order_by("name")],
        "has_password": user.has_usable_password(),
        "required": second_factor.is_required_of(user),
        "asserted": bool(request.session.get(second_factor.ASSERTED)),
        "has_app": Authenticator.Type.TOTP in kinds,
        "keys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "can_connect": bool(settings.OIDC_ISSUER) and not SocialAccount.objects.filter(user=user).exists(),
        "organisation": settings.OIDC_NAME,
        "sessions": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "account/account.html", context)


@login_required
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Explain what a second factor is for, and let somebody choose one."""
    context = {"required": second_factor.is_required_of(request.user), "present": second_factor.is_present(request)}
    return render(request, "account/second_factor.html", context)


@login_required
def totp_qr(request: HttpRequest) -> HttpResponse:
    """Return, as a picture, the secret that this session is setting up; no other."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    # Whoever is logged in gets every answer uncached (PrivatePages).
    return HttpResponse(picture, content_type="image/svg+xml")
