"""Loading fixtures: every check, all or nothing, and the same file twice changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from indicators import recalculation
from indicators.imports import fixtures
from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Reeks, Streefwaarde
from indicators.publishing.chain import fingerprint, make_ready, publish_loaded
from indicators.publishing.content import content
from programmes.models import Document, Programma
from tests.conftest import REPOSITORY
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db

LEIDEN = sorted((REPOSITORY / "fixtures").glob("*.json"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file with one programma down to one figure."""
    return write(tmp_path / "klein.json", budget())


def write(path: Path, objects: Any) -> Path:
    """Write a fixture file."""
    path.write_text(json.dumps(objects), encoding="utf-8")
    return path


def budget(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the objects of a small budget; `changes` are made to the fields of the model of that name."""
    begroting = ["begroting", 2017, 1]
    fields: dict[str, dict[str, Any]] = {
        "programmes.programma": {"slug": "9", "code": "9", "name": "Maatschappelijke ondersteuning"},
        "programmes.beleidsterrein": {"slug": "9a", "code": "9A", "name": "Binding", "programma": ["9"]},
        "programmes.doel": {"slug": "9a1", "code": "9A1", "name": "Hoog", "beleidsterrein": ["9a"]},
        "programmes.document": {"kind": "begroting", "year": 2017, "number": 1, "title": "Begroting", "adopted": True},
        "indicators.effectindicator": {"slug": "9a1-a", "code": "9A1.a", "name": "Ja", "doel": ["9a1"], "direction": "hoger"},
        "indicators.reeks": {"indicator": ["9a1-a"], "valid_from": 2014, "unit": "%", "minimum": "0", "maximum": "100"},
        "indicators.realisatie": {
            "reeks": ["9a1-a", 2014], "year": 2017, "measured_year": 2017, "value": "60", "state": "vastgesteld",
        },
        "indicators.streefwaarde": {"reeks": ["9a1-a", 2014], "year": 2017, "value": "50", "document": begroting},
    }  # fmt: skip
    for model, values in changes.items():
        fields[model.replace("__", ".")] |= values
    return [{"model": model, "fields": values} for model, values in fields.items()]


def test_file_is_loaded_and_judged(small: Path, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        counts = fixtures.load([small])

    assert counts == {"new": 8, "changed": 0, "same": 0}
    assert IndicatorStatus.objects.get(stand="vastgesteld").stoplicht == "groen"


def test_loading_is_told_in_the_history_with_the_name_of_the_file(small: Path) -> None:
    call_command("load_budget", str(small))
    call_command(
        "load_budget", str(write(small.with_name("nieuw.json"), budget(indicators__effectindicator={"name": "Nee"})))
    )

    lines = Effectindicator.history.order_by("history_id").values_list("history_user", "history_change_reason")
    assert list(lines) == [(None, "geladen uit klein.json"), (None, "geladen uit nieuw.json")]
    for model in (Document, Reeks, Realisatie, Streefwaarde):
        assert model.history.get().history_change_reason == "geladen uit klein.json"


def test_file_brings_how_many_people_answered(tmp_path: Path) -> None:
    fixtures.load([write(tmp_path / "cijfers.json", budget(indicators__realisatie={"respondents": 9}))])

    assert Realisatie.objects.get().respondents == 9


def test_same_file_twice_changes_nothing(small: Path) -> None:
    fixtures.load([small])

    assert fixtures.load([small]) == {"new": 0, "changed": 0, "same": 8}
    assert Realisatie.objects.count() == 1


def test_file_leaves_what_publishing_recorded(small: Path, controller: Any) -> None:
    fixtures.load([small])
    recalculation.recalculate()
    begroting = Document.objects.get()
    publish_loaded(begroting)
    make_ready(begroting, kind="rectificatie", reason="Telfout", user=controller, seen=fingerprint(content(begroting)))

    assert fixtures.load([small]) == {"new": 0, "changed": 0, "same": 8}
    assert Realisatie.objects.get().document == begroting
    assert Document.objects.get().ready_by == controller


def test_leidens_own_files_load_twice_without_a_change() -> None:
    first = fixtures.load(LEIDEN)
    second = fixtures.load(LEIDEN)

    assert first["new"] == second["same"]
    assert second["changed"] == second["new"] == 0


def test_new_name_of_a_doel_is_a_change(small: Path, tmp_path: Path) -> None:
    fixtures.load([small])
    renamed = write(tmp_path / "nieuw.json", budget(programmes__doel={"name": "Hoger"}))

    assert fixtures.load([renamed])["changed"] == 1


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"indicators__realisatie": {"value": "61"}}, "realisatie 9a1-a 2014 2017 1"),
        ({"indicators__streefwaarde": {"value": "51"}}, "streefwaarde 9a1-a 2014 2017 begroting 2017 1"),
    ],
)
def test_adopted_figure_and_target_are_never_overwritten_by_a_file(
    small: Path, tmp_path: Path, change: dict[str, Any], what: str
) -> None:
    fixtures.load([small])
    other = write(tmp_path / "anders.json", budget(**change))

    with pytest.raises(fixtures.BrokenFixture, match="Een correctie is een nieuwe versie") as broken:
        fixtures.load([other])

    assert what in str(broken.value)
    assert Realisatie.objects.get().value == 60


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        ({"indicators__realisatie": {"value": "240"}}, "object 7 (realisatie", "te hoog"),
        ({"indicators__realisatie": {"value": None}}, "object 7 (realisatie", "Geef een waarde, of de reden"),
        ({"indicators__realisatie": {"value": "0.1234567"}}, "object 7", "hoogstens 6 cijfers"),
        ({"indicators__realisatie": {"value": "zestig"}}, "object 7", "zestig"),
        ({"indicators__realisatie": {"year": 17}}, "object 7 (realisatie", "year"),
        ({"indicators__effectindicator": {"direction": "omhoog"}}, "object 5 (effectindicator 9a1-a)", "direction"),
        ({"indicators__effectindicator": {"doel": ["bestaat-niet"]}}, "object 5", "bestaat-niet"),
        ({"indicators__effectindicator": {"bestaat_niet": 1}}, "object 5", "bestaat_niet"),
        ({"indicators__streefwaarde": {"value": None, "upper": "50"}}, "object 8", "spreekt de richting"),
        ({"programmes__document": {"kind": "jaarstukken"}}, "object 8", "begroting"),
        # Found by hypothesis (make fuzz).
        ({"indicators__streefwaarde": {"year": None}}, "object 8 (streefwaarde", "year: mag niet leeg"),
        ({"indicators__reeks": {"unit": None}}, "object 6 (reeks 9a1-a 2014)", "unit: mag niet leeg"),
    ],
)
def test_broken_object_is_named_with_its_file_and_reason_and_nothing_is_loaded(
    tmp_path: Path, change: dict[str, Any], place: str, reason: str
) -> None:
    broken = write(tmp_path / "kapot.json", budget(**change))

    with pytest.raises(fixtures.BrokenFixture) as said:
        fixtures.load([broken])

    assert f"kapot.json, {place}" in str(said.value)
    assert reason in str(said.value)
    assert not Programma.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1]",
        '"tekst"',
        '[{"model": "bestaat.niet", "fields": {}}]',
        "null",
        '[{"fields": {}}]',
        '[{"model": null, "fields": {}}]',
    ],
)
def test_file_that_is_no_fixture_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "geen.json"
    path.write_text(text)

    with pytest.raises(fixtures.BrokenFixture, match=r"geen\.json"):
        fixtures.load([path])


def test_number_with_a_point_is_refused_because_it_would_be_a_float(tmp_path: Path) -> None:
    broken = write(tmp_path / "kapot.json", budget(indicators__realisatie={"value": 5.8}))

    with pytest.raises(fixtures.BrokenFixture, match=r"5\.8 is niet exact"):
        fixtures.load([broken])


@pytest.mark.parametrize(
    ("model", "change"),
    [
        ("indicators__effectindicator", {"direction": "lager"}),
        ("indicators__effectindicator", {"margin": "90", "margin_kind": "procent"}),
        ("indicators__reeks", {"unit": "dagen"}),
        ("indicators__reeks", {"maximum": "70"}),
        ("programmes__document", {"adopted": False}),
        ("programmes__document", {"through_year": 2018}),
        ("programmes__document", {"title": "Anders"}),
        ("programmes__document", {"adopted_on": "2016-11-10"}),
        ("programmes__document", {"decision": "RV 16.0099"}),
        ("programmes__document", {"decided_by": "raad"}),
    ],
)
def test_what_adopted_colours_depend_on_is_never_overwritten_by_a_file(
    small: Path, tmp_path: Path, model: str, change: dict[str, Any]
) -> None:
    fixtures.load([small])

    with pytest.raises(fixtures.BrokenFixture, match="overschreven wordt er niets"):
        fixtures.load([write(tmp_path / "anders.json", budget(**{model: change}))])


BEGROTING = ["begroting", 2017, 1]
ADDED = {
    "indicators.streefwaarde": {"reeks": ["9a1-a", 2014], "year": 2018, "value": "40"},
    "indicators.toelichting": {"indicator": ["9a1-a"], "oorzaak": "Anders"},
    "indicators.indicatorvermelding": {"indicator": ["9a1-a"], "name": "Ja"},
    "programmes.vermelding": {"doel": ["9a1"], "name": "Hoog"},
    "programmes.voortgang": {"prestatie": ["9a1-1"], "tijd": "groen"},
    "programmes.bedrag": {"programma": ["9"], "year": 2017, "kind": "lasten", "value": "10"},
}


def added(model: str, **changes: Any) -> dict[str, Any]:
    """Return an object that adds something to the begroting."""
    return {"model": model, "fields": {**ADDED[model], "document": BEGROTING, **changes}}


def prestatie() -> dict[str, Any]:
    """Return a prestatie of the small budget."""
    return {"model": "programmes.prestatie", "fields": {"slug": "9a1-1", "name": "Doen", "doel": ["9a1"]}}


@pytest.mark.parametrize("model", ADDED)
def test_document_is_loaded_whole(tmp_path: Path, model: str) -> None:
    assert fixtures.load([write(tmp_path / "heel.json", [*budget(), prestatie(), added(model)])])["new"] == 10


@pytest.mark.parametrize("model", ADDED)
def test_nothing_is_added_to_a_document_that_was_adopted_before(small: Path, tmp_path: Path, model: str) -> None:
    fixtures.load([small])

    with pytest.raises(fixtures.BrokenFixture, match="Begroting was al vastgesteld"):
        fixtures.load([write(tmp_path / "erbij.json", [prestatie(), added(model)])])

    assert Streefwaarde.objects.get().value == 50


@pytest.mark.parametrize(
    ("model", "change"),
    [
        ("indicators.toelichting", {"oorzaak": "Toch anders"}),
        ("indicators.indicatorvermelding", {"name": "Nee"}),
        ("programmes.vermelding", {"name": "Laag"}),
        ("programmes.voortgang", {"tijd": "rood"}),
        ("programmes.bedrag", {"value": "11"}),
    ],
)
def test_nothing_is_changed_in_a_document_that_was_adopted_before(
    tmp_path: Path, model: str, change: dict[str, Any]
) -> None:
    fixtures.load([write(tmp_path / "heel.json", [*budget(), prestatie(), added(model)])])

    with pytest.raises(fixtures.BrokenFixture, match="Begroting was al vastgesteld"):
        fixtures.load([write(tmp_path / "anders.json", [added(model, **change)])])


def jaarverslag(**changes: Any) -> dict[str, Any]:
    """Return jaarstukken of the small budget."""
    fields = {"kind": "jaarstukken", "year": 2017, "number": 1, "title": "Jaarverslag", "adopted": True}
    return {"model": "programmes.document", "fields": fields | changes}


QUOTED = added("indicators.streefwaarde", quoted_in=["jaarstukken", 2017, 1])


def test_jaarverslag_brings_a_target_that_it_quotes_of_an_earlier_begroting(small: Path, tmp_path: Path) -> None:
    fixtures.load([small])
    quoting = write(tmp_path / "jaarverslag.json", [jaarverslag(), QUOTED])

    assert fixtures.load([quoting])["new"] == 2
    assert fixtures.load([quoting])["same"] == 2


@pytest.mark.parametrize("loaded_before", [True, False])
def test_only_an_adopted_document_that_is_new_brings_what_it_quotes(
    small: Path, tmp_path: Path, loaded_before: bool
) -> None:
    fixtures.load([small])
    document = jaarverslag(adopted=loaded_before)
    if loaded_before:
        fixtures.load([write(tmp_path / "eerst.json", [document])])

    with pytest.raises(fixtures.BrokenFixture, match="Begroting was al vastgesteld"):
        fixtures.load([write(tmp_path / "jaarverslag.json", [document, QUOTED])])


def test_quoted_target_does_not_stand_beside_the_one_of_that_year(small: Path, tmp_path: Path) -> None:
    fixtures.load([small])
    reeks = {"model": "indicators.reeks", "fields": {"indicator": ["9a1-a"], "valid_from": 2016, "unit": "dagen"}}
    other = added("indicators.streefwaarde", reeks=["9a1-a", 2016], year=2017, quoted_in=["jaarstukken", 2017, 1])

    with pytest.raises(fixtures.BrokenFixture, match="Begroting was al vastgesteld"):
        fixtures.load([write(tmp_path / "jaarverslag.json", [jaarverslag(), reeks, other])])


def norm(margin: str) -> dict[str, Any]:
    """Return a norm from 2017 on."""
    return {"model": "indicators.stoplichtnorm", "fields": {"valid_from": 2017, "margin": margin}}


def test_norm_comes_with_a_budget_and_stays(tmp_path: Path) -> None:
    fixtures.load([write(tmp_path / "norm.json", [norm("5")])])
    fixtures.load([write(tmp_path / "norm.json", [norm("4"), *budget()])])

    assert fixtures.load([write(tmp_path / "norm.json", [norm("4")])])["same"] == 1
    with pytest.raises(fixtures.BrokenFixture, match="/stoplichtnorm/"):
        fixtures.load([write(tmp_path / "norm.json", [norm("3")])])


def test_norm_is_not_added_once_a_light_counts(small: Path, tmp_path: Path) -> None:
    fixtures.load([small])

    with pytest.raises(fixtures.BrokenFixture, match="/stoplichtnorm/"):
        fixtures.load([write(tmp_path / "norm.json", [norm("3")])])


def test_norm_is_not_added_once_a_document_is_published(tmp_path: Path) -> None:
    publish_loaded(DocumentFactory(adopted=False))

    with pytest.raises(fixtures.BrokenFixture, match="/stoplichtnorm/"):
        fixtures.load([write(tmp_path / "norm.json", [norm("3")])])


def test_node_without_a_slug_is_refused(tmp_path: Path) -> None:
    with pytest.raises(fixtures.BrokenFixture, match="sleutel"):
        fixtures.load([write(tmp_path / "kapot.json", budget(programmes__programma={"slug": ""}))])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"indicators__realisatie": {"year": 2099, "measured_year": 2099}}, "moet nog komen"),
        ({"indicators__realisatie": {"year": 2013, "measured_year": 2013}}, "begint pas in 2014"),
        ({"indicators__streefwaarde": {"year": 2016}}, "geen streefwaarde voor 2016"),
    ],
)
def test_figure_and_target_of_an_impossible_year_are_refused(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(fixtures.BrokenFixture, match=reason):
        fixtures.load([write(tmp_path / "kapot.json", budget(**change))])


def test_vermelding_of_nothing_is_named(tmp_path: Path) -> None:
    nothing = {"model": "programmes.vermelding", "fields": {"document": ["begroting", 2017, 1], "name": "Los"}}

    with pytest.raises(fixtures.BrokenFixture, match=r"object 9 .*precies één onderdeel"):
        fixtures.load([write(tmp_path / "kapot.json", [*budget(), nothing])])


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(fixtures.BrokenFixture, match="geen leesbaar bestand"):
        fixtures.load([tmp_path])


def test_syntax_error_is_named_by_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "kapot.json"
    path.write_text('[\n{"model": }]')

    with pytest.raises(fixtures.BrokenFixture, match=r"kapot\.json, regel 2, teken 11"):
        fixtures.load([path])


def test_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bom.json"
    path.write_text(json.dumps(budget()), encoding="utf-8-sig")

    assert fixtures.load([path])["new"] == 8


def test_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.json"
    path.write_bytes('["enquête"]'.encode("latin-1"))

    with pytest.raises(fixtures.BrokenFixture, match="geen leesbare tekst"):
        fixtures.load([path])


def test_file_that_is_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixtures, "LARGEST", 10)

    with pytest.raises(fixtures.BrokenFixture, match="splits het bestand"):
        fixtures.load([write(tmp_path / "groot.json", budget())])


def test_second_file_that_is_broken_takes_the_first_with_it(small: Path, tmp_path: Path) -> None:
    with pytest.raises(fixtures.BrokenFixture):
        fixtures.load([small, tmp_path / "bestaat-niet.json"])

    assert not Programma.objects.exists()


def test_budget_file_cannot_make_a_user(tmp_path: Path) -> None:
    intruder = [{"model": "auth.user", "fields": {"username": "indringer", "password": "x", "is_superuser": True}}]

    with pytest.raises(fixtures.BrokenFixture, match="hoort niet in een begrotingsbestand"):
        fixtures.load([write(tmp_path / "indringer.json", intruder)])

    assert not get_user_model().objects.exists()


def test_budget_file_cannot_bring_its_own_stoplichten(small: Path, tmp_path: Path) -> None:
    fixtures.load([small])
    indicator = Effectindicator.objects.get()
    wanted = [
        {"model": "indicators.indicatorstatus", "fields": {"indicator": ["9a1-a"], "year": 2017, "stoplicht": "groen"}}
    ]

    with pytest.raises(fixtures.BrokenFixture):
        fixtures.load([write(tmp_path / "groen.json", wanted)])

    assert not indicator.statussen.exists()


def test_command_says_what_was_loaded_and_what_is_wrong(small: Path, tmp_path: Path, capsys: Any) -> None:
    call_command("load_budget", small)
    assert "8 nieuw, 0 gewijzigd, 0 gelijk gebleven." in capsys.readouterr().out

    with pytest.raises(CommandError, match=r"bestaat niet\. Er is niets geladen\."):
        call_command("load_budget", tmp_path / "weg.json")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"indicators__realisatie": {"value": "0.1234567"}},
            "object 7 (indicators.realisatie): Een getal heeft hoogstens 6 cijfers achter de komma. Er staat '0.1234567'.",
        ),
        (
            {"indicators__effectindicator": {"doel": ["bestaat-niet"]}},
            "object 5 (indicators.effectindicator): verwijst naar iets dat er niet is. Er staat '['bestaat-niet']'.",
        ),
    ],
)
def test_what_django_could_not_read_is_said_in_plain_dutch(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(fixtures.BrokenFixture) as broken:
        fixtures.load([write(tmp_path / "kapot.json", budget(**change))])

    assert str(broken.value) == f"kapot.json, {said}"
