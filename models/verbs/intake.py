# SPDX-License-Identifier: Apache-2.0
"""An import, written: new applications and changed ones as one named change, with one undo."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.change import RecordGoneError, shown_short
from models.drafts import clear_drafts
from models.duties import Duty, DutyMissingError
from models.errors import RefusedError
from models.fields import FREE_LABELS, field_of, stored_values
from models.language import Listing, Message, message, plural
from models.search.made_ahead import index_made
from models.storage.backup import BackupReason
from models.tables import Application, Trash
from models.unknown import InTrashError
from models.verbs.applicants import match_applicants
from models.verbs.applications import BULK
from models.verbs.entries import LABELS_PATH
from models.verbs.recording import Written, day_of_receipt, write_new
from models.verbs.whole_tables import RowWrites, add_table, filled, rows_of_tables
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from models.change import Change
    from models.language import Label
    from models.library import Library
    from models.programme.schema import Programme
    from models.programme.values import Stored
    from models.reader import Reader
    from models.verbs.entries import NewApplication
    from models.verbs.whole_tables import LiveRows
    from models.workspace import Workspace

_CHUNK = 400
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ChangedApplication:
    """An application that an import changes.

    Attributes:
        values: What to set by path, as `models.fields.writes_of` gives it.
        saw: By path, the stored value with which the file was compared.
        rows: By table id, all the rows that the table shall hold (stored values by column id).
        saw_rows: By table id, the rows with which the file was compared.
        notes: What was said about its values.
    """

    uid: str
    values: Mapping[str, Any] = field(default_factory=dict)
    saw: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Stored]]] = field(default_factory=dict)
    saw_rows: Mapping[str, Sequence[Mapping[str, Stored]]] = field(default_factory=dict)
    notes: Sequence[Message] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        numbers, uids: Of new applications, in the order in which they were given.
        changed: The numbers of changed applications, in that order; of those that were already as the
            file says as well.
        notes: What was said about values, each with the number of the application.
        entry: The uid of the entry of the history, empty where nothing was different.
    """

    numbers: tuple[str, ...]
    uids: tuple[str, ...]
    changed: tuple[str, ...]
    notes: tuple[tuple[str, Message], ...]
    entry: str


class ChangedTwiceError(RefusedError):
    """Two rows of a file are one and the same application."""

    def __init__(self, number: str) -> None:
        super().__init__(
            message(
                "{number} would be changed by two rows of the file. Nothing was written; leave one of"
                " the two.",
                number=number,
            )
        )


class RegisterChangedError(RefusedError):
    """What a file was compared with is not what the register holds by now."""

    def __init__(self, values: Sequence[Message]) -> None:
        more = ("…",) if len(values) > _SHOWN else ()
        super().__init__(
            plural(
                "{n} value was changed since the file was compared with the register: {values}."
                " Nothing was written. Read the file again, look at it, then decide.",
                "{n} values were changed since the file was compared with the register: {values}."
                " Nothing was written. Read the file again, look at them, then decide.",
                n=len(values),
                values=Listing((*values[:_SHOWN], *more), clauses=True),
            )
        )


def import_applications(
    workspace: Workspace,
    *,
    call: str,
    file: str,
    new: Sequence[NewApplication],
    changed: Sequence[ChangedApplication],
    received: date | None = None,
    reason: str = "",
) -> Imported:
    """Add applications to a call and change others, all or none, as one change with one undo.

    Master records of applicants are found or made for both. What was half typed in a field that is
    changed goes. A backup is taken first, if anything is changed or many are added.

    Args:
        file: The name of the file, by which the step is called.
        received: The day on which new applications were received; today where not given.
        reason: Why new ones are late, when the call is not open on that day.

    Raises:
        UnknownCallError: There is no such call.
        FutureReceiptError: The day of receipt has not come yet.
        CallClosedError: The call is not open that day, and there is no reason.
        DutyMissingError: The operator may not enter anything.
        RecordGoneError: A changed application is not there.
        InTrashError: One is in the trash.
        ChangedTwiceError: One is changed twice.
        RegisterChangedError: A value is another one by now than was seen.
        CancelledError: The user stopped it; nothing was written.
    """
    if Duty.ENTER not in workspace.operator.duties:  # before a backup is taken for nothing
        raise DutyMissingError(workspace.operator.name, Duty.ENTER, workspace.operator.duties)
    found = call_row(workspace.reader, call)
    day = day_of_receipt(workspace, found, received, reason) if new else None
    if changed or len(new) >= BULK:
        workspace.back_up(BackupReason.IMPORT)
    step = _step(file, found.title, len(new), len(changed))
    with workspace.change(step, reason=reason) as change:
        rows = _live(change.reader, changed)
        tables = _tables(change.reader, changed)
        _refuse_outdated(change.reader.library, changed, rows, tables)
        named = [item.columns for item in new]
        facts = [_facts(rows[item.uid], item) for item in changed]
        masters = match_applicants(change, [*named, *(item for item in facts if item)])
        written = Written((), ())
        if day is not None:
            programme = change.reader.library.programme(found.definition_uid)
            written = write_new(change, found, programme, new, masters[: len(new)], day)
        change.set_many(Application, dict(_following(changed, facts, masters[len(new) :])))
        row_writes = _write_tables(change, changed, tables)
        for item in changed:
            programme = change.reader.library.programme(rows[item.uid].definition_uid)
            clear_drafts(change, item.uid, _drafts(item, programme, tables, row_writes))
        made = zip(written.uids, new, strict=True)
        ready = {uid: item.indexed for uid, item in made if item.indexed is not None}
        change.indexed(index_made(change.reader, ready))
    numbers = tuple(rows[item.uid].number for item in changed)
    said = [
        *zip(written.numbers, (item.notes for item in new), strict=True),
        *zip(numbers, (item.notes for item in changed), strict=True),
    ]
    notes = tuple((number, note) for number, some in said for note in some)
    return Imported(written.numbers, written.uids, numbers, notes, change.entry)


def _step(file: str, call: str, new: int, changed: int) -> Message:
    if not changed:
        return plural(
            "Import {file}: {n} new application in {call}",
            "Import {file}: {n} new applications in {call}",
            n=new,
            file=file,
            call=call,
        )
    if not new:
        return plural(
            "Import {file}: {n} changed application in {call}",
            "Import {file}: {n} changed applications in {call}",
            n=changed,
            file=file,
            call=call,
        )
    return message(
        "Import {file}: {new} new, {changed} changed in {call}",
        file=file,
        new=new,
        changed=changed,
        call=call,
    )


def _live(reader: Reader, changed: Sequence[ChangedApplication]) -> dict[str, Any]:
    """The rows of changed applications by uid."""
    found: dict[str, Any] = {}
    uids = [item.uid for item in changed]
    for start in range(0, len(uids), _CHUNK):
        some = Application.uid.in_(uids[start : start + _CHUNK])
        for row in reader.rows(select(Application.__table__).where(some)):
            found[row.uid] = row
    seen: set[str] = set()
    for uid in uids:
        if uid not in found or found[uid].trashed == Trash.EMPTIED:
            raise RecordGoneError(uid)
        if found[uid].trashed:
            raise InTrashError(found[uid].number)
        if uid in seen:
            raise ChangedTwiceError(found[uid].number)
        seen.add(uid)
    return found


def _tables(reader: Reader, changed: Sequence[ChangedApplication]) -> LiveRows:
    return rows_of_tables(reader, [item.uid for item in changed if item.rows or item.saw_rows])


def _refuse_outdated(
    library: Library,
    changed: Sequence[ChangedApplication],
    rows: Mapping[str, Any],
    tables: LiveRows,
) -> None:
    faults: list[Message] = []
    for item in changed:
        row = rows[item.uid]
        label_of = library.programme(row.definition_uid).label_of
        for path in item.values.keys() & item.saw.keys():
            now = _at(row, path)
            if now not in (item.saw[path], item.values[path]):
                label = FREE_LABELS if path == LABELS_PATH else label_of(field_of(path))
                faults.append(_outdated(row.number, label, item.saw[path], now))
        for table in item.rows.keys() & item.saw_rows.keys():
            there = [filled(fact.values) for fact in tables.get((item.uid, table), ())]
            seen = [filled(one) for one in item.saw_rows[table]]
            if there != seen:
                shown = (_number_of_rows(seen), _number_of_rows(there))
                faults.append(_outdated(row.number, label_of(table), *shown))
    if faults:
        raise RegisterChangedError(faults)


def _outdated(number: str, label: Label, seen: Any, now: Any) -> Message:
    return message(
        "{number} “{field}” was {seen} and is now {now}",
        number=number,
        field=label,
        seen=seen if isinstance(seen, Message) else shown_short(seen),
        now=now if isinstance(now, Message) else shown_short(now),
    )


def _number_of_rows(rows: Sequence[Any]) -> Message:
    return plural("{n} row", "{n} rows", n=len(rows))


def _at(row: Any, path: str) -> Any:
    column, _, key = path.partition("/")
    value = getattr(row, column)
    return (value or {}).get(key) if key else value


def _facts(row: Any, item: ChangedApplication) -> dict[str, Any] | None:
    """By what the master record of an applicant is found, where its name or code is set."""
    if not {"applicant", "credit_code"} & item.values.keys():
        return None
    return {**stored_values(row), **item.values}


def _following(
    changed: Sequence[ChangedApplication],
    facts: Sequence[Mapping[str, Any] | None],
    masters: Sequence[str | None],
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What to set, by uid, with the master records that names and codes mean."""
    following = iter(masters)
    for item, fact in zip(changed, facts, strict=True):
        yield item.uid, {**item.values, "applicant_uid": next(following)} if fact else item.values


def _write_tables(
    change: Change, changed: Sequence[ChangedApplication], tables: LiveRows
) -> RowWrites:
    writes = RowWrites()
    for item in changed:
        for table, wanted in item.rows.items():
            add_table(writes, item.uid, table, tables.get((item.uid, table), ()), wanted)
    writes.write(change)
    return writes


def _drafts(
    item: ChangedApplication, programme: Programme, tables: LiveRows, writes: RowWrites
) -> Iterator[str]:
    """The paths under which what was half typed in changed fields and cells is kept."""
    for path in item.values:
        yield "labels" if path == LABELS_PATH else field_of(path)
    for table in item.rows:
        columns = [column.id for column in programme.tables[table].columns]
        for row in tables.get((item.uid, table), ()):
            cells = [path.removeprefix("values/") for path in writes.cells.get(row.uid, ())]
            for name in columns if row.uid in writes.gone else cells:
                yield f"{table}/{row.uid}/{name}"
