"""A table of a published source read by what was said of its columns: never shifted, and what is not certain is asked."""

import time
import tracemalloc

import pytest
import weasyprint

from indicators.imports.delivery import Delivery
from indicators.imports.published import read_bytes, read_text, tables_of
from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from indicators.imports.spreadsheet import Indeling, Kolom, Kolomsoort
from indicators.imports.spreadsheet.columns import DATED, year_in
from indicators.imports.spreadsheet.reader import heading_of, likely_heading
from tests.published_text import figures_of

BEGROTING = scope_for("begroting", 2020)
HEAD = "Waarover | Toen 2018 | Straks 2020 | Van wie"
ROWS = "Bezoekers van het zwembad | 12 | 14 | Telling\nLeden van de bibliotheek | 30 | 31 | Telling"
WALLS = "table { border-collapse: collapse } td, th { border: 1px solid; padding: 3pt }"
SAID = ("naam", "realisatie", "streefwaarde", "bron")
READ = {"Bezoekers van het zwembad": ["R2018 12", "S2020 14"], "Leden van de bibliotheek": ["R2018 30", "S2020 31"]}


def barred(text: str) -> str:
    """Return a table whose lines begin and end with a bar."""
    return "\n".join(f"| {line} |" for line in text.splitlines())


def below_head(*rows: str) -> str:
    """Return a table of these rows."""
    return barred("\n".join((HEAD, *rows)))


def html(*rows: str) -> str:
    """Return a page of the web with a table of these rows, each of cells."""
    return f"<html><body><h2>Zwemmen</h2><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>"


def cells(line: str, tag: str = "td") -> str:
    """Return the cells of a row between bars as those of a page of the web."""
    return "".join(f"<{tag}>{cell.strip()}</{tag}>" for cell in line.split("|"))


def asked(delivery: Delivery) -> list[tuple[str, str]]:
    """Return what is asked: the text, and why."""
    return [(question.text, question.why) for question in delivery.questions]


def known(
    data: str | bytes, *said: str, scope: Scope = BEGROTING, row: int = 0, rows: int = 0, years: tuple[int, ...] = ()
) -> dict[str, Indeling]:
    """Return what is known once somebody said what the columns of the first table hold, and of which years."""
    table = tables_of(data.encode() if isinstance(data, str) else data, "pagina", scope=scope)[0]
    kop, guess = heading_of(table, row or likely_heading(table, {}), {}, rows)
    given = iter(years)
    columns = {}
    for number, soort in zip(sorted(guess.columns), map(Kolomsoort, said), strict=False):
        year = year_in(kop.texts.get(number, "")) if soort in DATED else None
        columns[number] = Kolom(soort, year or (next(given, None) if soort in DATED else None), follows=bool(year))
    return {kop.fingerprint: Indeling.from_json(Indeling(columns).as_json())}


def read(text: str, indelingen: dict[str, Indeling], scope: Scope = BEGROTING) -> Delivery:
    """Read a page with what is known."""
    return read_text(text, scope=scope, indelingen=indelingen)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{ROWS}".replace(" | ", "\t"),
        below_head(ROWS),
        barred(f"{HEAD}\n---|---|---|---\n{ROWS}"),
        html(cells(HEAD, "th"), *map(cells, ROWS.splitlines())),
    ],
    ids=["tabs", "bars", "ruled", "html"],
)
def test_table_is_read_by_its_columns_and_asked_without_them(text: str) -> None:
    before = read(text, {})
    after = read(text, known(text, *SAID))

    assert before.questions
    assert (figures_of(after), asked(after)) == (READ, [])
    assert [row.bron for row in after.rows] == ["Telling", "Telling"]


def test_table_of_a_pdf_is_read_by_its_columns() -> None:
    table = html(cells(HEAD, "th"), *map(cells, ROWS.splitlines()))
    data = bytes(weasyprint.HTML(string=f"<style>{WALLS}</style>{table}").write_pdf())

    delivery = read_bytes(data, "pagina.pdf", scope=BEGROTING, indelingen=known(data, *SAID))

    assert (figures_of(delivery), asked(delivery)) == (READ, [])


def test_second_table_with_the_same_heading_is_read_as_the_first() -> None:
    second = f"{HEAD}\nBomen | 5 | 6 | Telling"
    text = f"{below_head(ROWS)}\n\nEen zin over bomen.\n\n{barred(second)}"

    delivery = read(text, known(text, *SAID))

    assert figures_of(delivery) == READ | {"Bomen": ["R2018 5", "S2020 6"]}
    assert asked(delivery) == []


def test_other_table_of_the_page_goes_on_as_it_did() -> None:
    other = "Indicator | Realisatie 2018 | Streefwaarde 2020\nBomen | 5 | 6"
    text = f"{below_head(ROWS)}\n\nEen zin over bomen.\n\n{barred(other)}"

    assert figures_of(read(text, known(text, *SAID))) == READ | {"Bomen": ["R2018 5", "S2020 6"]}


def test_heading_right_below_the_rows_begins_another_table() -> None:
    text = barred(f"{HEAD}\n{ROWS}\nIndicator | Streefwaarde 2020 | Realisatie 2018 | Bron\nBomen | 5 | 6 | Telling")

    assert figures_of(read(text, known(text, *SAID)))["Bomen"] == ["R2018 6", "S2020 5"]


def test_words_that_may_be_another_heading_end_the_table_and_are_asked() -> None:
    text = barred(f"{HEAD}\n{ROWS}\nMeetlat | Ooit | Straks | Wie\nBomen | 5 | 6 | Telling")

    delivery = read(text, known(text, *SAID))

    assert figures_of(delivery) == READ
    assert "andere kop" in asked(delivery)[0][1]


def test_next_year_is_read_without_a_question() -> None:
    text = below_head(ROWS)
    following = text.replace("2020", "2021").replace("2018", "2019")

    delivery = read(following, known(text, *SAID), scope_for("begroting", 2021))

    assert figures_of(delivery)["Leden van de bibliotheek"] == ["R2019 30", "S2021 31"]


BARE = barred("Wat | 2017 | 2018 | 2019 | 2020\nBezoekers van het zwembad | 12 | 13 | 14 | 15\nLeden | 1 | 2 | 3 | 4")
OF_YEARS = ("naam", "realisatie", "realisatie", "streefwaarde", "streefwaarde")


def test_years_alone_are_read_in_next_years_document_of_the_same_kind() -> None:
    following = BARE.replace("2020", "2021").replace("2019", "2020").replace("2018", "2019").replace("2017", "2018")

    delivery = read(following, known(BARE, *OF_YEARS), scope_for("begroting", 2021))

    assert figures_of(delivery)["Leden"] == ["R2018 1", "R2019 2", "S2020 3", "S2021 4"]


@pytest.mark.parametrize(
    "scope", [scope_for("jaarstukken", 2020), scope_for("begroting", 2019), UNKNOWN], ids=["kind", "year", "unknown"]
)
def test_years_alone_are_asked_again_where_they_stand_otherwise_to_the_document(scope: Scope) -> None:
    delivery = read(BARE, known(BARE, *OF_YEARS), scope)

    assert delivery.said == []
    assert not any(row.streefwaarden for row in delivery.rows)


@pytest.mark.parametrize("line", ["Bomen | 5 | Telling", "Bomen | 5 | 6 | 7 | Telling", "Bomen | 5"])
@pytest.mark.parametrize("form", ["tabs", "html"])
def test_row_with_fewer_or_more_cells_than_the_heading_is_asked_and_nothing_of_it_is_read(line: str, form: str) -> None:
    lines = [HEAD, *ROWS.splitlines(), line]
    text = "\n".join(lines).replace(" | ", "\t") if form == "tabs" else html(*map(cells, lines))

    delivery = read(text, known(text, *SAID))

    assert figures_of(delivery) == READ
    ((shown, why),) = asked(delivery)
    assert shown == line.replace(" | ", " ")
    assert "cellen en de kop 4" in why


def test_question_about_a_row_names_its_line() -> None:
    text = f"Een titel\n\n{HEAD}\n{ROWS}\nBomen | 5 | 6 | 7 | Telling".replace(" | ", "\t")

    (question,) = read(text, known(text, *SAID)).questions

    assert str(question.place) == "regel 6, teken 1"


def test_row_whose_empty_cells_may_have_been_pushed_back_is_asked() -> None:
    text = "\n".join(f"{line} |" for line in [HEAD, *ROWS.splitlines(), "Bomen | 6 | Telling |"])

    delivery = read(text, known(text, *SAID))

    assert "Bomen" not in figures_of(delivery)
    assert "lege cellen weg" in asked(delivery)[0][1]


def test_row_with_a_figure_where_others_have_words_is_asked_where_empty_cells_are_gone() -> None:
    head = "Waarover | Van wie | Waar | Toen 2018 | Straks 2020 | "
    rows = ["Bomen | Telling | Hier | 5 | 6 | ", "Gras | Telling | Daar | 7 | 8 | ", "Mos | Hier | 3 | 4 | 9 | "]
    text = "\n".join([head, *rows])

    delivery = read(text, known(text, "naam", "bron", "overslaan", "realisatie", "streefwaarde"))

    assert figures_of(delivery) == {"Bomen": ["R2018 5", "S2020 6"], "Gras": ["R2018 7", "S2020 8"]}
    assert [shown[:3] for shown, _ in asked(delivery)] == ["Mos"]


def test_table_whose_heading_lost_a_cell_is_asked_unless_its_years_were_said() -> None:
    text = "Waarover | 2018 | 2019 | \nBomen | Leiden | 5 | \nGras | Leiden | 6 | "

    follows = read(text, known(text, "naam", "overslaan", "realisatie"))
    told = {
        key: Indeling({**one.columns, 3: Kolom(Kolomsoort.REALISATIE, 2018, follows=False)})
        for key, one in known(text, "naam", "overslaan", "realisatie").items()
    }

    assert figures_of(follows) == {}
    assert "koppen kunnen boven andere cellen staan" in asked(follows)[0][1]
    assert figures_of(read(text, told)) == {"Bomen": ["R2018 5"], "Gras": ["R2018 6"]}


def test_heading_that_begins_with_a_bar_has_an_empty_cell_where_the_rows_do_not() -> None:
    text = "| Toen 2018 | Straks 2020 |\n---|---|---\nBomen | 5 | 6 |"

    assert figures_of(read(text, known(text, "naam", "realisatie", "streefwaarde"))) == {
        "Bomen": ["R2018 5", "S2020 6"]
    }


@pytest.mark.parametrize("above", ["Aantal mensen dat", "Aantal mensen dat\t\t\t"])
def test_row_broken_over_two_lines_is_asked(above: str) -> None:
    lines = [HEAD, *ROWS.splitlines(), above, "buiten komt | 5 | 6 | Telling"]
    text = "\n".join(line.replace(" | ", "\t") for line in lines)

    delivery = read(text, known(text, *SAID))

    assert figures_of(delivery) == READ
    assert "vervolg" in asked(delivery)[0][1]


def test_title_among_the_rows_is_no_indicator() -> None:
    text = barred(f"{HEAD}\nVoor het eerst: | | | \n{ROWS}")

    delivery = read(text, known(text, *SAID))

    assert (figures_of(delivery), asked(delivery)) == (READ, [])


def test_name_that_comes_twice_in_a_table_is_asked_both_times() -> None:
    text = below_head("Jongens | | | ", "Leerlingen | 1 | 2 | x", "Meisjes | | | ", "Leerlingen | 3 | 4 | x")

    delivery = read(text, known(text, *SAID))

    assert figures_of(delivery) == {}
    assert len(delivery.questions) == 2


def test_row_that_says_whose_figures_it_holds_is_asked() -> None:
    text = below_head("Bezoekers | | | ", "Gemeente | 1 | 2 | x", "Nederland | 3 | 4 | x")

    delivery = read(text, known(text, *SAID))

    assert figures_of(delivery) == {}
    assert len(delivery.questions) == 2


def test_bron_below_a_row_is_that_of_the_row() -> None:
    text = below_head("Bezoekers | 1 | 2 |", "Bron: | Telling | | ")

    (row,) = read(text, known(text, *SAID)).rows

    assert row.bron == "Telling"


def test_heading_of_two_rows_says_the_year_in_the_row_above() -> None:
    text = barred(" | 2018 | 2020 | \nWat | Uitkomst | Doel | Van wie\n" + ROWS)

    indelingen = known(text, *SAID, row=1, rows=2)

    assert figures_of(read(text, indelingen)) == READ
    following = text.replace("2020", "2021").replace("2018", "2019")
    assert (
        "R2019 30" in figures_of(read(following, indelingen, scope_for("begroting", 2021)))["Leden van de bibliotheek"]
    )


def test_heading_that_reaches_over_columns_stands_above_each() -> None:
    text = html("<td></td><td colspan=2>Uitkomst</td><td>Doel</td>", cells("Wat|2017|2018|2020"), cells("Bomen|1|2|3"))
    delivery = read(text, known(text, "naam", "realisatie", "realisatie", "streefwaarde", row=1, rows=2))

    assert figures_of(delivery) == {"Bomen": ["R2017 1", "R2018 2", "S2020 3"]}


@pytest.mark.parametrize(
    "rows",
    [
        ("<td>Bomen<td colspan=2>5<td>x",),
        ("<td>Bomen<td rowspan=2>5<td>6<td>x", "<td>Struiken<td>8<td>x"),
    ],
    ids=["columns", "rows"],
)
def test_figure_in_a_merged_cell_is_asked(rows: tuple[str, ...]) -> None:
    text = html(cells(HEAD), *rows)

    delivery = read(text, known(text, *SAID))

    assert "5" in [shown for shown, _ in asked(delivery)]
    assert not any("R2018" in figure for figures in figures_of(delivery).values() for figure in figures)


def test_figure_of_a_pdf_that_reaches_over_rows_is_asked() -> None:
    table = html(cells(HEAD, "th"), "<td>Bomen<td rowspan=2>5<td>6<td>x", "<td>Struiken<td>8<td>x")
    data = bytes(weasyprint.HTML(string=f"<style>{WALLS}</style>{table}").write_pdf())

    delivery = read_bytes(data, "pagina.pdf", scope=BEGROTING, indelingen=known(data, *SAID))

    assert figures_of(delivery) == {"Bomen": ["S2020 6"], "Struiken": ["S2020 8"]}
    assert "5" in [shown for shown, _ in asked(delivery)]


def test_column_without_a_heading_can_hold_the_names() -> None:
    text = barred(" | Uitkomst 2018 | Doel 2020\nBomen | 5 | 6")

    assert figures_of(read(text, known(text, "naam", "realisatie", "streefwaarde"))) == {
        "Bomen": ["R2018 5", "S2020 6"]
    }


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Gemiddelde score | 1.234 | 1.300 | x", "1234 of 1,234"),
        ("Bomen | 13, 3, 1 | 6 | x", "Meer getallen"),
        ("Bezoekers van het zwembad | 2018 | 6 | x", "een cijfer of een jaar"),
    ],
)
def test_what_is_asked_of_published_text_is_asked_here_too(row: str, why: str) -> None:
    text = below_head(row)

    delivery = read(text, known(text, *SAID))

    assert delivery.questions
    assert why in " ".join(why for _, why in asked(delivery))


def test_point_of_thousands_is_settled_by_the_name_that_counts() -> None:
    text = below_head("Aantal inwoners | 1.234 | 1.300 | x")

    assert figures_of(read(text, known(text, *SAID))) == {"Aantal inwoners": ["R2018 1234", "S2020 1300"]}


def test_mark_of_a_footnote_is_no_part_of_the_figure() -> None:
    text = f"{below_head('Bomen | 5* | 6 | x')}\n\n* Zonder de parken"

    delivery = read(text, known(text, *SAID))

    assert figures_of(delivery) == {"Bomen": ["R2018 5", "S2020 6"]}
    assert delivery.rows[0].realisaties[0].figure.note == "Zonder de parken"


def test_figure_that_may_end_in_the_number_of_a_footnote_is_asked() -> None:
    text = f"{below_head('Bomen in het bos | 5502 | 553 | x')}\n\n2. 2 Zonder de parken"

    delivery = read(text, known(text, *SAID))

    assert "nummer van een voetnoot" in " ".join(why for _, why in asked(delivery))


def test_amounts_in_thousands_are_asked() -> None:
    text = f"Bedragen x € 1.000\n{below_head('Kosten van het zwembad | 12 | 14 | x')}"

    assert "duizenden of miljoenen" in " ".join(why for _, why in asked(read(text, known(text, *SAID))))


def test_each_row_may_say_its_year() -> None:
    text = barred("Wat | Peiljaar | Hier | Elders\nBomen | 2018 | 5 | 7\nStruiken | 2017 | 6 | 8\nGras | nvt | 9 | 9")

    delivery = read(text, known(text, "naam", "jaar", "realisatie", "benchmark"))

    assert figures_of(delivery) == {"Bomen": ["R2018 5"], "Struiken": ["R2017 6"], "Gras": []}
    assert all("geen jaartal" in why for _, why in asked(delivery))


def test_table_that_was_said_to_be_left_alone_is_read_by_nobody() -> None:
    text = barred("Indicator | Realisatie 2018 | Streefwaarde 2020\nBomen | 5 | 6")
    (fingerprint,) = known(text, "naam", "realisatie", "streefwaarde")

    delivery = read(text, {fingerprint: Indeling({})})

    assert (delivery.rows, delivery.questions) == ([], [])
    assert delivery.notes == ["Tabel 1 is niet gelezen, zoals eerder is gezegd."]


def test_table_is_called_after_the_title_above_it() -> None:
    (table,) = tables_of(f"Zwemmen en lezen\n{below_head(ROWS)}".encode(), "pagina")

    assert table.title == "Tabel 1: Zwemmen en lezen"


def test_question_that_the_columns_answer_says_so() -> None:
    text = below_head(ROWS)

    assert {question.about for question in read(text, {}).questions} == {"kolommen"}


def test_question_about_one_odd_figure_of_a_table_that_was_read_does_not() -> None:
    text = barred("Indicator | Realisatie 2017 | Realisatie 2018\nBomen | 5 | 6\nStruiken | 7 | 13, 3, 1")

    assert [question.about for question in read(text, {}).questions] == [""]


def test_hostile_page_stays_within_bounds() -> None:
    row = cells("Bomen | 5 | 6 | x")
    tables = "".join(f"<table><tr>{cells(HEAD)}</tr><tr>{row}</tr></table>" for _ in range(200))
    wide = f"<table><tr>{'<td>2018</td>' * 10_000}</tr><tr>{'<td>5</td>' * 10_000}</tr></table>"
    spanned = f"<table>{f'<tr><td rowspan=999>a</td>{row}</tr>' * 100}</table>"
    text = f"<html><body>{tables}{wide}{spanned}</body></html>"
    indelingen = known(text, *SAID)
    tracemalloc.start()
    begun = time.process_time()

    delivery = read(text, indelingen)

    assert time.process_time() - begun < 30
    assert tracemalloc.get_traced_memory()[1] < 300_000_000
    tracemalloc.stop()
    assert figures_of(delivery)["Bomen"] == ["R2018 5", "S2020 6"]
