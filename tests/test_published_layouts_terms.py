"""Names with a term in a column of their own: Servicenorm/indicator, < 28 dagen."""

from tests.published_text import read, stacked

SERVICE = ["Product/dienst", "Servicenorm/indicator", "Streefwaarde 2020", "Realisatie 2017", "Realisatie 2018"]
KAPPEN = ["Boom kappen", "% binnen 9 weken", "90%", "80%", "85%"]


def test_a_servicenorm_that_is_a_term_is_part_of_the_name() -> None:
    found = read(stacked(*SERVICE, *KAPPEN, "Perk aanvragen, wachttijd", "< 28 dagen", "90%", "34 dagen", "17 dagen"))

    assert found["Perk aanvragen, wachttijd: < 28 dagen"] == ["R2017 34", "R2018 17", "S2020 90"]


def test_a_term_is_no_name_where_the_figure_too_many_may_be_a_footnote() -> None:
    row = ["Perk aanvragen, wachttijd", "< 28 dagen", "34 dagen", "17 dagen", "1"]

    assert not any(figures for name, figures in read(stacked(*SERVICE, *KAPPEN, *row)).items() if "Perk" in name)
