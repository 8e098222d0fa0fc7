"""The budget: its tree and its documents."""

from django.apps import AppConfig

from programmes.form_words import say_plainly


class ProgrammesConfig(AppConfig):
    """The budget tree programma, beleidsterrein, doel, prestatie, and the P&C-documents that print it."""

    name = "programmes"
    verbose_name = "Begroting"

    def ready(self) -> None:
        """Have every form say in plain words what is not right."""
        say_plainly()
