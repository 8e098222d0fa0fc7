"""The budget tree, the documents of the planning and control cycle, and what those report."""

from programmes.models.documents import Document, Publicatie, Termijn
from programmes.models.publication_files import Publicatiebestand
from programmes.models.reporting import Bedrag, VerbondenPartij, Voortgang
from programmes.models.tree import Beleidsterrein, Doel, Eigenaar, Prestatie, Programma
from programmes.models.vermeldingen import Vermelding

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
