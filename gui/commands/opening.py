# SPDX-License-Identifier: Apache-2.0
"""Opening a workspace for a command, and the types of arguments that several commands share."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands.options import options
from gui.commands.output import bar, warn
from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.workspace import Workspace

WAIT_SECONDS = 5.0
_LONGEST = 80


class NotADateError(UserError):
    """A date on the command line is none."""

    def __init__(self, text: str) -> None:
        super().__init__(message("“{text}” is not a date; write it as 2026-03-15.", text=text))


class NotAnAssignmentError(UserError):
    """An argument should have the form FIELD=VALUE."""

    def __init__(self, text: str) -> None:
        super().__init__(message("“{text}” does not have the form FIELD=VALUE.", text=text))


class NotANumberError(UserError):
    """A quota on the command line is no whole number."""

    def __init__(self, text: str) -> None:
        super().__init__(
            message("“{text}” is not a whole number; write ID=15.", text=text[:_LONGEST])
        )


def reading(folder: str) -> Workspace:
    """Open a workspace for reading; whoever else writes does not mind.

    An operator who is named must be there all the same: a name with a slip in it would go on into the
    next command, which writes.
    """
    from models.workspace import Workspace

    workspace = Workspace.open(Path(folder))
    if options().operator:
        try:
            workspace.sign_in(options().operator)
        except BaseException:
            workspace.close()
            raise
    return workspace


@contextmanager
def writing(folder: str) -> Iterator[Workspace]:
    """Open a workspace for writing, and draw how far it is; wait a little for whoever else writes."""
    from models.workspace import Workspace

    found = options()
    workspace = Workspace.open(
        Path(folder), write=True, operator=found.operator, pin=found.pin, wait=WAIT_SECONDS
    )
    try:
        with bar() as progress, workspace.reporting(progress):
            yield workspace
    finally:
        workspace.close()
        if workspace.closing_fault is not None:
            warn(
                message(
                    "What you did is saved, but the backup was not taken: {fault}",
                    fault=workspace.closing_fault.message,
                )
            )


def day(text: str | None) -> date | None:
    """A date as it is written on the command line.

    Raises:
        NotADateError: It is none.
    """
    if not text:
        return None
    from models.programme.values import parse_date

    found = parse_date(text)
    if found is None:
        raise NotADateError(text)
    return date.fromisoformat(found)


def assignment(text: str) -> tuple[str, str]:
    """FIELD=VALUE as a pair.

    Raises:
        NotAnAssignmentError: There is no `=`.
    """
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise NotAnAssignmentError(text)
    return name.strip(), value


def quotas(items: list[str] | None) -> dict[str, int]:
    """Quotas of a call, written as ID=NUMBER.

    Raises:
        NotANumberError: One is no whole number.
    """
    found: dict[str, int] = {}
    for item in items or []:
        name, number = assignment(item)
        if not re.fullmatch(r"\s*\d{1,9}\s*", number):
            raise NotANumberError(item)
        found[name] = int(number)
    return found
