# SPDX-License-Identifier: Apache-2.0
"""The intake workbook of a call, blank or filled: from the register through a report to a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.programme.schema import Filler
from models.views import dossiers, register
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from models.language import Language
    from models.progress import Progress
    from models.reader import Reader
    from models.workspace import Workspace
    from reports.intake import IntakeRow
    from reports.workbooks import Cut


class WorkbookNameError(UserError):
    """An intake workbook is an .xlsx file, said by the end of its name."""

    def __init__(self, path: Path) -> None:
        super().__init__(message("{path} must end in .xlsx.", path=str(path)))


@dataclass(frozen=True, slots=True)
class Template:
    """An intake workbook that was written.

    Attributes:
        applications: How many are in it; 0 for a blank one.
        cuts: Texts that were too long for a cell.
    """

    path: Path
    call: str
    applications: int
    sha256: str
    cuts: tuple[Cut, ...] = ()


class Recorded:
    """Applications as rows of a workbook, read from the register each time they are gone through."""

    def __init__(self, reader: Reader, uids: Sequence[str]) -> None:
        self._reader = reader
        self._uids = uids

    def __len__(self) -> int:
        return len(self._uids)

    def __contains__(self, row: object) -> bool:
        return any(row == item for item in self)

    def __iter__(self) -> Iterator[IntakeRow]:
        from reports.intake import IntakeRow

        for facts, answers in dossiers.answers_in_order(self._reader, self._uids):
            labels = facts.tags.get("labels", ())
            yield IntakeRow(facts.number, answers.stored, answers.rows, labels)


def write_template(
    workspace: Workspace,
    *,
    call: str,
    out: Path,
    language: Language,
    filled: bool = False,
    office: bool = False,
    replace: bool = False,
    progress: Progress,
) -> Template:
    """Write the intake workbook of a call.

    Args:
        workspace: Whose call it is.
        call: Its id.
        out: Where to.
        language: In which the workbook speaks.
        filled: With all applications of the call, by number.
        office: With the columns that the office and the experts fill, and free labels: for the office
            itself, not to be sent out.
        replace: Whether a file that is there may be replaced.
        progress: Is told as it goes on.

    Raises:
        WorkbookNameError: The name ends in something else than .xlsx.
        UnknownCallError: There is no such call.
    """
    from reports.intake import IntakeFrame, write_intake_workbook

    if out.suffix.lower() != ".xlsx":
        raise WorkbookNameError(out)
    reader = workspace.reader
    row = call_row(reader, call)
    with reader.snapshot():
        frame = IntakeFrame(
            programme=reader.library.programme(row.definition_uid),
            call=dossiers.call_facts(row),
            office=dossiers.office_facts(reader),
            vocabularies=reader.library.vocabularies(row.definition_uid),
            today=dossiers.today(),
            language=language,
        )
        query = register.Query(call=row.uid, sort="number")
        uids = register.uids(reader, query) if filled else []
        written = write_intake_workbook(
            frame,
            out,
            rows=Recorded(reader, uids),
            fillers=frozenset(Filler) if office else frozenset({Filler.APPLICANT}),
            replace=replace,
            progress=progress,
        )
    return Template(written.path, row.key, len(uids), written.sha256, written.cuts)
