# SPDX-License-Identifier: Apache-2.0
"""What the clerk decided about a preview, and what therefore would be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.intake.compare.choosing import Ruling
from forms.intake.compare.preview import Choice, Decision, Status
from models.language import Message, message, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.intake.values import Line


@dataclass(slots=True)
class Decisions:
    """The decisions about one preview.

    Attributes:
        made: About possible duplicates, by the place of the row.
        counts: How many rows there are of each kind.
    """

    lines: Sequence[Line]
    choice: Choice = Choice.ALL
    made: dict[int, Ruling] = field(default_factory=dict)
    counts: dict[Status, int] = field(init=False)
    _duplicates: list[int] = field(init=False)
    _recordable: int = field(init=False)

    def __post_init__(self) -> None:
        self.counts = dict.fromkeys(Status, 0)
        for line in self.lines:
            self.counts[line.status] += 1
        self._duplicates = [
            place for place, line in enumerate(self.lines) if line.status is Status.DUPLICATE
        ]
        self._recordable = sum(
            line.recordable for line in self.lines if line.status is Status.REFUSED
        )

    @property
    def refused(self) -> int:
        """How many rows are refused."""
        return self.counts[Status.REFUSED]

    @property
    def undecided(self) -> list[int]:
        """The places of possible duplicates about which nothing was decided."""
        return [place for place in self._duplicates if place not in self.made]

    @property
    def skipped(self) -> int:
        """How many possible duplicates are skipped."""
        return sum(item.decision is Decision.SKIP for item in self.made.values())

    @property
    def good(self) -> int:
        """How many good rows would be recorded or changed."""
        decided = len(self.made) - self.skipped
        return self.counts[Status.NEW] + self.counts[Status.CHANGED] + decided

    @property
    def drafts(self) -> int:
        """How many refused rows would be recorded as drafts: not those that name another application."""
        return self._recordable if self.choice is Choice.DRAFTS else 0

    @property
    def does(self) -> Message:
        """What would be done, for the button that does it."""
        if self.drafts:
            return plural(
                "&Import {n} application, and {drafts} as drafts",
                "&Import {n} applications, and {drafts} as drafts",
                n=self.good,
                drafts=self.drafts,
            )
        return plural("&Import {n} application", "&Import {n} applications", n=self.good)

    @property
    def remark(self) -> Message | None:
        """What else one must know before one goes on."""
        left = self.refused - self.drafts
        if self.choice is not Choice.DRAFTS or not left:
            return None
        return plural(
            "{n} refused row can be no draft, since it stands for an application that there is; it is"
            " left out.",
            "{n} refused rows can be no drafts, since they stand for applications that there are; they"
            " are left out.",
            n=left,
        )

    def decide(self, places: Sequence[int], decision: Decision, uid: str = "") -> None:
        """Decide about rows.

        Args:
            uid: The application that the first of them updates, if not the most like one.
        """
        for place in places:
            like = self.lines[place].like if decision is Decision.UPDATE else ""
            self.made[place] = Ruling(decision, like)
        if uid and decision is Decision.UPDATE and places:
            self.made[places[0]] = Ruling(decision, uid)

    def against(self) -> Message | None:
        """Why it cannot be done like this; None where it can."""
        if self.choice is Choice.ALL and self.refused:
            return plural(
                "{n} row is refused: choose what happens to it, or have the file corrected.",
                "{n} rows are refused: choose what happens to them, or have the file corrected.",
                n=self.refused,
            )
        if waiting := len(self.undecided):
            return plural(
                "Decide first about {n} possible duplicate.",
                "Decide first about {n} possible duplicates.",
                n=waiting,
            )
        if not (self.good or self.drafts):
            return message("Nothing would be changed.")
        return None
