# SPDX-License-Identifier: Apache-2.0
"""Where in a repeating table an edit writes: all of it, one row, one cell; and what was seen there."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.change import FieldChangedMeanwhileError
from models.verbs.entries import UnknownFieldsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.programme.schema import Programme
    from models.programme.values import Stored

_NAME = re.compile(r"(?P<table>[^\[\]]+)(?:\[(?P<row>\d{1,9})\](?:\.(?P<column>.+))?)?")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A table, one of its rows (they count from 1), or a cell of a row.

    Row numbers mean the rows as they were before the command: what the clerk saw.
    """

    table: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        row = f"[{self.row}]" if self.row else ""
        return f"{self.table}{row}" + (f".{self.column}" if self.column else "")

    def holds(self, other: Place) -> bool:
        """Whether the other one is this place or lies in it."""
        return (
            self.table == other.table
            and self.row in {0, other.row}
            and self.column in {"", other.column}
        )


def place_of(programme: Programme, name: str) -> Place:
    """The place that `table`, `table[2]` or `table[2].column` names.

    Raises:
        UnknownFieldsError: There is no such table, or no such column in it.
    """
    found = _NAME.fullmatch(name)
    if found is not None and found["row"] != "0":
        table = programme.ids_by_name.get(found["table"], found["table"])
        field = programme.tables.get(table)
        if field and (found["column"] is None or field.column(found["column"])):
            return Place(table, int(found["row"] or 0), found["column"] or "")
    near = next(iter(difflib.get_close_matches(name.partition("[")[0], programme.tables, n=1)), "")
    if near and "[" in name:  # rows count from 1
        column = name.partition("].")[2]
        columns = [item.id for item in programme.tables[near].columns]
        close = difflib.get_close_matches(column, columns, n=1)
        near += "[1]" + (f".{close[0]}" if close else "")
    raise UnknownFieldsError([("", name[:_LONGEST], near)])


def refuse_changed(
    saw: Mapping[Place, Any], wanted: Mapping[Place, Any], rows: Sequence[Mapping[str, Stored]]
) -> None:
    """Refuse to write where something else stands by now than was seen.

    What was seen and what is written are compared where both are: of a table that was seen, a cell
    that is written is one cell; of a row that is taken away, the cell that was seen is one.

    Args:
        rows: The rows of the table as they are now.

    Raises:
        FieldChangedMeanwhileError: With the place, what was seen, and what is there.
    """
    for place, value in wanted.items():
        for where, seen in saw.items():
            if where.holds(place):
                common = place
            elif place.holds(where):
                common = where
            else:
                continue
            had, now = _part(seen, where, common), _part(rows, Place(place.table), common)
            if had != now:
                raise FieldChangedMeanwhileError(str(common), had, now, value)


def _part(value: Any, outer: Place, inner: Place) -> Any:
    """What stands at an inner place when a value stands at the outer one; empty cells are no cells."""
    if inner.row and not outer.row:
        value = value[inner.row - 1] if value and inner.row <= len(value) else None
    if inner.column:
        return value if outer.column else (value or {}).get(inner.column)
    return _row(value) if inner.row else [_row(item) for item in value or ()]


def _row(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: item for key, item in (values or {}).items() if item is not None and key != "uid"}
