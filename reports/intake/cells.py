# SPDX-License-Identifier: Apache-2.0
"""Stored values as cells that read back as the same stored values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.language import Language
from models.programme.display import display
from models.programme.levels import level_texts, region_text, term_text
from models.programme.schema import FieldType, FormField
from models.programme.values import Unreadable, read, understand
from models.rules.decimals import decimal_text
from reports.workbooks.cells import serial_of

if TYPE_CHECKING:
    from models.programme.layout import Column
    from models.programme.values import Stored, Value
    from models.programme.vocabulary import Vocabulary
    from reports.workbooks import Value as Cell

COMMAS = {Language.ZH: "、", Language.EN: "; "}
"""Between several values in a cell."""

_EXACT_DIGITS = 15
"""So many digits of a number a workbook keeps."""


def cell_of(
    column: Column,
    stored: Stored,
    vocabularies: Mapping[str, Vocabulary],
    language: Language,
) -> Cell:
    """The cell of a column: typed where a workbook can hold the value exactly, else as text."""
    field = column.field
    if field is None or stored is None:
        return None
    if column.level:
        return _level(column, level_texts(field, stored, vocabularies, language))
    value = read(field, stored)
    if field.type is FieldType.SERIES:
        return _series(column, value)
    if isinstance(value, Unreadable):
        return value.text
    if isinstance(value, bool):
        return display(field, value, language, vocabularies)
    if isinstance(value, int | Decimal):
        return _number(value)
    if isinstance(value, date):
        return _day(value, month=field.type is FieldType.MONTH)
    if isinstance(value, tuple):
        names = (item_text(field, item, vocabularies, language) for item in value)
        return COMMAS[language].join(names) or None
    return None if value is None else item_text(field, str(value), vocabularies, language)


def item_text(
    field: FormField, item: str, vocabularies: Mapping[str, Vocabulary], language: Language
) -> str:
    """The text of a choice, a term or a division that is understood as this one; others as they are."""
    match field.type:
        case FieldType.CHOICE | FieldType.CHOICES:
            return choice_text(field, item, language)
        case FieldType.TERM | FieldType.TERMS:
            vocabulary = vocabularies.get(field.vocabulary or "")
            term = vocabulary.get(item) if vocabulary else None
            return term_text(vocabulary, term, language) if vocabulary and term else item
        case FieldType.REGION:
            return region_text(item)
        case _:
            return item


def choice_text(field: FormField, choice_id: str, language: Language) -> str:
    """The label of a choice; its id where the label would be understood as another or torn."""
    for choice in field.choices:
        if choice.id == choice_id:
            label = choice.label.text(language)
            wanted = choice_id if field.type is FieldType.CHOICE else [choice_id]
            return label if understand(field, label, {}).stored == wanted else choice_id
    return choice_id


def _level(column: Column, texts: tuple[str, ...]) -> Cell:
    """The text of the level; the first column takes what is above it, the last what is below."""
    assert column.field is not None
    first = column.id == column.field.id
    above = column.level - 1
    if first and len(texts) <= above:
        return texts[-1] if texts else None
    if column.deepest and len(texts) > above:
        return texts[-1]
    return texts[above] if len(texts) > above else None


def _series(column: Column, value: Value) -> Cell:
    if isinstance(value, Mapping):
        number = None if column.year is None else value.get(column.year)
        return None if number is None else _number(number)
    return value.text if column.year is None and isinstance(value, Unreadable) else None


def _number(number: int | Decimal) -> Cell:
    digits = decimal_text(Decimal(number)).lstrip("-").replace(".", "").strip("0")
    return number if len(digits) <= _EXACT_DIGITS else decimal_text(Decimal(number))


def _day(day: date, *, month: bool) -> Cell:
    """A date as such; one that workbooks cannot count as the text that is understood as it."""
    return day.isoformat()[:7] if month and serial_of(day) is None else day
