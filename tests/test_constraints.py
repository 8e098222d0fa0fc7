"""What the database itself refuses, on SQLite and PostgreSQL alike."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from indicators.models import (
    Afwijking,
    Benchmark,
    Effectindicator,
    Herinnering,
    Indicatoreigenaar,
    IndicatorStatus,
    IndicatorVermelding,
    Kolomindeling,
    Normvoorstel,
    Prognose,
    Realisatie,
    Stoplichtnorm,
    Toelichting,
    Uitdraai,
)
from programmes.models import (
    Bedrag,
    Beleidsterrein,
    Document,
    Doel,
    Eigenaar,
    Prestatie,
    Programma,
    Publicatie,
    Publicatiebestand,
    Termijn,
    Vermelding,
    Voortgang,
)
from tests.factories import (
    BeleidsterreinFactory,
    BronFactory,
    DocumentFactory,
    DoelFactory,
    EffectindicatorFactory,
    LadingFactory,
    PrestatieFactory,
    ProgrammaFactory,
    RealisatieFactory,
    ReeksFactory,
    StreefwaardeFactory,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 1, 2, tzinfo=UTC)


def assert_refuses(constraint: str, make: Callable[[], Any]) -> None:
    """Assert that the database refuses what `make` writes, and by which constraint."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make()
    said = str(refusal.value)
    # SQLite names a unique constraint by its columns.
    assert constraint in said or "UNIQUE constraint failed" in said, said


def status(**fields: Any) -> IndicatorStatus:
    """Write a minimal status, past the recompute."""
    defaults = {
        "indicator": fields.pop("indicator", None) or EffectindicatorFactory(),
        "year": 2017,
        "stand": "vastgesteld",
        "stoplicht": "grijs",
        "reason": "geen_gegevens",
        "direction": "hoger",
        "margin": Decimal(5),
        "margin_kind": "procent",
        "margin_source": "standaard",
        "rule_version": 1,
        "computed_at": "2026-11-21T12:00:00Z",
    }
    return IndicatorStatus.objects.create(**{**defaults, **fields})


def publicatie(**fields: Any) -> Publicatie:
    """Write a minimal publication."""
    defaults = {
        "document": DocumentFactory(),
        "kind": "vastgesteld",
        "content": "{}",
        "sha256": "0" * 64,
        "published_at": "2026-11-21T12:00:00Z",
    }
    return Publicatie.objects.create(**{**defaults, **fields})


def bestand(**fields: Any) -> Publicatiebestand:
    """Write a minimal file of a publication."""
    of = fields.pop("publicatie", None) or publicatie()
    defaults = {"form": "pdf", "file": "x.pdf", "sha256": "0" * 64, "size": 1, "made_at": NOW}
    return Publicatiebestand.objects.create(publicatie=of, **{**defaults, **fields})


def uitdraai(**fields: Any) -> Uitdraai:
    """Write a minimal printout that was asked for."""
    subject = {"beleidsterrein": BeleidsterreinFactory()} if not {"indicator", "beleidsterrein"} & set(fields) else {}
    return Uitdraai.objects.create(**{"year": 2017, "key": "0" * 64, "asked_at": NOW, **subject, **fields})


def termijn(**fields: Any) -> Termijn:
    """Write a minimal deadline."""
    document = fields.pop("document", None) or DocumentFactory()
    return Termijn.objects.create(document=document, **{"step": "cijfers", "date": "2018-03-01", **fields})


def normvoorstel(**fields: Any) -> Normvoorstel:
    """Write a minimal proposal for another norm."""
    proposer = fields.pop("proposed_by", None) or make_user("controller", "controller")
    defaults = {"valid_from": 2018, "margin": 4, "reason": "strenger", "proposed_at": NOW}
    return Normvoorstel.objects.create(proposed_by=proposer, **{**defaults, **fields})


def afwijking(**fields: Any) -> Afwijking:
    """Write a minimal agreed deviation."""
    person = make_user("controller", "controller")
    defaults = {"year": 2017, "reason": "afgesproken", "until": "2018-12-31", "accepted_at": NOW}
    indicator = EffectindicatorFactory()
    return Afwijking.objects.create(indicator=indicator, owner=person, accepted_by=person, **{**defaults, **fields})


NOW = "2026-11-21T12:00:00Z"

CHECKS: list[tuple[str, Callable[[], Any]]] = [
    ("document_kind_known", lambda: DocumentFactory(kind="nota")),
    ("document_year_in_range", lambda: DocumentFactory(year=1817)),
    ("document_through_year_not_before_year", lambda: DocumentFactory(year=2017, through_year=2016)),
    ("document_decision_only_when_adopted", lambda: DocumentFactory(adopted=False, decision="RV 17.0098")),
    ("document_decision_only_when_adopted", lambda: DocumentFactory(adopted=False, adopted_on="2017-11-09")),
    ("document_decision_only_when_adopted", lambda: DocumentFactory(adopted=False, decided_by="raad")),
    ("document_college_decides_on_bestuursrapportage_only", lambda: DocumentFactory(decided_by="college")),
    ("document_college_decides_on_bestuursrapportage_only", lambda: DocumentFactory(decided_by="iemand")),
    ("document_made_ready_by_somebody", lambda: DocumentFactory(ready_as="vastgesteld")),
    (
        "document_made_ready_by_somebody",
        lambda: DocumentFactory(ready_as="klad", ready_by=make_user("controller"), ready_at=NOW),
    ),
    ("termijn_step_known", lambda: termijn(step="drukken")),
    ("publicatie_kind_known", lambda: publicatie(kind="concept")),
    ("publicatie_rectificatie_has_a_reason", lambda: publicatie(kind="rectificatie", reason="")),
    ("publicatie_sha256_is_a_checksum", lambda: publicatie(sha256="geen controlegetal")),
    ("publicatiebestand_form_known", lambda: bestand(form="docx")),
    ("publicatiebestand_sha256_is_a_checksum", lambda: bestand(sha256="geen controlegetal")),
    ("publicatiebestand_is_not_empty", lambda: bestand(size=0)),
    ("uitdraai_of_exactly_one_subject", lambda: uitdraai(beleidsterrein=None)),
    (
        "uitdraai_of_exactly_one_subject",
        lambda: uitdraai(beleidsterrein=BeleidsterreinFactory(), indicator=EffectindicatorFactory()),
    ),
    ("uitdraai_made_with_its_checksum", lambda: uitdraai(sha256="0" * 64)),
    ("uitdraai_made_with_its_checksum", lambda: uitdraai(sha256="nee", size=1, made_at=NOW)),
    ("uitdraai_made_with_its_checksum", lambda: uitdraai(size=1)),
    ("vermelding_of_exactly_one_node", lambda: Vermelding.objects.create(document=DocumentFactory(), name="Los")),
    (
        "vermelding_of_exactly_one_node",
        lambda: Vermelding.objects.create(
            document=DocumentFactory(), name="Dubbel", doel=DoelFactory(), programma=ProgrammaFactory()
        ),
    ),
    *(
        (
            f"voortgang_{aspect}_is_a_colour",
            lambda aspect=aspect: Voortgang.objects.create(
                prestatie=PrestatieFactory(), document=DocumentFactory(), **{aspect: "paars"}
            ),
        )
        for aspect in ("tijd", "geld", "kwaliteit")
    ),
    (
        "bedrag_of_exactly_one_node",
        lambda: Bedrag.objects.create(document=DocumentFactory(), year=2017, kind="lasten", value=1),
    ),
    ("bedrag_kind_known", lambda: bedrag(kind="saldo")),
    ("bedrag_year_in_range", lambda: bedrag(year=17)),
    ("bedrag_rounded_to_a_positive_amount", lambda: bedrag(rounded_to=0)),
    ("eigenaar_stand_in_ends", lambda: stand_in(until=None)),
    ("eigenaar_stand_in_ends", lambda: stand_in(for_oneself=True)),
    ("effectindicator_direction_known", lambda: EffectindicatorFactory(direction="omhoog")),
    ("effectindicator_direction_known", lambda: EffectindicatorFactory(direction="")),
    ("effectindicator_margin_with_its_kind", lambda: EffectindicatorFactory(margin=5)),
    ("effectindicator_margin_with_its_kind", lambda: EffectindicatorFactory(margin_kind="procent")),
    ("effectindicator_margin_with_its_kind", lambda: EffectindicatorFactory(margin=-1, margin_kind="procent")),
    ("reeks_valid_from_in_range", lambda: ReeksFactory(valid_from=17)),
    ("reeks_at_most_six_decimals", lambda: ReeksFactory(decimals=7)),
    ("reeks_minimum_not_above_maximum", lambda: ReeksFactory(minimum=2, maximum=1)),
    ("benchmark_year_in_range", lambda: benchmark(year=17)),
    ("realisatie_value_or_reason", lambda: RealisatieFactory(value=None)),
    ("realisatie_value_or_reason", lambda: RealisatieFactory(value=0, reason="niet_gemeten")),
    ("realisatie_value_or_reason", lambda: RealisatieFactory(value=None, reason="zomaar")),
    ("realisatie_state_known", lambda: RealisatieFactory(state="klaar")),
    ("realisatie_year_in_range", lambda: RealisatieFactory(year=17, measured_year=2017)),
    ("realisatie_measured_year_in_range", lambda: RealisatieFactory(measured_year=17)),
    ("realisatie_version_from_one", lambda: RealisatieFactory(version=0)),
    ("realisatie_new_version_says_why", lambda: RealisatieFactory(version=2)),
    ("realisatie_in_words_has_words", lambda: RealisatieFactory(value=None, reason="in_woorden")),
    ("realisatie_respondents_at_least_one", lambda: RealisatieFactory(respondents=0)),
    ("realisatie_returned_as_concept_with_a_reason", lambda: returned(return_reason="")),
    ("realisatie_returned_as_concept_with_a_reason", lambda: returned(state="ingediend")),
    ("realisatie_returned_as_concept_with_a_reason", lambda: RealisatieFactory(return_reason="zomaar")),
    ("streefwaarde_returned_as_proposal_with_a_reason", lambda: StreefwaardeFactory(return_reason="te hoog")),
    ("streefwaarde_state_known", lambda: StreefwaardeFactory(state="klaar")),
    ("streefwaarde_in_words_has_words", lambda: StreefwaardeFactory(value=None, reason="in_woorden")),
    ("bron_rhythm_known", lambda: BronFactory(name="Nieuw", rhythm="soms")),
    *(
        (
            f"{model._meta.model_name}_has_a_slug",
            lambda model=model, parents=parents: model.objects.bulk_create(
                [model(name="Naam", **{name: make() for name, make in parents.items()})]
            ),
        )
        for model, parents in (
            (Programma, {}),
            (Beleidsterrein, {"programma": ProgrammaFactory}),
            (Doel, {"beleidsterrein": BeleidsterreinFactory}),
            (Prestatie, {"doel": DoelFactory}),
            (Effectindicator, {"doel": DoelFactory, "direction": lambda: "hoger"}),
        )
    ),
    ("streefwaarde_value_bounds_or_reason", lambda: StreefwaardeFactory(value=None)),
    ("streefwaarde_value_bounds_or_reason", lambda: StreefwaardeFactory(value=1, lower=1)),
    ("streefwaarde_value_bounds_or_reason", lambda: StreefwaardeFactory(value=1, reason="pm")),
    ("streefwaarde_value_bounds_or_reason", lambda: StreefwaardeFactory(value=None, lower=1, reason="pm")),
    ("streefwaarde_lower_not_above_upper", lambda: StreefwaardeFactory(value=None, lower=2, upper=1)),
    ("streefwaarde_strict_needs_a_bound", lambda: StreefwaardeFactory(value=1, strict=True)),
    ("streefwaarde_year_in_range", lambda: StreefwaardeFactory(year=17)),
    ("stoplichtnorm_margin_not_negative", lambda: Stoplichtnorm.objects.create(valid_from=2017, margin=-1)),
    (
        "stoplichtnorm_kind_known",
        lambda: Stoplichtnorm.objects.create(valid_from=2017, margin=1, margin_kind="promille"),
    ),
    ("stoplichtnorm_valid_from_in_range", lambda: Stoplichtnorm.objects.create(valid_from=17, margin=1)),
    ("normvoorstel_margin_not_negative", lambda: normvoorstel(margin=-1)),
    ("normvoorstel_kind_known", lambda: normvoorstel(margin_kind="promille")),
    ("normvoorstel_valid_from_in_range", lambda: normvoorstel(valid_from=17)),
    ("normvoorstel_has_a_reason", lambda: normvoorstel(reason="")),
    ("normvoorstel_decided_by_somebody", lambda: normvoorstel(accepted=True)),
    ("afwijking_has_a_reason", lambda: afwijking(reason="")),
    ("afwijking_year_in_range", lambda: afwijking(year=17)),
    ("afwijking_ended_by_somebody", lambda: afwijking(ended_at=NOW)),
    ("prognose_verwachting_known", lambda: prognose(verwachting="misschien")),
    ("status_is_a_colour", lambda: status(stoplicht="geel")),
    ("status_stand_known", lambda: status(stand="morgen")),
]


def bedrag(**fields: Any) -> Bedrag:
    """Write a minimal amount of a programma."""
    defaults = {"document": DocumentFactory(), "year": 2017, "kind": "lasten", "value": 1}
    programma = fields.pop("programma", None) or ProgrammaFactory()
    return Bedrag.objects.create(programma=programma, **{**defaults, **fields})


def stand_in(*, until: str | None = "2018-12-31", for_oneself: bool = False) -> Eigenaar:
    """Write a stand-in of somebody."""
    user = make_user("officer")
    owner = user if for_oneself else make_user("owner")
    return Eigenaar.objects.create(beleidsterrein=BeleidsterreinFactory(), user=user, stands_in_for=owner, until=until)


def returned(**fields: Any) -> Realisatie:
    """Write a figure that was returned."""
    by = {"returned_by": make_user("controller"), "returned_at": NOW, "return_reason": "klopt niet"}
    return RealisatieFactory(**{"state": "concept", **by, **fields})


def prognose(**fields: Any) -> Prognose:
    """Write a minimal expectation."""
    made = {"indicator": EffectindicatorFactory, "document": DocumentFactory}
    return Prognose.objects.create(
        **{**{name: make() for name, make in made.items() if name not in fields}, "verwachting": "onzeker", **fields}
    )


def benchmark(**fields: Any) -> Benchmark:
    """Write a minimal benchmark."""
    indicator = fields.pop("indicator", None) or EffectindicatorFactory()
    return Benchmark.objects.create(indicator=indicator, **{"region": "Nederland", "year": 2017, "value": 1, **fields})


@pytest.mark.parametrize(("constraint", "make"), CHECKS, ids=[f"{n}-{name}" for n, (name, _) in enumerate(CHECKS)])
def test_database_assert_refuses(constraint: str, make: Callable[[], Any]) -> None:
    assert_refuses(constraint, make)


def test_document_exists_once_per_kind_year_and_number() -> None:
    Document.objects.create(kind="begroting", year=2017)

    assert_refuses("document_once_per_kind_year_number", lambda: Document.objects.create(kind="begroting", year=2017))


def test_document_has_one_deadline_a_step() -> None:
    first = termijn()

    assert_refuses("termijn_once_per_step", lambda: termijn(document=first.document))


def test_person_is_reminded_once_a_day() -> None:
    person = make_user("officer")
    Herinnering.objects.create(user=person, day="2018-03-01")

    assert_refuses("herinnering_once_a_day", lambda: Herinnering.objects.create(user=person, day="2018-03-01"))


def test_chain_of_publications_begins_once() -> None:
    publicatie()

    assert_refuses("publicatie_chain_begins_once", lambda: publicatie(sha256="1" * 64))


def test_publication_has_one_file_of_each_form() -> None:
    first = bestand()

    assert_refuses("publicatiebestand_once_per_form", lambda: bestand(publicatie=first.publicatie))


def test_what_is_printed_is_made_once() -> None:
    uitdraai()

    assert_refuses("uitdraai_once_per_content", uitdraai)


def test_year_has_one_open_proposal_for_a_norm() -> None:
    first = normvoorstel()

    assert_refuses("normvoorstel_one_open_per_year", lambda: normvoorstel(proposed_by=first.proposed_by))


def test_indicator_has_one_prognose_in_a_document() -> None:
    first = prognose()

    assert_refuses("prognose_once_per_document", lambda: prognose(indicator=first.indicator, document=first.document))


@pytest.mark.parametrize(
    ("level", "node"),
    [
        ("programma", ProgrammaFactory),
        ("beleidsterrein", BeleidsterreinFactory),
        ("doel", DoelFactory),
        ("prestatie", PrestatieFactory),
    ],
)
def test_vermelding_exists_once_per_document_and_node(level: str, node: Callable[[], Any]) -> None:
    printed = {"document": DocumentFactory(), level: node()}
    Vermelding.objects.create(name="Een", **printed)

    assert_refuses(f"vermelding_once_per_{level}", lambda: Vermelding.objects.create(name="Twee", **printed))


def test_vermelding_is_not_its_own_parent() -> None:
    vermelding = Vermelding.objects.create(document=DocumentFactory(), doel=DoelFactory(), name="Doel")

    assert_refuses("vermelding_not_its_own_parent", lambda: Vermelding.objects.update(parent=vermelding))


def test_indicatorvermelding_exists_once_per_document() -> None:
    document, indicator = DocumentFactory(), EffectindicatorFactory()
    IndicatorVermelding.objects.create(document=document, indicator=indicator, name="Een")

    assert_refuses(
        "indicatorvermelding_once_per_document",
        lambda: IndicatorVermelding.objects.create(document=document, indicator=indicator, name="Twee"),
    )


def test_voortgang_exists_once_per_prestatie_and_document() -> None:
    prestatie, document = PrestatieFactory(), DocumentFactory()
    Voortgang.objects.create(prestatie=prestatie, document=document)

    assert_refuses(
        "voortgang_once_per_document", lambda: Voortgang.objects.create(prestatie=prestatie, document=document)
    )


def test_toelichting_exists_once_per_indicator_and_document() -> None:
    indicator, document = EffectindicatorFactory(), DocumentFactory()
    Toelichting.objects.create(indicator=indicator, document=document)

    assert_refuses(
        "toelichting_once_per_document", lambda: Toelichting.objects.create(indicator=indicator, document=document)
    )


@pytest.mark.parametrize(
    ("level", "node"),
    [("programma", ProgrammaFactory), ("beleidsterrein", BeleidsterreinFactory), ("prestatie", PrestatieFactory)],
)
def test_bedrag_exists_once_per_node_year_document_and_kind(level: str, node: Callable[[], Any]) -> None:
    amount = {level: node(), "document": DocumentFactory(), "year": 2017, "kind": "lasten", "value": 1}
    Bedrag.objects.create(**amount)

    assert_refuses(f"bedrag_once_per_{level}_year_document", lambda: Bedrag.objects.create(**amount))


def test_owner_owns_a_beleidsterrein_once() -> None:
    terrein, user = BeleidsterreinFactory(), make_user("officer")
    terrein.owners.add(user)

    assert_refuses(
        "eigenaar_once_per_beleidsterrein", lambda: Eigenaar.objects.create(beleidsterrein=terrein, user=user)
    )


def test_owner_owns_an_indicator_once() -> None:
    indicator, user = EffectindicatorFactory(), make_user("officer")
    Indicatoreigenaar.objects.create(indicator=indicator, user=user)

    assert_refuses(
        "indicatoreigenaar_once_per_indicator",
        lambda: Indicatoreigenaar.objects.create(indicator=indicator, user=user),
    )


def test_reeks_starts_once_in_a_year() -> None:
    reeks = ReeksFactory()

    assert_refuses(
        "reeks_once_per_first_year", lambda: ReeksFactory(indicator=reeks.indicator, valid_from=reeks.valid_from)
    )


def test_benchmark_exists_once_per_region_and_year() -> None:
    indicator = EffectindicatorFactory()
    benchmark(indicator=indicator)

    assert_refuses("benchmark_once_per_region_year", lambda: benchmark(indicator=indicator))


def test_norm_starts_once_in_a_year() -> None:
    Stoplichtnorm.objects.create(valid_from=2017, margin=5)

    assert_refuses("valid_from", lambda: Stoplichtnorm.objects.create(valid_from=2017, margin=6))


def test_status_exists_once_per_indicator_year_and_stand() -> None:
    first = status()

    assert_refuses("status_once_per_indicator_year_stand", lambda: status(indicator=first.indicator))


def test_slug_belongs_to_one_node() -> None:
    first = DoelFactory()

    assert_refuses("slug", lambda: DoelFactory(slug=first.slug))


@pytest.mark.parametrize("second", ["concept", "ingediend"])
def test_year_has_at_most_one_open_realisatie(second: str) -> None:
    reeks = ReeksFactory()
    RealisatieFactory(reeks=reeks, state="concept", version=1)

    assert_refuses(
        "realisatie_one_open_per_year", lambda: RealisatieFactory(reeks=reeks, state=second, version=2, why="w")
    )


def test_adopted_realisatie_can_have_a_correction_beside_it() -> None:
    reeks = ReeksFactory()
    RealisatieFactory(reeks=reeks, state="vastgesteld", version=1)
    RealisatieFactory(reeks=reeks, state="concept", version=2, why="Tikfout")

    assert Realisatie.objects.filter(reeks=reeks, year=2017).count() == 2


def test_version_of_a_year_exists_once() -> None:
    reeks = ReeksFactory()
    RealisatieFactory(reeks=reeks)

    assert_refuses("realisatie_version_once", lambda: RealisatieFactory(reeks=reeks))


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("lading_state_known", {"state": "kwijt"}),
        ("lading_document_kind_known", {"document_kind": "folder"}),
        ("lading_document_year_in_range", {"document_year": 1066}),
        ("lading_sha256_is_a_checksum", {"sha256": "geen"}),
        ("lading_done_not_above_total", {"done": 3, "total": 2}),
        ("lading_failed_says_why", {"state": "mislukt", "error": ""}),
        ("lading_failed_says_why", {"state": "wacht", "error": "kapot"}),
        ("lading_step_known", {"step": "dansen"}),
        ("lading_read_has_a_delivery", {"state": "gelezen", "delivery": None}),
        ("lading_loaded_says_when_and_what", {"state": "geladen", "brought": {}}),
        ("lading_loaded_says_when_and_what", {"state": "geladen", "loaded_at": NOW}),
        ("lading_loaded_says_when_and_what", {"state": "gelezen", "loaded_at": NOW}),
        ("lading_undone_says_when", {"state": "ongedaan", "brought": {}, "loaded_at": NOW}),
        ("lading_undone_says_when", {"state": "geladen", "brought": {}, "loaded_at": NOW, "undone_at": NOW}),
    ],
)
def test_lading_is_in_one_state(constraint: str, columns: dict[str, Any]) -> None:
    assert_refuses(constraint, lambda: LadingFactory(**columns))


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("kolomindeling_fingerprint_is_a_checksum", {"fingerprint": "geen"}),
        ("kolomindeling_only_for_is_a_checksum", {"only_for": "geen"}),
        ("kolomindeling_once_per_heading", {}),
    ],
)
def test_heading_is_known_once(constraint: str, columns: dict[str, Any]) -> None:
    known = {"fingerprint": "a" * 64, "only_for": "", "headings": {}, "columns": {}}
    Kolomindeling.objects.create(**known)

    assert_refuses(constraint, lambda: Kolomindeling.objects.create(**known | columns))


def test_document_sets_a_year_once() -> None:
    target = StreefwaardeFactory()

    assert_refuses(
        "streefwaarde_once_per_document", lambda: StreefwaardeFactory(reeks=target.reeks, document=target.document)
    )


# --- none forgotten

# Named in the tests above by a pattern: `voortgang_{aspect}_is_a_colour` and the like.
BY_PATTERN = re.compile(
    r"[a-z]+_has_a_slug|voortgang_[a-z]+_is_a_colour|vermelding_once_per_[a-z]+|bedrag_once_per_[a-z]+_year_document"
)
APPS = ("programmes", "indicators")
OURS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.startswith("Historical")  # a history keeps what was, whatever that was
]


@pytest.mark.parametrize("name", [constraint.name for model in OURS for constraint in model._meta.constraints])
def test_every_constraint_has_a_test(name: str) -> None:
    source = Path(__file__).read_text(encoding="utf-8")

    assert f'"{name}"' in source or BY_PATTERN.fullmatch(name)
