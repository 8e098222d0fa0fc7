"""`manage.py backup FOLDER`: the database and the files beside it, in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leidenmo import backup


class Command(BaseCommand):
    """Writes a backup and prints where it is."""

    help = "Bewaart de database en de bestanden in één bestand in MAP; het programma kan gewoon doorlopen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, metavar="MAP")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        try:
            made = backup.backup(options["folder"])
        except backup.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(str(made))
