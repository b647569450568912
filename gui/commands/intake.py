# SPDX-License-Identifier: Apache-2.0
"""Importing a file by command: what it would do, then one change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forms.intake.book import address
from gui.commands import output
from gui.commands.asked import Call, Folder, Force
from gui.commands.opening import day, reading, writing
from gui.commands.options import options
from models.errors import Severity, UserError
from models.language import current_language, message, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.intake.cells.incoming import CellProblem, Place
    from forms.intake.compare.choosing import Ruling
    from forms.intake.compare.preview import Decision, Preview, PreviewRow
    from forms.intake.tables.table import Source
    from gui.importing import Outcome

_SHOWN = 40
_LIKE = 3
_SHOWN_REPAIRS = 10


class DecisionUnknownError(UserError):
    """What to do with possible duplicates is said in one of three words."""

    def __init__(self, text: str) -> None:
        super().__init__(
            message("“{text}” is not one of update, new, skip (--duplicates).", text=text)
        )


def import_(
    folder: Folder,
    call: Call,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    map_: Annotated[
        str,
        typer.Option(
            "--map", metavar="MAP.toml", help=str(message("Which column is which field."))
        ),
    ] = "",
    sheet: Annotated[
        list[str] | None, typer.Option(help=str(message("A sheet to read; may be named again.")))
    ] = None,
    sender: Annotated[
        str,
        typer.Option(help=str(message("Who sent it: what --map says is remembered for them."))),
    ] = "",
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
        bool,
        typer.Option("--partial", help=str(message("Import the good rows, leave the others."))),
    ] = False,
    drafts: Annotated[
        bool,
        typer.Option(
            "--drafts", help=str(message("Record the refused rows too, as they were typed."))
        ),
    ] = False,
    guess: Annotated[
        bool, typer.Option("--guess", help=str(message("Take columns that are only guessed, too.")))
    ] = False,
    force: Force = False,
) -> int:
    """Import applications from a workbook, a text table or a Word form."""
    from forms.intake.compare.choosing import RowsRefusedError, choose
    from forms.intake.compare.preview import Choice
    from gui.importing import import_preview, remember, rules_of, take_in, write_errors

    choice = Choice.DRAFTS if drafts else Choice.GOOD if partial else Choice.ALL
    decision = _decision(duplicates)
    how: dict[str, Any] = {
        "call": call,
        "path": Path(file),
        "map_file": Path(map_) if map_ else None,
        "sheets": tuple(sheet or ()),
        "guess": guess,
        "sender": sender,
        "received": day(received),
    }
    outcome: Outcome | None = None
    fault: UserError | None = None
    if dry_run:
        with reading(folder) as workspace, output.bar() as progress:
            taken = take_in(workspace.reader, **how, progress=progress)
            rulings = _rulings(taken.preview, decision)
    else:
        with writing(folder) as workspace:
            taken = take_in(workspace.reader, **how, progress=workspace.reader.progress)
            rulings = _rulings(taken.preview, decision)
            try:
                outcome = import_preview(
                    workspace,
                    preview=taken.preview,
                    choice=choice,
                    rulings=rulings,
                    received=how["received"],
                    reason=reason,
                )
            except RowsRefusedError as refused:
                fault = refused
            if map_:
                programme = rules_of(workspace.reader, call).programme.id
                remember(workspace, taken.sources, programme=programme, sender=sender)
    left = choose(taken.preview, Choice.GOOD, rulings).left
    if errors and any(row.problems or row.likenesses for row in taken.preview.rows):
        with reading(folder) as workspace, output.bar() as progress:
            written = write_errors(
                taken,
                Path(errors),
                programme=rules_of(workspace.reader, call).programme,
                language=current_language(),
                numbers=outcome.numbers if outcome else {},
                replace=force,
                progress=progress,
            )
        output.warn(message("Written to send back: {path}", path=str(written.path)))
    _show(taken.preview, outcome, taken.sources)
    if fault is not None:
        output.warn(fault.message)
    return 1 if left else 0


def _decision(text: str) -> Decision | None:
    from forms.intake.compare.preview import Decision

    if not text:
        return None
    try:
        return Decision(text)
    except ValueError:
        raise DecisionUnknownError(text) from None


def _rulings(preview: Preview, decision: Decision | None) -> dict[int, Ruling]:
    """The same decision about every possible duplicate."""
    from forms.intake.compare.choosing import Ruling
    from forms.intake.compare.preview import Status

    if decision is None:
        return {}
    places = (n for n, row in enumerate(preview.rows) if row.status is Status.DUPLICATE)
    return dict.fromkeys(places, Ruling(decision))


def _show(preview: Preview, outcome: Outcome | None, sources: Sequence[Source]) -> None:
    from forms.intake.compare.preview import Status

    for note in preview.notes:
        output.warn(note)
    if any(source.columns.offers for source in sources):
        output.warn(message("--guess takes columns that may be a field; --map says what each is."))
    imported = outcome.imported if outcome else None
    data = {
        "file": preview.path,
        "call": preview.call,
        "counts": preview.counts(),
        "imported": outcome is not None,
        "new": imported.numbers if imported else (),
        "changed": imported.changed if imported else (),
        "notes": preview.notes,
        "rows": [_row(row) for row in preview.rows] if options().json else (),
    }
    telling = [row for row in preview.rows if row.status is not Status.SAME and _said(row)]
    lines = [line for row in telling[:_SHOWN] for line in _said(row)]
    if len(telling) > _SHOWN:
        more = len(telling) - _SHOWN
        lines.append(str(plural("… and {n} more row", "… and {n} more rows", n=more)))
    counts = preview.counts()
    lines.append(
        str(
            message(
                "{rows} rows: {new} new, {changed} changed, {same} the same, {duplicates} possible"
                " duplicates, {refused} refused",
                rows=len(preview.rows),
                new=counts[Status.NEW],
                changed=counts[Status.CHANGED],
                same=counts[Status.SAME],
                duplicates=counts[Status.DUPLICATE],
                refused=counts[Status.REFUSED],
            )
        )
    )
    lines += _tidied(preview)
    if not preview.rows:
        lines = [
            str(message("No rows with applications were found in {file}.", file=preview.path.name))
        ]
    if imported is not None:
        done = message(
            "Imported: {new} new, {changed} changed. “undo” takes it back.",
            new=len(imported.numbers),
            changed=len(imported.changed),
        )
        lines.append(str(done if imported.entry else _NOTHING_NEW))
    output.show(data, *lines)


_NOTHING_NEW = message("Nothing was imported; the register is as it was.")


def _said(row: PreviewRow) -> list[str]:
    """What is said about a row, a line each."""
    from forms.intake.compare.preview import Status

    serious = [item for item in row.problems if item.problem.severity is not Severity.NOTE]
    if row.status is not Status.REFUSED:  # what is missing may follow
        serious = [item for item in serious if not _is_missing(item)]
    lines = [f"{_cell(item.place)} {_words(item)}" for item in serious]
    lines += [
        f"{row.number} {item.label.text(current_language())}: {item.before or '—'} → {item.after}"
        for item in (row.differences if row.status is Status.CHANGED else ())
    ]
    lines += [
        str(
            message(
                "{cell} may be {number} “{title}” ({why}, {share} %)",
                cell=_cell(row.place),
                number=like.number,
                title=like.title,
                why=like.why,
                share=like.share,
            )
        )
        for like in row.likenesses[:_LIKE]
    ]
    return lines


def _is_missing(item: CellProblem) -> bool:
    problem = item.problem
    return problem.severity is Severity.ERROR and problem.rule == problem.field


def _tidied(preview: Preview) -> Iterator[str]:
    """What was done to cells that is safe: a few of them, and how many."""
    repairs = [item for row in preview.rows for item in row.repairs]
    for item in repairs[:_SHOWN_REPAIRS]:
        yield f"{_cell(item.place)} {item.said}"
    if repairs:
        yield str(
            plural(
                "{n} cell was tidied on the way (all with --json)",
                "{n} cells were tidied on the way (all with --json)",
                n=len(repairs),
            )
        )


def _words(item: CellProblem) -> str:
    problem = item.problem
    language = current_language()
    fix = f" {problem.fix.text(language)}" if problem.fix else ""
    return f"{problem.message.text(language)}{fix}"


def _cell(place: Place) -> str:
    """A cell as a person finds it: 申报!C7."""
    if place.name is not None:
        return str(place.name)
    if not place.column:
        return str(message("{sheet} row {row}", sheet=place.sheet, row=place.row))
    return f"{place.sheet}!{address(place.row, place.column)}"


def _row(row: PreviewRow) -> dict[str, Any]:
    return {
        "sheet": row.place.sheet,
        "row": row.place.row,
        "status": row.status,
        "number": row.number,
        "title": row.title,
        "applicant": row.applicant,
        "differences": row.differences,
        "problems": [
            {
                "cell": _cell(item.place),
                "field": item.problem.field,
                "severity": item.problem.severity,
                "message": item.problem.message,
                "fix": item.problem.fix,
            }
            for item in row.problems
        ],
        "repairs": [
            {"cell": _cell(item.place), "field": item.field, "said": item.said}
            for item in row.repairs
        ],
        "likenesses": row.likenesses,
    }
