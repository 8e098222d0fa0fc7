"""The fixtures hold what Leiden's documents print: every cell of tests/data, and nothing else."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from pytest_django.plugin import DjangoDbBlocker

from indicators import models as indicators
from programmes import models as programmes
from programmes.models.node import Node

pytestmark = pytest.mark.django_db

REPOSITORY = Path(__file__).parent.parent
FIXTURES = sorted(str(file) for file in (REPOSITORY / "fixtures").glob("*.json"))

FILLED: tuple[type[Model], ...] = (
    programmes.Document,
    programmes.Programma,
    programmes.Beleidsterrein,
    programmes.Doel,
    programmes.Prestatie,
    programmes.Vermelding,
    programmes.Voortgang,
    programmes.Bedrag,
    programmes.VerbondenPartij,
    indicators.Bron,
    indicators.Effectindicator,
    indicators.Reeks,
    indicators.IndicatorVermelding,
    indicators.Realisatie,
    indicators.Streefwaarde,
)

# How a document spells a bron, where that is not its name.
BRONNEN = {
    "": None,
    "CEO Wmo*": "CEO Wmo",
    "GMSD*** (wsjg - BBV)": "GMSD (wsjg - BBV)",
    "Medewerkersenquête SWT**": "Medewerkersenquête SWT",
    "Medwerkersenquête SWT**": "Medewerkersenquête SWT",
    "Bron: De Binnenvest.*": "De Binnenvest",
    "Bron: De Binnenvest*": "De Binnenvest",
    "Bron: Ouderenpeiling": "Ouderenpeiling",
    "Bron: Rosa Manus": "Rosa Manus",
    "Bron: Stadsenquéte": "Stadsenquête",  # é: the scan's
    "Bron: Veiligheidsmonitor": "Veiligheidsmonitor",
    "Bron cijfers obv meldingen bij het meldpunt Zorg en Overlast: GGD": "GGD",
}

Sleutel = tuple[str, int, int]  # a document: kind, year, number
Inhoud = tuple[Decimal | None, str]  # a figure: its value, or else the reason


class Cel(NamedTuple):
    """One printed cell: of which indicator and year, a realisatie or a streefwaarde, and its text."""

    document: str
    indicator: str
    soort: str
    jaar: int
    tekst: str


# --- Reading tests/data


def tabel(naam: str) -> list[dict[str, str]]:
    """Return the rows of a table of tests/data; no rows when the document has no such table."""
    path = REPOSITORY / "tests" / "data" / f"{naam}.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


# In the order in which they came out, so that the first to print a figure is the one that reported it.
DOCUMENTEN: dict[str, Sleutel] = {
    row["naam"]: (row["soort"], int(row["jaar"]), int(row["nummer"])) for row in tabel("documenten")
}


def sleutel(row: dict[str, str]) -> str:
    """Return the slug of what a row is about: given, or else made of its code."""
    return row.get("sleutel") or row["code"].lower().replace(".", "-")


def cellen(document: str) -> Iterator[Cel]:
    """Yield every figure that a document's table of indicators prints; a cell may hold several years."""
    for row in tabel(f"{document}_indicatoren"):
        for kolom, tekst in row.items():
            soort, _, jaar = kolom.partition(" ")
            if soort not in ("realisatie", "streefwaarde") or not tekst:
                continue
            # The year is the heading's; or stands in the cell; or beside it, for a sentence of the beleidsplan,
            # whose last year stands for the one it does not name.
            if jaar:
                yield Cel(document, sleutel(row), soort, int(jaar), tekst)
            elif "gemeten in" in row:
                beside = row["gemeten in"] if soort == "realisatie" else row["te bereiken in"] or "2017"
                yield Cel(document, sleutel(row), soort, int(beside), tekst)
            elif nulmeting := re.fullmatch(r"nulmeting in (\d{4})", tekst):
                yield Cel(document, sleutel(row), soort, int(nulmeting[1]), tekst)
            else:
                for figure, year in re.findall(r"(\S+) \((\d{4})\)", tekst):
                    yield Cel(document, sleutel(row), soort, int(year), figure)


def inhoud(tekst: str) -> Inhoud:
    """Return the value of a cell, or the reason why it has none."""
    if number := re.match(r"\d+(,\d+)?", tekst):
        return Decimal(number[0].replace(",", ".")), ""
    return None, {"-": "onbekend", "nulmeting in 2017": "nulmeting_volgt"}.get(tekst, "in_woorden")


def gedrukt(soort: str) -> list[Cel]:
    """Return all printed cells of one kind, from the first document to the last."""
    return [cel for document in DOCUMENTEN for cel in cellen(document) if cel.soort == soort]


# --- The database, loaded once for all of these tests


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the fixtures as an installation does; take them back after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *FIXTURES, verbosity=0)
        yield
        transaction.set_rollback(True)


def nodes() -> list[Node]:
    """Return every part of the tree, the indicators included."""
    return [node for model in FILLED if issubclass(model, Node) for node in model.objects.all()]


def test_the_documents_are_those_of_the_seeds() -> None:
    assert {document.natural_key() for document in programmes.Document.objects.all()} == set(DOCUMENTEN.values())


def test_every_document_is_adopted_by_a_decision_not_handed_down() -> None:
    decisions = programmes.Document.objects.values_list("adopted", "adopted_on", "decision")

    assert set(decisions) == {(True, None, "")}


# --- Figures


def test_realisaties_are_the_printed_ones_each_by_the_document_that_first_reported_it() -> None:
    printed: dict[tuple[str, int], tuple[Inhoud, Sleutel]] = {}
    for cel in gedrukt("realisatie"):
        printed.setdefault((cel.indicator, cel.jaar), (inhoud(cel.tekst), DOCUMENTEN[cel.document]))

    rows = indicators.Realisatie.objects.select_related("reeks__indicator", "document")
    kept = {
        (r.reeks.indicator.slug, r.year): ((r.value, r.reason), r.document and r.document.natural_key()) for r in rows
    }
    assert kept == printed
    assert len(rows) == len(printed)


def test_a_figure_that_is_printed_again_is_the_same_or_a_dash() -> None:
    kept = {(r.reeks.indicator.slug, r.year): (r.value, r.reason) for r in indicators.Realisatie.objects.all()}

    different = [cel for cel in gedrukt("realisatie") if inhoud(cel.tekst) != kept[cel.indicator, cel.jaar]]

    assert {cel.tekst for cel in different} <= {"-"}


def test_every_realisatie_is_adopted_and_measured_in_its_own_year() -> None:
    rows = indicators.Realisatie.objects.all()

    assert {(r.state, r.version, r.measured_year - r.year) for r in rows} == {("vastgesteld", 1, 0)}


def test_streefwaarden_are_the_printed_ones_each_by_the_document_that_set_it() -> None:
    jaarverslag, begroting = DOCUMENTEN["jaarverslag_2017"], DOCUMENTEN["begroting_2017"]
    printed: dict[tuple[str, int, Sleutel], tuple[Inhoud, Sleutel | None]] = {}
    for cel in gedrukt("streefwaarde"):
        document = DOCUMENTEN[cel.document]
        if document == jaarverslag:  # it sets none: it quotes the begroting, which we may have read ourselves
            printed.setdefault((cel.indicator, cel.jaar, begroting), (inhoud(cel.tekst), jaarverslag))
            assert printed[cel.indicator, cel.jaar, begroting][0] == inhoud(cel.tekst)
        else:
            printed[cel.indicator, cel.jaar, document] = (inhoud(cel.tekst), None)

    rows = indicators.Streefwaarde.objects.select_related("reeks__indicator", "document", "quoted_in")
    kept = {
        (t.reeks.indicator.slug, t.year, t.document.natural_key()): (
            (t.value, t.reason),
            t.quoted_in and t.quoted_in.natural_key(),
        )
        for t in rows
    }
    assert kept == printed
    assert len(rows) == len(printed)


def test_no_streefwaarde_is_a_bound_or_a_bandwidth() -> None:
    assert set(indicators.Streefwaarde.objects.values_list("lower", "upper", "strict")) == {(None, None, False)}


def test_a_unit_printed_in_a_cell_is_the_unit_of_its_reeks() -> None:
    units = {
        (soort, figure.reeks.indicator.slug, figure.year): figure.reeks.unit
        for soort, model in (("realisatie", indicators.Realisatie), ("streefwaarde", indicators.Streefwaarde))
        for figure in model.objects.select_related("reeks__indicator")
    }

    for cel in gedrukt("realisatie") + gedrukt("streefwaarde"):
        unit = re.search(r"%|dagen|maanden|personen", cel.tekst)
        assert unit is None or units[cel.soort, cel.indicator, cel.jaar] == unit[0], cel


def test_the_crisisopvang_is_measured_in_months_and_aimed_at_in_days_without_conversion() -> None:
    months, days = indicators.Reeks.objects.filter(indicator__slug="verblijfsduur-crisisopvang").order_by("valid_from")

    assert (months.unit, months.realisaties.get().value, months.streefwaarden.count()) == ("maanden", 4, 0)
    assert (days.unit, days.streefwaarden.get().value, days.realisaties.count()) == ("dagen", 90, 0)


def test_a_reeks_is_valid_from_its_first_figure_at_the_latest() -> None:
    for reeks in indicators.Reeks.objects.all():
        years = [*reeks.realisaties.values_list("year", flat=True), *reeks.streefwaarden.values_list("year", flat=True)]

        assert reeks.valid_from <= min(years), reeks


def test_a_value_printed_with_a_mark_keeps_a_note() -> None:
    marked = {
        ("9c1-b", 2015): "82% positief, 16% neutraal, 2% niet mee eens",
        ("9b1-b", 2017): "19% tamelijk tot zwaar belast, 1% overbelast",
    }

    for (slug, year), words in marked.items():
        assert words in indicators.Realisatie.objects.get(reeks__indicator__slug=slug, year=year).note
    assert "80%-" in indicators.Streefwaarde.objects.get(reeks__indicator__slug="9c1-a", year=2018).note


def test_the_mantelzorgers_of_2011_are_one_note_and_their_target_is_in_words() -> None:
    reeks = indicators.Reeks.objects.get(indicator__slug="9b1-b")

    assert reeks.realisaties.get(year=2011).note == "16% tamelijk zwaar, 2% zeer zwaar, 0% overbelast"
    assert "neemt niet verder toe" in reeks.streefwaarden.get(document__kind="beleidsplan").note


def test_an_ambition_for_which_the_plan_names_no_year_says_so() -> None:
    unnamed = {
        sleutel(row)
        for row in tabel("beleidsplan_2013_indicatoren")
        if row["streefwaarde"] and not row["te bereiken in"]
    }

    rows = indicators.Streefwaarde.objects.filter(note__contains="Het plan noemt geen jaar")
    assert {t.reeks.indicator.slug for t in rows} == unnamed
    assert {t.year for t in rows} == {2017}


# --- Names and places


def test_vermeldingen_are_the_printed_ones() -> None:
    printed = {
        (DOCUMENTEN[document], row["niveau"], row["sleutel"]): (row["code"], row["naam"], row["onder"])
        for document in DOCUMENTEN
        for row in tabel(f"{document}_boom")
    }

    rows = programmes.Vermelding.objects.select_related("document", "parent")
    kept = {
        (v.document.natural_key(), v.level, v.node.slug): (v.code, v.name, v.parent.node.slug if v.parent else "")
        for v in rows
    }
    assert kept == printed


def test_vermeldingen_of_one_parent_are_in_printed_order() -> None:
    printed, kept = defaultdict(list), defaultdict(list)
    for document, key in DOCUMENTEN.items():
        for row in tabel(f"{document}_boom"):
            printed[key, row["onder"]].append(row["sleutel"])
    for v in programmes.Vermelding.objects.select_related("document", "parent").order_by("order"):
        kept[v.document.natural_key(), v.parent.node.slug if v.parent else ""].append(v.node.slug)

    assert kept == printed


def test_vermeldingen_of_indicators_are_the_printed_ones_in_order() -> None:
    for document, key in DOCUMENTEN.items():
        rows = tabel(f"{document}_indicatoren")
        kept = programmes.Document.objects.get_by_natural_key(*key).indicatorvermeldingen.order_by("order")

        # A footnote mark on a name is not part of it.
        printed = [(sleutel(row), row.get("code", ""), row["naam"].rstrip("*")) for row in rows]
        assert [(v.indicator.slug, v.code, v.name) for v in kept] == printed


def test_an_indicator_stands_under_the_doel_of_its_code_and_in_the_beleidsplan_under_none() -> None:
    for v in indicators.IndicatorVermelding.objects.select_related("parent"):
        assert (v.parent.code if v.parent else "") == v.code.partition(".")[0]


def test_a_footnote_mark_on_a_name_or_bron_leaves_a_note() -> None:
    for document, key in DOCUMENTEN.items():
        for row in tabel(f"{document}_indicatoren"):
            if "*" in row["naam"] + row["bron"]:
                assert indicators.IndicatorVermelding.objects.get_by_natural_key(*key, sleutel(row)).note, row


def test_a_part_of_the_tree_goes_by_the_name_of_the_last_document_that_prints_it() -> None:
    last: dict[Model, str] = {}
    for document in programmes.Document.objects.in_cycle_order():
        last |= {v.node: v.name for v in document.vermeldingen.all()}
        last |= {v.indicator: v.name for v in document.indicatorvermeldingen.all()}

    assert {node: node.name for node in nodes()} == last


def test_a_slug_is_made_of_the_code_where_there_is_one() -> None:
    assert all(node.slug == node.code.lower().replace(".", "-") for node in nodes() if node.code)


def test_a_prestatie_is_called_differently_by_documents_of_other_years() -> None:
    prestatie = programmes.Prestatie.objects.get(slug="9a1-1")

    names = {v.document.natural_key(): v.name.split(" ")[:2] for v in prestatie.vermeldingen.select_related("document")}

    assert names[DOCUMENTEN["begroting_2018"]] == ["Organiseren", "van"]
    assert names[DOCUMENTEN["bestuursrapportage_2_2019"]] == ["Doen", "organiseren"]


def test_the_programma_has_what_the_last_report_prints_of_it() -> None:
    (printed,) = tabel("bestuursrapportage_2_2019_programma")

    programma = programmes.Programma.objects.get()

    assert programma.name == printed["naam"]
    assert programma.code == printed["Programmanummer"]
    assert programma.commissie == printed["Commissie"]
    assert programma.portefeuille == printed["Portefeuille(s)"]
    assert programma.missie


# --- How the indicators are measured


def test_the_bron_of_a_reeks_is_the_printed_one() -> None:
    kept = {
        (reeks.indicator.slug, reeks.bron and reeks.bron.name)
        for reeks in indicators.Reeks.objects.select_related("indicator", "bron")
    }

    printed = {
        (sleutel(row), BRONNEN.get(row["bron"], row["bron"]))
        for document in DOCUMENTEN
        for row in tabel(f"{document}_indicatoren")
    }

    assert kept == printed
    assert set(indicators.Bron.objects.values_list("name", flat=True)) == {bron for _, bron in printed if bron}


def test_directions_are_those_of_the_design() -> None:
    others = indicators.Effectindicator.objects.exclude(direction="hoger").values_list("slug", "direction")

    assert dict(others) == {
        "9b1-b": "lager",
        "problemen-activiteiten-55-plus": "lager",
        "verblijfsduur-crisisopvang": "lager",
        "9c2-b": "gelijk",
        "verblijfsduur-sociaal-pension": "gelijk",
        "verblijfsduur-vrouwenopvang": "gelijk",
    }


def test_only_the_indicator_marked_bbv_is_one() -> None:
    printed = {sleutel(row) for row in tabel("begroting_2017_indicatoren") if "BBV" in row["bron"]}

    assert set(indicators.Effectindicator.objects.filter(is_bbv=True).values_list("slug", flat=True)) == printed


# --- Progress, money, organisations


def test_the_reported_voortgang_is_explained_without_a_colour() -> None:
    printed = {(DOCUMENTEN[row["document"]], sleutel(row)) for row in tabel("voortgang")}

    rows = programmes.Voortgang.objects.select_related("document", "prestatie")
    assert {(v.document.natural_key(), v.prestatie.slug) for v in rows} == printed
    assert {(v.tijd, v.geld, v.kwaliteit) for v in rows} == {("grijs", "grijs", "grijs")}
    assert all(v.toelichting for v in rows)


def test_the_only_bedrag_is_the_rounded_one_of_the_beleidsplan() -> None:
    (printed,) = tabel("bedragen")

    bedrag = programmes.Bedrag.objects.get()

    assert bedrag.document.natural_key() == DOCUMENTEN[printed["document"]]
    assert (bedrag.node.slug, bedrag.year) == (printed["programma"], int(printed["jaar"]))
    assert printed["bedrag"] == f"afgerond € {bedrag.value:,.0f},--".replace(",", ".", 2)
    assert (bedrag.kind, bedrag.rounded_to) == ("bedrag", 100_000)


def test_the_verbonden_partij_contributes_to_its_beleidsterrein() -> None:
    printed = {(row["naam"], row["beleidsterrein"]) for row in tabel("verbonden_partijen")}

    assert set(programmes.VerbondenPartij.objects.values_list("name", "beleidsterreinen__code")) == printed


# --- As a whole


def test_every_loaded_object_is_valid() -> None:
    for model in FILLED:
        rows = list(model._default_manager.all())
        assert rows, model
        for row in rows:
            row.full_clean()


def test_loading_twice_changes_nothing() -> None:
    before = [serializers.serialize("json", model._default_manager.order_by("pk")) for model in FILLED]

    call_command("loaddata", *FIXTURES, verbosity=0)

    assert [serializers.serialize("json", model._default_manager.order_by("pk")) for model in FILLED] == before
