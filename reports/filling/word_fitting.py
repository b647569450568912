# SPDX-License-Identifier: Apache-2.0
"""Whether a map fits a Word form: all that does not is said, before anything is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from reports.filling.addresses import cell_at, column_number
from reports.filling.faults import MapDoesNotFitError
from reports.filling.word_parts import cell_of, cells_of, place_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.filling.mapping import FillMap
    from models.language import Message
    from reports.filling.word_parts import WordParts


def check_word_fit(parts: WordParts, fill_map: FillMap) -> None:
    """See that every cell that a map names is there.

    Raises:
        MapDoesNotFitError: One is not.
    """
    faults = list(dict.fromkeys(_faults(parts, fill_map)))
    if faults:
        raise MapDoesNotFitError(parts.package.name, faults)


def _faults(parts: WordParts, fill_map: FillMap) -> Iterator[Message]:
    for sheet in fill_map.sheets:
        table = parts.table(sheet.name)
        if table is None:
            yield message(
                "there is no table “{name}”; the tables of the document are 1 to {n}",
                name=sheet.name,
                n=len(parts.tables),
            )
            continue
        for text in sheet.cells:
            if cell_of(table, *cell_at(text)) is None:
                yield _missing(sheet.name, *cell_at(text))
        rows = rows_of(table)
        for found in sheet.tables:
            if found.last > len(rows):
                yield message(
                    "table {table} has {n} rows, not {row}",
                    table=sheet.name,
                    n=len(rows),
                    row=found.last,
                )
                continue
            for row in range(found.first, found.last + 1):
                for letters in found.columns:
                    column = column_number(letters)
                    if column > len(cells_of(rows[row - 1])):
                        yield _missing(sheet.name, row, column)


def _missing(table: str, row: int, column: int) -> Message:
    return message("{cell}: the table has no such cell", cell=place_of(table, row, column))
