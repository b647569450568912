# SPDX-License-Identifier: Apache-2.0
"""Charts with the figures that they are drawn from, and how the quotas stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties

from models.language import message
from reports.summary.blocks import Measure, counted, measured
from reports.summary.looks import (
    BODY,
    FIELD_ID,
    HEADER,
    HEADING,
    KEY,
    NOTE,
    TITLE,
    height_of,
    number_format,
)
from reports.summary.overview import quota_name, spreads
from reports.workbooks import Formula, Row, break_rows, column_letter, set_up_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from reports.summary.blocks import Ranges
    from reports.summary.digest import Digest
    from reports.summary.frame import Frame, QuotaState
    from reports.summary.overview import Spread
    from reports.workbooks import Look, Styles, Value

_WIDTHS = (8.0, 34.0, 13.0, 18.0, 18.0, 13.0, 2.0)
"""Of the keys, the labels, four numbers, and the gap before the charts."""
_CHART_COLUMN = len(_WIDTHS)
_ROW, _HEAD_ROW, _GAP = 20.0, 30.0, 14.0
_CHART_WIDTH_CM = 16.0
_CHART_CHARACTERS = 70.0
"""The same in widths of a character, with what Excel leaves beside it."""
_LEAST_ROWS = 12
"""A chart stands beside so many rows at least."""
_POINTS_A_CM = 28.35
_DARK, _PALE = "44546A", "D0D5DD"
_LABELS = 2
_FOUR = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with its chart.

    Attributes:
        rows: From its title on, without the empty ones that make room for the chart.
        lines: How many of them are drawn.
    """

    title: str
    rows: list[Row]
    lines: int
    quota: bool = False


def overview_rows(
    sheet: Worksheet, ranges: Ranges, places: Mapping[str, str], frame: Frame, digest: Digest,
    styles: Styles,
) -> Iterator[Row]:  # fmt: skip
    """Set the sheet up, and give its rows; `places` names the column of each quota's groups."""
    for index, width in enumerate(_WIDTHS):
        sheet.column_dimensions[column_letter(index)].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet.sheet_view.showGridLines = False
    set_up_page(sheet, language=frame.language, mark=frame.mark(), fit=False)
    title = frame.say(message("{call}: charts and quotas", call=frame.call.title))
    rows = [Row([None, title], [styles(replace(TITLE, align="left"))] * 2, 36)]
    groups = [[(36.0, False)]]
    if frame.quotas:
        part = _quotas(len(rows), places, frame, styles)
        rows += _placed(sheet, len(rows), part, groups)
    for spread in spreads(frame, digest):
        part = _spread(spread, len(rows), ranges, digest, frame, styles)
        rows += _placed(sheet, len(rows), part, groups)
    groups[1:2] = [[*groups[0], *groups[1]]]
    break_rows(sheet, (*_WIDTHS[1:], _CHART_CHARACTERS), groups[1:])
    return iter(rows)


def _spread(
    spread: Spread, above: int, ranges: Ranges, digest: Digest, frame: Frame, styles: Styles
) -> _Part:
    """A line a value: how many, and their money."""
    say = frame.say
    measures = tuple(Measure) if digest.cross.with_amounts else (Measure.COUNT,)
    names = {
        Measure.COUNT: message("Applications"),
        Measure.SUM: message("Amount (10k CNY)"),
        Measure.MEAN: message("Mean amount (10k CNY)"),
    }
    heads = [spread.head, *(say(names[measure]) for measure in measures)]
    rows = _top(spread.title, heads, styles)
    area = ranges.key(spread.dimension)
    looks = [styles(look) for look in _looks(measures)]
    first = above + len(rows) + 1
    for number, (entry, tally) in enumerate(spread.lines, start=first):
        values: list[Value] = [entry.key, entry.label]
        for measure in measures:
            source = counted(measure, ranges.amount, [(area, f"$A{number}")])
            values.append(Formula(source, measured(measure, tally)))
        rows.append(Row(values, looks, _ROW))
    last = first + len(spread.lines) - 1
    whole = digest.cross.whole
    totals: list[Value] = [None, say(message("Total"))]
    for index, measure in enumerate(measures, start=_LABELS):
        letter = column_letter(index)
        if measure is Measure.MEAN:
            mean = f"ROUND(IFERROR(AVERAGE({ranges.amount}),0),2)"
            totals.append(Formula(mean, whole.mean))
        else:
            number_ = whole.count if measure is Measure.COUNT else whole.amount
            totals.append(Formula(f"SUM({letter}{first}:{letter}{last})", number_))
    rows.append(Row(totals, [styles(look) for look in _looks(measures, bold=True)], _ROW))
    return _Part(spread.title, rows, len(spread.lines))


def _quotas(above: int, places: Mapping[str, str], frame: Frame, styles: Styles) -> _Part:
    """A line a quota and group: how many places, how many taken, how many left, and on what basis."""
    say = frame.say
    title = say(message("Quotas"))
    heads = [
        say(text)
        for text in (
            message("Quota"), message("Places taken"), message("Places"), message("Left"),
            message("Share taken"),
        )
    ]  # fmt: skip
    rows = _top(title, heads, styles)
    first = above + len(rows) + 1
    for number, state in enumerate(frame.quotas, start=first):
        rows.append(_quota(state, number, places, frame, styles))
    note = message(
        "Counted are applications that reached the stage of the quota and were not refused since."
        " Quotas that are counted apart refuse nobody."
    )
    rows.append(Row([None, say(note)], [styles(replace(NOTE, wrap=False))] * 2, _ROW))
    return _Part(title, rows, len(frame.quotas), quota=True)


def _quota(
    state: QuotaState, number: int, places: Mapping[str, str], frame: Frame, styles: Styles
) -> Row:
    key = f"#{state.group}"
    source = f"COUNTIFS({places[state.quota.id]},$A{number})"
    taken: Value = state.taken if frame.narrowed else Formula(source, state.taken)
    share = Decimal(state.taken) / state.limit if state.limit else Decimal(0)
    over = state.left < 0
    look = replace(BODY, bold=over, fill="F7F7F7" if over else "", wrap=True)
    right = replace(look, align="right", format="#,##0")
    values: list[Value] = [
        key,
        quota_name(state, frame),
        taken,
        state.limit,
        Formula(f"D{number}-C{number}", state.left),
        Formula(
            f"IF(D{number}=0,0,ROUND(C{number}/D{number},4))", share.quantize(_FOUR, ROUND_HALF_UP)
        ),
    ]
    looks = [KEY, look, right, right, right, replace(right, format="0%")]
    height = height_of([(str(values[1]), _WIDTHS[1])], least=_ROW, line=15)
    return Row(values, [styles(item) for item in looks], height)


def _top(title: str, heads: Sequence[str], styles: Styles) -> list[Row]:
    """The title of a table, and its head."""
    head = Row([None, *heads], [styles(FIELD_ID), *[styles(HEADER)] * len(heads)], _HEAD_ROW)
    return [Row([None, title], [styles(HEADING)] * 2, 26), head]


def _looks(measures: Sequence[Measure], *, bold: bool = False) -> list[Look]:
    look = replace(BODY, bold=bold, fill="F7F7F7" if bold else "")
    numbers = (
        replace(look, align="right", format=number_format(0 if item is Measure.COUNT else 2))
        for item in measures
    )
    return [KEY, look, *numbers]


def _placed(
    sheet: Worksheet, above: int, part: _Part, groups: list[list[tuple[float, bool]]]
) -> list[Row]:
    """A table with its chart beside it, and so many empty rows below as the chart needs.

    `groups` takes the heights of its rows, all of which are printed on one page where they fit.
    """
    free = max(0, _LEAST_ROWS - len(part.rows))
    rows = [*part.rows, *[Row([], [], _ROW)] * free]
    height = sum(row.height or 0.0 for row in rows[1:])
    chart = _chart(sheet, part, first=above + 3)
    chart.width, chart.height = _CHART_WIDTH_CM, height / _POINTS_A_CM
    sheet.add_chart(chart, f"{column_letter(_CHART_COLUMN)}{above + 2}")
    rows.append(Row([], [], _GAP))
    groups.append([(row.height or 0.0, index > 0) for index, row in enumerate(rows)])
    return rows


def _chart(sheet: Worksheet, part: _Part, *, first: int) -> BarChart:
    """Bars that lie, the first on top, each with its number; told apart in black and white too."""
    last = first + part.lines - 1
    chart = BarChart()
    chart.type = "bar"
    chart.title = part.title
    chart.title.overlay = False
    columns = (3, 4) if part.quota else (3,)
    for column in columns:
        data = Reference(sheet, min_col=column, min_row=first - 1, max_row=last)
        chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=2, min_row=first, max_row=last))
    for series, colour in zip(chart.series, (_DARK, _PALE), strict=False):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.graphicalProperties.line.solidFill = _DARK
        series.dLbls = DataLabelList()
        series.dLbls.showVal = True
        for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, name, False)
    chart.gapWidth = 45
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = False
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    if part.quota:
        chart.legend.position = "b"
    else:
        chart.legend = None
    return chart
