# SPDX-License-Identifier: Apache-2.0
"""What every stored record has: a local id, a uid that survives offices, a place in the trash."""

from __future__ import annotations

import secrets
import time
from enum import IntEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData, SmallInteger, String, types
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Json = JSON(none_as_null=True)
Uid = String(32)


class Trash(IntEnum):
    """Whether a record is in use, in the trash, or emptied out of it with only its digests left."""

    LIVE = 0
    TRASHED = 1
    EMPTIED = 2


class Base(DeclarativeBase):
    """All tables; constraint names are fixed so that migrations can name them."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map: ClassVar[dict[Any, types.TypeEngine[Any]]] = {
        dict[str, Any]: Json,
        list[Any]: Json,
    }


class Record(Base):
    """A record that the history knows.

    `subject` names the column with the uid of the record whose history its changes belong to; a
    record without one is its own subject.
    """

    __abstract__ = True
    subject: ClassVar[str] = "uid"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    uid: Mapped[str] = mapped_column(Uid, unique=True)
    trashed: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")


def new_uid() -> str:
    """A uid: the time in milliseconds, so that indexes grow at their end, then chance."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"
