# SPDX-License-Identifier: Apache-2.0
"""What was found in a form: answers by label, and tables that repeat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.language import Message


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what was answered.

    Attributes:
        value: "" for an answer that nobody gave.
        group: What the label stands under (联系人 of 姓名), empty for nothing.
    """

    label: str
    value: str
    place: Message
    group: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A table that repeats.

    Attributes:
        rows: Its rows, each as long as `headings`.
        places: Where each row stands.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[Message, ...]


@dataclass(slots=True)
class Findings:
    """All that was found so far."""

    pairs: list[Pair] = field(default_factory=list)
    lists: list[Listed] = field(default_factory=list)

    def add_list(self, listed: Listed) -> None:
        """Take a table; one with the same headings continues the one before (a page broke it)."""
        last = self.lists[-1] if self.lists else None
        if last is not None and last.headings == listed.headings and not listed.name:
            self.lists[-1] = Listed(
                last.name,
                last.headings,
                last.rows + listed.rows,
                last.places + listed.places,
            )
            return
        self.lists.append(listed)


def mean(numbers: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return sum(numbers) / len(numbers) if numbers else 0
