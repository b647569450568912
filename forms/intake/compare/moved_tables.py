# SPDX-License-Identifier: Apache-2.0
"""Repeating tables that a file gives to another application than the register does.

Who sorts the rows of our workbook and numbers them anew, but not the sheets of the tables, gives each
application the rows of another.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from forms.intake.cells.incoming import CellProblem
from forms.intake.compare.differences import typed_rows
from forms.intake.compare.preview import Status
from models.errors import Problem, Severity
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.intake.compare.preview import PreviewRow
    from models.programme.answers import Answers
    from models.programme.schema import FormField, Programme
    from models.programme.values import Stored
    from models.verbs.entries import Prepared

_Rows = tuple[str, int, int]
"""A table, how many rows it has, and a number that equal rows share."""

_MANY = 3


@dataclass(slots=True)
class MovedTables:
    """What the register and the file say of each table; only what is compared later is kept.

    Attributes:
        recorded: By table and rows, the applications that have just these.
        brought: By place in the preview, the tables that change, with their rows.
        kept: The tables that the file leaves to an application as they are, by number.
    """

    programme: Programme
    recorded: dict[_Rows, list[str]] = field(default_factory=dict)
    brought: dict[int, list[_Rows]] = field(default_factory=dict)
    kept: set[tuple[str, str]] = field(default_factory=set)

    def note(self, place: int, number: str, prepared: Prepared, answers: Answers) -> None:
        """Note what a row brings for an application that is there."""
        for table in (known for known in self.programme.tables if known in prepared.rows):
            columns = self.programme.tables[table].columns
            there = _rows_of(table, columns, [row.values for row in answers.rows.get(table, ())])
            here = _rows_of(table, columns, prepared.rows[table])
            if there[1]:
                self.recorded.setdefault(there, []).append(number)
            if here == there:
                self.kept.add((number, table))
            elif here[1]:
                self.brought.setdefault(place, []).append(here)

    def judged(self, rows: Sequence[PreviewRow]) -> list[PreviewRow]:
        """The rows of the preview, with those refused that bring the rows of another application.

        Where the other one keeps its rows as well they may have been copied, which is only told. Where
        most tables that change are those of others, the rest cannot be trusted either.
        """
        said = {place: tuple(self._problems(place, rows[place])) for place in self.brought}
        moved = sum(any(map(_refuses, problems)) for problems in said.values())
        if moved >= _MANY and 2 * moved >= len(said):
            said = {
                place: problems if any(map(_refuses, problems)) else (_doubtful(rows[place]),)
                for place, problems in said.items()
            }
        found = list(rows)
        for place, problems in said.items():
            row = rows[place]
            refused = any(map(_refuses, problems))
            found[place] = replace(
                row,
                status=Status.REFUSED if refused else row.status,
                recordable=row.recordable and not refused,
                problems=(*problems, *row.problems),
            )
        return found

    def _problems(self, place: int, row: PreviewRow) -> Iterator[CellProblem]:
        for here in self.brought[place]:
            others = [number for number in self.recorded.get(here, ()) if number != row.number]
            if not others:
                continue
            table = here[0]
            lost = [number for number in others if (number, table) not in self.kept]
            text = message(
                "The rows of “{table}” of this application are those of {number} in the register",
                table=self.programme.tables[table].label,
                number=(lost or others)[0],
            )
            severity = Severity.ERROR if lost else Severity.WARNING
            yield CellProblem(row.place, Problem(severity, table, text, fix=_FIX, rule=table))


def _refuses(found: CellProblem) -> bool:
    return found.problem.severity is Severity.ERROR


def _doubtful(row: PreviewRow) -> CellProblem:
    text = message(
        "The tables of most applications in this file are those of others, so those of this one may"
        " be too"
    )
    return CellProblem(row.place, Problem(Severity.ERROR, "", text, fix=_FIX))


_FIX = message(
    "Give the rows on that sheet the serials that their applications have now; where they do belong"
    " here, correct both applications in their forms."
)


def _rows_of(
    table: str, columns: Sequence[FormField], rows: Sequence[Mapping[str, Stored]]
) -> _Rows:
    typed = typed_rows(columns, rows)
    return table, len(typed), hash(tuple(tuple(map(_frozen, row)) for row in typed))


def _frozen(value: Any) -> Any:
    """A value that equal ones share a number with."""
    if isinstance(value, dict):
        return tuple(sorted(value.items()))
    return tuple(value) if isinstance(value, list | set) else value
