# SPDX-License-Identifier: Apache-2.0
"""Exporting the summary of a call: from the register through a report to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.outgoing.made import OutputNameError
from models.language import message
from models.views import dossiers, register
from models.views.find import call_row

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from models.orders import SummaryOrder
    from models.programme.schema import Programme
    from models.progress import Progress
    from models.reader import Reader
    from reports.summary import SummaryResult


def make_summary(
    reader: Reader,
    order: SummaryOrder,
    out: Path,
    *,
    day: date,
    replace: bool = False,
    progress: Progress,
) -> SummaryResult:
    """Export the summary of a call, in the order that its programme asks for.

    `day` is the day that it bears.
    """
    from reports.summary import Frame, SummaryRow, write_summary_workbook
    from reports.summary.pdf import write_summary_pdf

    kinds = {"xlsx": write_summary_workbook, "pdf": write_summary_pdf}
    write = kinds.get(order.form)
    if write is None:
        raise OutputNameError(out)
    row = call_row(reader, order.call)
    with reader.snapshot():
        programme = reader.library.programme(row.definition_uid)
        query = register.Query(call=row.uid, sort=",".join(programme.summary.order))
        uids = register.uids(reader, query)
        filters = ""
        if not _any_listed(reader, row.uid, programme):
            programme = _listing_all(programme)
            filters = _NONE_LISTED.text(order.language)
        frame = Frame(
            programme=programme,
            call=dossiers.call_facts(row),
            office=dossiers.office_facts(reader),
            vocabularies=reader.library.vocabularies(row.definition_uid),
            head=dossiers.history_head(reader),
            today=day,
            language=order.language,
            filters=filters,
        )
        return write(
            (
                SummaryRow(
                    facts.number, facts.stage, answers, facts.tags, facts.received, answers.partners
                )
                for facts, answers in dossiers.answers_in_order(reader, uids)
            ),
            out,
            frame,
            count=len(uids),
            replace=replace,
            progress=progress,
        )


_NONE_LISTED = message(
    "No application has reached the stages that this summary lists, so all of them are listed."
)


def _any_listed(reader: Reader, call_uid: str, programme: Programme) -> bool:
    stages = programme.summary.stages
    return not stages or register.count(reader, register.Query(call=call_uid, stages=stages)) > 0


def _listing_all(programme: Programme) -> Programme:
    """The same programme with a summary of all stages: an early look, before anything is decided."""
    summary = programme.summary.model_copy(update={"stages": ()})
    return programme.model_copy(update={"summary": summary})
