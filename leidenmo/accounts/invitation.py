"""An invitation: a mail with a link, valid for some days, to choose a password with."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest


def can_be_invited(user: User) -> bool:
    """Return whether somebody has no way to log in yet, and may have one."""
    logs_in_elsewhere = SocialAccount.objects.filter(user=user).exists()
    return user.is_active and bool(user.email) and not user.has_usable_password() and not logs_in_elsewhere


def invite(request: HttpRequest, user: User) -> None:
    """Queue the mail with the link; an earlier link keeps working until a password is chosen or its time is over."""
    adapter = get_adapter(request)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    adapter.send_mail(
        "account/email/invitation",
        user.email,
        {
            "user": user,
            "inviter": request.user,
            "link": adapter.get_reset_password_from_key_url(key),
            "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        },
    )
