"""Reading a streefwaarde as people write it, and writing it so that it is read back."""

from contextlib import suppress
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.notation import Ambiguous, NotANumber
from indicators.target_notation import Grens, read_target, write_target

TWENTY, TWENTY_FIVE = Decimal(20), Decimal(25)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("12,5", Grens(Decimal("12.5"))),
        ("-5", Grens(Decimal(-5))),
        ("20%", Grens(TWENTY)),
        *(
            (text, Grens(lower=TWENTY, upper=TWENTY_FIVE))
            for text in ("20-25", "20 - 25", "20–25", "20 — 25", "20% - 25%")
        ),
        *((text, Grens(lower=TWENTY, upper=TWENTY_FIVE)) for text in ("20 t/m 25", "20 tot en met 25%")),
        (">20 - <25", Grens(lower=TWENTY, upper=TWENTY_FIVE, strict=True)),
        ("-20 - -5", Grens(lower=Decimal(-20), upper=Decimal(-5))),
        *((text, Grens(lower=TWENTY)) for text in ("≥ 20", ">= 20", ">=20%", "ten minste 20", "Ten minste 20")),
        *((text, Grens(upper=TWENTY)) for text in ("≤ 20", "<=20", "ten hoogste 20")),
        *((text, Grens(lower=TWENTY, strict=True)) for text in ("> 20", ">20", "meer dan 20")),
        *((text, Grens(upper=TWENTY, strict=True)) for text in ("< 20", "minder dan 20")),
    ],
)
def test_target_is_read(text: str, target: Grens) -> None:
    assert read_target(text, "%") == target


@pytest.mark.parametrize(
    "text", ["veel", "20 - ", "- 20 -", "> ", "ten minste veel", "20 - 25 - 30", ">20 - 25", "", "-"]
)
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        read_target(text)


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("5%", "dagen", "niet in procenten, maar in: dagen"),
        ("< 5%", "", "zonder eenheid"),
        ("5% - 6%", "€", "maar in: €"),
        ("6 - 5", "", "Schrijf de laagste eerst"),
        (">6 - <5%", "%", "Schrijf de laagste eerst"),
    ],
)
def test_target_is_refused_with_what_is_wrong(text: str, unit: str, message: str) -> None:
    with pytest.raises(NotANumber, match=message):
        read_target(text, unit)


@pytest.mark.parametrize("text", ["-0", "-0,0", "\N{MINUS SIGN}0", "0"])
def test_nought_has_no_sign(text: str) -> None:
    assert write_target(read_target(text)) == "0"
    assert not read_target(text).value.is_signed()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "part", ["1", " ", "-", "1-", "- ", "1 ", ">", "t/m", "1t/m", "tot en met ", "<1", "ten minste "]
)
def test_longest_text_of_a_form_is_read_or_refused_at_once(part: str) -> None:
    started = perf_counter()
    for text in ((part * 60)[:60], "1" + (part * 60)[:59], (part * 60)[:59] + "x"):
        with suppress(NotANumber, Ambiguous):
            read_target(text, "%")

    assert perf_counter() - started < 0.1


@pytest.mark.parametrize("text", ["1.234", "ten minste 1.234", "1.234 - 2000"])
def test_number_with_two_readings_is_asked_about(text: str) -> None:
    with pytest.raises(Ambiguous):
        read_target(text)


numbers = st.decimals(-1000, 1000, places=3).map(lambda number: number + 0)


nothing, either = st.none(), st.booleans()


@given(
    st.one_of(
        st.builds(Grens, numbers, nothing, nothing, st.just(False)),
        st.builds(Grens, nothing, numbers, nothing, either),
        st.builds(Grens, nothing, nothing, numbers, either),
        st.builds(lambda ends, strict: Grens(None, *sorted(ends), strict), st.tuples(numbers, numbers), either),
    )
)
def test_written_target_is_read_back(target: Grens) -> None:
    assert read_target(write_target(target)) == target
