# SPDX-License-Identifier: Apache-2.0
"""Who writes in a workspace: one at a time, and everybody else can see who and since when."""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from models.errors import UserError
from models.language import message
from models.storage.files import CannotWriteError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class LockOwner:
    """Who holds the lock.

    Attributes:
        since: UTC, ISO.
    """

    operator: str
    account: str
    machine: str
    since: str
    process: int = 0


class WorkspaceLockedError(UserError):
    """Somebody else is writing in the workspace."""

    def __init__(self, folder: Path, owner: LockOwner | None) -> None:
        self.owner = owner
        if owner is None:
            text = message("The workspace {folder} is in use by somebody else.", folder=str(folder))
        else:
            text = message(
                "The workspace {folder} is in use by {operator} ({account} on {machine}) since"
                " {since}. It can be read meanwhile; try again when they have closed it.",
                folder=str(folder),
                operator=owner.operator,
                account=owner.account,
                machine=owner.machine,
                since=local_time(owner.since),
            )
        super().__init__(text)


class WorkspaceLock:
    """The right to write, held from `acquire` to `release`.

    The owner is written beside the lock file, which Windows cannot read while it is locked.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._owner_file = folder / "workspace.owner.json"
        self._lock = FileLock(folder / "workspace.lock", is_singleton=False)

    def acquire(self, operator: str, *, wait: float = 0) -> None:
        """Take the lock, waiting so many seconds for it.

        Raises:
            WorkspaceLockedError: Somebody else has it; the error says who and since when.
        """
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            raise WorkspaceLockedError(self._folder, self.owner()) from None
        except OSError as error:
            raise CannotWriteError(self._folder / "workspace.lock", error) from error
        owner = LockOwner(operator, account(), machine(), utc_now(), os.getpid())
        text = json.dumps(asdict(owner), ensure_ascii=False)
        # A full disk or an odd name must not keep anyone from opening; then nobody is named.
        with suppress(OSError, ValueError):
            self._owner_file.write_text(text, encoding="utf-8")

    def owner(self) -> LockOwner | None:
        """Who holds it, as far as is written."""
        try:
            return LockOwner(**json.loads(self._owner_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def release(self) -> None:
        """Give it back."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._owner_file.unlink(missing_ok=True)
            self._lock.release()


@lru_cache(maxsize=1)
def account() -> str:
    """The system account that runs the program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


@lru_cache(maxsize=1)
def machine() -> str:
    """The name of this machine."""
    return platform.node()


def utc_now() -> str:
    """The time as it is stored: UTC, ISO, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def local_time(stored: str) -> str:
    """A stored time as people read it, in the local zone."""
    moment = datetime.fromisoformat(stored)
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
