# SPDX-License-Identifier: Apache-2.0
"""Recording: add, set, tag, verify, accept, attach."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forms.interchange import exported_entries, is_export
from gui.commands import output
from gui.commands.asked import Call, Folder
from gui.commands.opening import assignment, day, writing
from models.errors import UserError
from models.language import Message, message, plural
from models.storage.files import CannotReadError
from models.unknown import UnknownNameError
from models.verbs.entries import NamedTwiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.workspace import Workspace


class NotJsonError(UserError):
    """A file with applications is not the JSON that `add` reads."""

    def __init__(self, path: str, detail: str | Message) -> None:
        super().__init__(
            message(
                "{path} is not a JSON file with one application or a list of them ({detail})."
                " Nothing was recorded.",
                path=path,
                detail=detail,
            )
        )


def add(
    folder: Folder,
    call: Call,
    file: Annotated[str, typer.Argument(metavar="FILE.json")],
    received: Annotated[str, typer.Option(help=str(message("Day of receipt.")))] = "",
    reason: Annotated[str, typer.Option(help=str(message("Why it is late.")))] = "",
) -> int:
    """Record applications."""
    from models.verbs.applications import record_applications
    from models.views.dossiers import count_problems

    entries = _entries(file)
    with writing(folder) as workspace:
        recorded = record_applications(
            workspace,
            call=call,
            entries=entries,
            received=day(received),
            reason=reason,
        )
        problems = count_problems(workspace.reader, recorded.uids)
    for number, note in recorded.notes:
        output.warn(f"{number}: {note}")
    data: dict[str, Any] = {
        "numbers": recorded.numbers,
        "problems": problems,
        "notes": [{"number": number, "note": note} for number, note in recorded.notes],
    }
    said = plural(
        "Recorded {n} application: {numbers}",
        "Recorded {n} applications: {numbers}",
        n=len(recorded.numbers),
        numbers=" ".join(recorded.numbers[:_SHOWN])
        + (" …" if len(recorded.numbers) > _SHOWN else ""),
    )
    if len(recorded.numbers) == 1:
        data["number"] = recorded.numbers[0]
    output.show(data, said, plural("{n} problem", "{n} problems", n=problems))
    return 1 if recorded.notes else 0


_SHOWN = 20


def set_(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE …")],
    reason: Annotated[str, typer.Option(help=str(message("Why.")))] = "",
) -> int:
    """Set fields."""
    from models.verbs.applications import edit_application

    fields: dict[str, Any] = {}
    for name, value in map(assignment, values):
        if name in fields:
            raise NamedTwiceError(name)
        fields[name] = _json_or_text(value)
    with writing(folder) as workspace:
        whole = _beside_other_years(workspace, number, fields)
        notes = edit_application(workspace, number=number, values=whole, reason=reason)
        for note in notes:
            output.warn(note)
        return _after(workspace, [number], list(notes))


def _beside_other_years(
    workspace: Workspace, number: str, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """Years of a series that are named join those that are there; null takes one away."""
    from models.programme.schema import FieldType
    from models.views.dossiers import answers_of
    from models.views.find import live_application

    series = {name: years for name, years in fields.items() if isinstance(years, dict)}
    if not series:
        return dict(fields)
    uid = live_application(workspace.reader, number).uid
    answers = answers_of(workspace.reader, [uid])[uid]
    whole = dict(fields)
    for name, years in series.items():
        key = answers.programme.ids_by_name.get(name, name)
        field = answers.programme.fields.get(key)
        there = answers.stored.get(key)
        if field is not None and field.type is FieldType.SERIES and isinstance(there, dict):
            joined = {**there, **years}
            whole[name] = {year: found for year, found in joined.items() if found is not None}
    return whole


def tag(
    folder: Folder,
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER …")],
    direction: Annotated[str | None, typer.Option(help=str(message("The main direction.")))] = None,
    product: Annotated[
        str | None, typer.Option(help=str(message("The main product category.")))
    ] = None,
    label: Annotated[list[str] | None, typer.Option(help=str(message("A free label.")))] = None,
    secondary: Annotated[
        list[str] | None, typer.Option(help=str(message("A secondary direction.")))
    ] = None,
    task: Annotated[list[str] | None, typer.Option(help=str(message("A key task.")))] = None,
    add: Annotated[
        list[str] | None, typer.Option(help=str(message("A term, as VOCABULARY=TERM.")))
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option(help=str(message("Take a term away, as VOCABULARY=TERM.")))
    ] = None,
) -> int:
    """Tag applications."""
    from models.verbs.tags import tag_application

    adding: dict[str, list[str]] = {}
    for key, items in (("labels", label), ("directions", secondary), ("tasks", task)):
        if items:
            adding.setdefault(key, []).extend(items)
    for key, item in map(assignment, add or []):
        adding.setdefault(key, []).append(item)
    removing: dict[str, list[str]] = {}
    for key, item in map(assignment, remove or []):
        removing.setdefault(key, []).append(item)
    with writing(folder) as workspace:
        tag_application(
            workspace, numbers=numbers, direction=direction, product=product,
            add=adding, remove=removing,
        )  # fmt: skip
        return _after(workspace, numbers, [])


def verify(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    value: Annotated[str, typer.Argument(metavar="FIELD=VALUE")],
    source: Annotated[str, typer.Option(help=str(message("Where it was found.")))] = "",
    on: Annotated[str, typer.Option(help=str(message("When it was found.")))] = "",
) -> int:
    """Record a verified value."""
    from models.verbs.findings import verify_value

    field, found = assignment(value)
    with writing(folder) as workspace:
        notes = verify_value(
            workspace, number=number, field=field, value=found, source=source, on=day(on)
        )
        for note in notes:
            output.warn(note)
        return _after(workspace, [number], list(notes))


def accept(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    rule: Annotated[str, typer.Argument(metavar="RULE")],
    reason: Annotated[str, typer.Option(help=str(message("Why it is accepted.")))] = "",
) -> int:
    """Accept a warning."""
    from models.verbs.findings import accept_warning

    with writing(folder) as workspace:
        accept_warning(workspace, number=number, rule=rule, reason=reason)
        return _after(workspace, [number], [])


def attach(
    folder: Folder,
    owner: Annotated[str, typer.Argument(metavar="NUMBER|CALL|APPLICANT")],
    slot: Annotated[str, typer.Argument(metavar="SLOT")],
    file: Annotated[str, typer.Argument(metavar="FILE")],
) -> int:
    """Attach a file."""
    from forms.attachments import examine
    from models.verbs.attachments import attach_to
    from models.views.owners import owner_named

    path = Path(file)
    if not path.is_file():
        raise CannotReadError(path)
    incoming = examine(path)
    with writing(folder) as workspace:
        found = owner_named(workspace.reader, owner)
        uid = attach_to(workspace, owner=found, slot=slot, file=incoming)
    data = {"uid": uid, "name": incoming.name, "media_type": incoming.media_type,
            "pages": incoming.pages, "fault": incoming.fault}  # fmt: skip
    pages = "" if incoming.pages is None else str(plural("{n} page", "{n} pages", n=incoming.pages))
    output.show(
        data,
        message(
            "Attached {name} to {number}: {slot}",
            name=incoming.name,
            number=found.name,
            slot=slot,
        ),
        *((f"  {pages}",) if pages else ()),
    )
    if incoming.fault:
        output.warn(f"{incoming.name}: {incoming.fault}")
        return 1
    return 0


def _entries(file: str) -> list[dict[str, Any]]:
    path = Path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotReadError(path, error) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "surrogateescape")
    try:
        found = json.loads(
            text,
            object_pairs_hook=_no_doubles,
            parse_constant=_no_constant,
            parse_float=_exact,
        )
    except json.JSONDecodeError as error:
        place = message("line {line}, column {column}", line=error.lineno, column=error.colno)
        raise NotJsonError(file, place) from None
    except _UnsoundError as error:
        raise NotJsonError(file, str(error)[:80]) from None
    except ValueError:
        raise NotJsonError(file, message("a number in it has too many digits")) from None
    except RecursionError:
        raise NotJsonError(file, message("it is nested too deeply")) from None
    if is_export(found):
        found = exported_entries(found)
    entries = found if isinstance(found, list) else [found]
    if not entries:
        raise NotJsonError(file, "[]")
    for index, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            raise NotJsonError(file, f"#{index}: {str(entry)[:40]}")
    return entries


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: of two equal ones, JSON would drop the first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _UnsoundError(next(name for name in names if names.count(name) > 1) + " ×2")
    return found


def _no_constant(name: str) -> None:
    raise _UnsoundError(name)


class _UnsoundError(ValueError):
    """What JSON lets pass and nobody means."""


def _exact(numeral: str) -> Decimal | str:
    """A number with all the digits that stand in the file; as its text where it is beyond all bounds."""
    try:
        return Decimal(numeral)
    except InvalidOperation:
        return numeral


def _json_or_text(value: str) -> Any:
    """A value of `set`: tables, series and lists are JSON, all else is text as it was typed."""
    if value[:1] in {"[", "{"}:
        try:
            return json.loads(value, object_pairs_hook=_no_doubles, parse_float=_exact)
        except (ValueError, RecursionError):
            return value
    return value


def _after(workspace: Any, numbers: list[str], notes: list[Any]) -> int:
    """Show what the applications are now."""
    from models.views.dossiers import dossier
    from models.views.find import application_rows

    found = [
        (dossier(workspace.reader, row.uid), row)
        for row in application_rows(workspace.reader, numbers)
    ]
    data = [
        {"number": one.number, "version_code": one.version_code, "revision": row.revision,
         "problems": len(one.problems), "notes": notes}
        for one, row in found
    ]  # fmt: skip
    lines = [
        plural("{number}: saved; {n} problem", "{number}: saved; {n} problems",
               n=len(one.problems), number=one.number)
        for one, _ in found
    ]  # fmt: skip
    output.show(data[0] if len(data) == 1 else data, *lines)
    return 1 if notes else 0


def detach(
    folder: Folder,
    owner: Annotated[str, typer.Argument(metavar="NUMBER|CALL|APPLICANT")],
    name: Annotated[str, typer.Argument(metavar="NAME_OR_UID")],
    reason: Annotated[str, typer.Option(help=str(message("Why.")))] = "",
) -> int:
    """Remove an attachment."""
    from models.verbs.attachments import detach as detach_file
    from models.views.files import files_of
    from models.views.owners import owner_named

    with writing(folder) as workspace:
        found = owner_named(workspace.reader, owner)
        files = files_of(workspace.reader, found.uid)
        meant = [file for file in files if name in {file.name, file.uid}]
        if len(meant) != 1:
            known = [f"{file.name} ({file.uid})" for file in files]
            raise UnknownNameError(message("attachment"), name, known)
        detach_file(workspace, uid=meant[0].uid, reason=reason)
    output.show(
        {"uid": meant[0].uid, "name": meant[0].name},
        message(
            "Removed {name} from {number}; it can be undone.",
            name=meant[0].name,
            number=found.name,
        ),
    )
    return 0
