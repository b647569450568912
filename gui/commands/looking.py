# SPDX-License-Identifier: Apache-2.0
"""Looking: the list, one application, the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.dossier_text import dossier_data, dossier_lines
from gui.commands.layout import hanging
from gui.commands.opening import reading
from gui.commands.options import options
from models.language import message, plural

if TYPE_CHECKING:
    from models.views.histories import HistoryValue


def list_(
    folder: Folder,
    text: Annotated[str, typer.Argument(metavar="[TEXT]")] = "",
    call: Annotated[str, typer.Option(help=str(message("Only of this call.")))] = "",
    stage: Annotated[
        list[str] | None, typer.Option(help=str(message("Only in these stages.")))
    ] = None,
    direction: Annotated[
        list[str] | None, typer.Option(help=str(message("Only of these directions.")))
    ] = None,
    product: Annotated[
        list[str] | None, typer.Option(help=str(message("Only of these product categories.")))
    ] = None,
    region: Annotated[str, typer.Option(help=str(message("Only of this division.")))] = "",
    label: Annotated[str, typer.Option(help=str(message("Only with this label.")))] = "",
    sort: Annotated[
        str, typer.Option(help=str(message("Field to sort by; -FIELD turns the order.")))
    ] = "number",
    limit: Annotated[int | None, typer.Option(min=0, help=str(message("At most so many.")))] = None,
    *,
    trash: Annotated[
        bool, typer.Option("--trash", help=str(message("What is in the trash.")))
    ] = False,
) -> int:
    """List applications."""
    from models.views import find, register

    with reading(folder) as workspace:
        reader = workspace.reader
        code = ""
        if region:
            code = find.division_code(region)
        query = register.Query(
            text=text,
            call=find.call_row(reader, call).uid if call else "",
            stages=tuple(i for item in stage or () for i in find.stage_ids(reader, item)),
            directions=tuple(
                i for item in direction or () for i in find.term_ids(reader, "directions", item)
            ),
            products=tuple(
                i for item in product or () for i in find.term_ids(reader, "products", item)
            ),
            region=code,
            label=label,
            trashed=trash,
            sort=sort,
        )
        rows = register.page(reader, query, limit=limit)
        total = register.count(reader, query)
        data = [_line(reader, row) for row in rows]
    heads = (message("Number"), message("Title"), message("Applicant"), message("Direction"),
             message("Product"), message("Stage"), message("Amount (10k CNY)"))  # fmt: skip
    shown = [
        (d["number"], d["title"], d["applicant"], d["direction_name"], d["product_name"],
         d["stage_name"], "" if d["amount_wan"] is None else f"{d['amount_wan']:,.2f}")
        for d in data
    ]  # fmt: skip
    count = plural("{n} application", "{n} applications", n=total)
    if len(rows) < total:
        count = message("{shown} of {n} applications", shown=len(rows), n=total)
    output.show(data, output.table(heads, shown), count)
    return 0


def show(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
) -> int:
    """Show an application."""
    from models.views.dossiers import dossier
    from models.views.find import application_row

    with reading(folder) as workspace:
        row = application_row(workspace.reader, number)
        found = dossier(workspace.reader, row.uid)
        output.show(dossier_data(found, row), *dossier_lines(found, row))
    return 0


def history(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="[NUMBER]")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help=str(message("Only the newest.")))] = None,
) -> int:
    """Show the history."""
    from models.views.find import application_row
    from models.views.histories import history as steps

    with reading(folder) as workspace:
        subject = application_row(workspace.reader, number).uid if number else ""
        found = steps(
            workspace.reader,
            subject=subject,
            limit=limit,
            values=bool(number) or limit is not None or options().json,
        )
    lines: list[str] = []
    for step in found:
        undone = message("undone")
        mark = f" [{undone}]" if step.undone else ""
        lines.append(f"{step.sequence:>5}  {step.at}  {step.operator}  {step.message}{mark}")
        if step.reason:
            why = message("Reason: {reason}", reason=step.reason)
            lines.append(f"{'':7}{why}")
        lines += [
            hanging(f"{_whose(value, number)}{value.label}: ", f"{value.before} → {value.after}", 7)
            for value in step.values
        ]
    output.show(found, *lines)
    return 0


def _whose(value: HistoryValue, asked: str) -> str:
    """The number of the application before a value, where the history of all is shown."""
    return f"{value.number} " if value.number and not asked else ""


def _line(reader: Any, row: Any) -> dict[str, Any]:
    programme = reader.library.programme(row.definition_uid)
    vocabularies = reader.library.vocabularies(row.definition_uid)
    data: dict[str, Any] = output.plain(row)
    del data["definition_uid"]
    data["direction_name"] = _term(vocabularies, "directions", row.direction)
    data["product_name"] = _term(vocabularies, "products", row.product)
    data["stage_name"] = output.plain(programme.stages[row.stage].label)
    return data


def _term(vocabularies: Any, key: str, term: str) -> str:
    return str(vocabularies[key].label_of(term)) if term else ""
