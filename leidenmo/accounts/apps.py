"""People, their logins and their groups."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


def make_cache_table(**_kwargs: Any) -> None:
    """Make the table of the cache, where the cache is the database; do nothing when it is there."""
    call_command("createcachetable", verbosity=0)


class AccountsConfig(AppConfig):
    """Accounts, on django-allauth."""

    name = "leidenmo.accounts"
    label = "accounts"
    verbose_name = "Mensen"

    def ready(self) -> None:
        """Watch every change of rights, send queued mail, keep the cache's table."""
        from post_office.signals import email_queued

        from leidenmo.accounts import (
            rights,  # noqa: F401 - its receivers
            tasks,
            written,  # noqa: F401 - its receivers
        )

        email_queued.connect(tasks.send_on_commit)
        post_migrate.connect(make_cache_table, sender=self)
