# SPDX-License-Identifier: Apache-2.0
"""A printed version of an application, found by what stands on its pages, and what changed since (N5)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.errors import UserError
from models.language import Label, message, plural
from models.progress import NoProgress
from models.rules.version_codes import BYTES, alike, bytes_of, readings
from models.storage.ledger import read_ledger
from models.storage.lock import local_time
from models.tables import (
    AnswerRow,
    Application,
    Attachment,
    HistoryEntry,
    HistoryItem,
    Trash,
)
from models.views.histories import history
from models.views.history_words import NOTHING, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.language import Message
    from models.progress import Progress
    from models.reader import Reader
    from models.rules.version_codes import Typed
    from models.views.histories import HistoryValue

_CHUNK = 20_000
_QUIET = frozenset({"stage_since", "due", "name_key", "applicant_uid"})
"""What follows from another value."""


class NotACodeError(UserError):
    """What was typed or scanned holds no version code."""

    def __init__(self, text: str) -> None:
        super().__init__(
            message(
                "“{text}” holds no version code. Type or scan what stands at the foot of a printed page:"
                " the number and the eight letters and digits, such as 202601001 7K3QX0ZD.",
                text=text[:80],
            )
        )


class NoSuchVersionError(UserError):
    """No state of any application has the code, or none of the one that was named."""

    def __init__(self, typed: Typed, number: str = "") -> None:
        text = (
            message(
                "No state of {number} ever had the version code {code}. Look at the page again: a"
                " letter may be another, or it was printed from another register.",
                number=number,
                code=typed.code,
            )
            if number
            else message(
                "No application ever had the version code {code}. Look at the page again: a letter may"
                " be another, or it was printed from another register.",
                code=typed.code,
            )
        )
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class VersionChange:
    """A field that is another by now.

    Attributes:
        before, after: In words, in either language; — where there was nothing.
    """

    label: Label
    before: Label
    after: Label


@dataclass(frozen=True, slots=True)
class PrintedVersion:
    """A state of an application.

    Attributes:
        sequence: The entry of the history that made it.
        at: When, in local time.
        later: How many steps changed the application since.
        trashed, erased: What became of the application.
        issues: The numbers under which it went out, the newest first.
    """

    uid: str
    number: str
    title: str
    code: str
    sequence: int
    at: str
    is_now: bool
    later: int
    changes: tuple[VersionChange, ...]
    trashed: bool
    erased: bool
    issues: tuple[int, ...]

    def said(self) -> Message:
        """Whether it is as it was printed, in a sentence."""
        facts = {"number": self.number, "title": self.title, "code": self.code, "at": self.at}
        if self.erased:
            return message(
                "{number}: version {code} of {at}. The application was erased for good since, so what it"
                " held then is not known any more.",
                **facts,
            )
        if self.is_now:
            return message("{number} {title}: version {code} of {at} is the same as now.", **facts)
        if not self.changes:
            return message(
                "{number} {title}: version {code} of {at}. It was changed since and holds the same"
                " again.",
                **facts,
            )
        return plural(
            "{number} {title}: version {code} of {at}. {n} field is another now.",
            "{number} {title}: version {code} of {at}. {n} fields are others now.",
            n=len(self.changes),
            **facts,
        )


def find_version(reader: Reader, text: str, progress: Progress | None = None) -> PrintedVersion:
    """Find the version that a printed page names.

    Args:
        text: Number and code as scanned or typed, or the code alone.

    Raises:
        NotACodeError: There is no code in it.
        NoSuchVersionError: No application was ever in that state.
        CancelledError: The user stopped it.
    """
    with reader.snapshot():
        version = find_quickly(reader, text=text)
        if version is not None:
            return version
        ways = list(readings(text))
        for typed in ways:
            found = _anywhere(reader, typed.code, progress)
            if found is not None:
                return _version(reader, found[0], typed.code, found[1])
    raise NoSuchVersionError(ways[0])


def find_quickly(reader: Reader, *, text: str) -> PrintedVersion | None:
    """Find the version by its number or in what went out; None where only all histories can tell.

    Raises:
        NotACodeError: There is no code in the text.
        NoSuchVersionError: The application of that number was never in that state.
    """
    ways = list(readings(text))
    if not ways:
        raise NotACodeError(text)
    number = ""
    with reader.snapshot():
        for typed in ways:
            uid = _named(reader, typed.number)
            if uid and (sequence := _sequence(reader, uid, typed.code)):
                return _version(reader, uid, typed.code, sequence)
            number = number or (_number(reader, uid) if uid else "")
        for typed in ways:
            found = _noted(reader, typed.code)
            if found is not None:
                return _version(reader, found[0], typed.code, found[1])
    if number:
        raise NoSuchVersionError(ways[0], number)
    return None


def _named(reader: Reader, number: str) -> str:
    """The uid of the application of a number, whatever is taken for one another; empty for none."""
    if not number:
        return ""
    uid = reader.scalar(select(Application.uid).where(Application.number == number))
    if uid:
        return str(uid)
    wanted = alike(number)
    rows = reader.rows(select(Application.uid, Application.number))
    return next((row.uid for row in rows if alike(row.number) == wanted), "")


def _number(reader: Reader, uid: str) -> str:
    return str(reader.scalar(select(Application.number).where(Application.uid == uid)))


def _sequence(reader: Reader, uid: str, code: str) -> int:
    """The entry after which an application had a code; 0 for none."""
    statement = (
        select(HistoryItem.sequence, HistoryItem.digest)
        .where(HistoryItem.subject == uid)
        .order_by(HistoryItem.id)
    )
    wanted, state, last = bytes_of(code), hashlib.sha256(uid.encode()), 0
    for row in reader.rows(statement):
        if last and row.sequence != last and _is_at(state, wanted):
            return last
        state.update(row.digest.encode())
        last = int(row.sequence)
    return last if last and _is_at(state, wanted) else 0


def _noted(reader: Reader, code: str) -> tuple[str, int] | None:
    """The version that went out under a code, as the ledger knows it."""
    for issue in reversed(read_ledger(reader.folder).issues):
        for file in issue.files:
            uid = _named(reader, file.number) if file.code == code else ""
            if uid and (sequence := _sequence(reader, uid, code)):
                return uid, sequence
    return None


def _anywhere(reader: Reader, code: str, progress: Progress | None) -> tuple[str, int] | None:
    """The application that ever had a code: all states of all are gone through once."""
    listener, wanted = progress or NoProgress(), bytes_of(code)
    total = reader.scalar(select(func.max(HistoryItem.id))) or 0
    states: dict[str, tuple[Any, int]] = {}
    for done, (subject, sequence, digest) in enumerate(reader.driver.execute(_DIGESTS)):
        if done % _CHUNK == 0:
            listener.step(done, total, message("Looking through all versions"))
        known = states.get(subject)
        if known is None:
            state = hashlib.sha256(subject.encode())
        else:
            state, last = known
            if sequence != last and _is_at(state, wanted):
                return subject, last
        state.update(digest.encode())
        states[subject] = state, sequence
    return next(
        ((subject, last) for subject, (state, last) in states.items() if _is_at(state, wanted)),
        None,
    )


_DIGESTS = "SELECT subject, sequence, digest FROM history_item ORDER BY id"
"""Asked of the bare driver: there may be millions."""


def _is_at(state: Any, wanted: bytes) -> bool:
    """Whether the digest so far is that of the code; more may be added to it."""
    return bool(state.copy().digest()[:BYTES] == wanted)


def _version(reader: Reader, uid: str, code: str, sequence: int) -> PrintedVersion:
    row = reader.first(
        select(
            Application.number, Application.title, Application.definition_uid, Application.trashed
        ).where(Application.uid == uid)
    )
    assert row is not None
    at = reader.scalar(select(HistoryEntry.at).where(HistoryEntry.sequence == sequence))
    later = history(reader, subject=uid, after=sequence)
    values = [value for step in later for value in step.values]
    erased = row.trashed == Trash.EMPTIED
    words = Words(reader, row.definition_uid)
    return PrintedVersion(
        uid=uid,
        number=row.number,
        title=row.title or "",
        code=code,
        sequence=sequence,
        at=local_time(at),
        is_now=not later,
        later=len(later),
        changes=() if erased else tuple(_changes(reader, words, values)),
        trashed=row.trashed != Trash.LIVE,
        erased=erased,
        issues=tuple(
            issue.id
            for issue in reversed(read_ledger(reader.folder).issues)
            if any((file.number, file.code) == (row.number, code) for file in issue.files)
        ),
    )


def _changes(
    reader: Reader, words: Words, values: Sequence[HistoryValue]
) -> Iterator[VersionChange]:
    """What is another by now, in the order in which it was touched first."""
    by_record: dict[str, list[HistoryValue]] = {}
    for value in values:
        by_record.setdefault(value.record, []).append(value)
    for of_record in by_record.values():
        if of_record[0].table in _PARTS:
            yield from _Part(reader, words, of_record).changes()
        else:
            yield from _of_fields(of_record)


def _of_fields(values: Sequence[HistoryValue]) -> Iterator[VersionChange]:
    """What each field held first and holds now; what went there and back is no change."""
    by_path: dict[str, list[HistoryValue]] = {}
    for value in values:
        if value.path not in _QUIET:
            by_path.setdefault(value.path, []).append(value)
    for items in by_path.values():
        first, last = items[0], items[-1]
        if first.old != last.new:
            yield VersionChange(last.label, first.before, last.after)


_PARTS = frozenset({AnswerRow.__tablename__, Attachment.__tablename__})
"""Records that are part of another: made, they are put in; in the trash, they are taken away."""


class _Part:
    """A row of a table, or an attachment, by all that happened to it since."""

    def __init__(self, reader: Reader, words: Words, values: Sequence[HistoryValue]) -> None:
        self._reader, self._words = reader, words
        self._is_row = values[0].table == AnswerRow.__tablename__
        own = (_cell(value) if self._is_row else value.path for value in values)
        named = list(zip(own, values, strict=True))
        self._whole = [value for name, value in named if name in {"", "trashed"}]
        self._cells = [(name, value) for name, value in named if name not in {"", "trashed"}]
        self._record = values[0].record

    def changes(self) -> Iterator[VersionChange]:
        """Put in, taken away, or the cells that are others."""
        if not self._whole:
            yield from _of_fields([value for _, value in self._cells])
            return
        was_there = _is_live(self._whole[0].old) and self._whole[0].path.endswith("trashed")
        is_there = _is_live(self._whole[-1].new) or not self._whole[-1].path.endswith("trashed")
        label = self._whole[-1].label
        if was_there and is_there:
            yield from _of_fields([value for _, value in self._cells])
        elif was_there:
            yield VersionChange(label, self._named(then=True), NOTHING)
        elif is_there:
            yield VersionChange(label, NOTHING, self._named(then=False))

    def _named(self, *, then: bool) -> Label:
        """What it is called: an attachment by its file, a row by its cells."""
        if not self._is_row:
            statement = select(Attachment.name).where(Attachment.uid == self._record)
            name = str(self._reader.scalar(statement) or "")
            return Label(name, name)
        row = self._reader.first(
            select(AnswerRow.field, AnswerRow.__table__.c["values"].label("cells")).where(
                AnswerRow.uid == self._record
            )
        )
        assert row is not None
        cells = dict(row.cells or {})
        if then:
            for name, value in reversed(self._cells):
                cells[name] = value.old
        return self._words.record(AnswerRow.__tablename__, row.field, {"values": cells})


def _cell(value: HistoryValue) -> str:
    """Which cell of its row; empty for the whole row."""
    return value.path.partition("/")[2].partition("/")[2]


def _is_live(trashed: Any) -> bool:
    return bool(trashed == Trash.LIVE)
