"""Who may do what in PostgreSQL: an owner who migrates, the application, and whoever only reads figures.

What was recorded and what was published is added to and read, never changed: here the database itself refuses it, to
the application as to whoever broke into it. What is on that list follows from the models, so that a new table with a
history needs nothing but running this again, which is done after every migration.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.apps import apps
from django.db import connection, transaction
from psycopg2.extensions import encrypt_password

from indicators import revision
from leidenmo.accounts.models import AccountChange
from programmes.models import Publicatie

READ_ONLY_APPS = ("programmes", "indicators")  # not the accounts, their sessions and second factors
NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")

READ = ("SELECT",)
ADD = ("SELECT", "INSERT")
ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")


class RolesRefused(Exception):
    """These roles cannot be made so, in words for who asks."""


class Rollen(NamedTuple):
    """What the roles are called; the owner is whoever makes them."""

    application: str = "leidenmo_app"
    readonly: str = "leidenmo_lezen"


def append_only() -> list[str]:
    """Return the tables that are only added to: every history, and the record of the accounts."""
    histories = {model._meta.db_table for model in apps.get_models() if hasattr(model, "history_object")}
    return sorted(histories | {AccountChange._meta.db_table})


def rights(tables: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what the application may do with each of these tables."""
    added_to = set(append_only())
    successor = Publicatie._meta.get_field("successor").column
    # A publication is replaced by naming its successor; nothing else of it is ever written.
    special = {
        Publicatie._meta.db_table: (*ADD, f"UPDATE ({connection.ops.quote_name(successor)})"),
        "django_migrations": READ,
    }
    return {table: special.get(table) or (ADD if table in added_to else ALL) for table in tables}


def readable(tables: Sequence[str]) -> list[str]:
    """Return which of these tables hold the budget and its figures, and with them nothing of anybody's account."""
    models = [model for label in READ_ONLY_APPS for model in apps.get_app_config(label).get_models(True)]
    ours = {model._meta.db_table for model in models} | {revision.TABLE}
    return [table for table in tables if table in ours]


def statements(rollen: Rollen, tables: Sequence[str]) -> list[str]:
    """Return the SQL that gives both roles what they need of these tables and takes away everything else."""
    quote = connection.ops.quote_name
    application, readonly = map(quote, rollen)
    database = quote(connection.settings_dict["NAME"])
    said = [
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        # A recompute fills a temporary table.
        f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {application}",
        f"GRANT CONNECT ON DATABASE {database} TO {readonly}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ]
    for role in (application, readonly):
        said += [
            f"REVOKE ALL ON SCHEMA public FROM {role}",
            f"GRANT USAGE ON SCHEMA public TO {role}",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
            f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
        ]
    said += [f"GRANT {', '.join(may)} ON {quote(table)} TO {application}" for table, may in rights(tables).items()]
    said.append(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {application}")
    said += [f"GRANT SELECT ON {quote(table)} TO {readonly}" for table in readable(tables)]
    return said


def tables_here() -> list[str]:
    """Return the tables of the database, by name."""
    return sorted(connection.introspection.table_names())


def make(rollen: Rollen, passwords: Sequence[str]) -> None:
    """Make the roles where they are not there, give those with a password that one, and grant; as often as one likes.

    `passwords` are the application's and the reader's; empty: as it was. Raises RolesRefused.
    """
    check(rollen)
    with transaction.atomic(), connection.cursor() as cursor:
        for role, password in zip(rollen, passwords, strict=True):
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if cursor.rowcount else "CREATE"
            named = f"{verb} ROLE {connection.ops.quote_name(role)}"
            if verb == "CREATE":
                cursor.execute(f"{named} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")
                named = named.replace("CREATE", "ALTER")
            if password:
                # What PostgreSQL keeps, not the password itself: a log of statements holds no secret.
                kept = encrypt_password(password, role, scope=connection.connection, algorithm="scram-sha-256")
                cursor.execute(f"{named} LOGIN PASSWORD %s", [kept])
        for statement in statements(rollen, tables_here()):
            cursor.execute(statement)


def check(rollen: Rollen) -> None:
    """Raise RolesRefused when a role is called what no role is, or would have more power than it is given here."""
    if connection.vendor != "postgresql":
        raise RolesRefused("Rollen zijn er alleen in PostgreSQL; deze installatie gebruikt SQLite.")
    if wrong := [role for role in rollen if not NAME.fullmatch(role)]:
        raise RolesRefused(f"{wrong[0]} is geen naam voor een rol: kleine letters, cijfers en lage streepjes.")
    if len(set(rollen)) < len(rollen):
        raise RolesRefused("Beide rollen heten hetzelfde.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR rolcreaterole OR rolbypassrls"
            " OR pg_has_role(oid, current_user::regrole::oid, 'MEMBER'))",
            [list(rollen)],
        )
        if found := cursor.fetchone():
            raise RolesRefused(f"{found[0]} is zelf eigenaar of beheerder van de databank. Kies een andere rol.")
