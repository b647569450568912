# SPDX-License-Identifier: Apache-2.0
"""What can be made anew from the rest at any time: no history, no backup depends on it."""

from __future__ import annotations

from sqlalchemy import Double, Index, Integer, String, Text

from models.tables.base import Base, optional, stored


class Answer(Base, sqlite_with_rowid=False):
    """A value that lists show, sort or filter by: listed fields (`field`), tags (`tags/…`).

    Kept in the order of its key without a row id, so that each index carries the application as well
    and a list is filtered or sorted from the index alone.
    """

    __tablename__ = "answer"

    application_id = stored(Integer, primary_key=True, autoincrement=False)
    field = stored(String(80), primary_key=True)
    position = stored(Integer, primary_key=True, autoincrement=False)
    number = optional(Double)
    text = optional(Text)

    __table_args__ = (
        Index(None, "field", "number"),
        Index(None, "field", "text"),
    )


class Stale(Base):
    """An application whose search row and listed answers are older than the record."""

    __tablename__ = "stale"

    application_id = stored(Integer, primary_key=True, autoincrement=False)
