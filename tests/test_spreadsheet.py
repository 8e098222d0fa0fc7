"""Spreadsheets as a source: what is certain is read exactly, everything else is asked with sheet, row and column."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from indicators.imports.delivery import Delivery, Row
from indicators.imports.spreadsheet import Unreadable, read
from tests.spreadsheets import HEADING, Shown, asked, csv_file, libreoffice, realisaties, streefwaarden, xlsx


def one_row(*cells: Any, heading: tuple[str, ...] = HEADING) -> Delivery:
    """Read a workbook of a heading and one row."""
    return read(xlsx([heading, cells]), "proef.xlsx")


def only(delivery: Delivery) -> Row:
    """Return the one row, when nothing is asked."""
    assert asked(delivery) == []
    (row,) = delivery.rows
    return row


# --- What a cell holds


def test_row_is_read_with_its_places() -> None:
    row = only(one_row("9A1.a", "Rapportcijfer", "score", 5.8, 6, 6.1, "Stadsenquête"))

    assert (row.code, row.name, row.parent, row.unit, row.bron) == (
        *("9A1.a", "Rapportcijfer", "9A1", "score"),
        "Stadsenquête",
    )
    assert (realisaties(row), streefwaarden(row)) == ({2016: "5.8", 2017: "6"}, {2018: "6.1"})
    assert str(row.realisaties[1].place) == "werkblad 'Blad1', rij 2, kolom E"


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        (0.1 + 0.2, "0.3", ""),  # 0.30000000000000004: fifteen digits are what Excel keeps
        (1 / 3, None, ""),  # more than six decimals are kept nowhere
        (Shown(0.41, "0%"), "41", "%"),
        (Shown(0.285, "0.0%"), "28.5", "%"),
        (Shown(41, '0"%"'), "41", "%"),
        (Shown(285, "[$€-413] #,##0.00;[$€-413] -#,##0.00"), "285", "€"),
        (Shown(-12.5, '"€" #,##0.00_);("€" #,##0.00)'), "-12.5", "€"),
        (Shown(28, '0" dagen"'), "28", "dagen"),
        (999999999.999999, "999999999.999999", ""),
        ("1.234,5", "1234.5", ""),
        ("12,5", "12.5", ""),
        ("41 %", "41", "%"),
    ],
)
def test_number_is_read_as_it_is_shown(cell: Any, value: str | None, unit: str) -> None:
    delivery = one_row("9A1.a", "Indicator", "", cell)

    figures = [found.figure for found in delivery.rows[0].realisaties]
    if value is None:
        assert figures == []
        assert "meer dan 6 decimalen" in asked(delivery)[0][1]
    else:
        assert [(figure.value, figure.unit) for figure in figures] == [(Decimal(value), unit)]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (True, "WAAR of ONWAAR"),
        (Shown(date(2017, 5, 3), "dd-mm-yyyy"), "datum"),
        ("#N/B", "foutmelding"),
        ("#DEEL/0!", "foutmelding"),
        ("1.234", "1234 of 1,234"),
        ("13, 3, 1", "getal"),
        ("> 20", "geen gemeten waarde"),
        (Shown(1234567, "#,##0,"), "duizendtallen"),
        (Shown(12, "[$$-409]0.00"), "niet in euro"),
    ],
)
def test_cell_that_is_not_certain_is_asked_by_its_place(cell: Any, why: str) -> None:
    delivery = one_row("9A1.a", "Indicator", "", 7, cell)

    ((place, reason),) = asked(delivery)
    assert place == "werkblad 'Blad1', rij 2, kolom E"
    assert why in reason
    assert realisaties(delivery.rows[0]) == {2016: "7"}


def test_fraction_among_percentages_is_asked() -> None:
    by_unit = one_row("9A1.a", "Indicator", "%", 0.41)
    by_neighbour = one_row("9A1.a", "Indicator", "", Shown(0.5, "0%"), 0.41)

    assert [why for _, why in asked(by_unit)] == ["Is dit 0,41%, of 41%? De cel heeft geen procentopmaak."]
    assert [place for place, _ in asked(by_neighbour)] == ["werkblad 'Blad1', rij 2, kolom E"]


def test_number_that_is_shown_rounded_is_read_in_full_and_said() -> None:
    row = only(one_row("9A1.a", "Indicator", "", Shown(41.26, "0.0")))

    assert realisaties(row) == {2016: "41.26"}
    assert row.notes == ["Rij 2, kolom D: De cel toont 41,3; bewaard en gelezen is 41,26."]


def test_bandwidth_bound_and_reason_are_read_from_text() -> None:
    heading = ("Code", "Indicator", "Streefwaarde 2018", "Streefwaarde 2019", "Streefwaarde 2020", "Realisatie 2017")

    row = only(one_row("9A1.a", "x", "6 - 6,5", ">= 20", "PM", "-", heading=heading))

    assert streefwaarden(row) == {2018: "6..6.5", 2019: "20..None", 2020: "pm"}
    assert realisaties(row) == {2017: "onbekend"}


def test_formula_without_an_outcome_is_asked() -> None:
    book = Workbook()
    book.active.append(list(HEADING))
    book.active.append(["9A1.a", "Indicator", "", 5, "=D2+1"])
    file = BytesIO()
    book.save(file)

    delivery = read(file.getvalue(), "proef.xlsx")

    ((place, why),) = asked(delivery)
    assert place.endswith("rij 2, kolom E")
    assert "formule" in why


def test_formula_that_was_never_computed_is_asked_although_a_nought_is_stored() -> None:
    def formula(_book: Any, sheets: list[Any]) -> None:
        sheets[0].write_formula(1, 4, "=D2+1")  # XlsxWriter stores 0, and has the file computed when it is opened

    delivery = read(xlsx([HEADING, ("9A1.a", "Indicator", "", 5)], edit=formula), "proef.xlsx")

    assert [place for place, _ in asked(delivery)] == ["werkblad 'Blad1', rij 2, kolom E"]


def test_formula_that_libreoffice_computed_is_read(tmp_path: Path) -> None:
    def formula(_book: Any, sheets: list[Any]) -> None:
        sheets[0].write_formula(1, 4, "=D2+1")

    data = xlsx([HEADING, ("9A1.a", "Indicator", "", 5)], edit=formula)

    for form in ("xlsx", "ods"):
        row = only(read(libreoffice(tmp_path, data, "xlsx", form), f"proef.{form}"))
        assert realisaties(row)[2016] == "5"


# --- What stands around a table


def test_heading_of_two_rows_with_merged_groups_below_a_title() -> None:
    def merge(_book: Any, sheets: list[Any]) -> None:
        sheets[0].merge_range(2, 3, 2, 4, "Realisatie")
        sheets[0].merge_range(2, 5, 2, 6, "Streefwaarde")

    rows = [
        [None, "Effectindicatoren programma 9"],
        [],
        [],
        [None, "Code", "Indicator", 2016, 2017, 2018, 2019],
        [None, "9A1.a", "Rapportcijfer", 5, 6, 7, 8],
    ]

    row = only(read(xlsx(rows, edit=merge), "proef.xlsx"))

    assert (realisaties(row), streefwaarden(row)) == ({2016: "5", 2017: "6"}, {2018: "7", 2019: "8"})


def test_group_that_was_not_merged_reaches_over_the_years_after_it() -> None:
    rows = [
        [None, None, "Rekening", None, "Begroting"],
        ["Code", "Indicator", 2016, 2017, 2018],
        ["9A1.a", "x", 5, 6, 7],
    ]

    row = only(read(xlsx(rows), "proef.xlsx"))

    assert (realisaties(row), streefwaarden(row)) == ({2016: "5", 2017: "6"}, {2018: "7"})


def test_group_in_the_middle_above_its_years_is_asked() -> None:
    rows = [
        [None, None, None, "Realisatie", None, None, "Streefwaarde"],
        ["Code", "Indicator", 2015, 2016, 2017, 2018, 2019, 2020],
        ["9A1.a", "x", 1, 2, 3, 4, 5, 6],
    ]

    delivery = read(xlsx(rows), "proef.xlsx")

    assert [place[-1] for place, _ in asked(delivery)] == ["C", "E", "F", "H"]
    assert (realisaties(delivery.rows[0]), streefwaarden(delivery.rows[0])) == ({2016: "2"}, {2019: "5"})


def test_two_columns_for_one_year_are_asked_and_both_are_named() -> None:
    heading = ("Code", "Indicator", "Realisatie 2017", "Rekening 2017", "Realisatie 2016")

    delivery = one_row("9A1.a", "x", 5, 6, 4, heading=heading)

    ((place, why),) = asked(delivery)
    assert place == "werkblad 'Blad1', rij 1, kolom D"
    assert "Kolom C ('Realisatie 2017', realisatie) en kolom D ('Rekening 2017', realisatie)" in why
    assert realisaties(delivery.rows[0]) == {2016: "4"}


def test_code_that_comes_twice_is_asked_and_the_first_row_is_kept() -> None:
    delivery = read(xlsx([HEADING, ("9A1.a", "x", "", 1), ("9A1.b", "y", "", 2), ("9A1.a", "z", "", 3)]), "proef.xlsx")

    assert [row.code for row in delivery.rows] == ["9A1.a", "9A1.b"]
    assert asked(delivery) == [
        ("werkblad 'Blad1', rij 4, kolom A", "Code 9A1.a staat ook in rij 2. Alleen die rij is gelezen.")
    ]


def test_code_that_was_kept_as_a_number_is_asked() -> None:
    delivery = one_row(1.1, "x", "", 5)

    assert "1.10 en 1.1 zijn dan hetzelfde" in asked(delivery)[0][1]
    assert delivery.rows == []


def test_total_row_is_asked() -> None:
    delivery = read(xlsx([HEADING, ("9A1.a", "x", "", 1), (None, "Totaal", "", 1)]), "proef.xlsx")

    assert asked(delivery) == [("werkblad 'Blad1', rij 3, kolom B", "Bij welke indicator horen deze cijfers?")]


def test_repeated_heading_goes_on_with_the_table() -> None:
    delivery = read(xlsx([HEADING, ("9A1.a", "x", "", 1), [], HEADING, ("9A1.b", "y", "", 2)]), "proef.xlsx")

    assert [(row.code, realisaties(row)) for row in delivery.rows] == [("9A1.a", {2016: "1"}), ("9A1.b", {2016: "2"})]
    assert asked(delivery) == []


def test_doel_above_its_indicators_is_their_parent() -> None:
    delivery = read(xlsx([HEADING, ("Doel 9A1 Meer meedoen",), ("", "Rapportcijfer", "", 5)]), "proef.xlsx")

    assert [(row.kind, row.code, row.name, row.parent) for row in delivery.rows] == [
        ("doel", "9A1", "Meer meedoen", "9A"),
        ("effectindicator", "", "Rapportcijfer", "9A1"),
    ]


def test_figure_without_a_heading_above_it_is_asked() -> None:
    delivery = one_row("9A1.a", "x", "", 1, 2, 3, "bron", 99)

    assert asked(delivery) == [("werkblad 'Blad1', rij 2, kolom H", "Boven deze cel staat geen kop.")]


def test_merged_figure_is_asked_and_a_merged_doel_holds_for_its_rows() -> None:
    def merge(_book: Any, sheets: list[Any]) -> None:
        sheets[0].merge_range(1, 2, 2, 2, "9A1 Meer meedoen")
        sheets[0].merge_range(1, 3, 1, 4, 12)

    rows = [("Code", "Indicator", "Doel", "Realisatie 2016", "Realisatie 2017"), ("", "x"), ("", "y", None, 5, 6)]

    delivery = read(xlsx(rows, edit=merge), "proef.xlsx")

    assert [(r.name, r.parent) for r in delivery.rows if r.kind == "effectindicator"] == [("x", "9A1"), ("y", "9A1")]
    assert {why for _, why in asked(delivery)} == {"Deze cel reikt over meer kolommen of rijen."}
    assert realisaties(delivery.rows[-1]) == {2016: "5", 2017: "6"}


def test_hidden_rows_and_columns_are_read_and_said_and_a_hidden_sheet_is_left_alone_and_said() -> None:
    def hide(_book: Any, sheets: list[Any]) -> None:
        sheets[0].set_row(1, None, None, {"hidden": True})
        sheets[0].set_column(3, 3, None, None, {"hidden": True})
        sheets[1].hide()

    rows = [HEADING, ("9A1.a", "x", "", 1, 2)]
    delivery = read(xlsx(rows, rows, edit=hide), "proef.xlsx")

    assert realisaties(only(delivery)) == {2016: "1", 2017: "2"}
    assert [note[:38] for note in delivery.notes] == [
        "De verborgen rijen van werkblad 'Blad1",
        "De verborgen kolommen van werkblad 'Bl",
        "Het verborgen werkblad 'Blad2' is niet",
    ]


def test_sheet_without_a_heading_is_asked_and_one_of_text_is_left_alone() -> None:
    delivery = read(xlsx([["Uitleg", "van 2017"]], [["Wijk", "aantal"], ["Noord", 5]]), "proef.xlsx")

    assert asked(delivery) == [
        (
            "werkblad 'Blad2', rij 1, kolom A",
            "Op dit werkblad staat geen kop die herkend wordt. Zeg wat elke kolom bevat.",
        )
    ]
    assert delivery.notes == ["Werkblad 'Blad1' is niet gelezen: er staat geen tabel met cijfers."]


# --- One row for each figure


LONG = ("Code", "Indicator", "Soort", "Jaar", "Waarde", "Ten minste", "Ten hoogste", "Reden", "Voorlopig", "Meetjaar")


def test_long_table_gathers_the_figures_of_an_indicator() -> None:
    rows = [
        LONG,
        ("9A1.a", "x", "realisatie", 2016, 5.8),
        ("9A1.a", "x", "realisatie", 2017, 6, None, None, None, "ja", 2016),
        ("9A1.a", "x", "streefwaarde", 2018, None, 20, 25),
        ("9A1.a", "x", "realisatie", 2015, None, None, None, "niet gemeten"),
    ]

    row = only(read(xlsx(rows), "proef.xlsx"))

    assert realisaties(row) == {2016: "5.8", 2017: "6", 2015: "niet_gemeten"}
    assert streefwaarden(row) == {2018: "20..25"}
    assert [(f.provisional, f.measured_year) for f in row.realisaties] == [(False, None), (True, 2016), (False, None)]


def test_long_table_asks_a_year_that_comes_twice_and_a_kind_that_is_unknown() -> None:
    rows = [
        LONG,
        ("9A1.a", "x", "realisatie", 2016, 5.8),
        ("9A1.a", "x", "realisatie", 2016, 5.9),
        ("9A1.a", "x", "prognose", 2017, 6),
        ("9A1.a", "x", "realisatie", "vorig jaar", 6),
    ]

    delivery = read(xlsx(rows), "proef.xlsx")

    assert [(place[-10:], why) for place, why in asked(delivery)] == [
        ("3, kolom E", "Voor 2016 staat ook een realisatie in rij 2."),
        ("4, kolom E", "Is dit een realisatie of een streefwaarde?"),
        ("5, kolom E", "Van welk jaar is dit cijfer? In de kolom met jaren staat geen jaartal."),
    ]


# --- CSV


CSV = [list(HEADING), ["9A1.a", "Één indicator", "%", "12,5", "13", "-", "Stadsenquête"]]


@pytest.mark.parametrize("sign", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_whatever_its_signs_and_letters(sign: str, encoding: str) -> None:
    delivery = read(csv_file(CSV, sign, encoding), "proef.csv")

    row = only(delivery)
    assert (row.name, row.bron) == ("Één indicator", "Stadsenquête")
    assert realisaties(row) == {2016: "12.5", 2017: "13"}
    assert "Gelezen als CSV" in delivery.notes[0]


def test_csv_in_which_a_comma_may_be_two_things_is_refused_with_how_to_mend_it() -> None:
    data = b"Code,Indicator,Realisatie 2016,Realisatie 2017\r\n9A1.a,x,5,8,6,1\r\n"

    with pytest.raises(Unreadable, match="wat de komma in dit bestand is"):
        read(data, "proef.csv")


def test_comma_of_thousands_in_a_csv_with_commas_is_asked() -> None:
    delivery = read(csv_file([*CSV, ["9A1.b", "y", "", "1,234", "1,5", "", ""]], ","), "proef.csv")

    assert asked(delivery) == [("werkblad 'proef', rij 3, kolom D", "Dit kan 1234 of 1,234 zijn.")]
    assert realisaties(delivery.rows[1]) == {2017: "1.5"}


def test_place_in_a_csv_is_a_row_and_a_column_of_the_sheet_that_excel_makes_of_it() -> None:
    delivery = read(csv_file([*CSV, ["9A1.b", "y", "", "1.234", "", "", ""]]), "cijfers 2017.csv")

    assert asked(delivery) == [("werkblad 'cijfers 2017', rij 3, kolom D", "Dit kan 1234 of 1,234 zijn.")]


def test_excel_says_the_sign_itself() -> None:
    assert realisaties(only(read(b"sep=;\r\n" + csv_file(CSV), "proef.csv"))) == {2016: "12.5", 2017: "13"}


def test_dutch_csv_of_libreoffice_is_read(tmp_path: Path) -> None:
    data = xlsx([HEADING, ("9A1.a", "Één; twee", "%", Shown(0.125, "0.0%"), 13.5, "n.n.b.", "Enquête")])

    # Semicolons, quotes, Windows-1252, as shown, Dutch.
    made = libreoffice(tmp_path, data, "xlsx", "csv:Text - txt - csv (StarCalc):59,34,1,1,,1043,false,true,false")

    row = only(read(made, "proef.csv"))
    assert (row.name, row.bron) == ("Één; twee", "Enquête")
    assert realisaties(row) == {2016: "12.5", 2017: "13.5"}
    assert streefwaarden(row) == {2018: "nog_niet_bekend"}


def test_ods_of_libreoffice_gives_the_same_as_xlsx(tmp_path: Path) -> None:
    rows = [
        HEADING,
        ("9A1.a", "x", "", Shown(0.41, "0%"), Shown(0.285, "0.00%"), "6 - 6,5", "é"),
        ("9A1.b", "y", "", Shown(285, "[$€-413] #,##0.00"), Shown(28, '0" dagen"'), 0.1 + 0.2),
        ("9A1.c", "z", "", Shown(1234567, "#,##0"), -3.25, 999999999.999999),
    ]
    data = xlsx(rows)

    from_xlsx = read(data, "proef.xlsx")
    from_ods = read(libreoffice(tmp_path, data, "xlsx", "ods"), "proef.ods")

    assert from_ods.as_json() == from_xlsx.as_json()
    assert len(from_ods.rows) == 3


def test_three_columns_that_say_the_same_are_asked_about() -> None:
    heading = ("Code", "Effectindicator", *["Realisatie 2017"] * 3)

    delivery = read(csv_file([heading, ("9A1.a", "Percentage", "1", "2", "3")]), "x.csv")

    assert len([question for question in delivery.questions if "hetzelfde te bevatten" in question.why]) >= 2
    assert not [row for row in delivery.rows if row.realisaties]
