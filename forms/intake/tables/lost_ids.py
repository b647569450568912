# SPDX-License-Identifier: Apache-2.0
"""Our own workbooks whose hidden rows are gone: their sheets are known by the headings that we wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.intake.book import BookKind
from models.errors import RefusedError
from models.language import Language, Listing, message
from models.programme.headings import every_column, recognise_by_headings, years_named
from models.programme.layout import LOOK_AT, Role
from models.programme.recognising import is_apart, read_meta, recognise
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from forms.intake.book import Book, Sheet
    from models.programme.layout import Layout
    from models.programme.recognising import OwnSheet
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary


class LostIdsError(RefusedError):
    """A sheet of our own workbook has lost its hidden row, and its headings do not say enough."""

    def __init__(self, path: Path, sheet: str, headings: tuple[str, ...] = ()) -> None:
        said = (
            message("These of its columns are not known: {columns}.", columns=Listing(headings))
            if headings
            else message("Its headings are not those that were written either.")
        )
        super().__init__(
            message(
                "The hidden first row of sheet “{sheet}” in {file} was deleted, by which its columns"
                " are known. {said} Nothing was read: write a new workbook of the call, paste the rows"
                " into it below its headings, and import that.",
                sheet=sheet,
                file=path.name,
                said=said,
            )
        )


def with_lost_ids(book: Book, programme: Programme, vocabularies: Mapping[str, Vocabulary]) -> Book:
    """A book of ours in which sheets without their hidden row are recognised; others stay as they are.

    Raises:
        LostIdsError: A sheet that surely is one of ours, or a filled column of it, is not recognised.
    """
    if book.kind is BookKind.WORD:
        return book
    ours = _is_ours(book, programme)
    sheets = tuple(
        _recognised(book, sheet, programme, vocabularies, surely=ours)
        if ours or _has_roles(sheet)
        else sheet
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets)


def _is_ours(book: Book, programme: Programme) -> bool:
    """Whether the book has the hidden sheet of a workbook of the programme."""
    metas = (read_meta(sheet.cells[:LOOK_AT]) for sheet in book.sheets if sheet.hidden)
    return any(meta is not None and meta.programme == programme.id for meta in metas)


def _recognised(
    book: Book,
    sheet: Sheet,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    *,
    surely: bool,
) -> Sheet:
    cells = sheet.cells[:LOOK_AT]
    if is_apart(cells) or recognise(cells) is not None:
        return sheet
    layout = every_column(
        programme, vocabularies, years_named(cell for row in cells for cell in row)
    )
    own = recognise_by_headings(cells, layout, sheet.name)
    if own is None:
        if surely and (_has_roles(sheet) or _is_named_like(sheet, layout)):
            raise LostIdsError(book.path, sheet.name)
        return sheet
    unknown = tuple(_unknown(sheet, own))
    if unknown:
        raise LostIdsError(book.path, sheet.name, unknown)
    return replace(sheet, own=own)


def _has_roles(sheet: Sheet) -> bool:
    """Whether column A still says what the first rows are."""
    said = {row[0] for row in sheet.cells[:LOOK_AT] if row}
    return {Role.SECTION.value, Role.HEADING.value} <= said


def _is_named_like(sheet: Sheet, layout: Layout) -> bool:
    names = {comparable(one.label.text(language)) for one in layout.sheets for language in Language}
    return bool(sheet.cells) and comparable(sheet.name) in names


def _unknown(sheet: Sheet, own: OwnSheet) -> list[str]:
    """The headings of columns that hold something below and are not recognised."""
    headings = sheet.cells[own.heading - 1]
    open_columns = {
        column: str(text)
        for column, text in enumerate(headings, start=1)
        if text not in {None, "", *Role} and column not in own.columns
    }
    rows = sheet.cells[own.first_row - 1 :]
    return [
        text
        for column, text in open_columns.items()
        if any(column <= len(row) and row[column - 1] not in {None, ""} for row in rows)
    ]
