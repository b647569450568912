# SPDX-License-Identifier: Apache-2.0
"""Which row a row of a table was when a step touched it, as the clerk counted who named it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.history import decode_value
from models.tables import AnswerRow, HistoryItem, Trash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.reader import Reader

_CHUNK = 400


class RowNumbers:
    """The numbers of rows at any step: rows above that were taken away by then do not count."""

    def __init__(self, reader: Reader, subjects: Iterable[str]) -> None:
        self._rows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._events: defaultdict[str, list[tuple[int, bool]]] = defaultdict(list)
        wanted = sorted(subjects)
        for start in range(0, len(wanted), _CHUNK):
            self._load(reader, wanted[start : start + _CHUNK])

    def of(self, item: Any) -> int:
        """The number of the row that an item is about: before the step, or as it was made."""
        rows = self._rows[item.subject, item.field]
        above = rows[: rows.index(item.record)] if item.record in rows else []
        by = item.sequence if item.path else item.sequence + 1
        return 1 + sum(self._there(row, by) for row in above)

    def _there(self, row: str, by: int) -> bool:
        """Whether a row was in use right before a step."""
        return next((live for at, live in reversed(self._events[row]) if at < by), False)

    def _load(self, reader: Reader, subjects: list[str]) -> None:
        rows = select(AnswerRow.uid, AnswerRow.application_uid, AnswerRow.field).where(
            AnswerRow.application_uid.in_(subjects)
        )
        for row in reader.rows(rows.order_by(AnswerRow.position, AnswerRow.id)):
            self._rows[row.application_uid, row.field].append(row.uid)
        items = select(
            HistoryItem.record, HistoryItem.sequence, HistoryItem.path, HistoryItem.new
        ).where(
            HistoryItem.subject.in_(subjects),
            HistoryItem.table == "answer_row",
            HistoryItem.path.in_(("", "trashed")),
        )
        for item in reader.rows(items.order_by(HistoryItem.id)):
            live = not item.path or decode_value(item.new) == Trash.LIVE.value
            self._events[item.record].append((item.sequence, live))
