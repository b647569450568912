# SPDX-License-Identifier: Apache-2.0
"""To whom something went, said after it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.text import clean
from models.storage.ledger import note_recipient
from models.storage.lock import account, machine, utc_now
from models.views.ledger import issue_of, ledger_lines

if TYPE_CHECKING:
    from models.reader import Reader
    from models.views.ledger import LedgerLine


def say_recipient(
    reader: Reader, *, which: int, operator: str, recipient: str, note: str = ""
) -> LedgerLine:
    """Note to whom an issue went; what was said before stays in the file, and counts no more.

    Raises:
        NoSuchIssueError: Nothing went out under that number.
        CannotNoteError: The folder cannot be written.
    """
    issue_of(reader, which)
    said = {
        "at": utc_now(),
        "operator": operator,
        "account": account(),
        "machine": machine(),
        "recipient": clean(recipient).text,
        "note": clean(note).text,
    }
    note_recipient(reader.folder, which, said)
    return next(line for line in ledger_lines(reader) if line.id == which)
