# SPDX-License-Identifier: Apache-2.0
"""Answers as text that the import understands as the same answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.language import Language
from models.programme.display import date_text
from models.programme.headings import STAR, heading
from models.programme.schema import FieldType
from models.programme.values import Unreadable, read
from models.rules.decimals import decimal_text
from reports.intake.cells import cell_of, choice_text, item_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.programme.layout import Column
    from models.programme.values import Stored
    from models.programme.vocabulary import Vocabulary

_TICKED, _EMPTY = "☑", "□"
_YES_NO = {Language.ZH: ("是", "否"), Language.EN: ("Yes", "No")}
_MOST_BOXES = 12


def label_text(column: Column, language: Language) -> str:
    """The label of a column; what has levels stands there once, by its deepest."""
    field = column.field
    if field is None or not column.level:
        return heading(column, language)
    return (STAR if column.required else "") + field.label.text(language)


def answer_text(
    column: Column,
    stored: Stored,
    vocabularies: Mapping[str, Vocabulary],
    language: Language,
) -> str:
    """What stands beside the label of a column: boxes for choices, else the value."""
    field = column.field
    assert field is not None
    value = read(field, stored)
    understood = not isinstance(value, Unreadable)
    if field.type is FieldType.BOOLEAN and understood:
        yes, no = _YES_NO[language]
        chosen = set() if value is None else {"yes" if value else "no"}
        return _boxes({"yes": yes, "no": no}, chosen)
    if field.type in {FieldType.CHOICE, FieldType.CHOICES} and understood:
        labels = {item.id: choice_text(field, item.id, language) for item in field.choices}
        picked: tuple[object, ...] = value if isinstance(value, tuple) else (value,)
        known = {str(item) for item in picked if item is not None}
        if len(labels) <= _MOST_BOXES and known <= labels.keys():
            return _boxes(_in_order(labels, picked), known)
    if column.level:
        levels = understood and value is not None
        return item_text(field, str(value), vocabularies, language) if levels else str(stored or "")
    found = cell_of(column, stored, vocabularies, language)
    if isinstance(found, date):
        return date_text(found, language, month=field.type is FieldType.MONTH)
    if isinstance(found, int | Decimal):
        return decimal_text(Decimal(found))
    return "" if found is None else str(found)


def _in_order(labels: Mapping[str, str], picked: Sequence[object]) -> Mapping[str, str]:
    """The answers in their order; where they were given in another one, those that were given first."""
    given = [str(item) for item in picked if item is not None]
    if given == [key for key in labels if key in given]:
        return labels
    return {key: labels[key] for key in (*given, *labels)}


def _boxes(labels: Mapping[str, str], chosen: set[str]) -> str:
    return "  ".join(
        f"{_TICKED if key in chosen else _EMPTY}{label}" for key, label in labels.items()
    )
