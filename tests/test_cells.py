"""How a cell of a published table is read: every notation of shared/notations.md, and never a digit that is not there."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.choices import GeenCijfer
from indicators.notation import Ambiguous, Figure, Refused, read_cell, write_figure

D = Decimal


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("7,3", [Figure(D("7.3"))]),
        ("-41", [Figure(D(-41))]),
        ("\N{MINUS SIGN}41", [Figure(D(-41))]),
        ("-/- 22%", [Figure(D(-22), unit="%")]),
        ("-/-1.234,5", [Figure(D("-1234.5"))]),
        ("615", [Figure(D(615))]),
        ("41%", [Figure(D(41), unit="%")]),
        ("49,8 km/u", [Figure(D("49.8"), unit="km/u")]),
        ("≥ 50 km/uur", [Figure(lower=D(50), unit="km/uur")]),
        ("1,45 %", [Figure(D("1.45"), unit="%")]),
        ("92,1\u00a0%", [Figure(D("92.1"), unit="%")]),
        ("4.451,5", [Figure(D("4451.5"))]),
        ("1.234.567", [Figure(D(1234567))]),
        ("44.3%", [Figure(D("44.3"), unit="%")]),
        ("", []),
        ("  \u00a0", []),
        ("60% (2015)", [Figure(D(60), unit="%", year=2015)]),
        ("60%\u00a0(2015)", [Figure(D(60), unit="%", year=2015)]),
        ("6,0 (2010)", [Figure(D("6.0"), year=2010)]),
        ("44.3%\n(2012)", [Figure(D("44.3"), unit="%", year=2012)]),
        ("0\n(2014, DUO)", [Figure(D(0), year=2014, note="Bij dit cijfer staat: DUO.")]),
        ("5,8 (2014) 5,7 (2015)", [Figure(D("5.8"), year=2014), Figure(D("5.7"), year=2015)]),
        ("90,5% (2013)\r\n92,1% (2014)", [Figure(D("90.5"), unit="%", year=2013), Figure(D("92.1"), unit="%", year=2014)]),
        ("2019:\n€ 248", [Figure(D(248), unit="€", year=2019)]),
        ("2017: 174 kg", [Figure(D(174), unit="kg", year=2017)]),
        ("44 (2016 :41) dagen", [Figure(D(44), unit="dagen"), Figure(D(41), unit="dagen", year=2016)]),
        ("€ 285", [Figure(D(285), unit="€")]),
        ("€ 223,00", [Figure(D("223.00"), unit="€")]),
        ("€ 43.500.000,--", [Figure(D(43500000), unit="€")]),
        ("227.971 m2", [Figure(D(227971), unit="m2")]),
        ("28 dagen gemiddeld", [Figure(D(28), unit="dagen", note="28 dagen gemiddeld")]),
        ("4 maanden", [Figure(D(4), unit="maanden")]),
        ("> 90%", [Figure(lower=D(90), strict=True, unit="%")]),
        ("<= 248", [Figure(upper=D(248))]),
        ("≥ 3", [Figure(lower=D(3))]),
        ("≥39", [Figure(lower=D(39))]),
        ("minimaal 80%", [Figure(lower=D(80), unit="%")]),
        ("minder dan 5", [Figure(upper=D(5), strict=True)]),
        ("min. 3", [Figure(lower=D(3))]),
        ("90% of meer", [Figure(lower=D(90), unit="%")]),
        ("7 of hoger*", [Figure(lower=D(7))]),
        ("5% of lager", [Figure(upper=D(5), unit="%")]),
        ("tussen 80 en 90%", [Figure(lower=D(80), upper=D(90), unit="%")]),
        ("45 (voorlopig)*", [Figure(D(45), note="45 (voorlopig)")]),
        ("45% voorlopig cijfer", [Figure(D(45), unit="%", note="45% voorlopig cijfer")]),
        ("nulmeting (2015)", [Figure(reason=GeenCijfer.NULMETING_VOLGT, year=2015, note="nulmeting (2015)")]),
        ("6- 6,5*", [Figure(lower=D(6), upper=D("6.5"))]),
        ("6,5- 7*", [Figure(lower=D("6.5"), upper=D(7))]),
        ("1,21-1,4", [Figure(lower=D("1.21"), upper=D("1.4"))]),
        ("0,5 – 1,0", [Figure(lower=D("0.5"), upper=D("1.0"))]),
        ("341*", [Figure(D(341))]),
        ("5*", [Figure(D(5))]),
        ("12,5%*", [Figure(D("12.5"), unit="%")]),
        ("80%-", [Figure(D(80), unit="%")]),
        ("70% **", [Figure(D(70), unit="%")]),
        ("80¹", [Figure(D(80))]),
        ("33 )1", [Figure(D(33))]),
        ("82% (2015) *1", [Figure(D(82), unit="%", year=2015)]),
        ("nulmeting in 2017", [Figure(reason=GeenCijfer.NULMETING_VOLGT, year=2017, note="nulmeting in 2017")]),
        ("2015 is nulmeting", [Figure(reason=GeenCijfer.NULMETING_VOLGT, year=2015, note="2015 is nulmeting")]),
        ("104 tov 134 landelijk", [Figure(D(104))]),
        ("55% (gemeenteraadsverkiezingen)", [Figure(D(55), unit="%", note="Bij dit cijfer staat: gemeenteraadsverkiezingen.")]),
        ("35,8 (datajaar 2022)", [Figure(D("35.8"), year=2022, note="Bij dit cijfer staat: datajaar.")]),
    ],
)  # fmt: skip
def test_cell_is_read(text: str, figures: list[Figure]) -> None:
    assert list(read_cell(text).figures) == figures


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *((dash, "onbekend") for dash in ("-", "–", "—", "\N{MINUS SIGN}", "·", ".", "#", " - ", "?", "- **")),
        *((text, "nog_niet_bekend") for text in ("nnb", "n.n.b.", "N.n.b.", "Nog niet bekend )3")),
        *((text, "niet_beschikbaar") for text in ("nb", "n.b.", "NB", "n.b.*")),
        *((text, "niet_van_toepassing") for text in ("n.v.t.", "N.v.t.", "nvt")),
        *((text, "pm") for text in ("PM", "p.m.")),
        *(
            (text, "in_woorden")
            for text in ("ja", "nee", "zie toelichting", "gelijk of beter dan 2018", "hoger dan 2018")
        ),
    ],
)
def test_cell_without_a_figure_says_why(text: str, reason: str) -> None:
    (figure,) = read_cell(text).figures

    assert (figure.value, figure.reason) == (None, reason)


@pytest.mark.parametrize(
    "text",
    [
        "13, 3, 1", "44 + 27 = 71", "W&I: 90%\nDVL: 95%", '"', "15 nieuw en 15 bestaand", "93.590102.264 (2016)", "5 miljoen",
        "€ 5 mln", "- 41", "80% - ", "1 op 10", "2 van 3", "2018-2021", "> 2018", "7-6", "(12)", "5,8 5,7", "5,8\u00ad5,7",
        "12\u00a0345", "12\u2009345", "60% (doel 2015)", "60% (doel)", "7,9 (landelijk gemiddelde)", "55 (in miljoenen)", "100% (=60 gemeenten)", "60% (2015-2016)", "5,8 (2014) 5,9 (2014)", "10%-15", "½", "٣", "1e2",
        "–41", "2019: 5 (2018)", "Toename met 5%", "1234567890123", "1,1234567", "l0%", "*", "x" * 601,
    ],
)  # fmt: skip
def test_cell_that_is_not_certain_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_cell(text)


@pytest.mark.parametrize("text", ["1.234", "401.000", "1.024 (2016)", "> 93.590", "44.300%", "1234.567"])
def test_one_point_and_three_digits_alone_is_asked(text: str) -> None:
    with pytest.raises(Ambiguous):
        read_cell(text)


@pytest.mark.parametrize(("text", "value"), [("1.234 woningen", 1234), ("€ 401.000", 401000), ("227.971 m2", 227971)])
def test_one_point_and_three_digits_is_settled_by_a_unit_that_counts(text: str, value: int) -> None:
    reading = read_cell(text)

    assert (reading.figures[0].value, reading.by_choice) == (value, True)


def test_one_point_and_three_digits_is_settled_by_what_stands_beside_it() -> None:
    assert read_cell("401.000", thousands=True).figures[0].value == 401000


def test_decimal_point_is_flagged() -> None:
    assert read_cell("44.3%").by_point


def test_marks_are_kept_and_the_benchmark_is_told_apart() -> None:
    assert read_cell("341*").marks == ("*",)
    assert read_cell("82% (2015) *1").marks == ("*1",)
    assert read_cell("104 tov 134 landelijk").benchmark == ("landelijk", D(134))


numbers = st.decimals(-999_999_999, 999_999_999, places=6).map(lambda d: d.normalize() + 0)
years = st.none() | st.integers(1990, 2040)
figures = st.one_of(
    st.builds(Figure, numbers, unit=st.sampled_from(["", "%", "€", "dagen", "m2"]), year=years),
    st.builds(lambda n, s: Figure(lower=abs(n) + 3000, strict=s), numbers, st.booleans()).filter(
        lambda f: f.lower < 10**9
    ),
    st.builds(lambda n: Figure(upper=n, unit="%"), numbers),
    st.builds(lambda n, m: Figure(lower=abs(n), upper=abs(n) + m, unit="%"), numbers, st.integers(1, 9)).filter(
        lambda f: f.upper < 10**9
    ),
    st.sampled_from(["onbekend", "nog_niet_bekend", "niet_beschikbaar", "niet_van_toepassing", "pm"]).map(
        lambda r: Figure(reason=r)
    ),
)


@given(figures)
def test_figure_that_was_printed_is_read_back_the_same(figure: Figure) -> None:
    assert read_cell(write_figure(figure)).figures == (figure,)


cell_text = st.text("0123456789.,-–%€<>≥ ()*:ab\u00a0\u00ad²¹\n", max_size=24) | st.text(max_size=40)


@settings(max_examples=1000)
@given(cell_text, st.booleans())
def test_no_text_gives_a_number_that_is_not_in_it(text: str, thousands: bool) -> None:
    try:
        reading = read_cell(text, thousands=thousands)
    except (Refused, Ambiguous):
        return
    text = text.replace("\u00ad", "")  # nobody sees a soft hyphen
    printed = text.replace(".", "").replace(",", ".")
    for figure in reading.figures:
        for number in filter(None, (figure.value, figure.lower, figure.upper)):
            assert f"{abs(number):f}" in printed or f"{abs(number):f}" in text


@pytest.mark.parametrize(
    "hostile",
    ["1." * 300, "1,1" * 200, "(2014" * 100, "> " * 290, "5,8 (2014) " * 54, "*" * 600, "1 " * 300, "-" * 600],
)
def test_hostile_cell_is_answered_at_once(hostile: str) -> None:
    try:
        read_cell(hostile)
    except (Refused, Ambiguous):
        return
