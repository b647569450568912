# SPDX-License-Identifier: Apache-2.0
"""What every stored record has: a local id, a uid that survives offices, a place in the trash."""

from __future__ import annotations

import os
import time
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from sqlalchemy import JSON, Column, Integer, MetaData, SmallInteger, String, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnClause
    from sqlalchemy.schema import SchemaItem
    from sqlalchemy.types import TypeEngine

T = TypeVar("T")

Json = JSON(none_as_null=True)
Uid = String(32)


class Trash(IntEnum):
    """Whether a record is in use, in the trash, or emptied out of it with only its digests left."""

    LIVE = 0
    TRASHED = 1
    EMPTIED = 2


def stored(kind: TypeEngine[T] | type[TypeEngine[T]], **more: Any) -> ColumnClause[T]:
    """A column that always holds a value."""
    return Column(kind, nullable=False, **more)


def optional(kind: TypeEngine[T] | type[TypeEngine[T]], **more: Any) -> ColumnClause[T | None]:
    """A column that may be empty."""
    return Column(kind, nullable=True, **more)


class _Described(type):
    """A class that stands for its table in statements."""

    __table__: Table

    def __clause_element__(cls) -> Table:
        return cls.__table__


class Base(metaclass=_Described):
    """All tables: a subclass with a `__tablename__` describes one by its columns.

    In statements the class stands for its table and its attributes for the columns. No more of mapped
    classes was ever used, and SQLAlchemy's ORM takes a tenth of the start of the window to load.
    Constraint names are fixed so that migrations can name them.
    """

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    described: ClassVar[list[type[Base]]] = []
    """The classes of all tables."""

    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[SchemaItem, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        if "__tablename__" not in cls.__dict__:
            return
        own = {key: item for key, item in cls.__dict__.items() if isinstance(item, Column)}
        columns: dict[str, Column[Any]] = {**own, **cls.common_columns()}
        for key, column in columns.items():
            column.name = column.key = key
            setattr(cls, key, column)
        cls.__table__ = Table(
            cls.__tablename__, cls.metadata, *columns.values(), *cls.__table_args__, **options
        )
        cls.described.append(cls)

    @classmethod
    def common_columns(cls) -> dict[str, Any]:
        """Columns that a table has after its own."""
        return {}


class Record(Base):
    """A record that the history knows.

    `subject` names the column with the uid of the record whose history its changes belong to; a
    record without one is its own subject. `erased` says what its columns hold once it was emptied
    out of the trash; a record without any cannot be.
    """

    subject: ClassVar[str] = "uid"
    erased: ClassVar[Mapping[str, Any]] = {}

    id: ClassVar[ColumnClause[int]]
    uid: ClassVar[ColumnClause[str]]
    trashed: ClassVar[ColumnClause[int]]

    @classmethod
    def common_columns(cls) -> dict[str, Any]:
        """What every record has."""
        return {
            "id": stored(Integer, primary_key=True, autoincrement=True),
            "uid": stored(Uid, unique=True),
            "trashed": stored(SmallInteger, default=0, server_default="0"),
        }


def record_tables() -> list[type[Record]]:
    """The tables of records, by name."""
    records = (item for item in Base.described if issubclass(item, Record))
    return sorted(records, key=lambda item: item.__tablename__)


def new_uid() -> str:
    """A uid: the time in milliseconds, so that indexes grow at their end, then chance."""
    return f"{time.time_ns() // 1_000_000:012x}{os.urandom(10).hex()}"
