# SPDX-License-Identifier: Apache-2.0
"""The packet of an application as a printed page names it: made again, or made of what it was then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gui.outgoing.issuing import Moment, make, note_made
from gui.outgoing.rebuilding import rebuild
from models.errors import UserError
from models.language import message
from models.orders import PacketOrder
from models.storage.rewind import then
from models.views import dossiers
from models.views.ledger import issue_of

if TYPE_CHECKING:
    from pathlib import Path

    from gui.outgoing.made import Noted
    from models.language import Language
    from models.ledger import Issue
    from models.progress import Progress
    from models.views.versions import PrintedVersion
    from models.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PrintedAgain:
    """A packet of an earlier state.

    Attributes:
        issue: The number under which it went out then; 0 where it is made now for the first time.
        same: Whether it is byte for byte what went out.
        noted: What became of the note that it was made now.
    """

    path: Path
    issue: int = 0
    same: bool = False
    noted: Noted | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """What was written."""
        return (self.path,)


class ErasedVersionError(UserError):
    """What the version held was erased for good."""

    def __init__(self, number: str) -> None:
        super().__init__(
            message(
                "{number} was erased for good, with all that it ever held. A backup from before may"
                " still have it.",
                number=number,
            )
        )


def print_version(
    workspace: Workspace,
    version: PrintedVersion,
    out: Path,
    *,
    language: Language,
    replace: bool = False,
    progress: Progress,
) -> PrintedAgain:
    """Print the packet of a version: that which went out, where one did, byte for byte.

    Raises:
        ErasedVersionError: The application was erased since.
        FileExistsAlreadyError: The file is there already, and `replace` is not set.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it.
    """
    if version.erased:
        raise ErasedVersionError(version.number)
    reader = workspace.reader
    for issue in (issue_of(reader, which) for which in version.issues):
        place = _whole_packet(issue, version)
        if place:
            made = rebuild(
                reader, issue.id, out, file=place, replace_files=replace, progress=progress
            )
            if made.files:
                return PrintedAgain(made.files[0].path, issue.id, made.is_same)
    order = PacketOrder(applications=(version.uid,), language=language)
    with then(reader, version.sequence, progress) as past, past.snapshot():
        head = dossiers.history_head(past)
        day = date.fromisoformat(version.at[:10])
        printed = make(past, order, out, day=day, replace=replace, progress=progress)
    noted = note_made(workspace, order, out, printed, Moment(head, day))
    return PrintedAgain(printed.files[0], noted=noted)


def _whole_packet(issue: Issue, version: PrintedVersion) -> int:
    """Which file of an issue is the packet from which nothing is hidden, from 1; 0 for none."""
    order = issue.order
    if not isinstance(order, PacketOrder) or order.audience:
        return 0
    files = enumerate(issue.files, 1)
    known = (version.number, version.code)
    return next((place for place, file in files if (file.number, file.code) == known), 0)
