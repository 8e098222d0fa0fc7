"""Secrets of a second factor as the database keeps them: unreadable without SECRET_KEY, which is not in it.

allauth makes recovery codes and the codes of an app anew from a seed, so that neither can be kept as a hash. A key that
is replaced goes to SECRET_KEY_FALLBACKS, or nobody's app or recovery code works any more.
"""

import base64
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

MARK = "verzegeld:"  # what has none is from before secrets were sealed
PURPOSE = b"leidenmo.accounts.sealed"


def seal(secret: str) -> str:
    """Return a secret as it is kept."""
    return MARK + _keys().encrypt(secret.encode()).decode("ascii")


def unseal(kept: str) -> str:
    """Return the secret that was kept; raises cryptography's InvalidToken where no key of ours opens it."""
    return _keys().decrypt(kept.removeprefix(MARK)).decode() if kept.startswith(MARK) else kept


def _keys() -> MultiFernet:
    """Return what opens and closes: the newest key closes."""
    given = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hmac.digest(key.encode(), PURPOSE, "sha256"))) for key in given]
    )
