"""Rows of ordinary tables: what stands above, between and below them, and what they lost."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, moved, read, stacked

BEGROTING, JAARSTUKKEN = scope_for("begroting", 2021), scope_for("jaarstukken", 2018)


def test_a_plus_below_a_difference_is_a_cell_as_a_minus_is() -> None:
    head = ("Indicator", "Begroting 2018", "Jaarrekening 2018", "Afwijking")
    page = stacked(*head, "Laadpalen", "20", "23", "+", "LED-lampen", "18%", "17%", "-")

    assert read(page, JAARSTUKKEN) == {
        "Laadpalen": ["R2018 23", "S2018 20"],
        "LED-lampen": ["R2018 17", "S2018 18"],
    }


def test_heads_of_the_next_table_say_nothing_of_the_row_above_them() -> None:
    text = "Kpi | Norm 2018 | Score 2018 |\nTelefoon op tijd | 80% | 74% |\n\nMinder papier\n\nKpi | Score 2016 | Score 2017 |\nDigitaal | 41% | 58% |\n"

    assert read(text, JAARSTUKKEN) == {
        "Telefoon op tijd": ["R2018 74", "S2018 80"],
        "Digitaal": ["R2016 41", "R2017 58"],
    }


NUMBERED = ("Nr.", "Indicator", "Eenheid", "Bron", "Jaar", "Gouda", "Nederland")
VERZUIM = (
    *("Onderwijs", "1", "Absoluut verzuim", "per 1.000 leerlingen", "DUO", "2018", "0,9", "2,4"),
    *("2", "Relatief verzuim", "per 1.000 leerlingen", "DUO", "2018", "12", "20"),
    *("Sport en cultuur", "3", "Niet-sporters", "%", "RIVM", "2016", "46,8", "49,3"),
)


def test_what_stands_above_the_number_of_a_row_is_a_title() -> None:
    assert read(stacked(*NUMBERED, *VERZUIM), JAARSTUKKEN) == {
        "Absoluut verzuim": ["R2018 0.9"],
        "Relatief verzuim": ["R2018 12"],
        "Niet-sporters": ["R2016 46.8"],
    }


@pytest.mark.parametrize("lost", range(len(VERZUIM)))
def test_nothing_moves_when_a_numbered_row_loses_a_cell(lost: int) -> None:
    assert not moved(NUMBERED, VERZUIM, lost, JAARSTUKKEN)


SOURCED = ("Indicator", "Bron", "Realisatie 2017", "Streefwaarde 2018")


@pytest.mark.parametrize("name", ["Aantal inbraken", "% inwoners dat zich veilig voelt", "Rapportcijfer buurt"])
def test_a_row_without_a_bron_is_read_where_its_only_text_counts_something(name: str) -> None:
    page = stacked(
        *SOURCED, "Overlast", "Politie", "17%", "16%", name, "31", "< 24", "Opkomst", "Brandweer", "81%", "83%"
    )

    assert read(page)[name] == ["R2017 31", "S2018 None"]


@pytest.mark.parametrize("text", ["Overlast", "Aantallenmonitor", "Percentage uit de veiligheidsmonitor"])
def test_a_row_whose_only_text_may_be_its_bron_is_asked(text: str) -> None:
    page = stacked(*SOURCED, "Overlast op straat", "Politie", "17%", "16%", text, "31", "< 24")

    assert not read(page).get(text)


EXPECTED = ("Indicator", "Realisatie 2018", "Doel 2019", "Verwachting")
WORDS = ("Bezoekers", "151.200", "140.000", "Wordt gehaald", "Leegstand", "13,1%", "12,5%", "Nog niet bekend")


def test_what_is_expected_may_be_said_in_words() -> None:
    assert read(stacked("Stand van zaken", *EXPECTED, *WORDS))["Leegstand"] == ["R2018 13.1", "S2019 12.5"]


@pytest.mark.parametrize("lost", range(len(WORDS)))
def test_nothing_moves_when_a_cell_beside_such_words_is_lost(lost: int) -> None:
    assert not moved(EXPECTED, WORDS, lost)


RATIOS = ("Kengetal", "Rekening 2018", "Begroting 2019", "Begroting 2020")
QUOTES = ("Schuldquote", "46%", "61%", "68%", "Solvabiliteit", "34%", "29%", "27%")
SIGNALS = ("Beoordeling", "Signaleringswaarden", "Categorie A", "Categorie B", "Schuldquote", "< 90%", "> 130%")


def test_what_stands_below_the_heads_of_another_table_is_asked_and_leaves_the_rows_above_it() -> None:
    out = read_text(stacked(*RATIOS, *QUOTES, *SIGNALS))

    assert figures_of(out) == {
        "Schuldquote": ["R2018 46", "S2019 61", "S2020 68"],
        "Solvabiliteit": ["R2018 34", "S2019 29", "S2020 27"],
    }
    assert [asked.text for asked in out.questions] == ["Beoordeling"]


SMALL = ("Meldingen", "Bron: Fixi", "Werkelijk 2018", "Begroot 2020", "5.120", "5.500")


def test_a_bron_may_stand_between_a_name_and_the_heads_of_its_figures() -> None:
    page = stacked(
        "Wat willen we bereiken?", *SMALL, "Misdrijven", "Bron: Politie", "Werkelijk 2019", "Begroot 2021", "25", "24"
    )
    out = read_text(page)

    assert figures_of(out) == {"Meldingen": ["R2018 5120", "S2020 5500"], "Misdrijven": ["R2019 25", "S2021 24"]}
    assert [row.bron for row in out.rows] == ["Fixi", "Politie"]


def test_a_unit_below_a_name_may_begin_with_what_is_weighed() -> None:
    head = ("Indicator", "Eenheid", "Realisatie 2018", "Begroting 2019")
    page = stacked(*head, "Verzuim", "%", "1,5", "1,7", "Programma 4 Milieu", "Restafval", "Kg per inwoner", "58", "56")

    assert read(page)["Restafval"] == ["R2018 58", "S2019 56"]


def test_a_rate_has_a_point_for_thousands_too_where_decimals_have_a_comma() -> None:
    rows = "Verzuim | 1,5 | 1,7 |\nBanen | 586,1 | 592,4 |\nWmo-cliënten per 10.000 inwoners | 1.150 | 700 |\n"
    found = read(f"Indicator | Realisatie 2018 | Begroting 2019 |\n{rows}")

    assert found["Wmo-cliënten per 10.000 inwoners"] == ["R2018 1150", "S2019 700"]


BOUNDED = ("Indicator", "Realisatie 2018", "Streefwaarde 2020", "Streefwaarde 2021")


def test_bounds_alone_as_many_as_there_are_aims_are_those() -> None:
    found = read_text(stacked(*BOUNDED, "Sport", "54%", "56%", "57%", "Bezetting", "≥ 70%", "≥ 72%"))

    aims = [(one.figure.year, str(one.figure.lower)) for one in found.rows[1].streefwaarden]
    assert aims == [(2020, "70"), (2021, "72")]


@pytest.mark.parametrize("cells", [("≥ 70%",), ("≥ 70%", "72%"), ("70%", "≥ 72%")])
def test_fewer_bounds_or_figures_among_them_are_asked(cells: tuple[str, ...]) -> None:
    assert not read(stacked(*BOUNDED, "Sport", "54%", "56%", "57%", "Bezetting", *cells))["Bezetting"]


def test_a_row_that_lost_the_bron_before_it_is_read_where_its_name_is_that_of_the_law() -> None:
    head = ("Indicator", "Eenheid", "Jaar", "Gouda", "Nederland", "Bron")
    rows = (
        "Functiemenging",
        "%",
        "2017",
        "48,9",
        "53,3",
        "LISA",
        "Geweldsmisdrijven",
        "per 1.000 inwoners",
        "2017",
        "4,6",
        "4,9",
    )
    page = stacked(*head, *rows, "Diefstallen uit woning", "per 1.000 inwoners", "2017", "1,0", "1,2", "CBS")

    assert read(page, JAARSTUKKEN)["Diefstallen uit woning"] == ["R2017 1.0"]


TAAKVELD = ("Nr.", "Taakveld", "Indicator", "Eenheid", "Periode", "Gouda", "Nederland", "Bron")
LISTED = (
    *("1", "0. Bestuur en ondersteuning", "Formatie", "Fte per 1.000 inwoners", "2017", "6,9", "Eigen gegevens"),
    *("3", "1. Veiligheid", "Verwijzingen Halt", "Aantal per 1.000 jongeren", "2017", "9", "11", "Bureau Halt"),
    *("4", "1. Veiligheid", "Winkeldiefstallen", "Aantal per 1.000 inwoners", "2016", "0,9", "2,0", "CBS"),
    *("6", "3. Economie", "Functiemenging", "%", "2017", "40,6", "53,2", "LISA"),
)


def test_behind_the_number_of_a_row_stands_its_taakveld_and_a_row_without_others_is_asked() -> None:
    out = read_text(stacked(*TAAKVELD, *LISTED), scope=JAARSTUKKEN)

    assert figures_of(out)["Winkeldiefstallen"] == ["R2016 0.9"]
    assert [asked.text for asked in out.questions] == ["2017 · 6,9"]


@pytest.mark.parametrize("lost", range(len(LISTED)))
def test_nothing_moves_when_such_a_row_loses_a_cell(lost: int) -> None:
    assert not moved(TAAKVELD, LISTED, lost, JAARSTUKKEN)


DOELEN = (
    *("Doel 5.1 Voldoende woningen", "Opgeleverde woningen", "BAG", "412", "450"),
    *("Aandeel sociale huur", "Eigen registratie", "24%", "30%"),
    *("Doel 5.2 Snelle vergunningen", "Op tijd verleend", "Eigen registratie", "94%", "95%"),
)


def test_the_title_of_a_doel_above_a_row_with_a_bron_is_no_name() -> None:
    found = read(stacked(*SOURCED, *DOELEN))

    assert found["Opgeleverde woningen"] == ["R2017 412", "S2018 450"]
    assert found["Op tijd verleend"] == ["R2017 94", "S2018 95"]


@pytest.mark.parametrize("lost", range(len(DOELEN)))
def test_nothing_moves_when_a_row_below_such_a_title_loses_a_cell(lost: int) -> None:
    assert not moved(SOURCED, DOELEN, lost)


REGIONS = ("Indicator", "Gebied", "2017", "2018")
BEST = (
    "Menging (%)",
    "Gouda",
    "61,4",
    "61,9",
    "Menging (%)",
    "Nederland",
    "52,8",
    "53,2",
    "Banen",
    "Gouda",
    "71,3",
    "72,7",
)


def test_a_row_for_the_municipality_and_one_for_others_may_each_say_the_name() -> None:
    out = read_text(stacked(*REGIONS, *BEST, "Banen", "Nederland", "74,0", "75,1"), scope=JAARSTUKKEN)

    assert figures_of(out) == {"Menging (%)": ["R2017 61.4", "R2018 61.9"], "Banen": ["R2017 71.3", "R2018 72.7"]}
    assert [(other.name, other.year, str(other.value)) for other in out.benchmarks[:2]] == [
        ("Menging (%)", 2017, "52.8"),
        ("Menging (%)", 2018, "53.2"),
    ]


@pytest.mark.parametrize("lost", range(len(BEST)))
def test_no_row_of_others_becomes_one_of_the_municipality_when_a_cell_is_lost(lost: int) -> None:
    assert not moved(REGIONS, (*BEST, "Banen", "Nederland", "74,0", "75,1"), lost, JAARSTUKKEN)


def test_what_is_aimed_at_may_name_the_rows() -> None:
    head = ("Doelstelling", "Startwaarde (2014)", "Score 2017", "Ambitie 2020")
    page = stacked(*head, "Een schone buurt", "87", "88", "90", "Een veilige buurt", "79", "78", "82")

    assert read(page)["Een veilige buurt"] == ["R2014 79", "R2017 78", "S2020 82"]


def test_a_name_that_reaches_over_more_rows_of_a_web_page_has_a_year_in_each() -> None:
    row = '<tr><td rowspan="2">{name}</td><td>2017</td><td>{a}</td></tr><tr><td>2018</td><td>{b}</td></tr>'
    body = row.format(name="Restafval", a="182", b="174") + row.format(name="Elektriciteit", a="2,3", b="2,9")
    page = f"<html><table><tr><th>Indicator</th><th>Periode</th><th>Gouda</th></tr>{body}</table></html>"

    assert read(page, JAARSTUKKEN) == {
        "Restafval": ["R2017 182", "R2018 174"],
        "Elektriciteit": ["R2017 2.3", "R2018 2.9"],
    }


def test_a_bron_with_its_name_above_a_small_table_is_of_the_table_before_it() -> None:
    first = ("Balie", "Jaar", "Realisatie", "Streefwaarde", "2019", "7,8", "7,5", "2020", "7,9", "7,5", "Bron: enquête")
    second = ("Telefoon", "Jaar", "Realisatie", "Streefwaarde", "2019", "76%", "80%", "2020", "81%", "80%")

    assert read(stacked("Zo meten we dat", *first, *second))["Telefoon"] == [
        "R2019 76",
        "R2020 81",
        "S2019 80",
        "S2020 80",
    ]
