# SPDX-License-Identifier: Apache-2.0
"""The summary as a PDF to print, seal and send: the table, its lines, the cross tables."""

from __future__ import annotations

from dataclasses import replace as changed
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, landscape

from models.language import message
from models.programme.display import Cell, date_text, number_text
from models.programme.schema import FieldType
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError, sha256_of, written_aside
from reports.summary.blocks import Ranges, blocks
from reports.summary.columns import summary_columns
from reports.summary.digest import STEP, gather
from reports.summary.flowing import Beside, LongGrid
from reports.summary.frame import Frame, SummaryResult
from reports.summary.looks import wanted_width
from reports.summary.spool import Spool
from reports.summary.table_sheet import edge_lines, has_totals, table_note
from reports.typesetting.columns import Wish, share_out, wishes
from reports.typesetting.document import Identity, write_document
from reports.typesetting.fonts import BOLD, SERIF, spans, width_of
from reports.typesetting.grid import Grid, Row
from reports.typesetting.setter import Setter
from reports.typesetting.styles import NOTE, Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from models.dossier import CallFacts, HistoryHead, OfficeFacts
    from models.language import Language
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary
    from models.progress import Progress
    from reports.summary.blocks import Block, Line
    from reports.summary.columns import Column
    from reports.summary.digest import Digest
    from reports.summary.frame import SummaryRow
    from reports.typesetting.prose import Prose

_TITLE = TextStyle(BOLD, 17, 26, Align.CENTRE)
_LINE = TextStyle(SERIF, 10, 15)
_LINE_RIGHT = changed(_LINE, align=Align.RIGHT)
_HEAD = TextStyle(BOLD, 6.5, 9, Align.CENTRE)
_CELL = TextStyle(SERIF, 6.5, 9)
_STRONG = TextStyle(BOLD, 6.5, 9)
_SIDE, _CROSS_SIDE = 1.8, 3.0
_LONG_TEXT = 80.0  # the least width of a long text
_CHARACTER = 3.4  # points of a width unit at this size
_SAMPLES = {FieldType.CREDIT_CODE: "91420100MA4KWX7T1W", FieldType.PHONE: "13800138000",
            FieldType.DATE: "2026年12月30日", FieldType.EMAIL: "incubator@",
            FieldType.PERSON: "欧阳小明", FieldType.CHOICE: "标准级"}  # fmt: skip


def write_summary_pdf(
    rows: Iterable[SummaryRow],
    path: Path,
    *,
    programme: Programme,
    call: CallFacts,
    office: OfficeFacts,
    vocabularies: Mapping[str, Vocabulary],
    head: HistoryHead,
    today: date,
    language: Language,
    count: int,
    replace: bool = False,
    filters: str = "",
    progress: Progress | None = None,
) -> SummaryResult:
    """Write the summary of a call as a PDF; arguments and errors as of the workbook."""
    frame = Frame(programme, call, office, vocabularies, head, today, language, filters)
    told = progress or NoProgress()
    if path.exists() and not replace:
        raise FileExistsAlreadyError(path)
    with Spool() as spool:
        digest = gather(rows, spool, frame, count=count, progress=told)
        identity = _identity(frame)
        setter = Setter(language, identity.text_width)
        story = [*_table(frame, digest, setter, told), *_cross_tables(frame, digest, setter)]
        with written_aside(path, replace=replace) as aside:
            write_document(aside, identity, setter, story)
    lost = tuple(sorted(setter.lost))
    return SummaryResult(path, digest.rows, digest.listed, sha256_of(path), lost=lost)


def _identity(frame: Frame) -> Identity:
    return Identity(
        number="",
        title=frame.filled(frame.programme.summary.title),
        subject=frame.call.title,
        author=frame.office.name,
        code=f"{frame.programme.id} {frame.programme.version}",
        head=frame.head.short,
        day=frame.today,
        cover=False,
        pagesize=landscape(A4),
    )


def _table(frame: Frame, digest: Digest, setter: Setter, progress: Progress) -> Iterator[Any]:
    columns = summary_columns(frame, digest)
    left, right, foot = edge_lines(frame)
    yield setter.block(frame.filled(frame.programme.summary.title), _TITLE, after=8)
    yield Beside([setter.block(left, _LINE), setter.block(right, _LINE_RIGHT)], after=6)
    widths = share_out(setter.width, [_wish(column, digest) for column in columns])
    head = Row(tuple(setter.block(column.header, _HEAD) for column in columns), shaded=True)
    yield LongGrid(
        widths, [], head=head, side=_SIDE, source=_rows(columns, frame, digest, setter, progress)
    )
    if note := table_note(frame, digest):
        yield setter.block(note, NOTE, before=4)
    yield Beside([setter.block(line, _LINE) for line in foot], before=16)


def _wish(column: Column, digest: Digest) -> Wish:
    """The width of a column: words, codes and numbers whole, texts by what the definition asks."""
    sample = _SAMPLES.get(column.type, "")
    if column.numeric:
        sample = number_text(digest.sums.get(column.id, 0) if column.total else 999, column.places)
    words = (word if word.isascii() else word[:2] for word in column.header.split())
    widest = max(
        width_of(spans(text, BOLD, set()), _CELL.size) for text in (sample, *words, "序号")
    )
    least = widest + 2 * _SIDE + 1
    if column.type is FieldType.LONG_TEXT and column.id != "applicant_other":
        least = max(least, _LONG_TEXT)
    return Wish(least, max(least, wanted_width(column) * _CHARACTER + 2 * _SIDE + 1))


def _rows(
    columns: Sequence[Column], frame: Frame, digest: Digest, setter: Setter, progress: Progress
) -> Iterator[Row]:
    styles = [_style(column) for column in columns]
    if not digest.listed:
        text = setter.block(message("(no application is in these stages)"), _HEAD)
        yield Row((text,), spans=(len(columns),))
    for index, record in enumerate(digest.chosen(frame), start=1):
        if index % STEP == 0:
            progress.step(digest.rows + index, 2 * digest.rows, message("Writing the summary"))
        cells = (_shown(column, column.value(record, index), frame) for column in columns)
        yield _row(cells, styles, setter)
    if has_totals(columns):
        yield _total(columns, frame, digest, setter)


def _total(columns: Sequence[Column], frame: Frame, digest: Digest, setter: Setter) -> Row:
    texts = [
        _shown(column, digest.sums.get(column.id, 0), frame) if column.total else ""
        for column in columns
    ]
    texts[0] = texts[0] or frame.say(message("Total"))
    styles = [changed(_style(column), font=BOLD) for column in columns]
    return changed(_row(texts, styles, setter), shaded=True, closes=True)


def _row(texts: Iterable[str], styles: Sequence[TextStyle], setter: Setter) -> Row:
    cells: list[Prose | None] = [
        setter.block(text, style) if text else None
        for text, style in zip(texts, styles, strict=True)
    ]
    return Row(tuple(cells))


def _style(column: Column) -> TextStyle:
    if column.id == "index":
        return changed(_CELL, align=Align.CENTRE)
    return changed(_CELL, align=Align.RIGHT) if column.numeric else _CELL


def _shown(column: Column, value: Cell, frame: Frame) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return number_text(value, column.places)
    day: date | None = value
    return "" if day is None else date_text(day, frame.language)


def _cross_tables(frame: Frame, digest: Digest, setter: Setter) -> Iterator[Any]:
    for block in blocks(digest.cross, Ranges("", "", "", "", ""), frame):
        yield from setter.rubric(block.title, [_block(block, setter)])


def _block(block: Block, setter: Setter) -> Grid:
    labels = 2 if block.heads[1] else 1
    heads = [*block.heads[:labels], *(entry.label for entry in block.columns)]
    head = Row(tuple(setter.block(text, _HEAD) for text in heads), shaded=True)
    rows = [_line(line, labels, setter, money=block.money) for line in block.lines]
    whole = [False] * labels + [True] * len(block.columns)
    widths = share_out(setter.width, wishes(head, rows, whole, side=_CROSS_SIDE))
    return Grid(widths, rows, head=head, side=_CROSS_SIDE)


def _line(line: Line, labels: int, setter: Setter, *, money: bool) -> Row:
    style = _STRONG if line.bold else _CELL
    right = changed(style, align=Align.RIGHT)
    numbers = [number_text(number, 2 if money else 0) if number else "–" for number in line.numbers]
    texts = [*line.labels[:labels], *numbers]
    row = _row(texts, [*[style] * labels, *[right] * len(numbers)], setter)
    return changed(row, shaded=line.bold)
