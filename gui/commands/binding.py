# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import (
    Call,
    Folder,
    Force,
    LedgerNote,
    Only,
    Parts,
    Profile,
    Recipient,
    Withhold,
)
from gui.commands.opening import reading
from gui.commands.printed import audience_id, parts_of, send, show_printed
from models.language import current_language, message
from models.orders import BOOK_SORT, BookOrder, Edition
from models.storage.files import CannotReadError


def book(
    folder: Folder,
    call: Call,
    out: Annotated[str, typer.Option(help=str(message("A file that ends in .pdf.")))],
    profile: Profile = "",
    parts: Parts = "",
    withhold: Withhold = None,
    *,
    edition: Annotated[
        Edition, typer.Option(help=str(message("reading: for the screen; print: for both sides.")))
    ] = Edition.READING,
    sort: Annotated[
        str,
        typer.Option(
            help=str(message("By which facts, with commas between; the first divides the book."))
        ),
    ] = BOOK_SORT,
    dividers: Annotated[
        bool, typer.Option(help=str(message("A page before each group, such as each direction.")))
    ] = True,
    only: Only = None,
    front: Annotated[
        str, typer.Option(metavar="FILE", help=str(message("A text file that goes in front.")))
    ] = "",
    back: Annotated[
        str, typer.Option(metavar="FILE", help=str(message("A text file that goes to the end.")))
    ] = "",
    to: Recipient = "",
    note: LedgerNote = "",
    force: Force = False,
) -> int:
    """Print the book of a call."""
    from models.views.find import application_rows, call_row

    with reading(folder) as workspace, output.bar() as progress:
        rows = application_rows(workspace.reader, only or [])
        order = BookOrder(
            call=call_row(workspace.reader, call).uid,
            applications=tuple(row.uid for row in rows),
            sort=sort,
            dividers=dividers,
            front=_text(front),
            back=_text(back),
            audience=audience_id(profile),
            edition=edition,
            parts=parts_of(parts),
            withhold=tuple(withhold or ()),
            language=current_language(),
        )
        printed, issued = send(
            workspace, order, out, to=to, note=note, force=force, progress=progress
        )
    said = message("Bound a book of {pages} pages: {path}", pages=printed.pages, path=out)
    return show_printed(printed, issued, said)


def _text(name: str) -> str:
    """A text of the office's, in UTF-8 or as older systems write Chinese."""
    if not name:
        return ""
    path = Path(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotReadError(path, error) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
