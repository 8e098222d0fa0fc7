"""`manage.py prepare`: what `make run` needs before it starts: tables, Leiden's budget as published, people."""

import socket
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from indicators import recalculation
from indicators.imports import fixtures
from indicators.models import IndicatorStatus
from indicators.paper.rendering import unavailable
from indicators.publishing.chain import publish_loaded
from programmes.models import Document, Programma, Publicatie


class Command(BaseCommand):
    """Fills an empty installation; does nothing to one that is filled."""

    help = "Maakt een lege installatie klaar: tabellen, de begroting uit fixtures/, gebruikers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port the web server is going to listen on."""
        parser.add_argument("--port", type=int, help="de poort die vrij moet zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the port, migrate, load the fixtures if there is no budget yet, make the users that are missing."""
        if options["port"]:
            _refuse_taken(options["port"])
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        if not Programma.objects.exists():
            self._load(sorted(Path(settings.BASE_DIR, "fixtures").glob("*.json")))
        call_command("starting_users", stdout=self.stdout)
        if unavailable():
            self.stdout.write(unavailable())

    @transaction.atomic
    def _load(self, files: Sequence[Path]) -> None:
        """Load the files in the order of the cycle, and publish each document before the next one is known."""
        loaded = 0
        for file in files:
            loaded += fixtures.load([file])["new"]
            # Here and now, because no worker is running yet.
            recalculation.recalculate()
            for document in Document.objects.adopted().filter(publicaties=None).in_cycle_order():
                publish_loaded(document)
        judged, published = IndicatorStatus.objects.count(), Publicatie.objects.count()
        self.stdout.write(
            f"{loaded} onderdelen geladen, {judged} stoplichten beoordeeld, {published} documenten gepubliceerd."
        )


def _refuse_taken(port: int) -> None:
    """Raise CommandError when something listens on `port` already."""
    with socket.socket() as probe:
        # As the web server does it: a port that was just let go of is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Poort {port} is bezet. Kies een andere: make run PORT={port + 1}") from error
