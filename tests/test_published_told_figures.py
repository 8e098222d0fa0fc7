"""A paragraph that tells the figures of the name above it, in sentences that can be read in one way only."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, scope_for
from tests.published_text import figures_of, moved, read, stacked

SCOPE = scope_for("begroting", 2020)
SPORT = "In 2016 sportte 54% van de volwassenen elke week. In 2018 was dat 56%. We streven naar 58% in 2020."
MARKS = "Verenigingen gaven in 2018 een 7,1. In 2020 willen we een 7,3 halen. Landelijk was het cijfer in 2018 een 7,2."
SHORT = "In 2016: 83%. In 2018: 85%. Streefcijfer 2020: 86%. Streefcijfer 2023: 88%."
COUNT = "In 2018 hadden 12 dorpen een eigen budget. We willen dat dit er in 2020 15 zijn."
VISITS = "Het aantal bezoekers was 31.205 in 2017 en 33.870 in 2018. Het streefcijfer voor 2020 is minimaal 30.000."
BRON = "Bron: monitor"
PAGE = (
    *("Hoe meten we dat?", "1. Sportdeelname", SPORT, BRON, "2. Tevredenheid over zalen", MARKS, BRON),
    *("Indicator 3: bewoners die zich thuis voelen", SHORT, "Indicator 4: dorpen met een eigen budget", COUNT),
    *("5. Bezoekers van het museum", VISITS, BRON),
)
READ = {
    "Sportdeelname": ["R2016 54", "R2018 56", "S2020 58"],
    "Tevredenheid over zalen": ["R2018 7.1", "S2020 7.3"],
    "bewoners die zich thuis voelen": ["R2016 83", "R2018 85", "S2020 86", "S2023 88"],
    "dorpen met een eigen budget": ["R2018 12", "S2020 15"],
    "Bezoekers van het museum": ["R2017 31205", "R2018 33870", "S2020 None"],
}


def told(paragraph: str, name: str = "1. Sportdeelname") -> dict[str, list[str]]:
    """Return what is read of a paragraph below a name, where another paragraph is read for certain."""
    found = read_text(stacked(name, paragraph, BRON, *PAGE[7:9]), scope=SCOPE)
    assert figures_of(found).pop("bewoners die zich thuis voelen")
    return {name: figures for name, figures in figures_of(found).items() if figures and name[:8] != "bewoners"}


def test_sentences_of_one_figure_that_refer_back_to_the_first() -> None:
    found = read_text(stacked(*PAGE), scope=SCOPE)
    assert figures_of(found) == READ
    assert [(b.name, b.region, b.year, str(b.value)) for b in found.benchmarks] == [
        ("Tevredenheid over zalen", "Landelijk", 2018, "7.2")
    ]
    assert not found.questions


@pytest.mark.parametrize("lost", range(len(PAGE)))
def test_a_lost_line_moves_no_figure(lost: int) -> None:
    assert not moved([], PAGE, lost, SCOPE)


@pytest.mark.parametrize("paragraph", [SPORT, SHORT])
def test_a_lost_sentence_moves_no_figure(paragraph: str) -> None:
    sentences = paragraph.split(". ")
    for lost in range(len(sentences)):
        torn = ". ".join(sentences[:lost] + sentences[lost + 1 :]).rstrip(".") + "."
        whole = told(paragraph)["Sportdeelname"]
        assert set(told(torn).get("Sportdeelname", [])) <= set(whole), torn


@pytest.mark.parametrize(
    "paragraph",
    [
        SPORT.replace("In 2018 was dat", "Landelijk was dat in 2018 55%. In 2018 was dat"),  # which of both?
        SPORT.replace("In 2018 was dat", "Van de jongeren was dat in 2018"),
        SPORT.replace("elke week", "elke week, en 12% elke dag"),
        SPORT.replace("54%", "ongeveer 54%"),
        SPORT.replace("54%", "54"),
        SPORT.replace("56%", "56"),
        SPORT.replace("We streven", "In het dorp streven we"),
        SPORT.replace("sportte 54%", "vond 54%").replace("elke week", "sporten te duur"),
        SPORT.replace("In 2018 was dat", "In 2016 was dat"),  # two figures of one year
        SPORT.replace("In 2018 was dat", "In 2019 was dat"),  # which the document may not have measured
        "In 2016 steeg de sportdeelname met 54%. In 2018 was dat 56%.",
        "In 2018 hadden 12 sportclubs een klacht. We willen dat dit er in 2020 15 zijn.",
        "In 2018 was dat 56%. We streven naar 58% in 2020.",
        "We streven naar 58% in 2020. We streven naar 60% in 2023.",
        "Het aantal jonge sporters was 31.205 in 2017 en 33.870 in 2018. We streven naar 35.000 in 2020.",
        "Clubs van jonger dan tien jaar gaven in 2018 een 7,1. In 2020 willen we een 7,3 halen.",
    ],
)
def test_sentences_that_can_be_read_in_another_way_are_asked(paragraph: str) -> None:
    assert not told(paragraph)


@pytest.mark.parametrize(
    ("name", "paragraph"),
    [
        ("1. Leden van de club", "In 2016 kwam 12% van de leden uit het dorp. In 2018 was dat 14%."),
        ("1. Aantal sporters", SPORT),  # a share is no count
        ("1. Percentage dorpen met budget", "In 2018 hadden 12 dorpen budget. We willen dat dit er in 2020 15 zijn."),
        ("Dit is een zin.", SHORT),
    ],
)
def test_figures_that_may_be_of_something_else_than_the_name_are_asked(name: str, paragraph: str) -> None:
    assert not told(paragraph, name)


def test_what_is_not_certain_is_asked_beside_what_is_read() -> None:
    text = stacked("1. Sportdeelname", SPORT, BRON, "2. Leden", "Eind 2018 waren er 22 leden, van wie 14 jong.", BRON)
    found = read_text(text, scope=SCOPE)
    assert figures_of(found) == {"Sportdeelname": READ["Sportdeelname"]}
    assert [question.text for question in found.questions] == ["Eind 2018 waren er 22 leden, van wie 14 jong."]


def test_of_an_unknown_document_no_sentence_is_certain() -> None:
    assert not any(read(stacked(*PAGE), UNKNOWN).values())
