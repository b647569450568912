# SPDX-License-Identifier: Apache-2.0
"""A value as text in either language, and as the typed cell of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from models.language import Language
from models.programme.schema import NUMERIC, FieldType, FormField
from models.programme.values import Unreadable
from models.rules.regions import regions

if TYPE_CHECKING:
    from models.programme.values import Value
    from models.programme.vocabulary import Vocabulary

Cell: TypeAlias = "str | int | Decimal | date | None"
"""What a cell holds: codes and phones are text, numbers are numbers, dates are dates."""

_YES_NO = {(True, Language.ZH): "是", (False, Language.ZH): "否", (True, Language.EN): "Yes",
           (False, Language.EN): "No"}  # fmt: skip


def display(
    field: FormField,
    value: Value,
    language: Language,
    vocabularies: Mapping[str, Vocabulary],
    *,
    unit: bool = False,
) -> str:
    """A value as text; empty for none. With `unit`, numbers carry theirs."""
    if value is None:
        return ""
    if isinstance(value, Unreadable):
        return value.text
    if isinstance(value, bool):
        return _YES_NO[value, language]
    if isinstance(value, int | Decimal):
        text = number_text(value, field.places)
        text = text if field.grouped else text.replace(",", "")
        return f"{text}{unit_text(field, language)}" if unit else text
    if isinstance(value, Mapping):
        return _series(field, value, language, unit=unit)
    if isinstance(value, date):
        return date_text(value, language, month=field.type is FieldType.MONTH)
    if isinstance(value, tuple):
        comma = "、" if language is Language.ZH else ", "
        return comma.join(_name(field, item, language, vocabularies) for item in value)
    return _name(field, value, language, vocabularies)


def cell(
    field: FormField,
    value: Value,
    language: Language,
    vocabularies: Mapping[str, Vocabulary],
) -> Cell:
    """A value as the typed cell of a workbook; a number as a number, anything else as text."""
    if isinstance(value, Unreadable):
        return value.text
    if field.type in NUMERIC and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, date) and field.type is FieldType.DATE:
        return value
    return display(field, value, language, vocabularies) or None


def number_text(number: int | Decimal, places: int | None = None) -> str:
    """A number with thousands separated; with its fixed decimal places where it has some."""
    if isinstance(number, int):
        return f"{number:,}"
    exponent = number.as_tuple().exponent
    typed = -exponent if isinstance(exponent, int) else 0
    if places is not None and typed <= places:
        return f"{number:,.{places}f}"
    return f"{number:,f}"


def unit_name(field: FormField, language: Language) -> str:
    """The unit of a number: 万元 for money unless the field declares another."""
    if field.type is FieldType.PERCENT:
        return "%"
    if field.unit is not None:
        return field.unit.text(language)
    if field.type is FieldType.MONEY:
        return "万元" if language is Language.ZH else "10k CNY"
    return ""


def unit_text(field: FormField, language: Language) -> str:
    """The unit as it follows the digits; in brackets where it begins with digits of its own."""
    name = unit_name(field, language)
    if not name or name == "%" or language is Language.ZH:
        return name
    return f" ({name})" if name[0].isdigit() else f" {name}"


def date_text(day: date, language: Language, *, month: bool = False) -> str:
    """A date as official papers write it in Chinese, as ISO in English."""
    if language is Language.ZH:
        return f"{day.year}年{day.month}月" + ("" if month else f"{day.day}日")
    return day.strftime("%Y-%m" if month else "%Y-%m-%d")


def _series(
    field: FormField,
    series: Mapping[int, Decimal],
    language: Language,
    *,
    unit: bool,
) -> str:
    suffix = unit_text(field, language) if unit else ""
    pattern = "{year}年 {number}{unit}" if language is Language.ZH else "{year}: {number}{unit}"
    comma = "；" if language is Language.ZH else "; "
    return comma.join(
        pattern.format(year=year, number=number_text(number, field.places), unit=suffix)
        for year, number in sorted(series.items())
    )


def _name(
    field: FormField,
    item: str,
    language: Language,
    vocabularies: Mapping[str, Vocabulary],
) -> str:
    match field.type:
        case FieldType.CHOICE | FieldType.CHOICES:
            names = {choice.id: choice.label.text(language) for choice in field.choices}
            return names.get(item, item)
        case FieldType.TERM | FieldType.TERMS:
            vocabulary = vocabularies.get(field.vocabulary or "")
            return vocabulary.label_of(item).text(language) if vocabulary else item
        case FieldType.REGION:
            return regions().path(item) or item
        case _:
            return item
