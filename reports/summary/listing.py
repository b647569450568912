# SPDX-License-Identifier: Apache-2.0
"""The lists that an office prints and seals: the summary itself, and the list for publicity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.language import Listing, message
from models.programme.display import date_text, number_text
from reports.summary.columns import public_columns, summary_columns
from reports.summary.differences import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from models.language import Message, Translatable
    from reports.summary.columns import Column
    from reports.summary.differences import Compared
    from reports.summary.digest import Digest, Group
    from reports.summary.frame import Before, Frame
    from reports.summary.spool import Record


@dataclass(frozen=True, slots=True)
class PrintedList:
    """One list.

    Attributes:
        left, right: The lines above it.
        foot: The lines below it; beside each other where they are `signed`, else below each other.
        note: What its reader must know, below its last row.
        empty: What stands there where it has no rows.
        groups: Its rows; one group of all where nothing is grouped.
        sums: Of all groups, by field id.
    """

    frame: Frame
    digest: Digest
    title: str
    left: str
    right: str
    foot: tuple[str, ...]
    signed: bool
    note: str
    empty: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    sums: Mapping[str, Decimal]

    @property
    def count(self) -> int:
        """How many applications it has."""
        return sum(group.count for group in self.groups)

    @property
    def grouped(self) -> bool:
        """Whether its rows stand in groups, each under its name."""
        return any(group.entry is not None for group in self.groups)

    @property
    def totalled(self) -> bool:
        """Whether any column is added up."""
        return any(column.total for column in self.columns)

    def records(self) -> Iterator[Record]:
        """Its rows in their order."""
        return (record for group in self.groups for record in self.digest.of(group))

    def group_name(self, group: Group) -> str:
        """What stands above the rows of a group."""
        label = group.entry.label if group.entry else ""
        return self.frame.say(message("{label} ({n})", label=label, n=group.count))


def summary_list(frame: Frame, digest: Digest, *, detailed: bool = False) -> PrintedList:
    """The summary (推荐汇总表); the usual lines where its definition gives none.

    `detailed` says that a detail sheet goes with it.
    """
    summary = frame.programme.summary
    say = frame.filled
    left = summary.left or message(
        "Recommending unit (seal): {office}", office=frame.office.writes_as
    )
    right = summary.right or message("Date: {date}", date=date_text(frame.today, frame.language))
    foot: tuple[Translatable, ...] = summary.foot or (
        message("Filled in by:"),
        message("Checked by:"),
    )
    return PrintedList(
        frame,
        digest,
        say(summary.title),
        say(left),
        say(right),
        tuple(say(line) for line in foot),
        signed=True,
        note=_note(frame, digest, detailed=detailed),
        empty=frame.say(message("(no application is in these stages)")),
        columns=summary_columns(frame, digest),
        groups=digest.groups,
        sums=digest.sums,
    )


def publicity_list(frame: Frame, digest: Digest) -> PrintedList | None:
    """The list for publicity (公示名单); None where the programme has none."""
    publicity = frame.programme.publicity
    if publicity is None:
        return None
    say = frame.filled
    return PrintedList(
        frame,
        digest,
        say(publicity.title),
        "",
        "",
        tuple(say(line) for line in publicity.foot),
        signed=False,
        note="",
        empty=frame.say(
            message(
                "(nobody is in the stages that are made public: {stages})",
                stages=Listing(tuple(map(frame.stage_label, publicity.stages))),
            )
        ),
        columns=public_columns(publicity, frame),
        groups=(digest.public,),
        sums={},
    )


def _note(frame: Frame, digest: Digest, *, detailed: bool) -> str:
    """What the reader must know: which applications are listed, and which values count."""
    notes: list[str] = [frame.filters] if frame.filters else []
    if digest.verified:
        verified = (
            message(
                "Where the office verified a value, the column says which one is shown; both are in"
                " the detail sheet."
            )
            if detailed
            else message("Where the office verified a value, the column says which one is shown.")
        )
        notes.append(frame.say(verified))
    if frame.before and digest.compared:
        notes.append(frame.say(comparison(frame, digest, frame.before, digest.compared)))
    return " ".join(notes)


def comparison(frame: Frame, digest: Digest, before: Before, found: Compared) -> Message:
    """How the numbers of the list differ from those of the last report."""
    day = date_text(before.day, frame.language)
    if not found.differs:
        return message("Nothing differs from the report of {date}.", date=day)
    new, gone, changed = (found.applications[kind] for kind in (Kind.NEW, Kind.GONE, Kind.CHANGED))
    applications = message(
        "Since the report of {date}: {new} new, {gone} gone, {changed} changed; {then} applications"
        " then, {now} now.",
        date=day, new=new, gone=gone, changed=changed, then=found.count, now=digest.listed,
    )  # fmt: skip
    amount = digest.listed_amount
    if not digest.cross.with_amounts or amount == found.amount:
        return applications
    return message(
        "{applications} Their amount was {before} and is {after} (10k CNY).",
        applications=applications,
        before=number_text(found.amount, 2),
        after=number_text(amount, 2),
    )
