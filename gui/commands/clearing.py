# SPDX-License-Identifier: Apache-2.0
"""Clearing attachments for those who judge blind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.opening import writing
from models.language import message, plural
from models.unknown import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.programme.answers import File
    from models.views.owners import Owner


def clear(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    slot: Annotated[
        str, typer.Option(help=str(message("All files of this slot, by id or by name.")))
    ] = "",
    file: Annotated[str, typer.Option(help=str(message("This file, by name or uid.")))] = "",
    *,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help=str(message("Take the clearance back.")))
    ] = False,
) -> int:
    """Clear attachments."""
    from models.verbs.clearance import clear_attachments
    from models.views.files import files_of
    from models.views.owners import application_owner

    with writing(folder) as workspace:
        owner = application_owner(workspace.reader, number)
        meant = _meant(files_of(workspace.reader, owner.uid), owner, slot, file)
        done = clear_attachments(workspace, uids=[item.uid for item in meant], withdraw=withdraw)
    said = (
        plural(
            "{number}: the clearance of {n} attachment is withdrawn; packets for experts leave it out.",
            "{number}: the clearance of {n} attachments is withdrawn; packets for experts leave them"
            " out.",
            n=len(done.changed),
            number=owner.name,
        )
        if withdraw
        else plural(
            "{number}: {n} attachment is cleared for experts.",
            "{number}: {n} attachments are cleared for experts.",
            n=len(done.changed),
            number=owner.name,
        )
    )
    output.show(done, said)
    for name in done.refused:
        output.warn(message("{name} cannot be opened; it was not cleared.", name=name))
    return 1 if done.refused else 0


def _meant(files: Sequence[File], owner: Owner, slot: str, name: str) -> list[File]:
    """The files that somebody means; all of the application where nothing was named.

    Raises:
        UnknownNameError: There is no such slot, or no such file.
    """
    found = list(files)
    if slot:
        known = {item.id: item.label for item in owner.slots}
        ids = [key for key, label in known.items() if slot in {key, label.zh, label.en}]
        if not ids:
            raise UnknownNameError(message("attachment slot"), slot, known)
        found = [item for item in found if item.slot == ids[0]]
    if name:
        found = [item for item in found if name in {item.name, item.uid}]
    if not found:
        every = [f"{item.name} ({item.uid})" for item in files]
        raise UnknownNameError(message("attachment"), name or slot, every)
    return found
