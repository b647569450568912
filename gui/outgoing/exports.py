# SPDX-License-Identifier: Apache-2.0
"""Exporting data for other programs: from the register to JSON, CSV or folders of attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import message
from models.orders import ExportForm
from models.views import dossiers, register
from models.views.find import application_rows, call_row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from models.orders import ExportOrder
    from models.progress import Progress
    from models.reader import Reader
    from reports.interchange import Exported


def make_export(
    reader: Reader,
    order: ExportOrder,
    out: Path,
    *,
    day: date,
    replace: bool = False,
    progress: Progress,
) -> Exported:
    """Export applications of a call: to a file as JSON, to a new folder otherwise."""
    from reports.interchange import (
        ExportFrame,
        write_attachment_folders,
        write_csv_folder,
        write_json_file,
    )

    row = call_row(reader, order.call)
    with reader.snapshot():
        query = register.Query(call=row.uid, sort="number")
        uids = order.applications or register.uids(reader, query)
        refuse_others(reader, order.applications, row)
        frame = ExportFrame(
            programme=reader.library.programme(row.definition_uid),
            vocabularies=reader.library.vocabularies(row.definition_uid),
            call=dossiers.call_facts(row),
            office=dossiers.office_facts(reader),
            head=dossiers.history_head(reader),
            today=day,
            language=order.language,
            count=len(uids),
        )
        found = dossiers.dossiers(reader, uids, today=day)
        match order.form:
            case ExportForm.JSON:
                return write_json_file(found, out, frame, replace=replace, progress=progress)
            case ExportForm.CSV:
                return write_csv_folder(found, out, frame, progress=progress)
            case ExportForm.FOLDERS:
                return write_attachment_folders(
                    found, out, frame, pattern=order.names, progress=progress
                )


class OtherCallError(UserError):
    """An application is of another call, whose programme may have other fields."""

    def __init__(self, number: str, call: str) -> None:
        super().__init__(
            message(
                "{number} is not of the call {call}. Nothing was made.",
                number=number,
                call=call,
            )
        )


def refuse_others(reader: Reader, uids: Sequence[str], call: Any) -> None:
    """Make sure that applications are of a call.

    Raises:
        OtherCallError: One is of another.
    """
    for row in application_rows(reader, uids):
        if row.call_uid != call.uid:
            raise OtherCallError(row.number, call.title)
