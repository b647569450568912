# SPDX-License-Identifier: Apache-2.0
"""Books for tests: sheets typed as rows of cells, with merges as a reader fills them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forms.intake.book import Book, BookKind, Merge, Sheet
from forms.intake.cells.rows import read_rows
from forms.intake.tables.headers import find_tables
from forms.intake.tables.mapping import propose_source
from models.programme.loading import programme_text, read_programme
from models.programme.vocabulary import shipped_vocabularies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forms.intake.book import CellValue
    from forms.intake.cells.incoming import IncomingRow
    from forms.intake.tables.table import Source, Table
    from models.programme.schema import Programme

VOCABULARIES = shipped_vocabularies()


def programme(name: str = "incubator") -> Programme:
    return read_programme(programme_text(name), file=f"{name}.toml")


def sheet(
    rows: Iterable[Sequence[CellValue]],
    *,
    name: str = "申报",
    merges: Iterable[tuple[int, int, int, int]] = (),
    hidden: bool = False,
) -> Sheet:
    """A sheet; merges are first row, first column, last row, last column."""
    typed = [list(row) for row in rows]
    width = max(map(len, typed), default=0)
    cells = [[*row, *[None] * (width - len(row))] for row in typed]
    for top, left, bottom, right in merges:
        value = cells[top - 1][left - 1]
        for row in cells[top - 1 : bottom]:
            row[left - 1 : right] = [value] * (right - left + 1)
    return Sheet(name, cells, hidden, tuple(Merge(*merge) for merge in merges))


def book(*sheets: Sheet, kind: BookKind = BookKind.XLSX) -> Book:
    return Book(Path("来件.xlsx"), kind, sheets)


def table(rows: Iterable[Sequence[CellValue]], *, merges: Sequence[tuple[int, int, int, int]] = (),
          of: Programme | None = None) -> Table:  # fmt: skip
    """The likeliest table of a book with one sheet."""
    return find_tables(book(sheet(rows, merges=merges)), of or programme())[0]


def texts(found: Table) -> list[str]:
    return [heading.text for heading in found.headings]


def source(whole: Book, of: Programme | None = None) -> Source:
    """The likeliest table of a book with its columns as proposed."""
    what = of or programme()
    return propose_source(whole, find_tables(whole, what)[0], what, VOCABULARIES)


def targets(found: Source) -> dict[str, str]:
    """By heading, the field that was proposed."""
    names = {heading.column: heading.text for heading in found.table.headings}
    return {names[column]: target for column, target in found.columns.targets.items()}


def incoming(whole: Book, of: Programme | None = None) -> list[IncomingRow]:
    """The rows of the likeliest table."""
    what = of or programme()
    return read_rows(whole, source(whole, what), what, VOCABULARIES)


def said(row: IncomingRow) -> list[str]:
    """What is wrong with a row, with its cells."""
    return [f"{item.place.row}:{item.place.column} {item.problem.severity} {item.problem.message}"
            for item in row.problems]  # fmt: skip


def repaired(row: IncomingRow) -> list[str]:
    """What was done to the cells of a row."""
    return [f"{item.field}: {item.said}" for item in row.repairs]
