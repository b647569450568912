# SPDX-License-Identifier: Apache-2.0
"""Exporting the summary of a call: from the register through a report to a file."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace as replaced
from typing import TYPE_CHECKING, Any

from gui.outgoing.last_report import last_report
from gui.outgoing.made import OutputNameError, PaperFormError
from gui.outgoing.publicity import need_contact, publicity_days
from gui.outgoing.summary_choices import chosen_programme
from gui.outgoing.summary_rows import quota_states, summary_rows
from models.audiences.listed import Listed
from models.audiences.profile import audience
from models.language import message
from models.orders import SummaryPaper
from models.views import dossiers, register
from models.views.asking import asked
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from models.language import Message
    from models.orders import SummaryOrder
    from models.programme.schema import Programme
    from models.progress import Progress
    from models.reader import Reader
    from models.views.register import Query
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

    `day` is the day that it bears. What its audience does not get to see is in no sheet; how quotas
    and days of handling stand is for the office alone.

    Raises:
        OutputNameError: The file is neither a workbook nor a PDF.
        PaperFormError: What is asked for is only made as a PDF.
        UnknownNameError: A column, a dimension or a filter names what there is not.
        NotInHistoryError: There is no such step with which it could be compared.
        PublicityDaysError, NoLastDayError, NoContactError: A list for publicity does not say until
            when it is public, or where objections go.
    """
    from reports.summary import Frame

    write = _writer(order, out)
    row = call_row(reader, order.call)
    with reader.snapshot(), ExitStack() as open_until_written:
        whole = reader.library.programme(row.definition_uid)
        listed = Listed(audience(order.audience), order.language) if order.audience else None
        programme = chosen_programme(listed.programme(whole) if listed else whole, order)
        query = _query(reader, order, row, whole)
        uids = register.uids(reader, query)
        said = [_only(order)] if order.filter else []
        if not _any_listed(reader, query, programme):
            programme = _listing_all(programme)
            said.append(_NONE_LISTED)
        states, places = ((), {}) if listed else quota_states(reader, row)
        begins, ends = publicity_days(reader, order, programme, day)
        frame = Frame(
            programme=programme,
            call=dossiers.call_facts(row),
            office=dossiers.office_facts(reader),
            vocabularies=reader.library.vocabularies(row.definition_uid),
            head=dossiers.history_head(reader),
            today=day,
            language=order.language,
            filters=" ".join(text.text(order.language) for text in said),
            narrowed=bool(order.filter),
            crosses=order.crosses,
            group_by=order.group_by,
            quotas=states,
            before=open_until_written.enter_context(last_report(reader, order, progress)),
            begins=begins,
            ends=ends,
        )
        if order.paper is SummaryPaper.PUBLICITY:
            need_contact(frame)
        checked = order.paper is SummaryPaper.BRIEFING
        found = summary_rows(reader, uids, places=places, checked=checked, listed=listed)
        return write(found, out, frame, count=len(uids), replace=replace, progress=progress)


_NONE_LISTED = message(
    "No application has reached the stages that this summary lists, so all of them are listed."
)


def _only(order: SummaryOrder) -> Message:
    """That not all are listed; by what they were chosen is the office's own affair."""
    if order.audience:
        return message("Only some of the applications of the call.")
    return message("Only what fits “{filter}”.", filter=order.filter)


def _writer(order: SummaryOrder, out: Path) -> Callable[..., SummaryResult]:
    """What writes the paper that is asked for."""
    from reports.summary import write_summary_workbook
    from reports.summary.briefing import write_briefing
    from reports.summary.pdf import write_publicity_pdf, write_summary_pdf

    if order.form not in {"xlsx", "pdf"}:
        raise OutputNameError(out)
    if order.form == "xlsx":
        if order.paper is not SummaryPaper.SUMMARY:
            raise PaperFormError(out)
        return write_summary_workbook
    return {
        SummaryPaper.SUMMARY: write_summary_pdf,
        SummaryPaper.BRIEFING: write_briefing,
        SummaryPaper.PUBLICITY: write_publicity_pdf,
    }[order.paper]


def _query(reader: Reader, order: SummaryOrder, row: Any, programme: Programme) -> Query:
    """Which applications, in the order of the definition."""
    query = asked(reader, row, order.filter)
    return replaced(query, sort=",".join(programme.summary.order))


def _any_listed(reader: Reader, query: Query, programme: Programme) -> bool:
    """Whether any of them is in a stage that the summary lists, or none is there at all."""
    stages = programme.summary.stages
    if not stages or (query.stages and set(stages).isdisjoint(query.stages)):
        return not stages
    wanted = tuple(item for item in stages if not query.stages or item in query.stages)
    return register.count(reader, replaced(query, stages=wanted)) > 0


def _listing_all(programme: Programme) -> Programme:
    """The same programme with a summary of all stages: an early look, before anything is decided."""
    summary = programme.summary.model_copy(update={"stages": ()})
    return programme.model_copy(update={"summary": summary})
