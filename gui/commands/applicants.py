# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.opening import reading, writing
from models.language import Listing, message


def list_(
    folder: Folder,
    text: Annotated[str, typer.Argument(metavar="[TEXT]")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help=str(message("At most so many.")))] = None,
) -> int:
    """List applicants."""
    from models.views.applicants import applicants

    with reading(folder) as workspace:
        found = applicants(workspace.reader, text, limit=limit)
    heads = (message("Name"), message("Credit code"), message("Division"), message("Applications"))
    rows = [(item.name, item.credit_code, item.region_name, item.applications) for item in found]
    output.show(found, output.table(heads, rows))
    return 0


def show(
    folder: Folder,
    wanted: Annotated[str, typer.Argument(metavar="CODE_OR_NAME")],
) -> int:
    """Show an applicant."""
    from models.views.applicants import applicant

    with reading(folder) as workspace:
        found = applicant(workspace.reader, wanted)
    lines = [f"{found.name}  {found.credit_code}"]
    if found.former_names:
        lines.append(str(message("Former names: {names}", names=Listing(found.former_names))))
    if found.aliases:
        lines.append(str(message("Also recorded as: {names}", names=Listing(found.aliases))))
    lines += [f"{file.slot}: {file.name}" for file in found.files]
    heads = (message("Number"), message("Title"), message("Call"), message("Stage"))
    rows = [(item.number, item.title, item.call, item.stage_label) for item in found.applications]
    output.show(found, *lines, output.table(heads, rows))
    return 0


def rename(
    folder: Folder,
    wanted: Annotated[str, typer.Argument(metavar="CODE_OR_NAME")],
    name: Annotated[str, typer.Argument(metavar="NAME")],
    reason: Annotated[str, typer.Option(help=str(message("Why.")))] = "",
) -> int:
    """Rename an applicant."""
    from models.verbs.applicants import rename_applicant
    from models.views.applicants import applicant

    with writing(folder) as workspace:
        found = applicant(workspace.reader, wanted)
        rename_applicant(workspace, uid=found.uid, name=name, reason=reason)
    output.show(
        {"uid": found.uid, "name": name, "former": found.name},
        message("{old} is now called {new}.", old=found.name, new=name),
    )
    return 0
