# SPDX-License-Identifier: Apache-2.0
"""What only the rows of a file beside one another show: amounts out of line, one code with two names."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Any

from forms.intake.incoming import CellProblem
from models.errors import Problem, Severity
from models.language import Message, message
from models.programme.schema import FieldType
from models.programme.values import read, understand
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from forms.intake.incoming import IncomingRow
    from models.programme.schema import FormField, Programme

_FEWEST = 8
_TENFOLD = 0.95
_SPREADS = 6
_NORMAL = 1.4826  # makes the median deviation of a normal distribution its standard deviation
_UNITS = (10, 100, 1_000, 10_000, 100_000_000)
_CLOSE = 0.02


def with_file_problems(rows: Sequence[IncomingRow], programme: Programme) -> list[IncomingRow]:
    """The rows with the problems that only show when they are compared with one another."""
    more: dict[int, list[CellProblem]] = {}
    for place, problem in (*doubtful_amounts(rows, programme), *doubtful_names(rows)):
        more.setdefault(place, []).append(problem)
    return [
        replace(row, problems=(*row.problems, *more[place])) if place in more else row
        for place, row in enumerate(rows)
    ]


def doubtful_amounts(
    rows: Sequence[IncomingRow], programme: Programme
) -> Iterator[tuple[int, CellProblem]]:
    """Amounts that stand far out of their column, as those in another unit do.

    A column's own spread decides (median of the logarithms and of the deviations from it): where
    amounts are alike a factor of ten is questioned, where they differ widely only a larger one.

    Returns:
        Pairs of the place of a row among `rows` and its problem.
    """
    for field in programme.fields.values():
        if field.type is FieldType.MONEY:
            numbers = {place: number for place, row in enumerate(rows)
                       if (number := _amount(field, row.values.get(field.id)))}  # fmt: skip
            for place, times in _outliers(numbers):
                where = rows[place].places[field.id]
                yield place, CellProblem(where, _doubtful(field, numbers[place], times))


def doubtful_change(field: FormField, before: Decimal, after: Decimal) -> Message | None:
    """What to ask where an amount is ten, a thousand, ten thousand … times what the register holds."""
    if not before or not after or field.type is not FieldType.MONEY:
        return None
    ratio = abs(float(after / before))
    for n in _UNITS:
        if abs(ratio / n - 1) <= _CLOSE:
            return message(
                "“{field}” is {n} times what it was: perhaps another unit was meant.",
                field=field.label,
                n=n,
            )
        if abs(ratio * n - 1) <= _CLOSE:
            return message(
                "“{field}” was {n} times as large: perhaps another unit was meant.",
                field=field.label,
                n=n,
            )
    return None


def _amount(field: FormField, typed: Any) -> float:
    """A positive amount; 0 for anything else."""
    if typed is None:
        return 0
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        return float(typed) if typed > 0 else 0
    value = read(field, understand(field, typed, {}).stored)
    number = float(value) if value is not None and not hasattr(value, "text") else 0  # type: ignore[arg-type]
    return max(number, 0)


def _outliers(numbers: Mapping[int, float]) -> Iterator[tuple[int, float]]:
    if len(numbers) < _FEWEST:
        return
    logs = {place: math.log10(number) for place, number in numbers.items()}
    middle = median(logs.values())
    spread = _NORMAL * median(abs(log - middle) for log in logs.values())
    allowed = max(_TENFOLD, _SPREADS * spread)
    for place, log in logs.items():
        if abs(log - middle) > allowed:
            yield place, 10 ** (log - middle)


def _doubtful(field: FormField, number: float, times: float) -> Problem:
    often = round(times) if times > 1 else round(1 / times)
    shown = f"{number:.15g}"
    said = (
        message("“{field}” ({value}) is about {n} times as large as in most rows.",
                field=field.label, value=shown, n=often)
        if times > 1
        else message("“{field}” ({value}) is about {n} times smaller than in most rows.",
                     field=field.label, value=shown, n=often)
    )  # fmt: skip
    fix = message("Check its unit: 元, 千元, 万元 or 亿元.")
    return Problem(Severity.WARNING, field.id, said, None, fix, rule=field.id)


def doubtful_names(rows: Sequence[IncomingRow]) -> Iterator[tuple[int, CellProblem]]:
    """Rows with one credit code and two names of the applicant; the same name twice is no problem.

    Returns:
        Pairs of the place of a row among `rows` and its problem.
    """
    by_code: dict[str, dict[str, list[int]]] = {}
    for place, row in enumerate(rows):
        code, name = row.values.get("credit_code"), row.values.get("applicant")
        if isinstance(code, str) and isinstance(name, str) and code and name:
            by_code.setdefault(code, {}).setdefault(comparable(name), []).append(place)
    for code, names in by_code.items():
        if len(names) > 1:
            firsts = [places[0] for places in names.values()]
            for places in names.values():
                other = next(place for place in firsts if place not in places)
                for place in places:
                    yield place, _two_names(code, rows[place], rows[other])


def _two_names(code: str, row: IncomingRow, other: IncomingRow) -> CellProblem:
    said = message(
        "The credit code {code} stands in rows {row} and {other} with two names: {name}, {second}",
        code=code,
        row=row.place.row,
        other=other.place.row,
        name=str(row.values["applicant"])[:60],
        second=str(other.values["applicant"])[:60],
    )
    fix = message("Check which name and which code are on the licence.")
    problem = Problem(
        Severity.WARNING, "credit_code", said, None, fix, rule="credit_code/other_names"
    )
    return CellProblem(row.places["credit_code"], problem)
