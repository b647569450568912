# SPDX-License-Identifier: Apache-2.0
"""Values of answers: from what somebody typed to what is stored, and from there to a typed value.

Stored values are JSON: numbers with decimals as exact decimal text, dates as ISO text, choices as
ids. What cannot be understood stays stored as it was typed and reads as `Unreadable`, so nothing is
dropped and a problem can quote it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeAlias

from models.language import message
from models.programme.schema import FieldType, FormField
from models.rules.credit_code import check as check_credit_code
from models.rules.decimals import LARGEST_EXPONENT, decimal_text, exact_decimal
from models.rules.money import UNITS, parse_amount
from models.rules.regions import regions
from models.rules.text import clean, comparable, storable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.language import Message
    from models.programme.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value that its field cannot understand, as it was typed."""

    text: str


_One: TypeAlias = "str | bool | int | Decimal | date"
Value: TypeAlias = "_One | tuple[str, ...] | Mapping[int, Decimal] | Unreadable | None"
Stored: TypeAlias = Any
"""A JSON value; None for empty."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of an input: the value to store, and what was said about it on the way.

    Attributes:
        as_typed: It was not understood, and is kept as it was typed.
    """

    stored: Stored
    notes: tuple[Message, ...] = ()
    as_typed: bool = False


def understand(field: FormField, typed: Any, vocabularies: Mapping[str, Vocabulary]) -> Understood:
    """Make a stored value of what somebody typed, or of a JSON value; tables are not for here."""
    if typed is None or typed == "" or typed in ([], {}):
        return Understood(None)
    cleaned = clean(typed) if isinstance(typed, str) else None
    value = cleaned.text if cleaned else typed
    notes = cleaned.notes if cleaned else ()
    if value == "":
        return Understood(None, notes)
    parse = _PARSERS.get(field.type)
    found = parse(field, value, vocabularies) if parse else _text(value)
    if found is None:
        kept = message(
            "“{field}” is kept as typed, but not understood: {value}",
            field=field.label,
            value=_as_typed(value)[:80],
        )
        return Understood(_as_typed(value), (*notes, kept), as_typed=True)
    return Understood(found, notes)


def read(field: FormField, stored: Stored) -> Value:
    """The typed value of a stored one; `Unreadable` where it is kept only as typed.

    Readers take what the parsers below make and nothing else: what one of them did not understand
    stays not understood, however Python itself would read it.
    """
    if stored is None:
        return None
    try:
        return _READERS.get(field.type, str)(stored)
    except (ValueError, TypeError, InvalidOperation, AttributeError):
        return Unreadable(str(stored))


def _as_typed(value: Any) -> str:
    if isinstance(value, list | dict):
        return str(storable(json.dumps(value, ensure_ascii=False, default=str)))
    return _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int) and abs(value) >= 10**LARGEST_EXPONENT:
        return None
    if isinstance(value, int | float | Decimal):
        return _sized(Decimal(str(value)))
    text = _half_width(str(value)).strip()
    if not _NUMERAL.fullmatch(text):
        return None
    return _sized(Decimal(text.replace(",", "").replace(" ", "")))


def _sized(number: Decimal) -> Decimal | None:
    fits = number.is_finite() and abs(number.adjusted()) < LARGEST_EXPONENT
    return number if fits else None


# Commas and blanks only where they part thousands: “1,5” and “12 34” are kept as typed.
_NUMERAL = re.compile(
    r"[-+]?(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)?(?:\.[0-9]+|(?<=[0-9])\.?)"
    r"(?:[eE][-+]?[0-9]{1,2})?",
)


def _half_width(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text
    ).replace("\u3000", " ")


def _without_unit(field: FormField, value: Any) -> Any:
    """A number without its own unit behind it, as the program shows it: 10,500.00平方米."""
    if not isinstance(value, str) or field.unit is None:
        return value
    text = value.strip()
    for unit in (field.unit.zh, field.unit.en):
        if unit and text.endswith(unit) and text != unit:
            return text.removesuffix(unit).strip()
    return text


def _integer(field: FormField, value: Any, _: Any) -> Stored:
    number = _number(_without_unit(field, value))
    return int(number) if number is not None and number == number.to_integral_value() else None


def _decimal(field: FormField, value: Any, _: Any) -> Stored:
    number = _number(_without_unit(field, value))
    return None if number is None else decimal_text(number)


def _money(field: FormField, value: Any, _: Any) -> Stored:
    number = _number(_without_unit(field, value))
    if number is None and isinstance(value, str):
        unit = field.unit.zh if field.unit else "万元"
        wan = parse_amount(value, unit)
        if wan is not None and unit in UNITS:
            number = _sized(Decimal(f"{wan}E{-UNITS[unit]}"))  # scaleb would round
    return None if number is None else decimal_text(number)


def _percent(_field: FormField, value: Any, _: Any) -> Stored:
    if isinstance(value, str):
        value = _half_width(value).strip().removesuffix("%").strip()
    number = _number(value)
    return None if number is None else decimal_text(number)


_DATE = re.compile(
    r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$|^(\d{4})(\d\d)(\d\d)$",
)
_MONTH = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?$|^(\d{4})(\d\d)$")


def _date(_field: FormField, value: Any, _: Any) -> Stored:
    return value.isoformat()[:10] if isinstance(value, date) else parse_date(str(value))


def parse_date(text: str) -> str | None:
    """A day as people write it (2026-03-15, 2026.3.15, 2026年3月15日, 20260315) as ISO text."""
    found = _DATE.match(_half_width(text).strip())
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part is not None)).isoformat()
    except ValueError:
        return None


def _month(_field: FormField, value: Any, _: Any) -> Stored:
    if isinstance(value, date):
        return value.isoformat()[:7]
    found = _MONTH.match(_half_width(str(value)).strip())
    if found is None:
        return None
    year, month = (int(part) for part in found.groups() if part is not None)
    return f"{year:04}-{month:02}" if 1 <= month <= 12 else None  # noqa: PLR2004 - months of a year


def _series(_field: FormField, value: Any, _: Any) -> Stored:
    if not isinstance(value, dict):
        return None
    numbers = {str(year): _number(number) for year, number in value.items() if number is not None}
    if not all(re.fullmatch(r"[0-9]{4}", year) for year in numbers) or None in numbers.values():
        return None
    return {
        year: decimal_text(number) for year, number in sorted(numbers.items()) if number is not None
    }


_YES = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓"})
_NO = frozenset({"否", "无", "n", "no", "false", "0", "×"})


def _boolean(_field: FormField, value: Any, _: Any) -> Stored:
    word = str(value).strip().casefold()
    return True if word in _YES else False if word in _NO else None


def _choice(field: FormField, value: Any, _: Any) -> Stored:
    return field.choices_by_name.get(comparable(str(value)))


def _several(
    one: Callable[[FormField, Any, Any], Stored],
) -> Callable[[FormField, Any, Any], Stored]:
    def parse(field: FormField, value: Any, vocabularies: Any) -> Stored:
        if not isinstance(value, str | list):
            return None
        items = re.split(r"[、，,;；\n]", value) if isinstance(value, str) else value
        wanted = [item for item in items if str(item).strip()]
        found = [one(field, item, vocabularies) for item in wanted]
        return None if None in found else list(dict.fromkeys(found))

    return parse


def _term(field: FormField, value: Any, vocabularies: Mapping[str, Vocabulary]) -> Stored:
    vocabulary = vocabularies.get(field.vocabulary or "")
    term = vocabulary.find(str(value).strip()) if vocabulary else None
    return term.id if term else None


def _region(_field: FormField, value: Any, _: Any) -> Stored:
    found = regions().find(str(value))
    return found[0].code if len(found) == 1 else None


def _credit_code(_field: FormField, value: Any, _: Any) -> Stored:
    return check_credit_code(str(value)).code


_PARSERS: Mapping[FieldType, Callable[[FormField, Any, Any], Stored]] = {
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _money,
    FieldType.PERCENT: _percent,
    FieldType.DATE: _date,
    FieldType.MONTH: _month,
    FieldType.SERIES: _series,
    FieldType.BOOLEAN: _boolean,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _several(_choice),
    FieldType.TERM: _term,
    FieldType.TERMS: _several(_term),
    FieldType.REGION: _region,
    FieldType.CREDIT_CODE: _credit_code,
}


def _read_integer(stored: Stored) -> int:
    if isinstance(stored, bool) or not isinstance(stored, int):
        raise TypeError(stored)
    return stored


def _read_boolean(stored: Stored) -> bool:
    if not isinstance(stored, bool):
        raise TypeError(stored)
    return stored


def _read_decimal(stored: Stored) -> Decimal:
    return exact_decimal(stored)


def _read_date(stored: Stored) -> date:
    found = date.fromisoformat(stored)
    if found.isoformat() != stored:  # 2026-W10-1 is a date to Python, and to nobody here
        raise ValueError(stored)
    return found


def _read_month(stored: Stored) -> date:
    return _read_date(f"{stored}-01")


def _read_series(stored: Stored) -> Mapping[int, Decimal]:
    return {int(year): exact_decimal(number) for year, number in stored.items()}


def _read_items(stored: Stored) -> tuple[str, ...]:
    if not isinstance(stored, list):
        raise TypeError(stored)
    return tuple(stored)


_READERS: Mapping[FieldType, Callable[[Stored], Value]] = {
    FieldType.INTEGER: _read_integer,
    FieldType.DECIMAL: _read_decimal,
    FieldType.MONEY: _read_decimal,
    FieldType.PERCENT: _read_decimal,
    FieldType.DATE: _read_date,
    FieldType.MONTH: _read_month,
    FieldType.SERIES: _read_series,
    FieldType.BOOLEAN: _read_boolean,
    FieldType.CHOICES: _read_items,
    FieldType.TERMS: _read_items,
}


def shape_hint(field: FormField) -> Message | None:
    """What a value of this type looks like, for a message about one that does not."""
    return _HINTS.get(field.type)


_HINTS: Mapping[FieldType, Message] = {
    FieldType.INTEGER: message("a whole number such as 120"),
    FieldType.DECIMAL: message("a number such as 12.5"),
    FieldType.MONEY: message("an amount such as 1200.50"),
    FieldType.PERCENT: message("a percentage such as 35 or 35%"),
    FieldType.DATE: message("a date such as 2026-03-15"),
    FieldType.MONTH: message("a month such as 2026-03"),
    FieldType.SERIES: message("one number for each year"),
    FieldType.BOOLEAN: message("yes or no"),
    FieldType.CHOICE: message("one of the choices offered"),
    FieldType.CHOICES: message("some of the choices offered"),
    FieldType.TERM: message("a term of the vocabulary"),
    FieldType.TERMS: message("terms of the vocabulary"),
    FieldType.REGION: message("a division by its six-digit code or its full name"),
}
