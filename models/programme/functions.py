# SPDX-License-Identifier: Apache-2.0
"""The functions that a condition may call."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


class NotYetKnownError(Exception):
    """An operand is empty, so the outcome is not known; never leaves a condition."""


UNKNOWN_ERRORS = (NotYetKnownError, ArithmeticError)
"""What leaves an outcome not yet known: an empty operand, a division by zero, an absurd number."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a repeating table as a condition sees them; `tenants.area_m2` is a column."""

    rows: Sequence[Mapping[str, Any]]


def _known(items: Any) -> list[Any]:
    found = list(items.values()) if isinstance(items, Mapping) else list(items)
    known = [item for item in found if item is not None]
    if not known:
        raise NotYetKnownError
    return known


def _numbers(items: Any) -> list[Decimal]:
    return [Decimal(item) for item in _known(items)]


def _growth(series: Mapping[int, Decimal]) -> Decimal:
    years = sorted(series)
    if len(years) < 2:  # noqa: PLR2004 - growth needs two years
        raise NotYetKnownError
    before, after = Decimal(series[years[-2]]), Decimal(series[years[-1]])
    return (after - before) / before * 100


def _default(found: list[Any]) -> Any:
    """The first that is there; where none is, the condition is not yet known."""
    return _known(found)[0]


def _years(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _empty(item: Any) -> bool:
    return isinstance(item, Table) and not item.rows


def _count(items: Any) -> int:
    return len(items.rows) if isinstance(items, Table) else len(items)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sum": lambda items: sum(_numbers(items)),
    "min": lambda *items: min(_known(items[0] if len(items) == 1 else items)),
    "max": lambda *items: max(_known(items[0] if len(items) == 1 else items)),
    "mean": lambda items: sum(_numbers(items)) / len(_numbers(items)),
    "count": _count,
    "distinct": lambda items: len(set(items)),
    "contains": lambda items, item: item in items,
    "ceil": math.ceil,
    "floor": math.floor,
    "abs": abs,
    "length": len,
    "latest": lambda series: series[max(series)],
    "growth": _growth,
    "days": lambda start, end: (end - start).days,
    "years": _years,
    "year": lambda day: day.year,
    "relieved": lambda number: number,
}
"""`growth` is in percent of the year before; `years` are completed years from the first date."""

LENIENT: Mapping[str, Callable[[list[Any]], Any]] = {
    "filled": lambda found: all(item is not None and not _empty(item) for item in found),
    "default": _default,
    "count": lambda found: 0 if found[0] is None else _count(found[0]),
}
"""Functions that know what to do with an empty operand."""

FUNCTION_NAMES: frozenset[str] = frozenset({*FUNCTIONS, *LENIENT})
