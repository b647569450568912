# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder, Force
from gui.commands.opening import reading
from models.errors import UserError
from models.language import message, plural


class NotAHeadError(UserError):
    """A printed head has the form 128:9f2c40d1a7b3e655."""

    def __init__(self, text: str) -> None:
        super().__init__(
            message(
                "“{text}” is no head of a history; it looks like 128:9f2c40d1a7b3e655.", text=text
            )
        )


def check(
    folder: Folder,
    head: Annotated[
        list[str] | None, typer.Option(help=str(message("A head printed on a packet or summary.")))
    ] = None,
) -> int:
    """Check a workspace."""
    from models.storage.integrity import check_workspace

    heads = [_head(text) for text in head or []]
    with reading(folder) as workspace, output.bar() as progress:
        report = check_workspace(workspace.reader, heads=heads, progress=progress)
    if report.faults:
        output.show(report)
        for fault in report.faults:
            output.warn(fault)
        return 1
    output.show(
        report,
        message(
            "All is well: {entries} entries of history, {records} records, {files} attachments.",
            entries=report.entries,
            records=report.records,
            files=report.attachments,
        ),
    )
    return 0


def backup(
    folder: Folder,
    out: Annotated[str, typer.Option(help=str(message("One file that carries everything.")))] = "",
    *,
    force: Force = False,
) -> int:
    """Take a backup."""
    from models.storage.backup import BackupReason, back_up
    from models.storage.manifest import read_manifest

    with reading(folder) as workspace, output.bar() as progress:
        made = back_up(
            workspace.folder,
            BackupReason.MANUAL,
            out=Path(out) if out else None,
            second_place=workspace.second_backup_place(),
            replace=force,
            progress=progress,
        )
    assert made is not None
    manifest = read_manifest(made)
    said = plural(
        "Backed up {n} application to {path}",
        "Backed up {n} applications to {path}",
        n=manifest["counts"]["application"],
        path=str(made),
    )
    output.show({"path": made, **manifest}, said)
    return 0


def restore(
    file: Annotated[str, typer.Argument(metavar="FILE")],
    folder: Folder,
) -> int:
    """Restore a backup."""
    from models.storage.lock import local_time
    from models.storage.restore import restore as restore_backup

    with output.bar() as progress:
        done = restore_backup(Path(file), Path(folder), progress=progress)
    manifest = done.manifest
    said = plural(
        "Restored {n} application to {folder}, as of {made}.",
        "Restored {n} applications to {folder}, as of {made}.",
        n=manifest["counts"]["application"],
        folder=folder,
        made=local_time(manifest["made"]),
    )
    output.show({"folder": folder, "backup": done.backup, **manifest, "lost": done.lost}, said)
    for path in done.unreadable:
        output.warn(message("The backup {name} cannot be read.", name=path.name))
    if done.lost:
        output.warn(
            plural(
                "{n} attachment is missing: it was neither in the backup nor in a folder “attachments”"
                " beside it, where automatic backups share them. A backup with --out carries all.",
                "{n} attachments are missing: they were neither in the backup nor in a folder"
                " “attachments” beside it, where automatic backups share them. A backup with --out"
                " carries all.",
                n=len(done.lost),
            )
        )
    for lost in done.lost:
        output.warn(
            message(
                "The attachment {name} of {number} is recorded, but its file is gone.",
                name=lost.name,
                number=lost.number,
            )
        )
    return 1 if done.lost or done.unreadable else 0


def _head(text: str) -> tuple[int, str]:
    found = _HEAD.fullmatch(text)
    if found is None:
        raise NotAHeadError(text[:_LONGEST])
    return int(found[1]), found[2].lower()


_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-fA-F]{1,64})")
_LONGEST = 80
