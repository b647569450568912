# SPDX-License-Identifier: Apache-2.0
"""The rows of a file in parts, so that several processes read, understand and check them together.

What all parts need (columns, rules, sheets of repeating tables) goes to each process once; a part
carries the cells of its own rows only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, overload

from forms.intake.cells.columns import facts_of
from forms.intake.cells.rows import RowReader
from forms.intake.compare.understanding import understand_rows
from forms.intake.tables.own_headings import check_headings
from models.errors import RefusedError
from models.language import Listing, message
from models.search.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.intake.book import Book, Cells, CellValue
    from forms.intake.cells.columns import Facts
    from forms.intake.compare.understanding import Chunk, Rules
    from forms.intake.tables.table import Source
    from models.language import Message

_ROWS = 500
"""So many rows are a part: some tenths of a second of work, so that progress moves and cancel is heard."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one source.

    Attributes:
        source: The place of the source among all that are read.
        first, last: Which of the rows of its table: `rows[first:last]`.
        cells: Their cells, and nothing else of the sheet.
    """

    source: int
    first: int
    last: int
    cells: Excerpt

    @property
    def size(self) -> int:
        """How many rows it has."""
        return self.last - self.first


@dataclass(frozen=True)
class Needs:
    """What all parts need.

    Attributes:
        sources: Each with its book, of which the cells of the applications' sheet are left out.
    """

    rules: Rules
    sources: tuple[tuple[Book, Source, Facts], ...]

    def notes(self) -> Iterator[Message]:
        """What a person must be told about whole columns, and about rows that belong to nobody."""
        for _, _, facts in self.sources:
            yield from (*facts.notes, *facts.strays)

    @cached_property
    def readers(self) -> tuple[RowReader, ...]:
        """A reader for each source, which remembers what it saw."""
        rules = self.rules
        return tuple(
            RowReader(book, source, rules.programme, rules.vocabularies, facts)
            for book, source, facts in self.sources
        )


@dataclass(frozen=True, slots=True)
class Excerpt(Sequence["Sequence[CellValue]"]):
    """Some rows of a sheet, which keep their places."""

    start: int
    rows: Cells

    def __len__(self) -> int:
        return self.start + len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Sequence[CellValue]: ...
    @overload
    def __getitem__(self, place: slice) -> Cells: ...
    def __getitem__(self, place: int | slice) -> Sequence[CellValue] | Cells:
        if isinstance(place, slice):
            return [self[row] for row in range(*place.indices(len(self)))]
        return self.rows[place - self.start]


class StrayRowsError(RefusedError):
    """Rows of a repeating table in our own workbook belong to no application: they would be lost."""

    def __init__(self, strays: Sequence[Message]) -> None:
        super().__init__(
            message(
                "{rows} Nothing was imported: give each of them the serial of its application, or"
                " delete it.",
                rows=Listing(tuple(strays), clauses=True),
            )
        )


def divide(book: Book, sources: Sequence[Source], rules: Rules) -> tuple[Needs, list[Part]]:
    """What `understand_part` takes: what all parts need, and the parts in the order of the rows.

    Raises:
        MovedHeadingsError: Headings of our own workbook contradict its hidden ids.
        StrayRowsError: Rows of our own workbook belong to no application.
    """
    needed = []
    parts: list[Part] = []
    for place, source in enumerate(sources):
        check_headings(source, rules.programme, rules.vocabularies)
        facts = facts_of(book, source, rules.programme)
        if facts.strays and source.table.definition:
            raise StrayRowsError(facts.strays)
        needed.append((_without_rows(book, source), source, facts))
        parts += _parts(book, source, place)
    return Needs(rules, tuple(needed)), parts


def understand_part(needs: Needs, part: Part) -> Chunk:
    """Read the rows of a part, understand and check them."""
    reader = needs.readers[part.source]
    rows = reader.read(part.first, part.last, part.cells)
    return understand_rows(needs.rules, rows)


def load() -> None:
    """Load what only rows need, before there are any."""
    tokens((), names=("申报",))


def _parts(book: Book, source: Source, place: int) -> Iterator[Part]:
    sheet = book.sheet(source.table.sheet)
    assert sheet is not None
    rows = source.table.rows
    for first in range(0, len(rows), _ROWS):
        last = min(first + _ROWS, len(rows))
        end = rows[last - 1]
        end = source.table.blocks.get(end, end)
        start = rows[first] - 1
        yield Part(place, first, last, Excerpt(start, sheet.cells[start:end]))


def _without_rows(book: Book, source: Source) -> Book:
    """A book with the sheets of repeating tables, and the name of the applications' sheet."""
    kept = {child.table.sheet for child in source.children.values()}
    sheets = (
        sheet if sheet.name in kept else replace(sheet, cells=())
        for sheet in book.sheets
        if sheet.name in {*kept, source.table.sheet}
    )
    return replace(book, sheets=tuple(sheets))
