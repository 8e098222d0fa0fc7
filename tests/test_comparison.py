"""What moved between two publications; pure, so without a database."""

from typing import Any

import pytest

from indicators.publishing.comparison import Verschil, causes, compare, in_a_row


def target(year: int, value: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a target of a content; without a value or bound it is a dash."""
    bounds = {"value": value, "lower": fields.pop("lower", None), "upper": fields.pop("upper", None)}
    reason = "" if any(bounds.values()) else "onbekend"
    defaults = {"strict": False, "role": "gesteld", "document": "Begroting", "moved_because": "", "moved_by": ""}
    return {"year": year, "reeks": 2010, **bounds, "reason": reason, **defaults, **fields}


def figure(year: int, value: str | None, **fields: Any) -> dict[str, Any]:
    """Return a figure of a content."""
    reason = "niet_gemeten" if value is None else ""
    return {"year": year, "reeks": 2010, "value": value, "reason": reason, "document": "Begroting", **fields}


JUDGED = {
    "value": "44",
    "value_reason": "",
    "measured_year": 2017,
    "year_doubtful": False,
    "reeks": 2010,
    "target": "50",
    "lower": None,
    "upper": None,
    "strict": False,
    "target_reason": "",
    "target_reeks": 2010,
    "margin": "5",
    "margin_kind": "procent",
    "margin_source": "norm",
    "direction": "hoger",
    "rule_version": 1,
}


def light(stoplicht: str, year: int = 2017, **inputs: Any) -> dict[str, Any]:
    """Return a stoplicht of a content, judged by 44 against 50 unless said otherwise."""
    return {"year": year, "stoplicht": stoplicht, **JUDGED, **inputs}


def indicator(slug: str = "9a1-a", **fields: Any) -> dict[str, Any]:
    """Return an indicator of a content, in percents."""
    reeks = {"valid_from": 2010, "unit": "%", "decimals": 0}
    lists: dict[str, Any] = {"realisaties": [], "streefwaarden": [], "stoplichten": [], "reeksen": [reeks]}
    return {"slug": slug, "code": "9A1.a", "name": "Samen", "printed": True, "beleidsterrein": "9a", **lists, **fields}


def content(*indicators: dict[str, Any], title: str = "Begroting", terreinen: tuple[str, ...] = ("9a",)) -> Any:
    """Return a content with these indicators and printed beleidsterreinen."""
    printed = [{"slug": slug, "code": slug.upper(), "name": "Terrein", "printed": True} for slug in terreinen]
    return {"document": {"title": title}, "beleidsterreinen": printed, "effectindicatoren": list(indicators)}


def moved(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    """Return kind and sentence of what moved of one indicator."""
    return said(compare(content(old), content(new, title="Volgende")))


def said(verschil: Verschil) -> list[tuple[str, str]]:
    """Return kind and sentence of all that moved."""
    return [
        (change.kind, change.sentence)
        for terrein in verschil.terreinen
        for one in terrein.indicators
        for change in one.changes
    ]


def test_same_content_moved_nothing() -> None:
    same = indicator(streefwaarden=[target(2017, "6")], realisaties=[figure(2016, "5")], stoplichten=[light("rood")])

    assert moved(same, same) == []


# --- indicators


def test_indicator_that_came_and_one_that_lapsed() -> None:
    verschil = compare(content(indicator("a")), content(indicator("b"), title="Volgende"))

    assert said(verschil) == [("bij", "Stond niet in Begroting."), ("vervallen", "Staat niet in Volgende.")]
    assert verschil.counts == {"Indicator erbij": 1, "Indicator vervallen": 1}


def test_beleidsterrein_that_a_document_leaves_out_lapses_nothing() -> None:
    other = indicator("c", beleidsterrein="9c")
    verschil = compare(
        content(indicator(), other, terreinen=("9a", "9c")), content(indicator(), title="Deel", terreinen=("9a",))
    )

    (terrein,) = verschil.terreinen
    assert said(verschil) == []
    assert (terrein.slug, terrein.not_shown) == ("9c", ("Deel", 1))


def test_document_without_indicators_lapses_none() -> None:
    verschil = compare(content(indicator()), content())

    assert (verschil.terreinen, verschil.without_indicators) == ([], (False, True))


def test_code_and_name_that_changed() -> None:
    changes = moved(indicator(), indicator(code="9A2.b", name="Samenhang"))

    assert changes == [("naam", "De code was 9A1.a, nu 9A2.b."), ("naam", "Heette “Samen”.")]


def test_other_quotes_are_no_other_name() -> None:
    assert moved(indicator(name='De  "buurt"'), indicator(name="De ‘buurt’")) == []


def test_name_that_was_not_printed_did_not_change() -> None:
    assert moved(indicator(), indicator(name="Nu heet het zo", printed=False)) == []


# --- targets


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            [target(2018, "34")],
            [target(2018, "33")],
            ["Voor 2018: was 34% (Begroting), nu 33% (Begroting)."],
        ),
        (
            [target(2018, "34")],
            [target(2018)],
            ["Voor 2018: was 34% (Begroting), nu streepje zonder reden (Begroting)."],
        ),
        (
            [target(2018, "34")],
            [target(2018, lower="34")],
            ["Voor 2018: was 34% (Begroting), nu ten minste 34% (Begroting)."],
        ),
        (  # Leiden: 6,1 for social cohesion goes from 2017 to 2020
            [target(2017, "6.1")],
            [target(2018, "6"), target(2019, "6"), target(2020, "6.1"), target(2021, "6.1")],
            ["6,1% voor 2017 (Begroting) wordt 6,1% voor 2020 (Begroting): 3 jaar later."],
        ),
        (  # the value came forward
            [target(2018, "33"), target(2019, "34"), target(2020, "35")],
            [target(2018, "35"), target(2019, "35"), target(2020, "35")],
            [
                "Voor 2018: was 33% (Begroting), nu 35% (Begroting).",
                "Voor 2019: was 34% (Begroting), nu 35% (Begroting).",
                "35% voor 2020 (Begroting) wordt 35% voor 2018 (Begroting): 2 jaar eerder.",
            ],
        ),
        (  # Leiden: 24% for 2017, then 19% for 2019
            [target(2017, "24")],
            [target(2018), target(2019, "19"), target(2020), target(2021, "21")],
            ["Was 24% voor 2017 (Begroting), nu 19% voor 2019 (Begroting): lager."],
        ),
        (  # a later document that starts later shifts nothing
            [target(2017, "33"), target(2018, "33")],
            [target(2018, "33"), target(2019, "33")],
            [],
        ),
        ([target(2017, "33")], [target(2018), target(2019, "33")], []),  # measured every other year
        ([target(2017, "33"), target(2018, "34")], [target(2018, "34"), target(2019, "35")], []),  # as was planned
    ],
)
def test_targets_that_moved(old: list[Any], new: list[Any], sentences: list[str]) -> None:
    changes = moved(indicator(streefwaarden=old), indicator(streefwaarden=new))

    assert changes == [("streefwaarde", sentence) for sentence in sentences]


def test_reason_and_motie_stand_beside_a_moved_target() -> None:
    because = {"moved_because": "De raad wil meer.", "moved_by": "motie 16.0054"}
    ((_, sentence),) = moved(
        indicator(streefwaarden=[target(2018, "34")]), indicator(streefwaarden=[target(2018, "40", **because)])
    )

    assert sentence.endswith("nu 40% (Begroting). Reden: De raad wil meer, motie 16.0054.")


def test_original_target_is_not_the_one_that_applies() -> None:
    old = [target(2017, "61", role="oorspronkelijk"), target(2017, "60", role="geldt")]

    assert moved(indicator(streefwaarden=old), indicator(streefwaarden=[target(2017, "60")])) == []


# --- figures


def test_restated_figure_names_both_documents() -> None:
    changes = moved(
        indicator(realisaties=[figure(2015, "17"), figure(2016, None)]),
        indicator(realisaties=[figure(2015, "18", document="Jaarstukken"), figure(2016, "20"), figure(2017, "21")]),
    )

    assert changes == [
        ("cijfer", "Over 2015: was 17% (Begroting), nu 18% (Jaarstukken)."),
        ("cijfer", "Over 2016: was niet gemeten (Begroting), nu 20% (Begroting)."),
    ]


def test_figure_of_another_reeks_is_another_figure() -> None:
    reeksen = [{"valid_from": year, "unit": "%", "decimals": 0} for year in (2010, 2016)]
    old = indicator(realisaties=[figure(2016, "17")], reeksen=reeksen)
    new = indicator(realisaties=[figure(2016, "18", reeks=2016)], reeksen=reeksen)

    assert moved(old, new) == []


# --- colours


@pytest.mark.parametrize(
    ("inputs", "by"),
    [
        ({"value": "50"}, "het cijfer"),
        ({"target": "44"}, "de streefwaarde"),
        ({"margin": "20", "margin_source": "indicator"}, "de norm"),
        ({"direction": "lager"}, "de richting"),
        ({"rule_version": 2}, "de rekenregel"),
        ({"value": "48", "margin": "20"}, "het cijfer en de norm"),
        ({"value": "48", "target": "49", "margin": "20"}, "het cijfer, de streefwaarde en de norm"),
    ],
)
def test_colour_changed_by(inputs: dict[str, Any], by: str) -> None:
    changes = moved(indicator(stoplichten=[light("rood")]), indicator(stoplichten=[light("groen", **inputs)]))

    assert changes == [("kleur", f"Over 2017: was rood, nu groen, door {by}.")]


def test_same_colour_by_other_inputs_did_not_change() -> None:
    assert moved(indicator(stoplichten=[light("rood")]), indicator(stoplichten=[light("rood", value="43")])) == []


def test_colours_of_two_years_are_compared_when_there_is_no_year_in_common() -> None:
    old, new = light("rood"), light("oranje", year=2018, value="48", measured_year=2018)

    assert moved(indicator(stoplichten=[old]), indicator(stoplichten=[new])) == [
        ("kleur", "Over 2017 en 2018: was rood, nu oranje, door het cijfer.")
    ]


def test_every_input_of_a_stoplicht_is_a_cause_of_something() -> None:
    """What is left out only describes the figure, or cannot change a colour."""
    from indicators.inputs import Invoer
    from indicators.publishing.comparison import CAUSES

    described = {"provisional", "is_percentage", "respondents", "previous_value", "previous_year", "same_reeks"}
    named = {part for parts in CAUSES.values() for part in parts} - {"reeks", "target_reeks"}

    assert {name for name in Invoer._fields if not name.endswith("_id")} - described == named


def test_unknown_cause_is_not_made_up() -> None:
    assert causes(light("rood"), light("groen")) == ["een oorzaak die niet bewaard is"]


def test_words_in_a_row() -> None:
    assert [in_a_row(["a"]), in_a_row(["a", "b"]), in_a_row(["a", "b", "c"])] == ["a", "a en b", "a, b en c"]
