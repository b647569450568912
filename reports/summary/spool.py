# SPDX-License-Identifier: Apache-2.0
"""Records kept aside on disk, so that a summary of any length takes little memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
        direction, product: The keys under which it is counted.
    """

    number: str
    stage: str
    received: date | None
    partners: str
    cells: Sequence[Cell]
    claimed: Mapping[str, Cell]
    verified: Mapping[str, Cell]
    series: Mapping[str, Mapping[str, Decimal]]
    tags: Mapping[str, str]
    direction: str
    product: str


class Spool:
    """A file of records: written once, read as often as needed, gone when closed."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, record: Record) -> None:
        """Keep one more record."""
        values = [getattr(record, name) for name in Record.__slots__]
        self._file.write(json.dumps(values, ensure_ascii=False, default=_packed) + "\n")

    def __iter__(self) -> Iterator[Record]:
        self._file.seek(0)
        for line in self._file:
            yield Record(*json.loads(line, object_hook=_unpacked))


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
