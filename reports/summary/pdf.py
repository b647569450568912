# SPDX-License-Identifier: Apache-2.0
"""The summary as a PDF to print, seal and send: the table, its lines, the cross tables."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus.flowables import PageBreak

from models.language import message
from models.programme.schema import FieldType
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError, sha256_of, written_out
from reports.summary.columns import summary_columns
from reports.summary.digest import STEP, gather
from reports.summary.flowing import Beside, LongGrid
from reports.summary.frame import Frame, SummaryResult
from reports.summary.needs import column_needs, shown
from reports.summary.printed_cross import cross_tables
from reports.summary.small import SIZES, Small
from reports.summary.spool import Spool
from reports.summary.table_sheet import edge_lines, has_totals, table_note
from reports.typesetting.document import Identity, Margins, write_document
from reports.typesetting.fitting import broken_heading, broken_mail, fitted_widths, squeezed
from reports.typesetting.fonts import BOLD, SERIF
from reports.typesetting.grid import Row
from reports.typesetting.setter import Setter
from reports.typesetting.styles import MM, NOTE, Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from models.programme.display import Cell
    from models.progress import Progress
    from reports.summary.columns import Column
    from reports.summary.digest import Digest
    from reports.summary.frame import SummaryRow
    from reports.typesetting.prose import Prose

_TITLE = TextStyle(BOLD, 17, 26, Align.CENTRE)
_LINE = TextStyle(SERIF, 10, 15)
_LINE_RIGHT = changed(_LINE, align=Align.RIGHT)
_MARGINS = Margins(12 * MM, 12 * MM, 19 * MM, 22 * MM)
_MOST_LINES = 6  # of a long text, where a smaller type can do it


def write_summary_pdf(
    rows: Iterable[SummaryRow],
    path: Path,
    frame: Frame,
    *,
    count: int,
    replace: bool = False,
    progress: Progress | None = None,
) -> SummaryResult:
    """Write the summary of a call as a PDF; arguments and errors as of the workbook."""
    told = progress or NoProgress()
    if path.exists() and not replace:
        raise FileExistsAlreadyError(path)
    with Spool() as spool:
        digest = gather(rows, spool, frame, count=count, progress=told)
        identity = _identity(frame)
        setter = Setter(frame.language, identity.text_width)
        crossed = cross_tables(digest.cross, frame, setter, identity.text_height)
        story = [*_table(frame, digest, setter, told), PageBreak(), *crossed]
        with written_out(path, replace=replace) as aside:
            write_document(aside, identity, setter, story)
    lost = tuple(sorted(setter.lost))
    return SummaryResult(
        path, digest.rows, digest.listed, sha256_of(path), lost=lost, filters=frame.filters
    )


def _identity(frame: Frame) -> Identity:
    return Identity(
        number="",
        title=frame.filled(frame.programme.summary.title),
        subject=frame.call.title,
        author=frame.office.name,
        code=f"{frame.programme.id} {frame.programme.version}",
        head=frame.head.short,
        day=frame.today,
        pagesize=landscape(A4),
        margins=_MARGINS,
    )


def _table(frame: Frame, digest: Digest, setter: Setter, progress: Progress) -> Iterator[Any]:
    columns = summary_columns(frame, digest)
    left, right, foot = edge_lines(frame)
    yield setter.block(frame.filled(frame.programme.summary.title), _TITLE, after=8)
    yield Beside([setter.block(left, _LINE), setter.block(right, _LINE_RIGHT)], after=6)
    small, widths = _fitted(columns, frame, digest, setter)
    printer = _Printer(columns, widths, small, frame, setter)
    note = table_note(frame, digest)
    signed = Beside([setter.block(line, _LINE) for line in foot], before=16)
    yield LongGrid(
        widths,
        [],
        head=printer.head(),
        side=small.side,
        source=_rows(printer, digest, progress),
        tail=[*([setter.block(note, NOTE, before=4)] if note else []), signed],
    )


def _fitted(
    columns: Sequence[Column], frame: Frame, digest: Digest, setter: Setter
) -> tuple[Small, list[float]]:
    """The largest type in which no number or word is broken, and the widths of the columns."""
    widths: list[float] = []
    for small in SIZES:
        needs = column_needs(columns, digest, frame, small.ruler())
        found = fitted_widths(setter.width, needs, small.size)
        widths = found[1] if found else squeezed(setter.width, needs)
        if found and found[0] <= _MOST_LINES:
            break
    return small, widths


def _rows(printer: _Printer, digest: Digest, progress: Progress) -> Iterator[Row]:
    if not digest.listed:
        yield printer.nothing()
    for index, record in enumerate(digest.chosen(printer.frame), start=1):
        if index % STEP == 0:
            progress.step(digest.rows + index, 2 * digest.rows, message("Writing the summary"))
        yield printer.row([column.value(record, index) for column in printer.columns])
    if has_totals(printer.columns):
        yield printer.total(digest)


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

    def nothing(self) -> Row:
        """A row that says that there is none."""
        text = message("(no application is in these stages)")
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

    def total(self, digest: Digest) -> Row:
        """The sums."""
        language = self.frame.language
        texts = [
            shown(column, digest.sums.get(column.id, 0), language) if column.total else ""
            for column in self.columns
        ]
        styles = [changed(style, font=BOLD) for style in self._styles]
        first = next(index for index, text in enumerate(texts) if text)
        row = self._row(texts[first:], styles[first:])
        if first:
            style = changed(self._small.head, align=Align.LEFT)
            label = self._setter.block(message("Total"), style)
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
