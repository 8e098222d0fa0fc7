"""The budget: its tree and its documents."""

from typing import Any

from django.apps import AppConfig

from programmes.form_words import say_plainly


class ProgrammesConfig(AppConfig):
    """The budget tree programma, beleidsterrein, doel, prestatie, and the P&C-documents that print it."""

    name = "programmes"
    verbose_name = "Begroting"

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        # Not in ready(): a field takes its words when it is made, and the admin's own ready() makes some.
        say_plainly()
