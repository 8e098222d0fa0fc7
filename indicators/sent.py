"""What a button sends beside a form: a reason that was typed, a name; a form of Django checks its own fields."""

from django.http import HttpRequest

NUL = "\0"  # PostgreSQL keeps every character but this one, and nobody types it


def text_sent(request: HttpRequest, name: str) -> str:
    """Return the text that was posted under this name; '' when there is none."""
    return str(request.POST.get(name, "")).replace(NUL, "")
