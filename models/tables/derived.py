# SPDX-License-Identifier: Apache-2.0
"""What can be made anew from the rest at any time: no history, no backup depends on it."""

from __future__ import annotations

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Answer(Base):
    """A value that lists show, sort or filter by: listed fields (`field`), tags (`tags/…`).

    Kept in the order of its key without a row id, so that each index carries the application as well
    and a list is filtered or sorted from the index alone.
    """

    __tablename__ = "answer"

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[float | None]
    text: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index(None, "field", "number"),
        Index(None, "field", "text"),
        {"sqlite_with_rowid": False},
    )


class Stale(Base):
    """An application whose search row and listed answers are older than the record."""

    __tablename__ = "stale"

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
