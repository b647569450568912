# SPDX-License-Identifier: Apache-2.0
"""How work that takes time says how far it is, knowing neither thread, window nor terminal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from models.language import Message


class CancelledError(UserError):
    """The user stopped the work; what was not finished was not written."""

    def __init__(self) -> None:
        super().__init__(message("Stopped. Nothing unfinished was kept."))


class Progress(Protocol):
    """Told about each step; raises `CancelledError` when the user wants to stop."""

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        """So many of so many are done."""
        ...


@dataclass(frozen=True, slots=True)
class Unstoppable:
    """Tells another how far it is, and goes on whatever they say: what is committed stays so."""

    listener: Progress

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        """So many of so many are done."""
        with suppress(CancelledError):
            self.listener.step(done, total, text)


class NoProgress:
    """Listens to nobody and never stops anything."""

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        """Do nothing."""
