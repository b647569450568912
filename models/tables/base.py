# SPDX-License-Identifier: Apache-2.0
"""What every stored record has: a local id, a uid that survives offices, a place in the trash."""

from __future__ import annotations

import secrets
import time
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import JSON, MetaData, SmallInteger, String, types
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    record without one is its own subject. `erased` says what its columns hold once it was emptied
    out of the trash; a record without any cannot be.
    """

    __abstract__ = True
    subject: ClassVar[str] = "uid"
    erased: ClassVar[Mapping[str, Any]] = {}

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    uid: Mapped[str] = mapped_column(Uid, unique=True)
    trashed: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")


def record_tables() -> list[type[Record]]:
    """The tables of records, by name."""
    found = (mapper.class_ for mapper in Base.registry.mappers)
    records = (item for item in found if issubclass(item, Record))
    return sorted(records, key=lambda item: str(item.__tablename__))


def new_uid() -> str:
    """A uid: the time in milliseconds, so that indexes grow at their end, then chance."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"
