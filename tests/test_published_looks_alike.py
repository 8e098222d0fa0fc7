"""What looks like a figure, a name or a head of a table, and is another: each was read wrongly once, or asked needlessly."""

from indicators.imports.published import read_text
from indicators.imports.published.budget_amounts import MONEY
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

BEGROTING_2019 = scope_for("begroting", 2019)
HEAD = ["Indicator", "2015", "2016", "Streefcijfer 2018", "Rekening 2018"]


def test_a_begroting_sets_no_streefwaarden_for_years_that_are_over() -> None:
    # Streefwaarde is a column of its own, of which the cell is a dash; the years are what was measured.
    text = stacked(
        "Indicatoren:", "Streefwaarde", "2013", "2015", "2016", "2017", "Oordeel", "-", "6,6", "6,7", "*", "6,7"
    )
    assert not any(read(text, BEGROTING_2019).values())


def test_the_bron_of_a_row_that_goes_on_is_not_its_name() -> None:
    rows = [
        "Banen",
        "1",
        "2",
        "3",
        "4",
        "Natuur",
        "Bomen",
        "Bron: Provincie",
        "Flevoland/Voortgang",
        "5",
        "6",
        "7",
        "8",
    ]
    found = read_text(stacked(*HEAD, *rows), scope=scope_for("jaarstukken", 2018))
    assert figures_of(found)["Banen"] == ["R2015 1", "R2016 2", "R2018 4", "S2018 3"]
    assert not figures_of(found).get("Flevoland/Voortgang")


def test_the_bron_below_a_name_without_figures_leaves_the_next_row_whole() -> None:
    rows = ["Banen", "1", "2", "3", "4", "Bron: CBS", "Bomen", "5", "6", "7", "8"]
    assert read(stacked(*HEAD, *rows), scope_for("jaarstukken", 2018))["Bomen"] == [
        "R2015 5",
        "R2016 6",
        "R2018 8",
        "S2018 7",
    ]


def test_part_of_a_word_is_no_head() -> None:
    # Aantrek-kelijk holds rek, and the title of a group is no column.
    rows = ["Vitaal en aantrek-kelijk landelijk gebied", "Banen", "1", "2", "3", "4"]
    assert read(stacked(*HEAD, *rows), scope_for("jaarstukken", 2018)) == {
        "Banen": ["R2015 1", "R2016 2", "R2018 4", "S2018 3"]
    }


def test_what_the_budget_receives_is_asked_unless_it_stands_there_in_whole_euros() -> None:
    head = ["Kerngegevens", "Rekening 2017", "Rekening 2018"]
    rows = ["Bomen", "1", "2", "Wegen", "3", "4", "Huizen", "5", "6", "Perken", "7", "8"]
    small = read_text(stacked(*head, *rows, "Algemene uitkering gemeentefonds", "439", "451"))
    assert MONEY in {question.why for question in small.questions}
    whole = read(stacked(*head, *rows, "Algemene uitkering gemeentefonds", "439.296.000", "443.556.000"))
    assert whole["Algemene uitkering gemeentefonds"] == ["R2017 439296000", "R2018 443556000"]


def test_many_numbers_with_three_figures_behind_their_point_are_thousands() -> None:
    rows = ["Ouderen 5.688 5.799", "Land 22.351 22.347", "Wegen 3.300 3.400", "Groen 8.801 8.802"]
    text = "Kerngegevens Rekening 2017 Rekening 2018\n" + "\n".join(rows) + "\n"
    assert read(text)["Ouderen"] == ["R2017 5688", "R2018 5799"]


def test_a_number_with_a_decimal_point_leaves_thousands_to_be_asked() -> None:
    rows = ["Ouderen 5.688 5.799", "Land 22.351 22.347", "Wegen 3.300 3.400", "Groen 8.801 8.802", "Druk 1.5 1.6"]
    text = "Kerngegevens Rekening 2017 Rekening 2018\n" + "\n".join(rows) + "\n"
    assert read(text)["Ouderen"] == []


def test_figures_on_the_line_below_a_name_are_its_own_among_rows_on_one_line() -> None:
    head = "Prestatie-indicatoren Behaald 2016 Beoogd 2017 Behaald 2017\n\n"
    rows = ["Uitleningen 1.299.616 1.370.000 826.405", "Leden 45.500 45.000 42.379", "% Kijkers 42% 24%** 49%"]
    rows += ["Bezoekers van het Scheepvaartmuseum", "25.900 30.000 38.757", "Scholen 10 10 10", "Bomen 11 12 13"]
    found = read(head + "\n\n".join(rows))
    assert found["Bezoekers van het Scheepvaartmuseum"] == ["R2016 25900", "R2017 38757", "S2017 30000"]


def test_a_numbered_name_may_end_with_a_full_stop_and_have_its_meaning_below_it() -> None:
    head = ["nr.", "Prestatie-indicatoren", "Realisatie 2018", "Streefwaarde 2019", "Realisatie 2019"]
    rows = ["1", "Percentage meldingen openbare ruimte binnen 14 dagen.", "75%", ">70%", "77%"]
    rows += [
        "2",
        "Betalingsbereidheid bij parkeren.\nDe som van alle voertuigen met een kaartje gedeeld door alle voertuigen.",
        "98%",
        "98%",
        "96%",
    ]
    rows += ["3", "Bomen.", "1%", "2%", "3%", "4", "Zonder alle cijfers.", "1%"]
    found = read(stacked(*head, *rows))
    assert found["Percentage meldingen openbare ruimte binnen 14 dagen"] == ["R2018 75", "R2019 77", "S2019 None"]
    assert found["Betalingsbereidheid bij parkeren"] == ["R2018 98", "R2019 96", "S2019 98"]


def test_a_code_that_stands_below_the_head_of_names_moves_every_figure_one_column_back() -> None:
    head = "Effectindicator | Nulmeting | Doelstelling 2016 | Realisatie 2016 | Toelichting & details | | |\n---|---|---|---|---|---|---|\n"
    rows = "E1.1.1a | Aantal inbraken | 2.699 (2011) | 2.154 | 1.649 | | |\nE1.1.1b | Aantal overvallen | 51 (2011) | 30 | 22 | | |\n"
    assert read(head + rows)["Aantal overvallen"] == ["R2011 51", "R2016 22", "S2016 30"]
    short = "E1.1.1c | Aantal branden | 51 (2011) | 30 | | | |\n"
    assert not any(read(head + rows + short).values())


def test_a_meaning_between_a_name_and_its_years_is_not_the_name() -> None:
    block = "Afval\n\nBG23 - Tevredenheid over afval\n\nIn de oneven jaren meten wij dit. Eenheid: % tevreden.\n\n"
    rows = "Boekwerk 2017 2019 2021\nStreefwaarde 90 % 80 % 83 %\nJaarrekening 81 % 83 % -\n"
    assert read(block + rows)["BG23 - Tevredenheid over afval"] == [
        "R2017 81",
        "R2019 83",
        "S2017 90",
        "S2019 80",
        "S2021 83",
    ]
    regions = "Regio 2017 2018\nGouda 6,7 % 7,9 %\nNederland 16,3 % 17,5 %\n"
    assert read(block + regions)["BG23 - Tevredenheid over afval"] == ["R2017 6.7", "R2018 7.9"]


def test_a_title_of_a_programme_may_be_the_head_of_the_names() -> None:
    head = ["Beleidsindicatoren programma Wonen", "Eenheid", "Periode", "Waarde"]
    rows = ["Restafval", "kg/inwoner", "2020", "88", "Stroom", "%", "2019", "5,3"]
    assert read(stacked(*head, *rows), scope_for("begroting", 2023)) == {
        "Restafval": ["R2020 88"],
        "Stroom": ["R2019 5.3"],
    }


def test_what_says_how_much_is_counted_has_the_name_above_it_before_it() -> None:
    rows = ["Banen", "1", "2", "3", "4", "Beheerde natuur", "Hoeveel hectares in beheer zijn", "5", "6", "7", "8"]
    found = read(stacked(*HEAD, *rows), scope_for("jaarstukken", 2018))
    assert found["Beheerde natuur: Hoeveel hectares in beheer zijn"] == ["R2015 5", "R2016 6", "R2018 8", "S2018 7"]


def test_a_star_beside_the_names_heads_the_numbers_of_their_bronnen() -> None:
    head = ["indicator", "*", "Behaald 2013", "Behaald 2014", "Beoogd 2015"]
    rows = ["Tevredenheid", "2", "7,5", "7,6", ">7,0", "Storingen", "1", "3", "4", "5", "Bomen", "1/2", "6", "7", "8"]
    found = read(stacked(*head, *rows))
    assert found["Storingen"] == ["R2013 3", "R2014 4", "S2015 5"]
    assert found["Bomen"] == ["R2013 6", "R2014 7", "S2015 8"]


def test_a_title_above_the_names_and_a_bron_behind_the_years_head_a_table_between_bars() -> None:
    head = "Zaanpeiling | 2019 | 2020 | Bron |\n---|---|---|---|\n"
    rows = "% Inwoners dat mantelzorg geeft | 14% | 15% | Peiling |\n% Kinderen tot 18 jaar in uitkeringsgezin | 7% | 6% | CBS |\n"
    found = read(head + rows, scope_for("jaarstukken", 2020))
    assert found["% Inwoners dat mantelzorg geeft"] == ["R2019 14", "R2020 15"]
    assert found["% Kinderen tot 18 jaar in uitkeringsgezin"] == ["R2019 7", "R2020 6"]


def test_what_a_budget_of_its_own_quotes_of_an_earlier_year_was_measured() -> None:
    head = ["Naam indicator", "Eenheid", "Gouda B2019", "Gouda B2020", "Gemeenten 25.000 - 50.000 inwoners", "Bron"]
    rows = [
        "Menging",
        "%",
        "48,7% (2017)",
        "49% (2018)",
        "49,5% (2018)",
        "CBS",
        "Formatie",
        "fte",
        "5,1",
        "5,2",
        "n.n.b.",
        "Eigen",
    ]
    found = read(stacked(*head, *rows), scope_for("begroting", 2020))
    assert found["Menging"] == ["R2017 48.7", "R2018 49"]
    assert found["Formatie"] == []  # measured or aimed at: nobody can say


def test_what_a_budget_of_its_own_says_of_the_year_before_it_may_not_be_measured() -> None:
    head = ["Naam indicator", "Eenheid", "Gouda B2019", "Gouda B2020", "Gemeenten 25.000 - 50.000 inwoners", "Bron"]
    rows = [
        "Menging",
        "%",
        "48,7% (2017)",
        "49% (2019)",
        "49,5% (2018)",
        "CBS",
        "Banen",
        "%",
        "1% (2017)",
        "2% (2018)",
        "3% (2018)",
        "CBS",
    ]
    assert read(stacked(*head, *rows), scope_for("begroting", 2020))["Menging"] == ["R2017 48.7"]


def test_what_is_taken_from_the_budget_is_no_indicator() -> None:
    head = ["Kerngegevens", "Rekening 2017", "Rekening 2018"]
    rows = ["Bomen", "1", "2", "Wegen", "3", "4", "Huizen", "5", "6", "Perken", "7", "8"]
    found = read_text(
        stacked(
            *head,
            *rows,
            "Totaal personeelskosten (x € 1.000)",
            "162",
            "165",
            "• ten laste van exploitatie",
            "157",
            "163",
        )
    )
    assert [question.why for question in found.questions] == [MONEY, MONEY]


def test_a_title_that_heads_more_rows_is_not_what_others_are_compared_by() -> None:
    head = ["Indicatoren", "Realisatie 2017", "Realisatie 2018"]
    rows = ["Basisset (BBV):", "Nieuwe woningen", "14,3", "8,7", "Gemiddelde benchmark", "6,7", "7,8"]
    rows += ["Druk", "56", "57", "Gemiddelde benchmark", "66", "67"]
    found = read_text(stacked(*head, *rows))
    assert {other.name for other in found.benchmarks} == {"Nieuwe woningen", "Druk"}


def test_the_same_word_below_the_first_year_of_rows_stands_below_no_head() -> None:
    head = "Naam Indicator: | Eenheid: | Bron: | 2014 | 2015 | 2016 |\n---|---|---|---|---|---|\n"
    rows = "Verzuim | per 1.000 | Ingrado | Neder- | 5,70 | 0,50 |\nRelatief verzuim | per 1.000 | Ingrado | Neder- | 26,00 | 23,00 |\n"
    assert not any(read(head + rows, scope_for("begroting", 2022)).values())


def test_an_arrow_of_which_nothing_is_left_has_no_column() -> None:
    head = ["Beleidsindicator", "Eenheid", "Jaar", "Gouda", "Trend*", "< 25.000 inw.**", "Nederland"]
    rows = ["Diefstal", "per 1.000", "2018", "0,2", "1,1", "2,2", "Geweld", "per 1.000", "2018", "2,4", "2,8", "4,7"]
    found = read_text(stacked(*head, *rows), scope=scope_for("begroting", 2020))
    assert figures_of(found) == {"Diefstal": ["R2018 0.2"], "Geweld": ["R2018 2.4"]}
    assert [(other.region, str(other.value)) for other in found.benchmarks][:2] == [
        ("< 25.000 inw.", "1.1"),
        ("Nederland", "2.2"),
    ]


def test_an_arrow_that_is_told_in_words_moves_no_figure() -> None:
    head = ["Beleidsindicator", "Eenheid", "Jaar", "Gouda", "Trend*", "< 25.000 inw.**", "Nederland"]
    rows = [
        "Diefstal",
        "per 1.000",
        "2018",
        "0,2",
        "omhoog",
        "1,1",
        "2,2",
        "Geweld",
        "per 1.000",
        "2018",
        "2,4",
        "omlaag",
        "2,8",
        "4,7",
    ]
    found = read(stacked(*head, *rows), scope_for("begroting", 2020))
    assert found == {"Diefstal": ["R2018 0.2"], "Geweld": ["R2018 2.4"]}


def test_the_only_text_between_two_small_tables_is_the_name_of_the_second() -> None:
    block = (
        "Formatie (fte)\n\nGebied 2019 2020\nGouda 7,7 8,6\n\nBezetting (fte)\n\nGebied 2019 2020\nGouda 7,7 10,5\n\n"
    )
    more = "Overhead\n\nOverhead als deel van de lasten\n\nGebied 2019 2020\nGouda 18,9 19\n"
    found = read("Indicatoren\n\n" + block + more, scope_for("begroting", 2022))
    assert found["Bezetting (fte)"] == ["R2019 7.7", "R2020 10.5"]
