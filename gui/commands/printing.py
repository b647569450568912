# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Call, Folder, Force, LedgerNote, Parts, Profile, Recipient, Withhold
from gui.commands.opening import day as date_of
from gui.commands.opening import reading
from gui.commands.options import options
from gui.commands.printed import (
    audience_id,
    parts_of,
    send,
    show_printed,
)
from models.language import current_language, message, plural
from models.orders import Edition, PacketOrder, SummaryOrder, SummaryPaper


def packet(
    folder: Folder,
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER …")],
    out: Annotated[str, typer.Option(help=str(message("A file for one, a folder for several.")))],
    names: Annotated[
        str,
        typer.Option(
            help=str(message("How files are named; may use number, applicant, title, stage, call."))
        ),
    ] = "{number} {applicant} {title}",
    profile: Profile = "",
    parts: Parts = "",
    withhold: Withhold = None,
    edition: Annotated[
        Edition,
        typer.Option(
            help=str(
                message(
                    "reading: small, for the screen; print: for both sides of the paper; archive:"
                    " PDF/A-3b with the original files inside."
                )
            )
        ),
    ] = Edition.READING,
    *,
    to: Recipient = "",
    note: LedgerNote = "",
    force: Force = False,
) -> int:
    """Print packets."""
    from gui.outgoing.fonts import fonts_here
    from models.views.find import application_rows

    with reading(folder) as workspace, output.bar() as progress:
        order = PacketOrder(
            applications=tuple(row.uid for row in application_rows(workspace.reader, numbers)),
            language=current_language(),
            edition=edition,
            audience=audience_id(profile),
            parts=parts_of(parts),
            withhold=tuple(withhold or ()),
            names=names,
            fonts=fonts_here(),
        )
        printed, issued = send(
            workspace, order, out, to=to, note=note, force=force, progress=progress
        )
    said = plural(
        "Printed {n} packet with {pages} pages to {out}",
        "Printed {n} packets with {pages} pages to {out}",
        n=len(printed.files),
        pages=printed.pages,
        out=out,
    )
    return show_printed(printed, issued, said)


def summary(
    folder: Folder,
    call: Call,
    out: Annotated[str, typer.Option(help=str(message("A file that ends in .xlsx or .pdf.")))],
    kind: Annotated[
        SummaryPaper,
        typer.Option(
            help=str(
                message(
                    "What is made: the summary, a briefing of one page for the director, or the list"
                    " for publicity (the last two as PDF)."
                )
            )
        ),
    ] = SummaryPaper.SUMMARY,
    columns: Annotated[
        str,
        typer.Option(
            help=str(
                message(
                    "The columns of the list, by id or name, with commas between: index,title,region."
                )
            )
        ),
    ] = "",
    group_by: Annotated[
        str,
        typer.Option(
            help=str(
                message(
                    "Group the list, with subtotals: region (the divisions right below the office's"
                    " own), province, city, county, stage, outcome, or a field with one answer, such"
                    " as direction or recommender."
                )
            )
        ),
    ] = "",
    cross: Annotated[
        list[str] | None,
        typer.Option(
            help=str(
                message(
                    "A cross table by two or three of these: direction,variant or"
                    " region,direction,stage. May be given several times."
                )
            )
        ),
    ] = None,
    filter_: Annotated[
        str,
        typer.Option(
            "--filter",
            help=str(
                message(
                    "Only what fits: words, and field=value: direction=energy region=370000 武汉."
                )
            ),
        ),
    ] = "",
    since: Annotated[
        str,
        typer.Option(
            help=str(
                message(
                    "Tell what is different from an earlier report, and why: its number in the list of"
                    " what went out, #N for the state after step N of the history, or last."
                )
            )
        ),
    ] = "",
    begins: Annotated[
        str, typer.Option(help=str(message("The first day of publicity; today where not given.")))
    ] = "",
    ends: Annotated[
        str,
        typer.Option(
            help=str(
                message(
                    "The last day of publicity; where not given, after the working days that the"
                    " programme has for it."
                )
            )
        ),
    ] = "",
    profile: Profile = "",
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="FILE",
            help=str(message("Fill this form of the ministry's; it is kept with its map.")),
        ),
    ] = "",
    map_file: Annotated[
        str, typer.Option("--map", metavar="MAP", help=str(message("What goes where, in TOML.")))
    ] = "",
    form: Annotated[
        str, typer.Option("--form", metavar="FORM", help=str(message("Fill a form that is kept.")))
    ] = "",
    *,
    accept: Annotated[
        bool,
        typer.Option("--accept", help=str(message("Write values too that do not fit the form."))),
    ] = False,
    to: Recipient = "",
    note: LedgerNote = "",
    as_last: Annotated[
        bool, typer.Option("--as-last", help=str(message("As it was made last time.")))
    ] = False,
    force: Force = False,
) -> int:
    """Export a summary."""
    if template or map_file or form:
        from gui.commands import forms

        if template or map_file:
            form = forms.keep(folder, template, map_file, call)
        return forms.fill(folder, form, call, out, to=to, note=note, accept=accept, force=force)
    from models.views.find import call_row
    from models.views.ledger import NoLastTimeError, last_order, report_sequence

    with reading(folder) as workspace, output.bar() as progress:
        found = call_row(workspace.reader, call)
        order = SummaryOrder(
            call=found.uid,
            form=Path(out).suffix.lower().removeprefix("."),
            audience=audience_id(profile),
            language=current_language(),
            paper=kind,
            columns=_names(columns),
            group_by=group_by,
            crosses=tuple(_names(item) for item in cross or ()),
            filter=filter_.strip(),
            begins=_iso(begins),
            ends=_iso(ends),
            since=report_sequence(workspace.reader, since, call=found.uid) if since else 0,
        )
        if as_last:
            last = last_order(workspace.reader, SummaryOrder, call=found.uid)
            if last is None:
                raise NoLastTimeError(found.title)
            order = replace(
                last,
                form=order.form,
                since=order.since or last.since,
                begins=order.begins,
                ends=order.ends,
            )
        result, issued = send(
            workspace, order, out, to=to, note=note, force=force, progress=progress
        )
    said = plural(
        "Exported {n} application to {path}",
        "Exported {n} applications to {path}",
        n=result.listed,
        path=str(result.path),
    )
    output.show_issued(result, issued, said)
    if result.filters and not options().json:
        output.warn(result.filters)
    for cut in result.cuts:
        output.warn(
            message(
                "Sheet {sheet}, cell {cell}: the text of {n} characters is too long for a cell and was"
                " cut; the packet has all of it.",
                sheet=cut.sheet,
                cell=cut.cell,
                n=cut.length,
            )
        )
    return 1 if result.cuts else 0


def _iso(text: str) -> str:
    """A day as orders keep it; empty for none."""
    day = date_of(text)
    return day.isoformat() if day else ""


def _names(text: str) -> tuple[str, ...]:
    """Names with commas between, Chinese ones as well."""
    parts = text.replace("，", ",").replace("、", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())
