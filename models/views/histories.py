# SPDX-License-Identifier: Apache-2.0
"""Who changed what, when, where and why: of one record or of all (AU-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.history import decode_value
from models.language import Label, Message, from_json
from models.storage.lock import local_time
from models.tables import AnswerRow, Application, HistoryEntry, HistoryItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class HistoryValue:
    """One value that an entry set.

    Attributes:
        path: As users name it: `area_m2`, `tenants/<row>/name`, `stage`.
        label: The field's name.
    """

    table: str
    record: str
    number: str
    path: str
    label: Label
    old: Any
    new: Any


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
    reader: Reader, *, subject: str = "", limit: int | None = None, values: bool = True
) -> list[HistoryStep]:
    """The steps, newest last; of one application, applicant or call, or of the whole register."""
    statement = select(HistoryEntry.__table__)
    if subject:
        touched = select(HistoryItem.sequence).where(HistoryItem.subject == subject)
        statement = statement.where(HistoryEntry.sequence.in_(touched))
    rows = reader.rows(statement.order_by(HistoryEntry.sequence.desc()).limit(limit))[::-1]
    undone = {row.undoes for row in reader.rows(select(HistoryEntry.undoes)) if row.undoes}
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


def _items(reader: Reader, sequences: Sequence[int], subject: str) -> dict[int, list[HistoryValue]]:
    found: dict[int, list[HistoryValue]] = {}
    for start in range(0, len(sequences), 400):
        statement = (
            select(
                HistoryItem.__table__,
                Application.number,
                Application.definition_uid,
                AnswerRow.field,
            )
            .outerjoin(Application.__table__, Application.uid == HistoryItem.subject)
            .outerjoin(AnswerRow.__table__, AnswerRow.uid == HistoryItem.record)
            .where(HistoryItem.sequence.in_(sequences[start : start + 400]))
            .order_by(HistoryItem.id)
        )
        if subject:
            statement = statement.where(HistoryItem.subject == subject)
        for row in reader.rows(statement):
            found.setdefault(row.sequence, []).append(_value(reader, row))
    return found


def _value(reader: Reader, row: Any) -> HistoryValue:
    path = row.path
    if row.table == "answer_row":
        cell = path.removeprefix("values/") if path else ""
        path = f"{row.field}/{row.record}" + (f"/{cell}" if cell else "")
    else:
        for document in ("answers/", "office_answers/"):
            path = path.removeprefix(document)
        path = "amount_wan" if path == "amount_fen" else path
    old, new = decode_value(row.old), decode_value(row.new)
    if row.path == "amount_fen":
        old, new = (None if fen is None else f"{fen / 1_000_000:.2f}" for fen in (old, new))
    label = Label(path or row.table, path or row.table)
    if row.definition_uid and path:
        label = reader.library.programme(row.definition_uid).label_of(path)
    return HistoryValue(row.table, row.record, row.number or "", path, label, old, new)
