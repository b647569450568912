# SPDX-License-Identifier: Apache-2.0
"""The front of the workbook: whose it is, the key figures, and what stands on which sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openpyxl.worksheet.hyperlink import Hyperlink

from models.language import message
from models.programme.display import date_text
from reports.notices import notices_text
from reports.summary.blocks import Measure, counted
from reports.summary.dimensions import OUTCOMES
from reports.summary.looks import BODY, HEADER, HEADING, LINK, TITLE, height_of, number_format
from reports.workbooks import Formula, Row, set_up_page, sheet_reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Translatable
    from reports.summary.blocks import Ranges
    from reports.summary.digest import Digest
    from reports.summary.frame import Frame
    from reports.workbooks import Styles, Value

_WIDTHS = (30.0, 52.0, 18.0)
_LINE = 15.0
_TITLE_LINE = 30.0


@dataclass(frozen=True, slots=True)
class SheetNote:
    """What the contents say of a sheet.

    Attributes:
        rows: How many rows of data it has; None where that says nothing.
    """

    title: str
    about: Translatable
    rows: Value = None


def front_rows(
    sheet: Worksheet,
    listed: Formula,
    contents: Sequence[SheetNote],
    ranges: Ranges,
    frame: Frame,
    digest: Digest,
    styles: Styles,
) -> Iterator[Row]:
    """Set the sheet up, and give its rows."""
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    set_up_page(sheet, language=frame.language, mark=frame.mark(), landscape=False)
    rows = [*_facts(frame, styles), *_figures(listed, ranges, frame, digest, styles)]
    sheet.merge_cells("A1:C1")
    for number, row in enumerate(rows[1:], start=2):
        if len(row.values) > 1:
            sheet.merge_cells(f"B{number}:C{number}")
    first = len(rows) + 3
    for number, item in enumerate(contents, start=first):
        cell = sheet[f"A{number}"]
        place = f"{sheet_reference(item.title)}A1"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=item.title)
    return iter([*rows, *_contents(contents, frame, styles)])


def _facts(frame: Frame, styles: Styles) -> Iterator[Row]:
    title = frame.filled(frame.programme.summary.title)
    height = height_of([(title, sum(_WIDTHS) / 1.9)], least=54, line=_TITLE_LINE)
    look = replace(TITLE, size=20, wrap=True)
    yield Row([title, None, None], [styles(look)] * 3, height)
    call, office = frame.call, frame.office
    pairs: list[tuple[Translatable, str]] = [
        (message("Office"), office.writes_as),
        (message("Call"), f"{call.title} ({call.id})"),
        (message("Notice"), notices_text(call, frame.language) or "—"),
        (message("Programme"), f"{frame.say(frame.programme.label)} {frame.programme.version}"),
        (message("Made on"), date_text(frame.today, frame.language)),
        (message("Filter"), frame.filters or frame.say(message("none: the whole call"))),
        (message("Head of the history"), frame.head.short),
    ]
    for name, text in pairs:
        yield _pair(frame.say(name), text, styles)
    yield Row([], [], 12)


def _figures(
    listed: Formula, ranges: Ranges, frame: Frame, digest: Digest, styles: Styles
) -> Iterator[Row]:
    """The key figures, each a formula over the detail sheet."""
    say, cross = frame.say, digest.cross
    yield Row([say(message("Key figures"))], [styles(HEADING)], 26)
    whole = Formula(f"COUNTA({ranges.number})", digest.rows)
    yield _pair(say(message("Applications")), whole, styles, places=0)
    yield _pair(say(message("Of these in the summary")), listed, styles, places=0)
    area = ranges.key("outcome")
    names = {label.text(frame.language): outcome for outcome, label in OUTCOMES.items()}
    for entry, tally in cross.single["outcome"]:
        source = counted(Measure.COUNT, "", [(area, f'"#{names[entry.label].value}"')])
        label = say(message("Of these: {outcome}", outcome=entry.label))
        yield _pair(label, Formula(source, tally.count), styles, places=0)
    if cross.with_amounts:
        total = Formula(f"SUM({ranges.amount})", cross.whole.amount)
        yield _pair(say(message("Amount (10k CNY)")), total, styles, places=2)
        mean = Formula(f"ROUND(IFERROR(AVERAGE({ranges.amount}),0),2)", cross.whole.mean)
        yield _pair(say(message("Mean amount (10k CNY)")), mean, styles, places=2)
    over = [state for state in frame.quotas if state.left < 0]
    if frame.quotas:
        yield _pair(say(message("Quotas exceeded")), len(over), styles, places=0)
    yield Row([], [], 12)


def _pair(name: str, value: Value, styles: Styles, *, places: int | None = None) -> Row:
    label = styles(replace(BODY, bold=True, wrap=True, fill="F2F2F2"))
    look = replace(BODY, wrap=True)
    if places is not None:
        look = replace(look, align="left", format=number_format(places))
    text = value if isinstance(value, str) else ""
    widths = (_WIDTHS[0], _WIDTHS[1] + _WIDTHS[2])
    height = height_of(zip((name, text), widths, strict=True), least=22, line=_LINE)
    return Row([name, value, None], [label, styles(look), styles(look)], height)


def _contents(contents: Sequence[SheetNote], frame: Frame, styles: Styles) -> Iterator[Row]:
    say = frame.say
    yield Row([say(message("Contents"))], [styles(HEADING)], 26)
    heads = [say(text) for text in (message("Sheet"), message("What it holds"), message("Rows"))]
    yield Row(heads, [styles(HEADER)] * 3, 26)
    link, text = styles(LINK), styles(replace(BODY, wrap=True))
    number = styles(replace(BODY, align="right", format=number_format(0)))
    for item in contents:
        about = say(item.about)
        texts = zip((item.title, about), _WIDTHS, strict=False)
        height = height_of(texts, least=22, line=_LINE)
        yield Row([item.title, about, item.rows], [link, text, number], height)
