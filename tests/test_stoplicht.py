"""The rule, as a table and against an oracle that knows nothing of it."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.stoplicht import Meting, allowance, bepaal, oranje_range, shortfall


def meting(direction: str, value: str | None, **inputs: Any) -> Meting:
    """Return a meting with its figures given as text."""
    figures = ("target", "lower", "upper", "margin", "previous_value")
    inputs = {name: Decimal(v) if name in figures and v is not None else v for name, v in inputs.items()}
    return Meting(direction=direction, value=None if value is None else Decimal(value), **inputs)


# --- the table: target, figure, colour, reason

HOGER = [
    # the default norm, 5% of 6,0 is 0,3
    ("6.0", "6.0", "groen", "gehaald"),
    ("6.0", "6.000001", "groen", "gehaald"),
    ("6.0", "5.999999", "oranje", "binnen_marge"),
    ("6.0", "5.7", "oranje", "binnen_marge"),
    ("6.0", "5.699999", "rood", "buiten_marge"),
    ("24", "18", "rood", "buiten_marge"),
    # nothing is left of a percentage of zero
    ("0", "0", "groen", "gehaald"),
    ("0", "-0.000001", "rood", "buiten_marge"),
    # a negative target: 5% of |-100| is 5
    ("-100", "-100", "groen", "gehaald"),
    ("-100", "-105", "oranje", "binnen_marge"),
    ("-100", "-105.000001", "rood", "buiten_marge"),
    # where floats go wrong: 5% of 0,3 is 0,015
    ("0.3", "0.285", "oranje", "binnen_marge"),
    ("0.3", "0.284999", "rood", "buiten_marge"),
]
LAGER = [
    ("13", "13", "groen", "gehaald"),
    ("13", "0", "groen", "gehaald"),
    ("13", "13.65", "oranje", "binnen_marge"),
    ("13", "13.650001", "rood", "buiten_marge"),
    ("13", "19", "rood", "buiten_marge"),
    ("0", "0", "groen", "gehaald"),
    ("0", "0.000001", "rood", "buiten_marge"),
    ("-100", "-95", "oranje", "binnen_marge"),
    ("-100", "-94.999999", "rood", "buiten_marge"),
]
GELIJK = [
    # 5% of 615 is 30,75; twice that is 61,5
    ("615", "615", "groen", "gehaald"),
    ("615", "645.75", "groen", "gehaald"),
    ("615", "584.25", "groen", "gehaald"),
    ("615", "645.750001", "oranje", "binnen_marge"),
    ("615", "676.5", "oranje", "binnen_marge"),
    ("615", "553.5", "oranje", "binnen_marge"),
    ("615", "553.499999", "rood", "buiten_marge"),
    ("0", "0", "groen", "gehaald"),
    ("0", "0.000001", "rood", "buiten_marge"),
    ("-20", "-21", "groen", "gehaald"),
    ("-20", "-22.000001", "rood", "buiten_marge"),
]


@pytest.mark.parametrize(
    ("direction", "target", "value", "stoplicht", "reason"),
    [(direction, *row) for direction, rows in (("hoger", HOGER), ("lager", LAGER), ("gelijk", GELIJK)) for row in rows],
)
def test_value_target_gives_colour_of_the_table(
    direction: str, target: str, value: str, stoplicht: str, reason: str
) -> None:
    oordeel = bepaal(meting(direction, value, target=target))

    assert (oordeel.stoplicht, oordeel.reason) == (stoplicht, reason)


@pytest.mark.parametrize(
    ("direction", "bounds", "value", "stoplicht"),
    [
        ("hoger", {"lower": "80"}, "80", "groen"),
        ("hoger", {"lower": "80"}, "76", "oranje"),
        ("hoger", {"lower": "80"}, "75.999999", "rood"),
        ("gelijk", {"lower": "80"}, "100", "groen"),
        ("lager", {"upper": "80"}, "80", "groen"),
        ("lager", {"upper": "80"}, "84", "oranje"),
        ("lager", {"upper": "80"}, "84.000001", "rood"),
        ("gelijk", {"upper": "80"}, "10", "groen"),
        # a bandwidth, both ends included, whatever the direction; the percentage is of the bound that was crossed
        ("hoger", {"lower": "6", "upper": "6.5"}, "6", "groen"),
        ("lager", {"lower": "6", "upper": "6.5"}, "6.5", "groen"),
        ("hoger", {"lower": "6", "upper": "6.5"}, "5.7", "oranje"),
        ("hoger", {"lower": "6", "upper": "6.5"}, "5.699999", "rood"),
        ("gelijk", {"lower": "6", "upper": "6.5"}, "6.825", "oranje"),
        ("gelijk", {"lower": "6", "upper": "6.5"}, "6.825001", "rood"),
        ("hoger", {"lower": "-2", "upper": "2"}, "2.1", "oranje"),
        ("hoger", {"lower": "0", "upper": "0"}, "0", "groen"),
        ("hoger", {"lower": "0", "upper": "0"}, "-0.000001", "rood"),
    ],
)
def test_bounds_give_colour_of_the_table(direction: str, bounds: dict[str, str], value: str, stoplicht: str) -> None:
    assert bepaal(meting(direction, value, **bounds)).stoplicht == stoplicht


@pytest.mark.parametrize(
    ("direction", "bounds", "value", "stoplicht"),
    [
        ("hoger", {"lower": "90"}, "90", "oranje"),
        ("hoger", {"lower": "90"}, "90.000001", "groen"),
        ("lager", {"upper": "10"}, "10", "oranje"),
        ("lager", {"upper": "10"}, "9.999999", "groen"),
        ("hoger", {"lower": "0", "margin": "0"}, "0", "oranje"),
    ],
)
def test_strict_bound_met_exactly_is_oranje(direction: str, bounds: dict[str, str], value: str, stoplicht: str) -> None:
    assert bepaal(meting(direction, value, strict=True, **bounds)).stoplicht == stoplicht


@pytest.mark.parametrize(
    ("margin", "margin_kind", "value", "stoplicht"),
    [
        ("2", "absoluut", "48", "oranje"),
        ("2", "absoluut", "47.999999", "rood"),
        ("0", "absoluut", "49.999999", "rood"),
        ("10", "procent", "45", "oranje"),
        ("10", "procent", "44.999999", "rood"),
        ("0", "procent", "49.999999", "rood"),
        ("200", "procent", "-50", "oranje"),
    ],
)
def test_margin_is_absolute_or_a_percentage_of_the_target(
    margin: str, margin_kind: str, value: str, stoplicht: str
) -> None:
    judged = meting("hoger", value, target="50", margin=margin, margin_kind=margin_kind)

    assert bepaal(judged).stoplicht == stoplicht


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        ({"value": None, "target": "5"}, "geen_realisatie"),
        ({"value": "5"}, "geen_streefwaarde"),
        ({"value": None}, "geen_gegevens"),
        ({"value": "5", "target": "5", "same_reeks": False}, "andere_reeks"),
        ({"value": "5", "target": "5", "year_doubtful": True}, "ander_jaar"),
        ({"value": "5", "upper": "5"}, "tegenstrijdig"),
    ],
)
def test_what_cannot_be_judged_is_grijs_with_its_reason(inputs: dict[str, Any], reason: str) -> None:
    oordeel = bepaal(meting("hoger", inputs.pop("value"), **inputs))

    assert (oordeel.stoplicht, oordeel.reason) == ("grijs", reason)


def test_zero_is_a_figure_and_not_a_missing_one() -> None:
    assert bepaal(meting("hoger", "0", target="50")).stoplicht == "rood"
    assert bepaal(meting("lager", "0", target="50")).stoplicht == "groen"


@pytest.mark.parametrize(
    ("respondents", "within"),
    # s = 1, r = 49: 1²·n <= 1,96²·49·51 = 9600,1584
    [(9600, True), (9601, False), (None, False), (0, False)],
)
def test_survey_shortfall_within_its_margin_of_error_is_marked(respondents: int | None, within: bool) -> None:
    oordeel = bepaal(meting("hoger", "49", target="50", is_percentage=True, respondents=respondents))

    assert (oordeel.stoplicht, oordeel.within_error) == ("oranje", within)


def test_margin_of_error_is_for_percentages_only() -> None:
    assert not bepaal(meting("hoger", "49", target="50", respondents=10)).within_error


@pytest.mark.parametrize(
    ("direction", "target", "before", "now", "trend"),
    [
        ("hoger", {"target": "50"}, "40", "41", "beter"),
        ("hoger", {"target": "50"}, "41", "40", "slechter"),
        ("hoger", {}, "40", "40", "gelijk"),
        ("lager", {"target": "50"}, "40", "41", "slechter"),
        ("lager", {}, "41", "40", "beter"),
        ("gelijk", {"target": "50"}, "40", "59", "beter"),
        ("gelijk", {"target": "50"}, "41", "60", "slechter"),
        ("gelijk", {"target": "50"}, "40", "60", "gelijk"),
        ("gelijk", {}, "40", "60", ""),
        ("hoger", {"lower": "40", "upper": "60"}, "65", "61", "beter"),
        ("hoger", {"lower": "40", "upper": "60"}, "45", "55", "gelijk"),
        ("hoger", {"target": "50"}, None, "41", ""),
        ("hoger", {"target": "50"}, "40", None, ""),
    ],
)
def test_trend_is_by_direction_or_by_distance_to_the_target(
    direction: str, target: dict[str, str], before: str | None, now: str | None, trend: str
) -> None:
    assert bepaal(meting(direction, now, previous_value=before, **target)).trend == trend


def test_trend_is_not_told_of_a_figure_of_a_doubtful_year() -> None:
    assert bepaal(meting("hoger", "50", target="50", previous_value="40", year_doubtful=True)).trend == ""


@pytest.mark.parametrize(
    ("direction", "target", "ends"),
    [
        ("hoger", {"target": "50"}, ("47.5", "50")),
        ("lager", {"target": "50"}, ("50", "52.5")),
        ("gelijk", {"target": "50"}, ("45", "55")),
        ("hoger", {"lower": "50"}, ("47.5", "50")),
        ("lager", {"upper": "50"}, ("50", "52.5")),
        ("gelijk", {"lower": "50"}, ("47.5", "50")),
        ("hoger", {"lower": "40", "upper": "60"}, ("38", "63")),
        ("lager", {"target": "50", "margin": "2", "margin_kind": "absoluut"}, ("50", "52")),
    ],
)
def test_margin_of_the_chart_ends_where_rood_begins(
    direction: str, target: dict[str, str], ends: tuple[str, str]
) -> None:
    low, high = oranje_range(meting(direction, None, **target))

    assert (low, high) == (Decimal(ends[0]), Decimal(ends[1]))
    step = Decimal("0.000001")
    for end, beyond in ((low, low - step), (high, high + step)):
        assert bepaal(meting(direction, str(end), **target)).stoplicht != "rood"
        assert bepaal(meting(direction, str(beyond), **target)).stoplicht in ("rood", "groen")


def test_margin_of_no_target_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a target"):
        oranje_range(meting("hoger", "5"))


def test_shortfall_and_allowance_are_told_exactly() -> None:
    judged = meting("hoger", "68", target="69")

    assert shortfall(judged) == 1
    assert allowance(judged) == Decimal("3.45")


def test_shortfall_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a figure and a target"):
        shortfall(meting("hoger", None, target="5"))


# --- the oracle: fractions, and the table read as a person reads it

FIGURE = st.one_of(
    st.sampled_from(
        [Decimal(n) for n in ("0", "-0.000001", "0.000001", "100", "999999999.999999", "-999999999.999999")]
    ),
    st.decimals(-999_999_999, 999_999_999, places=6),
    st.integers(-20, 20).map(Decimal),
)
MARGIN = st.one_of(st.just(Decimal(5)), st.integers(0, 30).map(Decimal), st.decimals(0, 1000, places=6))


@st.composite
def metingen(draw: st.DrawFn) -> Meting:
    """Draw a meting of any direction and any shape of target; often one that lies on the edge of its margin."""
    direction = draw(st.sampled_from(["hoger", "lager", "gelijk"]))
    kind = draw(st.sampled_from(["absoluut", "procent"]))
    margin = draw(MARGIN)
    shape = draw(st.sampled_from(["value", "lower", "upper", "bandwidth", "none"]))
    first, second = sorted([draw(FIGURE), draw(FIGURE)])
    target = {
        "value": {"target": first},
        "lower": {"lower": first},
        "upper": {"upper": first},
        "bandwidth": {"lower": first, "upper": second},
        "none": {},
    }[shape]
    value = draw(st.one_of(st.none(), FIGURE))
    if draw(st.booleans()) and shape != "none":
        width = Fraction(margin) if kind == "absoluut" else Fraction(margin) * abs(Fraction(first)) / 100
        edge = Fraction(first) + draw(st.sampled_from([-2, -1, 0, 1, 2])) * width
        step = draw(st.sampled_from([-1, 0, 1]))
        value = Decimal(round(edge * 10**6) + step).scaleb(-6)
    strict = draw(st.booleans()) if shape in ("lower", "upper", "bandwidth") else False
    return Meting(direction, value, margin=margin, margin_kind=kind, strict=strict, **target)


def oracle(m: Meting) -> str:
    """Return the colour by the words of the design, in fractions: written without looking at the rule."""
    low = [b for b in (m.lower, m.target if m.direction in ("hoger", "gelijk") else None) if b is not None]
    high = [b for b in (m.upper, m.target if m.direction in ("lager", "gelijk") else None) if b is not None]
    if m.value is None or not (low or high):
        return "grijs"
    if m.target is None and ((m.direction == "lager" and not high) or (m.direction == "hoger" and not low)):
        return "grijs"
    r = Fraction(m.value)
    short, reference = Fraction(0), Fraction((low or high)[0])
    if low and r < low[0]:
        short, reference = Fraction(low[0]) - r, Fraction(low[0])
    if high and r > high[0]:
        short, reference = r - Fraction(high[0]), Fraction(high[0])
    width = Fraction(m.margin) if m.margin_kind == "absoluut" else Fraction(m.margin) / 100 * abs(reference)
    steps = (width, 2 * width) if m.target is not None and m.direction == "gelijk" else (Fraction(0), width)
    if short > steps[1]:
        return "rood"
    if short > steps[0]:
        return "oranje"
    met_exactly = m.strict and short == 0 and r in [Fraction(b) for b in (*low, *high)]
    return "oranje" if met_exactly else "groen"


@settings(max_examples=1000, deadline=None)
@given(metingen())
def test_rule_agrees_with_an_independent_oracle(m: Meting) -> None:
    assert bepaal(m).stoplicht == oracle(m)


@given(metingen())
def test_rule_gives_the_same_judgement_twice(m: Meting) -> None:
    assert bepaal(m) == bepaal(m)


@given(metingen(), st.integers(1, 10**9), FIGURE)
def test_rule_never_has_to_round(m: Meting, respondents: int, previous: Decimal) -> None:
    """Rounding raises Inexact, so that it is enough to get an answer."""
    survey = Meting(
        m.direction,
        m.value,
        margin=m.margin,
        target=m.target,
        is_percentage=True,
        respondents=respondents,
        previous_value=previous,
    )

    assert bepaal(survey).stoplicht in ("groen", "oranje", "rood", "grijs")
