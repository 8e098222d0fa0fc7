"""Lines on which a name stands before what its figures are, below years that end the line above."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, read

HEAD = "Effect indicatoren 201820192020"
FIRST = ["Bezetting van de garages Streefwaarde 30% 32% 34%", "Realisatie 29% 31% 33%"]
SECOND = ["Aantal trommels Streefwaarde 845 900 1100", "Realisatie 845"]


def test_a_kind_parts_the_name_from_the_figures() -> None:
    found = read_text("\n".join([HEAD, *FIRST, *SECOND]))
    assert figures_of(found) == {
        "Bezetting van de garages": ["R2018 29", "R2019 31", "R2020 33", "S2018 30", "S2019 32", "S2020 34"],
        "Aantal trommels": ["S2018 845", "S2019 900", "S2020 1100"],
    }
    assert [question.text for question in found.questions] == ["Realisatie 845"]


@pytest.mark.parametrize("lost", [*FIRST, *SECOND])
def test_where_a_line_is_gone_no_figure_goes_to_another(lost: str) -> None:
    lines = [HEAD, *FIRST, *SECOND]
    whole = read("\n".join(lines))
    part = read("\n".join(line for line in lines if line != lost))
    assert all(set(figures) <= set(whole[name]) for name, figures in part.items())


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([HEAD.removesuffix("2020"), *FIRST]),
        "\n".join([HEAD.replace("2019", "2018"), *FIRST]),
        "\n".join([HEAD, *FIRST, *FIRST]),  # a name twice
    ],
)
def test_lines_of_other_years_are_asked(text: str) -> None:
    found = read_text(text)
    assert not any(figures_of(found).values())
    assert found.questions
