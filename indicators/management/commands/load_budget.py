"""`manage.py load_budget FILE… [--document "begroting 2018"] [--dry-run]`: load a budget, all of it or nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.imports import fixtures
from indicators.imports.delivery import counted
from indicators.imports.from_files import NotAnswered, load_files
from indicators.imports.lines import Status, Verschil
from indicators.imports.loading import NotLoaded
from indicators.imports.sources import Unreadable
from indicators.imports.which_document import Naam, UnknownDocument, read_name


class Command(BaseCommand):
    """Loads fixtures with every check, and any other file as the page under /laden/ does."""

    help = (
        "Laadt begrotingsbestanden: Django-fixtures (.json), of met --document een gepubliceerde bladzijde of een "
        "spreadsheet, als concept; alles of niets."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, in the order in which they are to be loaded, and for which document they are."""
        parser.add_argument("files", nargs="+", type=Path, metavar="bestand")
        parser.add_argument("--document", metavar="DOCUMENT", help='bijvoorbeeld "begroting 2018"')
        parser.add_argument("--dry-run", action="store_true", help="toon het verschil en de vragen; laad niets")
        parser.add_argument("--answers", type=Path, metavar="JSON", help="antwoorden op de vragen, per sleutel")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or name what is wrong."""
        if options["document"] is None:
            if options["dry_run"] or options["answers"]:
                raise CommandError("--dry-run en --answers horen bij --document.")
            self._load_fixtures(options["files"])
            return
        try:
            document = read_name(options["document"])
            self._load_others(options, document)
        except (Unreadable, NotLoaded, UnknownDocument) as error:
            raise CommandError(f"{error} Er is niets geladen.") from error

    def _load_fixtures(self, files: list[Path]) -> None:
        others = [str(file) for file in files if file.suffix.lower() != ".json"]
        if others:
            raise CommandError(f"{', '.join(others)}: geef met --document op voor welk document dit is.")
        try:
            counts = fixtures.load(files)
        except fixtures.BrokenFixture as error:
            raise CommandError(f"{error} Er is niets geladen.") from error
        self.stdout.write(f"{counts['new']} nieuw, {counts['changed']} gewijzigd, {counts['same']} gelijk gebleven.")

    def _load_others(self, options: dict[str, Any], document: Naam) -> None:
        try:
            loaded = load_files(
                options["files"], document, _answers(options["answers"]), dry_run=options["dry_run"], tell=self._tell
            )
        except NotAnswered as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stdout.write("Er is niets geladen (--dry-run).")
        elif loaded:
            self.stdout.write("Geladen.")

    def _tell(self, file: str, verschil: Verschil) -> None:
        """Print what a file would do, and what is asked."""
        if verschil.document._state.adding:
            self.stdout.write(f"{verschil.document} is er nog niet; het wordt gemaakt (niet vastgesteld).")
        for regel in verschil.regels:
            if regel.status not in (Status.GELIJK, Status.GEVRAAGD):
                self.stdout.write(f"{file}: {regel.in_words}")
        for vraag in verschil.open:
            answer = " / ".join(
                f"{veld.name}: {', '.join(value for value, _ in veld.choices[:12])}" if veld.choices else veld.name
                for veld in vraag.velden
            )
            wrong = f" {vraag.refusal}" if vraag.refusal else ""
            place = f", {vraag.where}" if vraag.where else ""
            self.stdout.write(f"VRAAG {file}{place}: '{vraag.text}'. {vraag.why}{wrong}")
            self.stdout.write(f"      sleutel {json.dumps(vraag.key, ensure_ascii=False)}; antwoord: {answer}")
        counts = ", ".join(f"{number} {status.label}" for status, number in verschil.counts.items() if number)
        self.stdout.write(f"{file}: {counts or 'niets gelezen'}; {counted(len(verschil.open), 'vraag', 'vragen')}.")


def _answers(path: Path | None) -> dict[str, dict[str, str]]:
    """Return the answers in a file: by key a choice, or the fields of the answer by name. Raises CommandError."""
    if path is None:
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
        return {
            key: {"keuze": answer} if isinstance(answer, str) else {name: str(v) for name, v in answer.items()}
            for key, answer in held.items()
        }
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise CommandError(f"{path}: geen leesbaar antwoordenbestand. Er is niets geladen.") from error
