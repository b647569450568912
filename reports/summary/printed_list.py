# SPDX-License-Identifier: Apache-2.0
"""One list as it is printed: its title, the lines above and below it, its rows under their head."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.schema import FieldType
from reports.summary.digest import STEP
from reports.summary.flowing import Beside, LongGrid
from reports.summary.needs import column_needs, shown
from reports.summary.small import LARGE_SIZES, SIZES, Small
from reports.typesetting.fitting import broken_heading, broken_mail, fitted_widths, squeezed
from reports.typesetting.fonts import BOLD, SERIF
from reports.typesetting.grid import Row
from reports.typesetting.styles import NOTE, Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from models.language import Message
    from models.programme.display import Cell
    from models.progress import Progress
    from reports.summary.columns import Column
    from reports.summary.frame import Frame
    from reports.summary.listing import PrintedList
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter

TITLE = TextStyle(BOLD, 17, 26, Align.CENTRE)
"""Of a list."""
_LINE = TextStyle(SERIF, 10, 15)
_LINE_RIGHT = changed(_LINE, align=Align.RIGHT)
_MOST_LINES = 6  # of a long text, where a smaller type can do it


def printed_list(found: PrintedList, setter: Setter, progress: Progress) -> Iterator[Any]:
    """A list under its title."""
    yield setter.block(found.title, TITLE, after=8)
    yield from untitled_list(found, setter, progress)


def untitled_list(found: PrintedList, setter: Setter, progress: Progress) -> Iterator[Any]:
    """A list whose title stands above it already; its rows are read while pages are set."""
    if found.left or found.right:
        lines = [setter.block(found.left, _LINE), setter.block(found.right, _LINE_RIGHT)]
        yield Beside(lines, after=6)
    small, widths = _fitted(found, setter)
    printer = _Printer(found.columns, widths, small, found.frame, setter)
    yield LongGrid(
        widths,
        [],
        head=printer.head(),
        side=small.side,
        source=_rows(printer, found, progress),
        tail=_tail(found, setter),
    )


def _tail(found: PrintedList, setter: Setter) -> list[Any]:
    """What stands below the last row: the note, then the lines to sign or to read."""
    note = [setter.block(found.note, NOTE, before=4)] if found.note else []
    if found.signed:
        return [*note, Beside([setter.block(line, _LINE) for line in found.foot], before=16)]
    lines = [
        setter.block(line, _LINE_RIGHT if index else _LINE, before=0 if index else 12)
        for index, line in enumerate(found.foot)
    ]
    return [*note, *lines]


def _fitted(found: PrintedList, setter: Setter) -> tuple[Small, list[float]]:
    """The largest type in which no number or word is broken, and the widths of the columns."""
    widths: list[float] = []
    for small in SIZES if found.signed else (*LARGE_SIZES, *SIZES):
        needs = column_needs(found, small.ruler())
        fitted = fitted_widths(setter.width, needs, small.size)
        widths = fitted[1] if fitted else squeezed(setter.width, needs)
        if fitted and fitted[0] <= _MOST_LINES:
            break
    return small, widths


def _rows(printer: _Printer, found: PrintedList, progress: Progress) -> Iterator[Row]:
    if not found.count:
        yield printer.nothing(found.empty)
    index, done = 0, found.digest.rows
    for group in found.groups:
        if group.entry is not None:
            yield printer.group(found.group_name(group))
        for record in found.digest.of(group):
            index += 1
            if index % STEP == 0:
                progress.step(done + index, 2 * done, message("Writing the summary"))
            yield printer.row([column.value(record, index) for column in printer.columns])
        if group.entry is not None and found.totalled:
            yield printer.total(message("Subtotal"), group.sums)
    if found.totalled:
        yield printer.total(message("Total"), found.sums)


class _Printer:
    """Makes the rows of the table in one type and fixed widths."""

    def __init__(
        self,
        columns: Sequence[Column],
        widths: Sequence[float],
        small: Small,
        frame: Frame,
        setter: Setter,
    ) -> None:
        self.columns = columns
        self.frame = frame
        self._small = small
        self._setter = setter
        self._rooms = [width - 2 * small.side for width in widths]
        self._styles = [self._style(column) for column in columns]

    def head(self) -> Row:
        """The headings, broken between words."""
        style = self._small.head
        cells = (
            self._setter.block(broken_heading(column.header, room, self._small.bold_width), style)
            for column, room in zip(self.columns, self._rooms, strict=True)
        )
        return Row(tuple(cells), shaded=True)

    def nothing(self, text: str) -> Row:
        """A row that says that there is none."""
        return Row((self._setter.block(text, self._small.head),), spans=(len(self.columns),))

    def row(self, values: Sequence[Cell]) -> Row:
        """One application."""
        return self._row(
            [
                self._shown(column, value, room)
                for column, value, room in zip(self.columns, values, self._rooms, strict=True)
            ],
            self._styles,
        )

    def group(self, name: str) -> Row:
        """The name of a group, which stays with its first row."""
        style = changed(self._small.head, align=Align.LEFT)
        block = self._setter.block(name, style)
        return Row((block,), spans=(len(self.columns),), shaded=True, opens=True)

    def total(self, name: Message, sums: Mapping[str, Decimal]) -> Row:
        """The sums of the rows above."""
        language = self.frame.language
        texts = [
            shown(column, sums.get(column.id, 0), language) if column.total else ""
            for column in self.columns
        ]
        styles = [changed(style, font=BOLD) for style in self._styles]
        first = next(index for index, text in enumerate(texts) if text)
        row = self._row(texts[first:], styles[first:])
        if first:
            style = changed(self._small.head, align=Align.LEFT)
            label = self._setter.block(name, style)
            row = Row((label, *row.cells), spans=(first, *[1] * len(row.cells)))
        return changed(row, shaded=True, closes=True)

    def _row(self, texts: Sequence[str], styles: Sequence[TextStyle]) -> Row:
        cells: list[Prose | None] = [
            self._setter.block(text, style) if text else None
            for text, style in zip(texts, styles, strict=True)
        ]
        return Row(tuple(cells))

    def _shown(self, column: Column, value: Cell, room: float) -> str:
        text = shown(column, value, self.frame.language)
        if column.type is FieldType.EMAIL:
            return broken_mail(text, room, self._small.width)
        return text

    def _style(self, column: Column) -> TextStyle:
        if column.id in _CENTRED:
            return self._small.centred
        return self._small.number if column.numeric else self._small.cell


_CENTRED = frozenset({"index", "recommend_rank"})
