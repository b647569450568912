# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.workbooks.cells import MAY_BE_LONG, WRITERS, Cut, cell_body, cut_text, is_too_long
from reports.workbooks.faults import check_rows
from reports.workbooks.names import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reports.workbooks.cells import Value
    from reports.workbooks.styles import Style

_LETTERS = tuple(column_letter(index) for index in range(16_384))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its values from column A on, and a style for each.

    Attributes:
        height: In points; None lets the program that opens it decide.
        level: Of the outline, so that a reader can fold it away; 0 for none.
    """

    values: Sequence[Value]
    styles: Sequence[Style]
    height: float | None = None
    hidden: bool = False
    level: int = 0


def row_stream(sheet: str, rows: Iterable[Row], *, cut_mark: str, cuts: list[Cut]) -> Iterator[str]:
    """The rows of a sheet as XML, one at a time; texts that had to be cut are added to `cuts`.

    Raises:
        TooManyRowsError: There are more than a sheet can hold.
    """
    for number, row in enumerate(rows, start=1):
        check_rows(sheet, number)
        cells = []
        for letter, value, style in zip(_LETTERS, row.values, row.styles, strict=False):
            if type(value) is str and len(value) > MAY_BE_LONG and is_too_long(value):
                cuts.append(Cut(sheet, f"{letter}{number}", len(value)))
                body = cell_body(cut_text(value, cut_mark), style)
            else:
                body = WRITERS[type(value)](value, style)
            cells.append(f'<c r="{letter}{number}"{body}')
        yield f"<row {_attributes(number, row)}>{''.join(cells)}</row>"


def _attributes(number: int, row: Row) -> str:
    height = "" if row.height is None else f' ht="{row.height:g}" customHeight="1"'
    hidden = ' hidden="1"' if row.hidden else ""
    level = f' outlineLevel="{row.level}"' if row.level else ""
    return f'r="{number}"{height}{hidden}{level}'
