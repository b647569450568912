# SPDX-License-Identifier: Apache-2.0
"""Attaching files: stored once by hash; a file that bears a mark of secrecy is stopped before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.errors import RefusedError, UserError
from models.language import Listing, message, to_json
from models.rules.programs import is_program
from models.rules.secrecy import marks
from models.rules.text import clean
from models.storage.attachments import store_file
from models.storage.files import CannotReadError
from models.tables import Attachment, Trash
from models.unknown import UnknownNameError
from models.views.owners import application_owner, owner_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.change import Change
    from models.language import Label, Message
    from models.programme.schema import Slot
    from models.reader import Reader
    from models.views.owners import Owner
    from models.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that wants in, as `forms.attachments` found it.

    Attributes:
        fault: Why it cannot be opened, if so; it is stored all the same.
        marks: Marks of secrecy found in its text.
        head: Its first bytes.
    """

    path: Path
    name: str
    media_type: str
    pages: int | None = None
    fault: Message | None = None
    marks: tuple[str, ...] = ()
    head: bytes = b""


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


class ProgramFileError(RefusedError):
    """The file is a program: whoever opened it from the register would start it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message(
                "{name} is a program or a link that opening would start; nothing was attached."
                " Attach what shows it: a description, pictures, a report.",
                name=name,
            )
        )


class AttachedAlreadyError(RefusedError):
    """The same bytes lie in the same slot already."""

    def __init__(self, slot: Label, name: str) -> None:
        super().__init__(
            message(
                "The same file is in “{slot}” already, as {name}; nothing was attached.",
                slot=slot,
                name=name,
            )
        )


def attach(workspace: Workspace, *, number: str, slot: str, file: Incoming) -> str:
    """Attach a file to a slot of an application; the attachment's uid comes back."""
    owner = application_owner(workspace.reader, number)
    return attach_to(workspace, owner=owner, slot=slot, file=file)


def attach_to(workspace: Workspace, *, owner: Owner, slot: str, file: Incoming) -> str:
    """Attach a file to a slot of an application, a call or an applicant; its uid comes back.

    Args:
        slot: By id or by name, of those that are for such an owner.

    Raises:
        ClassifiedFileError: Its name or text bears a mark of secrecy.
        EmptyFileError: It has no bytes.
        ProgramFileError: It is a program.
        AttachedAlreadyError: It is there already.
        UnknownNameError: There is no such slot for that owner.
    """
    found = _slot(owner, slot)
    _refuse(file)
    with workspace.change(_step(owner, found)) as change:
        uid, before = _store(change, workspace.folder, owner, found, file)
        if before:
            raise AttachedAlreadyError(found.label, before)
        return uid


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
    owner = application_owner(workspace.reader, number)
    found = _slot(owner, slot)
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
        _step(owner, found)
        if len(taken) == 1
        else message(
            "Attach {files} files as “{slot}” to {number}",
            files=len(taken),
            slot=found.label,
            number=owner.name,
        )
    )
    kept: list[str] = []
    same: list[tuple[str, str]] = []
    elsewhere: list[tuple[str, Label]] = []
    labels = {item.id: item.label for item in owner.slots}
    with workspace.change(step) as change:
        for file in taken:
            try:
                uid, before = _store(change, workspace.folder, owner, found, file)
            except CannotReadError as error:
                refused.append(error)
                continue
            if before:
                same.append((file.name, before))
                continue
            kept.append(file.name)
            other = _other_slot(change.reader, uid)
            if other in labels:
                elsewhere.append((file.name, labels[other]))
    return Attached(found.label, tuple(kept), tuple(same), tuple(elsewhere), tuple(refused))


def detach(workspace: Workspace, *, uid: str, reason: str = "") -> None:
    """Put an attachment into the trash; its bytes stay."""
    row = workspace.reader.first(select(Attachment.__table__).where(Attachment.uid == uid))
    assert row is not None
    owner = owner_named(workspace.reader, row.owner_uid)
    label = next((slot.label for slot in owner.slots if slot.id == row.slot), row.slot)
    # The step names the slot: a file's name may have to be erased, the names of steps never are.
    step = message("Remove “{slot}” from {owner}", slot=label, owner=_called(owner))
    with workspace.change(step, reason=reason) as change:
        change.trash(Attachment, [uid])


def _slot(owner: Owner, wanted: str) -> Slot:
    """The slot that somebody means by id or by name."""
    for item in owner.slots:
        if wanted in {item.id, item.label.zh, item.label.en}:
            return item
    known = {item.id: item.label for item in owner.slots}
    raise UnknownNameError(message("attachment slot"), wanted, known)


def _step(owner: Owner, slot: Slot) -> Message:
    if owner.kind == "call":
        return message("Attach “{slot}” to the call “{title}”", slot=slot.label, title=owner.name)
    return message("Attach “{slot}” to {number}", slot=slot.label, number=owner.name)


def _called(owner: Owner) -> str | Message:
    if owner.kind == "call":
        return message("the call “{title}”", title=owner.name)
    return owner.name


def _refuse(file: Incoming) -> None:
    found = tuple(dict.fromkeys((*marks(file.name), *marks(file.path.name), *file.marks)))
    if found:
        raise ClassifiedFileError(file.name, found)
    if is_program(file.name, file.head):
        raise ProgramFileError(file.name)
    if file.path.is_file() and file.path.stat().st_size == 0:
        raise EmptyFileError(file.name)


def _other_slot(reader: Reader, uid: str) -> str:
    """Another slot of the same record that holds the same bytes; empty for none."""
    here, there = Attachment.__table__.alias(), Attachment.__table__.alias()
    one, other = here.c, there.c
    return str(
        reader.scalar(
            select(other.slot)
            .join(here, (one.owner_uid == other.owner_uid) & (one.sha256 == other.sha256))
            .where(one.uid == uid, other.slot != one.slot, other.trashed == Trash.LIVE)
        )
        or ""
    )


def _store(
    change: Change, folder: Path, owner: Owner, slot: Slot, file: Incoming
) -> tuple[str, str]:
    """Store a file: the attachment's uid, and its name where the slot held the same bytes before."""
    sha, size = store_file(folder, file.path)
    same = change.reader.first(
        select(Attachment.uid, Attachment.name).where(
            Attachment.owner_uid == owner.uid,
            Attachment.slot == slot.id,
            Attachment.sha256 == sha,
            Attachment.trashed == Trash.LIVE,
        )
    )
    if same is not None:
        return str(same.uid), str(same.name)
    uid = change.insert(
        Attachment,
        owner_kind=slot.scope,
        owner_uid=owner.uid,
        slot=slot.id,
        name=clean(file.name).text,
        sha256=sha,
        size=size,
        media_type=file.media_type,
        pages=file.pages,
        fault=json.dumps(to_json(file.fault), ensure_ascii=False) if file.fault else None,
    )
    return uid, ""
