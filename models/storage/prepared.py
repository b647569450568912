# SPDX-License-Identifier: Apache-2.0
"""Selects made once and run by the bare driver: for the few that run at every save."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, func, select
from sqlalchemy.dialects import sqlite

from models.rules.text import storable

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlalchemy import ColumnElement, Select

_NAMED = sqlite.dialect(paramstyle="named")


def among(values: ColumnElement[Any]) -> Select[tuple[Any]]:
    """Any number of values as one parameter, which holds them as a JSON list."""
    return select(func.json_each(values).table_valued("value").c.value)


class Prepared:
    """A select whose rows come as documents by column name, JSON and booleans read."""

    def __init__(self, statement: Select[Any]) -> None:
        self._text = str(statement.compile(dialect=_NAMED))
        columns = list(statement.selected_columns)
        self._names = [column.name for column in columns]
        self._documents = [column.name for column in columns if isinstance(column.type, JSON)]
        self._booleans = [column.name for column in columns if isinstance(column.type, Boolean)]

    def rows(self, connection: Connection, **values: Any) -> list[dict[str, Any]]:
        """The rows for these values of its parameters."""
        found = connection.execute(self._text, storable(values)).fetchall()
        return [self._read(dict(zip(self._names, row, strict=True))) for row in found]

    def _read(self, row: dict[str, Any]) -> dict[str, Any]:
        for name in self._documents:
            stored = row[name]
            row[name] = json.loads(stored) if stored else None
        for name in self._booleans:
            row[name] = None if row[name] is None else bool(row[name])
        return row
