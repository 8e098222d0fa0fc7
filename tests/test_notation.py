"""How a typed number is read: the Dutch way, exactly, and never by a guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.getallen import getal, kort, met_eenheid
from indicators.notation import Ambiguous, NotANumber, read_number, write_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", "12.5"),
        ("1.234,5", "1234.5"),
        ("13", "13"),
        ("0", "0"),
        ("-41", "-41"),
        ("\N{MINUS SIGN}41", "-41"),
        ("- 4,5", "-4.5"),
        ("  7,3 ", "7.3"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1,234", "1.234"),
        ("1234,5", "1234.5"),
        ("007", "7"),
        # one reading only: no thousands have one or two digits, or begin with a zero
        ("12.5", "12.5"),
        ("44.30", "44.3"),
        ("0.125", "0.125"),
    ],
)
def test_number_is_read(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "thousands", "decimal"),
    [
        ("1.234", "1234", "1.234"),
        ("-12.500", "-12500", "-12.5"),
        ("401.000", "401000", "401"),
        ("1234.567", "1234567", "1234.567"),
    ],
)
def test_number_with_two_readings_is_asked(text: str, thousands: str, decimal: str) -> None:
    with pytest.raises(Ambiguous) as question:
        read_number(text)

    assert question.value.candidates == (Decimal(thousands), Decimal(decimal))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "--5", "twaalf", "12,5,6", "1,234.5", "1.23,4", "12.34.567", ",5", "5,", "1e5", "1_000", "1 234",
        "NaN", "Infinity", "0x10", "٣", "½", "12%", "5,8 (2014)", "13, 3, 1", "6-6,5", "> 90", "1" * 41,
    ],
)  # fmt: skip
def test_what_is_not_one_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [("12,5%", "%", "12.5"), ("12,5 %", "%", "12.5"), ("€ 285", "€", "285"), ("28 dagen", "dagen", "28")],
)
def test_unit_of_the_reeks_may_stand_beside_the_number(text: str, unit: str, number: str) -> None:
    assert read_number(text, unit) == Decimal(number)


@given(st.decimals(-999_999_999, 999_999_999, places=6))
def test_number_that_was_written_is_read_back_without_a_question(number: Decimal) -> None:
    assert read_number(write_number(number)) == number


@given(st.text(max_size=20))
def test_no_text_gives_a_number_that_is_not_in_it(text: str) -> None:
    try:
        number = read_number(text)
    except (NotANumber, Ambiguous):
        return
    assert set(str(abs(number))) - set("0.") <= set(text)


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        ("5.8", 1, "5,8"),
        ("6", 1, "6,0"),
        ("1234.5", 0, "1.234,5"),
        ("43500000", 0, "43.500.000"),
        ("5.96", 1, "5,96"),
        ("-0.3", 0, "\N{MINUS SIGN}0,3"),
        ("0", 0, "0"),
        ("100.000000", 0, "100"),
    ],
)
def test_number_is_shown_the_dutch_way_and_never_rounded(number: str, decimals: int, shown: str) -> None:
    assert getal(Decimal(number), decimals) == shown


@pytest.mark.parametrize(
    ("unit", "long", "short"),
    [
        ("%", "90%", "90%"),
        ("€", "€\xa090", "€\xa090"),
        ("dagen", "90\xa0dagen", "90"),
        ("", "90", "90"),
        ("score (1–10)", "90", "90"),
    ],
)
def test_unit_is_written_as_dutch_does(unit: str, long: str, short: str) -> None:
    assert (met_eenheid(Decimal(90), unit), kort(Decimal(90), unit)) == (long, short)


def test_number_of_more_digits_than_arithmetic_keeps_is_refused_and_never_rounded() -> None:
    assert read_number("-" + "9" * 28) == -Decimal("9" * 28)
    with pytest.raises(NotANumber):
        read_number("-" + "9" * 29)
    with pytest.raises(NotANumber):
        read_number("0," + "1" * 28)
