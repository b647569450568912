# SPDX-License-Identifier: Apache-2.0
"""What the columns of the table need: measured in its rows, for paper as for the sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from models.programme.display import Cell, date_text, number_text
from models.programme.schema import FieldType
from reports.typesetting.fitting import Need, heading_least, mail_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from models.language import Language
    from reports.summary.columns import Column
    from reports.summary.listing import PrintedList

_SAMPLE = 300
"""So many texts of a column are measured; numbers and codes all are."""
_TYPICAL = 0.9
"""The share of rows whose texts are not longer than what the column is made for."""
_FEW = 4.1
"""A word of so many Chinese characters is kept whole."""
_WIDEST_CODE = 16.0
"""In Chinese characters; what is wider was typed into the wrong field."""
_WORD = re.compile(r"[^\s\u2e80-\uffff-]+-?")
"""A Western word, or a part of one up to its hyphen."""
_CODES = frozenset({FieldType.CREDIT_CODE, FieldType.PHONE, FieldType.DATE, FieldType.MONTH})


@dataclass(frozen=True, slots=True)
class Ruler:
    """How texts are measured.

    Attributes:
        side: Beside the text of a cell, left and right together.
        character: The width of a Chinese one.
    """

    cell: Callable[[str], float]
    head: Callable[[str], float]
    side: float
    character: float


def column_needs(printed: PrintedList, ruler: Ruler) -> list[Need]:
    """The needs of the columns by all that is in them, in one pass."""
    found = [_Found(column, ruler) for column in printed.columns]
    step = printed.count // _SAMPLE + 1
    language = printed.frame.language
    for index, record in enumerate(printed.records(), start=1):
        for item in found:
            if item.whole or index % step == 0 or step == 1:
                item.add(shown(item.column, item.column.value(record, index), language))
    for item in found:
        if item.column.total:
            total = printed.sums.get(item.column.id, 0)
            item.total(shown(item.column, total, language))
    return [item.need() for item in found]


def shown(column: Column, value: Cell, language: Language) -> str:
    """A cell as it is printed."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return number_text(value, column.places)
    day: date | None = value
    return "" if day is None else date_text(day, language)


class _Found:
    """What was measured of one column."""

    def __init__(self, column: Column, ruler: Ruler) -> None:
        self.column = column
        self.whole = column.numeric or column.type in _CODES
        self._ruler = ruler
        self._least = heading_least(column.header, ruler.head)
        self._texts: list[float] = []

    def add(self, text: str) -> None:
        """Take a cell into account."""
        if not text:
            return
        width = self._ruler.cell(text)
        self._texts.append(width)
        self._least = max(self._least, self._unbroken(text, width))

    def total(self, text: str) -> None:
        """Take the sum, in bold, into account."""
        self._least = max(self._least, self._ruler.head(text))

    def need(self) -> Need:
        """The need, with the room beside the text."""
        side = self._ruler.side
        if not self._texts or self.whole:
            return Need(self._least + side, 0.0)
        texts = sorted(self._texts)
        typical = texts[int(_TYPICAL * (len(texts) - 1))]
        return Need(self._least + side, typical + side)

    def _unbroken(self, text: str, width: float) -> float:
        widest = _WIDEST_CODE * self._ruler.character
        if self.column.type is FieldType.EMAIL:
            parts = mail_parts(text)
        elif self.whole and (self.column.type in _CODES or any(map(str.isdigit, text))):
            return width if self.column.numeric else min(width, widest)
        else:
            parts = _WORD.findall(text)
        longest = max(map(self._ruler.cell, parts), default=0.0)
        few = min(width, _FEW * self._ruler.character)
        return max(few, min(longest, widest))
