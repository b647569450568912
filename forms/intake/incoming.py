# SPDX-License-Identifier: Apache-2.0
"""Rows of a file by field, before they are compared with the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.errors import Problem
    from models.language import Message


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the file.

    Attributes:
        row, column: From 1.
        name: What to call it where it has no address.
    """

    sheet: str
    row: int
    column: int
    name: Message | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """Something safe that was done to a cell (blanks trimmed, full width made half, a unit turned).

    Attributes:
        field: By path, as in `Problem.field`.
    """

    place: Place
    field: str
    said: Message


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A problem of a cell; an error refuses the row."""

    place: Place
    problem: Problem


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """One application as the file gives it.

    Attributes:
        place: Its row (column 0).
        number: The application number that it names, if any.
        values: By field id what `models.programme.values.understand` takes; only columns that the
            file has, None for an empty cell.
        rows: Rows of repeating tables by table id, by column id; only tables that the file has.
        places: Where each value stands, by path (`title`, `tenants/2/name`, rows from 1).
    """

    place: Place
    number: str
    values: Mapping[str, Any]
    rows: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()
    problems: tuple[CellProblem, ...] = ()
