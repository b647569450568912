# SPDX-License-Identifier: Apache-2.0
"""What will go where in a workbook, worked out before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.filling.mapping import Heights, Scope, Surplus
from models.filling.sources import OF_APPLICATION
from models.language import message, plural
from models.programme.recognising import parts_of
from models.programme.schema import NUMERIC, FieldType
from reports.filling.addresses import LAST_ROW, address, cell_at, column_number
from reports.filling.doubts import Doubt
from reports.filling.faults import CannotFollowError
from reports.filling.moves import Block, Moves
from reports.filling.validations import rules
from reports.filling.values import ApplicationPlace, ListPlace, RowPlace, put_value
from reports.workbooks.cells import LONGEST_TEXT, is_too_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.filling.mapping import FillMap, Put, SheetMap, TableMap
    from models.language import Message
    from models.programme.display import Cell
    from models.programme.schema import FormField
    from reports.filling.facts import Facts, Filled
    from reports.filling.validations import Rule
    from reports.filling.values import Place
    from reports.filling.workbook_parts import WorkbookParts

_EXACT_DIGITS = 15
"""So many digits of a number a workbook keeps."""


@dataclass(frozen=True, slots=True)
class Write:
    """One cell that is set.

    Attributes:
        row: In the filled form.
        number: Of the application; empty where the cell is of the whole list.
        percent: The value is a number of hundredths.
        grows: Its row may become higher for it.
    """

    row: int
    column: int
    value: Cell
    put: Put
    number: str
    percent: bool = False
    grows: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What happens to one sheet."""

    sheet: str
    moves: Moves
    writes: tuple[Write, ...]


def places_of(table: TableMap, facts: Facts, listed: Sequence[Filled]) -> list[Place]:
    """What each row of a table stands for."""
    applications = [
        ApplicationPlace(facts, item, index, listed) for index, item in enumerate(listed, start=1)
    ]
    if not table.of:
        return list(applications)
    field = facts.programme.tables[table.of]
    found: list[Place] = []
    for above, item in zip(applications, listed, strict=True):
        if field.id in item.answers.hidden:
            continue
        for row in item.answers.rows.get(field.id, ()):
            found.append(RowPlace(facts, field, row, len(found) + 1, above))
    return found


def single_place(fill_map: FillMap, facts: Facts, listed: Sequence[Filled]) -> Place:
    """What single cells stand for."""
    if fill_map.scope is Scope.APPLICATION:
        return ApplicationPlace(facts, listed[0], 1, listed)
    return ListPlace(facts, listed)


def plan_sheets(
    parts: WorkbookParts, fill_map: FillMap, facts: Facts, listed: Sequence[Filled]
) -> list[SheetPlan]:
    """What happens to each sheet.

    Raises:
        CannotFollowError: A sheet has not so many rows.
    """
    return [
        _plan(parts.known(sheet.name), parts, sheet, fill_map, facts, listed)
        for sheet in fill_map.sheets
    ]


def _plan(
    name: str,
    parts: WorkbookParts,
    sheet: SheetMap,
    fill_map: FillMap,
    facts: Facts,
    listed: Sequence[Filled],
) -> SheetPlan:
    filled = [(table, places_of(table, facts, listed)) for table in sheet.tables]
    moves = Moves(
        Block(table.first, table.rows, _wanted(table, len(places))) for table, places in filled
    )
    added = sum(block.change for block in moves.blocks)
    if added > 0 and max((*parts.sheet(name).rows, 1)) + added > LAST_ROW:
        raise CannotFollowError(name, message("no sheet has so many rows"))
    writes: list[Write] = []
    place = single_place(fill_map, facts, listed)
    for text, put in sheet.cells.items():
        row, column = cell_at(text)
        moved = moves.row(row)
        assert moved is not None
        writes.append(_write(moved, column, put, place, facts))
    for table, places in filled:
        first = moves.row(table.first)
        assert first is not None
        for step, one in enumerate(places):
            for letters, put in table.columns.items():
                column = column_number(letters)
                grows = table.heights is Heights.GROW
                writes.append(_write(first + step, column, put, one, facts, grows=grows))
    return SheetPlan(name, moves, tuple(writes))


def _wanted(table: TableMap, count: int) -> int:
    if table.surplus is Surplus.KEEP:
        return max(table.rows, count)
    return max(1, count)


def _write(
    row: int, column: int, put: Put, place: Place, facts: Facts, *, grows: bool = False
) -> Write:
    field = field_of(put, place, facts)
    percent = field is not None and field.type is FieldType.PERCENT
    return Write(row, column, put_value(put, place), put, place.number, percent, grows)


def field_of(put: Put, place: Place, facts: Facts) -> FormField | None:
    """The field that one name stands for; None for what is no field."""
    name = parts_of(put.source.removeprefix(OF_APPLICATION))[0]
    if isinstance(place, RowPlace) and not put.source.startswith(OF_APPLICATION):
        return place.table.column(name)
    if isinstance(place, ListPlace) and not put.sum:
        return None
    return facts.programme.fields.get(name)


def find_doubts(parts: WorkbookParts, plans: Sequence[SheetPlan], facts: Facts) -> list[Doubt]:
    """The values that the form does not take, or that it would show wrongly."""
    found: list[Doubt] = []
    for plan in plans:
        known = rules(parts, plan.sheet)
        for write in plan.writes:
            for reason in _reasons(write, plan, known, facts):
                cell = address(write.row, write.column)
                found.append(Doubt(plan.sheet, cell, write.number, reason))
    return found


def _reasons(write: Write, plan: SheetPlan, known: list[Rule], facts: Facts) -> Iterator[Message]:
    value = write.value
    if value is None:
        return
    if isinstance(value, str) and is_too_long(value):
        yield plural(
            "the text of {n} character is longer than a cell holds ({most})",
            "the text of {n} characters is longer than a cell holds ({most})",
            n=len(value),
            most=LONGEST_TEXT,
        )
    digits = value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
    if digits is not None and len(_digits(digits)) > _EXACT_DIGITS:
        yield message("{value} has more digits than a workbook keeps", value=f"{digits:f}")
    if isinstance(value, str) and write.put.source and not write.put.values:
        field = facts.programme.fields.get(parts_of(write.put.source)[0])
        if field is not None and field.type in NUMERIC and field.type is not FieldType.SERIES:
            yield message("“{value}” is no number, and stays text", value=value[:80])
    row = plan.moves.back(write.row) or plan.moves.model_of(write.row) or write.row
    for rule in known:
        if any(area.holds(row, write.column) for area in rule.areas):
            fault = rule.fault(_as_written(write))
            if fault is not None:
                yield fault


def _digits(number: int | Decimal) -> str:
    return f"{abs(number):f}".replace(".", "").strip("0")


def _as_written(write: Write) -> Cell:
    value = write.value
    return value.isoformat() if isinstance(value, date) else value
