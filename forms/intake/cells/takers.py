# SPDX-License-Identifier: Apache-2.0
"""Which taker a column gets, by the type of its field; chosen once, with what it said before at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.intake.cells.amounts import number_taker, series_taker
from forms.intake.cells.choices import choice_taker
from forms.intake.cells.codes import credit_code_taker, phone_taker
from forms.intake.cells.days import date_taker, month_taker
from forms.intake.cells.habits import (
    NOTHING,
    Taken,
    Taker,
    other_text_taker,
    text_taker,
    yes_no_taker,
)
from models.programme.schema import FieldType
from models.programme.values import understand
from models.rules.contacts import check_email
from models.rules.regions import regions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.intake.book import CellValue
    from models.programme.schema import FormField
    from models.programme.vocabulary import Vocabulary

_MOST_KEPT = 50_000
_LONGEST_KEPT = 80


def take(
    field: FormField,
    value: CellValue,
    vocabularies: Mapping[str, Vocabulary],
    *,
    unit: str = "",
    share: bool = False,
    year: bool = False,
) -> Taken:
    """Make of one cell what its field takes; `ColumnTaker` is quicker for many."""
    column = ColumnTaker(taker_of(field, vocabularies, unit=unit, share=share, year=year))
    return column.take(value)


def taker_of(
    field: FormField,
    vocabularies: Mapping[str, Vocabulary],
    *,
    unit: str = "",
    share: bool = False,
    year: bool = False,
) -> Taker:
    """The taker of a field.

    Args:
        field: What the column means.
        vocabularies: By id.
        unit: The unit that the column names; empty for the field's own.
        share: Its percentages are shares of one.
        year: The column is one year of a series.
    """
    match field.type:
        case FieldType.SERIES:
            return number_taker(field, unit) if year else series_taker(field, unit)
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY | FieldType.PERCENT:
            return number_taker(field, unit, share=share)
        case FieldType.DATE:
            return date_taker(field)
        case FieldType.MONTH:
            return month_taker(field)
        case FieldType.BOOLEAN:
            return yes_no_taker(field)
        case FieldType.CHOICE | FieldType.CHOICES | FieldType.TERM | FieldType.TERMS:
            return choice_taker(field, vocabularies)
        case FieldType.CREDIT_CODE:
            return credit_code_taker(field)
        case FieldType.PHONE:
            return phone_taker(field)
        case FieldType.EMAIL:
            return other_text_taker(field, lambda text: check_email(text) is None)
        case FieldType.REGION:
            return other_text_taker(field, lambda text: bool(regions().find(text)))
        case _:
            return text_taker(field)


def exactly(field: FormField, inner: Taker, vocabularies: Mapping[str, Vocabulary]) -> Taker:
    """A taker for what our own workbook holds of an application that the register knows.

    What was recorded as it was typed, because nobody understood it, comes back as it is recorded.
    """

    def take(value: CellValue) -> Taken:
        found = inner(value)
        if not found.repairs or not isinstance(value, str):
            return found
        recorded = understand(field, value, vocabularies).stored
        same = recorded == understand(field, found.value, vocabularies).stored
        return found if same else Taken(value, (), found.problems)

    return take


@dataclass(slots=True)
class ColumnTaker:
    """A taker that remembers what it made of short texts, of numbers and of days.

    Whole numbers and those with a point that are equal mean the same to every taker.
    """

    taker: Taker
    texts: dict[str, Taken] = field(default_factory=dict)
    others: dict[CellValue, Taken] = field(default_factory=dict)

    def take(self, value: CellValue) -> Taken:
        """What a cell is to its field."""
        if isinstance(value, str):
            found = self.texts.get(value)
            return self._text(value) if found is None else found
        if value is None:
            return NOTHING
        if isinstance(value, bool):
            return self.taker(value)
        found = self.others.get(value)
        return self._other(value) if found is None else found

    def _text(self, value: str) -> Taken:
        found = self.taker(value) if value else NOTHING
        if len(value) <= _LONGEST_KEPT and len(self.texts) < _MOST_KEPT:
            self.texts[value] = found
        return found

    def _other(self, value: CellValue) -> Taken:
        found = self.taker(value)
        if len(self.others) < _MOST_KEPT:
            self.others[value] = found
        return found
