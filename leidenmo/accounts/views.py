"""One's own account on one page."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView as AllauthLoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show how somebody logs in, what they may, and where they are logged in."""
    user: Any = request.user
    kinds = [authenticator.type for authenticator in Authenticator.objects.filter(user=user)]
    context = {
        "groups": user.groups.order_by("name"),
        "has_password": user.has_usable_password(),
        "has_second_factor": is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]),
        "has_app": Authenticator.Type.TOTP in kinds,
        "keys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "sessions": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "account/account.html", context)


class LoginView(AllauthLoginView):  # type: ignore[misc]
    """allauth's, with an honest status when somebody tried too often."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; too many attempts is not a page that went well."""
        response: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response
