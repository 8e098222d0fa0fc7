"""The budget tree, the documents of the planning and control cycle, and what those report."""

from programmes.models.documents import Document, Publicatie, Termijn, Vermelding
from programmes.models.publication_files import Publicatiebestand
from programmes.models.reporting import Bedrag, VerbondenPartij, Voortgang
from programmes.models.tree import Beleidsterrein, Doel, Eigenaar, Prestatie, Programma

__all__ = [
    "Bedrag",
    "Beleidsterrein",
    "Document",
    "Doel",
    "Eigenaar",
    "Prestatie",
    "Programma",
    "Publicatie",
    "Publicatiebestand",
    "Termijn",
    "VerbondenPartij",
    "Vermelding",
    "Voortgang",
]
