# SPDX-License-Identifier: Apache-2.0
"""The office itself, its operators, and its working days."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.duties import Duty, hash_pin
from models.errors import RefusedError
from models.language import message
from models.rules.text import clean
from models.tables import Office, Operator, Trash
from models.verbs.required import required_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.workspace import Workspace


class OperatorThereError(RefusedError):
    """There is an operator of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(message("There is an operator “{name}” already.", name=name))


class BackupPlaceError(RefusedError):
    """The second place for backups is in the workspace, with which it would be lost."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            message(
                "{place} is in the workspace itself. Choose a folder on another disk, so that not both"
                " are lost at once.",
                place=str(place),
            )
        )


def edit_office(workspace: Workspace, *, values: Mapping[str, Any]) -> None:
    """Set name, region, contact, phone, backup place or working days of the office.

    Raises:
        EmptyTextError: The name says nothing.
        BackupPlaceError: The second place for backups is in the workspace.
    """
    new = dict(values)
    if "backup_place" in new and not new["backup_place"]:
        new["backup_place"] = None
    elif "backup_place" in new:
        # In full, since the next command or window may run elsewhere.
        place = Path(new["backup_place"]).expanduser().absolute()
        if place.resolve().is_relative_to(workspace.folder.resolve()):
            raise BackupPlaceError(place)
        new["backup_place"] = str(place)
    if "name" in new:
        new["name"] = required_text(new["name"], message("name of the office"))
    for key in {"contact", "phone"} & new.keys():
        new[key] = clean(new[key] or "").text or None
    uid = workspace.reader.scalar(select(Office.uid).order_by(Office.id))
    with workspace.change(message("Edit the office"), duty=Duty.APPROVE) as change:
        change.set(Office, uid, new)


def add_operator(workspace: Workspace, *, name: str, duties: Sequence[Duty], pin: str = "") -> str:
    """Add an operator; its uid comes back.

    A PIN separates duties; it does not protect the file, which anyone who opens the folder reads.

    Raises:
        OperatorThereError: There is one of that name.
        EmptyTextError: The name says nothing.
    """
    name = required_text(name, message("name of the operator"))
    taken = select(Operator.uid).where(Operator.name == name, Operator.trashed == Trash.LIVE)
    if workspace.reader.first(taken) is not None:
        raise OperatorThereError(name)
    with workspace.change(
        message("Add the operator {name}", name=name), duty=Duty.APPROVE
    ) as change:
        return change.insert(
            Operator,
            name=name,
            duties=[duty.value for duty in duties],
            pin=hash_pin(pin) if pin else None,
        )


def edit_operator(
    workspace: Workspace,
    *,
    uid: str,
    duties: Sequence[Duty] | None = None,
    pin: str | None = None,
) -> None:
    """Give an operator other duties or another PIN; an empty PIN takes it away.

    Raises:
        LastApproverError: Nobody would be left who may approve.
    """
    row = workspace.reader.first(select(Operator.name).where(Operator.uid == uid))
    assert row is not None
    values: dict[str, Any] = {}
    if duties is not None:
        values["duties"] = [duty.value for duty in duties]
    if pin is not None:
        values["pin"] = hash_pin(pin) if pin else None
    step = message("Edit the operator {name}", name=row.name)
    with workspace.change(step, duty=Duty.APPROVE) as change:
        change.set(Operator, uid, values)
