"""`manage.py verify_publications`: recompute the chain of publications and compare."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.publishing.chain import verify


class Command(BaseCommand):
    """Recomputes every checksum, of publications and their files, a line for each; fails when one is broken."""

    help = "Rekent de controlegetallen van alle publicaties na; eindigt met een fout als er een niet klopt."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the last checksum that was kept."""
        parser.add_argument(
            "--last", metavar="CONTROLEGETAL", help="het laatste bewaarde controlegetal: staat dat nog in de keten?"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print OK or GEBROKEN for each publication, in the order of the chain."""
        broken = broken_files = 0
        known = set()
        for publication, problem in verify():
            said = f"{publication.published_at:%Y-%m-%d}  {publication}  {_state(problem)}"
            self.stdout.write(f"{publication.sha256}  {said}")
            broken += bool(problem)
            known.add(publication.sha256)
            for file in publication.bestanden.all():
                self.stdout.write(f"{file.sha256}    {file.get_form_display()}  {_state(file.problem)}")
                broken_files += bool(file.problem)
        wrong = [f"{broken} publicatie{'s kloppen' if broken > 1 else ' klopt'} niet."] if broken else []
        wrong += (
            [f"{broken_files} bestand{'en kloppen' if broken_files > 1 else ' klopt'} niet."] if broken_files else []
        )
        if wrong:
            raise CommandError(" ".join(wrong))
        last = (options["last"] or "").strip().lower()
        if options["last"] is not None and last not in known:
            raise CommandError(f"De publicatie met controlegetal {last or '(leeg)'} staat niet meer in de keten.")


def _state(problem: str) -> str:
    """Return what a line says of what is whole, or broken."""
    return f"GEBROKEN ({problem})" if problem else "OK"
