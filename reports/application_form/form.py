# SPDX-License-Identifier: Apache-2.0
"""The application form, from its title to the last table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx import Document

from models.language import Language, message
from models.programme.layout import LINK, NUMBER, NUMBER_LABEL, intake_layout
from models.programme.schema import FieldType, Filler
from models.storage.files import sha256_of, written_out
from reports.application_form.looks import (
    CHAPTER,
    NOTE,
    TITLE,
    add_paragraph,
    add_table,
    keep_whole,
    label_cell,
    repeat_on_pages,
    set_up,
    value_cell,
)
from reports.application_form.steady import make_steady
from reports.application_form.values import answer_text, label_text
from reports.intake.survey import survey
from reports.typesetting.setter import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from models.programme.layout import Column, SheetLayout
    from reports.intake import IntakeFrame, IntakeRow

_LONG = frozenset({FieldType.LONG_TEXT, FieldType.ADDRESS, FieldType.TERMS, FieldType.CHOICES,
                   FieldType.TABLE})  # fmt: skip
_BLANK_ROWS = 3
"""So many empty rows a table has where nothing is recorded."""
_WIDE = 20
"""A label of so many characters has a row of its own."""


@dataclass(frozen=True, slots=True)
class WordForm:
    """An application form that was written."""

    path: Path
    sha256: str

    @property
    def files(self) -> tuple[Path, ...]:
        """What was written."""
        return (self.path,)


def write_application_form(
    frame: IntakeFrame, row: IntakeRow, out: Path, *, replace: bool = False
) -> WordForm:
    """Write the form of one application, with all that the applicant answers.

    The same answers on the same day give the same bytes.

    Raises:
        FileExistsAlreadyError: The file is there already.
        CannotWriteError: The system refuses.
    """
    document = Document()
    set_up(document, frame.language)
    properties = document.core_properties
    title = frame.say(message("{programme}: application form", programme=frame.programme.label))
    properties.title, properties.author = title, frame.office.writes_as
    properties.comments = ""
    _Form(document, frame, row).write(title)
    with written_out(out, replace=replace) as aside:
        document.save(str(aside))
        make_steady(aside, frame.today)
    return WordForm(out, sha256_of(out))


class _Form:
    """Writes one form."""

    def __init__(self, document: Any, frame: IntakeFrame, row: IntakeRow) -> None:
        self._document = document
        self._frame = frame
        self._row = row
        found = survey(frame.programme, [row], frozenset({Filler.APPLICANT}))
        self._layout = intake_layout(
            frame.programme,
            frame.vocabularies,
            year=frame.year,
            years=found.years,
            as_text=found.as_text,
        )

    def write(self, title: str) -> None:
        """Everything."""
        say = self._frame.say
        add_paragraph(self._document, title, TITLE)
        add_paragraph(self._document, self._frame.call.title, NOTE)
        cells = add_table(self._document, _NUMBER).add_row().cells
        label_cell(cells[0], say(NUMBER_LABEL))
        value_cell(cells[1], self._row.number)
        for place, (name, columns) in enumerate(self._sections(), start=1):
            add_paragraph(self._document, self._numbered(place, name), CHAPTER)
            self._answers(columns)
        for sheet in self._layout.tables:
            add_paragraph(self._document, say(sheet.label), CHAPTER)
            self._table(sheet)

    def _sections(self) -> Iterator[tuple[str, list[Column]]]:
        """The sections that ask for anything, each with its columns."""
        found: dict[str, list[Column]] = {}
        for column in self._layout.applications.columns:
            deeper = column.level and column.field is not None and column.id != column.field.id
            if column.id not in {LINK, NUMBER} and column.section is not None and not deeper:
                found.setdefault(self._frame.say(column.section), []).append(column)
        yield from found.items()

    def _numbered(self, place: int, name: str) -> str:
        counted = chinese_number(place) if self._frame.language is Language.ZH else str(place)
        return self._frame.say(message("{n}. {title}", n=counted, title=name))

    # --- answers

    def _answers(self, columns: Sequence[Column]) -> None:
        table = add_table(self._document, _PAIRS)
        waiting: list[Column] = []
        for column in columns:
            if self._is_wide(column):
                self._line(table, waiting)
                waiting = []
                self._line(table, [column])
                continue
            waiting.append(column)
            if len(waiting) == 2:  # noqa: PLR2004 - two answers beside each other
                self._line(table, waiting)
                waiting = []
        self._line(table, waiting)

    def _is_wide(self, column: Column) -> bool:
        assert column.field is not None
        label = label_text(column, self._frame.language)
        boxes = len(column.field.choices) > _FEW_BOXES
        return column.field.type in _LONG or len(label) > _WIDE or boxes

    def _line(self, table: Any, columns: Sequence[Column]) -> None:
        if not columns:
            return
        cells = list(table.add_row().cells)
        if len(columns) == 1:
            cells = [cells[0], cells[1].merge(cells[3])]
        if not any(self._is_wide(column) for column in columns):
            keep_whole(cells[0])
        for place, column in enumerate(columns):
            label_cell(cells[2 * place], label_text(column, self._frame.language))
            assert column.field is not None
            stored = self._row.stored.get(column.field.id)
            value_cell(cells[2 * place + 1], self._text(column, stored))

    def _text(self, column: Column, stored: Any) -> str:
        return answer_text(column, stored, self._frame.vocabularies, self._frame.language)

    # --- tables

    def _table(self, sheet: SheetLayout) -> None:
        columns = [
            column
            for column in sheet.columns
            if column.field is not None and (not column.level or column.id == column.field.id)
        ]
        serial = self._frame.say(message("No."))
        table = add_table(self._document, [0.5, *[1.0] * len(columns)])
        head = table.add_row()
        for cell, text in zip(
            head.cells,
            (serial, *(label_text(column, self._frame.language) for column in columns)),
            strict=True,
        ):
            label_cell(cell, text)
        repeat_on_pages(head.cells[0])
        rows = self._row.rows.get(sheet.id, ())
        for place, row in enumerate(rows, start=1):
            cells = table.add_row().cells
            value_cell(cells[0], str(place))
            for cell, column in zip(cells[1:], columns, strict=True):
                assert column.field is not None
                value_cell(cell, self._text(column, row.values.get(column.field.id)))
        for _ in range(0 if rows else _BLANK_ROWS):
            for cell in table.add_row().cells:
                value_cell(cell, "")


_FEW_BOXES = 3
"""With more boxes an answer has a row of its own."""
_NUMBER = (3.0, 13.0)
_PAIRS = (3.0, 5.0, 3.0, 5.0)
"""Labels and answers, two beside each other."""
