"""A layout of one's own: said once of its headings, read without asking from then on, and its years followed."""

from typing import Any

import pytest

from indicators.imports import sources
from indicators.imports.delivery import Delivery
from indicators.imports.spreadsheet import Indeling, Kolom, Kolomsoort, read
from indicators.imports.spreadsheet.columns import Kop
from indicators.imports.spreadsheet.kept import indelingen_for, keep
from indicators.models import Kolomindeling
from tests.spreadsheets import asked, csv_file, realisaties, xlsx


def heading(*years: int) -> list[str]:
    """Return the heading of somebody's own layout."""
    return ["Kenmerk", "Wat meten wij", *(f"Uitkomst {year}" for year in years)]


def kop_of(texts: list[str]) -> Kop:
    """Return a heading."""
    return Kop((1,), dict(enumerate(texts, start=1)))


OWN = Indeling(
    {
        1: Kolom(Kolomsoort.CODE),
        2: Kolom(Kolomsoort.NAAM),
        3: Kolom(Kolomsoort.REALISATIE, 2016),
        4: Kolom(Kolomsoort.REALISATIE, 2017),
    }
)


def file_of(texts: list[str]) -> bytes:
    """Return a file with this heading."""
    return xlsx([texts, ("9A1.a", "Rapportcijfer", 5.8, 6)])


def read_with(texts: list[str], indeling: Indeling, said_of: list[str]) -> Delivery:
    """Read a file with a heading, when this was said of that heading."""
    return read(file_of(texts), "eigen.xlsx", {kop_of(said_of).fingerprint: indeling})


def test_layout_of_ones_own_is_asked_until_somebody_said_what_it_holds() -> None:
    texts = heading(2016, 2017)

    before = read(file_of(texts), "eigen.xlsx")
    after = read_with(texts, OWN, texts)

    assert [question.about for question in before.questions] == ["kolommen"]
    assert asked(after) == []
    assert realisaties(after.rows[0]) == {2016: "5.8", 2017: "6"}


def test_years_of_the_next_file_are_followed() -> None:
    delivery = read_with(heading(2017, 2018), OWN, heading(2016, 2017))

    assert asked(delivery) == []
    assert realisaties(delivery.rows[0]) == {2017: "5.8", 2018: "6"}


def test_another_heading_is_asked_again() -> None:
    delivery = read_with([*heading(2017, 2018), "Extra"], OWN, heading(2017, 2018))

    assert [question.about for question in delivery.questions] == ["kolommen"]


def test_heading_that_names_a_year_twice_after_all_is_asked() -> None:
    delivery = read_with(heading(2017, 2017), OWN, heading(2016, 2017))

    assert "zeggen hetzelfde te bevatten" in asked(delivery)[0][1]
    assert realisaties(delivery.rows[0]) == {}


def test_sheet_that_was_said_to_be_left_alone_is_left_alone_and_that_is_said() -> None:
    delivery = read_with(heading(2016, 2017), Indeling({}), heading(2016, 2017))

    assert delivery.rows == []
    assert delivery.notes == ["Werkblad 'Blad1' is niet gelezen, zoals eerder is gezegd."]


@pytest.mark.django_db
def test_what_was_said_of_headings_with_years_is_kept_for_every_file(administrator: Any) -> None:
    keep(kop_of(heading(2016, 2017)), OWN, b"een bestand", user=administrator)

    delivery = sources.read(file_of(heading(2018, 2019)), "volgend jaar.xlsx")

    assert realisaties(delivery.rows[0]) == {2018: "5.8", 2019: "6"}
    assert Kolomindeling.objects.get().changed_by == administrator


@pytest.mark.django_db
def test_year_that_no_heading_says_is_kept_for_that_file_alone(administrator: Any) -> None:
    texts = ["Kenmerk", "Wat meten wij", "Uitkomst"]
    data = csv_file([texts, ["9A1.a", "Rapportcijfer", "5,8"]])
    said = Indeling(
        {1: Kolom(Kolomsoort.CODE), 2: Kolom(Kolomsoort.NAAM), 3: Kolom(Kolomsoort.REALISATIE, 2016, follows=False)}
    )
    keep(kop_of(texts), said, data, user=administrator)

    same = sources.read(data, "eigen.csv")
    other = sources.read(data.replace(b"5,8", b"6,1"), "eigen.csv")

    assert realisaties(same.rows[0]) == {2016: "5.8"}
    assert [question.about for question in other.questions] == ["kolommen"]


@pytest.mark.django_db
def test_what_was_said_again_replaces_what_was_said_before(administrator: Any) -> None:
    kop = kop_of(heading(2016, 2017))
    keep(kop, OWN, b"x", user=administrator)
    keep(kop, Indeling({}), b"x", user=administrator)

    assert indelingen_for(b"y") == {kop.fingerprint: Indeling({})}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["cijfers.csv", "cijfers.TSV", "cijfers.xlsx"])
def test_source_is_opened_as_what_it_is(name: str) -> None:
    data = file_of(["Code", "Indicator", "Realisatie 2016", "Realisatie 2017"])
    if name != "cijfers.xlsx":
        data = b"Code;Indicator;Realisatie 2016\r\n9A1.a;x;5,8\r\n"

    assert realisaties(sources.read(data, name).rows[0])[2016] == "5.8"
