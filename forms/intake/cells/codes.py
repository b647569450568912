# SPDX-License-Identifier: Apache-2.0
"""Credit codes and telephone numbers, which workbooks damage by taking them for numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms.intake.book import CellError
from forms.intake.cells.habits import (
    DIGITS_OF_EXCEL,
    NOTHING,
    Taken,
    Taker,
    error,
    failed_formula,
    left_empty,
    note,
    number_text,
    plain_text,
    read_as,
    says_nothing,
    trimmed,
)
from models.language import message
from models.rules.contacts import check_phone
from models.rules.credit_code import check as check_credit_code
from models.rules.credit_code import damaged_by_excel, normalise
from models.rules.text import half_width, rounded_as_number, written_as_number

if TYPE_CHECKING:
    from forms.intake.book import CellValue
    from models.errors import Problem
    from models.programme.schema import FormField

_BETWEEN_PHONES = re.compile(r"[、,，;；/\n]|或")
_FEWEST_DIGITS = 7


def credit_code_taker(field: FormField) -> Taker:
    """Takes credit codes; one that Excel damaged is an error, and nothing is repaired by guessing."""

    def take(value: CellValue) -> Taken:
        if isinstance(value, CellError):
            return failed_formula(field, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = number_text(value)
            return Taken(text, problems=_damage(field) if abs(value) >= DIGITS_OF_EXCEL else ())
        if not isinstance(value, str):
            return Taken(plain_text(value))
        bare = value.strip()
        if not bare:
            return NOTHING
        if says_nothing(bare):
            return left_empty(bare)
        code = normalise(bare)
        told = () if code == value else (read_as(value, code),)
        return Taken(code, told, _damage(field) if _is_damaged(code) else ())

    return take


def _is_damaged(code: str) -> bool:
    if written_as_number(code):
        return True
    return rounded_as_number(code) and not check_credit_code(code).valid


def _damage(field: FormField) -> tuple[Problem, ...]:
    said = message("“{field}”: {fault}", field=field.label, fault=damaged_by_excel())
    return (error(field, said),)


def phone_taker(field: FormField) -> Taker:
    """Takes telephone numbers as they stand, several of them too; none is ever dropped."""

    def take(value: CellValue) -> Taken:
        if isinstance(value, CellError):
            return failed_formula(field, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Taken(number_text(value))
        if not isinstance(value, str):
            return Taken(plain_text(value))
        bare, repairs = trimmed(value)
        if not bare:
            return NOTHING
        if says_nothing(bare):
            return left_empty(bare)
        plain = half_width(bare)
        if plain.endswith(".0") and plain[:-2].isdecimal():
            plain = plain[:-2]
        if plain != bare and check_phone(plain) is not None:
            plain = bare  # what is no telephone number stays as it was typed
        told = repairs if plain == bare else (*repairs, read_as(bare, plain))
        several = [part for part in _BETWEEN_PHONES.split(plain) if _digits(part) >= _FEWEST_DIGITS]
        if len(several) > 1:
            said = message(
                "“{field}” holds {n} numbers: all are kept.", field=field.label, n=len(several)
            )
            return Taken(plain, told, (note(field, said),))
        return Taken(plain, told)

    return take


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)
