# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from sqlalchemy import Index, Integer, String, Text, text

from models.tables.base import Base, Json, Uid, optional, stored


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

    sequence = stored(Integer, primary_key=True, autoincrement=False)
    uid = stored(Uid, unique=True)
    kind = stored(String(10))
    duty = stored(String(10))
    office_uid = stored(Uid)
    operator_uid = stored(Uid)
    operator = stored(String(200))
    account = stored(String(200))
    machine = stored(String(200))
    at = stored(String(20))
    message = stored(Json)
    reason = optional(Text)
    undoes = optional(Uid)
    digest = stored(String(64))
    previous = stored(String(64))
    hash = stored(String(64))

    __table_args__ = (
        Index(None, "operator_uid", "sequence"),
        # Whole on PostgreSQL: to name its dialect here would load it at every start.
        Index(None, "undoes", sqlite_where=text("undoes IS NOT NULL")),
    )


class HistoryItem(Base):
    """One value that a change set, by path; an empty path is the whole record, when it was made.

    Attributes:
        subject: The uid of the record whose history it belongs to.
        salt: Keeps an erased value from being guessed by its digest; erased with it.
        digest: The seal of its values: over salt, old and new.
    """

    __tablename__ = "history_item"

    id = stored(Integer, primary_key=True, autoincrement=True)
    sequence = stored(Integer, index=True)
    table = stored(String(30))
    record = stored(Uid, index=True)
    subject = stored(Uid, index=True)
    path = stored(String(200))
    old = optional(Text)
    new = optional(Text)
    salt = optional(String(16))
    digest = stored(String(64))
