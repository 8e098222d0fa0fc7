"""Where to report a vulnerability, in the form in which those who look for it expect it: RFC 9116."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

VALID = timedelta(days=90)  # from the day that it is asked; less than the year that RFC 9116 advises at most


def expires(now: datetime) -> str:
    """Return until when it may be relied on, in the notation of RFC 3339: midnight UTC, so that a day has one text."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + VALID
    return day.isoformat().replace("+00:00", "Z")


def contact() -> str:
    """Return the address to report to, as the URI that it has to be; nothing where none was set."""
    said: str = settings.SECURITY_CONTACT or settings.CONTACT_EMAIL
    return f"mailto:{said}" if "@" in said and ":" not in said else said


@require_safe
@cache_control(public=True, max_age=3600)
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Return it; raise Http404 where nobody is named: without a contact there is no such file."""
    if not contact():
        raise Http404
    lines = {
        "Contact": contact(),
        "Expires": expires(timezone.now()),
        "Preferred-Languages": "nl, en",
        "Canonical": f"{settings.SITE_URL}{reverse('security_txt')}",
        "Policy": f"{settings.SITE_URL}{reverse('beveiliging')}",
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
