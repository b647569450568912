# SPDX-License-Identifier: Apache-2.0
"""Calls and how many applications are in which of their stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from models.rules.numbers import number_values, parse_pattern
from models.tables import Application, Call, Definition, Office, Trash
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.programme.answers import File
    from models.programme.schema import Programme
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class CallLine:
    """A line of the list of calls; keys are those of `--json`."""

    id: str
    uid: str
    title: str
    programme: str
    version: str
    notice: str
    opens: str
    closes: str
    definition_uid: str
    contact: str
    applications: int
    stages: Mapping[str, int]
    files: tuple[File, ...]


def has_calls(reader: Reader) -> bool:
    """Whether there is a call to record in."""
    return bool(reader.scalar(select(exists().where(Call.trashed == Trash.LIVE))))


def calls(reader: Reader) -> list[CallLine]:
    """All calls, in the order in which they were opened, with counts by stage."""
    from models.views.files import files_of  # knows definitions, which not every screen needs

    counted: dict[str, dict[str, int]] = {}
    statement = (
        select(Application.call_uid, Application.stage, func.count().label("n"))
        .where(Application.trashed == Trash.LIVE)
        .group_by(Application.call_uid, Application.stage)
    )
    for row in reader.rows(statement):
        counted.setdefault(row.call_uid, {})[row.stage] = row.n
    rows = reader.rows(
        select(Call.__table__, Definition.version)
        .join(Definition, Definition.uid == Call.definition_uid)
        .where(Call.trashed == Trash.LIVE)
        .order_by(Call.id)
    )
    return [
        CallLine(
            id=row.key,
            uid=row.uid,
            title=row.title,
            programme=row.programme,
            version=row.version,
            notice=row.notice or "",
            opens=row.opens or "",
            closes=row.closes or "",
            definition_uid=row.definition_uid,
            contact=row.contact or "",
            applications=sum(counted.get(row.uid, {}).values()),
            stages=counted.get(row.uid, {}),
            files=files_of(reader, row.uid),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class CallTerms:
    """What a call fixes, for those who amend it.

    Attributes:
        quotas: Numbers of this call by quota id, over those of its programme.
    """

    id: str
    uid: str
    title: str
    programme: Programme
    notice: str
    opens: str
    closes: str
    pattern: str
    quotas: Mapping[str, int]
    contact: str


def call_terms(reader: Reader, call: str) -> CallTerms:
    """What a call fixes, by its id."""
    row = call_row(reader, call)
    return CallTerms(
        id=row.key,
        uid=row.uid,
        title=row.title,
        programme=reader.library.programme(row.definition_uid),
        notice=row.notice or "",
        opens=row.opens or "",
        closes=row.closes or "",
        pattern=row.number_pattern,
        quotas=row.quotas or {},
        contact=row.contact or "",
    )


def first_number(reader: Reader, *, pattern: str, programme: Programme, year: int) -> str:
    """The number that the first application from the office's own division would get.

    Numbers with the same beginning share one count, so a second call goes on where the first ended.
    The pattern must be sound.
    """
    read = parse_pattern(pattern)
    region = reader.scalar(select(Office.region).order_by(Office.id)) or ""
    values = number_values(
        year=year, programme=programme.id, region=region, more=programme.number.values
    )
    last = select(func.max(Application.serial)).where(
        Application.number_prefix == read.prefix(values)
    )
    return read.number(values, (reader.scalar(last) or 0) + 1)
