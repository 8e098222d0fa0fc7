"""`manage.py verify_publications`: recompute the chain of publications and compare."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.publishing.chain import verify


class Command(BaseCommand):
    """Recomputes every checksum, prints a line for each publication, and fails when one is broken."""

    help = "Rekent de controlegetallen van alle publicaties na; eindigt met een fout als er een niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print OK or GEBROKEN for each publication, in the order of the chain."""
        broken = 0
        for publication, problem in verify():
            state = f"GEBROKEN ({problem})" if problem else "OK"
            self.stdout.write(f"{publication.sha256}  {publication.published_at:%Y-%m-%d}  {publication}  {state}")
            broken += bool(problem)
        if broken:
            raise CommandError(f"{broken} publicatie{'s kloppen' if broken > 1 else ' klopt'} niet.")
