"""Logging in through the organisation (OpenID Connect): it says who somebody is, and by a claim what they may."""

import secrets
from typing import Any, NoReturn

from allauth.account.signals import user_logged_in
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.signals import social_account_added
from allauth.utils import generate_unique_username
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from leidenmo.accounts.models import Way
from leidenmo.accounts.rights import by_way_of, refuse_combination
from leidenmo.accounts.second_factor import ASSERTED

PROVIDER = "organisatie"


@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider, to log in or (signed in, `verbind`) to connect the account they have.

    By a page that goes on by itself, because our content security policy lets no form end elsewhere.
    """
    if not settings.OIDC_ISSUER:
        raise Http404
    process = "connect" if "verbind" in request.POST and request.user.is_authenticated else "login"
    wanted = request.POST.get("next", "")
    next_url = wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else None
    nonce = secrets.token_urlsafe(32)
    provider = get_social_adapter(request).get_provider(request, PROVIDER)
    try:
        answer = provider.redirect(request, process, next_url=next_url, auth_params={"nonce": nonce}, nonce=nonce)
    except RequestException:
        return refusal(request, "De inlogdienst van uw organisatie is niet bereikbaar. Probeer het later opnieuw.", 503)
    return render(request, "socialaccount/login_redirect.html", {"redirect_to": answer["Location"]})


def refusal(request: HttpRequest, sentence: str, status: int = 403) -> HttpResponse:
    """Return the page that says that logging in does not go on, and why."""
    return render(request, "socialaccount/refused.html", {"sentence": sentence}, status=status)


def raise_refusal(request: HttpRequest, sentence: str) -> NoReturn:
    """Raise ImmediateHttpResponse with the refusal."""
    raise ImmediateHttpResponse(refusal(request, sentence))


def groups_of(claims: dict[str, Any]) -> set[str]:
    """Return the groups that these claims map to."""
    claimed = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    claimed = [claimed] if isinstance(claimed, str) else claimed
    return {settings.OIDC_GROUP_MAP[name] for name in claimed if name in settings.OIDC_GROUP_MAP}


def asserts_second_factor(id_token: dict[str, Any]) -> bool:
    """Return whether the provider says, in a way we were told to trust, that a second factor was used."""
    methods = id_token.get("amr") or []
    methods = [methods] if isinstance(methods, str) else methods
    return bool(set(methods) & set(settings.OIDC_TRUSTED_AMR)) or id_token.get("acr") in settings.OIDC_TRUSTED_ACR


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts of the organisation: made at the first login, their groups set at every one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whom the provider lets in, gets in: it decides who works here."""
        return True

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Return where one lands after connecting."""
        return reverse("account")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Check what the provider sent, and set the groups of whom it knows; answer with a refusal otherwise."""
        id_token, userinfo = _claims(sociallogin)
        nonce, sub = sociallogin.state.get("nonce"), id_token.get("sub")
        if not nonce or id_token.get("nonce") != nonce or userinfo.get("sub", sub) != sub:
            raise_refusal(request, "Het antwoord van uw organisatie hoort niet bij deze poging. Begin opnieuw.")
        groups = groups_of({**id_token, **userinfo})
        try:
            refuse_combination(groups)
        except ValidationError:
            raise_refusal(
                request, "Uw organisatie geeft u rollen die niet samengaan: een beheerder heeft geen andere rol."
            )
        if sociallogin.is_existing:
            if sociallogin.user.is_active and sociallogin.state.get("process") != "connect":
                _set_groups(sociallogin.user, groups)
        elif sociallogin.state.get("process") != "connect":
            self._refuse_unknown(request, sociallogin.user.email)

    def _refuse_unknown(self, request: HttpRequest, email: str) -> None:
        """Refuse a new person without an address, or with one that is somebody's: an address alone proves nothing."""
        if not email:
            raise_refusal(request, "Uw organisatie geeft geen e-mailadres door. Vraag uw beheerder.")
        if User.objects.filter(email__iexact=email).exists():
            raise_refusal(
                request,
                f"Er is al een account met het adres {email}. Log daar eerst mee in,"
                " en verbind het onder Mijn account met uw organisatie.",
            )

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Make the account of somebody new, with the groups of the claim and no password."""
        id_token, userinfo = _claims(sociallogin)
        user: User = sociallogin.user
        user.username = generate_unique_username([user.email])
        user.set_unusable_password()
        with by_way_of(Way.ORGANISATIE), transaction.atomic():
            user.save()
            sociallogin.account.user = user
            sociallogin.account.save()
            _set_groups(user, groups_of({**id_token, **userinfo}))
        return user


def _claims(sociallogin: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the ID token says, and what the provider says beside it."""
    data = sociallogin.account.extra_data
    return data.get("id_token") or {}, data.get("userinfo") or {}


def _set_groups(user: User, names: set[str]) -> None:
    """Give `user` these groups and no other."""
    with by_way_of(Way.ORGANISATIE), transaction.atomic():
        user.groups.set(Group.objects.filter(name__in=names))


@receiver(user_logged_in)
def remember_second_factor(request: HttpRequest, **kwargs: Any) -> None:
    """Keep in the session whether the organisation vouched for a second factor at this login."""
    sociallogin = kwargs.get("sociallogin")
    request.session[ASSERTED] = sociallogin is not None and asserts_second_factor(_claims(sociallogin)[0])


@receiver(social_account_added)
def forget_password(request: HttpRequest, sociallogin: Any, **_kwargs: Any) -> None:
    """From connecting on, the organisation alone lets this person in, and can put them out."""
    sociallogin.user.set_unusable_password()
    sociallogin.user.save(update_fields=["password"])
    update_session_auth_hash(request, sociallogin.user)
