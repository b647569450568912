# SPDX-License-Identifier: Apache-2.0
"""The list of what went out as a file of its own, for whoever answers for secrecy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.storage.ledger import read_ledger
from models.views import dossiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from models.language import Language
    from models.ledger import Issue
    from models.reader import Reader
    from models.views.ledger import LedgerLine
    from reports.issue_log import LogRow


class LogNameError(UserError):
    """A log is a workbook or CSV, said by the end of its name."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message("{path} must end in .xlsx or .csv, so that its kind is known.", path=str(path))
        )


def write_log(
    reader: Reader,
    lines: Sequence[LedgerLine],
    out: Path,
    *,
    language: Language,
    part: str = "",
    replace: bool = False,
) -> Path:
    """Write the files of some issues, the oldest first.

    Args:
        part: Which part of the list this is, in words.

    Raises:
        LogNameError: The name ends otherwise.
        FileExistsAlreadyError: The file is there already, and `replace` is not set.
        CannotWriteError: The system refuses.
    """
    if out.suffix.lower() not in {".xlsx", ".csv"}:
        raise LogNameError(out)
    from reports.issue_log import LogFrame, write_issue_log

    issues = {issue.id: issue for issue in read_ledger(reader.folder).issues}
    rows = [
        row
        for line in sorted(lines, key=lambda line: line.id)
        for row in _rows(line, issues[line.id], language)
    ]
    office = dossiers.office_facts(reader).name
    frame = LogFrame(office, dossiers.today(), language, part)
    return write_issue_log(rows, out, frame, replace_file=replace)


def _rows(line: LedgerLine, issue: Issue, language: Language) -> Iterator[LogRow]:
    from reports.issue_log import LogRow

    for place, file in enumerate(issue.files, 1):
        yield LogRow(
            id=line.id,
            place=place,
            at=line.at,
            what=line.what.text(language),
            about=file.number or line.about,
            code=file.code,
            size=file.size,
            sha256=file.sha256,
            recipient=line.recipient,
            note=line.note,
            said=line.said,
            operator=line.operator,
            account=issue.account,
            machine=line.machine,
            head=issue.head.short,
        )
