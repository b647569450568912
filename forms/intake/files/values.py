# SPDX-License-Identifier: Apache-2.0
"""Slices of rows, read by calamine and turned into values of ours.

A slice is read in a thread while the one before is turned: calamine works without Python's lock.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from forms.intake.book import CellError
from forms.intake.files.faults import DamagedFileError
from forms.intake.files.number_formats import EXACT, day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from python_calamine import CalamineSheet

    from forms.intake.book import CellValue
    from forms.intake.files.sheets import CellCount, Rows

_Read = TypeVar("_Read")

_REMEMBERED = 100_000
_ROW_SIZE, _TEXT_SIZE = 88, 72
"""Bytes of an empty list and an empty text; a character takes at most two, but for the rarest."""

ERRORS = frozenset(
    {
        *("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"),
        *("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!"),
        *("#PYTHON!", "#EXTERNAL!"),
    }
)
"""What stands in a cell whose formula failed; nobody means it as a text."""


class ValueReader:
    """Reads the slices of our own package, in order."""

    def __init__(self, path: Path, ours: Path, slices: Sequence[str]) -> None:
        """Begin with the first; `path` is the file that messages name."""
        self._path = path
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="values")
        self._texts = _Texts()
        self._slices = list(reversed(slices))
        self._book = self._pool.submit(_open, str(ours))
        self._ahead = self._next()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def take(self, rows: Rows, count: CellCount) -> None:
        """Put the next slice where it belongs among the rows read so far.

        Raises:
            DamagedFileError: It cannot be read.
            TooLargeError: Its cells lie too far apart.
        """
        sheet, self._ahead = self._answer(self._ahead.result), self._next()
        if sheet.start is None:
            return
        top, left = sheet.start
        blank: list[CellValue] = [None] * left
        size = 0
        rows.extend([] for _ in range(len(rows), top))
        for index, values in enumerate(self._answer(sheet.to_python), top):
            row = blank + self._values(values)
            while row and row[-1] is None:
                row.pop()
            count.widen(len(row))
            size += _ROW_SIZE + 8 * len(row)
            if index >= len(rows):
                rows.append(row)
            else:
                rows[index] = _over(rows[index], row)
        count.weigh(size + self._texts.taken())

    def _values(self, values: Sequence[Any]) -> list[CellValue]:
        # Written in one piece: this line is passed once a cell.
        texts, others = self._texts, _OTHERS
        return [
            texts[value]
            if (kind := type(value)) is str
            else int(value)
            if kind is float and value.is_integer() and -EXACT < value < EXACT
            else others[kind](value)
            if kind in others
            else value
            for value in values
        ]

    def _next(self) -> Future[CalamineSheet]:
        """Begin to read one more slice; the last one is followed by nothing."""
        name = self._slices.pop() if self._slices else ""
        return self._pool.submit(lambda: self._book.result().get_sheet_by_name(name))

    def _answer(self, ask: Callable[[], _Read]) -> _Read:
        """What calamine says; whatever it stumbles over is damage."""
        from python_calamine import CalamineError

        try:
            return ask()
        except (CalamineError, OSError, ValueError, OverflowError) as error:
            raise DamagedFileError(self._path) from error
        except BaseException as error:
            # What calamine itself stumbles over comes as a panic, which is no `Exception`.
            if type(error).__name__ != "PanicException":
                raise
            raise DamagedFileError(self._path) from error


def _open(path: str) -> Any:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path)


class _Texts(dict[str, "CellValue"]):
    """What the text of a cell stands for; texts that come again are kept once."""

    def __init__(self) -> None:
        super().__init__({"": None})
        self._size = 0

    def taken(self) -> int:
        """How many bytes the texts take that were new since this was last asked."""
        size, self._size = self._size, 0
        return size

    def __missing__(self, text: str) -> CellValue:
        value: CellValue = as_value(text) if "\r" in text or text[0] == "#" else text
        self._size += _TEXT_SIZE + 2 * len(text)
        if len(self) < _REMEMBERED:
            self[text] = value
        return value


def as_value(text: str) -> CellValue:
    """The value of a cell that holds a text."""
    if text[:1] == "#" and text in ERRORS:
        return CellError(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text or None


def _real(value: float) -> CellValue:
    return value if math.isfinite(value) else CellError("#NUM!")


_OTHERS: dict[type, Callable[[Any], CellValue]] = {float: _real, datetime: day}


def _over(below: list[CellValue], above: list[CellValue]) -> list[CellValue]:
    """A row that came in two pieces."""
    longer = max(len(below), len(above))
    below += [None] * (longer - len(below))
    above += [None] * (longer - len(above))
    return [b if a is None else a for a, b in zip(above, below, strict=True)]
