# SPDX-License-Identifier: Apache-2.0
"""Who changed what, when, where and why: of one record or of all (AU-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.history import decode_value
from models.language import Label, Message, from_json
from models.rules.money import from_fen
from models.storage.lock import local_time
from models.tables import AnswerRow, Application, Attachment, HistoryEntry, HistoryItem
from models.tables.names import record_name
from models.views.history_rows import RowNumbers
from models.views.history_words import ERASED, NOTHING, Words, told_path
from models.views.steps import taken_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class HistoryValue:
    """One value that an entry set.

    Attributes:
        path: As users name it: `area_m2`, `tenants/<row>/name`, `stage`; empty for a whole record.
        label: What it is the value of: a field, a row of a table by its number, a slot.
        before, after: The values in words, in either language; — where there was none.
        row: Which row of its table it was at the time, counted from 1; 0 for anything else.
    """

    table: str
    record: str
    number: str
    path: str
    label: Label
    old: Any
    new: Any
    before: Label
    after: Label
    row: int = 0


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One named change."""

    sequence: int
    uid: str
    kind: str
    message: Message
    at: str
    operator: str
    account: str
    machine: str
    reason: str
    hash: str
    undone: bool
    values: tuple[HistoryValue, ...]


def history(
    reader: Reader,
    *,
    subject: str = "",
    after: int = 0,
    limit: int | None = None,
    values: bool = True,
) -> list[HistoryStep]:
    """The steps, newest last; of one application, applicant or call, or of the whole register.

    Args:
        after: Only those after this entry.
    """
    statement = select(HistoryEntry.__table__).where(HistoryEntry.sequence > after)
    if subject:
        touched = select(HistoryItem.sequence).where(HistoryItem.subject == subject)
        statement = statement.where(HistoryEntry.sequence.in_(touched))
    rows = reader.rows(statement.order_by(HistoryEntry.sequence.desc()).limit(limit))[::-1]
    undone = taken_back(reader)
    items = _items(reader, [row.sequence for row in rows], subject) if values else {}
    return [
        HistoryStep(
            sequence=row.sequence,
            uid=row.uid,
            kind=row.kind,
            message=from_json(row.message),
            at=local_time(row.at),
            operator=row.operator,
            account=row.account,
            machine=row.machine,
            reason=row.reason or "",
            hash=row.hash,
            undone=row.uid in undone,
            values=tuple(items.get(row.sequence, ())),
        )
        for row in rows
    ]


_WHOLE = frozenset({"answer_row", "attachment"})
"""Records that are part of another: putting one into the trash is taking it away."""


def _items(reader: Reader, sequences: Sequence[int], subject: str) -> dict[int, list[HistoryValue]]:
    found: dict[int, list[HistoryValue]] = {}
    for start in range(0, len(sequences), 400):
        statement = (
            select(
                HistoryItem.__table__,
                Application.number,
                Application.definition_uid,
                AnswerRow.field,
                AnswerRow.values.label("cells"),
                Attachment.slot,
                Attachment.name.label("file"),
            )
            .outerjoin(Application.__table__, Application.uid == HistoryItem.subject)
            .outerjoin(AnswerRow.__table__, AnswerRow.uid == HistoryItem.record)
            .outerjoin(Attachment.__table__, Attachment.uid == HistoryItem.record)
            .where(
                HistoryItem.sequence.in_(sequences[start : start + 400]),
                HistoryItem.table != "stage_event",  # says again what the stage of the record says
            )
            .order_by(HistoryItem.id)
        )
        if subject:
            statement = statement.where(HistoryItem.subject == subject)
        items = reader.rows(statement)
        numbers = RowNumbers(reader, {i.subject for i in items if i.table == "answer_row"})
        for group in _together(items):
            value = _value(reader, group, numbers)
            found.setdefault(group[0].sequence, []).append(value)
    return found


def _together(items: Sequence[Any]) -> Iterator[list[Any]]:
    """Items by what they are the value of: one field may lie in two places, as an amount does."""
    groups: dict[tuple[int, str, str], list[Any]] = {}
    for item in items:
        groups.setdefault((item.sequence, item.record, _path(item)), []).append(item)
    yield from groups.values()


def _path(item: Any) -> str:
    """The path as users name it."""
    if item.table == "answer_row":
        cell = item.path.removeprefix("values/")
        return "/".join(filter(None, (item.field, item.record, cell)))
    return told_path(item.path)


def _value(reader: Reader, group: Sequence[Any], numbers: RowNumbers) -> HistoryValue:
    item, path = group[0], _path(group[0])
    old, new = _first(group, "old"), _first(group[::-1], "new")
    words = Words(reader, item.definition_uid)
    row = numbers.of(item) if item.table == "answer_row" else 0
    whole = not item.path or (item.path == "trashed" and item.table in _WHOLE)
    if item.table == "answer_row":
        label = words.cell_name(path, row, item.cells or {})
    elif item.table == "attachment":
        label = words.slot_name(item.slot)
    else:
        label = record_name(item.table) if whole else words.name(path or item.table)
    if item.salt is None:
        before = after = ERASED
    elif whole:
        made = new if not item.path else item.cells if item.table == "answer_row" else item.file
        there = words.record(item.table, item.field or "", made)
        before, after = (there, NOTHING) if item.path and new else (NOTHING, there)
    else:
        before, after = words.value(path, old), words.value(path, new)
    return HistoryValue(
        table=item.table,
        record=item.record,
        number=item.number or "",
        path=path,
        label=label,
        old=old,
        new=new,
        before=before,
        after=after,
        row=row,
    )


def _first(group: Sequence[Any], side: str) -> Any:
    """What a field held in one of the places where it may lie: before the step, or after it."""
    seen: set[str] = set()
    for item in group:
        if item.path in seen:
            continue
        seen.add(item.path)
        value = decode_value(getattr(item, side))
        if value is not None:
            return format(from_fen(value), "f") if item.path == "amount_fen" else value
    return None
