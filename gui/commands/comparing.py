# SPDX-License-Identifier: Apache-2.0
"""An application beside a PDF: what the PDF says, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.opening import reading
from models.language import message


def offers(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    file: Annotated[str, typer.Argument(metavar="FILE.pdf")],
) -> int:
    """List what a PDF says about the fields of an application."""
    from gui.intake.pdf_work import compare_with

    path = Path(file)
    with reading(folder) as workspace, output.bar() as progress:
        found = compare_with(
            workspace.reader, number=number, path=path, name=path.name, progress=progress
        )
    data: dict[str, Any] = {
        "number": found.number,
        "offers": [
            {
                "field": line.offer.field,
                "label": str(line.label),
                "now": line.now,
                "text": line.offer.text,
                "then": line.then,
                "page": line.offer.page,
                "sureness": line.offer.sureness.value,
                "same": line.same,
            }
            for line in found.lines
        ],
        "pages_without_text": list(found.silent),
    }
    heads = (message("Field"), message("Now"), message("In the PDF"), message("Page"),
             message("How sure"))  # fmt: skip
    shown = [
        (str(line.label), _cut(line.now or "—"), _cut(line.offer.text), str(line.offer.page),
         str(line.offer.sureness.label))
        for line in found.different
    ]  # fmt: skip
    table = (output.table(heads, shown),) if shown else ()
    output.show(data, *table, *found.about())
    return 0


_WIDEST = 40


def _cut(text: str) -> str:
    """A long text as far as a table has room; `--json` has it whole."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…"
