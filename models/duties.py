# SPDX-License-Identifier: Apache-2.0
"""What an operator may do, and the PIN that separates duties."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.errors import RefusedError, UserError
from models.language import Label, Listing, message


class Duty(StrEnum):
    """A duty; the values stand in the database and in definitions."""

    ENTER = "enter"
    CHECK = "check"
    APPROVE = "approve"
    EXPERT = "expert"
    READ = "read"

    @property
    def label(self) -> Label:
        """Its name."""
        return _LABELS[self]


_LABELS = {
    Duty.ENTER: Label("录入", "enter"),
    Duty.CHECK: Label("审核", "check"),
    Duty.APPROVE: Label("审批", "approve"),
    Duty.EXPERT: Label("评审专家", "expert"),
    Duty.READ: Label("只读", "read only"),
}


@dataclass(frozen=True, slots=True)
class OperatorFacts:
    """Who works: name and duties."""

    uid: str
    name: str
    duties: tuple[Duty, ...]


def operator_facts(row: Any) -> OperatorFacts:
    """Who works, from their row."""
    return OperatorFacts(row.uid, row.name, tuple(Duty(item) for item in row.duties))


class DutyMissingError(RefusedError):
    """The operator does not have the duty that a step asks for."""

    def __init__(self, operator: str, duty: Duty, has: tuple[Duty, ...]) -> None:
        super().__init__(
            message(
                "{operator} may not do this: it needs the duty “{duty}”, and theirs are: {has}."
                " Ask an operator who has it.",
                operator=operator,
                duty=duty.label,
                has=Listing(tuple(item.label for item in has)),
            ),
        )


class WrongPinError(UserError):
    """The operator has a PIN, and it was not given or another one was."""

    def __init__(self, operator: str) -> None:
        super().__init__(
            message("The PIN of {operator} is not right (give it with --pin).", operator=operator),
        )


_ROUNDS = 100_000


def hash_pin(pin: str) -> str:
    """A salted hash to store instead of the PIN."""
    salt = secrets.token_hex(8)
    return f"{salt}${_derive(pin, salt)}"


def pin_matches(pin: str, stored: str) -> bool:
    """Whether a PIN is the one whose hash is stored."""
    salt, _, derived = stored.partition("$")
    return hmac.compare_digest(_derive(pin, salt), derived)


def _derive(pin: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac(
        "sha256", pin.encode("utf-8", "replace"), salt.encode(), _ROUNDS
    ).hex()
