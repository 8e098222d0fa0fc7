"""Names that are gone: figures are never given to the indicator above, its own or those of others."""

from indicators.imports.published import read_text
from tests.published_text import figures_of, stacked

REGIONS = ["Indicator", "Realisatie 2018", "Realisatie 2019"]
BOMEN = ["Bomen in de laan", "Gemeente", "241", "250", "Nederland", "243", "244", "Bron:", "CBS"]
PERKEN = ["Perken in de laan", "Gemeente", "12", "14", "Nederland", "3", "4", "Bron:", "CBS"]


def test_rows_of_the_municipality_and_others_whose_name_is_gone_are_asked() -> None:
    found = read_text(stacked(*REGIONS, *BOMEN, *PERKEN[1:]))
    assert figures_of(found) == {"Bomen in de laan": ["R2018 241", "R2019 250"]}
    assert [(b.name, str(b.value)) for b in found.benchmarks] == [
        ("Bomen in de laan", "243"),
        ("Bomen in de laan", "244"),
    ]
    assert found.questions


def test_others_may_stand_above_the_municipality() -> None:
    rows = ["Bomen in de laan", "Nederland", "243", "244", "Gemeente", "241", "250", *PERKEN]
    found = read_text(stacked(*REGIONS, *rows))
    assert figures_of(found)["Bomen in de laan"] == ["R2018 241", "R2019 250"]
    assert not found.questions


def test_two_figures_of_others_for_one_year_are_both_asked() -> None:
    head = ["Indicator", "Jaar", "Score Gouda", "Nederland", "Bron"]
    rows = ["Diefstallen", "2018", "2,0", "1,0", "CBS", "2018", "3,0", "4,0", "CBS"]  # the name of the second is gone
    found = read_text(stacked(*head, *rows))
    assert not any(figures_of(found).values())
    assert not found.benchmarks
    assert found.questions


def test_a_figure_of_others_that_comes_again_is_one() -> None:
    head = ["Indicator", "Jaar", "Score Gouda", "Nederland", "Bron"]
    found = read_text(stacked(*head, "Diefstallen", "2018", "2,0", "1,0", "CBS", "2018", "2,0", "1,0", "CBS"))
    assert figures_of(found) == {"Diefstallen": ["R2018 2.0"]}
    assert [str(b.value) for b in found.benchmarks] == ["1.0"]


COMPARED = [
    "Nr.",
    "Naam indicator",
    "Eenheid",
    "Bron",
    "Jaar",
    "Cijfer begroting 2018",
    "Vergelijkend cijfer",
    "Vergelijking",
]


def test_a_title_where_whose_figure_it_is_should_stand_is_nobody() -> None:
    rows = [
        "I.17.",
        "Verzuim",
        "Per 1.000",
        "DUO",
        "2014",
        "4",
        "2",
        "Zeeland",
        "I.18.",
        "Uitval",
        "%",
        "DUO",
        "2016",
        "5",
        "6",
    ]
    found = read_text(stacked(*COMPARED, *rows, "Definities van de indicatoren"))
    assert figures_of(found) == {"Verzuim": ["R2014 4"], "Uitval": ["R2016 5"]}
    assert [(b.name, b.region) for b in found.benchmarks] == [("Verzuim", "Zeeland")]
    assert [question.text for question in found.questions] == ["6 · Definities van de indicatoren"]
