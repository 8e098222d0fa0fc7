"""What loading does with benchmarks and with money."""

from decimal import Decimal

from indicators.getallen import getal
from indicators.imports.delivery import Delivery
from indicators.imports.known import Figures
from indicators.imports.lines import Deel, Status, Verschil
from indicators.imports.tree import Boom
from indicators.models import Benchmark
from programmes.models import Bedrag

UNKNOWN = "Deze code staat niet in het bestand en niet in de begroting."


def compare_benchmarks(verschil: Verschil, stored: Figures, boom: Boom, delivery: Delivery) -> None:
    """Add what loading the figures of other regions does."""
    for printed in delivery.benchmarks:
        what = f"benchmark {printed.region} {printed.year}"
        after = getal(printed.value)
        deel = boom.find("effectindicator", printed.code) or boom.find_by_name("effectindicator", printed.name)
        if deel is None or deel.node is None:
            verschil.ask_line(Deel("effectindicator", printed.code or printed.name), what, UNKNOWN, after=after)
            continue
        current = stored.benchmarks.get((deel.node.pk, printed.region, printed.year)) if deel.node.pk else None
        if current and current.value == printed.value:
            verschil.line(Status.GELIJK, deel, what, after=after)
        elif current:
            if (
                verschil.line(Status.GEWIJZIGD, deel, what, before=getal(current.value), after=after)
                == Status.GEWIJZIGD
            ):
                verschil.plan.change(current, {"value": printed.value})
        elif verschil.line(Status.NIEUW, deel, what, after=after) == Status.NIEUW:
            verschil.plan.new.append(
                Benchmark(indicator=deel.node, region=printed.region, year=printed.year, value=printed.value)
            )


def compare_bedragen(verschil: Verschil, stored: Figures, boom: Boom, delivery: Delivery) -> None:
    """Add what loading the lasten and baten of prestaties does."""
    for printed in delivery.bedragen:
        what = f"{printed.kind} {printed.year}"
        value = printed.value * printed.times
        after = f"€ {getal(value)}"
        deel = boom.find("prestatie", printed.code)
        if deel is None or deel.node is None:
            verschil.ask_line(Deel("prestatie", printed.code), what, UNKNOWN, after=after)
            continue
        current = stored.bedragen.get((deel.node.pk, printed.year, printed.kind)) if deel.node.pk else None
        rounded = Decimal(printed.times) if printed.times > 1 else None
        if current and current.value == value:
            verschil.line(Status.GELIJK, deel, what, after=after)
        elif current:
            before = f"€ {getal(current.value)}"
            if verschil.line(Status.GEWIJZIGD, deel, what, before=before, after=after) == Status.GEWIJZIGD:
                verschil.plan.change(current, {"value": value, "rounded_to": rounded})
        elif verschil.line(Status.NIEUW, deel, what, after=after) == Status.NIEUW:
            verschil.plan.new.append(
                Bedrag(
                    prestatie=deel.node,
                    year=printed.year,
                    kind=printed.kind,
                    document=verschil.document,
                    value=value,
                    rounded_to=rounded,
                )
            )
