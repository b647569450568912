# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Uid


class HistoryEntry(Base):
    """One named change: who, when, where, why, and the links of the chain.

    Attributes:
        kind: change, undo, redo or barrier.
        duty: The duty that the step asked for; taking it back, or doing it again, asks for the same.
        message: The step as a message in JSON, translated when it is shown.
        undoes: The uid of the entry that this one takes back.
        digest: Over its items, their values by seal, so that these can be erased and the chain stands.
    """

    __tablename__ = "history_entry"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(Uid, unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    duty: Mapped[str] = mapped_column(String(10))
    office_uid: Mapped[str] = mapped_column(Uid)
    operator_uid: Mapped[str] = mapped_column(Uid)
    operator: Mapped[str] = mapped_column(String(200))
    account: Mapped[str] = mapped_column(String(200))
    machine: Mapped[str] = mapped_column(String(200))
    at: Mapped[str] = mapped_column(String(20))
    message: Mapped[dict[str, Any]]
    reason: Mapped[str | None] = mapped_column(Text)
    undoes: Mapped[str | None] = mapped_column(Uid)
    digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        Index(None, "operator_uid", "sequence"),
        Index(
            *(None, "undoes"),
            sqlite_where=text("undoes IS NOT NULL"),
            postgresql_where=text("undoes IS NOT NULL"),
        ),
    )


class HistoryItem(Base):
    """One value that a change set, by path; an empty path is the whole record, when it was made.

    Attributes:
        subject: The uid of the record whose history it belongs to.
        salt: Keeps an erased value from being guessed by its digest; erased with it.
        digest: The seal of its values: over salt, old and new.
    """

    __tablename__ = "history_item"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    sequence: Mapped[int] = mapped_column(index=True)
    table: Mapped[str] = mapped_column(String(30))
    record: Mapped[str] = mapped_column(Uid, index=True)
    subject: Mapped[str] = mapped_column(Uid, index=True)
    path: Mapped[str] = mapped_column(String(200))
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64))
