"""`manage.py database_roles`: the least power of PostgreSQL for the application and for whoever only reads."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leidenmo import database_roles
from leidenmo.database_roles import RolesRefused, Rollen
from leidenmo.secret_settings import is_weak

PASSWORDS = ("DATABASE_APPLICATION_PASSWORD", "DATABASE_READONLY_PASSWORD")  # in the environment: no list shows them


class Command(BaseCommand):
    """Makes both roles and grants; run by the owner, after every migration."""

    help = (
        "Maakt de rollen van PostgreSQL voor het programma en om te lezen, en geeft ze wat ze nodig hebben. Draai het "
        f"als eigenaar, na elke migratie. Wachtwoorden staan in {' en '.join(PASSWORDS)}; zonder blijft wat er was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the names, and whether to only show what would be done."""
        parser.add_argument(
            "--application", default=Rollen().application, metavar="ROL", help="de rol van het programma"
        )
        parser.add_argument("--readonly", default=Rollen().readonly, metavar="ROL", help="de rol om te lezen")
        parser.add_argument("--print", action="store_true", help="toon de SQL voor wie de rollen zelf maakt")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, or print what a database administrator would run."""
        rollen = Rollen(options["application"], options["readonly"])
        try:
            if options["print"]:
                database_roles.check(rollen)
                lines = database_roles.statements(rollen, database_roles.tables_here())
                self.stdout.write("".join(f"{line};\n" for line in lines), ending="")
                return
            passwords = {name: os.environ.get(name, "") for name in PASSWORDS}
            if weak := [name for name, password in passwords.items() if password and is_weak(password)]:
                raise CommandError(f"{weak[0]} is te kort of een voorbeeld.")
            database_roles.make(rollen, list(passwords.values()))
        except RolesRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"De rollen {rollen.application} en {rollen.readonly} hebben wat ze nodig hebben.")
