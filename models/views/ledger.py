# SPDX-License-Identifier: Apache-2.0
"""What went out, as lists and dialogs show it; and the order of last time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from models.errors import UserError
from models.language import Listing, Message, message, plural
from models.orders import (
    ApplicationFormOrder,
    BookOrder,
    ExportOrder,
    FormOrder,
    LetterOrder,
    Order,
    PacketOrder,
    SummaryOrder,
    SummaryPaper,
)
from models.storage.ledger import read_ledger
from models.storage.lock import local_time
from models.tables import Application, Call

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.ledger import Issue
    from models.reader import Reader

_Any = TypeVar("_Any", bound=Order)
_NAMED = 3
_SHORT = 12


class NoSuchIssueError(UserError):
    """Nothing went out under this number."""

    def __init__(self, which: int, last: int) -> None:
        text = (
            message("Nothing went out under no. {n}; the last is no. {last}.", n=which, last=last)
            if last
            else message("Nothing went out of this office yet.")
        )
        super().__init__(text)


class NoLastTimeError(UserError):
    """Nothing of the kind went out of a call yet."""

    def __init__(self, call: str) -> None:
        super().__init__(
            message(
                "Nothing of this kind went out of {call} yet: there is no last time.", call=call
            )
        )


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An issue in a list.

    Attributes:
        at: In local time.
        what: What was made.
        about: The call, or the applications by number.
        calls: The uids of the calls that it is about.
        hash: The first digits of the hash of its first file.
    """

    id: int
    at: str
    day: date
    what: Message
    about: str
    calls: tuple[str, ...]
    files: int
    size: int
    recipient: str
    note: str
    said: str
    operator: str
    machine: str
    hash: str

    @property
    def words(self) -> str:
        """All that a filter looks in."""
        return " ".join(
            (
                *(str(self.id), self.at, str(self.what), self.about, self.recipient, self.note),
                *(self.operator, self.machine, self.hash),
            )
        ).casefold()


def issue_of(reader: Reader, which: int) -> Issue:
    """An issue by its number.

    Raises:
        NoSuchIssueError: There is none.
    """
    ledger = read_ledger(reader.folder)
    found = ledger.issue(which)
    if found is None:
        raise NoSuchIssueError(which, max((issue.id for issue in ledger.issues), default=0))
    return found


class ReportWantedError(UserError):
    """What a summary is to be compared with is named in no way that is known."""

    def __init__(self, text: str) -> None:
        super().__init__(
            message(
                "“{text}” names no report. Give its number in the list of what went out, #N for the"
                " state after step N of the history, or last for the last summary of the call.",
                text=text,
            )
        )


def report_sequence(reader: Reader, text: str, *, call: str) -> int:
    """The last step of the history that a report knew: by its number, `#` and the step, or `last`.

    Raises:
        ReportWantedError: It is none of these.
        NoSuchIssueError: Nothing has that number.
        NoLastTimeError: No summary of the call went out yet.
    """
    number = text.removeprefix("#")
    if number.isdecimal():
        which = int(number)
        return which if text.startswith("#") else issue_of(reader, which).head.sequence
    if text != "last":
        raise ReportWantedError(text)
    for issue in reversed(read_ledger(reader.folder).issues):
        order = issue.order
        if isinstance(order, SummaryOrder) and order.call == call:
            return issue.head.sequence
    title = reader.scalar(select(Call.title).where(Call.uid == call))
    raise NoLastTimeError(str(title))


def ledger_lines(
    reader: Reader, *, to: str = "", since: date | None = None, until: date | None = None
) -> list[LedgerLine]:
    """What went out, the newest first.

    Args:
        to: Words that recipient, note, call or number must have.
        since, until: The first and the last day, local.
    """
    lines = _lines(reader, read_ledger(reader.folder).issues)
    words = to.casefold().split()
    return [
        line
        for line in reversed(lines)
        if (since is None or line.at[:10] >= since.isoformat())
        and (until is None or line.at[:10] <= until.isoformat())
        and all(word in line.words for word in words)
    ]


@dataclass(frozen=True, slots=True)
class Report:
    """A summary that went out, with which a later one can be compared.

    Attributes:
        sequence: The last step of the history that it knew.
    """

    id: int
    day: date
    what: Message
    sequence: int


def reports_of(reader: Reader, call: str) -> list[Report]:
    """The summaries of a call that went out, by its uid, the newest first; one a state of the register."""
    found: dict[int, Report] = {}
    for issue in reversed(read_ledger(reader.folder).issues):
        order = issue.order
        if isinstance(order, SummaryOrder) and order.call == call:
            sequence = issue.head.sequence
            found.setdefault(sequence, Report(issue.id, issue.day, _what(issue), sequence))
    return list(found.values())


def last_order(reader: Reader, kind: type[_Any], *, call: str = "") -> _Any | None:
    """The order of a kind that was made last, of a call where one is named by uid; None for none.

    Orders of packets name their applications, and are of the calls of these.
    """
    issues = read_ledger(reader.folder).issues
    calls = _calls_of(reader, issues) if call else {}
    for issue in reversed(issues):
        order = issue.order
        if isinstance(order, kind) and (not call or call in calls[issue.id]):
            return order
    return None


def _lines(reader: Reader, issues: Sequence[Issue]) -> list[LedgerLine]:
    calls = _calls_of(reader, issues)
    titles = {row.uid: row.title for row in reader.rows(select(Call.uid, Call.title))}
    return [_line(issue, calls[issue.id], titles) for issue in issues]


def _line(issue: Issue, calls: tuple[str, ...], titles: dict[str, str]) -> LedgerLine:
    numbers = [file.number for file in issue.files if file.number]
    about = numbers[:_NAMED] or [titles[uid] for uid in calls if uid in titles]
    more = "…" if len(numbers) > _NAMED else ""
    return LedgerLine(
        id=issue.id,
        at=local_time(issue.at),
        day=issue.day,
        what=_what(issue),
        about=f"{Listing(tuple(about))}{more}",
        calls=calls,
        files=len(issue.files),
        size=sum(file.size for file in issue.files),
        recipient=issue.recipient,
        note=issue.note,
        said=local_time(issue.said) if issue.said else "",
        operator=issue.operator,
        machine=issue.machine,
        hash=issue.files[0].sha256[:_SHORT] if issue.files else "",
    )


def _what(issue: Issue) -> Message:
    match issue.order:
        case PacketOrder():
            return plural("Packet", "{n} packets", n=len(issue.files))
        case SummaryOrder(paper=SummaryPaper.BRIEFING, form=form):
            return message("Briefing ({form})", form=form)
        case SummaryOrder(paper=SummaryPaper.PUBLICITY, form=form):
            return message("List for publicity ({form})", form=form)
        case SummaryOrder(form=form):
            return message("Summary ({form})", form=form)
        case FormOrder(form=form):
            return message("Form {form}", form=form)
        case ExportOrder(form=form):
            return message("Data ({form})", form=form)
        case BookOrder():
            return message("Book")
        case LetterOrder():
            return message("Letter")
        case ApplicationFormOrder():
            return message("Application form (Word)")
        case _:
            return message("Other: {kind}", kind=issue.kind or "?")


def _calls_of(reader: Reader, issues: Sequence[Issue]) -> dict[int, tuple[str, ...]]:
    """The calls that issues are about, named by their orders or those of their applications."""
    known: dict[str, str] = {}
    wanted = sorted({uid for issue in issues for uid in _applications(issue)})
    for start in range(0, len(wanted), 400):
        statement = select(Application.uid, Application.call_uid).where(
            Application.uid.in_(wanted[start : start + 400])
        )
        known |= {row.uid: row.call_uid for row in reader.rows(statement)}
    found = {}
    for issue in issues:
        named = [str(issue.stored_order["call"])] if issue.stored_order.get("call") else []
        of_applications = [known[uid] for uid in _applications(issue) if uid in known]
        found[issue.id] = tuple(dict.fromkeys([*named, *of_applications]))
    return found


def _applications(issue: Issue) -> Sequence[str]:
    listed = issue.stored_order.get("applications")
    one = issue.stored_order.get("application")
    named = [*(listed if isinstance(listed, list) else ()), one]
    return [uid for uid in named if uid and isinstance(uid, str)]
