# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder, Force, LedgerNote, Recipient
from gui.commands.opening import reading, writing
from gui.commands.options import options
from gui.commands.printed import send
from models.errors import UserError
from models.language import current_language, message, plural

if TYPE_CHECKING:
    from gui.outgoing import Noted
    from reports.filling import FormResult


def add(
    folder: Folder,
    template: Annotated[str, typer.Argument(metavar="FILE")],
    map_file: Annotated[str, typer.Option("--map", help=str(message("What goes where, in TOML.")))],
    call: Annotated[
        str, typer.Option("--call", help=str(message("A call whose fields the map names.")))
    ],
    key: Annotated[str, typer.Option(help=str(message("By what the form is named.")))] = "",
    title: Annotated[str, typer.Option(help=str(message("What the form is called.")))] = "",
    *,
    force: Force = False,
) -> int:
    """Keep a form."""
    from gui.outgoing.form_orders import keep_form

    with writing(folder) as workspace:
        form = keep_form(
            workspace,
            template=Path(template),
            map_file=Path(map_file),
            call=call,
            key=key,
            title=title,
            replace=force,
        )
    output.show(form, message("Kept the form {key}: {title}", key=form.key, title=form.title))
    return 0


def suggest(
    folder: Folder,
    template: Annotated[str, typer.Argument(metavar="FILE")],
    call: Annotated[
        str, typer.Option("--call", help=str(message("A call whose fields the map names.")))
    ],
    out: Annotated[str, typer.Option(help=str(message("Write the map to this file (TOML).")))] = "",
    *,
    force: Force = False,
) -> int:
    """Suggest a map."""
    from gui.outgoing.form_orders import programme_of
    from gui.outgoing.form_suggesting import suggest_map
    from models.filling.mapping import map_data, toml_text
    from models.storage.files import written_out

    with reading(folder) as workspace:
        found = suggest_map(Path(template), *programme_of(workspace.reader, call))
    data = map_data(found.map)
    if out:
        with written_out(Path(out), replace=force) as aside:
            aside.write_text(toml_text(data), encoding="utf-8")
    output.show({"map": data, "doubts": found.doubts, "blank": found.blank}, toml_text(data))
    for doubt in found.doubts:
        output.warn(doubt)
    for cell, heading in found.blank.items():
        output.warn(
            message("{cell} “{heading}”: nothing is known to go there", cell=cell, heading=heading)
        )
    return 0


def list_(folder: Folder) -> int:
    """List forms."""
    from models.views.forms import forms

    with reading(folder) as workspace:
        found = forms(workspace.reader)
    heads = (message("Form"), message("Title"), message("Programme"), message("File"))
    rows = [(form.key, form.title, form.programme, form.file) for form in found]
    output.show(found, output.table(heads, rows))
    return 0


def show(
    folder: Folder,
    key: Annotated[str, typer.Argument(metavar="FORM")],
    out: Annotated[str, typer.Option(help=str(message("Write the empty form to this file.")))] = "",
    *,
    force: Force = False,
) -> int:
    """Show what goes where in a form."""
    import shutil

    from models.filling.mapping import toml_text
    from models.storage.files import written_out
    from models.views.forms import form_row, template_path

    with reading(folder) as workspace:
        form = form_row(workspace.reader, key)
        if out:
            with written_out(Path(out), replace=force) as aside:
                shutil.copyfile(template_path(workspace.reader, form.sha256), aside)
    output.show(form, toml_text(form.mapping))
    return 0


def remove(
    folder: Folder,
    key: Annotated[str, typer.Argument(metavar="FORM")],
) -> int:
    """Remove a form."""
    from models.verbs.forms import remove_form

    with writing(folder) as workspace:
        remove_form(workspace, key=key)
    output.show(
        {"key": key},
        message("Removed the form {key}. It can be undone: xiandao undo DIR", key=key),
    )
    return 0


def fill(
    folder: Folder,
    key: Annotated[str, typer.Argument(metavar="FORM")],
    what: Annotated[str, typer.Argument(metavar="NUMBER|CALL")],
    out: Annotated[str, typer.Option(help=str(message("A file that ends as the form does.")))],
    *,
    to: Recipient = "",
    note: LedgerNote = "",
    accept: Annotated[
        bool,
        typer.Option("--accept", help=str(message("Write values too that do not fit the form."))),
    ] = False,
    force: Force = False,
) -> int:
    """Fill a form."""
    from gui.outgoing.form_orders import form_order
    from models.views.forms import form_row

    with reading(folder) as workspace, output.bar() as progress:
        form = form_row(workspace.reader, key)
        order = form_order(workspace.reader, form, what, language=current_language(), accept=accept)
        result, issued = send(
            workspace, order, out, to=to, note=note, force=force, progress=progress
        )
    return show_filled(result, issued)


def application_form(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    out: Annotated[str, typer.Option(help=str(message("A file that ends in .docx.")))],
    *,
    to: Recipient = "",
    note: LedgerNote = "",
    force: Force = False,
) -> int:
    """Write an application form."""
    from models.orders import ApplicationFormOrder
    from models.views.find import application_row

    with reading(folder) as workspace, output.bar() as progress:
        order = ApplicationFormOrder(
            application=application_row(workspace.reader, number).uid, language=current_language()
        )
        made, issued = send(workspace, order, out, to=to, note=note, force=force, progress=progress)
    said = message("Wrote the application form to {path}", path=str(made.path))
    output.show_issued(made, issued, said)
    return 0


def keep(folder: str, template: str, map_file: str, call: str) -> str:
    """Keep a form and its map from their files; the key comes back.

    Raises:
        FormAndMapError: Only one of the two is named.
    """
    from gui.outgoing.form_orders import keep_form

    if not (template and map_file):
        raise FormAndMapError
    with writing(folder) as workspace:
        return keep_form(workspace, template=Path(template), map_file=Path(map_file), call=call).key


class FormAndMapError(UserError):
    """An empty form and its map belong together."""

    def __init__(self) -> None:
        super().__init__(
            message("An empty form and its map belong together: name both, or a form that is kept.")
        )


def show_filled(result: FormResult, issued: list[Noted]) -> int:
    """Say what was filled, what was changed in the form, and what does not fit it."""
    from collections import Counter

    counted = Counter(item.kind.value for item in result.differences)
    said = plural(
        "Filled the form with {n} application: {path}",
        "Filled the form with {n} applications: {path}",
        n=result.listed,
        path=str(result.path),
    )
    proof = message(
        "Compared with the empty form: {cells} cells filled, {rows} facts of rows changed, {moved}"
        " references moved along, {calculated} values to be calculated anew; nothing else differs.",
        cells=counted["value"],
        rows=counted["row"],
        moved=counted["moved"],
        calculated=counted["calculation"],
    )
    noted = issued[0].id if issued else None
    output.show({**output.plain(result), "noted": noted}, said, proof)
    if result.filters and not options().json:
        output.warn(result.filters)
    for doubt in result.doubts:
        output.warn(doubt.sentence())
    for item in issued:
        if item.fault is not None:
            output.warn(item.fault)
        else:
            output.say(message("Noted as no. {n} of what went out.", n=item.id))
    return 1 if result.doubts else 0
