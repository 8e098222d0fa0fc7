"""The fixed vocabularies of the budget: what a column may say, with its Dutch label."""

from django.db import models
from django.db.models import Q


class Stoplicht(models.TextChoices):
    """The colours from good to bad, and grijs for no judgement."""

    GROEN = "groen", "Groen"
    ORANJE = "oranje", "Oranje"
    ROOD = "rood", "Rood"
    GRIJS = "grijs", "Grijs"


class DocumentKind(models.TextChoices):
    """The P&C-documents, in the order in which one year brings them."""

    BELEIDSPLAN = "beleidsplan", "Beleidsplan"
    KADERNOTA = "kadernota", "Kadernota"
    BEGROTING = "begroting", "Begroting"
    BEGROTINGSWIJZIGING = "begrotingswijziging", "Begrotingswijziging"
    BESTUURSRAPPORTAGE = "bestuursrapportage", "Bestuursrapportage"
    JAARSTUKKEN = "jaarstukken", "Jaarstukken"


class PublicatieKind(models.TextChoices):
    """At which moment a document was made public."""

    AANGEBODEN = "aangeboden", "Aangeboden"
    VASTGESTELD = "vastgesteld", "Vastgesteld"
    RECTIFICATIE = "rectificatie", "Rectificatie"


class Bestandsvorm(models.TextChoices):
    """In which forms a publication is kept as a file, in the order in which they are made: the PDF names the others."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"
    PDF = "pdf", "PDF"


class Orgaan(models.TextChoices):
    """Who decided on a document: the raad, or of a bestuursrapportage perhaps the college."""

    RAAD = "raad", "de raad"
    COLLEGE = "college", "het college"


class Stap(models.TextChoices):
    """The steps in which a document is made, each with its own deadline, in their order."""

    STREEFWAARDEN = "streefwaarden", "Streefwaarden voorstellen"
    CIJFERS = "cijfers", "Cijfers indienen"
    VOORTGANG = "voortgang", "Voortgang en prognose melden"
    TOELICHTINGEN = "toelichtingen", "Toelichtingen schrijven"
    VASTSTELLEN = "vaststellen", "Cijfers en streefwaarden vaststellen"
    AANBIEDEN = "aanbieden", "Aanbieden aan de raad"


class BedragKind(models.TextChoices):
    """Lasten and baten, or an amount that the source calls neither."""

    LASTEN = "lasten", "Lasten"
    BATEN = "baten", "Baten"
    BEDRAG = "bedrag", "Bedrag"


def says_one_of(column: str, choices: type[models.TextChoices]) -> Q:
    """Return the condition that `column` holds one of `choices`."""
    return Q(**{f"{column}__in": choices.values})


def exactly_one_of(*columns: str) -> Q:
    """Return the condition that one of `columns` is filled and the others are not."""
    condition = Q()
    for filled in columns:
        condition |= Q(**{f"{column}__isnull": column != filled for column in columns})
    return condition
