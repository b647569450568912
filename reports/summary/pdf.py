# SPDX-License-Identifier: Apache-2.0
"""The summary as a PDF to print, seal and send: the table, its lines, the cross tables."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus.flowables import PageBreak

from models.language import message
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError, sha256_of, written_out
from reports.summary.charts import Chart, quota_bars, spread_chart
from reports.summary.differences import Kind, kind_name
from reports.summary.differences_sheet import WIDTHS, heads
from reports.summary.digest import gather
from reports.summary.faults import NoPublicityError
from reports.summary.flowing import Beside, LongGrid
from reports.summary.frame import Frame, SummaryResult
from reports.summary.listing import publicity_list, summary_list
from reports.summary.overview import spreads
from reports.summary.printed_cross import cross_tables
from reports.summary.printed_list import TITLE, printed_list
from reports.summary.small import LARGE_SIZES, Small
from reports.summary.spool import Spool
from reports.typesetting.document import Identity, Margins, write_document
from reports.typesetting.grid import Row
from reports.typesetting.setter import Setter
from reports.typesetting.styles import MM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from models.programme.schema import Publicity
    from models.progress import Progress
    from reports.summary.digest import Digest
    from reports.summary.frame import SummaryRow

_MARGINS = Margins(12 * MM, 12 * MM, 19 * MM, 22 * MM)
_MARGINS_UPRIGHT = Margins(20 * MM, 20 * MM, 22 * MM, 22 * MM)


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
        yield from printed_list(summary_list(frame, digest), setter, told)
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
        yield from printed_list(found, setter, told)

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
    """What the pages say: those of the summary lie; the public list stands, and names no version."""
    return Identity(
        number="",
        title=frame.filled((publicity or frame.programme.summary).title),
        subject=frame.call.title,
        author=frame.office.writes_as,
        code="" if publicity else f"{frame.programme.id} {frame.programme.version}",
        head=frame.head.short,
        day=frame.today,
        pagesize=A4 if publicity else landscape(A4),
        margins=_MARGINS_UPRIGHT if publicity else _MARGINS,
    )


def _differences(digest: Digest, frame: Frame, setter: Setter) -> Iterator[Any]:
    """What is different from the last report, value by value, with the reason."""
    small = LARGE_SIZES[-1]
    yield setter.block(message("Differences from the last report"), TITLE, after=8)
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
