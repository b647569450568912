# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.opening import reading, writing
from gui.commands.options import options
from models.language import message, plural


def advance(
    folder: Folder,
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER …")],
    to: Annotated[str, typer.Option(help=str(message("The stage, by id or name.")))],
    reason: Annotated[str, typer.Option(help=str(message("Why; some moves ask for it.")))] = "",
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=str(message("Only say what would be refused.")))
    ] = False,
) -> int:
    """Move applications."""
    from models.verbs import stages

    if dry_run:
        with reading(folder) as opened:
            plan = stages.plan_move(opened.reader, numbers=numbers, to=to, reason=reason)
        said = message(
            "{n} would move to “{stage}”, {refused} not.",
            n=len(plan.allowed),
            stage=plan.label,
            refused=len(plan.refused),
        )
        return output.show_plan(plan, said)
    with writing(folder) as workspace:
        plan = stages.advance(workspace, numbers=numbers, to=to, reason=reason)
    said = plural(
        "Moved {n} application to “{stage}”.",
        "Moved {n} applications to “{stage}”.",
        n=len(plan.allowed),
        stage=plan.label,
    )
    return output.show_plan(plan, said)


def revert(
    folder: Folder,
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER …")],
    reason: Annotated[str, typer.Option(help=str(message("Why.")))] = "",
) -> int:
    """Move applications back."""
    from models.verbs import stages

    with writing(folder) as workspace:
        moved = stages.revert(workspace, numbers=numbers, reason=reason)
    n = len(moved.numbers)
    said = plural("Moved {n} application back.", "Moved {n} applications back.", n=n)
    output.show({"moved": moved.numbers, "notes": moved.notes}, said)
    if not options().json:
        for note in moved.notes:
            output.warn(note)
    return 0


_STEP = str(message("A certain step: its number in the history."))


def undo(
    folder: Folder,
    step: Annotated[int, typer.Option(help=_STEP, metavar="N")] = 0,
) -> int:
    """Undo."""
    from models.verbs import steps
    from models.views.steps import entry_of

    with writing(folder) as workspace:
        entry = entry_of(workspace.reader, sequence=step).uid if step else ""
        named = steps.undo(workspace, entry=entry)
    output.show({"undone": named}, message("Taken back: {step}", step=named))
    return 0


def redo(
    folder: Folder,
    step: Annotated[int, typer.Option(help=_STEP, metavar="N")] = 0,
) -> int:
    """Redo."""
    from models.verbs import steps
    from models.views.steps import entry_of

    with writing(folder) as workspace:
        entry = entry_of(workspace.reader, sequence=step).uid if step else ""
        named = steps.redo(workspace, entry=entry)
    output.show({"redone": named}, message("Done again: {step}", step=named))
    return 0


def trash(
    folder: Folder,
    numbers: Annotated[list[str] | None, typer.Argument(metavar="NUMBER …")] = None,
    reason: Annotated[str, typer.Option(help=str(message("Why.")))] = "",
    *,
    restore: Annotated[
        bool, typer.Option("--restore", help=str(message("Take them out of the trash.")))
    ] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help=str(message("Erase what is in the trash, for good.")))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=str(message("Do not ask.")))] = False,
) -> int:
    """Trash, restore, empty."""
    from models.verbs.applications import restore_applications, trash_applications
    from models.verbs.trash import empty_trash
    from models.views import register

    if empty:
        with writing(folder) as workspace:
            n = empty_trash(workspace, confirmed=yes)
        said = plural(
            "Erased {n} application; steps before this can no longer be undone.",
            "Erased {n} applications; steps before this can no longer be undone.",
            n=n,
        )
        if not n:
            said = message("The trash is empty; nothing was erased.")
        output.show({"erased": n}, said)
        return 0
    if not numbers:
        with reading(folder) as opened:
            rows = register.page(opened.reader, register.Query(trashed=True))
        heads = (message("Number"), message("Title"), message("Applicant"))
        output.show(rows, output.table(heads, [(r.number, r.title, r.applicant) for r in rows]))
        return 0
    with writing(folder) as workspace:
        if restore:
            restore_applications(workspace, numbers=numbers)
            said = plural("Took {n} application out of the trash.",
                          "Took {n} applications out of the trash.", n=len(numbers))  # fmt: skip
        else:
            trash_applications(workspace, numbers=numbers, reason=reason)
            said = plural("Put {n} application into the trash.",
                          "Put {n} applications into the trash.", n=len(numbers))  # fmt: skip
    output.show({"numbers": numbers}, said)
    return 0
