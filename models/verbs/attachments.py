# SPDX-License-Identifier: Apache-2.0
"""Attaching files: stored once by hash; a file that bears a mark of secrecy is stopped before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.errors import RefusedError
from models.language import Listing, message, to_json
from models.rules.secrecy import marks
from models.rules.text import clean
from models.storage.attachments import store_file
from models.tables import Applicant, Attachment, Call, Trash
from models.unknown import UnknownNameError
from models.views.find import call_row, live_application

if TYPE_CHECKING:
    from pathlib import Path

    from models.language import Message
    from models.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that wants in, as `forms.attachments` found it.

    Attributes:
        fault: Why it cannot be opened, if so; it is stored all the same.
        marks: Marks of secrecy found in its text.
    """

    path: Path
    name: str
    media_type: str
    pages: int | None = None
    fault: Message | None = None
    marks: tuple[str, ...] = ()


class ClassifiedFileError(RefusedError):
    """The file bears a mark of secrecy; nothing of it was copied."""

    def __init__(self, name: str, found: tuple[str, ...]) -> None:
        super().__init__(
            message(
                "{name} bears the mark {marks}. This program is for non-classified material: nothing"
                " was copied. Handle the file by the rules of secrecy.",
                name=name,
                marks=Listing(found),
            )
        )


class EmptyFileError(RefusedError):
    """The file has no bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(message("{name} is empty; nothing was attached.", name=name))


def attach(workspace: Workspace, *, number: str, slot: str, file: Incoming) -> str:
    """Attach a file to a slot of an application; the attachment's uid comes back.

    Raises:
        ClassifiedFileError: Its name or text bears a mark of secrecy.
        UnknownNameError: The programme has no such slot.
    """
    row = live_application(workspace.reader, number)
    programme = workspace.reader.library.programme(row.definition_uid)
    found = programme.slots.get(slot) or next(
        (item for item in programme.slot if slot in {item.label.zh, item.label.en}), None
    )
    if found is None:
        known = [f"{item.id} {item.label.zh}" for item in programme.slot]
        raise UnknownNameError(message("attachment slot"), slot, known)
    step = message("Attach “{slot}” to {number}", slot=found.label, number=row.number)
    return _attach(workspace, "application", row.uid, found.id, file, step)


def attach_to_call(workspace: Workspace, *, call: str, slot: str, file: Incoming) -> str:
    """Attach a file to a call or to its list: the notice, minutes, the stamped letter."""
    row = call_row(workspace.reader, call)
    step = message("Attach {name} to the call “{title}”", name=file.name, title=row.title)
    return _attach(workspace, "call", row.uid, slot, file, step)


def attach_to_applicant(workspace: Workspace, *, uid: str, slot: str, file: Incoming) -> str:
    """Attach a file to an applicant's master record, such as its licence."""
    name = workspace.reader.scalar(select(Applicant.name).where(Applicant.uid == uid))
    step = message("Attach {name} to {applicant}", name=file.name, applicant=name)
    return _attach(workspace, "applicant", uid, slot, file, step)


def detach(workspace: Workspace, *, uid: str, reason: str = "") -> None:
    """Put an attachment into the trash; its bytes stay."""
    row = workspace.reader.first(select(Attachment.name).where(Attachment.uid == uid))
    assert row is not None
    with workspace.change(message("Remove {name}", name=row.name), reason=reason) as change:
        change.trash(Attachment, [uid])


def call_attachments(workspace: Workspace, *, call: str) -> list[tuple[str, str]]:
    """Slot and name of the files of a call."""
    rows = workspace.reader.rows(
        select(Attachment.slot, Attachment.name)
        .join(Call, Call.uid == Attachment.owner_uid)
        .where(Call.key == call, Attachment.trashed == Trash.LIVE)
    )
    return [(row.slot, row.name) for row in rows]


def _attach(
    workspace: Workspace, kind: str, owner: str, slot: str, file: Incoming, step: Any
) -> str:
    found = tuple(dict.fromkeys((*marks(file.name), *marks(file.path.name), *file.marks)))
    if found:
        raise ClassifiedFileError(file.name, found)
    if file.path.is_file() and file.path.stat().st_size == 0:
        raise EmptyFileError(file.name)
    same = None
    with workspace.change(step) as change:
        sha, size = store_file(workspace.folder, file.path)
        same = change.reader.first(
            select(Attachment.uid).where(
                Attachment.owner_uid == owner,
                Attachment.slot == slot,
                Attachment.sha256 == sha,
                Attachment.trashed == Trash.LIVE,
            )
        )
        if same is not None:
            return str(same.uid)
        return change.insert(
            Attachment,
            owner_kind=kind,
            owner_uid=owner,
            slot=slot,
            name=clean(file.name).text,
            sha256=sha,
            size=size,
            media_type=file.media_type,
            pages=file.pages,
            fault=json.dumps(to_json(file.fault), ensure_ascii=False) if file.fault else None,
        )
