"""`manage.py forget_second_factor ADDRESS`: for somebody who lost phone, key and recovery codes.

On the server only: a beheerder who could do this and change an address would be able to become anybody.
"""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from leidenmo.accounts.models import What
from leidenmo.accounts.rights import end_sessions, record


class Command(BaseCommand):
    """Takes every second factor of one person away; at the next login they set up another."""

    help = "Verwijdert de tweede factor van iemand die alles kwijt is; die stelt bij het inloggen een nieuwe in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address of the person."""
        parser.add_argument("email", metavar="e-mailadres")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it, record it, and log the person out."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Dit adres is van niemand.")
        if not Authenticator.objects.filter(user=user).exists():
            raise CommandError("Deze persoon heeft hier geen tweede factor.")
        Authenticator.objects.filter(user=user).delete()
        record(user, What.TWEEDE_FACTOR, "ingesteld", "")
        transaction.on_commit(lambda: end_sessions(user))
        self.stdout.write(f"{user.email} stelt bij de volgende keer inloggen een nieuwe tweede factor in.")
