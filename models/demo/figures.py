# SPDX-License-Identifier: Apache-2.0
"""Numbers and dates of the sample in stored form: exact decimal text, ISO dates."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.programme.schema import FieldType, FormField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

LAST_YEAR = 2025
"""The last full year before the calls of the sample open."""


def hundredths(number: float, places: int = 2) -> str:
    """A number as exact decimal text without needless zeros."""
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def stored_number(field: FormField, number: float, *, up: bool = False) -> Any:
    """A number as its field stores it; whole ones rounded up where a share must be reached."""
    if field.type is FieldType.INTEGER:
        return math.ceil(number - 1e-9) if up else round(number)
    places = field.places if field.places is not None else 2
    return hundredths(number, places)


def lognormal(rng: Random, median: float, sigma: float, least: float, most: float) -> float:
    """A figure of the kind that amounts are: many small, few large."""
    return min(max(rng.lognormvariate(math.log(median), sigma), least), most)


def day_between(rng: Random, first: date, last: date) -> date:
    """A day from the first to the last."""
    return first + timedelta(days=rng.randrange(max((last - first).days, 0) + 1))


def stored_day(field: FormField, day: date) -> str:
    """A day as its field stores it."""
    return day.isoformat()[:7] if field.type is FieldType.MONTH else day.isoformat()


def read_day(stored: str) -> date:
    """A stored day or month as a day."""
    return date.fromisoformat(stored if len(stored) > len("2026-01") else f"{stored}-01")


def series(rng: Random, years: int, latest: float, *, growing: bool) -> dict[str, str]:
    """Figures by year that end with the latest one."""
    found: dict[str, str] = {}
    figure = latest
    for back in range(years):
        found[str(LAST_YEAR - back)] = hundredths(figure)
        figure /= rng.uniform(1.03, 1.35) if growing else rng.uniform(0.88, 1.35)
    return dict(sorted(found.items()))


def split(rng: Random, total: int, parts: int) -> list[int]:
    """Parts of a whole number that add up to it."""
    weights = [rng.uniform(0.5, 1.5) for _ in range(parts)]
    whole = sum(weights)
    shares = [int(total * weight / whole) for weight in weights]
    shares[-1] += total - sum(shares)
    return shares


def spread(rng: Random, first: date, last: date, count: int) -> Sequence[date]:
    """Days in order from the first to the last."""
    return sorted(day_between(rng, first, last) for _ in range(count))
