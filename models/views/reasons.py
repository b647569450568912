# SPDX-License-Identifier: Apache-2.0
"""Why values of applications changed after an entry of the history: the last change of each (N12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.language import Message, from_json
from models.storage.lock import local_time
from models.tables import AnswerRow, HistoryEntry, HistoryItem
from models.views.history_words import told_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class Why:
    """The change that set a value last.

    Attributes:
        step: What was done, as the history names it.
        reason: Why, as somebody wrote; empty where nobody did.
    """

    on: date
    operator: str
    step: Message
    reason: str


def reasons_since(reader: Reader, uid: str, sequence: int) -> Mapping[str, Why]:
    """The last change after an entry of each value of an application, by path.

    A path is a field, `verified/<field>`, `stage`, or `<table>/<row>` for anything of a row; an
    empty one stands for the application as a whole.
    """
    statement = (
        select(
            HistoryItem.path,
            HistoryItem.table,
            HistoryItem.record,
            AnswerRow.field,
            HistoryEntry.at,
            HistoryEntry.operator,
            HistoryEntry.message,
            HistoryEntry.reason,
        )
        .join(HistoryEntry.__table__, HistoryEntry.sequence == HistoryItem.sequence)
        .outerjoin(AnswerRow.__table__, AnswerRow.uid == HistoryItem.record)
        .where(HistoryItem.subject == uid, HistoryItem.sequence > sequence)
        .where(HistoryItem.table.in_(("application", "answer_row")))
        .order_by(HistoryItem.id)
    )
    found: dict[str, Why] = {}
    for item in reader.rows(statement):
        path = told_path(item.path)
        if item.table == "answer_row":
            path = f"{item.field}/{item.record}"
        on = datetime.fromisoformat(local_time(item.at)).date()
        found[path] = Why(on, item.operator, from_json(item.message), item.reason or "")
    return found


def day_of(reader: Reader, sequence: int) -> date:
    """The local day of an entry."""
    at = reader.scalar(select(HistoryEntry.at).where(HistoryEntry.sequence == sequence))
    return datetime.fromisoformat(local_time(at)).date()
