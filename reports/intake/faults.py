# SPDX-License-Identifier: Apache-2.0
"""What was found wrong with a file that came in, as plain data that an error workbook shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from models.errors import Severity
from models.language import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from models.language import Translatable

NOTHING = Label("", "")


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """A problem of a cell, or of a row.

    Attributes:
        row, column: From 1; column 0 for the row as a whole, row 0 for the sheet.
        text: What is wrong.
        fix: What to do about it.
        field: The name of the field.
        value: What stands in the cell.
        place: What the cell is called where it has no address (a Word form).
    """

    sheet: str
    row: int
    column: int
    severity: Severity
    text: Translatable
    fix: Translatable = NOTHING
    field: Translatable = NOTHING
    value: str = ""
    place: Translatable | None = None


class ReadSheet(Protocol):
    """A sheet as it was read: rows of plain values, A1 first."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def hidden(self) -> bool:
        """Whether nobody who opens the file sees it."""
        ...

    @property
    def cells(self) -> Sequence[Sequence[Any]]:
        """Its rows, which may differ in length."""
        ...


@dataclass(frozen=True, slots=True)
class Returned:
    """An error workbook that was written.

    Attributes:
        kept: It is the sender's own file; else a new one with the same values.
        cells: How many cells are coloured, and `noted` how many of them have a note.
    """

    path: Path
    sha256: str
    kept: bool
    cells: int
    noted: int


ORDER = tuple(Severity)
"""Worst first."""

Place = tuple[int, int]
"""Row and column of a cell, from 1."""


def by_cell(
    problems: Iterable[FoundProblem], sheets: Mapping[str, Sequence[Sequence[Any]]]
) -> dict[str, dict[Place, list[FoundProblem]]]:
    """The problems by sheet and cell, worst first; those of a row at its first filled cell."""
    found: defaultdict[str, defaultdict[Place, list[FoundProblem]]]
    found = defaultdict(lambda: defaultdict(list))
    for problem in sorted(problems, key=lambda problem: ORDER.index(problem.severity)):
        if problem.row and problem.sheet in sheets:
            column = problem.column or _first_filled(sheets[problem.sheet], problem.row)
            found[problem.sheet][problem.row, column].append(problem)
    return {name: dict(cells) for name, cells in found.items()}


def _first_filled(cells: Sequence[Sequence[Any]], row: int) -> int:
    values = cells[row - 1] if row <= len(cells) else ()
    return next((n for n, value in enumerate(values, start=1) if value not in (None, "")), 1)
