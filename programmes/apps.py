"""The budget: its tree and its documents."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The budget tree programma, beleidsterrein, doel, prestatie, and the P&C-documents that print it."""

    name = "programmes"
    verbose_name = "Begroting"
