"""`manage.py starting_users`: a user for each role, with a password shown once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from indicators.starting_users import make_starting_users


class Command(BaseCommand):
    """Makes the users that are missing and prints their one-time passwords."""

    help = "Maakt voor elke rol een gebruiker en toont eenmalig het wachtwoord."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether users who exist get a new password."""
        parser.add_argument("--reset", action="store_true", help="geef ook bestaande gebruikers een nieuw wachtwoord")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and print names and passwords."""
        made = make_starting_users(reset=options["reset"])
        if not made:
            self.stdout.write("De gebruikers bestaan al. Wachtwoorden kwijt? `make users` maakt nieuwe.")
            return
        self.stdout.write("Gebruikers, met een wachtwoord dat alleen nu te zien is:\n")
        for email, group, password in made:
            self.stdout.write(f"  {email:<30} {password:<16} {group}")
