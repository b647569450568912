# SPDX-License-Identifier: Apache-2.0
"""OpenDocument spreadsheets (.ods). ODF 1.3 part 3, 9 (tables) and 19.385 (value types).

Read here and not by calamine, which knows neither merges nor hidden rows of this format, and never ends
where the file breaks off. Elements are found by the prefixes that all programs write.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from forms.intake.book import Book, BookKind, CellError, Merge, address
from forms.intake.files.faults import DamagedFileError, NoSheetsError, PasswordProtectedError
from forms.intake.files.markup import Markup
from forms.intake.files.number_formats import day, number
from forms.intake.files.sheets import (
    COLUMNS,
    ROWS,
    CellCount,
    GrowingRows,
    hide_columns,
    make_sheet,
)
from forms.intake.files.values import as_value
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from forms.intake.book import CellValue, Sheet
    from forms.intake.files.packages import Package
    from models.language import Message
    from models.progress import Progress

_MOST_MANIFEST = 16 << 20
_LONGEST = 32_767
_MOST_DIGITS = 9
_HIDDEN = frozenset({"collapse", "filter"})
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_ASIDE = (
    "office:annotation",
    "draw:",
    "dr3d:",
    "text:ruby-text",
    "text:note",
    "table:tracked-changes",
)
"""What stands in a cell or table and is no part of its value: comments, shapes, readings, old versions."""

_DURATION = re.compile(r"(-?)PT(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7}(?:\.\d+)?)S)?")


def read_open_document(path: Path, package: Package, progress: Progress) -> Book:
    """Read every sheet.

    Raises:
        UserError: One of `forms.intake.files.faults`.
        CancelledError: The user stopped it.
    """
    manifest = "META-INF/manifest.xml"
    if package.has("encrypted-package"):
        raise PasswordProtectedError(path)
    if package.has(manifest) and b"encryption-data" in package.read(manifest, _MOST_MANIFEST):
        raise PasswordProtectedError(path)
    reader = _ContentReader(path)
    try:
        for block in package.blocks("content.xml"):
            progress.step(0, 1, message("Reading {file}", file=path.name))
            reader.markup.feed(block)
        reader.markup.feed(b"", last=True)
    except (ValueError, IndexError) as error:
        raise DamagedFileError(path) from error
    if not reader.sheets:
        raise NoSheetsError(path)
    notes = tuple(_notes(list(package.names()), linked=reader.linked))
    return Book(path, BookKind.ODS, tuple(reader.sheets), notes)


def _notes(names: list[str], *, linked: bool) -> Iterator[Message]:
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        yield message("It contains macros; they are ignored, never run.")
    if any(name.startswith("object ") for name in names):
        yield message("It contains embedded documents; they are not read.")
    if any(name.startswith("pictures/") for name in names):
        yield message("It contains pictures; they are not read.")
    if linked:
        yield message("It refers to other workbooks; the values last saved in it are taken.")


class _ContentReader:
    """Takes the elements of the content in order."""

    def __init__(self, path: Path) -> None:
        self.sheets: list[Sheet] = []
        self.linked = False
        self.markup = Markup(path)
        parser = self.markup.parser
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        self._path = path
        self._count = CellCount(path)
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._table: _TableReader | None = None
        self._tables = self._aside = 0

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or name.startswith(_ASIDE):
            self._aside += 1
            self.markup.parser.CharacterDataHandler = None
            return
        match name:
            case "table:table":
                self._tables += 1
                if self._tables == 1:
                    hidden = attributes.get("table:style-name") in self._hidden_styles
                    called = attributes.get("table:name", "")
                    self._table = _TableReader(self._path, called, self._count, hidden=hidden)
            case "table:table-source" if self._table is not None:
                # What another workbook held when it was last looked at, kept as a table.
                self.linked = self._table.foreign = True
            case "style:style":
                self._style = attributes.get("style:name", "")
            case "style:table-properties" if attributes.get("table:display") == "false":
                self._hidden_styles.add(self._style)
            case _ if self._table is not None and self._tables == 1:
                self._table.begin(name, attributes)
                if name in _CELLS:
                    self.markup.parser.CharacterDataHandler = self._table.characters

    def _end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
            if not self._aside and self._table is not None and self._table.in_cell:
                self.markup.parser.CharacterDataHandler = self._table.characters
            return
        if name == "table:table":
            self._tables -= 1
            if self._tables == 0 and self._table is not None:
                if not self._table.foreign:
                    self.sheets.append(self._table.sheet())
                self._table = None
        elif self._table is not None and self._tables == 1:
            if name in _CELLS:
                self.markup.parser.CharacterDataHandler = None
            self._table.end(name)


class _TableReader:
    """Takes the elements of one table."""

    def __init__(self, path: Path, name: str, count: CellCount, *, hidden: bool) -> None:
        self.foreign = self.in_cell = False
        self._path, self._name, self._hidden = path, name, hidden
        self._count = count
        self._grid = GrowingRows(count)
        self._merges: list[Merge] = []
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[int] = []
        self._uncalculated: list[str] = []
        self._percents: list[tuple[int, int]] = []
        self._row = self._column = self._columns = 0
        self._repeats = 1
        self._values: list[tuple[int, int, CellValue]] = []
        self._shares: list[tuple[int, int]] = []
        self._cell: dict[str, str] = {}
        self._text: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:table-cell" | "table:covered-table-cell":
                self._cell, self._text, self.in_cell = attributes, [], True
            case "text:p" | "text:h" if self._text:
                self._text.append("\n")
            case "text:p" | "text:h":
                self._text.append("")
            case "text:s":
                self._text.append(" " * _number(attributes, "text:c", _LONGEST))
            case "text:tab":
                self._text.append("\t")
            case "text:line-break":
                self._text.append("\n")
            case "table:table-row":
                self._repeats = _number(attributes, "table:number-rows-repeated", ROWS)
                self._column, self._values, self._shares = 0, [], []
                if attributes.get("table:visibility") in _HIDDEN:
                    last = min(self._row + self._repeats, ROWS)
                    self._hidden_rows.extend(range(self._row + 1, last + 1))
            case "table:table-column":
                columns = _number(attributes, "table:number-columns-repeated", COLUMNS)
                if attributes.get("table:visibility") in _HIDDEN:
                    hide_columns(self._hidden_columns, self._columns + 1, self._columns + columns)
                self._columns += columns

    def characters(self, text: str) -> None:
        if self._text:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name in _CELLS:
            self.in_cell = False
            self._end_cell()
        elif name == "table:table-row":
            self._end_row()

    def sheet(self) -> Sheet:
        return make_sheet(
            self._path,
            self._name,
            self._grid.rows,
            hidden=self._hidden,
            merges=self._merges,
            hidden_rows=self._hidden_rows,
            hidden_columns=self._hidden_columns,
            uncalculated=self._uncalculated,
            percents=self._percents,
        )

    def _end_row(self) -> None:
        rows = range(self._row, min(self._row + self._repeats, ROWS) if self._values else 0)
        self._count.make_room(len(rows) * sum(columns for _, columns, _ in self._values))
        for row in rows:
            for first, columns, value in self._values:
                for column in range(first, min(first + columns, COLUMNS)):
                    self._grid.put(row, column, value)
            self._percents += [
                (row + 1, column + 1)
                for first, columns in self._shares
                for column in range(first, min(first + columns, COLUMNS))
            ]
        self._row += self._repeats

    def _end_cell(self) -> None:
        cell = self._cell
        columns = _number(cell, "table:number-columns-repeated", COLUMNS)
        wide = _number(cell, "table:number-columns-spanned", COLUMNS)
        high = _number(cell, "table:number-rows-spanned", ROWS)
        if wide > 1 or high > 1:
            top, left = self._row + 1, self._column + 1
            self._merges.append(Merge(top, left, top + high - 1, left + wide - 1))
        value = _value(cell, "".join(self._text))
        if value is not None:
            self._values.append((self._column, columns, value))
            if cell.get("office:value-type") == "percentage":
                self._shares.append((self._column, columns))
        elif "table:formula" in cell and "office:value-type" not in cell:
            self._uncalculated.append(address(self._row + 1, self._column + 1))
        self._column += columns


def _number(attributes: dict[str, str], name: str, most: int) -> int:
    given = attributes.get(name, "1")
    return min(int(given), most) if given.isdecimal() and len(given) <= _MOST_DIGITS else 1


def _value(cell: dict[str, str], text: str) -> CellValue:
    kind = cell.get("office:value-type", "")
    if cell.get("calcext:value-type") == "error":
        return CellError(text or "#VALUE!")
    read = _READERS.get(kind)
    if read is not None:
        try:
            return read(cell)
        except (KeyError, ValueError, OverflowError):
            return as_value(text)
    return as_value(cell.get("office:string-value") or text)


def _float(cell: dict[str, str]) -> CellValue:
    return number(float(cell["office:value"]))


def _date(cell: dict[str, str]) -> CellValue:
    given = cell["office:date-value"]
    if "T" in given:
        return day(datetime.fromisoformat(given))
    return date.fromisoformat(given)


def _time(cell: dict[str, str]) -> CellValue:
    found = _DURATION.fullmatch(cell["office:time-value"])
    if found is None:
        raise ValueError(cell)
    sign, hours, minutes, seconds = found.groups()
    length = timedelta(
        hours=int(hours or 0), minutes=int(minutes or 0), seconds=float(seconds or 0)
    )
    if sign or length >= timedelta(days=1):
        return -length if sign else length
    minutes, seconds = divmod(length.seconds, 60)
    return time(minutes // 60, minutes % 60, seconds, length.microseconds)


def _boolean(cell: dict[str, str]) -> CellValue:
    return cell["office:boolean-value"].lower() == "true"


_READERS: dict[str, Callable[[dict[str, str]], CellValue]] = {
    "float": _float,
    "percentage": _float,
    "currency": _float,
    "date": _date,
    "time": _time,
    "boolean": _boolean,
}
