# SPDX-License-Identifier: Apache-2.0
"""A first map of a Word form: cells beside labels, and tables that repeat below their headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.filling.mapping import FillMap, Put, Scope, SheetMap, TableMap
from models.filling.sources import money_unit
from models.language import Language
from models.programme.schema import FieldType
from models.rules.money import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from models.programme.schema import FormField, Programme

_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST = 2
"""So many headings must name a column before a row of headings is taken for a table that repeats."""
_SERIAL = "index"


def suggest_word_map(template: Path, programme: Programme) -> FillMap:
    """Suggest what goes where in a Word form about one application.

    Raises:
        UserError: The file cannot be read, or is no Word document.
    """
    from reports.filling import word_tables

    tables = word_tables(template)
    sheets = [_sheet(str(n), rows, programme) for n, rows in enumerate(tables, start=1)]
    found = tuple(sheet for sheet in sheets if sheet is not None)
    return FillMap(Scope.APPLICATION, found, language=language_of(str(tables)))


def language_of(text: str) -> Language:
    """The language of a form: Chinese where any of its words is."""
    return Language.ZH if _HAN.search(text) else Language.EN


def _sheet(name: str, rows: list[list[str]], programme: Programme) -> SheetMap | None:
    repeated = _repeated(rows, programme)
    if repeated is not None:
        return SheetMap(name, {}, (repeated,))
    cells = dict(_cells(rows, programme))
    return SheetMap(name, cells) if cells else None


def _cells(rows: list[list[str]], programme: Programme) -> Iterator[tuple[str, Put]]:
    """Empty cells, and cells with boxes, beside the name of a field."""
    from forms.intake.book import column_letters
    from forms.intake.cells.units import unit_in_heading
    from forms.intake.tables.headings import names_of

    names = names_of(programme)
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts[:-1], start=1):
            meant = names.meant(text) if text else ()
            field = programme.fields.get(meant[0]) if meant else None
            beside = texts[column].strip()
            if field is None or field.type is FieldType.TABLE or (beside and "□" not in beside):
                continue
            yield f"{column_letters(column + 1)}{row}", _put(field, unit_in_heading(text)[1])


def _repeated(rows: list[list[str]], programme: Programme) -> TableMap | None:
    """The table that repeats whose headings a row holds, with empty rows below."""
    from forms.intake.book import column_letters
    from forms.intake.tables.headings import names_of_fields
    from forms.intake.tables.words import words

    for place, texts in enumerate(rows[:-1], start=1):
        for table in programme.tables.values():
            names = names_of_fields(table.columns)
            columns: dict[str, Put] = {}
            for column, text in enumerate(texts, start=1):
                meant = names.meant(text) if text else ()
                field = table.column(meant[0]) if meant else None
                if field is not None:
                    columns[column_letters(column)] = Put(field.id)
                elif text.strip() in words().serial:
                    columns[column_letters(column)] = Put(_SERIAL)
            found = sum(put.source != _SERIAL for put in columns.values())
            blank = _blank_rows(rows[place:], columns)
            if found >= _FEWEST and blank:
                return TableMap(place + 1, columns, blank, table.id)
    return None


def _blank_rows(rows: list[list[str]], columns: Mapping[str, Put]) -> int:
    """How many rows begin without a word, numbers of rows aside."""
    count = 0
    for texts in rows:
        if len(texts) < len(columns) or any(text.strip() and not text.strip().isdigit()
                                            for text in texts):  # fmt: skip
            break
        count += 1
    return count


def _put(field: FormField, unit: str) -> Put:
    own = money_unit(field)
    return Put(field.id, unit=unit if own and unit in UNITS and unit != own else "")
