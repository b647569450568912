# SPDX-License-Identifier: Apache-2.0
"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from forms.intake.incoming import CellProblem, IncomingRow, Place, Repair
    from models.language import Label, Message


class Status(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Decision(StrEnum):
    """What the clerk wants with a possible duplicate."""

    UPDATE = "update"
    NEW = "new"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that a row would change, as texts to show.

    Attributes:
        field: By path (`area_m2`); a repeating table as a whole by its id.
        before, after: Empty for none.
    """

    field: str
    label: Label
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """An application of the register that may be the same project.

    Attributes:
        share: How alike the titles are, 0 to 100.
        why: In words: the same code and a like title, the same title by another applicant …
    """

    uid: str
    number: str
    title: str
    applicant: str
    call: str
    share: int
    why: Message


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row and what would become of it.

    Attributes:
        number, uid: The application that it is, empty for a new one.
        differences: Of a changed row.
        problems: All that is said about it, worst first, in the words of the screen; one without a
            cell (a missing field, a rule) stands at the row.
        likenesses: Of a possible duplicate, most like first.
        prepared: What the writing verb takes; nothing for a screen to look into.
    """

    place: Place
    status: Status
    title: str
    applicant: str
    number: str = ""
    uid: str = ""
    differences: tuple[Difference, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    prepared: Any = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do.

    Attributes:
        call: The id (key) of the call.
        incoming: The rows as the file gives them, in the order of `rows`.
        notes: What a person must be told about the file as a whole.
    """

    path: Path
    call: str
    rows: tuple[PreviewRow, ...]
    incoming: Sequence[IncomingRow] = ()
    notes: tuple[Message, ...] = ()

    def counts(self) -> dict[Status, int]:
        """How many rows of each kind, all kinds named."""
        found = dict.fromkeys(Status, 0)
        for row in self.rows:
            found[row.status] += 1
        return found
