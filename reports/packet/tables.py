# SPDX-License-Identifier: Apache-2.0
"""Repeating tables as real tables: numbered rows, numbers to the right, totals below."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.display import number_text
from models.programme.schema import NUMERIC, FieldType, FormField
from reports.packet.values import headed_by_unit, value_text
from reports.typesetting.columns import share_out, wishes
from reports.typesetting.grid import SIDE, Grid, Row
from reports.typesetting.headings import headed
from reports.typesetting.styles import (
    CELL,
    CELL_BOLD,
    CELL_BOLD_NUMBER,
    CELL_CENTRE,
    CELL_NUMBER,
    HEAD,
    HEAD_NUMBER,
    NOTE,
    smaller,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dossier import Dossier
    from models.programme.answers import Row as AnswerRow
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter
    from reports.typesetting.styles import TextStyle

_MANY_COLUMNS = 8
_NARROW_SIDE = 3.5
_NUMBERS = NUMERIC - {FieldType.SERIES}
_CODES = {FieldType.CREDIT_CODE, FieldType.PHONE, FieldType.DATE, FieldType.MONTH}
_FULL = 0.98


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
        self._narrow = len(field.columns) > _MANY_COLUMNS
        self._side = _NARROW_SIDE if self._narrow else SIDE

    def grid(self, rows: Sequence[AnswerRow]) -> Grid:
        """The table with its head, its rows and its totals."""
        head = self._head()
        body = [self._row(number, row) for number, row in enumerate(rows, 1)]
        if any(column.total for column in self._field.columns):
            body.append(self._totals(rows))
        columns = self._widths(head, body)
        return Grid(columns, body, head=head, side=self._side, after=8)

    def _widths(self, head: Row, body: list[Row]) -> list[float]:
        """Numbers are never broken; codes and dates neither where there is room for them."""
        total = self._setter.width
        for kinds in (_NUMBERS | _CODES, _NUMBERS):
            whole = (True, *(column.type in kinds for column in self._field.columns))
            wished = wishes(head, body, whole, side=self._side)
            if sum(wish.least for wish in wished) < _FULL * total:
                break
        return share_out(total, wished)

    def _head(self) -> Row:
        cells = [self._cell(self._setter.text(message("No.")), HEAD)]
        for column in self._field.columns:
            style = HEAD_NUMBER if column.type in _NUMBERS else HEAD
            cells.append(self._cell(headed_by_unit(column, self._setter, below=True), style))
        return Row(tuple(cells), shaded=True)

    def _row(self, number: int, row: AnswerRow) -> Row:
        cells = [self._cell(str(number), CELL_CENTRE)]
        for column in self._field.columns:
            value = self._dossier.answers.cell(column, row)
            text = value_text(column, value, self._dossier, self._setter, unit=False)
            cells.append(self._cell(text, CELL_NUMBER if column.type in _NUMBERS else CELL))
        return Row(tuple(cells))

    def _totals(self, rows: Sequence[AnswerRow]) -> Row:
        cells: list[Prose | None] = [self._cell(self._setter.text(message("Total")), CELL_BOLD)]
        for column in self._field.columns:
            if column.total:
                text = number_text(self._sum(column, rows), column.places)
                cells.append(self._cell(text, CELL_BOLD_NUMBER))
            else:
                cells.append(None)
        return Row(tuple(cells), shaded=True, closes=True)

    def _sum(self, column: FormField, rows: Sequence[AnswerRow]) -> Decimal:
        values = (self._dossier.answers.cell(column, row) for row in rows)
        return sum(
            (Decimal(value) for value in values if isinstance(value, int | Decimal)), Decimal(0)
        )

    def _cell(self, text: str, style: TextStyle) -> Prose:
        return self._setter.block(text, smaller(style) if self._narrow else style)
