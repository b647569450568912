# SPDX-License-Identifier: Apache-2.0
"""The applications of a call as CSV: a table of applications, one of each repeating table, the columns.

CSV knows no types, so nothing is done to what was typed: Excel that opens such a file cuts long codes
and may take a text for a formula. The folder says so; whoever wants a table for Excel exports a
summary. UTF-8 with a mark at its beginning, which Excel needs to read Chinese (domain.md 4.4).
"""

from __future__ import annotations

import csv
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.display import cell, unit_name
from models.programme.schema import NUMERIC, FieldType
from models.rules.decimals import decimal_text
from models.storage.files import flush_to_disk
from models.storage.folders import folder_out
from reports.interchange.frame import Exported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from models.dossier import Dossier
    from models.language import Language
    from models.programme.display import Cell
    from models.programme.schema import FormField, Programme
    from models.progress import Progress
    from reports.interchange.frame import ExportFrame

_APPLICATIONS = "applications"
_COLUMNS = "columns"


def write_csv_folder(
    dossiers: Iterable[Dossier], folder: Path, frame: ExportFrame, *, progress: Progress
) -> Exported:
    """Write the folder: `applications.csv`, a file a repeating table, `columns.csv`.

    Raises:
        FolderNotEmptyError: There are files in it.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it; nothing is left behind.
    """
    programme = frame.programme
    with folder_out(folder) as aside:
        names = (_APPLICATIONS, *programme.tables, _COLUMNS)
        with ExitStack() as open_files:
            files = {name: _Table(aside / f"{name}.csv", open_files) for name in names}
            files[_COLUMNS].write(list(_heads(frame)))
            for row in _columns(programme, frame.language):
                files[_COLUMNS].write(row)
            files[_APPLICATIONS].write([*_KEYS, *(item.id for item in _plain_fields(programme))])
            for key, table in programme.tables.items():
                files[key].write(["number", "row", *(column.id for column in table.columns)])
            for done, dossier in enumerate(dossiers):
                progress.step(done, frame.count, message("{number}", number=dossier.number))
                files[_APPLICATIONS].write(_application(dossier, frame))
                for key in programme.tables:
                    for row in _rows(dossier, key, frame):
                        files[key].write(row)
        written = [aside / f"{name}.csv" for name in names]
        for path in written:
            flush_to_disk(path)
    return Exported(folder, tuple(folder / path.name for path in written), frame.count)


_KEYS = ("number", "stage", "stage_name", "received", "version")


class _Table:
    def __init__(self, path: Path, files: ExitStack) -> None:
        file = files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        self._writer = csv.writer(file)

    def write(self, row: Sequence[Cell]) -> None:
        """Write a row; numbers as programs read them, days as ISO."""
        self._writer.writerow([_text(value) for value in row])


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return decimal_text(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _plain_fields(programme: Programme) -> list[FormField]:
    return [item for item in programme.fields.values() if item.type is not FieldType.TABLE]


def _application(dossier: Dossier, frame: ExportFrame) -> list[Cell]:
    answers, say = dossier.answers, frame.language
    own: list[Cell] = [
        dossier.number,
        dossier.stage,
        dossier.stage_label().text(say),
        dossier.received,
        dossier.version_code,
    ]
    for field in _plain_fields(frame.programme):
        hidden = field.id in answers.hidden
        value = None if hidden else answers.claimed(field.id)
        own.append(cell(field, value, say, frame.vocabularies))
    return own


def _rows(dossier: Dossier, key: str, frame: ExportFrame) -> Iterator[list[Cell]]:
    answers = dossier.answers
    if key in answers.hidden:
        return
    columns = frame.programme.tables[key].columns
    for place, row in enumerate(answers.rows.get(key, ()), start=1):
        cells = (
            cell(column, answers.cell(column, row), frame.language, frame.vocabularies)
            for column in columns
        )
        yield [dossier.number, place, *cells]


def _heads(frame: ExportFrame) -> Iterator[str]:
    for text in (
        message("File"),
        message("Column"),
        message("Name"),
        message("Type"),
        message("Unit"),
    ):
        yield text.text(frame.language)


def _columns(programme: Programme, language: Language) -> Iterator[list[Cell]]:
    """A line for each column that is a field: where it is, and what it is called."""
    for field in programme.fields.values():
        if field.type is FieldType.TABLE:
            for column in field.columns:
                yield _column(f"{field.id}.csv", column, language)
        else:
            yield _column(f"{_APPLICATIONS}.csv", field, language)


def _column(file: str, field: FormField, language: Language) -> list[Cell]:
    unit = unit_name(field, language) if field.type in NUMERIC else ""
    return [file, field.id, field.label.text(language), field.type.value, unit]
