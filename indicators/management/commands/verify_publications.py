"""`manage.py verify_publications`: recompute the chain of publications and compare."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.publishing.chain import verify


class Command(BaseCommand):
    """Recomputes every checksum, prints a line for each publication, and fails when one is broken."""

    help = "Rekent de controlegetallen van alle publicaties na; eindigt met een fout als er een niet klopt."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the last checksum that was kept."""
        parser.add_argument(
            "--last", metavar="CONTROLEGETAL", help="het laatste bewaarde controlegetal: staat dat nog in de keten?"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print OK or GEBROKEN for each publication, in the order of the chain."""
        broken = 0
        known = set()
        for publication, problem in verify():
            state = f"GEBROKEN ({problem})" if problem else "OK"
            self.stdout.write(f"{publication.sha256}  {publication.published_at:%Y-%m-%d}  {publication}  {state}")
            broken += bool(problem)
            known.add(publication.sha256)
        if broken:
            raise CommandError(f"{broken} publicatie{'s kloppen' if broken > 1 else ' klopt'} niet.")
        last = (options["last"] or "").strip().lower()
        if options["last"] is not None and last not in known:
            raise CommandError(f"De publicatie met controlegetal {last or '(leeg)'} staat niet meer in de keten.")
