"""Whether two names are those of one thing."""

import pytest

from indicators.imports.names import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Schaalscore sociale cohesie", "Schaalscore sociale cohesie (op een schaal van 1 tot 10)"),
        ("Stadsenquéte", "Stadsenquête"),
        ("Medwerkersenquête SWT", "Medewerkersenquête SWT"),
        ("Percentage inwoners met 'zorg'", "percentage inwoners met zorg*"),
    ],
)
def test_spelling_and_brackets_make_no_other_indicator(one: str, other: str) -> None:
    assert alike(one, other, loosely=False)
    assert alike(other, one, loosely=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Percentage inwoners dat tevreden is", "Percentage inwoners dat niet tevreden is"),
        ("Percentage inwoners dat tevreden is", "Percentage inwoners dat ontevreden is"),
        ("Percentage inwoners dat zich vaak eenzaam voelt", "Percentage inwoners dat zich vaak onveilig voelt"),
        ("Percentage 65-plussers dat zelfstandig woont", "Percentage 75-plussers dat zelfstandig woont"),
        ("Percentage jonge inwoners dat sport", "Percentage inwoners dat sport"),
    ],
)
def test_a_word_that_can_change_what_is_measured_is_asked(one: str, other: str) -> None:
    assert not alike(one, other, loosely=False)
    assert not alike(other, one, loosely=False)


def test_effort_may_be_described_in_more_words() -> None:
    assert alike("Organiseren van activiteiten", "Doen organiseren van activiteiten", loosely=True)
    assert not alike("Organiseren van activiteiten", "Niet organiseren van activiteiten", loosely=True)
    assert not alike("Organiseren van activiteiten", "Bouwen van woningen", loosely=True)
