"""`manage.py load_budget fixtures/*.json`: load a budget, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.imports import fixtures


class Command(BaseCommand):
    """Loads fixtures with every check, and says what was new, changed, the same."""

    help = "Laadt begrotingsbestanden (Django-fixtures), met alle controles; alles of niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, in the order in which they are to be loaded."""
        parser.add_argument("files", nargs="+", type=Path, metavar="bestand")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or name what is wrong."""
        try:
            counts = fixtures.load(options["files"])
        except fixtures.BrokenFixture as error:
            raise CommandError(f"{error} Er is niets geladen.") from error
        self.stdout.write(f"{counts['new']} nieuw, {counts['changed']} gewijzigd, {counts['same']} gelijk gebleven.")
