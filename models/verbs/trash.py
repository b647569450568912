# SPDX-License-Identifier: Apache-2.0
"""Emptying the trash: values go, digests and numbers stay, and it is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from models.duties import Duty
from models.errors import RefusedError
from models.language import plural
from models.storage.attachments import remove_others
from models.storage.backup import BackupReason
from models.storage.ledger import erase_words
from models.tables import (
    Application,
    Attachment,
    Draft,
    FormMap,
    HistoryItem,
    Trash,
    record_tables,
)
from models.views.paper import kept_hashes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from models.workspace import Workspace


class NotConfirmedError(RefusedError):
    """Emptying the trash cannot be undone, and nobody said yes."""

    def __init__(self, n: int) -> None:
        super().__init__(
            plural(
                "{n} application would be erased for good; neither this nor any step before it can"
                " be undone from then on. Backups (one is taken before) and files printed or"
                " exported earlier keep its values until you remove them, and the applicant's master"
                " record stays. Confirm with --yes.",
                "{n} applications would be erased for good; neither this nor any step before it can"
                " be undone from then on. Backups (one is taken before) and files printed or"
                " exported earlier keep their values until you remove them, and the applicants'"
                " master records stay. Confirm with --yes.",
                n=n,
            )
        )


def empty_trash(workspace: Workspace, *, confirmed: bool) -> int:
    """Erase what is in the trash; how many applications it was comes back.

    Values are erased from the records and from the history, attached files are removed, orders of what
    went out let go of words that may name an applicant, and the database is written anew, so that no
    page of it keeps a trace; digests, numbers and the chain stay, so the verifier still holds. The
    office's own words stay too: names of steps and reasons. It is a barrier: nothing before it can be
    undone. Done again, it removes what was left the first time.

    Raises:
        NotConfirmedError: Nobody confirmed it.
        CannotRewriteError: All is erased, but traces may be left in the file.
        CannotNoteError: All is erased, but orders of what went out may still name an applicant.
    """
    trashed = select(Application.uid).where(Application.trashed == Trash.TRASHED)
    uids = [row.uid for row in workspace.reader.rows(trashed)]
    if not confirmed:
        if uids:
            raise NotConfirmedError(len(uids))
        return 0
    if uids:
        _erase(workspace, uids)
    _erase_words(workspace)
    named = select(Attachment.sha256).where(Attachment.trashed < Trash.EMPTIED).distinct()
    forms = select(FormMap.sha256)
    kept = {row.sha256 for item in (named, forms) for row in workspace.reader.rows(item)}
    kept |= kept_hashes(workspace.reader)
    remove_others(workspace.folder, kept)
    workspace.rewrite()
    return len(uids)


def _erase_words(workspace: Workspace) -> None:
    """Let go of what users said in orders for what is erased, this time or before."""
    statement = select(Application.uid, Application.call_uid).where(
        Application.trashed == Trash.EMPTIED
    )
    rows = workspace.reader.rows(statement)
    erase_words(workspace.folder, {uid for row in rows for uid in row})


def _erase(workspace: Workspace, uids: Sequence[str]) -> None:
    workspace.back_up(BackupReason.BULK)
    step = plural(
        "Erase {n} application from the trash", "Erase {n} applications from the trash", n=len(uids)
    )
    with workspace.change(step, duty=Duty.APPROVE, kind="barrier") as change:
        change.set_many(Application, {uid: {"trashed": Trash.EMPTIED.value} for uid in uids})
        for start in range(0, len(uids), 400):
            _erase_values(change.reader.connection, uids[start : start + 400])


def _erase_values(connection: Connection, subjects: Sequence[str]) -> None:
    for table in record_tables():
        if table.erased:
            subject = table.__table__.c[table.subject]
            empty = {**table.erased, "trashed": Trash.EMPTIED.value}
            connection.execute(update(table).where(subject.in_(subjects)).values(empty))
    connection.execute(delete(Draft).where(Draft.application_uid.in_(subjects)))
    values = dict.fromkeys(("old", "new", "salt"))
    connection.execute(update(HistoryItem).where(HistoryItem.subject.in_(subjects)).values(values))
