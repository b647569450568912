# SPDX-License-Identifier: Apache-2.0
"""Clearing attachments: a named person looked at a file, and nothing in it tells whose it is.

No search finds a name in a scan, a seal or a photograph, so packets for those who judge blind hold only
what somebody cleared. It takes the duty to check, not to approve: it is found out by reading the file,
as all that is checked is, and decides nothing about the application.

A clearance is for the bytes that were looked at. A new version of a file is a new attachment, which
nobody has cleared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.change import RecordGoneError
from models.duties import Duty
from models.errors import RefusedError
from models.language import message, plural
from models.tables import Application, Attachment, Trash
from models.views.files import file_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from models.language import Message
    from models.reader import Reader
    from models.workspace import Workspace


class NothingToClearError(RefusedError):
    """None of the files can be looked at, so nobody can have looked at them."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(
            plural(
                "{name} cannot be opened, so nobody can say that it does not show whose it is. Attach a"
                " file that opens.",
                "{name} and the other files cannot be opened, so nobody can say that they do not show"
                " whose they are. Attach files that open.",
                n=number,
                name=name,
            )
        )


class NotOfAnApplicationError(RefusedError):
    """The file is no attachment of an application; only those get into packets."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message("{name} belongs to no application, so it gets into no packet.", name=name)
        )


@dataclass(frozen=True, slots=True)
class Clearance:
    """What became of files that were to be cleared.

    Attributes:
        changed: Names of those of which it is different now.
        same: How many were so before.
        refused: Names of those that cannot be opened.
    """

    changed: tuple[str, ...]
    same: int = 0
    refused: tuple[str, ...] = ()


def clear_attachments(
    workspace: Workspace, *, uids: Sequence[str], withdraw: bool = False
) -> Clearance:
    """Say in one step that attachments do not tell whose they are, or take that back.

    Args:
        uids: Of attachments of applications, of one or of many.

    Raises:
        DutyMissingError: The operator may not check.
        NothingToClearError: None of them can be opened.
        NotOfAnApplicationError: One is of a call or an applicant.
        RecordGoneError: One is not there any more.
    """
    rows = _rows(workspace.reader, uids)
    facts = [file_facts(workspace.folder, row) for row in rows]
    wanted = [file for file in facts if (file.cleared is None) is not withdraw]
    may = [file for file in wanted if withdraw or file.readable]
    refused = tuple(file.name for file in wanted if file not in may)
    if refused and not may:
        raise NothingToClearError(refused[0], len(refused))
    step = _step(workspace.reader, rows, len(may), withdraw=withdraw)
    with workspace.change(step, duty=Duty.CHECK) as change:
        said = {"by": change.operator, "on": workspace.clock()[:10]}
        change.set_many(
            Attachment,
            {
                file.uid: {"cleared": None if withdraw else {**said, "sha256": file.sha256}}
                for file in may
            },
        )
    return Clearance(tuple(file.name for file in may), len(facts) - len(wanted), refused)


def _rows(reader: Reader, uids: Sequence[str]) -> list[Any]:
    found = {
        row.uid: row
        for row in reader.rows(
            select(Attachment.__table__).where(
                Attachment.uid.in_(uids), Attachment.trashed == Trash.LIVE
            )
        )
    }
    for uid in uids:
        if uid not in found:
            raise RecordGoneError(uid)
        if found[uid].owner_kind != "application":
            raise NotOfAnApplicationError(found[uid].name)
    return [found[uid] for uid in dict.fromkeys(uids)]


def _step(reader: Reader, rows: Sequence[Any], number: int, *, withdraw: bool) -> Message:
    owners = {row.owner_uid for row in rows}
    numbers = sorted(
        str(row.number)
        for row in reader.rows(select(Application.number).where(Application.uid.in_(owners)))
    )
    of = numbers[0] if len(numbers) == 1 else "—"
    if len(numbers) > 1:
        return (
            message("Withdraw the clearance of {files} attachments", files=number)
            if withdraw
            else message("Clear {files} attachments for experts", files=number)
        )
    if withdraw:
        return plural(
            "Withdraw the clearance of {n} attachment of {number}",
            "Withdraw the clearance of {n} attachments of {number}",
            n=number,
            number=of,
        )
    return plural(
        "Clear {n} attachment of {number} for experts",
        "Clear {n} attachments of {number} for experts",
        n=number,
        number=of,
    )
