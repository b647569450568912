# SPDX-License-Identifier: Apache-2.0
"""What only the rows of a file beside one another show: amounts out of line, one code with two names."""

from __future__ import annotations

import math
from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING

from forms.intake.cells.incoming import CellProblem
from forms.intake.cells.unnamed_units import COMPARED
from models.errors import Problem, Severity
from models.language import Message, message
from models.programme.schema import FieldType
from models.rules.likeness import Titles, figures
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from forms.intake.compare.understanding import Understood
    from models.programme.schema import FormField, Programme

_TENFOLD = 0.95
_SPREADS = 6
_NORMAL = 1.4826  # makes the median deviation of a normal distribution its standard deviation
_UNITS = (10, 100, 1_000, 10_000, 100_000_000)
_CLOSE = 0.02
_SHOWN = 60


def problems_among(
    rows: Sequence[Understood], programme: Programme
) -> dict[int, tuple[CellProblem, ...]]:
    """The problems that only show when rows are compared with one another, by place among them."""
    found: defaultdict[int, tuple[CellProblem, ...]] = defaultdict(tuple)
    found_here = (
        *_doubtful_amounts(rows, programme),
        *_doubtful_names(rows),
        *_like_titles(rows),
    )
    for place, problem in found_here:
        found[place] = (*found[place], problem)
    return found


def _doubtful_amounts(
    rows: Sequence[Understood], programme: Programme
) -> Iterator[tuple[int, CellProblem]]:
    """Amounts that stand far out of their column, as those in another unit do.

    A column's own spread decides (median of the logarithms and of the deviations from it): where
    amounts are alike a factor of ten is questioned, where they differ widely only a larger one.
    """
    for name in dict.fromkeys(name for row in rows for name in row.amounts):
        numbers = {
            place: float(row.amounts[name])
            for place, row in enumerate(rows)
            if row.amounts.get(name, 0) > 0
        }
        field = programme.fields[name]
        for place, times in _outliers(numbers):
            where = rows[place].places[name]
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


def _outliers(numbers: Mapping[int, float]) -> Iterator[tuple[int, float]]:
    if len(numbers) < COMPARED:
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


def _doubtful_names(rows: Sequence[Understood]) -> Iterator[tuple[int, CellProblem]]:
    """Rows with one credit code and two names of the applicant; the same name twice is no problem."""
    by_code: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, row in enumerate(rows):
        if row.credit_code and row.applicant:
            by_code[row.credit_code][comparable(row.applicant)].append(place)
    for names in by_code.values():
        if len(names) > 1:
            firsts = [places[0] for places in names.values()]
            for places in names.values():
                other = next(place for place in firsts if place not in places)
                for place in places:
                    yield place, _two_names(rows[place], rows[other])


def _two_names(row: Understood, other: Understood) -> CellProblem:
    said = message(
        "The credit code {code} stands in rows {row} and {other} with two names: {name}, {second}",
        code=row.credit_code,
        row=row.place.row,
        other=other.place.row,
        name=row.applicant[:_SHOWN],
        second=other.applicant[:_SHOWN],
    )
    fix = message("Check which name and which code are on the licence.")
    rule = "credit_code/other_names"
    problem = Problem(Severity.WARNING, "credit_code", said, None, fix, rule)
    return CellProblem(row.places.get("credit_code", row.place), problem)


def _like_titles(rows: Sequence[Understood]) -> Iterator[tuple[int, CellProblem]]:
    """Rows of one applicant with titles so alike that one project may stand behind both."""
    by_applicant: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.title and row.applicant:
            by_applicant[comparable(row.applicant)].append(place)
    for places in by_applicant.values():
        if not 1 < len(places) <= _MOST_COMPARED:
            continue
        by_figures: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place in places:
            by_figures[figures(rows[place].title)].append(place)
        for some in by_figures.values():
            if len(some) > 1:
                yield from _like_among(rows, some)


def _like_among(
    rows: Sequence[Understood], places: Sequence[int]
) -> Iterator[tuple[int, CellProblem]]:
    """Of some rows, each with a title like that of an earlier one, but not the same."""
    titles = Titles(rows[place].title for place in places)
    for index, place in enumerate(places):
        row = rows[place]
        earlier = [other for other, _ in titles.like(row.title) if other < index]
        if earlier and comparable(rows[places[earlier[0]]].title) != comparable(row.title):
            yield place, _like_title(row, rows[places[earlier[0]]])


_MOST_COMPARED = 200
"""One applicant with more rows than this is a column that was taken for another."""


def _like_title(row: Understood, other: Understood) -> CellProblem:
    said = message(
        "The same applicant has a like title in row {row}: {title}",
        row=other.place.row,
        title=other.title[:_SHOWN],
    )
    fix = message("Look whether both are one project.")
    return CellProblem(
        row.places.get("title", row.place), Problem(Severity.WARNING, "title", said, fix=fix)
    )
