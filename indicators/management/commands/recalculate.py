"""`manage.py recalculate`: judge every indicator anew, from the command line."""

from typing import Any

from django.core.management.base import BaseCommand

from indicators import recalculation


class Command(BaseCommand):
    """Judges all indicators anew and says how many were judged, changed, stale."""

    help = "Berekent alle stoplichten opnieuw."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and print the counts."""
        telling = recalculation.recalculate()
        self.stdout.write(
            f"{telling.judged} stoplichten beoordeeld, {telling.changed} gewijzigd, {telling.stale} waren verouderd."
        )
