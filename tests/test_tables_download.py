"""The tables of those who work on the figures, as files: what is in them, cell by cell, and that no text runs."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from indicators import recalculation
from indicators.downloads import harmless
from indicators.models import Stoplichtnorm
from indicators.publishing.chain import publish_loaded
from programmes.models import Beleidsterrein, Vermelding, Voortgang
from tests.factories import (
    AfwijkingFactory,
    DocumentFactory,
    NormvoorstelFactory,
    PrestatieFactory,
    StreefwaardeFactory,
    TermijnFactory,
    make_figure,
    make_indicator,
    make_target,
    make_user,
)
from tests.test_downloads import content_of, lines, opened, rows_of, sheet_of, written

pytestmark = pytest.mark.django_db

# --- What is in them


@pytest.fixture
def desk(terrein_9a: Beleidsterrein, officer_9a: Any, controller: Any) -> Any:
    """9A with something of everything that waits."""
    indicator = make_indicator("9A1.a", terrein_9a, name="=Waardering")
    make_figure(indicator, 2016, 45)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, Decimal("12.5"), state="ingediend", note="@noot", changed_by=officer_9a)
    begroting = DocumentFactory(kind="begroting", year=2019, adopted=False)
    StreefwaardeFactory(
        reeks=indicator.reeksen.get(),
        year=2019,
        value=None,
        lower=Decimal("10.25"),
        upper=20,
        document=begroting,
        state="voorstel",
        moved_because="-verplaatst",
        changed_by=officer_9a,
    )
    Vermelding.objects.create(document=begroting, doel=indicator.doel, name="Doel")
    indicator.vermeldingen.create(document=begroting, name="Indicator")
    recalculation.recalculate()
    indicator.begroting = begroting
    return indicator


def test_desk_downloads_figures_and_targets(client: Client, desk: Any, controller: Any) -> None:
    client.force_login(controller)

    (figure,) = rows_of(client, "/vaststellen/?als=xlsx&tabel=cijfers")
    (target,) = rows_of(client, "/vaststellen/?als=xlsx&tabel=streefwaarden")

    assert (figure["Code"], figure["Jaar"], figure["Realisatie"]) == ("9A1.a", 2017, Decimal("12.5"))
    assert (figure["Vorig jaar"], figure["Opmerking"], figure["Stoplicht"]) == (45, "@noot", "Rood")
    assert (target["Ten minste"], target["Ten hoogste"], target["Eenheid"]) == (Decimal("10.25"), 20, "%")
    assert (target["Verplaatst omdat"], target["Voor jaar"]) == ("-verplaatst", 2019)


def test_officer_downloads_own_figures_and_proposals_only(
    client: Client, desk: Any, officer_9a: Any, officer_9c: Any
) -> None:
    client.force_login(officer_9a)
    (figure,) = rows_of(client, "/invoer/?jaar=2017&als=xlsx")
    proposals = rows_of(client, f"/streefwaarden/{desk.begroting.pk}/?als=xlsx")
    client.force_login(officer_9c)

    assert (figure["Realisatie"], figure["Staat"], figure["Streefwaarde"]) == (Decimal("12.5"), "Ingediend", 50)
    assert (proposals[0]["Voor jaar"], proposals[0]["Ten minste"]) == (2019, Decimal("10.25"))
    assert len(lines(content_of(client.get("/invoer/?jaar=2017&als=csv-int")))) == 1


def test_deadlines_download_what_is_missing_and_of_whom(
    client: Client, desk: Any, officer_9a: Any, controller: Any
) -> None:
    document = DocumentFactory(kind="jaarstukken", year=2017, through_year=None, adopted=False)
    indicator = make_indicator("9A1.z", desk.doel.beleidsterrein)
    Vermelding.objects.create(document=document, doel=indicator.doel, name="Doel")
    indicator.vermeldingen.create(document=document, name="Indicator")
    TermijnFactory(document=document, step="cijfers", date=timezone.localdate() - timedelta(days=1))
    client.force_login(controller)

    rows = rows_of(client, "/te-laat/?als=xlsx&tabel=te-laat")

    assert {row["Te laat"] for row in rows} == {"ja"}
    assert any("9A1.z" in row["Waarvan"] and row["Wie"] == "officer_9a" for row in rows)
    assert "als=csv&amp;tabel=te-laat" in client.get("/te-laat/").content.decode()


def test_owners_download_with_those_who_have_none(
    client: Client, desk: Any, terrein_9c: Beleidsterrein, administrator: Any
) -> None:
    client.force_login(administrator)

    of_terrein = {row["Code"]: row["Eigenaar of vervanger"] for row in rows_of(client, "/eigenaren/?als=xlsx")}
    (of_indicator,) = rows_of(client, "/eigenaren/indicatoren/?als=xlsx")

    assert of_terrein == {"9A": "officer_9a", "9C": None}
    assert (of_indicator["Wie"], of_indicator["Eigenaar van"]) == ("officer_9a", "beleidsterrein")


def test_documents_and_publications_download(client: Client, desk: Any, controller: Any) -> None:
    publication = publish_loaded(DocumentFactory(year=2017))
    anonymous = rows_of(client, "/publicaties/?als=xlsx")
    client.force_login(controller)

    documents = {row["Jaar"]: row for row in rows_of(client, "/documenten/?als=xlsx")}

    assert [(row["Controlegetal"], row["Nagerekend"]) for row in anonymous] == [(publication.sha256, "klopt")]
    assert (documents[2017]["Vastgesteld"], documents[2019]["Vastgesteld"]) == ("ja", None)


def test_publications_download_more_than_one_page(client: Client, desk: Any) -> None:
    for year in range(2018, 2031):
        publish_loaded(DocumentFactory(kind="kadernota", year=year))

    assert len(rows_of(client, "/publicaties/?als=xlsx")) == 13


def test_norm_downloads_with_what_a_proposal_would_change(client: Client, desk: Any, controller: Any) -> None:
    Stoplichtnorm.objects.create(valid_from=2010, margin=Decimal("2.5"), reason="=streng")
    make_target(desk, 2016, 50)
    recalculation.recalculate()
    proposal = NormvoorstelFactory(valid_from=2015, margin=20, proposed_by=make_user("other", "controller"))
    client.force_login(controller)

    (norm,) = rows_of(client, "/stoplichtnorm/?als=xlsx")
    (line,) = rows_of(client, f"/stoplichtnorm/{proposal.pk}/?als=xlsx")
    counts = rows_of(client, f"/stoplichtnorm/{proposal.pk}/?als=xlsx&tabel=aantallen")

    assert (norm["Vanaf"], norm["Marge"], norm["Reden"]) == (2010, Decimal("2.5"), "=streng")
    assert (line["Jaar"], line["Nu"], line["Wordt"]) == (2016, "Rood", "Oranje")
    assert [(row["Nu"], row["Wordt"], row["Ziet de raad"]) for row in counts] == [("Rood", "Oranje", 1)]
    assert client.get(f"/stoplichtnorm/{proposal.pk}/?als=csv&tabel=x").status_code == 404


def test_report_downloads_progress_and_what_is_said(client: Client, desk: Any, officer_9a: Any) -> None:
    berap = DocumentFactory(kind="bestuursrapportage", year=2017, through_year=None, adopted=False)
    prestatie = PrestatieFactory(doel=desk.doel, code="9A1.1")
    doel = Vermelding.objects.create(document=berap, doel=desk.doel, name="Doel")
    Vermelding.objects.create(document=berap, prestatie=prestatie, parent=doel, name="Prestatie")
    desk.vermeldingen.create(document=berap, parent=doel, name="Indicator")
    Voortgang.objects.create(prestatie=prestatie, document=berap, tijd="rood", oorzaak="+oorzaak")
    desk.prognoses.create(document=berap, verwachting="onzeker", toelichting="@hoop")
    client.force_login(officer_9a)

    (progress,) = rows_of(client, f"/rapportage/{berap.pk}/?als=xlsx&tabel=prestaties")
    (effect,) = rows_of(client, f"/rapportage/{berap.pk}/?als=xlsx")

    assert (progress["Stoplicht"], progress["Tijd"], progress["Oorzaak"]) == ("Rood", "Rood", "+oorzaak")
    assert (effect["Prognose"], effect["Toelichting bij prognose"]) == ("Onzeker", "@hoop")


def test_programma_and_agreements_download(client: Client, desk: Any, officer_9a: Any, controller: Any) -> None:
    AfwijkingFactory(indicator=desk, owner=officer_9a, year=2016)
    programma = desk.doel.beleidsterrein.programma
    other = make_indicator("8A1.a")
    of_programma = rows_of(client, f"/programma/{programma.slug}/?jaar=2016&als=xlsx")
    client.force_login(controller)

    (agreed,) = rows_of(client, f"/effectindicator/{desk.slug}/2016/afwijking/?als=xlsx")

    assert [row["Code"] for row in of_programma] == ["9A1.a"] != [other.code]
    assert (agreed["Wat"], agreed["Wie er voor staat"]) == ("afgesproken", "officer_9a")


# --- Text that looks like a formula

DISGUISED = [
    *(" =1+1", "  -1", "\n=1+1", "\u00a0=1+1", "\u3000=1", "\u200b=1+1", "\ufeff@SUM(A1)", "\u2009+1", "\x00=1"),
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "\ufe66" + "1", " \t\uff1d1", " " * 500 + "=1"),
]


@pytest.mark.parametrize("text", DISGUISED)
def test_disguised_formula_is_harmless_too(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "5 = 5", "a-b", "\N{MINUS SIGN}3,5%", "’s avonds", "é"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", DISGUISED)
def test_disguised_formula_is_text_in_a_workbook(text: str) -> None:
    sheet = sheet_of(written([[text]], "xlsx"))

    assert "<f" not in "".join(part.tag for part in sheet.iter())
    assert [cell.get("t") for cell in sheet.iter() if cell.tag.endswith("}c")][-1] == "inlineStr"


def test_libreoffice_reads_the_desk_as_it_is(tmp_path: Path, client: Client, desk: Any, controller: Any) -> None:
    client.force_login(controller)
    for form, name in (("csv", "csv"), ("xlsx", "xlsx")):
        answer = client.get(f"/vaststellen/?als={form}&tabel=cijfers")
        (tmp_path / f"proef.{name}").write_bytes(content_of(answer))

    from_xlsx = opened(tmp_path, "xlsx")
    from_csv = opened(tmp_path, "csv", "--infilter=CSV:59,34,76,1,,1043,false,true")

    assert from_xlsx[0] == from_csv[0]
    assert Decimal("12.5") in from_xlsx[1]
    assert "=Waardering" in from_xlsx[1]
    assert Decimal("12.5") in from_csv[1]
    assert "'=Waardering" in from_csv[1]
    assert [cell for cell in from_xlsx[1] if isinstance(cell, Decimal)] == [
        cell for cell in from_csv[1] if isinstance(cell, Decimal)
    ]


@pytest.mark.parametrize("text", ["-", "-0,4%", "-12,50%"])
def test_dash_or_percentage_below_nought_computes_nothing_and_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", ["-5", "-5+5", "-1-1", "-A1", "-5%%", "--", "-\n"])
def test_what_only_begins_like_one_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"
