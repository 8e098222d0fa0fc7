"""What every template may say."""

from django.conf import settings
from django.http import HttpRequest


def municipality(_request: HttpRequest) -> dict[str, str]:
    """Return the name of the municipality whose budget this is."""
    return {"municipality": settings.MUNICIPALITY}
