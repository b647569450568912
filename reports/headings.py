# SPDX-License-Identifier: Apache-2.0
"""Headings of columns with the unit of their numbers, the same on paper and in workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from models.programme.display import unit_text
from models.programme.schema import NUMERIC

if TYPE_CHECKING:
    from models.language import Language, Translatable
    from models.programme.schema import FormField

_BRACKETS = {"）": "（", ")": "("}


def with_unit(
    label: Translatable, field: FormField, language: Language, *, year: int | None = None
) -> str:
    """A label with its unit, and its year if it has one, in brackets: 总收入（2023年，万元）.

    An aside that ends the label already takes both in.
    """
    text = label.text(language)
    unit = unit_text(field, language).strip() if field.type in NUMERIC else ""
    when = "" if year is None else message("{year}", year=str(year)).text(language)
    name, aside = _parted(text)
    more = [part for part in (when, unit) if part and part not in aside]
    if not more:
        return text
    inner, *rest = [aside, *more] if aside else more
    for part in rest:
        inner = message("{aside}, {unit}", aside=inner, unit=part).text(language)
    return message("{label} ({unit})", label=name, unit=inner).text(language)


def _parted(text: str) -> tuple[str, str]:
    """A label without the brackets that end it, and what stands in them."""
    opening = _BRACKETS.get(text[-1:])
    if not opening or opening not in text:
        return text, ""
    name, _, aside = text[:-1].rpartition(opening)
    return name.rstrip(), aside
