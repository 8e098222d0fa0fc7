"""`manage.py read_published FILE --json`: what is read of a published page, and what is asked. Loads nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.imports.delivery import Question, counted
from indicators.imports.published import Unreadable, read_file
from indicators.imports.published.document import UNKNOWN, scope_for
from indicators.imports.which_document import UnknownDocument, read_name


class Command(BaseCommand):
    """Reads a page without a database."""

    help = "Leest een gepubliceerde bladzijde (tekst of HTML) en toont wat zeker is en wat gevraagd wordt; laadt niets."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and the shape of the answer."""
        parser.add_argument("file", type=Path, metavar="bestand")
        parser.add_argument("--document", metavar="DOCUMENT", help='waar de bladzijde uit komt: "begroting 2018"')
        parser.add_argument("--json", action="store_true", help="alles, als JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, or say why the file cannot be read."""
        try:
            document = read_name(options["document"]) if options["document"] else None
            scope = scope_for(document.kind, document.year) if document else UNKNOWN
            published = read_file(options["file"], scope)
        except (Unreadable, UnknownDocument) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(published.as_json(), ensure_ascii=False, indent=2))
            return
        figures = sum(len(row.realisaties) + len(row.streefwaarden) for row in published.rows)
        self.stdout.write(
            f"{len(published.rows)} regels, {figures} cijfers, {len(published.bedragen)} bedragen gelezen; "
            f"{counted(len(published.questions), 'vraag', 'vragen')}."
        )
        alike: dict[str, list[Question]] = {}
        for question in sorted(published.questions):
            alike.setdefault(question.why if question.found else str(len(alike)), []).append(question)
        for question, *more in alike.values():
            others = f" Dat geldt ook voor {len(more)} andere cijfers." if more else ""
            place = f"regel {question.place.line}, teken {question.place.column}"
            self.stdout.write(f"{place}: '{question.text}'. {question.why}{others}")
