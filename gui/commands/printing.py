# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gui.commands import output
from gui.commands.opening import reading
from gui.commands.options import options
from models.language import current_language, message, plural
from models.orders import PacketOrder, SummaryOrder

if TYPE_CHECKING:
    from gui.outgoing import Noted


def packet(
    folder: Annotated[str, typer.Argument(metavar="DIR")],
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER …")],
    out: Annotated[str, typer.Option(help=str(message("A file for one, a folder for several.")))],
    names: Annotated[
        str,
        typer.Option(
            help=str(message("How files are named; may use number, applicant, title, stage, call."))
        ),
    ] = "{number} {applicant} {title}",
    *,
    to: Annotated[
        str,
        typer.Option("--to", help=str(message("To whom it goes, for the list of what went out."))),
    ] = "",
    note: Annotated[
        str, typer.Option(help=str(message("A note for the list of what went out.")))
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help=str(message("Replace what is there.")))
    ] = False,
) -> int:
    """Print packets."""
    from gui.outgoing import issue
    from gui.outgoing.fonts import fonts_here
    from models.views.find import application_rows

    issued: list[Noted] = []
    with reading(folder) as workspace, output.bar() as progress:
        order = PacketOrder(
            applications=tuple(row.uid for row in application_rows(workspace.reader, numbers)),
            language=current_language(),
            names=names,
            fonts=fonts_here(),
        )
        printed = issue(
            workspace,
            order,
            Path(out),
            replace=force,
            recipient=to,
            note=note,
            noted=issued.append,
            progress=progress,
        )
    said = plural(
        "Printed {n} packet with {pages} pages to {out}",
        "Printed {n} packets with {pages} pages to {out}",
        n=len(printed.files),
        pages=printed.pages,
        out=out,
    )
    output.show_issued(printed, issued, said)
    for number, why in printed.failures:
        output.warn(f"{number}: {why}")
    output.warn_lost(printed.lost)
    if printed.failures:
        return 1 if printed.files else 2
    return 0


def summary(
    folder: Annotated[str, typer.Argument(metavar="DIR")],
    call: Annotated[str, typer.Argument(metavar="CALL")],
    out: Annotated[str, typer.Option(help=str(message("A file that ends in .xlsx or .pdf.")))],
    *,
    to: Annotated[
        str,
        typer.Option("--to", help=str(message("To whom it goes, for the list of what went out."))),
    ] = "",
    note: Annotated[
        str, typer.Option(help=str(message("A note for the list of what went out.")))
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help=str(message("Replace what is there.")))
    ] = False,
) -> int:
    """Export a summary."""
    from gui.outgoing import issue
    from models.views.find import call_row

    issued: list[Noted] = []
    with reading(folder) as workspace, output.bar() as progress:
        order = SummaryOrder(
            call=call_row(workspace.reader, call).uid,
            form=Path(out).suffix.lower().removeprefix("."),
            language=current_language(),
        )
        result = issue(
            workspace,
            order,
            Path(out),
            replace=force,
            recipient=to,
            note=note,
            noted=issued.append,
            progress=progress,
        )
    said = plural(
        "Exported {n} application to {path}",
        "Exported {n} applications to {path}",
        n=result.listed,
        path=str(result.path),
    )
    output.show_issued(result, issued, said)
    if result.filters and not options().json:
        output.warn(result.filters)
    for cut in result.cuts:
        output.warn(
            message(
                "Sheet {sheet}, cell {cell}: the text of {n} characters is too long for a cell and was"
                " cut; the packet has all of it.",
                sheet=cut.sheet,
                cell=cut.cell,
                n=cut.length,
            )
        )
    return 1 if result.cuts else 0
