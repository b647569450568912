# SPDX-License-Identifier: Apache-2.0
"""The intake workbook: blank, or filled with what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from models.programme.layout import FIRST_VERSION, LABELS, LINK, NUMBER, intake_layout
from models.programme.recognising import CUT_MARK, Meta
from models.programme.schema import Filler
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError
from reports.intake.cells import COMMAS, cell_of
from reports.intake.data_sheet import FIRST_ROW, data_sheet, rows_of, serials_formula, set_up
from reports.intake.instructions import SheetLine, instruction_rows
from reports.intake.lists import Lists
from reports.intake.looks import FIELD_ID
from reports.intake.survey import survey
from reports.intake.validation import SERIALS
from reports.intake.vocabulary_sheets import (
    asks_for_regions,
    region_rows,
    used_vocabularies,
    vocabulary_rows,
)
from reports.workbooks import Row, Styles, check_rows, new_book, sheet_title, write_workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from models.programme.layout import Layout, SheetLayout
    from models.progress import Progress
    from reports.intake.frame import IntakeFrame, IntakeRow
    from reports.intake.survey import Survey
    from reports.workbooks import Style, Value, Written

_STEP = 200
_BLANK: frozenset[Filler] = frozenset({Filler.APPLICANT})


def write_intake_workbook(
    frame: IntakeFrame,
    path: Path,
    *,
    rows: Collection[IntakeRow] = (),
    fillers: Collection[Filler] = _BLANK,
    replace: bool = False,
    progress: Progress | None = None,
) -> Written:
    """Write the intake workbook of a call.

    Args:
        frame: What it is made of, and in which language.
        path: Where to; must end in .xlsx.
        rows: Applications to fill it with; gone through several times.
        fillers: Only fields that these fill are columns; with the office, free labels too.
        replace: Whether a file that is there may be replaced.
        progress: Is told every 200 applications.

    Returns:
        The file, and the texts that are too long for a cell: these are cut and marked, and must not
        be read back.

    Raises:
        FileExistsAlreadyError: The file is there already.
        TooManyRowsError: No sheet can hold so many.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it; nothing is left behind.
    """
    if path.exists() and not replace:
        raise FileExistsAlreadyError(path)
    found = survey(frame.programme, rows, fillers)
    layout = intake_layout(
        frame.programme,
        frame.vocabularies,
        year=frame.year,
        fillers=fillers,
        years=found.years,
        as_text=found.as_text,
        labels=Filler.OFFICE in fillers,
    )
    book = new_book(frame.call.title, author=frame.office.writes_as, made=frame.today)
    return write_workbook(
        book,
        _Sheets(book, layout, frame, rows, found, progress or NoProgress()).rows(),
        path,
        cut_mark=frame.say(CUT_MARK),
        replace=replace,
    )


class _Sheets:
    """The sheets of one workbook."""

    def __init__(
        self,
        book: Workbook,
        layout: Layout,
        frame: IntakeFrame,
        applications: Collection[IntakeRow],
        found: Survey,
        progress: Progress,
    ) -> None:
        self._book = book
        self._layout = layout
        self._frame = frame
        self._applications = applications
        self._found = found
        self._progress = progress

    def rows(self) -> dict[str, Iterable[Row]]:
        """Set all sheets up; their rows by title."""
        first = self._sheet(self._frame.say(message("Instructions")))
        styles = Styles(first)
        data = [
            (layout, self._sheet(self._frame.say(layout.label))) for layout in self._layout.sheets
        ]
        readable = self._readable(styles)
        hidden = self._sheet("xd_lists"), self._sheet("xd_workbook")
        for sheet in hidden:
            sheet.sheet_state = "hidden"
        lists = Lists(self._book, hidden[0].title, self._frame)
        made = {sheet.title: self._data(layout, sheet, lists, styles) for layout, sheet in data}
        lines = self._lines(data, readable)
        return {
            first.title: instruction_rows(first, lines, self._frame, styles),
            **made,
            **readable,
            hidden[0].title: lists.rows(styles(FIELD_ID)),
            hidden[1].title: self._meta(styles(FIELD_ID)),
        }

    def _sheet(self, title: str) -> Worksheet:
        return self._book.create_sheet(sheet_title(title, self._book.sheetnames))

    def _data(
        self, layout: SheetLayout, sheet: Worksheet, lists: Lists, styles: Styles
    ) -> Iterator[Row]:
        count = self._found.counts.get(layout.id, 0)
        check_rows(sheet.title, count + FIRST_ROW)
        made = data_sheet(
            sheet, layout, self._frame, numbered=layout.table is None and bool(self._applications)
        )
        set_up(made, lists, rows=count)
        if layout.table is None:
            lists.name(SERIALS, serials_formula(made))
            return rows_of(made, styles, self._application_cells(layout))
        return rows_of(made, styles, self._table_cells(layout))

    def _application_cells(self, layout: SheetLayout) -> Iterator[Sequence[Value]]:
        total = len(self._applications)
        language, vocabularies = self._frame.language, self._frame.vocabularies
        for serial, row in enumerate(self._applications, start=1):
            if serial % _STEP == 0:
                self._progress.step(serial, total, message("Writing the workbook"))
            special: dict[str, Value] = {
                LINK: serial,
                NUMBER: row.number,
                LABELS: COMMAS[language].join(row.labels) or None,
            }
            yield [
                special[column.id]
                if column.field is None
                else cell_of(column, row.stored.get(column.field.id), vocabularies, language)
                for column in layout.columns
            ]

    def _table_cells(self, layout: SheetLayout) -> Iterator[Sequence[Value]]:
        language, vocabularies = self._frame.language, self._frame.vocabularies
        for serial, row in enumerate(self._applications, start=1):
            for line in row.rows.get(layout.id, ()):
                yield [
                    serial
                    if column.field is None
                    else cell_of(column, line.values.get(column.field.id), vocabularies, language)
                    for column in layout.columns
                ]

    def _readable(self, styles: Styles) -> dict[str, Iterable[Row]]:
        """The sheets of vocabularies and divisions, as far as any column needs them."""
        found: dict[str, Iterable[Row]] = {}
        vocabularies = used_vocabularies(self._layout, self._frame)
        if vocabularies:
            sheet = self._sheet(self._frame.say(message("Vocabularies")))
            found[sheet.title] = vocabulary_rows(sheet, vocabularies, self._frame, styles)
        if asks_for_regions(self._layout):
            sheet = self._sheet(self._frame.say(message("Divisions")))
            found[sheet.title] = region_rows(sheet, self._frame, styles)
        return found

    def _lines(
        self, data: Sequence[tuple[SheetLayout, Worksheet]], readable: Iterable[str]
    ) -> list[SheetLine]:
        """What each sheet is for."""
        lines = [
            SheetLine(
                sheet.title,
                message("The applications, a row each.")
                if layout.table is None
                else layout.table.help
                or message("The rows of all applications, linked by serial."),
            )
            for layout, sheet in data
        ]
        about = message("To look things up; nothing is filled in here.")
        return [*lines, *(SheetLine(title, about) for title in readable)]

    def _meta(self, style: Style) -> Iterator[Row]:
        frame = self._frame
        meta = Meta(
            layout=FIRST_VERSION,
            programme=frame.programme.id,
            version=frame.programme.version,
            call=frame.call.id,
            office=frame.office.name,
            language=frame.language.value,
            made=frame.today.isoformat(),
        )
        for pair in meta.rows():
            yield Row(pair, [style] * 2)
