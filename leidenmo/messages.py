"""What is said once after an act, kept in a cookie whose name binds it to this host where there is HTTPS."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """Django's, under a name of this host's own."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class MessageStorage(FallbackStorage):
    """In the cookie; what is too long for it in the session."""

    storage_classes = (HostCookieStorage, SessionStorage)
