# SPDX-License-Identifier: Apache-2.0
"""Numbers, amounts and shares as people write them, turned exactly into the unit of their field."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from forms.intake.book import CellError
from forms.intake.cells.habits import (
    NOTHING,
    Taken,
    Taker,
    failed_formula,
    left_empty,
    number_text,
    plain_text,
    read_as,
    says_nothing,
    trimmed,
)
from forms.intake.cells.units import Unit, converted, find_unit, plain, unit_of_field
from models.language import message
from models.programme.schema import FieldType
from models.rules.text import half_width

if TYPE_CHECKING:
    from forms.intake.book import CellValue
    from models.language import Message
    from models.programme.schema import FormField

_KEPT_DIGITS = 15
_NUMBER = re.compile(
    r"(?:人民币|RMB|CNY)?\s*[¥￥]?\s*(?P<number>[-−+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?)"
    r"\s*(?P<unit>[^0-9\s].*)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\(([^()0-9]+)\)$")
_LONGEST = 60
_MULTIPLES = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_COUNTED = frozenset({"persons", "companies", "items"})


def number_taker(field: FormField, unit: str = "", *, share: bool = False) -> Taker:
    """Takes numbers, amounts and shares.

    Args:
        field: Whose own unit decides into what is turned.
        unit: The unit that the heading, a line above the table or a person names; empty for none.
        share: The column gives shares of one (0.3), not of a hundred.
    """
    own = unit_of_field(field)
    said = find_unit(unit) if unit else None
    if said is not None and own is not None and said == own:
        said = None
    if own is None or (said is not None and said.kind in _COUNTED and own.kind in _COUNTED):
        said = None

    def take(value: CellValue) -> Taken:
        if isinstance(value, str):
            return _text(field, value, own, said, share=share)
        if isinstance(value, CellError):
            return failed_formula(field, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _number(value, own, said, share=share)
        return Taken(plain_text(value))

    return take


def bare_number(value: CellValue) -> Decimal | None:
    """The number of a cell that names no unit; None for any other cell."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = exact(value)
        return number if number.is_finite() else None
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    found = _NUMBER.fullmatch(half_width(value).strip())
    if found is None or found["unit"]:
        return None
    return Decimal(found["number"].replace(",", "").replace("−", "-").rstrip("."))


def exact(number: float) -> Decimal:
    """A number as a workbook shows it: of a double it keeps fifteen digits."""
    found = Decimal(str(number))
    if isinstance(number, float) and len(found.as_tuple().digits) > _KEPT_DIGITS:
        return plain(Decimal(f"{number:.{_KEPT_DIGITS}g}"))
    return found


def _number(value: float, own: Unit | None, said: Unit | None, *, share: bool) -> Taken:
    if said is None and not share and len(repr(value)) <= _KEPT_DIGITS:
        return Taken(value)
    number = exact(value)
    if not number.is_finite():
        return Taken(str(value))
    if share:
        return _as_share(number, number_text(value))
    if said is not None:
        return _turned(number, number_text(value), own, said)
    if isinstance(value, float) and number != Decimal(str(value)):
        return Taken(number, (read_as(repr(value), number),))
    return Taken(value)


def _as_share(number: Decimal, text: str) -> Taken:
    percent = plain(number * 100)
    said = message("{share} was taken as {percent} %.", share=text, percent=percent)
    return Taken(percent, (said,))


def _turned(number: Decimal, text: str, own: Unit | None, said: Unit) -> Taken:
    found = converted(number, said, own) if own else None
    if found is None:
        return Taken(f"{text}{said.id}")
    return Taken(found, (_turned_words(text, said, found, own),))


def _turned_words(text: str, said: Unit, found: Decimal, own: Unit | None) -> Message:
    return message(
        "{before} {unit} were taken as {after} {own}.",
        before=text,
        unit=said.id,
        after=found,
        own=own.id if own else "",
    )


def _text(
    field: FormField, text: str, own: Unit | None, said: Unit | None, *, share: bool
) -> Taken:
    bare, repairs = trimmed(text)
    if not bare:
        return NOTHING
    if says_nothing(bare):
        return left_empty(bare)
    plain_form = _BRACKETED.sub(r"\1", half_width(bare).strip())
    found = _NUMBER.fullmatch(plain_form) if len(plain_form) <= _LONGEST else None
    if found is None:
        return Taken(bare, repairs)
    number = Decimal(found["number"].replace(",", "").replace("−", "-").rstrip("."))
    named = (found["unit"] or "").strip()
    if not named:
        if share:
            return _as_share(number, bare)
        if said is not None:
            return _turned(number, bare, own, said)
        told = repairs if plain_form == bare else (*repairs, read_as(bare, number))
        return Taken(number, told)
    return _with_unit(field, number, named, bare, own) or Taken(bare, repairs)


def _with_unit(
    field: FormField, number: Decimal, named: str, text: str, own: Unit | None
) -> Taken | None:
    """A number with a unit of its own behind it; None where the two do not go together."""
    unit = find_unit(named.removesuffix("整"))
    if unit is not None and own is not None:
        if unit == own:
            return Taken(number)
        found = converted(number, unit, own)
        if found is not None:
            return Taken(found, (read_as(text, message("{n} {unit}", n=found, unit=own.id)),))
    counted = own is None or own.kind in _COUNTED
    if unit is not None and unit.kind in _COUNTED and counted:
        return Taken(plain(number * unit.factor), (read_as(text, plain(number * unit.factor)),))
    times = _MULTIPLES.get(named)
    if times is not None and field.type is not FieldType.MONEY:
        return Taken(plain(number * times), (read_as(text, plain(number * times)),))
    return None


_YEAR_PART = re.compile(r"((?:19|20)\d\d)\s*年?度?\s*[:：=]?\s*([^;；\n、]+)")


def series_taker(field: FormField, unit: str = "") -> Taker:
    """Takes the numbers of several years in one cell: `2023年 100；2024年 120.5`."""
    one = number_taker(field, unit)

    def take(value: CellValue) -> Taken:
        if isinstance(value, CellError):
            return failed_formula(field, value)
        if not isinstance(value, str):
            return Taken(
                number_text(value) if isinstance(value, int | float) else plain_text(value)
            )
        bare, repairs = trimmed(value)
        if says_nothing(bare):
            return left_empty(bare)
        parts = [part for part in re.split(r"[;；\n、]", bare) if part.strip()]
        found = [_YEAR_PART.fullmatch(part.strip()) for part in parts]
        taken = {part[1]: one(part[2].strip()) for part in found if part}
        if not parts or len(taken) != len(parts):
            return Taken(bare, repairs)
        if any(isinstance(item.value, str) or item.value is None for item in taken.values()):
            return Taken(bare, repairs)
        more = (message for item in taken.values() for message in item.repairs)
        return Taken({year: item.value for year, item in taken.items()}, (*repairs, *more))

    return take
