# SPDX-License-Identifier: Apache-2.0
"""Binary workbooks (.xlsb): packages of records in place of XML. [MS-XLSB]."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from forms.intake.book import Book, BookKind, CellError, Merge
from forms.intake.files.biff import ERROR_CODES, packed_number
from forms.intake.files.faults import DamagedFileError, NoSheetsError
from forms.intake.files.number_formats import Meaning, meaning, meant
from forms.intake.files.package_contents import content_notes
from forms.intake.files.sheets import CellCount, GrowingRows, hide_columns, make_sheet
from forms.intake.files.values import as_value
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from forms.intake.book import CellValue, Sheet
    from forms.intake.files.packages import Package
    from models.progress import Progress

_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(8)
_OF_FORMULA = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR}
_RICH = 62
_SHARED_ITEM, _FORMAT, _XF, _COLUMN = 19, 44, 47, 60
_PROPERTIES, _SHEET, _MERGE, _CELL_FORMATS, _CELL_FORMATS_END = 153, 156, 176, 617, 618
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01
_MOST_RECORD = 16 << 20
_LOOK = 20_000
_NO_TEXT = 0xFFFFFFFF

_CELL = struct.Struct("<II")
_DOUBLE = struct.Struct("<d")
_WORD = struct.Struct("<I")


class _Listed(NamedTuple):
    name: str
    hidden: bool
    part: str


def read_binary_workbook(path: Path, package: Package, main: str, progress: Progress) -> Book:
    """Read every sheet of cells.

    Raises:
        UserError: One of `forms.intake.files.faults`.
        CancelledError: The user stopped it.
    """
    try:
        return _Reading(path, package, main, progress).book()
    except (struct.error, IndexError, ValueError) as error:
        raise DamagedFileError(path) from error


class _Reading:
    def __init__(self, path: Path, package: Package, main: str, progress: Progress) -> None:
        self._path, self._package, self._main = path, package, main
        self._progress = progress
        self._relations = package.relations(main)
        self._since_1904 = False
        self._texts: list[str] = []
        self._meanings: list[Meaning] = []

    def book(self) -> Book:
        listed = list(self._list_sheets())
        if not listed:
            raise NoSheetsError(self._path)
        for kind, read in (("sharedStrings", self._read_text), ("styles", _Styles(self._meanings))):
            if part := self._package.part_of(self._relations, kind):
                self._each(part, read)
        count = CellCount(self._path)
        sheets = []
        for number, sheet in enumerate(listed):
            said = message("Reading the sheet “{sheet}”", sheet=sheet.name)
            self._progress.step(number, len(listed), said)
            sheets.append(self._read_sheet(sheet, count))
        notes = content_notes(self._package, self._main, self._relations)
        return Book(self._path, BookKind.XLSB, tuple(sheets), tuple(notes))

    def _each(self, part: str, take: Callable[[int, bytes], None]) -> None:
        for number, (kind, body) in enumerate(_records(self._package.blocks(part))):
            if number % _LOOK == 0:
                self._progress.step(0, 1)
            take(kind, body)

    def _list_sheets(self) -> Iterator[_Listed]:
        for kind, body in _records(self._package.blocks(self._main)):
            if kind == _PROPERTIES:
                self._since_1904 = bool(body[0] & 1)
            elif kind == _SHEET:
                state, _ = _CELL.unpack_from(body)
                id_, at = _wide(body, 8)
                name, _ = _wide(body, at)
                what, part = self._relations.get(id_, ("", ""))
                if what == "worksheet":
                    yield _Listed(name, bool(state), part)

    def _read_text(self, kind: int, body: bytes) -> None:
        if kind == _SHARED_ITEM:
            self._texts.append(_wide(body, 1)[0])

    def _read_sheet(self, sheet: _Listed, count: CellCount) -> Sheet:
        reader = _SheetReader(
            GrowingRows(count), self._texts, self._meanings, since_1904=self._since_1904
        )
        self._each(sheet.part, reader.take)
        return make_sheet(
            self._path,
            sheet.name,
            reader.grid.rows,
            hidden=sheet.hidden,
            merges=reader.merges,
            hidden_rows=reader.hidden_rows,
            hidden_columns=reader.hidden_columns,
            percents=reader.percents,
        )


class _Styles:
    """Learns what each cell format means."""

    def __init__(self, meanings: list[Meaning]) -> None:
        self._meanings = meanings
        self._codes: dict[int, str] = {}
        self._of_cells = False

    def __call__(self, kind: int, body: bytes) -> None:
        if kind == _FORMAT:
            self._codes[int.from_bytes(body[:2], "little")] = _wide(body, 2)[0]
        elif kind in {_CELL_FORMATS, _CELL_FORMATS_END}:
            self._of_cells = kind == _CELL_FORMATS
        elif kind == _XF and self._of_cells:
            number = int.from_bytes(body[2:4], "little")
            self._meanings.append(meaning(number, self._codes.get(number)))


class _SheetReader:
    """Takes the records of one sheet."""

    def __init__(
        self, grid: GrowingRows, texts: list[str], meanings: list[Meaning], *, since_1904: bool
    ) -> None:
        self.grid = grid
        self.merges: list[Merge] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.percents: list[tuple[int, int]] = []
        self._texts, self._meanings, self._since_1904 = texts, meanings, since_1904
        self._row = 0

    def take(self, kind: int, body: bytes) -> None:
        """Read one record."""
        kind = _OF_FORMULA.get(kind, kind)
        if kind == _ROW:
            (self._row,) = _WORD.unpack_from(body)
            if body[11] & _HIDDEN_ROW:
                self.hidden_rows.append(self._row + 1)
        elif kind in {_RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED, _RICH}:
            column, format_ = _CELL.unpack_from(body)
            format_ &= 0xFFFFFF
            if kind in {_RK, _REAL} and self._meaning(format_) is Meaning.PERCENT:
                self.percents.append((self._row + 1, column + 1))
            self.grid.put(self._row, column, self._value(kind, body, format_))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            self.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _COLUMN and body[16] & _HIDDEN_COLUMN:
            first, last = _CELL.unpack_from(body)
            hide_columns(self.hidden_columns, first + 1, last + 1)

    def _value(self, kind: int, body: bytes, format_: int) -> CellValue:
        if kind == _SHARED:
            return as_value(self._texts[_WORD.unpack_from(body, 8)[0]])
        if kind in {_TEXT, _RICH}:
            return as_value(_wide(body, 8 if kind == _TEXT else 9)[0])
        if kind == _BOOL:
            return bool(body[8])
        if kind == _ERROR:
            return CellError(ERROR_CODES.get(body[8], "#VALUE!"))
        if kind == _RK:
            value = packed_number(_WORD.unpack_from(body, 8)[0])
        else:
            (value,) = _DOUBLE.unpack_from(body, 8)
        return meant(value, self._meaning(format_), since_1904=self._since_1904)

    def _meaning(self, format_: int) -> Meaning:
        return self._meanings[format_] if format_ < len(self._meanings) else Meaning.NUMBER


def _records(blocks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record, [MS-XLSB] 2.1.4."""
    data, at = b"", 0
    for block in blocks:
        data, at = data[at:] + block, 0
        while (found := _head(data, at)) is not None:
            kind, size, start = found
            if size > _MOST_RECORD:
                raise ValueError(size)
            if start + size > len(data):
                break
            yield kind, data[start : start + size]
            at = start + size
    if at < len(data):
        raise ValueError(at)


def _head(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Kind, size and beginning of the body of the record that begins here; None if it is cut off."""
    try:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
    except IndexError:
        return None
    return kind, size, at


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """The text that begins here, and where it ends."""
    (length,) = _WORD.unpack_from(body, at)
    if length == _NO_TEXT:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(body):
        raise IndexError(end)
    return body[at + 4 : end].decode("utf-16-le", "replace"), end
