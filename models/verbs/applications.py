# SPDX-License-Identifier: Apache-2.0
"""Recording and editing applications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.drafts import clear_drafts
from models.duties import Duty, DutyMissingError
from models.fields import stored_values
from models.language import Label, Listing, Message, message, plural
from models.storage.backup import BackupReason
from models.tables import Application
from models.unknown import NotInTrashError
from models.verbs.answer_rows import edit_rows
from models.verbs.applicants import match_applicants
from models.verbs.edits import CHECKLIST, read_edit, seen_values
from models.verbs.entries import NewApplication, Prepared, prepare, refuse_unknown
from models.verbs.recording import day_of_receipt, write_new
from models.verbs.required import ReasonMissingError
from models.views.find import application_rows, call_row, live_application, live_applications
from models.views.trash import trashed_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.change import Change
    from models.workspace import Workspace


BULK = 20
"""From so many records on, a change is a bulk change and a backup comes first."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: numbers in the order of the entries, and what was said about values."""

    numbers: tuple[str, ...]
    uids: tuple[str, ...]
    notes: tuple[tuple[str, Message], ...]


def record_applications(
    workspace: Workspace,
    *,
    call: str,
    entries: Sequence[Mapping[str, Any]],
    received: date | None = None,
    reason: str = "",
) -> Recorded:
    """Record applications in a call, all or none; answers go by field id.

    A value that is not understood is kept as typed and becomes a problem. The applicant's master
    record is found by credit code or name, or made.

    Args:
        received: The day of receipt; today where not given.
        reason: Why it is late, when the call is not open on that day.

    Raises:
        UnknownFieldsError: An entry names a field that the programme does not have.
        WrongShapeError: A table is no list of rows.
        CallClosedError: The call is not open that day and there is no reason.
        UnknownCallError: There is no such call.
    """
    progress = workspace.reader.progress
    found = call_row(workspace.reader, call)
    day = day_of_receipt(workspace, found, received, reason)
    programme = workspace.reader.library.programme(found.definition_uid)
    vocabularies = workspace.reader.library.vocabularies(found.definition_uid)
    refuse_unknown(programme, entries)
    prepared: list[Prepared] = []
    for place, entry in enumerate(entries, start=1):
        if place % 100 == 0:
            progress.step(place, len(entries), message("Reading applications"))
        prepared.append(prepare(programme, vocabularies, entry, f"#{place}"))
    if len(entries) >= BULK:
        workspace.back_up(BackupReason.IMPORT)
    step = plural(
        "Record {n} application in {call}",
        "Record {n} applications in {call}",
        n=len(entries),
        call=found.title,
    )
    if len(entries) == 1:
        step = message("Record an application in {call}", call=found.title)
    with workspace.change(step, reason=reason) as change:
        new = [NewApplication.of(entry) for entry in prepared]
        applicants = match_applicants(change, [item.columns for item in new])
        made = write_new(change, found, programme, new, applicants, day)
        if len(made.numbers) == 1:
            # The number, never the title: a step's name cannot be erased with the record.
            change.step = message("Record the application {number}", number=made.numbers[0])
    notes = tuple(
        (number, note)
        for number, item in zip(made.numbers, prepared, strict=True)
        for note in item.notes
    )
    return Recorded(made.numbers, made.uids, notes)


def edit_application(
    workspace: Workspace,
    *,
    number: str,
    values: Mapping[str, Any],
    saw: Mapping[str, Any] | None = None,
    reason: str = "",
) -> tuple[Message, ...]:
    """Set values of an application by field id; what was said about them comes back.

    All or nothing, in one step. `table[2].column` names a cell, `table[2]` with nothing takes a row
    away (rows count from 1, as they were before), a table itself takes a list of rows, and
    `checklist.item` is answered yes, no or na, with the reason as its note.

    Args:
        saw: By the same names, the stored value that was seen; refused if it is another one by now.

    Raises:
        FieldChangedMeanwhileError: A field, row or cell was changed since it was seen.
        UnknownFieldsError: There is no such field.
    """
    names = [name for name in values if not name.startswith(CHECKLIST)]
    enters, ticks = bool(names) or not values, len(names) < len(values)
    if enters and Duty.ENTER not in workspace.operator.duties:
        operator = workspace.operator
        raise DutyMissingError(operator.name, Duty.ENTER, operator.duties)
    duty = Duty.CHECK if ticks else Duty.ENTER
    step = message("Edit {number}: {fields}", number=number, fields=Listing(tuple(values)))
    with workspace.change(step, duty=duty, reason=reason) as change:
        reader = change.reader  # another connection would read anew what this one wrote last
        row = live_application(reader, number)
        programme = reader.library.programme(row.definition_uid)
        vocabularies = reader.library.vocabularies(row.definition_uid)
        edit = read_edit(programme, vocabularies, values, number=row.number, note=reason)
        seen, seen_places = seen_values(programme, saw, row.number) if saw else ({}, {})
        labels = _listing(edit.labels)
        change.step = message("Edit {number}: {fields}", number=row.number, fields=labels)
        change.set(Application, row.uid, {**edit.fields, **edit.ticks}, seen)
        edit_rows(change, programme, row.uid, edit.places, seen_places)
        _follow_applicant(change, row.uid, edit.fields)
        clear_drafts(change, row.uid, [programme.ids_by_name.get(name, name) for name in values])
    return edit.notes


def trash_applications(workspace: Workspace, *, numbers: Sequence[str], reason: str = "") -> None:
    """Put applications into the trash, from where they can be taken back.

    Raises:
        InTrashError: One is there already.
        ReasonMissingError: One is beyond its first stage, and there is no reason.
    """
    rows = live_applications(workspace.reader, numbers)
    step = plural(
        "Put {n} application into the trash", "Put {n} applications into the trash", n=len(rows)
    )
    library = workspace.reader.library
    begun = any(row.stage != library.programme(row.definition_uid).first_stage for row in rows)
    if begun and not reason.strip():
        raise ReasonMissingError(step)
    with workspace.change(step, reason=reason) as change:
        change.trash(Application, [row.uid for row in rows])


def restore_applications(workspace: Workspace, *, numbers: Sequence[str]) -> None:
    """Take applications out of the trash, with all that went there with them.

    Their applicant's master record comes back with them, if it went as well.

    Raises:
        NotInTrashError: One is not in it.
        OverQuotaError: No place is left for one of them.
        UsesTrashError: The call of one of them was taken back.
    """
    rows = application_rows(workspace.reader, numbers)
    for row in rows:
        if not row.trashed:
            raise NotInTrashError(row.number)
    step = plural(
        "Take {n} application out of the trash",
        "Take {n} applications out of the trash",
        n=len(rows),
    )
    with workspace.change(step) as change:
        change.restore(Application, [row.uid for row in rows])
        for table, uids in trashed_with(workspace.reader, [row.uid for row in rows]).items():
            change.restore(table, uids)


def _follow_applicant(change: Change, uid: str, writes: Mapping[str, Any]) -> None:
    """When name or code of the applicant changed, point to the master record that they mean."""
    if not {"applicant", "credit_code"} & writes.keys():
        return
    row = change.reader.first(select(Application.__table__).where(Application.uid == uid))
    assert row is not None
    facts = stored_values(row)
    change.set(Application, uid, {"applicant_uid": match_applicants(change, [facts])[0]})


def _listing(labels: tuple[Label, ...]) -> Any:
    return Listing(labels[:5] + (("…",) if len(labels) > 5 else ()))  # noqa: PLR2004
