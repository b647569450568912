# SPDX-License-Identifier: Apache-2.0
"""Recording, editing and tagging applications."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.errors import RefusedError, UserError
from models.fields import stored_values, writes_of
from models.language import Label, Message, message, plural
from models.programme.schema import FieldType, FormField, Programme
from models.programme.values import understand
from models.progress import NoProgress, Progress
from models.rules.numbers import parse_pattern
from models.rules.regions import regions
from models.rules.text import clean
from models.storage.backup import BackupReason
from models.tables import AnswerRow, Application, StageEvent, Trash
from models.tables.base import new_uid
from models.verbs.applicants import match_applicants
from models.views.find import application_row, application_rows, call_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.change import Change
    from models.programme.vocabulary import Vocabulary
    from models.workspace import Workspace

BULK = 20
"""From so many records on, a change is a bulk change and a backup comes first."""


class UnknownFieldsError(UserError):
    """Answers name fields that the programme does not have; all of them are listed."""

    def __init__(self, faults: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(
            plural(
                "{n} name is no field of the programme: {names}. Nothing was recorded.",
                "{n} names are no fields of the programme: {names}. Nothing was recorded.",
                n=len(faults),
                names="; ".join(
                    f"{place} {name}" + (f" (→ {near}?)" if near else "")
                    for place, name, near in faults
                ),
            )
        )


class WrongShapeError(UserError):
    """A value has a shape that its field cannot take, such as a text for a table."""

    def __init__(self, place: str, field: Label, expected: Message) -> None:
        super().__init__(
            message(
                "{place}: “{field}” takes {expected}. Nothing was recorded.",
                place=place,
                field=field,
                expected=expected,
            )
        )


class CallClosedError(RefusedError):
    """The call is not open on that day, and no reason for a late entry was given (IN-12)."""

    def __init__(self, call: str, opens: str, closes: str) -> None:
        super().__init__(
            message(
                "The call {call} takes applications from {opens} to {closes}. Give a reason to"
                " record a late one (--reason).",
                call=call,
                opens=opens or "—",
                closes=closes or "—",
            )
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: numbers in the order of the entries, and what was said about values."""

    numbers: tuple[str, ...]
    uids: tuple[str, ...]
    notes: tuple[tuple[str, Message], ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An entry whose values are understood, ready to be written."""

    writes: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]
    notes: list[Message]


def record_applications(
    workspace: Workspace,
    *,
    call: str,
    entries: Sequence[Mapping[str, Any]],
    received: date | None = None,
    reason: str = "",
    progress: Progress | None = None,
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
    progress = progress or NoProgress()
    found = call_row(workspace.reader, call)
    day = received or date.fromisoformat(workspace.clock()[:10])
    if not reason and not _is_open(found, day):
        raise CallClosedError(found.key, found.opens, found.closes)
    programme = workspace.reader.library.programme(found.definition_uid)
    vocabularies = workspace.reader.library.vocabularies(found.definition_uid)
    _refuse_unknown(programme, entries)
    prepared: list[_Prepared] = []
    for place, entry in enumerate(entries, start=1):
        if place % 100 == 0:
            progress.step(place, len(entries), message("Reading applications"))
        prepared.append(_prepare(programme, vocabularies, entry, f"#{place}"))
    if len(entries) >= BULK:
        workspace.back_up(BackupReason.IMPORT)
    step = plural(
        "Record {n} application in {call}",
        "Record {n} applications in {call}",
        n=len(entries),
        call=found.title,
    )
    if len(entries) == 1:
        step = message(
            "Record the application “{title}”", title=str(prepared[0].writes.get("title") or "—")
        )
    with workspace.change(step, reason=reason) as change:
        progress.step(0, len(entries), message("Saving applications"))
        numbers, uids = _write(change, found, programme, prepared, day)
        progress.step(len(entries), len(entries), message("Saving applications"))
    notes = tuple(
        (number, note)
        for number, item in zip(numbers, prepared, strict=True)
        for note in item.notes
    )
    return Recorded(tuple(numbers), tuple(uids), notes)


def edit_application(
    workspace: Workspace,
    *,
    number: str,
    values: Mapping[str, Any],
    saw: Mapping[str, Any] | None = None,
    reason: str = "",
) -> tuple[Message, ...]:
    """Set values of an application by field id; what was said about them comes back.

    `table[2].column` names a cell (rows count from 1), a table itself takes a list of rows, and
    `verified.field`, `checklist.item` are set by their own verbs.

    Args:
        saw: By field id, the stored value that was seen; refused if it is another one by now.

    Raises:
        FieldChangedMeanwhileError: A field was changed since it was seen.
        UnknownFieldsError: There is no such field.
    """
    row = application_row(workspace.reader, number)
    programme = workspace.reader.library.programme(row.definition_uid)
    vocabularies = workspace.reader.library.vocabularies(row.definition_uid)
    cells = {name: value for name, value in values.items() if "[" in name}
    plain = {name: value for name, value in values.items() if name not in cells}
    _refuse_unknown(programme, [plain], place=number)
    prepared = _prepare(programme, vocabularies, plain, number)
    seen = {
        path: value
        for name, stored in (saw or {}).items()
        for path, value in writes_of(programme, name, stored).items()
    }
    labels = [programme.label_of(name.partition("[")[0]) for name in values]
    step = message("Edit {number}: {fields}", number=row.number, fields=_listing(labels))
    notes = list(prepared.notes)
    with workspace.change(step, reason=reason) as change:
        change.set(Application, row.uid, prepared.writes, seen)
        for table, rows in prepared.rows.items():
            _replace_rows(change, row.uid, table, rows)
        for name, value in cells.items():
            notes += _set_cell(change, programme, vocabularies, row.uid, name, value)
        _follow_applicant(change, row.uid, prepared.writes)
    return tuple(notes)


def tag_application(
    workspace: Workspace,
    *,
    numbers: Sequence[str],
    direction: str | None = None,
    product: str | None = None,
    add: Mapping[str, Sequence[str]] | None = None,
    remove: Mapping[str, Sequence[str]] | None = None,
    reason: str = "",
) -> None:
    """Set the main direction or product and add or remove tags, for one or many applications.

    Args:
        add, remove: Terms or free labels by vocabulary (`directions`, `products`, `tasks`, `labels`,
            or one of the office's own); terms by id, code, name or alias.

    Raises:
        UnknownTermError: A vocabulary has no such term.
    """
    rows = application_rows(workspace.reader, numbers)
    writes: dict[str, dict[str, Any]] = {}
    for row in rows:
        vocabularies = workspace.reader.library.vocabularies(row.definition_uid)
        new: dict[str, Any] = {}
        for column, key, text in (
            ("direction", "directions", direction),
            ("product", "products", product),
        ):
            if text is not None:
                new[column] = term_of(vocabularies, key, text) if text else None
        tags: dict[str, list[str]] = dict(row.tags or {})
        for key, items in (add or {}).items():
            for item in items:
                wanted = term_of(vocabularies, key, item)
                if wanted not in tags.get(key, []):
                    tags[key] = [*tags.get(key, []), wanted]
        for key, items in (remove or {}).items():
            gone = {term_of(vocabularies, key, item) for item in items}
            tags[key] = [item for item in tags.get(key, []) if item not in gone]
        touched = {*(add or {}), *(remove or {})}
        new |= {f"tags/{key}": tags.get(key) or None for key in touched}
        writes[row.uid] = new
    step = (
        message("Tag {number}", number=rows[0].number)
        if len(rows) == 1
        else plural("Tag {n} application", "Tag {n} applications", n=len(rows))
    )
    if len(rows) >= BULK:
        workspace.back_up(BackupReason.BULK)
    with workspace.change(step, reason=reason) as change:
        change.set_many(Application, writes)


class UnknownTermError(UserError):
    """A vocabulary has no such term; the nearest is offered."""

    def __init__(self, vocabulary: Vocabulary, text: str) -> None:
        near = vocabulary.nearest(text)
        super().__init__(
            message(
                "“{text}” is no term of “{vocabulary}”. Did you mean “{near}”?",
                text=text,
                vocabulary=vocabulary.label,
                near=near.label,
            )
            if near
            else message(
                "“{text}” is no term of “{vocabulary}”.", text=text, vocabulary=vocabulary.label
            )
        )


def term_of(vocabularies: Mapping[str, Vocabulary], key: str, text: str) -> str:
    """The id of a term by what somebody typed; a free label stays as it is."""
    cleaned = clean(text).text
    vocabulary = vocabularies.get(key)
    if vocabulary is None:
        if key == "labels":
            return cleaned
        near = difflib.get_close_matches(key, list(vocabularies), n=1)
        raise UnknownFieldsError([("tags", key, near[0] if near else "")])
    term = vocabulary.find(cleaned)
    if term is None:
        raise UnknownTermError(vocabulary, cleaned)
    return term.id


def trash_applications(workspace: Workspace, *, numbers: Sequence[str], reason: str = "") -> None:
    """Put applications into the trash, from where they can be taken back."""
    rows = application_rows(workspace.reader, numbers)
    step = plural(
        "Put {n} application into the trash", "Put {n} applications into the trash", n=len(rows)
    )
    with workspace.change(step, reason=reason) as change:
        change.trash(Application, [row.uid for row in rows])


def restore_applications(workspace: Workspace, *, numbers: Sequence[str]) -> None:
    """Take applications out of the trash."""
    rows = application_rows(workspace.reader, numbers)
    step = plural(
        "Take {n} application out of the trash",
        "Take {n} applications out of the trash",
        n=len(rows),
    )
    with workspace.change(step) as change:
        change.restore(Application, [row.uid for row in rows])


def _is_open(call: Any, day: date) -> bool:
    text = day.isoformat()
    return (not call.opens or call.opens <= text) and (not call.closes or text <= call.closes)


_LEADING = {"answers"}


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with its answers beside its facts, the applicant's name and code apart."""
    flat = {key: value for key, value in entry.items() if key not in _LEADING}
    flat |= entry.get("answers") or {}
    applicant = flat.get("applicant")
    if isinstance(applicant, dict):
        flat["applicant"] = applicant.get("name")
        flat.setdefault("credit_code", applicant.get("credit_code"))
    return flat


def _refuse_unknown(
    programme: Programme, entries: Sequence[Mapping[str, Any]], place: str = ""
) -> None:
    known = {*programme.fields, "labels"}
    faults: list[tuple[str, str, str]] = []
    for index, entry in enumerate(entries, start=1):
        answers = entry.get("answers")
        if answers is not None and not isinstance(answers, dict):
            label = Label("answers", "answers")
            raise WrongShapeError(place or f"#{index}", label, message("answers by field id"))
        for name in _flat(entry):
            if name not in known:
                near = difflib.get_close_matches(str(name), known, n=1)
                faults.append((place or f"#{index}", str(name), near[0] if near else ""))
    if faults:
        raise UnknownFieldsError(faults[:40])


def _prepare(
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    entry: Mapping[str, Any],
    place: str,
) -> _Prepared:
    writes: dict[str, Any] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    notes: list[Message] = []
    for name, typed in _flat(entry).items():
        if name == "labels":
            items = typed if isinstance(typed, list) else str(typed).split("、")
            writes["tags/labels"] = [clean(str(item)).text for item in items] or None
            continue
        field = programme.fields[name]
        if field.type is FieldType.TABLE:
            rows[name] = list(_table_rows(field, typed, vocabularies, place, notes))
            continue
        understood = understand(field, typed, vocabularies)
        notes += understood.notes
        writes |= writes_of(programme, name, understood.stored)
    return _Prepared(writes, rows, notes)


def _table_rows(
    field: FormField,
    typed: Any,
    vocabularies: Mapping[str, Vocabulary],
    place: str,
    notes: list[Message],
) -> Iterator[dict[str, Any]]:
    if typed is None or typed == "":
        return
    if not isinstance(typed, list) or not all(isinstance(row, dict) for row in typed):
        raise WrongShapeError(place, field.label, message("a list of rows"))
    known = {column.id: column for column in field.columns}
    for index, row in enumerate(typed, start=1):
        unknown = [name for name in row if name not in known]
        if unknown:
            faults = [
                (f"{place} {field.id}[{index}]", name,
                 next(iter(difflib.get_close_matches(name, known, n=1)), ""))
                for name in unknown
            ]  # fmt: skip
            raise UnknownFieldsError(faults)
        values: dict[str, Any] = {}
        for name, cell in row.items():
            understood = understand(known[name], cell, vocabularies)
            notes += understood.notes
            if understood.stored is not None:
                values[name] = understood.stored
        yield values


def _write(
    change: Change, call: Any, programme: Programme, prepared: Sequence[_Prepared], day: date
) -> tuple[list[str], list[str]]:
    applicants = match_applicants(change, [item.writes for item in prepared])
    numbers = _Numbers(change, call, day)
    records: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    cells: list[dict[str, Any]] = []
    for item, applicant in zip(prepared, applicants, strict=True):
        record: dict[str, Any] = {
            "uid": new_uid(),
            "call_uid": call.uid,
            "definition_uid": call.definition_uid,
            "applicant_uid": applicant,
            "stage": programme.first_stage,
            "stage_since": change.at,
            "received": day.isoformat(),
            **numbers.next(item.writes),
        }
        for path, value in item.writes.items():
            column, _, key = path.partition("/")
            if not key:
                record[column] = value
            elif value is not None:
                record.setdefault(column, {})[key] = value
        records.append(record)
        events.append(
            {
                "application_uid": record["uid"],
                "stage": programme.first_stage,
                "left": "",
                "at": change.at,
                "operator": change.operator,
            }
        )
        cells += [
            {
                "application_uid": record["uid"],
                "field": table,
                "position": position,
                "values": values,
            }
            for table, rows in item.rows.items()
            for position, values in enumerate(rows, start=1)
        ]
    uids = change.insert_many(Application, records)
    change.insert_many(StageEvent, events)
    if cells:
        change.insert_many(AnswerRow, cells)
    return [record["number"] for record in records], uids


class _Numbers:
    """Gives numbers: once each, never again, trash and undo included."""

    def __init__(self, change: Change, call: Any, day: date) -> None:
        self._change = change
        self._pattern = parse_pattern(call.number_pattern)
        self._values = {
            "year": str(day.year),
            "programme": call.programme,
            "prefix": "XD",
            **(call.number_values or {}),
        }
        self._last: dict[str, int] = {}

    def next(self, writes: Mapping[str, Any]) -> dict[str, Any]:
        """The next number for an application with such facts."""
        region = str(writes.get("region") or "")
        known = regions().get(region) is not None if region else False
        values = {
            "region": region if known else "",
            "province": region[:2] if known else "",
            "city": region[2:4] if known else "",
            "county": region[4:6] if known else "",
            "direction": str(writes.get("direction") or ""),
            **self._values,
        }
        prefix = self._pattern.prefix(values)
        if prefix not in self._last:
            last = self._change.reader.scalar(
                select(func.max(Application.serial)).where(Application.number_prefix == prefix)
            )
            self._last[prefix] = last or 0
        while True:
            self._last[prefix] += 1
            number = self._pattern.number(values, self._last[prefix])
            if not self._taken(number):
                break
        return {"number": number, "number_prefix": prefix, "serial": self._last[prefix]}

    def _taken(self, number: str) -> bool:
        """Whether two patterns happened to make the same number."""
        statement = select(Application.id).where(Application.number == number)
        return self._change.reader.first(statement) is not None


def _replace_rows(
    change: Change, application: str, table: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Make the rows of a table be these: by place, so that the history names single cells."""
    live = live_rows(change, application, table)
    for position, values in enumerate(rows, start=1):
        if position <= len(live):
            old = live[position - 1]
            names = {*old.values, *values}
            paths = {f"values/{name}": values.get(name) for name in names}
            change.set(AnswerRow, old.uid, paths)
        else:
            change.insert(
                AnswerRow,
                application_uid=application,
                field=table,
                position=position,
                values=values,
            )
    change.trash(AnswerRow, [row.uid for row in live[len(rows) :]])


def live_rows(change: Change, application: str, table: str) -> list[Any]:
    """The rows of a table that are in use, in their order."""
    statement = (
        select(AnswerRow.__table__)
        .where(
            AnswerRow.application_uid == application,
            AnswerRow.field == table,
            AnswerRow.trashed == Trash.LIVE,
        )
        .order_by(AnswerRow.position, AnswerRow.id)
    )
    return [_RowFacts(row.uid, row.position, row._mapping["values"] or {})  # noqa: SLF001 - `values` is a method
            for row in change.reader.rows(statement)]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _RowFacts:
    uid: str
    position: int
    values: Mapping[str, Any]


def _set_cell(
    change: Change,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    application: str,
    name: str,
    typed: Any,
) -> tuple[Message, ...]:
    """Set a cell named `table[2].column`; the row after the last one is made."""
    table, _, rest = name.partition("[")
    place, _, column_id = rest.partition("].")
    field = programme.tables.get(table)
    column = field.column(column_id) if field else None
    if field is None or column is None or not place.isdecimal() or int(place) < 1:
        near = difflib.get_close_matches(table, programme.tables, n=1)
        raise UnknownFieldsError([("", name, near[0] if near else "")])
    understood = understand(column, typed, vocabularies)
    live = live_rows(change, application, table)
    if int(place) <= len(live):
        paths = {f"values/{column_id}": understood.stored}
        change.set(AnswerRow, live[int(place) - 1].uid, paths)
    else:
        last = live[-1].position if live else 0
        change.insert(
            AnswerRow,
            application_uid=application,
            field=table,
            position=last + 1,
            values={column_id: understood.stored},
        )
    return understood.notes


def _follow_applicant(change: Change, uid: str, writes: Mapping[str, Any]) -> None:
    """When name or code of the applicant changed, point to the master record that they mean."""
    if not {"applicant", "credit_code"} & writes.keys():
        return
    row = change.reader.first(select(Application.__table__).where(Application.uid == uid))
    assert row is not None
    facts = stored_values(row)
    change.set(Application, uid, {"applicant_uid": match_applicants(change, [facts])[0]})


def _listing(labels: Sequence[Label]) -> Any:
    from models.language import Listing

    return Listing(tuple(labels[:5]) + (("…",) if len(labels) > 5 else ()))  # noqa: PLR2004
