# SPDX-License-Identifier: Apache-2.0
"""A worksheet part of a package, cut into slices of rows that can be read safely one by one.

The reader of values (calamine) keeps a sheet as one dense block from the first filled cell to the last:
a table of twenty rows and a stray blank in XFD1048576 would take all memory there is. So the part is
looked through first, as text: formatted but empty cells are dropped, rows are put into slices whose
block is small, and what only the markup knows is noted: hidden rows, formulas never calculated, merges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from forms.intake.book import Merge, address, column_of
from forms.intake.files.faults import (
    BROKEN_MARKUP,
    OFF_THE_SHEET,
    ROW_TOO_LONG,
    TOO_FAR_APART,
    TOO_MANY_SETTINGS,
    TOO_MUCH_TEXT,
    DamagedFileError,
    TooLargeError,
)
from forms.intake.files.markup import Markup, local
from forms.intake.files.sheets import COLUMNS, ROWS, hide_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

_AT_ONCE = 8 << 20
"""So many bytes of rows are looked through at once."""

_MOST_AROUND = 64 << 20
"""Bytes before and after the rows, and of a single row."""

_MOST_BLOCK = 1_500_000
"""Cells of the block that a slice takes when it is read."""

_MOST_TEXT = 24 << 20
"""Bytes of text that a slice takes when it is read."""

_FEW_TEXT = 1 << 20
_MOST_ALL_TEXT = 768 << 20
_MOST_SLICES = 3_000
_MOST_NOTED = 200_000
_MOST_MERGES = 500_000

_OPENING = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])[^<>]*?(/?)>")
_PREFIXED = re.compile(rb"<[\w.-]+:(?:c|row)[\s/>]")
_ERROR = re.compile(rb'(<c r="[A-Z]+\d+"[^<>]*?) t="e"')
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]+\d+"[^<>]*/>')
_EMPTY_ROW = re.compile(rb'<row r="\d+"[^<>]*(?:/>|>\s*</row>)')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<row r="(\d{1,7})"')
_HIDDEN_ROW = re.compile(rb"""<row r="(\d{1,7})"[^<>]*\shidden\s*=\s*["'](?:1|true|on)["']""")
_SHARED = re.compile(rb'\st="s"[^<>]*>\s*<v>(\d{1,9})<')
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]+\d+)"([^<>]*)>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)'
    rb"\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_NUMERAL = re.compile("[0-9]{1,9}")
_VALUES = (b"<v", b"<is", b"<f", b":v", b":is", b":f", b"<!")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TRUE = frozenset({"1", "true", "on"})


_Addresses = list[tuple[bytes, bytes]]


class Slice(NamedTuple):
    """Rows that are read at once.

    Attributes:
        rows: Their markup, without the element around them.
        cells: How many of them are filled.
        block: How many cells lie between the first and the last one.
    """

    rows: bytes
    cells: int
    block: int


@dataclass(slots=True)
class SheetFacts:
    """What is learnt of a sheet while it is cut.

    Attributes:
        uncalculated: The addresses of formulas without a value, in order.
        percents: Filled cells with a percent format, by row and column from 1.
    """

    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)


class SheetPart:
    """A worksheet part, looked through once.

    Attributes:
        facts: Complete once `slices` is exhausted.
    """

    def __init__(
        self,
        path: Path,
        blocks: Iterator[bytes],
        lengths: Sequence[int],
        percents: Collection[int] = (),
    ) -> None:
        """Begin; `lengths` are the bytes of each shared text, `percents` the formats of percents."""
        self.facts = SheetFacts()
        self._path = path
        self._blocks = blocks
        self._percents = {str(format_).encode() for format_ in percents}
        self._lengths = lengths
        self._longest = max(lengths, default=0)
        self._markup = Markup(path)
        self._markup.parser.StartElementHandler = self._on_element
        self._plain = _Plain(path)
        self._all_text = 0
        self._buffer = b""

    def slices(self, look: Callable[[], None]) -> Iterator[Slice]:
        """The rows, slice by slice.

        Args:
            look: Called now and then; it stops the work by raising.

        Raises:
            DamagedFileError: It breaks off, or its cells lie where no cells can be.
            TooLargeError: A row is too long, or rows lie too far apart.
        """
        opening = self._head()
        if opening is None:
            return
        prefix, closed = opening
        begin, closing = b"<" + prefix + b"row", b"</" + prefix + b"sheetData"
        count, end = 0, -1
        while not closed and end < 0:
            look()
            end = self._buffer.find(closing)
            cut = end
            if end < 0:
                cut = -1 if b"<!" in self._buffer else self._buffer.rfind(begin)
            if cut > 0:
                rows, self._buffer = self._buffer[:cut], self._buffer[cut:]
                for piece in self._sliced(rows):
                    count += 1
                    if count > _MOST_SLICES:
                        raise TooLargeError(self._path, TOO_FAR_APART)
                    yield piece
            if end < 0:
                self._read_on()
        self._tail()

    def _head(self) -> tuple[bytes, bool] | None:
        """What is before the rows; None for a part without rows, such as a sheet of a chart."""
        while (opening := _OPENING.search(self._buffer)) is None:
            try:
                self._read_on(little=True)
            except DamagedFileError:
                self._markup.feed(self._buffer, last=True)
                return None
        self._markup.feed(self._buffer[: opening.end()])
        self._markup.parser.StartElementHandler = None
        self._buffer = self._buffer[opening.end() :]
        return opening[1], bool(opening[2])

    def _tail(self) -> None:
        self._markup.parser.StartElementHandler = self._on_element
        size = 0
        while self._buffer:
            size += len(self._buffer)
            self._markup.feed(self._buffer)
            self._buffer = next(self._blocks, b"")
            if size > _MOST_AROUND:
                raise TooLargeError(self._path, TOO_MANY_SETTINGS)
        self._markup.feed(b"", last=True)

    def _read_on(self, *, little: bool = False) -> None:
        pieces = [self._buffer]
        size = 0
        while size < (1 if little else _AT_ONCE):
            piece = next(self._blocks, b"")
            if not piece:
                break
            pieces.append(piece)
            size += len(piece)
        if not size:
            raise DamagedFileError(self._path, BROKEN_MARKUP)
        self._buffer = b"".join(pieces)
        if len(self._buffer) > _MOST_AROUND + _AT_ONCE:
            raise TooLargeError(self._path, ROW_TOO_LONG)

    def _on_element(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "mergeCell":
                if (merge := merge_of(attributes.get("ref", ""))) is not None:
                    self.facts.merges.append(merge)
                if len(self.facts.merges) > _MOST_MERGES:
                    raise TooLargeError(self._path, TOO_MANY_SETTINGS)
            case "col" if attributes.get("hidden") in _TRUE:
                first, last = attributes.get("min", ""), attributes.get("max", "")
                if _NUMERAL.fullmatch(first) and _NUMERAL.fullmatch(last):
                    hide_columns(self.facts.hidden_columns, int(first), int(last))

    def _sliced(self, rows: bytes) -> Iterator[Slice]:
        if self._plain.are_empty(rows):
            self._note_hidden(rows)
            return
        self._markup.feed(rows)
        rows, cells = self._plain.rows(rows)
        self._note_hidden(rows)
        if b"<f" in rows:
            self._note_uncalculated(rows)
        if b"/>" in rows:
            rows = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", rows))
            cells = _CELL.findall(rows)
        if self._percents:
            self._note_percents(rows)
        if b' t="e"' in rows:
            # The reader of values gives nothing for an error, or stops at #SPILL!; it reads a text.
            rows = _ERROR.sub(rb'\1 t="str"', rows)
        yield from self._small(rows, cells)

    def _note_hidden(self, rows: bytes) -> None:
        if b"hidden" in rows:
            self.facts.hidden_rows.extend(map(int, _HIDDEN_ROW.findall(rows)))

    def _note_uncalculated(self, rows: bytes) -> None:
        for where, attributes in _UNCALCULATED.findall(rows):
            if b't="str"' not in attributes and len(self.facts.uncalculated) < _MOST_NOTED:
                self.facts.uncalculated.append(where.decode())

    def _note_percents(self, rows: bytes) -> None:
        used = [name for name in self._percents if b' s="%s"' % name in rows]
        if not used:
            return
        cells = re.compile(
            rb'<c r="([A-Z]{1,3})(\d{1,7})"(?=[^<>]* s="(?:%s)")(?![^<>]* t="(?!n"))[^<>]*>'
            % b"|".join(used)
        )
        for column, row in cells.findall(rows):
            self.facts.percents.add((int(row), column_of(column.decode())))

    def _small(self, rows: bytes, cells: _Addresses) -> Iterator[Slice]:
        """The rows as one slice, or halved until each is small enough."""
        if not cells:
            return
        block, text = self._block(cells), self._text(rows, len(cells))
        if block <= _MOST_BLOCK and text <= _MOST_TEXT:
            self._all_text += text
            if self._all_text > _MOST_ALL_TEXT:
                raise TooLargeError(self._path, TOO_MUCH_TEXT)
            yield Slice(rows, len(cells), block)
            return
        starts = [row.start() for row in _ROW.finditer(rows)]
        if len(starts) > 1:
            middle = starts[len(starts) // 2]
            for half in (rows[:middle], rows[middle:]):
                yield from self._small(half, _CELL.findall(half))
        elif block <= _MOST_BLOCK:
            raise TooLargeError(self._path, ROW_TOO_LONG)
        else:
            raise DamagedFileError(self._path, OFF_THE_SHEET)

    def _block(self, cells: _Addresses) -> int:
        """How many cells lie between the first and the last one."""
        columns = [column_of(name.decode()) for name in {name for name, _ in cells}]
        rows = [int(number) for number in {number for _, number in cells}]
        if max(columns) > COLUMNS or max(rows) > ROWS or min(rows) < 1:
            raise DamagedFileError(self._path, OFF_THE_SHEET)
        return (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1)

    def _text(self, rows: bytes, cells: int) -> int:
        """How many bytes of text its cells take, each with a copy of its own."""
        if self._longest * cells <= _FEW_TEXT:
            return len(rows) + self._longest * cells
        known = len(self._lengths)
        indexes = map(int, _SHARED.findall(rows))
        return len(rows) + sum(self._lengths[index] for index in indexes if index < known)


class _Plain:
    """Rows as Excel writes them: `<row r="2"><c r="B2" …>`.

    Others leave addresses out, put them elsewhere, or give every name a prefix; such rows are written
    anew, since all that follows looks for addresses where Excel has them.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._row = self._column = 0
        self._pieces: list[str] = []

    def are_empty(self, rows: bytes) -> bool:
        """Whether they hold formats only, for which nothing else need be done."""
        if any(mark in rows for mark in _VALUES) or rows.count(b"<row") != rows.count(b'<row r="'):
            return False
        last = _ROW.match(rows, rows.rfind(b"<row"))
        self._row = int(last[1]) if last else self._row
        return True

    def rows(self, rows: bytes) -> tuple[bytes, _Addresses]:
        """The same rows, plainly written, and the addresses of their cells.

        Raises:
            DamagedFileError: A cell has an address that no sheet has.
        """
        cells = _CELL.findall(rows)
        plain = (
            rows.count(b"<c") == len(cells)
            and rows.count(b"<row") == rows.count(b'<row r="')
            and b"<!" not in rows
            and ((b":c" not in rows and b":row" not in rows) or not _PREFIXED.search(rows))
        )
        if plain:
            last = _ROW.match(rows, rows.rfind(b"<row"))
            self._row = int(last[1]) if last else self._row
            return rows, cells
        self._pieces = []
        markup = Markup(self._path)
        markup.parser.StartElementHandler = self._begin
        markup.parser.EndElementHandler = self._end
        markup.parser.CharacterDataHandler = self._write
        markup.feed(b"<sheetData>" + rows + b"</sheetData>", last=True)
        rows = "".join(self._pieces[1:-1]).encode()
        cells = _CELL.findall(rows)
        if len(cells) != rows.count(b"<c"):
            raise DamagedFileError(self._path, OFF_THE_SHEET)
        return rows, cells

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        match name:
            case "row":
                given = attributes.get("r", "").strip()
                self._row = int(given) if _NUMERAL.fullmatch(given) else self._row + 1
                self._column = 0
                kept = {"r": str(self._row), "hidden": attributes.get("hidden", "")}
            case "c":
                row, self._column = self._place(attributes.get("r", ""))
                where = address(row, self._column)
                kept = {"r": where, "s": attributes.get("s", ""), "t": attributes.get("t", "")}
            case "t":
                kept = {"xml:space": attributes.get("xml:space", "")}
            case _:
                kept = {}
        written = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items() if value)
        self._pieces.append(f"<{name}{written}>")

    def _end(self, name: str) -> None:
        self._pieces.append(f"</{local(name)}>")

    def _write(self, text: str) -> None:
        self._pieces.append(escape(text))

    def _place(self, given: str) -> tuple[int, int]:
        if not given:
            return self._row, self._column + 1
        found = _REFERENCE.fullmatch(given.strip())
        if found is None:
            raise DamagedFileError(self._path, OFF_THE_SHEET)
        return int(found[2]), column_of(found[1])


def merge_of(reference: str) -> Merge | None:
    """The merge that `B2:C4` names; None where it names none."""
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:  # noqa: PLR2004 - two ends
        return None
    (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
    return Merge(int(top), column_of(left), int(bottom), column_of(right))
