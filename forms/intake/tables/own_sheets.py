# SPDX-License-Identifier: Apache-2.0
"""Sheets of our own workbooks, known by their hidden ids: nothing about them is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.cells.units import unit_in_heading
from forms.intake.tables.grid import is_blank, shown
from forms.intake.tables.headings import tidy
from forms.intake.tables.table import Heading, Table
from forms.intake.tables.words import words
from models.language import message
from models.programme.layout import LINK, NUMBER, Role
from models.programme.recognising import recognise
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.intake.tables.grid import Grid
    from models.language import Message
    from models.programme.recognising import OwnSheet
    from models.programme.schema import Programme


def own_table(grid: Grid, programme: Programme | None) -> Table | None:
    """The table of a sheet of ours; None for anybody else's, and for one of another programme."""
    own = recognise(grid.sheet.cells) or grid.sheet.own
    if own is None:
        return None
    if programme is not None and own.programme != programme.id:
        return None
    rows: list[int] = []
    skipped: dict[int, Message] = {}
    for row in range(own.first_row, grid.height + 1):
        reason = _reason(grid, row, own)
        if reason is None:
            rows.append(row)
        elif reason is not _BLANK:
            skipped[row] = reason
    return Table(
        grid.sheet.name,
        own.header,
        tuple(rows),
        tuple(_headings(grid, own)),
        skipped=skipped,
        definition=own.version,
        table=own.table,
        doubts=tuple(_doubts(grid, own, rows, programme)),
    )


def _headings(grid: Grid, own: OwnSheet) -> Iterator[Heading]:
    last = max(max(own.columns, default=0), len(grid.row(own.heading)))
    for column in range(1, last + 1):
        text = tidy(shown(grid.cell(own.heading, column)))
        field = own.columns.get(column, "")
        if field or (text and text not in set(Role)):
            yield Heading(column, text or field, unit_in_heading(text)[1], field)


def _reason(grid: Grid, row: int, own: OwnSheet) -> Message | None:
    """Why a row is no record: it is blank, only numbered ahead, or a total that somebody added."""
    cells = grid.row(row)
    filled = {
        own.columns.get(column, "")
        for column, value in enumerate(cells, start=1)
        if not is_blank(value)
    }
    known = filled - {""}
    if not known:
        return _BLANK if not filled else message("No column of the form is filled in it.")
    if known == {LINK}:
        return _BLANK  # numbered ahead
    for column, field in own.columns.items():
        if field in {LINK, NUMBER}:
            word = shown(grid.cell(row, column))
            if comparable(word).rstrip(":.") in words().totals:
                return message("It adds up other rows (“{word}”).", word=word)
    return None


def _doubts(
    grid: Grid, own: OwnSheet, rows: list[int], programme: Programme | None
) -> Iterator[Message]:
    if programme is not None and own.version != programme.version:
        yield message(
            "The workbook was made for version {old} of “{programme}”; the call has version {new}.",
            old=own.version,
            programme=programme.label,
            new=programme.version,
        )
    if not rows and not own.table:
        yield message("Sheet “{sheet}” has no records below its header.", sheet=grid.sheet.name)


_BLANK = message("It is blank.")


def made_for_another(grid: Grid, programme: Programme | None) -> Message | None:
    """What to say where a sheet of ours was made for another programme."""
    own = recognise(grid.sheet.cells) if programme is not None else None
    if own is None or programme is None or own.programme == programme.id:
        return None
    return message(
        "The workbook was made for the programme “{other}”, and this call is of “{programme}”.",
        other=own.programme,
        programme=programme.label,
    )
