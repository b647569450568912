# SPDX-License-Identifier: Apache-2.0
"""The vocabularies as people read them: what a term means, and the divisions with their codes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from models.language import message
from models.programme.layout import APART
from models.programme.levels import term_text
from models.programme.schema import FieldType
from models.rules.regions import regions
from reports.intake.looks import FIELD_ID, LISTED, LISTED_HEADING, height_of
from reports.workbooks import Row, column_letter, set_up_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Message
    from models.programme.layout import Layout
    from models.programme.vocabulary import Vocabulary
    from reports.intake.frame import IntakeFrame
    from reports.workbooks import Styles, Value

_HEADING_ROW = 2
_WIDTHS = (20.0, 22.0, 30.0, 10.0, 78.0)
_REGION_WIDTHS = (12.0, 44.0, 12.0)
_HEADINGS = (
    message("Vocabulary"),
    message("Group"),
    message("Term"),
    message("Code"),
    message("Meaning"),
)
_REGION_HEADINGS = (message("Code"), message("Full name"), message("Level"))
_LEVELS = {
    "省级": message("province"),
    "地级": message("prefecture"),
    "县级": message("county"),
}


def used_vocabularies(layout: Layout, frame: IntakeFrame) -> tuple[Vocabulary, ...]:
    """The vocabularies from which some column takes its terms, in the order of the form."""
    names = dict.fromkeys(
        column.field.vocabulary
        for sheet in layout.sheets
        for column in sheet.columns
        if column.field is not None and column.field.vocabulary
    )
    return tuple(frame.vocabularies[name] for name in names if name in frame.vocabularies)


def asks_for_regions(layout: Layout) -> bool:
    """Whether some column is a division."""
    return any(column.type is FieldType.REGION for x in layout.sheets for column in x.columns)


def vocabulary_rows(
    sheet: Worksheet, vocabularies: Sequence[Vocabulary], frame: IntakeFrame, styles: Styles
) -> Iterator[Row]:
    """Set the sheet of the vocabularies up, and give its rows."""
    _set_up(sheet, _WIDTHS, frame, landscape=True)
    return _table(_HEADINGS, _WIDTHS, _terms(vocabularies, frame), frame, styles)


def region_rows(sheet: Worksheet, frame: IntakeFrame, styles: Styles) -> Iterator[Row]:
    """Set the sheet of the divisions up, and give its rows."""
    _set_up(sheet, _REGION_WIDTHS, frame, landscape=False)
    return _table(_REGION_HEADINGS, _REGION_WIDTHS, _regions(frame), frame, styles)


def _set_up(
    sheet: Worksheet, widths: Sequence[float], frame: IntakeFrame, *, landscape: bool
) -> None:
    for place, width in enumerate(widths):
        sheet.column_dimensions[column_letter(place)].width = width
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    last = column_letter(len(widths) - 1)
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{last}{_HEADING_ROW + 1}"
    repeat = f"{_HEADING_ROW}:{_HEADING_ROW}"
    set_up_page(sheet, language=frame.language, repeat=repeat, landscape=landscape)


def _table(
    headings: Sequence[Message],
    widths: Sequence[float],
    rows: Iterator[Sequence[Value]],
    frame: IntakeFrame,
    styles: Styles,
) -> Iterator[Row]:
    columns = len(headings)
    yield Row([APART], [styles(FIELD_ID)], hidden=True)
    yield Row([frame.say(text) for text in headings], [styles(LISTED_HEADING)] * columns, 24)
    for values in rows:
        texts = ((str(text or ""), width) for text, width in zip(values, widths, strict=True))
        yield Row(values, [styles(LISTED)] * columns, height_of(texts, least=18, line=13))


def _terms(vocabularies: Sequence[Vocabulary], frame: IntakeFrame) -> Iterator[Sequence[Value]]:
    for vocabulary in vocabularies:
        for term in vocabulary.terms:
            if term.retired:
                continue
            above = vocabulary.get(term.parent) if term.parent else None
            yield (
                frame.say(vocabulary.label),
                frame.say(above.label) if above else "",
                term_text(vocabulary, term, frame.language),
                term.code,
                frame.say(term.note) if term.note else "",
            )


def _regions(frame: IntakeFrame) -> Iterator[Sequence[Value]]:
    present = (regions().get(code) for code in regions().codes())
    found = sorted({item.code: item for item in present if item and item.until is None}.items())
    for level, items in groupby(found, key=lambda pair: pair[1].level):
        name = frame.say(_LEVELS[level]) if level in _LEVELS else level
        for code, region in items:
            yield code, region.path, name
