# SPDX-License-Identifier: Apache-2.0
"""Headings of columns, the same on paper and in workbooks, and by which they are known again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from models.language import Language, message
from models.programme.display import unit_name
from models.programme.layout import LOOK_AT, intake_layout
from models.programme.recognising import own_sheet_at
from models.programme.schema import NUMERIC, FieldType, Filler
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from models.language import Message, Translatable
    from models.programme.layout import Column, Layout, SheetLayout
    from models.programme.recognising import OwnSheet
    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary

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


STAR = "*"
"""Begins the heading of what is required."""


def heading(column: Column, language: Language) -> str:
    """The heading of a column: its name with year, level and unit; a star for what is required."""
    star = STAR if column.required else ""
    field = column.field
    if field is None:
        return star + column.label.text(language)
    name = with_unit(_levelled(column), field, language, year=column.year)
    return star + name


def _levelled(column: Column) -> Translatable:
    """The label of a column with its level: 所在地（省级）, 主导产业方向（细分）."""
    field, label = column.field, column.label
    if field is not None and field.type is FieldType.REGION:
        return message("{label} ({part})", label=label, part=_REGION_LEVELS[column.level - 1])
    if field is None or not column.level or column.id == field.id:
        return label
    refined = column.level - 1
    if refined == 1:
        return message("{label} (in detail)", label=label)
    return message("{label} (in detail, {n})", label=label, n=refined)


_REGION_LEVELS: tuple[Message, ...] = (
    message("province"),
    message("prefecture"),
    message("county"),
)


def every_column(
    programme: Programme, vocabularies: Mapping[str, Vocabulary], years: Collection[int] = ()
) -> Layout:
    """The layout with all columns that a workbook of a programme may have, whoever fills them.

    Args:
        years: Of which a series may have a column, besides those that a blank asks for.
    """
    series = [
        *(name for name, item in programme.fields.items() if item.type is FieldType.SERIES),
        *(
            f"{table.id}/{item.id}"
            for table in programme.tables.values()
            for item in table.columns
            if item.type is FieldType.SERIES
        ),
    ]
    return intake_layout(
        programme,
        vocabularies,
        year=max(years, default=_ANY_YEAR),
        fillers=frozenset(Filler),
        years=dict.fromkeys(series, years),
        as_text=series,
        labels=True,
    )


_ANY_YEAR = 2000


def columns_by_heading(sheet: SheetLayout) -> dict[str, frozenset[str]]:
    """The ids of the columns that a heading names, by its comparable form.

    As it is written in either language, or without its star; and the bare label, which the years of a
    series and the levels of a division share, where no heading is written so.
    """
    written: dict[str, set[str]] = {}
    bare: dict[str, set[str]] = {}
    for column in sheet.columns:
        for language in Language:
            whole = heading(column, language)
            for text in (whole, whole.removeprefix(STAR)):
                written.setdefault(comparable(text), set()).add(column.id)
            bare.setdefault(comparable(column.label.text(language)), set()).add(column.id)
    return {form: frozenset(ids) for form, ids in {**bare, **written}.items()}


def years_named(texts: Iterable[object]) -> set[int]:
    """The years that headings name."""
    return {int(year) for text in texts for year in _YEAR.findall(str(text or ""))}


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def recognise_by_headings(
    cells: Sequence[Sequence[Any]], layout: Layout, name: str
) -> OwnSheet | None:
    """What a sheet of ours is whose hidden row is gone, by its headings; None where they do not say.

    Args:
        cells: Its first rows.
        layout: All columns that it may have (`every_column`).
        name: What the sheet is called, which decides between tables with the same columns.
    """
    best: tuple[int, bool] = (0, False)
    found: OwnSheet | None = None
    for sheet in layout.sheets:
        named = columns_by_heading(sheet)
        alike = any(comparable(name) == comparable(sheet.label.text(x)) for x in Language)
        for row, values in enumerate(cells[:LOOK_AT], start=1):
            columns = _columns_of(values, named)
            filled = sum(value not in {None, ""} for value in values)
            known = len(columns) >= min(_FEWEST, len(sheet.columns)) and 2 * len(columns) >= filled
            if known and (len(columns), alike) > best:
                best = len(columns), alike
                found = own_sheet_at(cells, row, layout.programme, sheet.id, columns)
    return found


_FEWEST = 3


def _columns_of(values: Sequence[Any], named: Mapping[str, frozenset[str]]) -> dict[int, str]:
    """The columns whose headings name just one, by their place from 1; of two the first counts."""
    columns: dict[int, str] = {}
    for place, value in enumerate(values, start=1):
        ids = named.get(comparable(value), frozenset()) if isinstance(value, str) else frozenset()
        if len(ids) == 1 and not ids <= set(columns.values()):
            columns[place] = next(iter(ids))
    return columns
