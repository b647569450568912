# SPDX-License-Identifier: Apache-2.0
"""What can go wrong that a user can act on: problems are values, errors are one class a fault."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.language import Language, Message, current_language

if TYPE_CHECKING:
    from models.language import Translatable


class Severity(StrEnum):
    """How much a problem weighs: an error blocks a move, a warning may be accepted with a reason."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a record that is not as its programme asks.

    Attributes:
        severity: What it blocks.
        field: The path it is about (`area_m2`, `tenants/3/name`), empty for the whole record.
        message: What is wrong.
        basis: The clause that asks for it.
        fix: What the user can do.
        rule: The id of the rule, the key under which a reasoned override is kept.
        waived: The reason with which the office accepted it, if it did.
    """

    severity: Severity
    field: str
    message: Translatable
    basis: Translatable | None = None
    fix: Translatable | None = None
    rule: str = ""
    waived: str = ""


class UserError(Exception):
    """A fault that a user can act on; each subclass writes its own sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.text(current_language())

    def text(self, language: Language) -> str:
        """The sentence in a language."""
        return self.message.text(language)


class RefusedError(UserError):
    """A rule says no, and the data are as they were; commands end with exit code 1."""
