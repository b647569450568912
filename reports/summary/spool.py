# SPDX-License-Identifier: Apache-2.0
"""Rows kept aside on disk, so that a summary of any length takes little memory."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from models.programme.display import Cell

_IN_MEMORY = 4 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """One application as cells.

    Attributes:
        cells: The counting value of each field, in the order of the form.
        claimed, verified: By field id, where the office verified another value.
        series: Numbers by year of each series, under the ids of its columns.
        tags: Names of terms by vocabulary.
        keys: Under which it is counted, one a dimension.
        places: The groups of the quotas against which it counts, by quota.
    """

    number: str
    title: str
    applicant: str
    stage: str
    received: date | None
    partners: str
    cells: Sequence[Cell]
    claimed: Mapping[str, Cell]
    verified: Mapping[str, Cell]
    series: Mapping[str, Mapping[str, Decimal]]
    tags: Mapping[str, str]
    keys: list[str]
    places: Mapping[str, str]


class Lines:
    """A file of rows of cells: written once, read as often as needed, gone when closed."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._starts = array("q")
        self._end = 0

    def __len__(self) -> int:
        return len(self._starts)

    def close(self) -> None:
        """Give the room on disk back."""
        self._file.close()

    def add(self, values: Sequence[Any]) -> None:
        """Keep one more row."""
        line = f"{_ENCODER.encode(values)}\n".encode()
        self._starts.append(self._end)
        self._end += len(line)
        self._file.write(line)

    def __iter__(self) -> Iterator[list[Any]]:
        self._file.seek(0)
        for line in self._file:
            yield _DECODER.decode(line.decode())

    def at(self, index: int) -> list[Any]:
        """One row by its place."""
        self._file.seek(self._starts[index])
        found: list[Any] = _DECODER.decode(self._file.readline().decode())
        return found


class Spool:
    """Applications, and the rows of their tables by the table's id, kept in the order they came.

    Attributes:
        tables: The rows of each.
        differences: From the last report, as `differences.kept` makes them.
    """

    def __init__(self, tables: Iterable[str] = ()) -> None:
        self._records = Lines()
        self.differences = Lines()
        self.tables = {name: Lines() for name in tables}

    def __len__(self) -> int:
        return len(self._records)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for lines in (self._records, self.differences, *self.tables.values()):
            lines.close()

    def add(self, record: Record) -> None:
        """Keep one more application."""
        self._records.add([getattr(record, name) for name in Record.__slots__])

    def __iter__(self) -> Iterator[Record]:
        return (Record(*values) for values in self._records)

    def at(self, index: int) -> Record:
        """One application by its place."""
        return Record(*self._records.at(index))


_DECIMAL, _DATE = "\x00n", "\x00d"


def _packed(value: Any) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    raise TypeError(value)


def _unpacked(found: dict[str, Any]) -> Any:
    if _DECIMAL in found:
        return Decimal(found[_DECIMAL])
    return date.fromisoformat(found[_DATE]) if _DATE in found else found


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_packed, separators=(",", ":"))
_DECODER = json.JSONDecoder(object_hook=_unpacked)
