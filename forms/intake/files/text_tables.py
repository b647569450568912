# SPDX-License-Identifier: Apache-2.0
"""Tables that are text: comma, tab or semicolon between the cells, in whatever encoding.

Every cell stays text, exactly as it is written; what a clerk must know (two encodings in one file, a second
header with another order) is said row by row.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from itertools import islice
from typing import TYPE_CHECKING

from forms.intake.book import Book, BookKind, Sheet
from forms.intake.files.second_headers import put_in_order
from forms.intake.files.sheets import CellCount, ranges
from forms.intake.files.text_encodings import Encoding, decoded_lines, find_encodings
from models.language import message, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from forms.intake.book import CellValue
    from forms.intake.files.sheets import Rows
    from forms.intake.files.text_encodings import Encodings
    from models.language import Message
    from models.progress import Progress

_DELIMITERS = "\t,;，|"
_SAMPLE = 100
_LOOK = 5_000
_TALLEST = 1_000
"""A cell with more lines than that has lost its closing quotation mark."""

_ROW_SIZE, _CELL_SIZE = 88, 72
"""Bytes of memory of an empty row and an empty cell; a character takes two."""

_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_NAMED = re.compile(r"sep=(.)[\r\n]*", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"(?!")')


def read_text_table(path: Path, progress: Progress) -> Book:
    """Read a text table as a book of one sheet.

    Raises:
        TooLargeError: It is larger than a table can be.
        CancelledError: The user stopped it.
        OSError: The system refuses.
    """

    def look() -> None:
        progress.step(0, 1, message("Reading {file}", file=path.name))

    encodings = find_encodings(path, look)
    reader = _RowReader(path, encodings, look)
    reader.read()
    rows = reader.rows
    notes = (
        *_encoding_notes(encodings, reader.starts),
        *reader.notes(),
        *put_in_order(rows),
        *_width_note(rows),
    )
    while rows and not rows[-1]:
        rows.pop()
    return Book(path, BookKind.TEXT, (Sheet(path.stem, rows, notes=notes),))


class _RowReader:
    """Reads lines into rows.

    Attributes:
        starts: The line in which each row begins, from 0.
    """

    def __init__(self, path: Path, encodings: Encodings, look: Callable[[], None]) -> None:
        self.rows: Rows = []
        self.starts: list[int] = []
        self._path, self._encodings, self._look = path, encodings, look
        self._count = CellCount(path)
        self._unclosed: list[int] = []
        self._unreadable: list[int] = []
        self._zeros = False

    def read(self) -> None:
        sample = list(islice(self._lines(), _SAMPLE))
        named = _NAMED.fullmatch(sample[0]) if sample else None
        delimiter = named[1] if named else _delimiter(sample)
        line = 0
        for texts, lines in self._records(delimiter):
            if len(self.rows) % _LOOK == 0:
                self._look()
            cells = [_cell(text) for text in texts]
            while cells and cells[-1] is None:
                cells.pop()
            self._count.add(len(cells))
            self._count.weigh(_ROW_SIZE + sum(_CELL_SIZE + 2 * len(text) for text in texts))
            self.rows.append(cells)
            self.starts.append(line)
            line += lines
        if named:
            self.rows[0] = []

    def notes(self) -> Iterator[Message]:
        if self._zeros:
            yield message("It contains zero bytes; they were left out.")
        if self._unreadable:
            yield plural(
                "Row {rows} holds characters that cannot be read; they are shown as “�”. Look at it"
                " in the original.",
                "Rows {rows} hold characters that cannot be read; they are shown as “�”. Look at"
                " them in the original.",
                n=len(self._unreadable),
                rows=ranges(self._unreadable),
            )
        if self._unclosed:
            yield plural(
                "In row {rows} a quotation mark is opened and never closed; it was read as an"
                " ordinary character. Check this row.",
                "In rows {rows} a quotation mark is opened and never closed; it was read as an"
                " ordinary character. Check these rows.",
                n=len(self._unclosed),
                rows=ranges(self._unclosed),
            )

    def _lines(self) -> Iterator[str]:
        for line in decoded_lines(self._path, self._encodings):
            if "\0" in line:
                self._zeros = True
                yield line.replace("\0", "")
            else:
                yield line

    def _records(self, delimiter: str) -> Iterator[tuple[list[str], int]]:
        """The texts of each row, and how many lines it takes."""
        lines = self._lines()
        waiting: deque[str] = deque()
        while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
            if "\ufffd" in line:
                self._unreadable.append(len(self.rows) + 1)
            if '"' not in line:
                yield line.rstrip("\r\n").split(delimiter), 1
                continue
            record = [line]
            whole = not _is_open(line, delimiter)
            while not whole and len(record) < _TALLEST:
                follows = waiting.popleft() if waiting else next(lines, None)
                if follows is None:
                    break
                record.append(follows)
                whole = '"' in follows and not _is_open("".join(record), delimiter)
            texts = _quoted("".join(record), delimiter) if whole else None
            if texts is not None:
                yield texts, len(record)
                continue
            self._unclosed.append(len(self.rows) + 1)
            waiting.extendleft(reversed(record[1:]))
            yield line.rstrip("\r\n").split(delimiter), 1


def _is_open(record: str, delimiter: str) -> bool:
    """Whether a quotation mark at the beginning of a cell has not met its partner."""
    at = 0
    while True:
        if record.startswith('"', at):
            closed = _QUOTED.match(record, at)
            if closed is None:
                return True
            at = closed.end()
        at = record.find(delimiter, at) + 1
        if not at:
            return False


def _quoted(record: str, delimiter: str) -> list[str] | None:
    """The texts of a row with quotation marks; None where it makes no sense."""
    try:
        return next(csv.reader([record], delimiter=delimiter), [])
    except csv.Error:
        return None


def _cell(text: str) -> CellValue:
    if text.startswith('="') and (meant := _AS_TEXT.fullmatch(text)) is not None:
        # How others keep Excel from making a number of a code: ="00123".
        text = meant[1]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text or None


def _delimiter(sample: list[str]) -> str:
    """What stands between the cells: what most rows have, and the first row that has any."""
    best, found = (0, 0.0), ","
    for delimiter in _DELIMITERS:
        widths = [len(_quoted(line, delimiter) or ()) for line in sample if line.strip()]
        wide = [index for index, width in enumerate(widths) if width > 1]
        if len(wide) * 2 < len(widths) or not wide:
            continue
        usual = Counter(widths[index] for index in wide).most_common(1)[0][1]
        # Other marks stand in texts, and seldom already in the header.
        score = (-wide[0], usual / len(widths))
        if (found == "," and best == (0, 0.0)) or score > best:
            best, found = score, delimiter
    return found


def _encoding_notes(encodings: Encodings, starts: list[int]) -> Iterator[Message]:
    if encodings.codec == "big5hkscs":
        yield message("It is written in Big5, the encoding of Taiwan and Hong Kong.")
    if encodings.codec:
        return
    rows: dict[int, list[int]] = {Encoding.UTF_8: [], Encoding.GB18030: []}
    for row, start in enumerate(starts, 1):
        if encodings.lines[start] in rows:
            rows[encodings.lines[start]].append(row)
    if all(rows.values()):
        yield message(
            "It holds two encodings: rows {utf} are in UTF-8, rows {gb} in GB18030 (GBK). Each was"
            " read as what it is; look whether names look right.",
            utf=ranges(rows[Encoding.UTF_8]),
            gb=ranges(rows[Encoding.GB18030]),
        )


def _width_note(rows: Rows) -> Iterator[Message]:
    """Rows with more cells than the table has: a delimiter stands in a text without quotation marks."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return
    usual = max(widths, key=lambda width: (widths[width], width))
    if widths[usual] * 2 < widths.total():
        return
    wider = [number for number, row in enumerate(rows, 1) if len(row) > usual]
    if wider and len(wider) * 10 <= widths.total():
        yield plural(
            "Row {rows} has more cells than the others; perhaps a comma stands in a text without"
            " quotation marks. Check this row.",
            "Rows {rows} have more cells than the others; perhaps a comma stands in a text without"
            " quotation marks. Check these rows.",
            n=len(wider),
            rows=ranges(wider),
        )
