# SPDX-License-Identifier: Apache-2.0
"""Dossiers: all about applications from one snapshot, for screens and reports."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.dossier import CallFacts, Dossier, HistoryHead, OfficeFacts, StageStep
from models.fields import stored_values
from models.history import GENESIS
from models.paper import paper_from_json
from models.programme.answers import Answers, Row, Tick, Verified
from models.programme.problems import find_problems
from models.rules.regions import regions
from models.rules.text import comparable
from models.rules.version_codes import code_of
from models.rules.workdays import Calendar, load_calendar
from models.tables import (
    AnswerRow,
    Applicant,
    Application,
    Attachment,
    Call,
    HistoryEntry,
    HistoryItem,
    Office,
    StageEvent,
    Trash,
)
from models.views.files import file_facts
from models.views.paper import emblem_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.reader import Reader

_CHUNK = 100


def office_facts(reader: Reader) -> OfficeFacts:
    """The office of the register."""
    row = reader.first(select(Office.__table__).order_by(Office.id))
    assert row is not None
    region = regions().path(row.region) if row.region else ""
    paper = paper_from_json(row.paper)
    return OfficeFacts(
        name=row.name,
        region=region or "",
        contact=row.contact or "",
        phone=row.phone or "",
        paper=paper,
        emblem=str(emblem_path(reader.folder, paper) or ""),
    )


def history_head(reader: Reader) -> HistoryHead:
    """The head of the hash chain."""
    row = reader.first(
        select(HistoryEntry.sequence, HistoryEntry.hash)
        .order_by(HistoryEntry.sequence.desc())
        .limit(1)
    )
    return HistoryHead(row.sequence, row.hash) if row else HistoryHead(0, GENESIS)


def calendar(reader: Reader) -> Calendar:
    """Working days as the office knows them."""
    known = reader.scalar(select(Office.workdays).order_by(Office.id)) or {}
    return load_calendar({date.fromisoformat(day): works for day, works in known.items()})


def call_facts(row: Any) -> CallFacts:
    """A call from its row."""
    return CallFacts(
        id=row.key,
        title=row.title,
        programme_id=row.programme,
        notice=row.notice or "",
        opens=_day(row.opens),
        closes=_day(row.closes),
        contact=row.contact or "",
    )


def dossier(reader: Reader, uid: str, *, today: date | None = None) -> Dossier:
    """The dossier of one application."""
    return next(dossiers(reader, [uid], today=today))


def dossiers(
    reader: Reader, uids: Sequence[str], *, today: date | None = None
) -> Iterator[Dossier]:
    """The dossiers of applications in the order of their uids, read a hundred at a time.

    `today` is the day up to which the last stage is counted; that of the machine where none is given.
    """
    from models.views.quotas import exceeded_of

    day = today or _local_day()
    with reader.snapshot():
        office, head = office_facts(reader), history_head(reader)
        days = calendar(reader)
        calls = {row.uid: row for row in reader.rows(select(Call.__table__))}
        for start in range(0, len(uids), _CHUNK):
            some = list(uids[start : start + _CHUNK])
            found, exceeded = _load(reader, some), exceeded_of(reader, some)
            for uid in some:
                row = found.rows[uid]
                answers = found.answers(reader, row, calls[row.call_uid])
                over = tuple(item.problem for item in exceeded.get(uid, ()))
                vocabularies = reader.library.vocabularies(row.definition_uid)
                yield Dossier(
                    uid=uid,
                    number=row.number,
                    office=office,
                    call=call_facts(calls[row.call_uid]),
                    programme=answers.programme,
                    vocabularies=vocabularies,
                    answers=answers,
                    stage=row.stage,
                    steps=_steps(found.events[uid], days, day),
                    problems=(*find_problems(answers, vocabularies), *over),
                    version_code=version_code(uid, found.versions.get(uid, ())),
                    head=head,
                    today=day,
                    received=_day(row.received),
                    tags={key: tuple(items) for key, items in (row.tags or {}).items()},
                )


def version_code(uid: str, digests: Sequence[str]) -> str:
    """Eight characters that name one state of a record: over the digests of all its changes (N5)."""
    return code_of(hashlib.sha256("".join((uid, *digests)).encode()).digest())


def today() -> date:
    """The day, local."""
    return _local_day()


def _local_day() -> date:
    return datetime.now(UTC).astimezone().date()


def answers_in_order(reader: Reader, uids: Sequence[str]) -> Iterator[tuple[Facts, Answers]]:
    """Number, stage, tags and receipt of applications with their answers, a few hundred at a time."""
    calls = {row.uid: row for row in reader.rows(select(Call.__table__))}
    for start in range(0, len(uids), _CHUNK * 4):
        some = list(uids[start : start + _CHUNK * 4])
        found = _load(reader, some, history=False)
        for uid in some:
            row = found.rows[uid]
            facts = Facts(
                uid=uid,
                number=row.number,
                stage=row.stage,
                received=_day(row.received),
                due=_day(row.due),
                tags={key: tuple(items) for key, items in (row.tags or {}).items()},
                definition_uid=row.definition_uid,
            )
            yield facts, found.answers(reader, row, calls[row.call_uid])


@dataclass(frozen=True, slots=True)
class Facts:
    """What a summary needs besides the answers."""

    uid: str
    number: str
    stage: str
    received: date | None
    due: date | None
    tags: Mapping[str, tuple[str, ...]]
    definition_uid: str


def answers_of(reader: Reader, uids: Sequence[str]) -> dict[str, Answers]:
    """The answers of applications by uid, for checks; attachments included."""
    calls = {row.uid: row for row in reader.rows(select(Call.__table__))}
    result: dict[str, Answers] = {}
    for start in range(0, len(uids), _CHUNK * 4):
        found = _load(reader, list(uids[start : start + _CHUNK * 4]), history=False)
        for uid, row in found.rows.items():
            result[uid] = found.answers(reader, row, calls[row.call_uid])
    return result


def count_problems(reader: Reader, uids: Sequence[str]) -> int:
    """How many problems some applications have together."""
    n = 0
    calls = {row.uid: row for row in reader.rows(select(Call.__table__))}
    for start in range(0, len(uids), _CHUNK * 4):
        found = _load(reader, list(uids[start : start + _CHUNK * 4]), history=False)
        for row in found.rows.values():
            answers = found.answers(reader, row, calls[row.call_uid])
            n += len(find_problems(answers, reader.library.vocabularies(row.definition_uid)))
    return n


class _load:  # noqa: N801 - a function that keeps what it loaded
    """What belongs to some applications, a few selects for all of them."""

    def __init__(self, reader: Reader, uids: list[str], *, history: bool = True) -> None:
        where = Application.uid.in_(uids)
        self.rows = {
            row.uid: row for row in reader.rows(select(Application.__table__).where(where))
        }
        self.folder = reader.folder
        self.cells = _grouped(
            reader,
            select(AnswerRow.__table__)
            .where(AnswerRow.application_uid.in_(uids), AnswerRow.trashed == Trash.LIVE)
            .order_by(AnswerRow.position, AnswerRow.id),
            "application_uid",
        )
        self.files = _grouped(
            reader,
            select(Attachment.__table__)
            .where(Attachment.owner_uid.in_(uids), Attachment.trashed == Trash.LIVE)
            .order_by(Attachment.id),
            "owner_uid",
        )
        owners = [row.applicant_uid for row in self.rows.values() if row.applicant_uid]
        self.applicants = {
            row.uid: row
            for row in reader.rows(
                select(
                    Applicant.uid,
                    Applicant.name,
                    Applicant.former_names,
                    Applicant.aliases,
                    Applicant.contacts,
                ).where(Applicant.uid.in_(owners))
            )
        }
        self.events: defaultdict[str, list[Any]] = defaultdict(list)
        self.versions: dict[str, list[str]] = {}
        if not history:
            return
        self.events = _grouped(
            reader,
            select(StageEvent.__table__)
            .where(StageEvent.application_uid.in_(uids), StageEvent.trashed == Trash.LIVE)
            .order_by(StageEvent.id),
            "application_uid",
        )
        statement = (
            select(HistoryItem.subject, HistoryItem.digest)
            .where(HistoryItem.subject.in_(uids))
            .order_by(HistoryItem.id)
        )
        for row in reader.rows(statement):
            self.versions.setdefault(row.subject, []).append(row.digest)

    def answers(self, reader: Reader, row: Any, call: Any) -> Answers:
        """The answers of one of them."""
        tables: defaultdict[str, list[Row]] = defaultdict(list)
        for cell in self.cells[row.uid]:
            tables[cell.field].append(Row(cell.uid, cell.values or {}))
        return Answers(
            programme=reader.library.programme(row.definition_uid),
            stored=stored_values(row),
            rows={key: tuple(rows) for key, rows in tables.items()},
            verified={
                key: Verified(item["value"], item.get("source", ""), _day(item.get("on")))
                for key, item in (row.verified or {}).items()
            },
            checklist={
                key: Tick(item["answer"], item.get("note", ""))
                for key, item in (row.checklist or {}).items()
            },
            waivers=row.waivers or {},
            files=tuple(file_facts(self.folder, item) for item in self.files[row.uid]),
            dates={
                "opens": _day(call.opens),
                "closes": _day(call.closes),
                "received": _day(row.received),
            },
            other_names=self._other_names(row),
            known_names=self._known_names(row),
            known_contacts=self._known_contacts(row),
        )

    def _known_names(self, row: Any) -> tuple[str, ...]:
        found = self.applicants.get(row.applicant_uid)
        if found is None:
            return ()
        return (found.name, *(found.former_names or ()), *(found.aliases or ()))

    def _known_contacts(self, row: Any) -> tuple[Mapping[str, str], ...]:
        found = self.applicants.get(row.applicant_uid)
        return tuple((found.contacts if found else None) or ())

    def _other_names(self, row: Any) -> tuple[str, ...]:
        """Names of the same applicant that are neither this one nor a former one."""
        found = self.applicants.get(row.applicant_uid)
        if found is None or not row.credit_code:
            return ()
        known = {comparable(name) for name in found.former_names or ()}
        own = comparable(row.applicant or "")
        if own in known:
            return ()
        names = (found.name, *(found.aliases or ()))
        return tuple(name for name in names if comparable(name) not in {own, *known})


def _grouped(reader: Reader, statement: Any, key: str) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in reader.rows(statement):
        found[getattr(row, key)].append(row)
    return found


def _steps(events: list[Any], days: Calendar, day: date) -> tuple[StageStep, ...]:
    found: list[StageStep] = []
    for place, event in enumerate(events):
        at = datetime.fromisoformat(event.at).astimezone()
        left = events[place + 1].at if place + 1 < len(events) else ""
        end = datetime.fromisoformat(left).astimezone().date() if left else day
        found.append(
            StageStep(
                stage=event.stage,
                at=at,
                workdays=max(days.between(at.date(), end), 0),
                operator=event.operator,
                reason=event.reason or "",
                due=_day(event.due),
                certain=days.certain(at.date(), end),
            )
        )
    return tuple(found)


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored[:10]) if stored else None
