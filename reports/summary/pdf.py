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
from reports.summary.charts import Chart, quota_bars, spread_chart
from reports.summary.differences import Kind, kind_name
from reports.summary.differences_sheet import WIDTHS, heads
from reports.summary.digest import STEP, gather
from reports.summary.faults import NoPublicityError
from reports.summary.flowing import Beside, LongGrid
from reports.summary.frame import Frame, SummaryResult
from reports.summary.listing import publicity_list, summary_list
from reports.summary.needs import column_needs, shown
from reports.summary.overview import spreads
from reports.summary.printed_cross import cross_tables
from reports.summary.small import LARGE_SIZES, SIZES, Small
from reports.summary.spool import Spool
from reports.typesetting.document import Identity, Margins, write_document
from reports.typesetting.fitting import broken_heading, broken_mail, fitted_widths, squeezed
from reports.typesetting.fonts import BOLD, SERIF
from reports.typesetting.grid import Row
from reports.typesetting.setter import Setter
from reports.typesetting.styles import MM, NOTE, Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from models.language import Message
    from models.programme.display import Cell
    from models.programme.schema import Publicity
    from models.progress import Progress
    from reports.summary.columns import Column
    from reports.summary.digest import Digest
    from reports.summary.frame import SummaryRow
    from reports.summary.listing import PrintedList
    from reports.typesetting.prose import Prose

_TITLE = TextStyle(BOLD, 17, 26, Align.CENTRE)
_LINE = TextStyle(SERIF, 10, 15)
_LINE_RIGHT = changed(_LINE, align=Align.RIGHT)
_MARGINS = Margins(12 * MM, 12 * MM, 19 * MM, 22 * MM)
_MARGINS_UPRIGHT = Margins(20 * MM, 20 * MM, 22 * MM, 22 * MM)
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

    def story(digest: Digest, setter: Setter, told: Progress) -> Iterator[Any]:
        yield from _table(summary_list(frame, digest), setter, told)
        yield PageBreak()
        if digest.compared is not None and digest.compared.differs:
            yield from _differences(digest, frame, setter)
            yield PageBreak()
        yield from _charts(frame, digest, setter)
        yield from cross_tables(digest.cross, frame, setter, identity.text_height)

    identity = _identity(frame)
    return _written(
        rows, path, frame, identity, story, count=count, replace=replace, progress=progress
    )


def write_publicity_pdf(
    rows: Iterable[SummaryRow],
    path: Path,
    frame: Frame,
    *,
    count: int,
    replace: bool = False,
    progress: Progress | None = None,
) -> SummaryResult:
    """Write the list for publicity alone as a PDF; arguments and errors as of the workbook.

    Raises:
        NoPublicityError: The programme does not say what is made public.
    """
    if frame.programme.publicity is None:
        raise NoPublicityError(frame.programme.id)

    def story(digest: Digest, setter: Setter, told: Progress) -> Iterator[Any]:
        found = publicity_list(frame, digest)
        assert found is not None
        yield from _table(found, setter, told)

    identity = _identity(frame, frame.programme.publicity)
    result = _written(
        rows, path, frame, identity, story, count=count, replace=replace, progress=progress
    )
    return changed(result, listed=result.public)


def _written(
    rows: Iterable[SummaryRow],
    path: Path,
    frame: Frame,
    identity: Identity,
    story: Callable[[Digest, Setter, Progress], Iterator[Any]],
    *,
    count: int,
    replace: bool,
    progress: Progress | None,
) -> SummaryResult:
    told = progress or NoProgress()
    if path.exists() and not replace:
        raise FileExistsAlreadyError(path)
    with Spool(frame.programme.tables) as spool:
        digest = gather(rows, spool, frame, count=count, progress=told)
        setter = Setter(frame.language, identity.text_width)
        with written_out(path, replace=replace) as aside:
            write_document(aside, identity, setter, list(story(digest, setter, told)))
    lost = tuple(sorted(setter.lost))
    return SummaryResult(
        path,
        digest.rows,
        digest.listed,
        sha256_of(path),
        public=digest.public.count,
        lost=lost,
        filters=frame.filters,
    )


def _identity(frame: Frame, publicity: Publicity | None = None) -> Identity:
    """What the pages say: those of the summary lie, those of the list for publicity stand."""
    return Identity(
        number="",
        title=frame.filled((publicity or frame.programme.summary).title),
        subject=frame.call.title,
        author=frame.office.name,
        code=f"{frame.programme.id} {frame.programme.version}",
        head=frame.head.short,
        day=frame.today,
        pagesize=A4 if publicity else landscape(A4),
        margins=_MARGINS_UPRIGHT if publicity else _MARGINS,
    )


def _differences(digest: Digest, frame: Frame, setter: Setter) -> Iterator[Any]:
    """What is different from the last report, value by value, with the reason."""
    small = LARGE_SIZES[-1]
    yield setter.block(message("Differences from the last report"), _TITLE, after=8)
    widths = _difference_widths(digest, setter.width, small)
    cells = tuple(
        setter.between_words(text, small.head, width - 2 * small.side)
        for text, width in zip(heads(), widths, strict=True)
    )

    def rows() -> Iterator[Row]:
        for number, title, kind, *rest in digest.spool.differences:
            values = (number, title, frame.say(kind_name(Kind(kind))), *rest)
            texts = (str(value or "") for value in values)
            yield Row(tuple(setter.block(text, small.cell) if text else None for text in texts))

    yield LongGrid(widths, [], head=Row(cells, shaded=True), side=small.side, source=rows())


def _difference_widths(digest: Digest, total: float, small: Small) -> list[float]:
    """Numbers and dates stay whole; the texts share the rest."""
    side = small.ruler().side
    numbers = (small.width(number) for number, *_ in digest.spool.differences)
    whole = {0: max(numbers, default=0.0) + side, _DATE: small.width(_LONGEST_DATE) + side}
    rest = total - sum(whole.values())
    shared = sum(width for index, width in enumerate(WIDTHS) if index not in whole)
    return [whole.get(index, rest * width / shared) for index, width in enumerate(WIDTHS)]


_DATE, _LONGEST_DATE = 6, "2000-00-00"


def _charts(frame: Frame, digest: Digest, setter: Setter) -> Iterator[Any]:
    """The quotas over the width of the page, then the charts two by two, those alike in height."""
    if frame.quotas:
        yield Chart(frame.say(message("Quotas")), quota_bars(frame), setter)
    found = sorted(spreads(frame, digest), key=lambda spread: len(spread.lines))
    charts = [spread_chart(spread, setter) for spread in found]
    for start in range(0, len(charts), 2):
        pair = charts[start : start + 2]
        yield Beside(pair, before=12, share=setter.width / 2)


def _table(found: PrintedList, setter: Setter, progress: Progress) -> Iterator[Any]:
    yield setter.block(found.title, _TITLE, after=8)
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
