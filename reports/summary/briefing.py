# SPDX-License-Identifier: Apache-2.0
"""The briefing: one page for the director, with key figures, charts, and what is to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

from models.language import Listing, message, plural
from models.programme.display import date_text, number_text
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError, sha256_of, written_out
from reports.summary.charts import Chart, quota_bars, spread_chart
from reports.summary.digest import gather
from reports.summary.flowing import Beside
from reports.summary.frame import Frame, SummaryResult
from reports.summary.overview import quota_name, spreads
from reports.summary.spool import Spool
from reports.typesetting.document import Identity, Margins, write_document
from reports.typesetting.fonts import BOLD, SANS, SERIF
from reports.typesetting.grid import Grid, Row
from reports.typesetting.setter import Setter
from reports.typesetting.styles import INK, MM, NOTE, QUIET, RULE, Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from models.language import Message, Translatable
    from models.progress import Progress
    from reports.summary.digest import Digest, Few
    from reports.summary.frame import SummaryRow
    from reports.summary.spool import Record

_TITLE = TextStyle(BOLD, 17, 25, Align.CENTRE)
_LINE = TextStyle(SANS, 9, 14, colour=QUIET)
_LINE_RIGHT = TextStyle(SANS, 9, 14, Align.RIGHT, QUIET)
_TEXT = TextStyle(SERIF, 10.5, 17, Align.JUSTIFIED, indent=2)
_HEAD = TextStyle(BOLD, 10, 16)
_ITEM = TextStyle(SERIF, 9, 14)
_CELL = TextStyle(SERIF, 8.5, 12)
_CELL_HEAD = TextStyle(BOLD, 8, 12)
_FIGURE = TextStyle(BOLD, 14, 20, Align.CENTRE)
_CAPTION = TextStyle(SANS, 7.5, 11, Align.CENTRE, QUIET)
_MARGINS = Margins(22 * MM, 22 * MM, 17 * MM, 22 * MM)
_TILE, _TILE_GAP = 42.0, 6.0
_BARS = (8, 6, 5, 4)
"""So many bars a chart has; fewer where the page has not the room."""
_SIDE = 3.0
_MOST_ITEMS = 6
_LEAST_ROWS = 4
_MOST_ROWS = 25


def write_briefing(
    rows: Iterable[SummaryRow],
    path: Path,
    frame: Frame,
    *,
    count: int,
    replace: bool = False,
    progress: Progress | None = None,
) -> SummaryResult:
    """Write the briefing of a call, always one page; arguments and errors as of the workbook."""
    told = progress or NoProgress()
    if path.exists() and not replace:
        raise FileExistsAlreadyError(path)
    with Spool() as spool:
        digest = gather(rows, spool, frame, count=count, progress=told)
        title = frame.say(message("{call}: briefing", call=frame.call.title))
        identity = Identity(
            number="",
            title=title,
            subject=frame.call.title,
            author=frame.office.writes_as,
            code=f"{frame.programme.id} {frame.programme.version}",
            head=frame.head.short,
            day=frame.today,
            margins=_MARGINS,
        )
        setter = Setter(frame.language, identity.text_width)
        page = _Page(title, frame, digest, setter, identity.text_height)
        with written_out(path, replace=replace) as aside:
            write_document(aside, identity, setter, [page])
    lost = tuple(sorted(setter.lost))
    return SummaryResult(
        path, digest.rows, digest.listed, sha256_of(path), lost=lost, filters=frame.filters
    )


class _Page(Flowable):  # type: ignore[misc] # reportlab has no types
    """Everything on one page: what cannot be shortened first, then as much of the list as fits."""

    def __init__(
        self, title: str, frame: Frame, digest: Digest, setter: Setter, height: float
    ) -> None:
        super().__init__()
        self._height = height
        self._setter = setter
        body = _Body(title, frame, digest, setter)
        for bars in _BARS:
            self._parts = body.parts(bars)
            room = height - sum(map(self._room_of, self._parts))
            if room >= body.least_list:
                break
        self._parts += body.listing(room)

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """The whole page."""
        return width, self._height

    def draw(self) -> None:
        """Draw the parts from the top."""
        y = self._height
        for part in self._parts:
            y -= part.getSpaceBefore() + part.wrap(self._setter.width)[1]
            part.drawOn(self.canv, 0, y)
            y -= part.getSpaceAfter()

    def _room_of(self, part: Any) -> float:
        height: float = part.wrap(self._setter.width)[1]
        return height + float(part.getSpaceBefore()) + float(part.getSpaceAfter())


class _Body:
    """Makes the parts of the page."""

    def __init__(self, title: str, frame: Frame, digest: Digest, setter: Setter) -> None:
        self._title = title
        self._frame = frame
        self._digest = digest
        self._setter = setter
        self._todo = list(_decisions(frame, digest))
        self._shown = (
            self._todo if len(self._todo) <= _MOST_ITEMS else self._todo[: _MOST_ITEMS - 1]
        )

    @property
    def least_list(self) -> float:
        """The room without which the list says nothing."""
        return 24 + (1 + _LEAST_ROWS) * (_CELL.leading + 7)

    def parts(self, bars: int) -> list[Any]:
        """All but the list, with so many bars in each chart."""
        setter, frame = self._setter, self._frame
        left = setter.block(frame.office.writes_as, _LINE)
        right = setter.block(
            message("As of {date}", date=date_text(frame.today, frame.language)), _LINE_RIGHT
        )
        found = [
            self._clipped(self._title, _TITLE, 2),
            Beside([left, right], before=2, after=6),
            self._clipped(_headline(frame, self._digest, len(self._todo)), _TEXT, 4),
            _Tiles(_figures(frame, self._digest), setter),
            self._charts(bars),
        ]
        if frame.quotas:
            shown = sorted(quota_bars(frame), key=lambda bar: -bar.value / max(1, bar.limit or 0))
            found.append(Chart(frame.say(message("Quotas")), shown[: bars - 1], setter))
        found.append(setter.block(message("To be decided"), _HEAD, before=8))
        todo = self._shown or [message("Nothing is overdue, over its quota or faulty.")]
        if rest := len(self._todo) - len(self._shown):
            todo = [*todo, message("{n} more quotas are exceeded or applications faulty.", n=rest)]
        found += (self._clipped(f"· {setter.text(text)}", _ITEM, 2) for text in todo)
        if frame.filters:
            found.append(self._clipped(frame.filters, NOTE, 2))
        return found

    def listing(self, room: float) -> list[Any]:
        """The first of the list: as many as there is room for."""
        setter, digest = self._setter, self._digest
        if not digest.listed:
            return []
        first = [record for group in digest.groups for record in _first(digest, group)][:_MOST_ROWS]
        grid = self._grid([])
        rows: list[Row] = []
        free = room - 28 - grid.wrap(setter.width)[1]
        for index, record in enumerate(first, start=1):
            row = self._row(index, record)
            free -= self._grid([row]).wrap(setter.width)[1] - grid.wrap(setter.width)[1]
            if free < 0:
                break
            rows.append(row)
        if not rows:
            return []
        title = message(
            "The list: the first {shown} of {n}", shown=len(rows), n=digest.listed
        ) if len(rows) < digest.listed else message("The list: {n}", n=digest.listed)  # fmt: skip
        return [setter.block(title, _HEAD, before=8, after=2), self._grid(rows)]

    def _charts(self, bars: int) -> Beside:
        found = {spread.dimension: spread for spread in spreads(self._frame, self._digest)}
        charts = [
            spread_chart(found[name], self._setter, most=bars + more)
            for name, more in (("direction", 0), ("stage", bars // 2))
            if name in found
        ]
        charts = charts or [Chart("", (), self._setter)]
        return Beside(charts, before=10, after=2)

    def _clipped(self, text: Translatable | str, style: TextStyle, most: int) -> Any:
        return self._setter.block(text, style).clipped(self._setter.width, most)

    def _grid(self, rows: Sequence[Row]) -> Grid:
        wide = self._setter.width
        heads = (message("No."), message("Title"), message("Applicant"), message("Stage"))
        cells = tuple(self._setter.block(text, _CELL_HEAD) for text in heads)
        columns = (wide * 0.07, wide * 0.4, wide * 0.36, wide * 0.17)
        return Grid(columns, rows, head=Row(cells, shaded=True), side=_SIDE, torn_above=1e6)

    def _row(self, index: int, record: Record) -> Row:
        wide = self._setter.width
        texts = (
            (str(index), 0.07),
            (record.title or record.number, 0.4),
            (record.applicant, 0.36),
            (self._frame.stage_label(record.stage), 0.17),
        )
        return Row(
            tuple(
                self._setter.block(text, _CELL).clipped(wide * share - 2 * _SIDE, 2)
                for text, share in texts
            )
        )


class _Tiles(Flowable):  # type: ignore[misc] # reportlab has no types
    """The key figures beside each other, each in a frame with its name below."""

    def __init__(self, figures: Sequence[tuple[Message, str]], setter: Setter) -> None:
        super().__init__()
        self.spaceBefore = 6
        self._items = [
            (setter.block(text, _FIGURE), setter.block(name, _CAPTION)) for name, text in figures
        ]

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """One row."""
        self._width = width
        return width, _TILE

    def draw(self) -> None:
        """Draw them."""
        canvas = self.canv
        n = len(self._items)
        wide = (self._width - _TILE_GAP * (n - 1)) / n
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.7)
        for index, (figure, name) in enumerate(self._items):
            x = index * (wide + _TILE_GAP)
            canvas.roundRect(x, 0, wide, _TILE, 3, stroke=1, fill=0)
            shown = figure.clipped(wide - 4, 1)
            shown.wrap(wide - 4)
            shown.drawOn(canvas, x + 2, 18)
            caption = name.clipped(wide - 4, 1)
            caption.wrap(wide - 4)
            caption.drawOn(canvas, x + 2, 5)
        canvas.setFillColor(INK)
        canvas.restoreState()


def _first(digest: Digest, group: Any) -> Iterator[Record]:
    for place in group.places[:_MOST_ROWS]:
        yield digest.spool.at(place)


def _headline(frame: Frame, digest: Digest, todo: int) -> Message:
    parts: list[Message] = [
        plural("{n} application was received", "{n} applications were received", n=digest.rows),
        message("{n} are in the summary", n=digest.listed),
    ]
    if digest.cross.with_amounts:
        amount = number_text(digest.cross.whole.amount, 2)
        parts.append(message("the amount is {amount} (10k CNY) in all", amount=amount))
    parts.append(
        plural("{n} matter needs a decision", "{n} matters need a decision", n=todo)
        if todo
        else message("nothing needs a decision")
    )
    day = date_text(frame.today, frame.language)
    facts = Listing(tuple(parts), clauses=True)
    return message("Up to {date}: {facts}.", date=day, facts=facts)


def _figures(frame: Frame, digest: Digest) -> list[tuple[Message, str]]:
    cross = digest.cross
    found: list[tuple[Message, str]] = [
        (message("Applications"), number_text(digest.rows)),
        (message("In the summary"), number_text(digest.listed)),
    ]
    if cross.with_amounts:
        found += [
            (message("Amount (10k CNY)"), number_text(cross.whole.amount, 2)),
            (message("Mean (10k CNY)"), number_text(cross.whole.mean, 2)),
        ]
    over = sum(state.left < 0 for state in frame.quotas)
    found += [
        (message("Overdue"), number_text(digest.overdue.count)),
        (message("Quotas exceeded"), number_text(over)),
    ]
    return found


def _decisions(frame: Frame, digest: Digest) -> Iterator[Message]:
    """What needs a decision: what is overdue, over its quota, or faulty."""
    if digest.overdue.count:
        yield plural(
            "{n} application is overdue in its stage: {numbers}",
            "{n} applications are overdue in their stages: {numbers}",
            n=digest.overdue.count,
            numbers=_named(digest.overdue),
        )
    for state in frame.quotas:
        if state.left < 0:
            yield message(
                "The quota “{quota}” is exceeded: {taken} of {limit}.",
                quota=quota_name(state, frame),
                taken=state.taken,
                limit=state.limit,
            )
    if digest.faulty.count:
        yield plural(
            "{n} application in the summary has errors: {numbers}",
            "{n} applications in the summary have errors: {numbers}",
            n=digest.faulty.count,
            numbers=_named(digest.faulty),
        )


def _named(few: Few) -> Message | Listing:
    names = Listing(few.numbers)
    if few.count > len(few.numbers):
        return message("{numbers} and more", numbers=names)
    return names
