# SPDX-License-Identifier: Apache-2.0
"""Amounts whose unit nobody named: taken in that of their field, and questioned where that looks wrong."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from forms.intake.cells.amounts import bare_number
from forms.intake.cells.habits import doubt
from forms.intake.cells.units import converted, find_unit, plain, unit_of_field
from models.language import message
from models.programme.schema import FieldType
from resources import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.intake.book import CellValue
    from forms.intake.cells.habits import Taken, Taker
    from models.language import Message
    from models.programme.schema import FormField

COMPARED = 8
"""So many rows of a file are compared with one another, whatever their units (`among_rows`)."""

_FEWEST = 3
_TIMES = 1_000
_YUAN_IN_WAN = 10_000


def counts_money(field: FormField) -> bool:
    """Whether the numbers of a field are amounts of money."""
    own = unit_of_field(field)
    return own is not None and own.kind == "money" and field.type is not FieldType.PERCENT


def usual_amount(cells: Iterable[CellValue]) -> float:
    """What the numbers of a column are like, where they are too few to be compared later; else 0."""
    found = [abs(float(number)) for cell in cells if (number := bare_number(cell))]
    return median(found) if _FEWEST <= len(found) < COMPARED else 0.0


def asks_unit(field: FormField, inner: Taker, usual: float) -> Taker:
    """A taker that questions amounts which their field, or the other rows, make doubtful.

    Args:
        usual: What the numbers of the column are like, 0 where that is not known.
    """

    def take(value: CellValue) -> Taken:
        taken = inner(value)
        number = bare_number(value)
        said = _question(field, number, usual) if number and taken.value is not None else None
        if said is None:
            return taken
        return taken._replace(problems=(*taken.problems, doubt(field, said, _CHECK)))

    return take


_CHECK = message("Check its unit: 元, 千元, 万元 or 亿元.")


def _question(field: FormField, number: Decimal, usual: float) -> Message | None:
    own = unit_of_field(field)
    assert own is not None
    shown, size = f"{number:f}", abs(number)
    most, large = _most()
    inside = find_unit(large)
    great = converted(size, own, inside) if inside else None
    if great is not None and (great >= most or _fits_only_divided(field, size)):
        return message(
            "“{field}” names no unit: {value} was taken as {own}, which is {great} {large}. Perhaps 元"
            " was meant.",
            field=field.label,
            value=shown,
            own=own.id,
            great=great,
            large=large,
        )
    if usual and not 1 / _TIMES < float(size) / usual < _TIMES:
        return message(
            "“{field}” names no unit: {value} was taken as {own}, and most rows hold about {usual}.",
            field=field.label,
            value=shown,
            own=own.id,
            usual=plain(Decimal(f"{usual:.15g}")),
        )
    return None


def _fits_only_divided(field: FormField, number: Decimal) -> bool:
    """Whether a number is beyond the limit of its field, and would not be in 元."""
    limit = Decimal(str(field.max)) if field.max is not None else None
    return limit is not None and number / _YUAN_IN_WAN <= limit < number


@lru_cache(maxsize=1)
def _most() -> tuple[Decimal, str]:
    data = tomllib.loads(read_text("intake", "units.toml"))["unnamed"]
    return Decimal(data["from"]), str(data["unit"])
