# SPDX-License-Identifier: Apache-2.0
"""The visible headings of our own workbooks beside their hidden ids: whether both mean the same column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.book import column_letters
from models.errors import RefusedError
from models.language import Listing, current_language, message
from models.programme.headings import columns_by_heading, every_column, heading, years_named
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.intake.tables.table import Source
    from models.language import Message
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary


class MovedHeadingsError(RefusedError):
    """Headings of our own workbook are those of other columns than the hidden ids say."""

    def __init__(self, moved: Sequence[Message]) -> None:
        super().__init__(
            message(
                "{columns}. Cells were moved without the hidden row above them, so nobody knows which"
                " of the two is right, and nothing was imported. Put the headings back over the values"
                " that they had, or move whole columns with the hidden row, and import it again.",
                columns=Listing(tuple(moved), clauses=True),
            )
        )


def check_headings(
    source: Source, programme: Programme, vocabularies: Mapping[str, Vocabulary]
) -> None:
    """Make sure that no column has the heading of another one; a new name of its own is no fault.

    Raises:
        MovedHeadingsError: One has.
    """
    sources = (source, *source.children.values())
    moved = [said for one in sources for said in _moved(one, programme, vocabularies)]
    if moved:
        raise MovedHeadingsError(moved)


def _moved(
    source: Source, programme: Programme, vocabularies: Mapping[str, Vocabulary]
) -> Iterator[Message]:
    by_id = [
        item
        for item in source.table.headings
        if item.field and source.columns.targets.get(item.column) == item.field
    ]
    if not source.table.definition or not by_id:
        return
    texts = (text for item in by_id for text in (item.text, item.field))
    layout = every_column(programme, vocabularies, years_named(texts))
    sheet = next((one for one in layout.sheets if one.id == source.table.table), None)
    if sheet is None:
        return
    named = columns_by_heading(sheet)
    labels = {column.id: heading(column, current_language()) for column in sheet.columns}
    for item in by_id:
        meant = named.get(comparable(item.text), frozenset())
        if meant and item.field in labels and item.field not in meant:
            yield message(
                "Column {column} of “{sheet}” is headed “{heading}”, but by its hidden id it is “{label}”",
                column=column_letters(item.column),
                sheet=source.table.sheet,
                heading=item.text,
                label=labels[item.field],
            )
