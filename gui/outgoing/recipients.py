# SPDX-License-Identifier: Apache-2.0
"""To whom something went, said after it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.text import clean
from models.storage.ledger import note_recipient
from models.storage.lock import account, machine
from models.views.ledger import issue_of, ledger_lines

if TYPE_CHECKING:
    from models.views.ledger import LedgerLine
    from models.workspace import Workspace


def say_recipient(
    workspace: Workspace, which: int, *, recipient: str, note: str = ""
) -> LedgerLine:
    """Note to whom an issue went; what was said before stays in the file, and counts no more.

    Raises:
        NoSuchIssueError: Nothing went out under that number.
        CannotNoteError: The folder cannot be written.
    """
    issue_of(workspace.reader, which)
    said = {
        "at": workspace.clock(),
        "operator": workspace.operator.name,
        "account": account(),
        "machine": machine(),
        "recipient": clean(recipient).text,
        "note": clean(note).text,
    }
    note_recipient(workspace.folder, which, said)
    return next(line for line in ledger_lines(workspace.reader) if line.id == which)
