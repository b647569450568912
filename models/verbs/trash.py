# SPDX-License-Identifier: Apache-2.0
"""Emptying the trash: values go, digests and numbers stay, and it is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from models.duties import Duty
from models.errors import RefusedError
from models.language import plural
from models.storage.attachments import attachment_path
from models.storage.backup import BackupReason
from models.tables import (
    Answer,
    AnswerRow,
    Application,
    Attachment,
    HistoryItem,
    StageEvent,
    Stale,
    Trash,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.change import Change
    from models.workspace import Workspace


class NotConfirmedError(RefusedError):
    """Emptying the trash cannot be undone, and nobody said yes."""

    def __init__(self, n: int) -> None:
        super().__init__(
            plural(
                "{n} application would be erased for good; this cannot be undone. Confirm with --yes.",
                "{n} applications would be erased for good; this cannot be undone. Confirm with --yes.",
                n=n,
            )
        )


def empty_trash(workspace: Workspace, *, confirmed: bool) -> int:
    """Erase what is in the trash; how many applications it was comes back.

    Values are erased from the records and from the history; digests, numbers and the chain stay, so
    the verifier still holds. It is a barrier: nothing before it can be undone.

    Raises:
        NotConfirmedError: Nobody confirmed it.
    """
    rows = workspace.reader.rows(
        select(Application.uid, Application.id).where(Application.trashed == Trash.TRASHED)
    )
    if not rows:
        return 0
    if not confirmed:
        raise NotConfirmedError(len(rows))
    workspace.back_up(BackupReason.BULK)
    uids = [row.uid for row in rows]
    hashes = _hashes(workspace, uids)
    step = plural(
        "Erase {n} application from the trash", "Erase {n} applications from the trash", n=len(rows)
    )
    with workspace.change(step, duty=Duty.APPROVE, kind="barrier") as change:
        change.set_many(Application, {uid: {"trashed": Trash.EMPTIED.value} for uid in uids})
        for start in range(0, len(uids), 400):
            _erase(change, uids[start : start + 400])
        connection = change.reader.connection
        gone = [row.id for row in rows]
        for start in range(0, len(gone), 400):
            some = gone[start : start + 400]
            connection.execute(delete(Answer).where(Answer.application_id.in_(some)))
            connection.execute(delete(Stale).where(Stale.application_id.in_(some)))
    still = set(_hashes(workspace, None))
    for sha in set(hashes) - still:
        attachment_path(workspace.folder, sha).unlink(missing_ok=True)
    return len(rows)


def _hashes(workspace: Workspace, owners: Sequence[str] | None) -> list[str]:
    statement = select(Attachment.sha256).where(Attachment.trashed < Trash.EMPTIED)
    if owners is None:
        return [row.sha256 for row in workspace.reader.rows(statement)]
    found: list[str] = []
    for start in range(0, len(owners), 400):
        some = statement.where(Attachment.owner_uid.in_(owners[start : start + 400]))
        found += [row.sha256 for row in workspace.reader.rows(some)]
    return found


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(
        ("title", "applicant", "credit_code", "region", "direction", "product", "variant")
    ),
    **dict.fromkeys(("amount_fen", "title_key", "applicant_key", "applicant_uid", "due")),
    **{
        name: {}
        for name in ("answers", "office_answers", "tags", "verified", "checklist", "waivers")
    },
}


def _erase(change: Change, uids: Sequence[str]) -> None:
    connection = change.reader.connection
    emptied = Trash.EMPTIED.value
    connection.execute(update(Application).where(Application.uid.in_(uids)).values(_EMPTY))
    connection.execute(
        update(AnswerRow)
        .where(AnswerRow.application_uid.in_(uids))
        .values({"values": {}, "trashed": emptied})
    )
    connection.execute(
        update(Attachment)
        .where(Attachment.owner_uid.in_(uids))
        .values(name="", fault=None, trashed=emptied)
    )
    connection.execute(
        update(StageEvent)
        .where(StageEvent.application_uid.in_(uids))
        .values(reason=None, operator="", trashed=emptied)
    )
    connection.execute(
        update(HistoryItem)
        .where(HistoryItem.subject.in_(uids))
        .values(old=None, new=None, salt=None)
    )
