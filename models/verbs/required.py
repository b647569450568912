# SPDX-License-Identifier: Apache-2.0
"""What verbs ask for: texts that say something, a reason, a source, a day that has come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.errors import RefusedError, UserError
from models.language import message
from models.rules.text import clean, is_blank

if TYPE_CHECKING:
    from models.language import Label, Message
    from models.workspace import Workspace


class EmptyTextError(UserError):
    """A text that must say something is empty."""

    def __init__(self, what: Message) -> None:
        super().__init__(message("The {what} is empty. Nothing was changed.", what=what))


class ReasonMissingError(RefusedError):
    """The step asks for a reason, and none was given."""

    def __init__(self, step: Label | Message) -> None:
        super().__init__(message("“{step}” asks for a reason.", step=step))


class SourceMissingError(RefusedError):
    """A value without a source could not be checked by anybody."""

    def __init__(self, step: Message) -> None:
        super().__init__(message("“{step}” asks for a source.", step=step))


def required_text(text: str, what: Message) -> str:
    """A text, cleaned.

    Raises:
        EmptyTextError: Nothing is left of it that anybody could see.
    """
    cleaned = clean(text).text
    if is_blank(cleaned):
        raise EmptyTextError(what)
    return cleaned


def latest_day(workspace: Workspace) -> date:
    """The latest day that can be today somewhere: the clock is in UTC."""
    return date.fromisoformat(workspace.clock()[:10]) + timedelta(days=1)
