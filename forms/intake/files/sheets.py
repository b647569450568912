# SPDX-License-Identifier: Apache-2.0
"""Cells on their way into a `Sheet`: merges filled, empty margins cut, what is hidden told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.book import Merge, Sheet, column_letters, column_of
from forms.intake.files.faults import TOO_FAR_APART, TOO_MUCH_TEXT, DamagedFileError, TooLargeError
from models.language import Listing, message, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from forms.intake.book import CellValue
    from models.language import Message

Rows = list[list["CellValue"]]

ROWS, COLUMNS = 1_048_576, 16_384
"""What a sheet has in Excel and WPS."""

_MOST_CELLS = 4_000_000
"""Filled cells of a file: a full sheet of a million rows may have three columns."""

_MOST_ROOM = 16_000_000
"""Cells of a file with those between them that are empty."""

_MOST_MEMORY = 400 << 20
"""Bytes that rows and texts take."""

_MOST_MERGED = 4_000_000
_ALWAYS_FILLED = 10_000
_NAMED = 8
_LONGEST_ADDRESS = len("XFD1048576")
_SHOWN = 5


def make_sheet(
    path: Path,
    name: str,
    rows: Rows,
    *,
    hidden: bool = False,
    merges: Iterable[Merge] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    uncalculated: Sequence[str] = (),
    percents: Iterable[tuple[int, int]] = (),
) -> Sheet:
    """A sheet of what was read of it; `rows` is changed.

    Raises:
        DamagedFileError: Its merges lie on one another without end.
    """
    _cut(rows)
    merged = tuple(merge for merge in merges if _is_merge(merge))
    _fill(path, rows, merged)
    width = max(map(len, rows), default=0)
    said = (
        *_hidden_note(
            sorted({row for row in hidden_rows if row <= len(rows)}),
            sorted({column for column in hidden_columns if column <= width}),
        ),
        *_uncalculated_note(uncalculated),
    )
    shown = frozenset(_percents(rows, merged, set(percents)))
    without = frozenset(_place(where) for where in uncalculated if len(where) <= _LONGEST_ADDRESS)
    return Sheet(name, rows, hidden, merged, said, percents=shown, uncalculated=without)


def _place(where: str) -> tuple[int, int]:
    """Row and column of an address."""
    letters = where.rstrip("0123456789")
    return int(where[len(letters) :]), column_of(letters)


def _percents(
    rows: Rows, merges: tuple[Merge, ...], places: set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Those of some cells that hold numbers, and what is merged with them."""
    if not places:
        return
    for merge in merges:
        if (merge.first_row, merge.first_column) in places and _area(merge) <= _ALWAYS_FILLED:
            places |= {
                (row, column)
                for row in range(merge.first_row, merge.last_row + 1)
                for column in range(merge.first_column, merge.last_column + 1)
            }
    for row, column in places:
        cells = rows[row - 1] if row <= len(rows) else ()
        value = cells[column - 1] if column <= len(cells) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield row, column


def hide_columns(hidden: list[int], first: int, last: int) -> None:
    """Note that columns are hidden, both ends included; they are told from left to right."""
    first = max(first, hidden[-1] + 1 if hidden else 1)
    hidden.extend(range(first, min(last, COLUMNS) + 1))


class CellCount:
    """How many cells a file holds so far; it refuses before memory goes."""

    def __init__(self, path: Path) -> None:
        """Begin with none."""
        self._path = path
        self._cells = self._room = self._size = 0

    def add(self, cells: int) -> None:
        """So many more filled cells.

        Raises:
            TooLargeError: They are more than we read.
        """
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise TooLargeError(
                self._path, message("it has more than {most} filled cells", most=f"{_MOST_CELLS:,}")
            )

    def make_room(self, cells: int) -> None:
        """Make sure that so many more would not be too many.

        Raises:
            TooLargeError: They would.
        """
        self.add(cells)
        self._cells -= cells

    def widen(self, cells: int) -> None:
        """So many more cells lie before or between filled ones.

        Raises:
            TooLargeError: They are more than we keep.
        """
        self._room += cells
        if self._room > _MOST_ROOM:
            raise TooLargeError(self._path, TOO_FAR_APART)

    def weigh(self, size: int) -> None:
        """So many more bytes of memory.

        Raises:
            TooLargeError: They are more than we take.
        """
        self._size += size
        if self._size > _MOST_MEMORY:
            raise TooLargeError(self._path, TOO_MUCH_TEXT)


class GrowingRows:
    """Rows of cells that come one by one, in any order."""

    def __init__(self, count: CellCount) -> None:
        """Begin without rows."""
        self.rows: Rows = []
        self._count = count

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Set a cell; rows and columns from 0.

        Raises:
            IndexError: There is no such cell on any sheet.
            TooLargeError: They have become too many.
        """
        if value is None:
            return
        if not (0 <= row < ROWS and 0 <= column < COLUMNS):
            raise IndexError(row)
        if row >= len(self.rows):
            self.rows.extend([] for _ in range(len(self.rows), row + 1))
        cells = self.rows[row]
        missing = column + 1 - len(cells)
        if missing > 0:
            self._count.widen(missing)
            cells.extend([None] * missing)
        self._count.add(1)
        cells[column] = value


def _cut(rows: Rows) -> None:
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()


def _is_merge(merge: Merge) -> bool:
    return (
        1 <= merge.first_row <= merge.last_row <= ROWS
        and 1 <= merge.first_column <= merge.last_column <= COLUMNS
        and (merge.first_row, merge.first_column) != (merge.last_row, merge.last_column)
    )


def _area(merge: Merge) -> int:
    rows, columns = merge.last_row - merge.first_row, merge.last_column - merge.first_column
    return (rows + 1) * (columns + 1)


def _fill(path: Path, rows: Rows, merges: tuple[Merge, ...]) -> None:
    """Put the value of each merge in all of its cells.

    A merge that runs far beyond the table (whole columns are merged by mistake) is filled as far as
    the sheet has anything.
    """
    height, width = len(rows), max(map(len, rows), default=0)
    left = _MOST_MERGED
    for merge in merges:
        if merge.first_row > height or merge.first_column > len(rows[merge.first_row - 1]):
            continue
        last_row, last_column = merge.last_row, merge.last_column
        area = _area(merge)
        if area > _ALWAYS_FILLED:
            last_row, last_column = min(last_row, height), min(last_column, width)
            area = (last_row - merge.first_row + 1) * (last_column - merge.first_column + 1)
        value = rows[merge.first_row - 1][merge.first_column - 1]
        if value is None:
            continue
        left -= area
        if left < 0:
            raise DamagedFileError(path, message("its merged cells lie on one another"))
        rows.extend([] for _ in range(len(rows), last_row))
        values = [value] * (last_column - merge.first_column + 1)
        for row in rows[merge.first_row - 1 : last_row]:
            row.extend([None] * (merge.first_column - 1 - len(row)))
            row[merge.first_column - 1 : last_column] = values


def _hidden_note(rows: list[int], columns: list[int]) -> Iterable[Message]:
    parts = []
    if rows:
        shown = ranges(rows)
        parts.append(plural("row {rows}", "rows {rows}", n=len(rows), rows=shown))
    if columns:
        shown = ranges(columns, [column_letters(column) for column in columns])
        parts.append(plural("column {columns}", "columns {columns}", n=len(columns), columns=shown))
    if parts:
        yield message("Hidden in the sheet, but included: {what}.", what=Listing(tuple(parts)))


def _uncalculated_note(cells: Sequence[str]) -> Iterable[Message]:
    if cells:
        shown = Listing((*cells[:_SHOWN], "…") if len(cells) > _SHOWN else tuple(cells))
        yield plural(
            "The formula in {cells} was never calculated; the cell is taken as empty. Open the file"
            " in Excel or WPS, save it there, and import it again.",
            "{n} formulas were never calculated ({cells}); these cells are taken as empty. Open the"
            " file in Excel or WPS, save it there, and import it again.",
            n=len(cells),
            cells=shown,
        )


def ranges(numbers: Sequence[int], names: Sequence[str] = ()) -> Listing:
    """`2, 5–9, 12`, cut short where there are many; numbers ascend, each shown by its name if any."""
    spans: list[tuple[int, int]] = []
    for index, number in enumerate(numbers):
        if spans and numbers[spans[-1][1]] == number - 1:
            spans[-1] = (spans[-1][0], index)
        else:
            spans.append((index, index))
    called = names or [str(number) for number in numbers]
    shown = [called[a] if a == b else f"{called[a]}–{called[b]}" for a, b in spans[:_NAMED]]
    return Listing((*shown, "…") if len(spans) > _NAMED else tuple(shown))
