"""Years of which a page does not say whether they were measured: one question, that names them all."""

from collections.abc import Callable
from dataclasses import replace

from indicators.imports.delivery import Delivery

WHAT = "De bladzijde zegt niet of de cijfers van deze jaren gemeten of begroot zijn: {years}."


def ask_years_together(out: Delivery, page: Callable[[int], int] = lambda line: 0) -> None:
    """Have all questions that only ask what a year is ask it of all such years of their page."""
    of_page: dict[int, set[int]] = {}
    for question in out.questions:
        if question.years:
            asked = of_page.setdefault(page(question.place.line), set())
            asked |= set(question.years)
    named = {number: tuple(sorted(years)) for number, years in of_page.items()}
    out.questions = [
        replace(question, years=years, why=WHAT.format(years=", ".join(map(str, years))))
        if question.years and (years := named[page(question.place.line)])
        else question
        for question in out.questions
    ]
