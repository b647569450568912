# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Call, Folder, Force, LedgerNote, Only, Recipient
from gui.commands.opening import reading
from gui.commands.printed import send
from models.language import current_language, message, plural
from models.orders import ATTACHMENT_NAMES, ExportForm, ExportOrder


def export(
    folder: Folder,
    call: Call,
    out: Annotated[
        str, typer.Option(help=str(message("A .json file, or a new folder for the others.")))
    ],
    form: Annotated[
        ExportForm,
        typer.Option(
            "--format",
            help=str(
                message(
                    "json: one document and its schema; csv: tables; folders: the attachments in"
                    " folders."
                )
            ),
        ),
    ] = ExportForm.JSON,
    only: Only = None,
    names: Annotated[
        str,
        typer.Option(
            help=str(
                message(
                    "How attachments are named, folders parted by /; may use number, applicant,"
                    " title, stage, call, slot, file."
                )
            )
        ),
    ] = ATTACHMENT_NAMES,
    *,
    to: Recipient = "",
    note: LedgerNote = "",
    force: Force = False,
) -> int:
    """Export data for other programs."""
    from models.views.find import application_rows, call_row

    with reading(folder) as workspace, output.bar() as progress:
        rows = application_rows(workspace.reader, only or [])
        order = ExportOrder(
            call=call_row(workspace.reader, call).uid,
            applications=tuple(row.uid for row in rows),
            form=form,
            names=names,
            language=current_language(),
        )
        made, issued = send(workspace, order, out, to=to, note=note, force=force, progress=progress)
    said = plural(
        "Exported {n} application to {path}",
        "Exported {n} applications to {path}",
        n=made.applications,
        path=str(made.path),
    )
    lines = [said]
    if form is ExportForm.FOLDERS:
        lines.append(plural("Copied {n} attachment.", "Copied {n} attachments.", n=made.copied))
    output.show_issued(made, issued, *lines)
    for number, why in made.failures:
        output.warn(f"{number}: {why}")
    return 1 if made.failures else 0
