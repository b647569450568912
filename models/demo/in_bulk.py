# SPDX-License-Identifier: Apache-2.0
"""All further applications: a register kept so far, taken over thousands at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.demo.by_hand import verified_figure
from models.demo.clock import moment
from models.demo.documents import MEDIA_TYPE, Document, files_for
from models.demo.journeys import move_between
from models.demo.material import material, words
from models.demo.plans import ApplicationPlan, tables_apart
from models.fields import writes_of
from models.language import plural
from models.rules.credit_code import normalise
from models.rules.numbers import parse_pattern
from models.tables import AnswerRow, Application, Attachment, StageEvent
from models.tables.base import new_uid
from models.verbs.applicants import match_applicants
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from models.change import Change
    from models.reader import Reader
    from models.rules.numbers import NumberPattern
    from models.rules.workdays import Calendar
    from models.workspace import Workspace

LAST_DAY = date(2026, 6, 30)
"""When the register is taken over: what it tells happened before."""


@dataclass(slots=True)
class Register:
    """What taking over needs to know from one change to the next."""

    workspace: Workspace
    documents: Sequence[Document]
    days: Calendar
    rng: Random
    serials: dict[str, int] = field(default_factory=dict)
    ranks: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    patterns: dict[str, tuple[NumberPattern, dict[str, str]]] = field(default_factory=dict)
    due: dict[tuple[date, int], str] = field(default_factory=dict)


def take_over(register: Register, plans: Sequence[ApplicationPlan]) -> list[tuple[str, str]]:
    """Record plans with all their history in one change; number and present stage of each."""
    step = plural(
        "Take over {n} application from the register kept so far",
        "Take over {n} applications from the register kept so far",
        n=len(plans),
    )
    records: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    cells: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    with register.workspace.change(step) as change:
        for plan in plans:
            plain, tables = tables_apart(plan.call.programme, plan.answers)
            record = _record(register, change.reader, plan, plain)
            records.append(record)
            events += _events(register, plan, record)
            cells += _cells(record["uid"], tables)
            files += _files(register, plan, record["uid"])
        facts = match_applicants(change, records)
        for record, applicant in zip(records, facts, strict=True):
            record["applicant_uid"] = applicant
        _insert(change, records, events, cells, files)
    return [(record["number"], record["stage"]) for record in records]


def _insert(
    change: Change,
    records: list[dict[str, Any]],
    events: list[dict[str, Any]],
    cells: list[dict[str, Any]],
    files: list[dict[str, Any]],
) -> None:
    change.insert_many(Application, records)
    change.insert_many(StageEvent, events)
    if cells:
        change.insert_many(AnswerRow, cells)
    if files:
        change.insert_many(Attachment, files)


def _record(
    register: Register, reader: Reader, plan: ApplicationPlan, plain: dict[str, Any]
) -> dict[str, Any]:
    programme = plan.call.programme
    record: dict[str, Any] = {
        "uid": new_uid(),
        "call_uid": plan.call.uid,
        "definition_uid": plan.call.definition_uid,
        "received": plan.received.isoformat(),
        "created": moment(plan.received, 30),
        "stage": plan.path[-1],
    }
    plain = {**plain, "credit_code": normalise(plain["credit_code"])}
    for name, stored in plain.items():
        for path, value in writes_of(programme, name, stored).items():
            column, _, key = path.partition("/")
            if not key:
                record[column] = value
            elif value is not None:
                record.setdefault(column, {})[key] = value
    tags = {"labels": list(plan.labels), words("tags")["chain"]: [plan.chain] if plan.chain else []}
    record["tags"] = record.get("tags", {}) | {key: items for key, items in tags.items() if items}
    record |= _findings(register, plan)
    record |= _number(register, reader, plan, str(record.get("region") or ""))
    return record


def _findings(register: Register, plan: ApplicationPlan) -> dict[str, Any]:
    """What the office found on the way: ticks, a verified value, a rank, an accepted warning."""
    found: dict[str, Any] = {}
    programme = plan.call.programme
    if "screened" in plan.path:
        ticks = [item.id for item in programme.checklist if item.check is None]
        found["checklist"] = {item: {"answer": "yes", "note": ""} for item in ticks}
        verify = material(programme.id).get("verify")
        if verify and verify["field"] in plan.answers and register.rng.random() < _VERIFIED:
            value = verified_figure(plan, verify["field"], verify["factor"])
            on = (plan.received + timedelta(days=20)).isoformat()
            kept = {"value": value, "source": verify["source"], "on": on}
            found["verified"] = {verify["field"]: kept}
        if plan.quality == "slipped":
            found["waivers"] = {"credit_code": words("reasons")["waiver"][1]}
    if "recommended" in plan.path:
        register.ranks[plan.call.key] += 1
        found["office_answers"] = {"recommend_rank": register.ranks[plan.call.key]}
    return found


_VERIFIED = 0.4


def _number(
    register: Register, reader: Reader, plan: ApplicationPlan, region: str
) -> dict[str, Any]:
    """The next number by the call's pattern; its parts have fixed widths, so none is taken."""
    if plan.call.key not in register.patterns:
        row = call_row(reader, plan.call.key)
        values = {"year": str(plan.call.opens.year), "programme": row.programme, "prefix": "XD"}
        known = (parse_pattern(row.number_pattern), values | (row.number_values or {}))
        register.patterns[plan.call.key] = known
    pattern, values = register.patterns[plan.call.key]
    places = {"region": region, "province": region[:2], "city": region[2:4], "county": region[4:6]}
    values = {**places, "direction": str(plan.answers.get("direction", "")), **values}
    prefix = pattern.prefix(values)
    if prefix not in register.serials:
        last = select(func.max(Application.serial)).where(Application.number_prefix == prefix)
        register.serials[prefix] = reader.scalar(last) or 0
    register.serials[prefix] += 1
    serial = register.serials[prefix]
    number = pattern.number(values, serial)
    return {"number": number, "number_prefix": prefix, "serial": serial}


def _events(
    register: Register, plan: ApplicationPlan, record: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """The steps through the stages, some days apart; the record learns of the last one."""
    day, before = plan.received, ""
    people = {item: person["name"] for person in reversed(material("office")["operator"])
              for item in person["duties"]}  # fmt: skip
    room = max((LAST_DAY - plan.received).days - 1, 1) // len(plan.path)
    for stage, reason in zip(plan.path, plan.reasons, strict=True):
        duty = (before and move_between(plan.call.programme, before, stage).duty) or "enter"
        at = moment(day, register.rng.randrange(30, 480))
        due = _due(register, day, plan.call.programme.stages[stage].days)
        yield {
            "application_uid": record["uid"],
            "stage": stage,
            "left": before,
            "at": at,
            "due": due,
            "operator": people[duty],
            "reason": reason or None,
        }
        record["stage_since"], record["due"] = at, due
        before = stage
        day += timedelta(days=register.rng.randint(1, max(min(room, _LONGEST_WAIT), 1)))


_LONGEST_WAIT = 12


def _due(register: Register, day: date, days: int | None) -> str | None:
    if days is None:
        return None
    if (day, days) not in register.due:
        register.due[day, days] = register.days.add(day, days).isoformat()
    return register.due[day, days]


def _cells(uid: str, tables: dict[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    for table, rows in tables.items():
        for position, values in enumerate(rows, start=1):
            yield {"application_uid": uid, "field": table, "position": position, "values": values}


def _files(register: Register, plan: ApplicationPlan, uid: str) -> Iterator[dict[str, Any]]:
    if not plan.seen_to:
        return
    for slot, name, file in files_for(plan.call.programme, plan.answers, register.documents):
        yield {
            "owner_kind": "application",
            "owner_uid": uid,
            "slot": slot,
            "name": name,
            "sha256": file.sha256,
            "size": file.size,
            "media_type": MEDIA_TYPE,
            "pages": file.pages,
        }
