# SPDX-License-Identifier: Apache-2.0
"""Printing packets and exporting summaries: from the register through a report to a noted file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.storage.issued import note_issued
from models.views import dossiers, register
from models.views.find import application_rows, call_row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.language import Language, Message
    from models.programme.schema import Programme
    from models.progress import Progress
    from models.reader import Reader
    from models.workspace import Workspace
    from reports.summary import SummaryResult


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written, and what was not and why.

    Attributes:
        lost: Code points that no font has; they are printed as such.
    """

    files: tuple[Path, ...]
    pages: int
    failures: tuple[tuple[str, Message], ...] = ()
    lost: tuple[str, ...] = ()


class OutputNameError(UserError):
    """A summary is a workbook or a PDF, said by the end of its name."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message("{path} must end in .xlsx or .pdf, so that its kind is known.", path=str(path))
        )


class FolderWantedError(UserError):
    """Several packets go into a folder, and a file was named."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "Several packets go into a folder; {path} is the name of a file.", path=str(path)
            )
        )


def print_packets(
    workspace: Workspace,
    *,
    numbers: Sequence[str],
    out: Path,
    language: Language,
    replace: bool = False,
    name_pattern: str = "{number} {applicant} {title}",
    progress: Progress,
) -> Printed:
    """Print the packet of one application to a PDF, or of several into a folder.

    `out` is a file where it ends in .pdf and one application is named, else a folder.
    """
    from reports.packet import write_packet, write_packets

    rows = application_rows(workspace.reader, numbers)
    if len(rows) > 1 and out.suffix.lower() == ".pdf":
        raise FolderWantedError(out)
    uids = [row.uid for row in rows]
    head = dossiers.history_head(workspace.reader)
    if len(uids) == 1 and out.suffix.lower() == ".pdf":
        dossier = dossiers.dossier(workspace.reader, uids[0])
        written = write_packet(dossier, out, language=language, replace=replace)
        result = Printed((written.path,), written.pages, lost=written.lost)
    else:
        found = dossiers.dossiers(workspace.reader, uids)
        many = write_packets(
            found,
            out,
            language=language,
            total=len(uids),
            replace=replace,
            name_pattern=name_pattern,
            progress=progress,
        )
        result = Printed(
            tuple(item.path for item in many.written),
            sum(item.pages for item in many.written),
            many.failures,
            tuple(dict.fromkeys(code for item in many.written for code in item.lost)),
        )
    note_issued(workspace.folder, head, len(result.files))
    return result


def export_summary(
    workspace: Workspace,
    *,
    call: str,
    out: Path,
    language: Language,
    replace: bool = False,
    progress: Progress,
) -> SummaryResult:
    """Export the summary of a call, in the order that its programme asks for."""
    from reports.summary import Frame, SummaryRow, write_summary_workbook
    from reports.summary.pdf import write_summary_pdf

    kinds = {".xlsx": write_summary_workbook, ".pdf": write_summary_pdf}
    write = kinds.get(out.suffix.lower())
    if write is None:
        raise OutputNameError(out)
    reader = workspace.reader
    row = call_row(reader, call)
    with reader.snapshot():
        programme = reader.library.programme(row.definition_uid)
        query = register.Query(call=row.uid, sort=",".join(programme.summary.order))
        uids = register.uids(reader, query)
        filters = ""
        if not _any_listed(reader, row.uid, programme):
            programme = _listing_all(programme)
            filters = _NONE_LISTED.text(language)
        head = dossiers.history_head(reader)
        frame = Frame(
            programme=programme,
            call=dossiers.call_facts(row),
            office=dossiers.office_facts(reader),
            vocabularies=reader.library.vocabularies(row.definition_uid),
            head=head,
            today=dossiers.today(),
            language=language,
            filters=filters,
        )
        result = write(
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
    note_issued(workspace.folder, head, 1)
    return result


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
