# SPDX-License-Identifier: Apache-2.0
"""Working days without a network: the announced holidays, and what an office adds to them.

Periods count working days without statutory holidays (行政许可法 article 82), from the day after
their beginning. The State Council announces holidays and exchanged weekends year by year; for a
year not yet announced weekdays are counted, and `Calendar.certain` tells the caller to say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SATURDAY = 5
_NATIONAL_DAY = (10, 1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked.

    Attributes:
        holidays: Days off, whatever day of the week they are.
        workdays: Weekend days that are worked in exchange (调休).
        announced: The years whose holidays are known.
    """

    holidays: frozenset[date]
    workdays: frozenset[date]
    announced: frozenset[int]

    def is_workday(self, day: date) -> bool:
        """Tell whether a day is worked; beyond the announced years by its weekday alone."""
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def add(self, day: date, n: int) -> date:
        """The day that comes n working days after a day, or before it where n is negative."""
        step = _DAY if n > 0 else -_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days after the start up to the end; negative if the end is earlier."""
        if end < start:
            return -self.between(end, start)
        days = (start + _DAY * number for number in range(1, (end - start).days + 1))
        return sum(self.is_workday(day) for day in days)

    def certain(self, start: date, end: date) -> bool:
        """Tell whether the holidays of every year from start to end are announced."""
        first, last = sorted((start.year, end.year))
        return self.announced.issuperset(range(first, last + 1))


def load_calendar(extra: Mapping[date, bool] | None = None) -> Calendar:
    """The announced calendar with an office's additions: a day, and whether it is worked.

    A year beyond the announced ones counts as announced once its National Day has been added, as
    each yearly notice of the State Council holds it; a local holiday alone does not suffice.
    """
    announced = _announced()
    if not extra:
        return announced
    off = frozenset(day for day, worked in extra.items() if not worked)
    on = frozenset(extra) - off
    return _calendar((announced.holidays | off) - on, (announced.workdays | on) - off)


@lru_cache(maxsize=1)
def _announced() -> Calendar:
    from chinese_calendar import constants

    return _calendar(constants.holidays, constants.workdays)


def _calendar(holidays: Iterable[date], workdays: Iterable[date]) -> Calendar:
    off = frozenset(holidays)
    years = frozenset(day.year for day in off if (day.month, day.day) == _NATIONAL_DAY)
    return Calendar(off, frozenset(workdays), years)
