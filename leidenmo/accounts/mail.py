"""The mail backend: everything is queued in the database, so that no request waits for a mail server."""

import re
from collections.abc import Sequence
from copy import copy

from django.core.mail import EmailMessage
from post_office.backends import EmailBackend

TAGS = {"{{": "openvariable", "{%": "openblock", "{#": "opencomment"}


def literal(text: str) -> str:
    """Return a template that renders `text` as it is."""
    return re.sub(r"\{[{%#]", lambda found: f"{{% templatetag {TAGS[found[0]]} %}}", text)


class QueueBackend(EmailBackend):  # type: ignore[misc]
    """post_office's queue, which takes every text for a template: ours are words of people, and stay as they are."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue them; return how many."""
        queued = []
        for message in email_messages:
            escaped = copy(message)
            escaped.subject, escaped.body = literal(str(message.subject)), literal(str(message.body))
            if alternatives := getattr(message, "alternatives", None):
                escaped.alternatives = [(literal(str(text)), kind) for text, kind in alternatives]  # type: ignore[attr-defined]
            queued.append(escaped)
        super().send_messages(queued)
        return len(queued)
