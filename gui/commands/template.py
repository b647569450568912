# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Call, Folder, Force
from gui.commands.opening import reading
from models.language import current_language, message, plural


def template(
    folder: Folder,
    call: Call,
    out: Annotated[str, typer.Option(help=str(message("A file that ends in .xlsx.")))],
    *,
    filled: Annotated[
        bool, typer.Option("--filled", help=str(message("With all applications of the call.")))
    ] = False,
    office: Annotated[
        bool,
        typer.Option(
            "--office",
            help=str(message("With what the office and the experts fill in, and labels.")),
        ),
    ] = False,
    force: Force = False,
) -> int:
    """Write an intake workbook."""
    from gui import intake_outputs

    with reading(folder) as workspace, output.bar() as progress:
        made = intake_outputs.write_template(
            workspace,
            call=call,
            out=Path(out),
            language=current_language(),
            filled=filled,
            office=office,
            replace=force,
            progress=progress,
        )
    said = message("Wrote a blank intake workbook to {path}", path=str(made.path))
    if filled:
        said = plural(
            "Wrote an intake workbook with {n} application to {path}",
            "Wrote an intake workbook with {n} applications to {path}",
            n=made.applications,
            path=str(made.path),
        )
    output.show(made, said)
    for cut in made.cuts:
        output.warn(
            message(
                "Sheet {sheet}, cell {cell}: the text of {n} characters is too long for a cell and was"
                " cut; do not read this cell back.",
                sheet=cut.sheet,
                cell=cut.cell,
                n=cut.length,
            )
        )
    return 1 if made.cuts else 0
