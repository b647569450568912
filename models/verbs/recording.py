# SPDX-License-Identifier: Apache-2.0
"""How new applications come into a call: on which day they may, and what is written for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.errors import RefusedError, UserError
from models.language import message
from models.tables import AnswerRow, Application, StageEvent
from models.tables.base import new_uid
from models.verbs.numbers import Numbers
from models.verbs.required import latest_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.change import Change
    from models.programme.schema import Programme
    from models.verbs.entries import Prepared
    from models.workspace import Workspace


class CallClosedError(RefusedError):
    """The call is not open on that day, and no reason for a late entry was given (IN-12)."""

    def __init__(self, call: str, opens: str, closes: str) -> None:
        super().__init__(
            message(
                "The call {call} takes applications from {opens} to {closes}. Give a reason to"
                " record one on another day (--reason).",
                call=call,
                opens=opens or "—",
                closes=closes or "—",
            )
        )


class FutureReceiptError(UserError):
    """A day of receipt that has not come yet."""

    def __init__(self, day: date) -> None:
        super().__init__(message("{day} has not come yet; nothing was recorded.", day=day))


def day_of_receipt(workspace: Workspace, call: Any, received: date | None, reason: str) -> date:
    """The day on which applications are received: the one that is given, else today.

    Args:
        call: The row of the call.

    Raises:
        FutureReceiptError: It has not come yet.
        CallClosedError: The call is not open that day and there is no reason.
    """
    day = received or date.fromisoformat(workspace.clock()[:10])
    if day > latest_day(workspace):
        raise FutureReceiptError(day)
    if not reason and not _is_open(call, day):
        raise CallClosedError(call.key, call.opens, call.closes)
    return day


@dataclass(frozen=True, slots=True)
class Written:
    """The numbers and uids of new applications, in the order of their entries."""

    numbers: tuple[str, ...]
    uids: tuple[str, ...]


def write_new(
    change: Change,
    call: Any,
    programme: Programme,
    entries: Sequence[Prepared],
    applicants: Sequence[str | None],
    day: date,
) -> Written:
    """Write entries as applications in the first stage, each with a number of its own.

    Args:
        call: The row of the call.
        applicants: The master record of each entry's applicant.
    """
    numbers = Numbers(change, call, day)
    records: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    cells: list[dict[str, Any]] = []
    for entry, applicant in zip(entries, applicants, strict=True):
        uid = new_uid()
        records.append(
            {
                "uid": uid,
                "call_uid": call.uid,
                "definition_uid": call.definition_uid,
                "applicant_uid": applicant,
                "stage": programme.first_stage,
                "stage_since": change.at,
                "received": day.isoformat(),
                **numbers.next(entry.writes),
                **columns_of(entry.writes),
            }
        )
        events.append(
            {
                "application_uid": uid,
                "stage": programme.first_stage,
                "left": "",
                "at": change.at,
                "operator": change.operator,
            }
        )
        cells += [
            {"application_uid": uid, "field": table, "position": position, "values": values}
            for table, rows in entry.rows.items()
            for position, values in enumerate(rows, start=1)
        ]
    uids = change.insert_many(Application, records)
    change.insert_many(StageEvent, events)
    if cells:
        change.insert_many(AnswerRow, cells)
    return Written(tuple(record["number"] for record in records), tuple(uids))


def columns_of(writes: Mapping[str, Any]) -> dict[str, Any]:
    """Values by path as a new record holds them: documents whole, empty values left out of them."""
    found: dict[str, Any] = {}
    for path, value in writes.items():
        column, _, key = path.partition("/")
        if not key:
            found[column] = value
        elif value is not None:
            found.setdefault(column, {})[key] = value
    return found


def _is_open(call: Any, day: date) -> bool:
    text = day.isoformat()
    return (not call.opens or call.opens <= text) and (not call.closes or text <= call.closes)
