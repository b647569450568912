# SPDX-License-Identifier: Apache-2.0
"""A printed page, held against the register: the same as now, or what changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder, Force
from gui.commands.opening import reading
from models.language import current_language, message

if TYPE_CHECKING:
    from models.language import Message


def version(
    folder: Folder,
    printed: Annotated[str, typer.Argument(metavar='"NUMBER CODE"')],
    packet: Annotated[
        str,
        typer.Option(help=str(message("Print the packet of that version to this .pdf file."))),
    ] = "",
    *,
    force: Force = False,
) -> int:
    """Open a printed version."""
    from models.views.versions import find_version

    with reading(folder) as workspace, output.bar() as progress:
        found = find_version(workspace.reader, printed, progress)
        again = None
        if packet:
            from gui.outgoing.printed_versions import print_version

            again = print_version(
                workspace,
                found,
                Path(packet),
                language=current_language(),
                replace=force,
                progress=progress,
            )
    lines: list[Message | str] = [found.said()]
    if found.changes:
        heads = (message("Field"), message("Printed"), message("Now"))
        rows = [(item.label, item.before, item.after) for item in found.changes]
        lines.append(output.table(heads, rows))
    if found.issues:
        numbers = ", ".join(map(str, found.issues))
        lines.append(message("It went out under no. {numbers}.", numbers=numbers))
    output.show({**output.plain(found), "packet": packet or None}, *lines)
    if again is not None:
        output.say(message("Printed to {path}", path=packet))
        if again.noted is not None and again.noted.fault is not None:
            output.warn(again.noted.fault)
        if again.issue and not again.same:
            output.warn(message("{path} is not what went out.", path=packet))
    return 0 if found.is_now else 1
