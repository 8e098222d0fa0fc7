"""What every form says of a field that is not right."""

from typing import Any

import pytest
from django import forms

from indicators.controller_forms import Day

NAMES = [("a", "A"), ("b", "B")]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(), "", "Vul dit in."),
        (forms.ChoiceField(choices=NAMES), "", "Kies er een."),
        (forms.ChoiceField(choices=NAMES), "c", "Kies iets uit de lijst."),
        (forms.IntegerField(), "twee", "Schrijf een heel getal in cijfers, bijvoorbeeld 2018."),
        (forms.DateField(), "gisteren", "Schrijf de datum zo: 31-12-2026."),
        (forms.DateField(error_messages={"invalid": "Kies een dag."}), "gisteren", "Kies een dag."),
    ],
)
def test_field_that_is_not_right_says_how_to_mend_it(field: forms.Field, typed: Any, said: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)

    assert refused.value.messages == [said]


def test_date_is_read_as_the_sentence_says() -> None:
    assert forms.DateField().clean("31-12-2026").isoformat() == "2026-12-31"


@pytest.mark.parametrize(
    ("typed", "shown"), [("31-12-2026", 'value="2026-12-31"'), ("2026-12-31", 'value="2026-12-31"'), ("gisteren", "")]
)
def test_date_that_was_typed_is_shown_as_a_browser_wants_it(typed: str, shown: str) -> None:
    html = Day().render("dag", typed)

    assert 'type="date"' in html
    assert shown in html
    assert "gisteren" not in html
