# SPDX-License-Identifier: Apache-2.0
"""Workbooks of Excel 5 to 2003 (.xls, and .et of WPS), which many offices still send. [MS-XLS].

Read here and not by calamine: a compound file with a circle in it, or a record that claims too much, makes
that end the program.
"""

from __future__ import annotations

import codecs
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from forms.intake.book import Book, BookKind, CellError, Merge
from forms.intake.files.biff import ERROR_CODES, TextReader, packed_number
from forms.intake.files.faults import DamagedFileError, NoSheetsError, PasswordProtectedError
from forms.intake.files.number_formats import Meaning, meaning, meant
from forms.intake.files.sheets import CellCount, GrowingRows, hide_columns, make_sheet
from forms.intake.files.values import as_value
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forms.intake.book import CellValue, Sheet
    from forms.intake.files.compound import CompoundFile
    from models.language import Message
    from models.progress import Progress

_BOF, _EOF, _CONTINUE, _LOCKED = 0x0809, 0x000A, 0x003C, 0x002F
_CODE_PAGE, _DATE_MODE, _FORMAT, _XF, _SHEET, _TEXTS = 0x42, 0x22, 0x41E, 0xE0, 0x85, 0xFC
_NUMBER, _RK, _MANY_RK, _SHARED, _LABEL, _RICH_LABEL = 0x203, 0x27E, 0xBD, 0xFD, 0x204, 0xD6
_BOOL_OR_ERROR, _FORMULA, _STRING, _MERGES, _ROW, _COLUMNS = 0x205, 0x06, 0x207, 0xE5, 0x208, 0x7D
_VERSION_97, _VERSION_5 = 0x0600, 0x0500
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_LOOK = 20_000
_MOST_SHEETS = 1_000
_MACROS = frozenset({1, 6})

_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HHH")
_DOUBLE = struct.Struct("<d")
_WORD = struct.Struct("<I")
_XF_RK = struct.Struct("<HI")

_PAGES = {
    936: "gb18030",
    1200: "utf-16-le",
    10000: "mac-roman",
    10008: "gb2312",
    32768: "mac-roman",
}


class _Record(NamedTuple):
    kind: int
    body: bytes
    end: int


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    start: int
    hidden: bool


@dataclass(slots=True)
class _Globals:
    """What holds for the whole workbook."""

    version: int = _VERSION_97
    encoding: str = "cp1252"
    since_1904: bool = False
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    meanings: list[Meaning] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    sheets: list[_Listed] = field(default_factory=list)
    macros: list[str] = field(default_factory=list)


def read_old_workbook(path: Path, compound: CompoundFile, progress: Progress) -> Book:
    """Read every sheet of cells.

    Raises:
        UserError: One of `forms.intake.files.faults`.
        CancelledError: The user stopped it.
    """
    stream = compound.stream("workbook", "book")
    try:
        if stream is None:
            raise DamagedFileError(path)
        known = _read_globals(path, stream)
        if not known.sheets:
            raise NoSheetsError(path)
        count = CellCount(path)
        sheets = []
        for number, listed in enumerate(known.sheets[:_MOST_SHEETS]):
            said = message("Reading the sheet “{sheet}”", sheet=listed.name)
            progress.step(number, len(known.sheets), said)
            sheets.append(_SheetReader(path, stream, known, count, progress).read(listed))
    except (struct.error, IndexError, ValueError, LookupError) as error:
        raise DamagedFileError(path) from error
    return Book(path, BookKind.XLS, tuple(sheets), tuple(_notes(compound, known)))


def _notes(compound: CompoundFile, known: _Globals) -> Iterator[Message]:
    for name in known.macros:
        yield message("The sheet “{sheet}” holds macros; it is ignored.", sheet=name)
    if "_vba_project_cur" in compound.names:
        yield message("It contains macros; they are ignored, never run.")
    if any(name.startswith("mbd") for name in compound.names):
        yield message("It contains embedded documents; they are not read.")


def _records(stream: bytes, start: int) -> Iterator[_Record]:
    while start + 4 <= len(stream):
        kind, size = _HEAD.unpack_from(stream, start)
        end = start + 4 + size
        yield _Record(kind, stream[start + 4 : end], end)
        start = end


def _continued(stream: bytes, record: _Record) -> list[bytes]:
    """The record and those that continue it."""
    segments = [record.body]
    for follows in _records(stream, record.end):
        if follows.kind != _CONTINUE:
            break
        segments.append(follows.body)
    return segments


def _read_globals(path: Path, stream: bytes) -> _Globals:
    known = _Globals()
    begun = False
    for record in _records(stream, 0):
        body = record.body
        match record.kind:
            case 0x0809 if not begun:
                begun = True
                (known.version,) = struct.unpack_from("<H", body)
                if known.version not in {_VERSION_97, _VERSION_5}:
                    raise ValueError(known.version)
            case 0x2F:
                raise PasswordProtectedError(path)
            case 0x42:
                known.encoding = _encoding(int.from_bytes(body[:2], "little"))
            case 0x22:
                known.since_1904 = body[:1] == b"\x01"
            case 0x41E:
                number = int.from_bytes(body[:2], "little")
                known.codes[number] = _format_code(body[2:], known)
            case 0xE0:
                known.formats.append(int.from_bytes(body[2:4], "little"))
            case 0x85:
                _list_sheet(body, known)
            case 0xFC:
                known.texts = _read_texts(_continued(stream, record))
            case 0x0A:
                break
    if not begun:
        raise ValueError(begun)
    known.meanings = [meaning(number, known.codes.get(number)) for number in known.formats]
    return known


def _encoding(page: int) -> str:
    name = _PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _format_code(body: bytes, known: _Globals) -> str:
    if known.version == _VERSION_5:
        return body[1 : 1 + body[0]].decode(known.encoding, "replace")
    return TextReader([body]).rich()


def _list_sheet(body: bytes, known: _Globals) -> None:
    start, state, kind, length = struct.unpack_from("<IBBB", body)
    if known.version == _VERSION_5:
        name = body[7 : 7 + length].decode(known.encoding, "replace")
    else:
        name = TextReader([body[8:]]).characters(length, wide=bool(body[7] & 1))
    if kind in _MACROS:
        known.macros.append(name)
    elif kind == 0:
        known.sheets.append(_Listed(name, start, hidden=bool(state & 3)))


def _read_texts(segments: list[bytes]) -> list[str]:
    reader = TextReader(segments)
    reader.number(8)  # how many there are, which some programs count wrongly
    texts = []
    while reader.more():
        texts.append(reader.rich())
    return texts


class _SheetReader:
    """Reads the records of one sheet."""

    def __init__(
        self, path: Path, stream: bytes, known: _Globals, count: CellCount, progress: Progress
    ) -> None:
        self._path, self._stream, self._known, self._progress = path, stream, known, progress
        self._grid = GrowingRows(count)
        self._merges: list[Merge] = []
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[int] = []
        self._percents: list[tuple[int, int]] = []
        self._waits: tuple[int, int] | None = None

    def read(self, listed: _Listed) -> Sheet:
        depth = 0
        for number, record in enumerate(_records(self._stream, listed.start)):
            if number % _LOOK == 0:
                self._progress.step(record.end, len(self._stream))
            if record.kind == _BOF:
                depth += 1
            elif record.kind == _EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif depth <= 1:
                self._take(record)
        return make_sheet(
            self._path,
            listed.name,
            self._grid.rows,
            hidden=listed.hidden,
            merges=self._merges,
            hidden_rows=self._hidden_rows,
            hidden_columns=self._hidden_columns,
            percents=self._percents,
        )

    def _take(self, record: _Record) -> None:
        kind, body = record.kind, record.body
        if kind == _SHARED:
            row, column, _ = _PLACE.unpack_from(body)
            text = self._known.texts[_WORD.unpack_from(body, 6)[0]]
            self._grid.put(row, column, as_value(text))
        elif kind == _RK:
            row, column, format_ = _PLACE.unpack_from(body)
            self._number(row, column, format_, packed_number(_WORD.unpack_from(body, 6)[0]))
        elif kind == _MANY_RK:
            row, column = struct.unpack_from("<HH", body)
            for at in range(4, len(body) - 2, 6):
                format_, packed = _XF_RK.unpack_from(body, at)
                self._number(row, column, format_, packed_number(packed))
                column += 1
        elif kind == _NUMBER:
            row, column, format_ = _PLACE.unpack_from(body)
            self._number(row, column, format_, _DOUBLE.unpack_from(body, 6)[0])
        elif kind == _FORMULA:
            self._formula(body)
        elif kind == _STRING and self._waits is not None:
            self._grid.put(*self._waits, as_value(self._text(_continued(self._stream, record))))
            self._waits = None
        elif kind in {_LABEL, _RICH_LABEL}:
            row, column, _ = _PLACE.unpack_from(body)
            self._grid.put(row, column, as_value(self._text([body[6:]])))
        elif kind == _BOOL_OR_ERROR:
            row, column, _ = _PLACE.unpack_from(body)
            self._grid.put(row, column, _bool_or_error(body[6], error=body[7]))
        else:
            self._settings(kind, body)

    def _settings(self, kind: int, body: bytes) -> None:
        if kind == _ROW and body[12] & _HIDDEN_ROW:
            self._hidden_rows.append(int.from_bytes(body[:2], "little") + 1)
        elif kind == _COLUMNS and body[8] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", body)
            hide_columns(self._hidden_columns, first + 1, last + 1)
        elif kind == _MERGES:
            for at in range(2, len(body) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
                self._merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))

    def _number(self, row: int, column: int, format_: int, value: float) -> None:
        meanings = self._known.meanings
        what = meanings[format_] if format_ < len(meanings) else Meaning.NUMBER
        if what is Meaning.PERCENT:
            self._percents.append((row + 1, column + 1))
        self._grid.put(row, column, meant(value, what, since_1904=self._known.since_1904))

    def _formula(self, body: bytes) -> None:
        row, column, format_ = _PLACE.unpack_from(body)
        self._waits = None
        if body[12:14] != b"\xff\xff":
            self._number(row, column, format_, _DOUBLE.unpack_from(body, 6)[0])
        elif body[6] == 0:
            self._waits = row, column
        elif body[6] in {1, 2}:
            self._grid.put(row, column, _bool_or_error(body[8], error=body[6] - 1))

    def _text(self, segments: list[bytes]) -> str:
        if self._known.version == _VERSION_5:
            data = b"".join(segments)
            size = int.from_bytes(data[:2], "little")
            return data[2 : 2 + size].decode(self._known.encoding, "replace")
        reader = TextReader(segments)
        length, flags = reader.number(2), reader.number(1)
        return reader.characters(length, wide=bool(flags & 1))


def _bool_or_error(value: int, *, error: int) -> CellValue:
    return CellError(ERROR_CODES.get(value, "#VALUE!")) if error else bool(value)
