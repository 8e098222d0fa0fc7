"""Tables between bars whose heading says little: years or days behind what names the rows."""

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read

JAARSTUKKEN_2019 = scope_for("jaarstukken", 2019)
DAYS = "Sociale structuur | 1 januari 2018 | 1 januari 2019 | 1 januari 2020 | |\n"


def test_days_above_the_figures_are_those_of_their_years() -> None:
    text = DAYS + "Inwoners | 22.466 | 22.503 | 22.685 | |\nBomen | 12 | 13 | 14 | * |\n"
    found = read_text(text, scope=JAARSTUKKEN_2019)
    assert figures_of(found) == {
        "Inwoners": ["R2018 22466", "R2019 22503", "R2020 22685"],
        "Bomen": ["R2018 12", "R2019 13", "R2020 14"],
    }
    assert not found.questions


def test_a_mark_below_a_figure_shows_that_a_cell_before_it_is_gone() -> None:
    assert read(DAYS + "Bomen | 12 | 13 | 14 | * |\nPerken | 13 | 14 | * | |\n", JAARSTUKKEN_2019)["Perken"] == []


def test_of_days_from_its_own_year_on_a_begroting_has_budgeted_and_not_measured() -> None:
    text = DAYS + "Bomen | 12 | 13 | 14 | |\n"
    assert read(text, scope_for("begroting", 2021)) == {"Bomen": ["R2018 12", "R2019 13", "R2020 14"]}
    assert read(text, scope_for("begroting", 2020)) == {"Bomen": ["S2020 14"]}
    assert not any(read(text).values())


def test_a_title_above_the_names_is_no_heading_where_a_column_has_no_year() -> None:
    text = "Sociale structuur | 2018 | 2019 | anders |\nBomen | 12 | 13 | 14 |\n"
    assert not any(read(text, JAARSTUKKEN_2019).values())


def test_a_row_that_says_on_which_day_each_column_was_counted_holds_no_figures() -> None:
    head = "Kerngegevens | Rekening 2018 | Begroting 2018 |\n---|---|---|\n"
    found = read_text(head + "Sociale structuur | 31-12-2018 | 1-1-2018 |\nBomen | 12 | 13 |\n")
    assert figures_of(found) == {"Bomen": ["R2018 12", "S2018 13"]}
    assert not found.questions


def test_years_of_indicators_with_their_units_are_aims_from_that_of_the_begroting_on() -> None:
    text = "Indicator: | Eenheid: | 2025 | 2026 |\nFormatie | fte | 7,18 | 7,17 |\n"
    found = read_text(text, scope=scope_for("begroting", 2026))
    assert figures_of(found) == {"Formatie": ["S2026 7.17"]}
    assert [question.text for question in found.questions] == ["7,18"]


AIMS = (
    "Indicator | Realisatie 2020 | Streefwaarde 2021 | Streefwaarde 2022 |\n---|---|---|---|\nBomen | 12 | 13 | 14 |\n"
)


def test_an_empty_cell_at_the_end_of_a_row_may_have_stood_before_its_figures() -> None:
    found = read_text(AIMS + "Struiken | 150 | 115 | |\n")
    assert figures_of(found) == {"Bomen": ["R2020 12", "S2021 13", "S2022 14"], "Struiken": []}
    assert [question.text for question in found.questions] == ["Struiken 150 115"]


def test_a_table_that_keeps_an_empty_cell_before_a_filled_one_keeps_them_all() -> None:
    assert read(AIMS + "Struiken | 150 | 115 | |\nPerken | | 7 | 8 |\n")["Struiken"] == ["R2020 150", "S2021 115"]
    closed = "".join(f"| {line}\n" for line in (AIMS + "Struiken | 150 | 115 | |").splitlines())
    assert read(closed)["Struiken"] == ["R2020 150", "S2021 115"]


def test_as_many_years_as_groups_belong_to_them_in_order_beside_a_column_that_nobody_listed() -> None:
    rows = "1 | Formatie | Fte | 18,0 | 18,4 | 18,8 |\n2 | Bezetting | Fte | 17,9 | 19,1 | |\n"
    head = "Wettelijk veld | Definitie | Realisatie | Realisatie | Realisatie | |\n---|---|---|---|---|---|\n"
    found = read_text(head + "2019 | 2020 | 2021 | ||\n" + rows)
    assert figures_of(found) == {"Formatie": ["R2019 18.0", "R2020 18.4", "R2021 18.8"], "Bezetting": []}


def test_amounts_below_a_title_and_years_are_no_indicators() -> None:
    text = "Jaarstukken 2019\nExploitatie | 2018 | 2019 |\nBestuur | 7.950 | 8.112 |\nVeiligheid | 1.556 | 1.664 |\n"
    assert not any(read(text, JAARSTUKKEN_2019).values())
    known = text.replace("Exploitatie", "Sociale structuur")
    assert read(known, JAARSTUKKEN_2019).keys() == {"Bestuur", "Veiligheid"}


REGIONS = """Naam indicator | Eenheid | Bron | 2019 | 2020 | 2021 | |
---|---|---|---|---|---|---|
Verzuim | per 1.000 | DUO | Ons- | 4,10 | 2,50 | 3,00 |
Landelijk | 1,80 | 2,10 | 2,40 | |||
Banen | per 1.000 | Ons- | 5,10 | 5,50 | ||
Landelijk | 6,80 | 6,10 | 6,40 | |||
Groen | % | CBS | Ons- | 7,10 | 7,50 | 7,00 |
"""


def test_whose_figures_a_row_holds_may_stand_before_them_without_a_head_where_the_row_is_whole() -> None:
    found = read_text(REGIONS, scope=scope_for("begroting", 2024))
    assert figures_of(found) == {
        "Verzuim": ["R2019 4.10", "R2020 2.50", "R2021 3.00"],
        "Banen": [],
        "Groen": ["R2019 7.10", "R2020 7.50", "R2021 7.00"],
    }
    assert [question.text.partition(" ")[0] for question in found.questions] == ["Banen", "Landelijk"]


def test_below_such_a_row_one_of_others_is_read_where_it_has_a_figure_for_every_column() -> None:
    found = read_text(REGIONS, scope=scope_for("begroting", 2024))
    assert [(other.name, other.region, other.year, str(other.value)) for other in found.benchmarks] == [
        ("Verzuim", "Landelijk", 2019, "1.80"),
        ("Verzuim", "Landelijk", 2020, "2.10"),
        ("Verzuim", "Landelijk", 2021, "2.40"),
    ]
    partly = read_text(REGIONS.replace("1,80 | 2,10 | 2,40 | |||", "1,80 |||||"), scope=scope_for("begroting", 2024))
    assert not partly.benchmarks
    assert partly.questions[0].text.strip() == "Landelijk 1,80"


def test_so_it_is_not_where_those_may_be_figures_of_others() -> None:
    without_others = "\n".join(line for line in REGIONS.splitlines() if not line.startswith("Landelijk"))
    for text in (without_others, REGIONS.replace("Ons-", "Nederland"), REGIONS.replace("Ons- | 7,10", "Elders | 7,10")):
        found = read_text(text, scope=scope_for("begroting", 2024))
        assert not any(figures_of(found).values())
        assert found.questions


def test_a_footnote_between_brackets_is_no_part_of_what_it_stands_behind() -> None:
    text = (
        "Indicator | Bron | Realisatie 2018 | Doelstelling 2020 | |\n---|---|---|---|---|\n"
        "E1.2.1[1] | Reputatie | Enquête | 3e positie | 71%[2] |\n[2] volgt nog\n"
    )
    found = read_text(text)
    assert figures_of(found) == {"Reputatie": ["R2018 3", "S2020 71"]}
    assert found.rows[0].streefwaarden[0].figure.note == "volgt nog"


PLANNED = (
    "Nr. | Naam indicator | Eenheid | Omschrijving | Streefwaarden per jaar | Bron | |||||\n"
    "---|---|---|---|---|---|---|---|---|---|\n21 | 22 | 23 | Eind (….) | |||||||\n"
)


def test_years_of_two_digits_below_one_group_are_its_columns_before_what_stands_behind_it() -> None:
    found = read_text(PLANNED + "1 | Plannen | getal | Hoeveel er zijn | 23 | 24 | 26 | 27 | CBS | |\n")
    assert figures_of(found) == {"Plannen": ["S2021 23", "S2022 24", "S2023 26"]}
    assert found.rows[0].bron == "CBS"
    assert [question.text for question in found.questions] == ["27"]


def test_below_them_a_row_that_lost_a_cell_is_asked() -> None:
    for row in (
        "1 | Plannen | getal | 23 | 24 | 26 | 27 | CBS | ||",
        "1 | Plannen | getal | Hoeveel | 23 | 24 | 26 | CBS | ||",
    ):
        found = read_text(PLANNED + row + "\n")
        assert figures_of(found) == {"Plannen": []}
        assert found.questions


def test_numbers_below_a_heading_that_do_not_follow_each_other_are_no_years() -> None:
    assert not any(
        read(
            PLANNED.replace("22 | 23", "22 | 24") + "1 | Plannen | getal | Hoe | 23 | 24 | 26 | 27 | CBS | |\n"
        ).values()
    )


def test_where_empty_cells_are_gone_words_below_the_last_figures_show_that_one_before_them_is() -> None:
    head = "Indicator | Realisatie 2019 | Realisatie 2020 | Bron | Toelichting |\n---|---|---|---|---|\n"
    found = read_text(head + "Bomen | 12 | 13 | CBS | Geteld |\nPerken | 13 | CBS | Geteld | |\n")
    assert figures_of(found) == {"Bomen": ["R2019 12", "R2020 13"], "Perken": []}
    assert [question.text for question in found.questions] == ["Perken 13 CBS Geteld"]


def test_the_municipality_s_figure_of_the_year_of_the_begroting_itself_is_what_it_budgets() -> None:
    head = "Indicator | Eenheid | Periode | Gouda |\n---|---|---|---|\n"
    found = read_text(
        head + "Formatie | fte | 2023 | 5,17 |\nVerzuim | % | 2022 | 4,1 |\n", scope=scope_for("begroting", 2023)
    )
    assert figures_of(found) == {"Formatie": ["S2023 5.17"], "Verzuim": []}
    assert [question.text for question in found.questions] == ["4,1"]


def test_a_figure_in_thousands_may_end_in_the_number_of_a_footnote() -> None:
    text = "Indicator | Eenheid | Realisatie 2019 | Realisatie 2020 |\n---|---|---|---|\nMeldingen | stuks | 1.970 | 2.3992 |\n"
    found = read_text(text)
    assert figures_of(found) == {"Meldingen": ["R2019 1970"]}
    assert [question.text for question in found.questions] == ["2.3992"]


def test_an_indicator_behind_the_unit_says_of_which_kind_the_row_is() -> None:
    head = "Omschrijving\n\nEenheid\n\nIndicator\n\nBron\n\nMetingen\n\nStreefwaarden /prognose\n\n2020\n\n2021\n\n2023\n\n"
    found = read_text(
        head + "Huishoudelijk restafval\n\nkg\n\nBBV\n\nCBS\n\n191\n\n188\n\n150\n\n",
        scope=scope_for("begroting", 2023),
    )
    assert figures_of(found) == {"Huishoudelijk restafval": ["R2020 191", "R2021 188", "S2023 150"]}


LAST = (
    "Nr. | Indicator | Bron | Laatste | Meet | Realisatiewaarde | Streefwaarde | ||\n---|---|---|---|---|---|---|---|---|\n"
    "2021 | 2022 | 2024 | 2027 | |||||\n"
)


def test_of_two_heads_that_broke_in_the_middle_the_first_is_the_year_and_the_second_its_figure() -> None:
    rows = "0.1 | Formatie | Wettelijk | 2022 | 7,1 | 7,1 | 7,3 | 7,5 | |\n0.2 | Bezetting | Wettelijk | 2022 | 6,4 | 6,5 | 6,4 | 6,6 | 6,7 |\n"
    found = read_text(
        LAST + rows + "0.3 | Inhuur | Wettelijk | 2022 | 22,0 | 22,2 | 22,0", scope=scope_for("begroting", 2024)
    )
    assert figures_of(found) == {
        "Formatie": ["R2022 7.1"],
        "Bezetting": ["R2021 6.5", "R2022 6.4", "S2024 6.6", "S2027 6.7"],
        "Inhuur": ["R2022 22.0"],
    }
    assert [question.text for question in found.questions] == ["7,1", "7,3", "7,5", "22,2", "22,0"]


def test_what_a_row_was_measured_last_is_asked_where_it_does_not_come_again_below_its_year() -> None:
    row = "0.3 | Inhuur | Wettelijk | 2022 | 22,2 | 22,0 | | | |\n"
    assert read(LAST + row, scope_for("begroting", 2024)) == {"Inhuur": []}


def test_where_empty_cells_are_gone_the_year_of_a_row_may_be_that_of_others_alone() -> None:
    head = "Indicator | Actualiteit | Gouda | Nederland | |\n---|---|---|---|---|\n"
    assert read(head + "Verzuim | 2018 | 1,2 | 1,3 | |\nBanen | 2018 | 1,4 | | |\n") == {
        "Verzuim": ["R2018 1.2"],
        "Banen": [],
    }


def test_there_a_cell_below_no_head_shows_that_a_head_is_gone_too() -> None:
    head = "Indicator | Realisatie 2017 | Realisatie 2018 | Bron | | |\n---|---|---|---|---|---|\n"
    found = read_text(head + "Bomen | 12 | 13 | 14 | CBS | |\n")
    assert figures_of(found) == {"Bomen": []}
    assert found.questions


def test_a_row_below_them_without_a_year_is_asked() -> None:
    row = "0.1 | Formatie | Wettelijk | 7,1 | 7,1 | 7,0 | 7,3 | 7,5 | |\n"
    assert read(LAST + row, scope_for("begroting", 2024)) == {"Formatie": []}


OUTPUT = "Output | 2018 | 2019 | 2020 | Doel |\n---|---|---|---|---|\nLampen | 639 | 1.345 | 2.688 | doel gehaald |\n"


def test_below_a_title_of_indicators_a_word_that_nobody_listed_may_head_the_names() -> None:
    title = "Beleidsindicatoren en kengetallen\n"
    assert read(title + OUTPUT, scope_for("jaarstukken", 2020)) == {"Lampen": ["R2018 639", "R2019 1345", "R2020 2688"]}
    assert not any(read(title + OUTPUT, scope_for("jaarstukken", 2019)).values())
    assert not any(read("Uitgaven\n" + OUTPUT, scope_for("jaarstukken", 2020)).values())


def test_a_row_there_without_its_doel_may_have_lost_another_cell() -> None:
    text = "Indicatoren\n" + OUTPUT + "Masten | 5 | 6 | 7 | |\n"
    assert read(text, scope_for("jaarstukken", 2020))["Masten"] == []


def test_a_head_that_nobody_listed_holds_words_where_nothing_else_stands_below_it() -> None:
    head = "Indicator | Maat | 2022 | 2023 |\n---|---|---|---|\n"
    rows = "Formatie | fte | 7,18 | 7,17 |\nOverhead | procent | 9,1 | 9,2 |\n"
    found = {"Formatie": ["R2022 7.18", "R2023 7.17"], "Overhead": ["R2022 9.1", "R2023 9.2"]}
    assert read(head + rows, scope_for("jaarstukken", 2023)) == found
    assert not any(read(head + rows.replace("procent", "12"), scope_for("jaarstukken", 2023)).values())


def test_words_below_the_last_figures_are_certain_where_the_row_has_a_cell_for_every_head() -> None:
    head = "Indicator | R2017 | B2018 | B2019 | Bron | | |\n---|---|---|---|---|---|---|\n"
    found = read_text(head + "Deelname | 7 | 8 | gelijk of beter dan 2018 | Eigen telling |")
    assert figures_of(found)["Deelname"][:2] == ["R2017 7", "S2018 8"]
    assert not found.questions
