"""`manage.py prepare`: what `make run` needs before it starts: tables, Leiden's budget, people, stoplichten."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from indicators import recalculation
from indicators.imports import fixtures
from programmes.models import Programma


class Command(BaseCommand):
    """Fills an empty installation; does nothing to one that is filled."""

    help = "Maakt een lege installatie klaar: tabellen, de begroting uit fixtures/, gebruikers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate if needed, load the fixtures if there is no budget yet, make the users that are missing."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        if not Programma.objects.exists():
            files = sorted(Path(settings.BASE_DIR, "fixtures").glob("*.json"))
            counts = fixtures.load(files)
            # Here and now, because no worker is running yet.
            telling = recalculation.recalculate()
            self.stdout.write(f"{counts['new']} onderdelen geladen, {telling.judged} stoplichten beoordeeld.")
        call_command("starting_users", stdout=self.stdout)
