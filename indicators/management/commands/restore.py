"""`manage.py restore FILE`: put a backup back into an empty installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from leidenmo import backup


class Command(BaseCommand):
    """Restores, compares what came back with what was kept, and recomputes the publications."""

    help = "Zet een back-up terug in een lege installatie en rekent na of alles terug is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, metavar="BESTAND")

    def handle(self, *args: Any, **options: Any) -> None:
        """Put it back."""
        try:
            said = backup.restore(options["file"])
        except backup.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as broken:
            raise CommandError(f"{options['file']} is niet te lezen: {broken}") from broken
        call_command("verify_publications", stdout=self.stdout)
        rows = sum(said["rows"].values())
        self.stdout.write(f"Teruggezet: {rows} rijen en {len(said['files']) - 1} bestanden, van {said['made_at']}.")
