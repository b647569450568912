# SPDX-License-Identifier: Apache-2.0
"""Repeating tables written whole, of many applications at once, with as little change as possible.

The rows that are there and those that shall be are aligned: the same ones stay untouched, others are
set cell by cell, further ones are added between them, and what is left over goes into the trash.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import select

from models.history import encode_value
from models.tables import AnswerRow, Trash
from models.verbs.answer_rows import RowFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.change import Change
    from models.programme.values import Stored
    from models.reader import Reader

LiveRows: TypeAlias = "Mapping[tuple[str, str], Sequence[RowFacts]]"
"""Rows in use by the uid of their application and their table, in their order."""

_CHUNK = 400


@dataclass(slots=True)
class RowWrites:
    """What is to be written to the rows of tables.

    Attributes:
        cells: Values by path, by the uid of a row.
        made: New rows, as records.
        gone: The uids of rows that go.
    """

    cells: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: list[dict[str, Any]] = field(default_factory=list)
    gone: dict[str, None] = field(default_factory=dict)

    def write(self, change: Change) -> None:
        """Write them."""
        change.set_many(AnswerRow, self.cells)
        if self.made:
            change.insert_many(AnswerRow, self.made)
        change.trash(AnswerRow, self.gone)


def rows_of_tables(reader: Reader, applications: Sequence[str]) -> LiveRows:
    """The rows in use of applications."""
    found: defaultdict[tuple[str, str], list[RowFacts]] = defaultdict(list)
    for start in range(0, len(applications), _CHUNK):
        statement = (
            select(AnswerRow.__table__)
            .where(
                AnswerRow.application_uid.in_(applications[start : start + _CHUNK]),
                AnswerRow.trashed == Trash.LIVE,
            )
            .order_by(AnswerRow.position, AnswerRow.id)
        )
        for row in reader.rows(statement):
            values = row._mapping["values"] or {}  # noqa: SLF001 - `values` is a method
            found[row.application_uid, row.field].append(RowFacts(row.uid, row.position, values))
    return found


def add_table(
    writes: RowWrites,
    application: str,
    table: str,
    live: Sequence[RowFacts],
    wanted: Sequence[Mapping[str, Stored]],
) -> None:
    """Add to the writes what makes the rows of one table the wanted ones."""
    wanted = [filled(row) for row in wanted]
    order: list[RowFacts | Mapping[str, Stored]] = []
    for old, new in _aligned(live, wanted):
        if old is None and new is not None:
            order.append(new)
        elif old is not None and new is None:
            writes.gone[old.uid] = None
        elif old is not None and new is not None:
            order.append(old)
            names = dict.fromkeys((*old.values, *new))
            cells = {
                f"values/{name}": new.get(name)
                for name in names
                if old.values.get(name) != new.get(name)
            }
            if cells:
                writes.cells[old.uid] = cells
    places = _places([row.position if isinstance(row, RowFacts) else None for row in order])
    for row, position in zip(order, places, strict=True):
        if not isinstance(row, RowFacts):
            writes.made.append(
                {
                    "application_uid": application,
                    "field": table,
                    "position": position,
                    "values": row,
                }
            )
        elif row.position != position:
            writes.cells.setdefault(row.uid, {})["position"] = position


def filled(row: Mapping[str, Stored]) -> dict[str, Stored]:
    """The cells of a row that hold something."""
    return {name: value for name, value in row.items() if value is not None}


def _aligned(
    live: Sequence[RowFacts], wanted: Sequence[Mapping[str, Stored]]
) -> Iterator[tuple[RowFacts | None, Mapping[str, Stored] | None]]:
    """Pairs of a row that is there and what it becomes, in the new order; None where one is missing."""
    old = [encode_value(filled(row.values)) for row in live]
    new = [encode_value(dict(row)) for row in wanted]
    for _, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        for step in range(max(end - start, new_end - new_start)):
            yield (
                live[start + step] if start + step < end else None,
                wanted[new_start + step] if new_start + step < new_end else None,
            )


def _places(positions: Sequence[int | None]) -> list[int]:
    """Positions that grow; those that are given stay as long as there is room before them.

    Args:
        positions: Those of rows that are there, None for new ones.
    """
    found: list[int] = []
    last = 0
    for position in positions:
        last = position if position is not None and position > last else last + 1
        found.append(last)
    return found
