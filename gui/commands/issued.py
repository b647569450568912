# SPDX-License-Identifier: Apache-2.0
"""What went out: the list of it, making it again, and to whom it went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder, Force
from gui.commands.opening import day, reading
from models.language import current_language, message, plural

if TYPE_CHECKING:
    from gui.outgoing.rebuilding import Rebuilt


def list_(
    folder: Folder,
    to: Annotated[
        str,
        typer.Option("--to", help=str(message("Words of the recipient, the call, a number."))),
    ] = "",
    since: Annotated[str, typer.Option(help=str(message("The first day, as 2026-03-15.")))] = "",
    until: Annotated[str, typer.Option(help=str(message("The last day, as 2026-03-15.")))] = "",
    out: Annotated[
        str, typer.Option(help=str(message("Write the list to a file that ends in .xlsx or .csv.")))
    ] = "",
    *,
    force: Force = False,
) -> int:
    """List what went out."""
    from models.views.ledger import ledger_lines

    first, last = day(since), day(until)
    with reading(folder) as workspace:
        lines = ledger_lines(workspace.reader, to=to, since=first, until=last)
        if out:
            from gui.outgoing.logs import write_log

            write_log(
                workspace.reader, lines, Path(out), language=current_language(), replace=force
            )
    said = plural("{n} issue", "{n} issues", n=len(lines))
    if out:
        output.show(
            {"path": out, "issues": len(lines)},
            message("{lines} written to {path}", lines=said, path=out),
        )
        return 0
    if not lines:
        narrowed = to or since or until
        output.show(
            [],
            message("Nothing went out that fits.")
            if narrowed
            else message("Nothing went out of this office yet."),
        )
        return 0
    heads = (message("No."), message("Time"), message("What"), message("About"), message("Files"),
             message("Recipient"), message("Operator"), message("Hash"))  # fmt: skip
    rows = [
        (
            line.id,
            line.at,
            line.what,
            line.about,
            line.files,
            line.recipient,
            line.operator,
            line.hash,
        )
        for line in lines
    ]
    output.show(lines, output.table(heads, rows), said)
    return 0


def rebuild(
    folder: Folder,
    which: Annotated[int, typer.Argument(metavar="NO")],
    out: Annotated[str, typer.Option(help=str(message("A file for one, a folder for several.")))],
    file: Annotated[
        int, typer.Option(help=str(message("Only this file of it, counted from 1.")))
    ] = 0,
    *,
    force: Force = False,
) -> int:
    """Make again what went out, and compare it."""
    from gui.outgoing.rebuilding import rebuild as make_again

    with reading(folder) as workspace, output.bar() as progress:
        made = make_again(
            workspace.reader,
            which,
            Path(out),
            file=file,
            replace_files=force,
            progress=progress,
        )
    return _tell(made, out)


def send(
    folder: Folder,
    which: Annotated[int, typer.Argument(metavar="NO")],
    to: Annotated[str, typer.Option("--to", help=str(message("To whom it went.")))],
    note: Annotated[str, typer.Option(help=str(message("A note, such as the way it went.")))] = "",
) -> int:
    """Note to whom something went."""
    from gui.outgoing.recipients import say_recipient

    with reading(folder) as workspace:
        line = say_recipient(
            workspace.reader,
            which=which,
            operator=workspace.operator.name,
            recipient=to,
            note=note,
        )
    output.show(
        line, message("No. {n} went to {recipient}.", n=line.id, recipient=line.recipient or "—")
    )
    return 0


def _tell(made: Rebuilt, out: str) -> int:
    same = sum(file.same for file in made.files)
    if made.is_same:
        said = plural(
            "Made again to {out}: {n} file, byte for byte what went out.",
            "Made again to {out}: {n} files, byte for byte what went out.",
            n=same,
            out=out,
        )
    else:
        said = message(
            "Made again to {out}: {same} of {all} files are byte for byte what went out.",
            out=out,
            same=same,
            all=len(made.files) + len(made.missing),
        )
    output.show(made, said)
    for file in made.files:
        if not file.same:
            output.warn(message("{path} is not what went out.", path=str(file.path)))
    for number, why in made.missing:
        output.warn(f"{number}: {why}")
    for reason in made.reasons:
        output.warn(reason)
    if made.is_same:
        return 0
    return 1 if made.files else 2
