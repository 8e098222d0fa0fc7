"""The template of Leiden's documents, loaded back as it is: every figure the same."""

from pathlib import Path
from typing import Any

import pytest

from indicators.imports.difference import compare
from indicators.imports.lines import Status
from indicators.imports.realisaties import now_by
from indicators.imports.spreadsheet import read
from indicators.models import Realisatie
from indicators.sjabloon import files
from indicators.sjabloon.content import sjabloon
from programmes.models import Document
from tests.spreadsheets import asked, libreoffice

pytestmark = pytest.mark.django_db


def file_of(document: Document, form: str) -> bytes:
    """Return the template as a file."""
    answer: Any = {"xlsx": files.as_xlsx, "csv": files.as_csv}[form](sjabloon(document))
    return b"".join(answer)


KINDS = [
    "beleidsplan.2013.1",
    "begroting.2017.1",
    "begroting.2018.1",
    "jaarstukken.2017.1",
]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("key", KINDS)
def test_template_of_leiden_loaded_unchanged_changes_nothing(leiden: None, key: str, form: str) -> None:
    document = Document.objects.of_key(key).get()

    delivery = read(file_of(document, form), f"sjabloon.{form}")
    verschil = compare(delivery, document, {}, now_by(None, "sjabloon"))

    assert asked(delivery) == []
    assert len(delivery.rows) > 5
    assert verschil.open == []
    assert {line.status for line in verschil.regels} <= {Status.GELIJK, Status.VERVALLEN}
    figures = [line for line in verschil.regels if line.what.startswith(("realisatie", "streefwaarde"))]
    assert sum(line.status == Status.GELIJK for line in figures) == sum(
        len(row.realisaties) + len(row.streefwaarden) for row in delivery.rows
    )


def test_template_holds_every_figure_of_its_years_that_fits_in_a_cell(leiden: None) -> None:
    document = Document.objects.of_key("jaarstukken.2017.1").get()
    template = sjabloon(document)

    delivery = read(file_of(document, "xlsx"), "sjabloon.xlsx")

    stored = {
        (figure.reeks.indicator_id, figure.year)
        for figure in Realisatie.objects.adopted().filter(
            year__range=(2014, 2017), reeks__indicator__vermeldingen__document=document
        )
    }
    left_out = sum("realisatie" in words for regel in template.rows for words in regel.left_out)
    assert sum(len(row.realisaties) for row in delivery.rows) == len(stored) - left_out
    assert len(stored) > 20


def test_template_survives_libreoffice(tmp_path: Path, leiden: None) -> None:
    document = Document.objects.of_key("begroting.2018.1").get()
    made = file_of(document, "xlsx")

    from_ods = read(libreoffice(tmp_path, made, "xlsx", "ods"), "sjabloon.ods")

    assert from_ods.as_json() == read(made, "sjabloon.xlsx").as_json()
