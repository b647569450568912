# SPDX-License-Identifier: Apache-2.0
"""The part of one sheet: its rows and cells by address, and cells that are set."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reports.filling.addresses import Area, address, areas, cell_at
from reports.filling.formulas import UnreadableFormulaError, translated
from reports.workbooks.cells import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.programme.display import Cell

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPED = ("t", "cm", "vm")


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class SheetPart:
    """The tree of a sheet; rows and cells without an address get theirs."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.space = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
        self.data = root.find(f"{self.space}sheetData")
        if self.data is None:
            self.data = root.makeelement(f"{self.space}sheetData")
            root.append(self.data)
        self._rows: dict[int, Any] = {}
        self._cells: dict[int, dict[int, Any]] = {}
        self.index()

    def index(self) -> None:
        """Learn anew where each row and cell is."""
        self._rows, self._cells = {}, {}
        last = 0
        for row in self.data:
            if local(row) != "row":
                continue
            number = int(row.get("r") or last + 1)
            row.set("r", str(number))
            self._rows[number] = row
            cells = self._cells[number] = {}
            column = 0
            for cell in row:
                if local(cell) != "c":
                    continue
                column = cell_at(cell.get("r", ""))[1] or column + 1
                cell.set("r", address(number, column))
                cells[column] = cell
            last = number

    @property
    def rows(self) -> dict[int, Any]:
        """The elements of the rows that are there, by number."""
        return self._rows

    def cells(self) -> Iterator[tuple[int, int, Any]]:
        """Row, column and element of every cell that is there."""
        for row, cells in self._cells.items():
            for column, cell in cells.items():
                yield row, column, cell

    def cells_of(self, row: int) -> dict[int, Any]:
        """The elements of the cells of a row, by column."""
        return self._cells.get(row, {})

    def cell(self, row: int, column: int) -> Any | None:
        """The element of a cell; None where there is none."""
        return self._cells.get(row, {}).get(column)

    def formula(self, row: int, column: int) -> Any | None:
        """The formula of a cell, if it has one."""
        cell = self.cell(row, column)
        return None if cell is None else cell.find(f"{self.space}f")

    def style(self, row: int, column: int) -> int:
        """The number of the style that a cell has, or would have."""
        cell = self.cell(row, column)
        if cell is not None:
            return int(cell.get("s") or 0)
        line = self._rows.get(row)
        if line is not None and line.get("s") and line.get("customFormat") in {"1", "true"}:
            return int(line.get("s"))
        for item in self.columns():
            if int(item.get("min", 0)) <= column <= int(item.get("max", 0)):
                return int(item.get("style") or 0)
        return 0

    def columns(self) -> list[Any]:
        """The elements that say how wide columns are."""
        found = self.root.find(f"{self.space}cols")
        return [] if found is None else [item for item in found if local(item) == "col"]

    def merges(self) -> list[Area]:
        """The merged cells."""
        found = self.root.find(f"{self.space}mergeCells")
        if found is None:
            return []
        return [area for item in found for area in areas(item.get("ref", ""))]

    def row_element(self, row: int) -> Any:
        """The element of a row, made where there is none."""
        if row in self._rows:
            return self._rows[row]
        made = self.data.makeelement(f"{self.space}row", r=str(row))
        after = [number for number in self._rows if number > row]
        if after:
            self._rows[min(after)].addprevious(made)
        else:
            self.data.append(made)
        self._rows[row], self._cells[row] = made, {}
        return made

    def cell_element(self, row: int, column: int) -> Any:
        """The element of a cell, made in the style of its row or column where there is none."""
        found = self.cell(row, column)
        if found is not None:
            return found
        line = self.row_element(row)
        style = self.style(row, column)
        made = line.makeelement(f"{self.space}c", r=address(row, column))
        if style:
            made.set("s", str(style))
        cells = self._cells[row]
        after = [number for number in cells if number > column]
        if after:
            cells[min(after)].addprevious(made)
        else:
            place = max((list(line).index(item) for item in cells.values()), default=-1)
            line.insert(place + 1, made)
        cells[column] = made
        line.attrib.pop("spans", None)
        return made

    def put(self, row: int, column: int, value: Cell, *, serial: int | None = None) -> None:
        """Set a cell: a number as a number, a day by its serial, anything else as text.

        Args:
            serial: Of a day, where the cell shows serials as days.
        """
        if value is None and self.cell(row, column) is None:
            return
        cell = self.cell_element(row, column)
        self.clear(cell)
        if value is None:
            return
        if serial is not None:
            self._child(cell, "v").text = str(serial)
        elif isinstance(value, int | Decimal) and not isinstance(value, bool):
            self._child(cell, "v").text = f"{value:f}" if isinstance(value, Decimal) else str(value)
        else:
            text = value.isoformat() if isinstance(value, date) else str(value)
            cell.set("t", "inlineStr")
            holder = self._child(self._child(cell, "is"), "t")
            holder.set(XML_SPACE, "preserve")
            holder.text = plain_text(text)

    def clear(self, cell: Any) -> None:
        """Take the content of a cell away; its style stays."""
        for child in list(cell):
            if local(child) in {"v", "is", "f"}:
                cell.remove(child)
        for name in _TYPED:
            cell.attrib.pop(name, None)

    def _child(self, element: Any, name: str) -> Any:
        made = element.makeelement(f"{self.space}{name}")
        if name in {"v", "is"}:
            element.insert(0, made)
        else:
            element.append(made)
        return made

    def unshare(self) -> bool:
        """Write every shared formula out in each of its cells; whether there was any."""
        masters: dict[str, tuple[int, int, str]] = {}
        shared = [
            (row, column, found)
            for row, column, cell in self.cells()
            for found in cell.findall(f"{self.space}f")
            if found.get("t") == "shared"
        ]
        for row, column, found in shared:
            if found.text:
                masters.setdefault(found.get("si", ""), (row, column, found.text))
        for row, column, found in shared:
            top, left, source = masters.get(found.get("si", ""), (row, column, ""))
            if not found.text:
                try:
                    found.text = translated(source, down=row - top, right=column - left)
                except UnreadableFormulaError:
                    continue
            for name in ("t", "si", "ref"):
                found.attrib.pop(name, None)
        return bool(shared)

    def copy_of(self, row: Any) -> Any:
        """A copy of a row without its content, formulas aside."""
        made = deepcopy(row)
        for cell in made:
            if local(cell) != "c" or any(local(child) == "f" for child in cell):
                continue
            self.clear(cell)
        return made


def plain_text(text: str) -> str:
    """A text as it stands in the tree: what XML cannot hold as `_xHHHH_`, the tree escapes the rest."""
    return (
        escaped(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )  # fmt: skip
