"""The template: filled with what was adopted, and nothing else; loaded back unchanged it changes nothing."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from indicators.imports.delivery import Delivery
from indicators.imports.spreadsheet import read
from indicators.models import Streefwaarde
from indicators.sjabloon import files
from indicators.sjabloon.content import sjabloon
from indicators.sjabloon.ods import as_ods
from programmes.models import Document
from tests.factories import (
    DocumentFactory,
    StreefwaardeFactory,
    make_figure,
    make_indicator,
    make_target,
)
from tests.spreadsheets import libreoffice, realisaties, streefwaarden

pytestmark = pytest.mark.django_db


def file_of(document: Document, form: str) -> bytes:
    """Return the template as a file."""
    answer: Any = {"xlsx": files.as_xlsx, "ods": as_ods, "csv": files.as_csv}[form](sjabloon(document))
    return b"".join(answer)


def read_back(document: Document, form: str) -> Delivery:
    """Return what the reader makes of the template."""
    return read(file_of(document, form), f"sjabloon.{form}")


def test_bounds_percentages_and_reasons_come_back_the_same() -> None:
    indicator = make_indicator("9A1.a", unit="%", decimals=1)
    document = DocumentFactory(year=2018, adopted=True)
    reeks = indicator.reeksen.get()
    indicator.vermeldingen.create(document=document, code="9A1.a", name="Indicator")
    make_figure(indicator, 2015, "28.5")
    make_figure(indicator, 2016, "0.4")
    make_figure(indicator, 2017, None, reason="niet_gemeten")
    make_target(indicator, 2018, "30.5", document=document)
    StreefwaardeFactory(reeks=reeks, year=2019, value=None, lower=20, upper=25, document=document)
    StreefwaardeFactory(reeks=reeks, year=2020, value=None, lower=20, strict=True, document=document)
    StreefwaardeFactory(reeks=reeks, year=2021, value=None, reason="pm", document=document)

    for form in ("xlsx", "ods", "csv"):
        (row,) = read_back(document, form).rows
        assert realisaties(row) == {2015: "28.5", 2016: "0.4", 2017: "niet_gemeten"}
        assert streefwaarden(row) == {2018: "30.5", 2019: "20..25", 2020: "20..None", 2021: "pm"}
        assert [found.figure.strict for found in row.streefwaarden] == [False, False, True, False]
        assert (row.unit, row.direction, row.parent) == ("%", indicator.direction, "9A1")


def test_template_shows_nobodys_concept() -> None:
    indicator = make_indicator("9A1.a")
    adopted, proposed = DocumentFactory(year=2018, adopted=True), DocumentFactory(year=2019, adopted=False)
    make_figure(indicator, 2017, 11)
    make_figure(indicator, 2016, 12, state="concept")
    make_figure(indicator, 2017, 13, state="ingediend", version=2, why="fout")
    make_target(indicator, 2019, 14, document=adopted)
    make_target(indicator, 2019, 15, document=proposed, state="voorstel")
    make_target(indicator, 2020, 16, document=proposed)

    (row,) = read_back(proposed, "csv").rows

    assert realisaties(row) == {2017: "11"}
    assert streefwaarden(row) == {2019: "14"}


def test_template_of_an_adopted_document_holds_only_what_it_prints() -> None:
    make_figure(make_indicator("9A1.a"), 2017, 11)

    assert sjabloon(DocumentFactory(year=2018, adopted=True)).rows == []


def test_figure_measured_in_another_year_is_left_out_and_named() -> None:
    indicator = make_indicator("9A1.a")
    make_figure(indicator, 2017, 11, measured_year=2015)

    template = sjabloon(DocumentFactory(year=2018, adopted=False))

    assert template.rows[0].left_out == ["realisatie 2017: gemeten in 2015"]
    assert realisaties(read_back(template.document, "xlsx").rows[0]) == {}


def test_workbook_has_frozen_headings_an_explanation_and_no_formulas() -> None:
    make_figure(make_indicator("9A1.a", name="=1+1"), 2017, 11)

    book = load_workbook(BytesIO(file_of(DocumentFactory(year=2018, adopted=False), "xlsx")))

    sheet = book["Effectindicatoren"]
    assert sheet.freeze_panes == "C5"
    assert book.sheetnames == ["Effectindicatoren", "Uitleg"]
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert sheet["B5"].value == "=1+1"


def test_libreoffice_opens_the_ods_with_the_cells_of_the_xlsx(tmp_path: Path) -> None:
    percent = make_indicator("9A1.a", unit="%", decimals=1, name='Meer < minder & "anders"')
    number = make_indicator("9A1.b", name="Inwoners", unit="")
    for year, value in ((2015, "28.5"), (2016, "0.4"), (2017, None)):
        make_figure(percent, year, value, reason="" if value else "niet_gemeten")
        make_figure(number, year, "12345.678901" if value else "7")
    document = DocumentFactory(year=2018, adopted=False)

    both = [
        openpyxl_cells(libreoffice(tmp_path / form, file_of(document, form), form, "xlsx")) for form in ("ods", "xlsx")
    ]

    assert both[0] == both[1]
    assert both[0]["Effectindicatoren"][4][6:10] == [None, 0.285, 0.004, "niet gemeten"]
    again = read(libreoffice(tmp_path / "terug", file_of(document, "ods"), "ods", "ods"), "sjabloon.ods")
    assert [realisaties(row) for row in again.rows] == [
        {2015: "28.5", 2016: "0.4", 2017: "niet_gemeten"},
        {2015: "12345.678901", 2016: "12345.678901", 2017: "7"},
    ]
    assert again.questions == []


def openpyxl_cells(data: bytes) -> dict[str, list[list[Any]]]:
    """Return the values of the cells of every sheet, without empty ones at the end."""
    book = load_workbook(BytesIO(data))
    sheets = {}
    for sheet in book:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        sheets[sheet.title] = rows
    return sheets


def test_template_costs_the_same_queries_for_one_indicator_as_for_many(django_assert_max_num_queries: Any) -> None:
    document = DocumentFactory(year=2018, adopted=False)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            sjabloon(document)
        return len(captured)

    make_target(make_indicator("9A1.a"), 2018, 1, document=document)
    few = queries()
    for number in range(20):
        indicator = make_indicator(f"9A2.{chr(97 + number)}")
        make_figure(indicator, 2017, number)
        make_target(indicator, 2018, number, document=document)

    assert queries() == few
    assert Streefwaarde.objects.count() == 21


def test_percentages_of_the_csv_say_that_they_are_and_a_dash_is_a_dash() -> None:
    """0,4 alone could be 40%, so the reader would ask about a template that nobody changed."""
    indicator = make_indicator("9A1.a", unit="%", decimals=1)
    make_figure(indicator, 2014, "-0.4")
    make_figure(indicator, 2015, "0.4")
    make_figure(indicator, 2016, "1")
    make_figure(indicator, 2017, None, reason="onbekend")

    document = DocumentFactory(year=2018, adopted=False)

    assert ";-0,4%;0,4%;1,0%;-;" in file_of(document, "csv").decode()
    assert read_back(document, "csv").questions == []
