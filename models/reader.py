# SPDX-License-Identifier: Apache-2.0
"""The reading side of a workspace: one connection that can never write."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DatabaseError, OperationalError

from models.library import Library
from models.progress import NoProgress
from models.storage.engine import WorkspaceDamagedError, database_fault, driver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from sqlite3 import Connection as BareConnection

    from sqlalchemy import Connection, Executable, Row

    from models.progress import Progress


class Reader:
    """Runs selects. What views hand on are frozen dataclasses and plain values, never rows.

    Attributes:
        progress: Who is told how far a view or a verb is that goes through many records.
    """

    def __init__(self, connection: Connection, folder: Path, *, writes: bool = False) -> None:
        self._connection = connection
        self._writes = writes
        self.folder = folder
        self.library = Library(self)
        self.progress: Progress = NoProgress()

    @property
    def connection(self) -> Connection:
        """The connection, for the few reads that are not selects over tables."""
        return self._connection

    @cached_property
    def driver(self) -> BareConnection:
        """The bare connection beneath, for the few statements that run at every save."""
        return driver(self._connection)

    def rows(self, statement: Executable, values: Any = None) -> Sequence[Row[Any]]:
        """All rows of a select.

        Raises:
            WorkspaceDamagedError: The database cannot be read.
            DatabaseOutOfReachError: Not just now.
        """
        with self._readable(), self.snapshot():
            return self._connection.execute(statement, values).fetchall()

    def first(self, statement: Executable, values: Any = None) -> Row[Any] | None:
        """The first row of a select."""
        with self._readable(), self.snapshot():
            return self._connection.execute(statement, values).first()

    def scalar(self, statement: Executable, values: Any = None) -> Any:
        """The first value of the first row."""
        with self._readable(), self.snapshot():
            return self._connection.execute(statement, values).scalar()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see one and the same state, whatever is written meanwhile."""
        if self.driver.in_transaction:
            yield
            return
        with self._connection.begin():
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that is inside, or nothing of it; for the one reader that writes.

        The driver begins and ends it, and what SQLAlchemy runs inside joins it: its own transactions
        would cost a save, which has two, another twentieth of its time.
        """
        self.driver.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.driver.execute("COMMIT")
        except BaseException:
            self.driver.rollback()
            raise
        finally:
            self._connection.rollback()  # only what SQLAlchemy noted of it: it is over

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """What cannot be read is a damaged database, said in words; a writer knows its disk better."""
        try:
            yield
        except OperationalError as error:
            if self._writes:
                raise
            raise database_fault(self.folder, error) from error
        except DatabaseError as error:
            raise database_fault(self.folder, error) from error
        except (
            json.JSONDecodeError,
            UnicodeDecodeError,
        ) as error:  # a document or text that is none
            raise WorkspaceDamagedError(self.folder, str(error)) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
