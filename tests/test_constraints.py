"""What the database itself refuses, on SQLite and PostgreSQL alike."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from indicators.models import (
    Benchmark,
    Effectindicator,
    IndicatorStatus,
    IndicatorVermelding,
    Realisatie,
    Stoplichtnorm,
    Toelichting,
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
    Vermelding,
    Voortgang,
)
from tests.factories import (
    BeleidsterreinFactory,
    BronFactory,
    DocumentFactory,
    DoelFactory,
    EffectindicatorFactory,
    PrestatieFactory,
    ProgrammaFactory,
    RealisatieFactory,
    ReeksFactory,
    StreefwaardeFactory,
    make_user,
)

pytestmark = pytest.mark.django_db


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


CHECKS: list[tuple[str, Callable[[], Any]]] = [
    ("document_kind_known", lambda: DocumentFactory(kind="nota")),
    ("document_year_in_range", lambda: DocumentFactory(year=1817)),
    ("document_through_year_not_before_year", lambda: DocumentFactory(year=2017, through_year=2016)),
    ("document_decision_only_when_adopted", lambda: DocumentFactory(adopted=False, decision="RV 17.0098")),
    ("document_decision_only_when_adopted", lambda: DocumentFactory(adopted=False, adopted_on="2017-11-09")),
    ("publicatie_kind_known", lambda: publicatie(kind="concept")),
    ("publicatie_sha256_is_a_checksum", lambda: publicatie(sha256="geen controlegetal")),
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
    ("realisatie_in_words_has_words", lambda: RealisatieFactory(value=None, reason="in_woorden")),
    ("realisatie_respondents_at_least_one", lambda: RealisatieFactory(respondents=0)),
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
    ("status_is_a_colour", lambda: status(stoplicht="geel")),
    ("status_stand_known", lambda: status(stand="morgen")),
]


def bedrag(**fields: Any) -> Bedrag:
    """Write a minimal amount of a programma."""
    defaults = {"document": DocumentFactory(), "year": 2017, "kind": "lasten", "value": 1}
    programma = fields.pop("programma", None) or ProgrammaFactory()
    return Bedrag.objects.create(programma=programma, **{**defaults, **fields})


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

    assert_refuses("realisatie_one_open_per_year", lambda: RealisatieFactory(reeks=reeks, state=second, version=2))


def test_adopted_realisatie_can_have_a_correction_beside_it() -> None:
    reeks = ReeksFactory()
    RealisatieFactory(reeks=reeks, state="vastgesteld", version=1)
    RealisatieFactory(reeks=reeks, state="concept", version=2)

    assert Realisatie.objects.filter(reeks=reeks, year=2017).count() == 2


def test_version_of_a_year_exists_once() -> None:
    reeks = ReeksFactory()
    RealisatieFactory(reeks=reeks)

    assert_refuses("realisatie_version_once", lambda: RealisatieFactory(reeks=reeks))


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
OURS = [model for app in ("programmes", "indicators") for model in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize("name", [constraint.name for model in OURS for constraint in model._meta.constraints])
def test_every_constraint_has_a_test(name: str) -> None:
    source = Path(__file__).read_text(encoding="utf-8")

    assert f'"{name}"' in source or BY_PATTERN.fullmatch(name)
