# SPDX-License-Identifier: Apache-2.0
"""Days and months as people and workbooks write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from forms.intake.book import CellError
from forms.intake.cells.habits import (
    NOTHING,
    Taken,
    Taker,
    error,
    failed_formula,
    left_empty,
    number_text,
    plain_text,
    read_as,
    says_nothing,
    trimmed,
)
from models.language import message
from models.programme.values import parse_date
from models.rules.text import half_width

if TYPE_CHECKING:
    from forms.intake.book import CellValue
    from models.programme.schema import FormField

_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_050  # 1940 to 2099
_COMPACT_DAYS = (19_000_101, 20_991_231)
_MONTHS = 12

_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
_NO_TIME = re.compile(r"[T\s]+0{1,2}:00(?::00(?:\.0+)?)?Z?$")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?(?:份)?|(\d{4})(\d\d)")
_HAN_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_HAN_DIGITS = {char: digit for digit, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_WRITE_DAY = message("Write it as year, month, day: 2026-03-15.")
_WRITE_MONTH = message("Write it as year and month: 2026-03.")


def date_taker(field: FormField) -> Taker:
    """Takes days: dates, Excel's numbers for them, 2026.3.15, 2026年3月15日, 二〇二六年三月十五日."""

    def take(value: CellValue) -> Taken:
        if isinstance(value, str):
            return _day_text(field, value)
        if isinstance(value, datetime | date):
            return _day(value)
        if isinstance(value, CellError):
            return failed_formula(field, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _day_number(value)
        return Taken(plain_text(value))

    return take


def month_taker(field: FormField) -> Taker:
    """Takes months, and the months of days."""
    days = date_taker(field)

    def take(value: CellValue) -> Taken:
        if isinstance(value, str):
            return _month_text(value, days)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _month_number(field, value)
        taken = days(value)
        return Taken(_month(taken.value), (), taken.problems) if taken.value else taken

    return take


def _day(value: date) -> Taken:
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return Taken(day) if value.time() == time() else Taken(day, (read_as(value, day),))
    return Taken(value.isoformat())


def serial_day(number: float) -> date | None:
    """The day of Excel's number for it, where it is one of this age."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return _DAY_ZERO + timedelta(days=int(number))


def _day_number(number: float) -> Taken:
    day = serial_day(number)
    if day is not None:
        return Taken(day.isoformat(), (read_as(number_text(number), day),))
    text = number_text(number)
    found = parse_date(text) if _COMPACT_DAYS[0] <= number <= _COMPACT_DAYS[1] else None
    return Taken(found or text)


def _day_text(field: FormField, text: str) -> Taken:
    bare, repairs = trimmed(text)
    plain = half_width(bare)
    if not plain:
        return NOTHING
    if says_nothing(plain):
        return left_empty(bare)
    found = parse_date(plain)
    if found:
        return Taken(found, repairs)
    found = _written_out(plain)
    if found:
        return Taken(found, (*repairs, read_as(bare, found)))
    if plain.isdecimal() and (day := serial_day(int(plain))):
        return Taken(day.isoformat(), (*repairs, read_as(bare, day)))
    if _YEAR_LAST.fullmatch(plain):
        said = message(
            "“{field}” does not say which is the day and which the month: {value}",
            field=field.label,
            value=bare,
        )
        return Taken(bare, repairs, (error(field, said, _WRITE_DAY),))
    return Taken(bare, repairs)


def _written_out(text: str) -> str | None:
    """A day with a time behind it, with 号 for 日, or in Chinese numerals."""
    without = _NO_TIME.sub("", text)
    found = parse_date(without if without != text else _TIME.sub("", text))
    found = found or parse_date(text.replace("号", "日"))
    if found:
        return found
    spelt = _HAN_DATE.fullmatch(re.sub(r"\s", "", text))
    if spelt is None or not spelt[3]:
        return None
    return parse_date(f"{_han_year(spelt[1])}-{_han_number(spelt[2])}-{_han_number(spelt[3])}")


def _han_year(text: str) -> str:
    return "".join(str(_HAN_DIGITS[char]) for char in text)


def _han_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HAN_DIGITS.get(text, 0)
    return 10 * (_HAN_DIGITS[tens] if tens else 1) + (_HAN_DIGITS[ones] if ones else 0)


def _month(day: str) -> str:
    return day[:7]


def _month_text(text: str, days: Taker) -> Taken:
    bare, repairs = trimmed(text)
    plain = half_width(bare)
    found = _YEAR_MONTH.fullmatch(plain)
    if found and 1 <= int(found[2] or found[4]) <= _MONTHS:
        return Taken(f"{found[1] or found[3]}-{int(found[2] or found[4]):02}", repairs)
    spelt = _HAN_DATE.fullmatch(re.sub(r"\s", "", plain))
    if spelt and not spelt[3]:
        month = _han_number(spelt[2])
        value = f"{_han_year(spelt[1])}-{month:02}"
        return (
            Taken(value, (*repairs, read_as(bare, value))) if 1 <= month <= _MONTHS else Taken(bare)
        )
    taken = days(text)
    if taken.problems or not taken.value or parse_date(str(taken.value)) is None:
        return taken
    month_only = _month(str(taken.value))
    return Taken(month_only, (*repairs, read_as(bare, month_only)))


def _month_number(field: FormField, number: float) -> Taken:
    """A month that was typed as a number: 202603, 2026.3; 2026.1 may be October without its zero."""
    text = number_text(number)
    day = serial_day(number)
    if day is not None:
        value = _month(day.isoformat())
        return Taken(value, (read_as(text, value),))
    found = _YEAR_MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2] or found[4]) <= _MONTHS:
        return Taken(text)
    if found[2] == "1":
        said = message(
            "“{field}” may be January or October: {value} is a number, which loses a zero at its end",
            field=field.label,
            value=text,
        )
        asked = f"{text}?"  # without the mark it would be read as January
        return Taken(asked, problems=(error(field, said, _WRITE_MONTH),))
    value = f"{found[1] or found[3]}-{int(found[2] or found[4]):02}"
    return Taken(value, (read_as(text, value),) if found[2] else ())
