# SPDX-License-Identifier: Apache-2.0
"""What the numbers of a workbook are: a cell holds 45731, its format says that it is a day; or 0.3 is 30 %.

ECMA-376 Part 1, 18.8.30 (number formats) and 18.17.4 (date systems); [MS-XLS] 2.4.126 is the same.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from forms.intake.book import CellError

if TYPE_CHECKING:
    from forms.intake.book import CellValue

EXACT = 10**22
"""A whole number below is written out; floats above are shown as they are."""


class Meaning(Enum):
    """What the numbers of a format are."""

    NUMBER = 0
    PERCENT = 9
    DATE = 14
    DURATION = 46


_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
"""Built-in formats that are dates, with those that Excel has in China, Japan and Korea: 31 is
yyyy"年"m"月"d"日", 57 yyyy"年"m"月", and no file spells them out."""

_PERCENTS = frozenset({9, 10})

_LITERAL = re.compile(r'"[^"]*"?|[\\_*].', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]?")
_PARTS = re.compile(r"[dmhys]|a{3}|a/p", re.IGNORECASE)

_LAST = 2_958_466
"""The number after 9999-12-31."""

_NEW_YEAR = datetime(1899, 12, 31)  # noqa: DTZ001 - a cell knows no time zone
_AFTER_LEAP = datetime(1899, 12, 30)  # noqa: DTZ001 - as above
_OF_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_NO_LEAP_DAY = 60
"""Day 60 is the 29th of February 1900, which never was."""


def meaning(number: int, code: str | None) -> Meaning:
    """What a format means, by its number and, where the file spells it out, its code."""
    if code is None:
        if number == Meaning.DURATION.value:
            return Meaning.DURATION
        if number in _PERCENTS:
            return Meaning.PERCENT
        return Meaning.DATE if number in _DATES else Meaning.NUMBER
    shown = _LITERAL.sub("", code).partition(";")[0]
    if _ELAPSED.search(shown):
        return Meaning.DURATION
    if _PARTS.search(_BRACKETS.sub("", shown)):
        return Meaning.DATE
    return Meaning.PERCENT if "%" in shown else Meaning.NUMBER


def meant(value: float, what: Meaning, *, since_1904: bool) -> CellValue:
    """The value of a cell that holds a number."""
    if not math.isfinite(value):
        return CellError("#NUM!")
    if what is Meaning.DURATION and abs(value) < _LAST:
        return timedelta(milliseconds=round(value * 86_400_000))
    if what is Meaning.DATE and 0 <= value < _LAST - 1462 * since_1904:
        epoch = _AFTER_LEAP if value > _NO_LEAP_DAY else _NEW_YEAR
        start = _OF_1904 if since_1904 else epoch
        moment = start + timedelta(milliseconds=round(value * 86_400_000))
        return moment.time() if value < 1 else day(moment)
    return number(value)


def number(value: float) -> int | float:
    """A number, as an int where it is whole."""
    return int(value) if value.is_integer() and abs(value) < EXACT else value


def day(moment: datetime) -> date | datetime:
    """A day where the time is midnight."""
    if moment.hour or moment.minute or moment.second or moment.microsecond:
        return moment
    return moment.date()
