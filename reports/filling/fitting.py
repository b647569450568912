# SPDX-License-Identifier: Apache-2.0
"""Whether a map fits an empty form: all that does not is said, before anything is filled."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from models.language import Listing, message
from reports.filling.addresses import LAST_COLUMN, LAST_ROW, address, cell_at, column_number
from reports.filling.faults import MapDoesNotFitError
from reports.filling.sheet_part import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.filling.mapping import FillMap, SheetMap, TableMap
    from models.language import Message
    from reports.filling.addresses import Area
    from reports.filling.sheet_part import SheetPart
    from reports.filling.workbook_parts import WorkbookParts


def check_fit(parts: WorkbookParts, fill_map: FillMap) -> None:
    """See that every cell that a map names is there and may be filled.

    Raises:
        MapDoesNotFitError: One is not.
    """
    faults = list(dict.fromkeys(_faults(parts, fill_map)))
    if faults:
        raise MapDoesNotFitError(parts.package.name, faults)


def _faults(parts: WorkbookParts, fill_map: FillMap) -> Iterator[Message]:
    if fill_map.words:
        yield message("words: only a Word form has words in braces")
    for sheet in fill_map.sheets:
        known = parts.known(sheet.name)
        if not known:
            yield _no_sheet(sheet.name, list(parts.sheets))
            continue
        part = parts.sheet(known)
        merges = part.merges()
        heads = list(_table_heads(parts, known))
        for text in sheet.cells:
            row, column = cell_at(text)
            yield from _cell(part, merges, heads, known, row, column)
        for table in sheet.tables:
            yield from _table(part, merges, heads, known, table)
        yield from _fixed(sheet, known)


def _no_sheet(name: str, known: list[str]) -> Message:
    near = get_close_matches(name, known, n=1, cutoff=0.4)
    if near:
        return message(
            "there is no sheet “{name}”; did you mean “{near}”?", name=name, near=near[0]
        )
    return message("there is no sheet “{name}”; there are: {known}", name=name,
                   known=Listing(tuple(known)))  # fmt: skip


def _cell(
    part: SheetPart, merges: list[Area], heads: list[Area], sheet: str, row: int, column: int
) -> Iterator[Message]:
    place = address(row, column)
    if row > LAST_ROW or column > LAST_COLUMN:
        yield message("{sheet}!{cell}: no sheet is so large", sheet=sheet, cell=place)
        return
    over = next((area for area in merges if area.holds(row, column)), None)
    if over is not None and (over.top, over.left) != (row, column):
        yield message(
            "{sheet}!{cell}: the cell belongs to the merged cells {area}; name {first}",
            sheet=sheet,
            cell=place,
            area=str(over),
            first=address(over.top, over.left),
        )
    if part.formula(row, column) is not None:
        yield message(
            "{sheet}!{cell}: the form calculates this cell itself; leave it out of the map",
            sheet=sheet,
            cell=place,
        )
    if any(area.holds(row, column) for area in heads):
        yield message(
            "{sheet}!{cell}: the cell is a heading of an Excel table, which must stay as it is",
            sheet=sheet,
            cell=place,
        )


def _table(
    part: SheetPart, merges: list[Area], heads: list[Area], sheet: str, table: TableMap
) -> Iterator[Message]:
    for row in range(table.first, table.last + 1):
        for letters in table.columns:
            column = column_number(letters)
            yield from _cell(part, merges, heads, sheet, row, column)
            over = next((area for area in merges if area.holds(row, column)), None)
            if over is not None and over.top == row and over.bottom > over.top:
                yield message(
                    "{sheet}!{cell}: the merged cells {area} span several rows, and each row is one"
                    " record; take the merge away in the form, or leave the column out",
                    sheet=sheet,
                    cell=address(row, column),
                    area=str(over),
                )
    if table.last > LAST_ROW:
        yield message("{sheet}: row {row} is beyond the last one", sheet=sheet, row=table.last)


def _fixed(sheet: SheetMap, name: str) -> Iterator[Message]:
    """A single cell in the rows of a table would move about."""
    for text in sheet.cells:
        row, _ = cell_at(text)
        for table in sheet.tables:
            if table.first < row <= table.last and (table.rows > 1):
                yield message(
                    "{sheet}!{cell}: the cell stands in the rows of a table, which come and go",
                    sheet=name,
                    cell=text,
                )


def _table_heads(parts: WorkbookParts, sheet: str) -> Iterator[Area]:
    """The heading rows of the tables that Excel knows."""
    from reports.filling.addresses import Area

    package = parts.package
    for part in package.related(parts.sheets[sheet], "table"):
        root = package.tree(part)
        area = Area.read(root.get("ref", ""))
        if local(root) == "table" and area is not None and root.get("headerRowCount", "1") != "0":
            yield Area(area.top, area.left, area.top, area.right)
