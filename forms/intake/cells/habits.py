# SPDX-License-Identifier: Apache-2.0
"""How people write what a field asks for, cell by cell.

A taker is chosen once for a column and makes of each cell what `models.programme.values.understand`
takes. What is safe is done and told (`repairs`); what is not surely understood stays as it was typed,
so that the checks of the programme say so in their own words. A problem is added here only where the
raw cell is needed to see it: a code that Excel damaged, a failed formula, a day that reads two ways.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from forms.intake.book import CellError
from forms.intake.tables.words import words
from models.errors import Problem, Severity
from models.language import Label, message
from models.rules.text import comparable, half_width

if TYPE_CHECKING:
    from forms.intake.book import CellValue
    from models.language import Message, Translatable
    from models.programme.schema import FormField

_SHOWN = 60

DIGITS_OF_EXCEL = 10**15
"""Whole numbers from here on may have lost their last digits in a workbook."""


class Taken(NamedTuple):
    """What was made of a cell.

    Attributes:
        value: For `understand`; None for an empty cell.
        repairs: What was done to it.
        problems: What only the raw cell shows.
    """

    value: Any
    repairs: tuple[Message, ...] = ()
    problems: tuple[Problem, ...] = ()


NOTHING = Taken(None)

Taker: TypeAlias = Callable[["CellValue"], Taken]
"""Makes of a cell that is not empty what its field takes."""


def read_as(before: object, after: str | date | Decimal | Translatable) -> Message:
    """That a cell was taken as something else than it says."""
    return message(
        "“{before}” was taken as “{after}”.",
        before=str(before)[:_SHOWN],
        after=after[:_SHOWN] if isinstance(after, str) else after,
    )


def error(field: FormField, sentence: Message, fix: Message | None = None) -> Problem:
    """A problem that refuses the row."""
    return Problem(Severity.ERROR, field.id, sentence, field.basis, fix, rule=field.id)


def doubt(field: FormField, sentence: Message, fix: Message | None = None) -> Problem:
    """A problem to look at."""
    return Problem(Severity.WARNING, field.id, sentence, field.basis, fix, rule=field.id)


def note(field: FormField, sentence: Message) -> Problem:
    """Something to know."""
    return Problem(Severity.NOTE, field.id, sentence, rule=field.id)


def failed_formula(field: FormField, value: CellError) -> Taken:
    """A cell whose formula failed holds no value."""
    said = message(
        "“{field}” holds a formula that failed ({code}).", field=field.label, code=value.code
    )
    fix = message("Correct the formula, or type the value into the cell.")
    return Taken(None, problems=(error(field, said, fix),))


def trimmed(text: str) -> tuple[str, tuple[Message, ...]]:
    """A text without the blanks around it, and that they were left out."""
    bare = text.strip()
    return bare, (() if bare == text else (_TRIMMED,))


_TRIMMED = message("Blanks around the text were left out.")


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: `-`, `/`, `无`, `N/A`."""
    return half_width(text).strip().casefold() in _empty()


def left_empty(text: str) -> Taken:
    """A cell that says that there is nothing is empty where no text is asked for."""
    return Taken(None, (message("“{value}” was taken as empty.", value=text),))


def text_taker(field: FormField) -> Taker:
    """Takes texts, and numbers and days as the texts that they show."""

    def take(value: CellValue) -> Taken:
        if isinstance(value, str):
            bare, repairs = trimmed(value)
            return Taken(bare or None, repairs)
        if isinstance(value, CellError):
            return failed_formula(field, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = number_text(value)
            if abs(value) >= DIGITS_OF_EXCEL:
                return Taken(text, problems=(error(field, _damaged(field, text), _AS_TEXT),))
            return Taken(text)
        text = plain_text(value)
        return Taken(text, (read_as(value, text),) if isinstance(value, bool) else ())

    return take


_AS_TEXT = message("Type it again into a cell formatted as text.")


def _damaged(field: FormField, text: str) -> Message:
    return message(
        "Excel may have damaged “{field}”: the cell is a number, of which only 15 digits are kept"
        " ({value}).",
        field=field.label,
        value=text,
    )


def number_text(value: float) -> str:
    """A number as the text that a cell shows: 2025.0 is 2025."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{Decimal(repr(value)):f}" if math.isfinite(value) else str(value)


def plain_text(value: CellValue) -> str:
    """A cell that is no text and no number, as text."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value).upper() if isinstance(value, bool) else str(value)


def yes_no_taker(field: FormField) -> Taker:
    """Takes yes and no as words, signs, numbers and ticked boxes."""
    from forms.intake.cells.ticks import ticked

    def take(value: CellValue) -> Taken:
        if isinstance(value, CellError):
            return failed_formula(field, value)
        if isinstance(value, bool):
            return Taken(value)
        if isinstance(value, int | float):
            return Taken(number_text(value))
        if not isinstance(value, str):
            return Taken(plain_text(value))
        bare, repairs = trimmed(value)
        chosen = ticked(bare)
        if len(chosen) == 1:
            return Taken(chosen[0], (*repairs, read_as(bare, chosen[0])))
        form = half_width(bare)
        if form in words().yes:
            return Taken(True, (*repairs, read_as(bare, _YES)))
        if form in words().no:
            return Taken(False, (*repairs, read_as(bare, _NO)))
        if form not in _NO_WORDS and says_nothing(form):
            return left_empty(bare)
        return Taken(bare or None, repairs)

    return take


_NO_WORDS = frozenset({"无"})
_YES, _NO = Label("是", "yes"), Label("否", "no")


def other_text_taker(field: FormField, fits: Callable[[str], bool]) -> Taker:
    """Takes texts of a shape of their own (mail, division): half width, empty where nothing is said.

    Args:
        field: What the column means.
        fits: Whether a text has that shape; another stays in the width in which it was typed.
    """
    inner = text_taker(field)

    def take(value: CellValue) -> Taken:
        taken = inner(value)
        if not isinstance(taken.value, str) or taken.problems:
            return taken
        if says_nothing(taken.value):
            return left_empty(taken.value)
        plain = half_width(taken.value)
        if plain == taken.value or not fits(plain):
            return taken
        return Taken(plain, (*taken.repairs, read_as(taken.value, plain)))

    return take


def _empty() -> frozenset[str]:
    found = _EMPTY.get("words")
    if found is None:
        found = frozenset(word.casefold() for word in words().empty)
        _EMPTY["words"] = found
    return found


_EMPTY: dict[str, frozenset[str]] = {}


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but width, case, blanks, quotes and brackets."""
    return comparable(one) == comparable(other)
