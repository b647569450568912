# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Call, Folder, Force, LedgerNote, Recipient
from gui.commands.opening import day as date_of
from gui.commands.opening import reading, writing
from gui.commands.printed import send
from models.language import Listing, current_language, message


def paper(
    folder: Folder,
    set_: Annotated[
        str, typer.Option("--set", help=str(message("A TOML file that becomes the template.")))
    ] = "",
    write: Annotated[
        str,
        typer.Option("--write", help=str(message("Write the template to a TOML file to edit."))),
    ] = "",
    emblem: Annotated[
        str, typer.Option("--emblem", help=str(message("A picture, PNG or JPEG.")))
    ] = "",
    preview: Annotated[
        str,
        typer.Option("--preview", help=str(message("Write a cover, tables and a letter as PDF."))),
    ] = "",
    *,
    force: Force = False,
) -> int:
    """Show, edit or try how papers look."""
    from models.paper import paper_to_json, paper_to_toml
    from models.views.paper import office_paper

    if set_ or emblem:
        _set(folder, set_, emblem)
    with reading(folder) as workspace:
        found = office_paper(workspace.reader)
        if preview:
            from gui.outgoing.paper_preview import preview_paper

            pages = preview_paper(
                workspace.reader,
                found,
                Path(preview),
                language=current_language(),
                replace=force,
            )
            output.say(
                message("Wrote a preview with {pages} pages to {out}", pages=pages, out=preview)
            )
    if write:
        from models.storage.files import written_out

        with written_out(Path(write), replace=force) as aside:
            aside.write_text(paper_to_toml(found), encoding="utf-8")
        output.say(message("Wrote the template to {out}; edit it and set it again.", out=write))
    output.show(paper_to_json(found), *([] if write or preview else [paper_to_toml(found)]))
    return 0


def _set(folder: str, file: str, emblem: str) -> None:
    from models.paper import Paper, read_paper
    from models.programme.loading import definition_text
    from models.verbs.paper import set_paper
    from models.views.paper import office_paper
    from reports.packet import PARTS

    with writing(folder) as workspace:
        kept: Paper = office_paper(workspace.reader)
        wanted = kept
        if file:
            text, name = definition_text(file)
            wanted = read_paper(text, file=name, parts=[part.id for part in PARTS])
            if not wanted.office.emblem:
                wanted = wanted.with_emblem(kept.office.emblem)
        set_paper(workspace, paper=wanted, emblem=Path(emblem) if emblem else None)


def fonts() -> int:
    """Show in which fonts papers are set on this machine."""
    from reports.typesetting.office_fonts import office_fonts

    found = office_fonts()
    rows = [
        (
            font.label,
            font.name or message("bundled with the program"),
            str(font.path or ""),
            Listing(
                tuple(
                    message("{font}: {reason}", font=name, reason=why) for name, why in font.passed
                ),
                clauses=True,
            ),
        )
        for font in found
    ]
    heads = (message("Use"), message("Font"), message("File"), message("Not usable here"))
    output.show(found, output.table(heads, rows))
    return 0


def letter(
    folder: Folder,
    call: Call,
    name: Annotated[str, typer.Argument(metavar="[LETTER]")] = "",
    *,
    out: Annotated[str, typer.Option(help=str(message("A file that ends in .pdf.")))],
    number: Annotated[str, typer.Option(help=str(message("The document number in full.")))] = "",
    serial: Annotated[
        int | None,
        typer.Option(help=str(message("The running number, for the pattern of the office."))),
    ] = None,
    dated: Annotated[
        str, typer.Option("--date", help=str(message("The day that the letter bears.")))
    ] = "",
    to: Recipient = "",
    note: LedgerNote = "",
    force: Force = False,
) -> int:
    """Write a letter about a call, with its annexes."""
    from gui.outgoing.fonts import fonts_here
    from gui.outgoing.letters import letter_form
    from models.orders import LetterOrder
    from models.views import dossiers
    from models.views.find import call_row
    from models.views.paper import office_paper

    with reading(folder) as workspace, output.bar() as progress:
        reader = workspace.reader
        row = call_row(reader, call)
        day = date_of(dated)
        if not number:
            number = office_paper(reader).numbered((day or dossiers.today()).year, serial)
        order = LetterOrder(
            call=row.uid,
            letter=letter_form(reader.library.programme(row.definition_uid), name).id,
            language=current_language(),
            number=number,
            dated=day.isoformat() if day else "",
            fonts=fonts_here(),
        )
        made, issued = send(workspace, order, out, to=to, note=note, force=force, progress=progress)
    said = message("Wrote the letter with {pages} pages to {out}", pages=made.pages, out=out)
    output.show_issued(made, issued, said)
    output.warn_lost(made.lost)
    return 0
