"""Makes municipalities of the shape of Leiden's budget, the same ones each time."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from io import StringIO
from typing import Any

from django.db import connection, models, transaction

from indicators.models import Bron, Effectindicator, IndicatorVermelding, Realisatie, Reeks, Streefwaarde
from programmes.choices import DocumentKind
from programmes.models import Beleidsterrein, Document, Doel, Prestatie, Programma, Vermelding

SEED = 9
FIRST_YEAR, LAST_YEAR = 2011, 2025
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
INDICATORS = 165  # of one municipality: the number in Leiden's begroting 2021
SIZES = {"Leiden": 1, "G40": 40, "Nederland": 342}

# Leiden's budget: 11 programma's of two or three beleidsterreinen, some 66 doelen, two or three indicators each.
PROGRAMMAS, TERREINEN, DOELEN = 11, 27, 66
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
BRONNEN = (("Stadsenquête", "oneven_jaren"), ("Veiligheidsmonitor", "even_jaren"), ("BRP", "elk_jaar"))
# direction, unit, decimals, lowest and highest figure; in the proportions of Leiden's programma 9
WAYS = (
    ("hoger", "%", 0, 5, 95),
    ("hoger", "%", 0, 40, 99),
    ("hoger", "", 1, 4, 9),
    ("lager", "%", 1, 2, 30),
    ("hoger", "aantal", 0, 100, 9000),
    ("lager", "dagen", 0, 20, 200),
    ("gelijk", "aantal", 0, 10, 400),
)


class Municipality:
    """The rows of one municipality; the keys follow from its number, so that rows can name each other unsaved."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.random = random.Random(SEED * 1_000_003 + number)  # noqa: S311 - the same data each time
        self.prefix = f"{number:03}-" if number else ""

    def key(self, within: int, size: int) -> int:
        """Return the key of the `within`-th object of this municipality, which has `size` of its kind."""
        return self.number * size + within + 1

    def tree(self) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
        """Yield programma's, beleidsterreinen, doelen and a prestatie for each."""
        for n in range(PROGRAMMAS):
            yield Programma, self._node(n, PROGRAMMAS, f"{n + 1}", "Programma")
        for n in range(TERREINEN):
            above = n * PROGRAMMAS // TERREINEN
            node = self._node(n, TERREINEN, f"{above + 1}{chr(65 + n % 3)}{n}", "Beleidsterrein")
            yield Beleidsterrein, {**node, "programma_id": self.key(above, PROGRAMMAS)}
        for n in range(DOELEN):
            above = n * TERREINEN // DOELEN
            node = {**self._node(n, DOELEN, f"D{n}", "Doel"), "beleidsterrein_id": self.key(above, TERREINEN)}
            yield Doel, node
            yield Prestatie, {**self._node(n, DOELEN, f"D{n}.1", "Prestatie"), "doel_id": self.key(n, DOELEN)}

    def figures(self) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
        """Yield the indicators with their reeks, figures and targets."""
        for n in range(INDICATORS):
            pk = self.key(n, INDICATORS)
            direction, unit, decimals, low, high = WAYS[n % len(WAYS)]
            node = self._node(n, INDICATORS, f"D{n * DOELEN // INDICATORS}.{n}", "Effectindicator")
            doel = self.key(n * DOELEN // INDICATORS, DOELEN)
            yield Effectindicator, {**node, "doel_id": doel, "direction": direction}
            bron = n % len(BRONNEN)
            yield (
                Reeks,
                {
                    "id": pk,
                    "indicator_id": pk,
                    "valid_from": FIRST_YEAR,
                    "unit": unit,
                    "decimals": decimals,
                    "bron_id": bron + 1,
                },
            )
            yield from self._series(n, pk, bron, decimals, low, high)

    def _series(
        self, n: int, pk: int, bron: int, decimals: int, low: int, high: int
    ) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
        """Yield a figure for each measured year, a reason for each other, and the targets of each begroting."""
        level = self.random.uniform(low, high)
        step = (high - low) / 40
        measured = [year for year in YEARS if bron == 2 or year % 2 != bron]
        for place, year in enumerate(YEARS):
            level = min(max(level + self.random.uniform(-step, step), low), high)
            value = _number(level, decimals) if year in measured else None
            yield (
                Realisatie,
                {
                    "id": self.key(n * len(YEARS) + place, INDICATORS * len(YEARS)),
                    "reeks_id": pk,
                    "year": year,
                    "measured_year": year,
                    "value": value,
                    "reason": "" if value is not None else "niet_gemeten",
                    "state": "concept" if year == LAST_YEAR and n % 4 == 0 else "vastgesteld",
                    "respondents": 800 if bron == 0 and value is not None else None,
                    "provisional": year == LAST_YEAR,
                },
            )
            # A begroting sets four years; one that only repeats what applied already is printed all the same.
            aim = level + self.random.uniform(-step, 2 * step)
            for ahead in range(4):
                yield (
                    Streefwaarde,
                    {
                        "id": self.key((n * len(YEARS) + place) * 4 + ahead, INDICATORS * len(YEARS) * 4),
                        "reeks_id": pk,
                        "year": year + ahead,
                        "document_id": place + 1,
                        "value": _number(aim, decimals) if n % 9 else None,
                        "lower": None if n % 9 else _number(aim - step, decimals),
                        "upper": None if n % 9 else _number(aim + step, decimals),
                    },
                )

    def printed(self) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
        """Yield what the last begroting printed of the tree and the indicators."""
        size = PROGRAMMAS + TERREINEN + 2 * DOELEN
        last = len(YEARS)
        for n, (model, node) in enumerate(self.tree()):
            yield (
                Vermelding,
                {
                    "id": self.key(n, size),
                    "document_id": last,
                    "order": n,
                    "code": node["code"],
                    "name": node["name"],
                    f"{model._meta.model_name}_id": node["id"],
                },
            )
        for n in range(INDICATORS):
            pk = self.key(n, INDICATORS)
            yield (
                IndicatorVermelding,
                {
                    "id": pk,
                    "document_id": last,
                    "order": n,
                    "code": f"{self.prefix}D{n * DOELEN // INDICATORS}.{n}"[:20],
                    "name": f"Effectindicator {n} van {self.number}",
                    "indicator_id": pk,
                },
            )

    def _node(self, n: int, size: int, code: str, name: str) -> dict[str, Any]:
        """Return the columns that every node has."""
        slug = f"{self.prefix}{name.lower()}-{n}"
        return {
            "id": self.key(n, size),
            "slug": slug,
            "code": f"{self.prefix}{code}"[:20],
            "name": f"{name} {n} van {self.number}",
            "order": n,
        }


def fill(municipalities: int) -> int:
    """Put this many municipalities in an empty database; return how many figures that is."""
    _write([(Bron, {"id": n, "name": name, "rhythm": rhythm}) for n, (name, rhythm) in enumerate(BRONNEN, 1)])
    _write([(Document, _begroting(n, year)) for n, year in enumerate(YEARS, 1)])
    for number in range(municipalities):
        one = Municipality(number)
        with transaction.atomic():
            for part in (one.tree(), one.figures(), one.printed()):
                _write(part)
    _reset_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return figures_of(municipalities)


def figures_of(municipalities: int) -> int:
    """Return how many figures so many municipalities have."""
    return municipalities * INDICATORS * len(YEARS)


def _begroting(n: int, year: int) -> dict[str, Any]:
    return {
        "id": n,
        "kind": DocumentKind.BEGROTING,
        "year": year,
        "through_year": year + 3,
        "number": 1,
        "adopted": True,
    }


def _number(value: float, decimals: int) -> Decimal:
    """Return a generated level as a figure of this many decimals."""
    return Decimal(f"{value:.{decimals}f}")


def _write(rows: Iterable[tuple[type[models.Model], dict[str, Any]]]) -> None:
    """Write the rows, model by model in the order in which the models first come."""
    per_model: dict[type[models.Model], list[dict[str, Any]]] = {}
    for model, row in rows:
        per_model.setdefault(model, []).append(row)
    for model, of_model in per_model.items():
        columns, defaults = _columns(model)
        values = [list({**defaults, **row}.values()) for row in of_model]
        _insert(model._meta.db_table, columns, values)


@cache
def _columns(model: type[models.Model]) -> tuple[list[str], dict[str, Any]]:
    """Return the columns of a table, and by the name of each what the model would fill in."""
    fields = model._meta.concrete_fields
    return [field.column for field in fields], {f.attname: None if f.null else f.get_default() for f in fields}


def _insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows as fast as the database takes them."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = ("\t".join(["\\N" if value is None else str(value) for value in row]) + "\n" for row in rows)
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", StringIO("".join(lines)))
        else:
            marks = ", ".join(["%s"] * len(columns))
            said = [[str(value) if isinstance(value, Decimal) else value for value in row] for row in rows]
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", said)  # noqa: S608 - our own names


def _reset_sequences() -> None:
    """Let the next key follow the ones that were given."""
    from django.core.management.color import no_style  # noqa: PLC0415

    models_ = [Bron, Document, Programma, Beleidsterrein, Doel, Prestatie, Effectindicator, Reeks, Realisatie]
    models_ += [Streefwaarde, Vermelding, IndicatorVermelding]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_):
            cursor.execute(statement)
