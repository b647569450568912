# SPDX-License-Identifier: Apache-2.0
"""Importing a file by command: what it would do, then one change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gui.commands import output
from gui.commands.opening import day, reading, writing
from gui.commands.options import options
from models.errors import Severity, UserError
from models.language import current_language, message, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.intake.choosing import Ruling
    from forms.intake.incoming import CellProblem
    from forms.intake.preview import Choice, Preview, PreviewRow
    from models.language import Message
    from models.programme.schema import Programme
    from models.workspace import Workspace

_SHOWN = 40


class DecisionUnknownError(UserError):
    """What to do with possible duplicates is said in one of three words."""

    def __init__(self, text: str) -> None:
        super().__init__(
            message("“{text}” is not one of update, new, skip (--duplicates).", text=text)
        )


def import_(
    folder: Annotated[str, typer.Argument(metavar="DIR")],
    call: Annotated[str, typer.Argument(metavar="CALL")],
    file: Annotated[str, typer.Argument(metavar="FILE")],
    map_: Annotated[
        str,
        typer.Option("--map", metavar="MAP.toml", help=str(message("Which column is which field."))),
    ] = "",
    sheet: Annotated[
        list[str] | None, typer.Option(help=str(message("A sheet to read; may be named again.")))
    ] = None,
    duplicates: Annotated[
        str,
        typer.Option(
            metavar="update|new|skip", help=str(message("What to do with possible duplicates."))
        ),
    ] = "",
    errors: Annotated[
        str,
        typer.Option(metavar="OUT.xlsx", help=str(message("Write a workbook to send back."))),
    ] = "",
    received: Annotated[str, typer.Option(help=str(message("Day of receipt.")))] = "",
    reason: Annotated[str, typer.Option(help=str(message("Why it is late.")))] = "",
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=str(message("Only say what would be done.")))
    ] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help=str(message("Import the good rows, leave the others.")))
    ] = False,
    drafts: Annotated[
        bool,
        typer.Option("--drafts", help=str(message("Record the refused rows too, as they were typed."))),
    ] = False,
    guess: Annotated[
        bool, typer.Option("--guess", help=str(message("Take columns that are only guessed, too.")))
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=str(message("Replace what is there.")))
    ] = False,
) -> int:
    """Import applications from a workbook, a text table or a Word form."""
    from forms.intake.preview import Choice

    choice = Choice.DRAFTS if drafts else Choice.GOOD if partial else Choice.ALL
    decision = _decision(duplicates)
    opened = reading(folder) if dry_run else None
    ...
