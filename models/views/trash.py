# SPDX-License-Identifier: Apache-2.0
"""What lies in the trash together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.history import encode_value
from models.references import REFERENCES, Hold
from models.tables import HistoryItem, Trash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.reader import Reader
    from models.tables import Record


def trashed_with(reader: Reader, uids: Sequence[str]) -> dict[type[Record], list[str]]:
    """The parts of records that went into the trash with them, in the same step, by table."""
    found: defaultdict[type[Record], list[str]] = defaultdict(list)
    parts = {item.table.__tablename__: item.table for item in REFERENCES if item.hold is Hold.PART}
    went = [HistoryItem.path == "trashed", HistoryItem.new == encode_value(Trash.TRASHED.value)]
    for start in range(0, len(uids), 400):
        some = uids[start : start + 400]
        last = (
            select(HistoryItem.record, func.max(HistoryItem.sequence).label("sequence"))
            .where(HistoryItem.record.in_(some), *went)
            .group_by(HistoryItem.record)
            .subquery()
        )
        statement = (
            select(HistoryItem.table, HistoryItem.record)
            .join(
                last,
                (last.c.record == HistoryItem.subject) & (last.c.sequence == HistoryItem.sequence),
            )
            .where(HistoryItem.table.in_(parts), *went)
        )
        for row in reader.rows(statement):
            found[parts[row.table]].append(row.record)
    return found
