# SPDX-License-Identifier: Apache-2.0
"""What a clerk must see before a form is written: values that it does not take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.language import message

if TYPE_CHECKING:
    from models.language import Message


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that does not fit its cell.

    Attributes:
        number: Of the application; empty where the cell is of the whole list.
        cell: In the filled form.
    """

    sheet: str
    cell: str
    number: str
    reason: Message

    def sentence(self) -> Message:
        """The doubt as one line."""
        if self.number:
            return message(
                "{sheet}!{cell}, application {number}: {reason}",
                sheet=self.sheet,
                cell=self.cell,
                number=self.number,
                reason=self.reason,
            )
        return message(
            "{sheet}!{cell}: {reason}", sheet=self.sheet, cell=self.cell, reason=self.reason
        )
