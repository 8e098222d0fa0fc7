"""How often one address may ask: counted per minute, in the cache that all processes share."""

import hashlib
import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import BaseThrottle

logger = logging.getLogger(__name__)

MINUTE = 60  # seconds


class PerMinute(BaseThrottle):
    """Refuses an address that asked more than API_REQUESTS_PER_MINUTE times this minute; 0 refuses nobody."""

    def allow_request(self, request: Any, view: Any) -> bool:
        """Count this request, and return whether it may be answered."""
        most = settings.API_REQUESTS_PER_MINUTE
        if not most:
            return True
        who = hashlib.sha256(self._address(request).encode()).hexdigest()[:32]
        key = f"keer:{who}:{int(time.time()) // MINUTE}"
        counts = caches["api"]
        try:
            return bool(counts.add(key, 1, 2 * MINUTE) or counts.incr(key) <= most)
        except ValueError:  # it expired between the two
            return True
        except Exception:
            # A cache that is down stops nobody from reading.
            logger.exception("the cache of the API cannot be reached")
            return True

    def wait(self) -> int:
        """Return the seconds until the next minute."""
        return MINUTE - int(time.time()) % MINUTE

    def _address(self, request: Any) -> str:
        """Return who asks: behind a proxy the last address, as what stands before it is what the visitor says."""
        if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
            forwarded = request.headers.get("X-Forwarded-For", "")
            return str(forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", ""))
        return str(request.META.get("REMOTE_ADDR", ""))
