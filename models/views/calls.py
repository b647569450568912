# SPDX-License-Identifier: Apache-2.0
"""Calls and how many applications are in which of their stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.tables import Application, Call, Definition, Trash
from models.views.files import files_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.programme.answers import File
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
    contact: str
    applications: int
    stages: Mapping[str, int]
    files: tuple[File, ...]


def calls(reader: Reader) -> list[CallLine]:
    """All calls, in the order in which they were opened, with counts by stage."""
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
            contact=row.contact or "",
            applications=sum(counted.get(row.uid, {}).values()),
            stages=counted.get(row.uid, {}),
            files=files_of(reader, row.uid),
        )
        for row in rows
    ]
