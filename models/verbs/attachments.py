# SPDX-License-Identifier: Apache-2.0
"""Attaching files: stored once by hash; a file that bears a mark of secrecy is stopped before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from models.errors import RefusedError, UserError
from models.language import Listing, message, to_json
from models.rules.secrecy import marks
from models.rules.text import clean
from models.storage.attachments import store_file
from models.storage.files import CannotReadError
from models.tables import Attachment, Definition, Trash
from models.unknown import UnknownNameError
from models.views.applicants import applicant
from models.views.find import application_row, call_row, live_application

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.change import Change
    from models.language import Label, Message
    from models.programme.schema import Slot
    from models.reader import Reader
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
    found = _slot(programme.slot, slot, {"application"})
    step = message("Attach “{slot}” to {number}", slot=found.label, number=row.number)
    return _attach(workspace, "application", row.uid, found.id, file, step)


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of files that were attached together.

    Attributes:
        kept: Names of the files that are attached now.
        same: Names of files whose bytes this slot held before, and under which name.
        elsewhere: Names of files that another slot of the application holds too, and its label.
        refused: What could not be attached, and why.
    """

    slot: Label
    kept: tuple[str, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[tuple[str, Label], ...] = ()
    refused: tuple[UserError, ...] = ()

    @property
    def classified(self) -> tuple[ClassifiedFileError, ...]:
        """Those of the refused that bear a mark of secrecy."""
        return tuple(item for item in self.refused if isinstance(item, ClassifiedFileError))


def attach_files(
    workspace: Workspace, *, number: str, slot: str, files: Sequence[Incoming]
) -> Attached:
    """Attach files to a slot of an application in one step; what is refused is listed.

    Raises:
        UnknownNameError: The programme has no such slot.
    """
    row = live_application(workspace.reader, number)
    programme = workspace.reader.library.programme(row.definition_uid)
    found = _slot(programme.slot, slot, {"application"})
    taken: list[Incoming] = []
    refused: list[UserError] = []
    for file in files:
        try:
            _refuse(file)
        except RefusedError as error:
            refused.append(error)
        else:
            taken.append(file)
    if not taken:
        return Attached(found.label, refused=tuple(refused))
    step = (
        message("Attach “{slot}” to {number}", slot=found.label, number=row.number)
        if len(taken) == 1
        else message(
            "Attach {files} files as “{slot}” to {number}",
            files=len(taken),
            slot=found.label,
            number=row.number,
        )
    )
    kept: list[str] = []
    same: list[tuple[str, str]] = []
    elsewhere: list[tuple[str, Label]] = []
    with workspace.change(step) as change:
        for file in taken:
            try:
                uid, before = _store(
                    change, workspace.folder, "application", row.uid, found.id, file
                )
            except CannotReadError as error:
                refused.append(error)
                continue
            if before:
                same.append((file.name, before))
            else:
                kept.append(file.name)
                other = _other_slot(change.reader, uid)
                if other in programme.slots:
                    elsewhere.append((file.name, programme.slots[other].label))
    return Attached(found.label, tuple(kept), tuple(same), tuple(elsewhere), tuple(refused))


def attach_to_call(workspace: Workspace, *, call: str, slot: str, file: Incoming) -> str:
    """Attach a file to a call or to its list: the notice, minutes, the stamped letter.

    Raises:
        ClassifiedFileError: Its name or text bears a mark of secrecy.
        UnknownNameError: The programme has no such slot for calls or lists.
    """
    row = call_row(workspace.reader, call)
    programme = workspace.reader.library.programme(row.definition_uid)
    found = _slot(programme.slot, slot, {"call", "list"})
    step = message("Attach “{slot}” to the call “{title}”", slot=found.label, title=row.title)
    return _attach(workspace, found.scope, row.uid, found.id, file, step)


def attach_to_applicant(workspace: Workspace, *, wanted: str, slot: str, file: Incoming) -> str:
    """Attach a file to an applicant's master record, such as its licence.

    Args:
        wanted: The applicant by credit code, uid or name.

    Raises:
        ClassifiedFileError: Its name or text bears a mark of secrecy.
        UnknownNameError: No programme of this workspace has such a slot for applicants.
    """
    owner = applicant(workspace.reader, wanted)
    slots = _slots_of_all(workspace.reader)
    found = _slot(slots, slot, {"applicant"})
    step = message("Attach “{slot}” to {applicant}", slot=found.label, applicant=owner.name)
    return _attach(workspace, "applicant", owner.uid, found.id, file, step)


def _slot(slots: Sequence[Slot], wanted: str, scopes: set[str]) -> Slot:
    """The slot that somebody means by id or by name, among those for that kind of record."""
    fitting = [item for item in slots if item.scope in scopes]
    for item in fitting:
        if wanted in {item.id, item.label.zh, item.label.en}:
            return item
    known = dict.fromkeys(f"{item.id} {item.label.zh}" for item in fitting)
    raise UnknownNameError(message("attachment slot"), wanted, list(known))


def detach(workspace: Workspace, *, uid: str, reason: str = "") -> None:
    """Put an attachment into the trash; its bytes stay."""
    row = workspace.reader.first(select(Attachment.__table__).where(Attachment.uid == uid))
    assert row is not None
    # The step names the slot: a file's name may have to be erased, the names of steps never are.
    owner, slots = _owner(workspace.reader, row.owner_kind, row.owner_uid)
    label = next((item.label for item in slots if item.id == row.slot), row.slot)
    step = message("Remove “{slot}” from {owner}", slot=label, owner=owner)
    with workspace.change(step, reason=reason) as change:
        change.trash(Attachment, [uid])


def _owner(reader: Reader, kind: str, uid: str) -> tuple[str | Message, Sequence[Slot]]:
    """What an owner of attachments is called, and the slots that it may have."""
    if kind == "applicant":
        return applicant(reader, uid).name, _slots_of_all(reader)
    if kind == "application":
        row = application_row(reader, uid)
        return row.number, reader.library.programme(row.definition_uid).slot
    row = call_row(reader, uid)
    called = message("the call “{title}”", title=row.title)
    return called, reader.library.programme(row.definition_uid).slot


def _slots_of_all(reader: Reader) -> list[Slot]:
    rows = reader.rows(select(Definition.uid).order_by(Definition.id.desc()))
    programmes = (reader.library.programme(row.uid) for row in rows)
    return [item for programme in programmes for item in programme.slot]


def _attach(
    workspace: Workspace, kind: str, owner: str, slot: str, file: Incoming, step: Message
) -> str:
    _refuse(file)
    with workspace.change(step) as change:
        return _store(change, workspace.folder, kind, owner, slot, file)[0]


def _other_slot(reader: Reader, uid: str) -> str:
    """Another slot of the same record that holds the same bytes; empty for none."""
    one, other = aliased(Attachment), aliased(Attachment)
    return str(
        reader.scalar(
            select(other.slot)
            .join(one, (one.owner_uid == other.owner_uid) & (one.sha256 == other.sha256))
            .where(one.uid == uid, other.slot != one.slot, other.trashed == Trash.LIVE)
        )
        or ""
    )


def _refuse(file: Incoming) -> None:
    """Refuse what is not copied at all: marks of secrecy, and nothing."""
    found = tuple(dict.fromkeys((*marks(file.name), *marks(file.path.name), *file.marks)))
    if found:
        raise ClassifiedFileError(file.name, found)
    if file.path.is_file() and file.path.stat().st_size == 0:
        raise EmptyFileError(file.name)


def _store(
    change: Change, folder: Path, kind: str, owner: str, slot: str, file: Incoming
) -> tuple[str, str]:
    """Store a file: the attachment's uid, and its name where the slot held the same bytes before."""
    sha, size = store_file(folder, file.path)
    same = change.reader.first(
        select(Attachment.uid, Attachment.name).where(
            Attachment.owner_uid == owner,
            Attachment.slot == slot,
            Attachment.sha256 == sha,
            Attachment.trashed == Trash.LIVE,
        )
    )
    if same is not None:
        return str(same.uid), str(same.name)
    uid = change.insert(
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
    return uid, ""
