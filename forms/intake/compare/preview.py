# SPDX-License-Identifier: Apache-2.0
"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

import pickle
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.cells.incoming import CellProblem, Place, Repair
    from models.language import Label, Message
    from models.verbs.entries import NewApplication, Prepared
Item = TypeVar("Item")


class Status(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Choice(StrEnum):
    """Which rows of a preview are imported."""

    ALL = "all"
    GOOD = "good"
    DRAFTS = "drafts"


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
        recordable: A refused row that may be recorded all the same, its wrong values as they were
            typed. One that names no application, or the same one twice, may not; nor may wrong values
            take the place of others.
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
    recordable: bool = True


@dataclass(frozen=True)
class Packed(Generic[Item]):
    """One item for each row of a preview, opened a chunk at a time.

    Packed, it goes from one process to the next without a stop, and takes a tenth of the memory.

    Attributes:
        chunks: Pickled lists.
        starts: The place of the first row of each chunk.
    """

    chunks: tuple[bytes, ...] = ()
    starts: tuple[int, ...] = ()
    _open: dict[int, list[Item]] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, place: int) -> Item:
        which = bisect_right(self.starts, place) - 1
        if which not in self._open:
            self._open.clear()
            self._open[which] = pickle.loads(self.chunks[which])  # noqa: S301 - made by this program
        return self._open[which][place - self.starts[which]]

    def __getstate__(self) -> dict[str, Any]:
        return {"chunks": self.chunks, "starts": self.starts, "_open": {}}


@dataclass(frozen=True, slots=True)
class Ready:
    """What the writing verb takes for each row.

    Attributes:
        new: For one that becomes a new application.
        entries: For one that is there already.
    """

    new: Packed[NewApplication] = field(default_factory=Packed)
    entries: Packed[Prepared] = field(default_factory=Packed)


EMPTY = Ready()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do.

    Attributes:
        call: The id (key) of the call.
        prepared: What the writing verb takes for each of `rows`, in their order.
        head: The number of the register's last entry when they were compared.
        notes: What a person must be told about the file as a whole.
    """

    path: Path
    call: str
    rows: tuple[PreviewRow, ...]
    prepared: Ready = EMPTY
    head: int = 0
    notes: tuple[Message, ...] = ()

    def counts(self) -> dict[Status, int]:
        """How many rows of each kind, all kinds named."""
        found = dict.fromkeys(Status, 0)
        for row in self.rows:
            found[row.status] += 1
        return found
