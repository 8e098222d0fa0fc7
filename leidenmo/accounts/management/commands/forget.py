"""`manage.py forget`: remove what need not be kept any longer; beat has it done each night."""

from typing import Any

from django.core.management.base import BaseCommand

from leidenmo import retention


class Command(BaseCommand):
    """Removes what the rules of docs/bewaren.md say, and says of each how much that was."""

    help = "Verwijdert wat volgens docs/bewaren.md niet langer bewaard wordt, en zegt hoeveel dat was."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so."""
        for rule, removed in retention.forget():
            self.stdout.write(f"{rule.what} (na {rule.days} dagen): {removed}")
