"""Queued mail: sent after the commit, and every minute what could not be sent then."""

import logging
from typing import Any

from celery import shared_task
from django.core.cache import cache
from django.db import transaction
from post_office.mail import get_queued, send_queued

logger = logging.getLogger(__name__)

LOCK = "mail-is-being-sent"
LOCK_SECONDS = 300  # longer than post_office lets one batch take


@shared_task
def send_mail() -> int:
    """Send what is queued and due, a batch at a time; return how many went out. One process does so at a time."""
    sent = 0
    if not cache.add(LOCK, True, LOCK_SECONDS):
        return sent
    try:
        while get_queued().exists():
            sent += send_queued()[0]
            cache.touch(LOCK, LOCK_SECONDS)
    finally:
        cache.delete(LOCK)
    return sent


@shared_task
def forget() -> int:
    """Remove what need not be kept any longer; return how much that was."""
    from leidenmo import retention  # noqa: PLC0415 - it knows the jobs' models

    removed = {rule.what: number for rule, number in retention.forget()}
    logger.info("forgot: %s", removed)
    return sum(removed.values())


def send_on_commit(**_kwargs: Any) -> None:
    """Queue the sending once the running transaction has been committed."""
    transaction.on_commit(_queue)


def _queue() -> None:
    """Queue it; a broker that is down is logged, not raised: the mail is kept and the next minute follows."""
    try:
        send_mail.delay()
    except Exception:
        # Whatever a broker can do wrong, the one whose mail this is must not pay for it.
        logger.exception("could not queue the sending of mail; the next minute will do it")
