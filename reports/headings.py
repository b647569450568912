# SPDX-License-Identifier: Apache-2.0
"""Headings of columns with the unit of their numbers, the same on paper and in workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from models.programme.display import unit_name
from models.programme.schema import NUMERIC

if TYPE_CHECKING:
    from models.language import Language, Translatable
    from models.programme.schema import FormField

_BRACKETS = {"）": "（", ")": "("}


def with_unit(
    label: Translatable, field: FormField, language: Language, *, year: int | None = None
) -> str:
    """A label with its unit in brackets, and its year if it has one: 总收入2023年（万元）.

    An aside that ends the label already takes the unit in.
    """
    name, aside = _parted(label.text(language))
    unit = unit_name(field, language) if field.type in NUMERIC else ""
    if year is not None:
        name = message("{label}, {year}", label=name, year=str(year)).text(language)
    if aside and unit and unit not in aside:
        aside = message("{aside}, {unit}", aside=aside, unit=unit).text(language)
    inner = aside or unit
    if not inner:
        return name
    return message("{label} ({unit})", label=name, unit=inner).text(language)


def _parted(text: str) -> tuple[str, str]:
    """A label without the brackets that end it, and what stands in them."""
    opening = _BRACKETS.get(text[-1:])
    if not opening or opening not in text:
        return text, ""
    name, _, aside = text[:-1].rpartition(opening)
    return name.rstrip(), aside
