# SPDX-License-Identifier: Apache-2.0
"""What one attachment becomes in a packet, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.errors import UserError

if TYPE_CHECKING:
    from models.language import Message
    from models.programme.answers import File
    from reports.typesetting.over import Words


class Kind(StrEnum):
    """By which way an attachment goes in."""

    PDF = "pdf"
    PICTURE = "picture"
    NONE = "none"
    """It cannot be joined."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of an attachment as it is read, upright; in points.

    Attributes:
        words: What is set over it: values of fields that have no look of their own.
    """

    width: float
    height: float
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark of an attachment.

    Attributes:
        level: 0 for the outermost.
        page: To which page of the attachment it leads, from 0.
    """

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Joined:
    """What becomes of one attachment: its pages, or why there are none.

    Attributes:
        notes: What a reader of the pages must know about the file.
        reason: Why it cannot be joined; None where it can.
    """

    file: File
    kind: Kind = Kind.NONE
    sheets: tuple[Sheet, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    notes: tuple[Message, ...] = ()
    reason: Message | None = None


class CannotJoinError(UserError):
    """An attachment cannot be joined; its sentence says why, and what to do."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class LayingInError(UserError):
    """Pages were promised that cannot be laid in; the document is to be set again without them.

    Attributes:
        reasons: Why, by the uid of the file.
    """

    def __init__(self, reasons: dict[str, Message]) -> None:
        super().__init__(next(iter(reasons.values())))
        self.reasons = reasons
