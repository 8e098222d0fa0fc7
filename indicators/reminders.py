"""Reminders by mail of what is missing for a deadline: one mail a person a day, whatever runs twice or at once."""

import logging
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from indicators.deadlines import OF_OFFICERS, TeDoen, to_do
from indicators.models import Herinnering

logger = logging.getLogger(__name__)

AHEAD = timedelta(days=7)  # how long before its deadline what is missing is reminded of


def remind(today: date) -> int:
    """Mail every owner and stand-in what is missing for deadlines up to a week ahead; return how many were mailed."""
    tasks: dict[Any, list[TeDoen]] = {}
    for task in to_do(OF_OFFICERS, until=today + AHEAD):
        for person in task.people:
            tasks.setdefault(person, []).append(task)
    return sum(_remind(person, of_person, today) for person, of_person in tasks.items())


def _remind(person: Any, tasks: list[TeDoen], today: date) -> bool:
    """Mail one person unless that was done today; return whether it was. What goes wrong with one stops no other."""
    if not person.email:
        logger.warning("%s has no e-mail address: not reminded of %s deadlines", person, len(tasks))
        return False
    try:
        # The row and the mail in the queue are there together or not at all.
        with transaction.atomic():
            _, is_first = Herinnering.objects.get_or_create(user=person, day=today)
            if is_first:
                reminder(person, tasks).send()
    except Exception:
        logger.exception("could not remind %s", person)
        return False
    return is_first


def reminder(person: Any, tasks: list[TeDoen]) -> EmailMessage:
    """Return the mail to one person, with what is missing per document and deadline."""
    documents = list(dict.fromkeys(str(task.termijn.document) for task in tasks))
    what = documents[0] if len(documents) == 1 else f"{len(documents)} documenten"
    subject = " ".join(f"Herinnering: er ontbreekt nog iets voor {what}".split())
    context = {
        "person": person,
        "tasks": tasks,
        "site": settings.SITE_URL.rstrip("/"),
        "municipality": settings.MUNICIPALITY,
    }
    return EmailMessage(subject, render_to_string("indicators/herinnering.txt", context), to=[person.email])
