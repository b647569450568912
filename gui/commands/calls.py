# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gui.commands import output
from gui.commands.asked import Call, Folder
from gui.commands.opening import day, quotas, reading, writing
from models.language import message, plural

if TYPE_CHECKING:
    from models.verbs.calls import Amendment


def add(
    folder: Folder,
    programme: Annotated[
        str, typer.Option(help=str(message("Id of a programme, or a TOML file.")))
    ],
    title: Annotated[str, typer.Option(help=str(message("Title of the call.")))],
    opens: Annotated[str, typer.Option(help=str(message("First day, as 2026-03-01.")))] = "",
    closes: Annotated[str, typer.Option(help=str(message("Last day.")))] = "",
    notice: Annotated[str, typer.Option(help=str(message("Number of the notice.")))] = "",
    pattern: Annotated[
        str, typer.Option(help=str(message("Pattern of application numbers.")))
    ] = "",
    quota: Annotated[
        list[str] | None, typer.Option(help=str(message("A quota of this call, as ID=NUMBER.")))
    ] = None,
    contact: Annotated[str, typer.Option(help=str(message("Whom to ask.")))] = "",
) -> int:
    """Open a call."""
    from models.verbs.calls import add_call

    with writing(folder) as workspace:
        key = add_call(
            workspace,
            programme=programme,
            title=title,
            opens=day(opens),
            closes=day(closes),
            notice=notice,
            pattern=pattern,
            quotas=quotas(quota),
            contact=contact,
        )
    output.show(
        {"id": key, "title": title},
        message("Opened the call {id}: {title}", id=key, title=title),
    )
    return 0


def list_(folder: Folder) -> int:
    """List calls."""
    from models.views.calls import calls

    with reading(folder) as workspace:
        found = calls(workspace.reader)
    heads = (message("Call"), message("Call title"), message("Programme"), message("Opens"),
             message("Closes"), message("Applications"), message("Contact"))  # fmt: skip
    rows = [
        (c.id, c.title, f"{c.programme} {c.version}", c.opens, c.closes, c.applications, c.contact)
        for c in found
    ]
    output.show(found, output.table(heads, rows))
    return 0


def amend(
    folder: Folder,
    call: Call,
    notice: Annotated[str, typer.Option(help=str(message("The supplementary notice.")))],
    programme: Annotated[
        str, typer.Option(help=str(message("The amended definition (TOML).")))
    ] = "",
    closes: Annotated[str, typer.Option(help=str(message("The new last day.")))] = "",
    quota: Annotated[
        list[str] | None, typer.Option(help=str(message("A quota of this call, as ID=NUMBER.")))
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=str(message("Only list what would be affected.")))
    ] = False,
) -> int:
    """Amend a call."""
    from models.verbs.calls import amend_call, plan_amendment

    if dry_run:
        with reading(folder) as opened:
            amendment = plan_amendment(opened.reader, call=call, programme=programme)
    else:
        with writing(folder) as workspace:
            amendment = amend_call(
                workspace,
                call=call,
                notice=notice,
                programme=programme,
                closes=day(closes),
                quotas=quotas(quota) or None,
            )
    _show(amendment, done=not dry_run)
    return 0


def _show(amendment: Amendment, *, done: bool) -> None:
    n = len(amendment.affected)
    text = [
        str(
            plural(
                "{n} application is judged differently by the new version:",
                "{n} applications are judged differently by the new version:",
                n=n,
            )
            if n
            else message("No application is judged differently.")
        )
    ]
    for item in amendment.affected:
        text.append(f"  {item.number}  {output.one_line(item.title)}")
        text += [f"    + {problem.message}" for problem in item.new_problems]
        text += [f"    − {problem.message}" for problem in item.gone_problems]
    if amendment.untouched:
        text.append(
            str(
                plural(
                    "{n} decided application stays with the version that judged it.",
                    "{n} decided applications stay with the version that judged them.",
                    n=amendment.untouched,
                )
            )
        )
    if done:
        text.append(str(message("The call {id} is amended. It can be undone: xiandao undo DIR",
                                id=amendment.call)))  # fmt: skip
    output.show(amendment, *text)
