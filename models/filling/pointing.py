# SPDX-License-Identifier: Apache-2.0
"""A map changed place by place, as somebody points at a form; a new map comes back each time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.filling.mapping import SheetMap, TableMap

if TYPE_CHECKING:
    from models.filling.mapping import FillMap, Put


@dataclass(frozen=True, slots=True)
class Spot:
    """What a map says of one cell.

    Attributes:
        put: What goes there; None where nothing does.
        table: The table in whose rows the cell lies, unless it is filled by itself.
    """

    put: Put | None = None
    table: TableMap | None = None


def sheet_of(found: FillMap, name: str) -> SheetMap:
    """What a map says of a sheet; nothing where it does not name it."""
    return next((sheet for sheet in found.sheets if sheet.name == name), SheetMap(name))


def spot_at(sheet: SheetMap, row: int, letters: str) -> Spot:
    """What is said of a cell, by its row and the letters of its column."""
    put = sheet.cells.get(f"{letters}{row}")
    if put is not None:
        return Spot(put)
    table = next((item for item in sheet.tables if item.first <= row <= item.last), None)
    return Spot(table.columns.get(letters) if table else None, table)


def with_cell(found: FillMap, name: str, address: str, put: Put | None) -> FillMap:
    """The map with something in a cell by itself, or with nothing there."""
    sheet = sheet_of(found, name)
    cells = {key: item for key, item in sheet.cells.items() if key != address}
    if put is not None:
        cells[address] = put
    return _with_sheet(found, replace(sheet, cells=cells))


def with_column(
    found: FillMap,
    name: str,
    row: int,
    letters: str,
    put: Put | None,
    *,
    of: str = "",
    rows: int = 1,
) -> FillMap:
    """The map with something in a column of the table that holds a row, or with nothing there.

    Where no table holds the row, a new one begins with it.

    Args:
        of: The repeating table whose rows a new one has; empty for applications.
        rows: How many rows the empty form has for a new one; as many as are free before the next.
    """
    sheet = sheet_of(found, name)
    table = next((item for item in sheet.tables if item.first <= row <= item.last), None)
    if table is None:
        below = min((item.first for item in sheet.tables if item.first > row), default=row + rows)
        table = TableMap(row, {}, max(1, min(rows, below - row)), of)
    columns = {key: item for key, item in table.columns.items() if key != letters}
    if put is not None:
        columns[letters] = put
    return with_table(found, name, table, replace(table, columns=columns))


def with_table(found: FillMap, name: str, old: TableMap, new: TableMap) -> FillMap:
    """The map with another table instead of one; a table without columns is none."""
    sheet = sheet_of(found, name)
    others = [item for item in sheet.tables if item.first != old.first]
    tables = sorted([*others, *([new] if new.columns else [])], key=_first)
    return _with_sheet(found, replace(sheet, tables=tuple(tables)))


def with_word(found: FillMap, name: str, put: Put | None) -> FillMap:
    """The map with something for a name in braces, or with nothing for it."""
    words = {key: item for key, item in found.words.items() if key != name}
    if put is not None:
        words[name] = put
    return replace(found, words=words)


def places_in(found: FillMap) -> int:
    """How many cells, columns and names in braces a map names."""
    columns = sum(len(table.columns) for sheet in found.sheets for table in sheet.tables)
    return len(found.words) + sum(len(sheet.cells) for sheet in found.sheets) + columns


def _with_sheet(found: FillMap, sheet: SheetMap) -> FillMap:
    """The map with a sheet as it is now, in its place; one that says nothing is left out."""
    says = bool(sheet.cells or sheet.tables)
    if not any(item.name == sheet.name for item in found.sheets):
        return replace(found, sheets=(*found.sheets, *([sheet] if says else [])))
    sheets = tuple(sheet if item.name == sheet.name else item for item in found.sheets)
    return replace(found, sheets=tuple(item for item in sheets if says or item.name != sheet.name))


def _first(table: TableMap) -> int:
    return table.first
