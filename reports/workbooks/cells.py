# SPDX-License-Identifier: Apache-2.0
"""One value as the XML of a cell (ECMA-376 part 1, 18.3.1.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reports.workbooks.styles import Style


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without its `=`, and the value that we computed for it."""

    source: str
    value: int | Decimal | str


Value: TypeAlias = "str | int | Decimal | date | Formula | None"
"""What a cell may hold. A str is always text, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that was too long for a cell, and how long it was."""

    sheet: str
    cell: str
    length: int


LONGEST_TEXT = 32_767
"""UTF-16 units of a cell's text (Excel specifications and limits)."""

MAY_BE_LONG = LONGEST_TEXT // 2
"""A text of no more characters fits, whichever they are."""

_FIRST_SERIAL = date(1900, 3, 1)
_DAY_ZERO = date(1899, 12, 30).toordinal()

_LOOKS_LIKE_INPUT = frozenset("=+-@'\t\r0123456789＝＋－＠")
"""First characters after which Excel, when somebody edits the cell, would read more than text."""

_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def cell_body(value: Value, style: Style) -> str:
    """Everything of a cell after its reference."""
    return WRITERS[type(value)](value, style)


def escaped(text: str) -> str:
    """A text as XML that reads back the same: `_xHHHH_` for what XML cannot hold.

    A text that looks like such an escape is escaped itself (ECMA-376 part 1, 22.9.2.19).
    """
    return _SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text


def is_too_long(text: str) -> bool:
    """Whether a text is longer than a cell can hold."""
    return len(text) > MAY_BE_LONG and _units(text) > LONGEST_TEXT


def cut_text(text: str, mark: str) -> str:
    """As much of a text as a cell holds, ending in a visible mark."""
    room = LONGEST_TEXT - _units(mark)
    kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    return kept + mark


def serial_of(day: date) -> int | None:
    """The number of a day as Excel counts; None for days that it cannot count rightly."""
    return None if day < _FIRST_SERIAL else day.toordinal() - _DAY_ZERO


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _ENTITIES.get(char) or f"_x{ord(char):04X}_"


def _empty(_value: None, style: Style) -> str:
    return f' s="{style.plain}"/>'


def _text(value: str, style: Style) -> str:
    if not value:
        return f' s="{style.plain}"/>'
    number = style.quoted if value[0] in _LOOKS_LIKE_INPUT else style.plain
    text = _SPECIAL.sub(_escape, value) if _SPECIAL.search(value) else value
    return f' s="{number}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _integer(value: int, style: Style) -> str:
    return f' s="{style.plain}"><v>{value}</v></c>'


def _decimal(value: Decimal, style: Style) -> str:
    return f' s="{style.plain}"><v>{value:f}</v></c>'


def _date(value: date, style: Style) -> str:
    serial = serial_of(value)
    return _text(value.isoformat(), style) if serial is None else _integer(serial, style)


def _formula(value: Formula, style: Style) -> str:
    kind, shown = (
        (' t="str"', escaped(value.value))
        if isinstance(value.value, str)
        else ("", f"{value.value:f}" if isinstance(value.value, Decimal) else str(value.value))
    )
    return f' s="{style.plain}"{kind}><f>{escaped(value.source)}</f><v>{shown}</v></c>'


WRITERS: Mapping[type, Callable[..., str]] = {
    NoneType: _empty,
    str: _text,
    int: _integer,
    Decimal: _decimal,
    date: _date,
    Formula: _formula,
}
"""What makes the body of a cell, by the type of its value; for loops over many cells."""
