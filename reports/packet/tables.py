# SPDX-License-Identifier: Apache-2.0
"""Repeating tables as real tables: numbered rows, numbers to the right, totals below."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.display import number_text
from models.programme.headings import with_unit
from models.programme.schema import NUMERIC, FieldType, FormField
from reports.packet.values import value_text
from reports.typesetting.grid import Row
from reports.typesetting.headings import headed
from reports.typesetting.styles import (
    CELL,
    CELL_BOLD,
    CELL_BOLD_NUMBER,
    CELL_CENTRE,
    CELL_NUMBER,
    NOTE,
)
from reports.typesetting.tables import Column, fitted_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dossier import Dossier
    from models.programme.answers import Row as AnswerRow
    from reports.typesetting.grid import Grid
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter
    from reports.typesetting.tables import Shrink

_NUMBERS = NUMERIC - {FieldType.SERIES}
_CODES = {FieldType.CREDIT_CODE, FieldType.PHONE, FieldType.DATE, FieldType.MONTH}


def repeating_table(field: FormField, dossier: Dossier, setter: Setter) -> list[Any]:
    """A section with the table, or a line that says that nothing is in it."""
    heading = setter.section_heading(field.label)
    rows = dossier.answers.rows.get(field.id, ())
    if not rows:
        return headed(heading, [setter.block(message("No rows."), NOTE, after=6)])
    return headed(heading, [_TableSetter(field, dossier, setter).grid(rows)])


class _TableSetter:
    """Sets one repeating table."""

    def __init__(self, field: FormField, dossier: Dossier, setter: Setter) -> None:
        self._field = field
        self._dossier = dossier
        self._setter = setter

    def grid(self, rows: Sequence[AnswerRow]) -> Grid:
        """The table with its head, its rows and its totals."""
        columns = [Column(message("No."), whole=True), *map(self._column, self._field.columns)]
        return fitted_grid(columns, lambda shrink: self._rows(rows, shrink), self._setter, after=8)

    def _column(self, column: FormField) -> Column:
        title = with_unit(column.label, column, self._setter.language)
        return Column(title, number=column.type in _NUMBERS, whole=column.type in _CODES)

    def _rows(self, rows: Sequence[AnswerRow], shrink: Shrink) -> list[Row]:
        made = [self._row(number, row, shrink) for number, row in enumerate(rows, 1)]
        if any(column.total for column in self._field.columns):
            made.append(self._totals(rows, shrink))
        return made

    def _row(self, number: int, row: AnswerRow, shrink: Shrink) -> Row:
        texts, numbers, block = shrink(CELL), shrink(CELL_NUMBER), self._setter.block
        cells = [block(str(number), shrink(CELL_CENTRE))]
        for column in self._field.columns:
            value = self._dossier.answers.cell(column, row)
            text = value_text(column, value, self._dossier, self._setter, unit=False)
            cells.append(block(text, numbers if column.type in _NUMBERS else texts))
        return Row(tuple(cells))

    def _totals(self, rows: Sequence[AnswerRow], shrink: Shrink) -> Row:
        block = self._setter.block
        cells: list[Prose | None] = [block(message("Total"), shrink(CELL_BOLD))]
        for column in self._field.columns:
            if column.total:
                total = self._sum(column, rows)
                text = "—" if total is None else number_text(total, column.places)
                cells.append(block(text, shrink(CELL_BOLD_NUMBER)))
            else:
                cells.append(None)
        return Row(tuple(cells), shaded=True, closes=True)

    def _sum(self, column: FormField, rows: Sequence[AnswerRow]) -> Decimal | None:
        """The sum of a column, None where it holds no number: nothing is not 0."""
        values = (self._dossier.answers.cell(column, row) for row in rows)
        found = [Decimal(value) for value in values if isinstance(value, int | Decimal)]
        return sum(found, Decimal(0)) if found else None
