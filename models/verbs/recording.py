# SPDX-License-Identifier: Apache-2.0
"""How new applications come into a call: on which day they may, and what is written for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.errors import RefusedError, UserError
from models.language import message
from models.tables import AnswerRow, Application, StageEvent
from models.verbs.numbers import Numbers
from models.verbs.required import latest_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.change import Change
    from models.programme.schema import Programme
    from models.search.material import Material
    from models.verbs.entries import NewApplication
    from models.workspace import Workspace


class CallClosedError(RefusedError):
    """The call is not open on that day, and no reason for a late entry was given (IN-12)."""

    def __init__(self, call: str, opens: str, closes: str) -> None:
        super().__init__(
            message(
                "The call {call} takes applications from {opens} to {closes}. Give a reason to"
                " record one on another day.",
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
    new: Sequence[NewApplication],
    applicants: Sequence[str | None],
    day: date,
) -> Written:
    """Write applications in the first stage, each with a number of its own.

    Args:
        call: The row of the call.
        applicants: The master record of each one's applicant.
    """
    numbers = Numbers(change, call, day)
    common = {
        "call_uid": call.uid,
        "definition_uid": call.definition_uid,
        "stage": programme.first_stage,
        "stage_since": change.at,
        "received": day.isoformat(),
    }
    items = list(zip(new, applicants, strict=True))
    given: list[str] = []
    uids: list[str] = []
    for start in range(0, len(items), _CHUNK):
        change.reader.progress.step(start, len(items), _SAVING)
        some = items[start : start + _CHUNK]
        records = [
            {
                **common,
                "applicant_uid": applicant,
                **numbers.next(item.columns),
                **item.columns,
                **_sort_keys(item.indexed),
            }
            for item, applicant in some
        ]
        given += [record["number"] for record in records]
        added = change.insert_many(Application, records, [item.documents for item, _ in some])
        uids += added
        change.insert_many(StageEvent, (_entering(change, programme, uid) for uid in added))
        cells = [
            ({"application_uid": uid, "field": table, "position": place}, {"values": values})
            for uid, (item, _) in zip(added, some, strict=True)
            for table, place, values in item.cells
        ]
        change.insert_many(AnswerRow, [row for row, _ in cells], [text for _, text in cells])
    return Written(tuple(given), tuple(uids))


_CHUNK = 400
_SAVING = message("Saving")


def _sort_keys(made: Material | None) -> dict[str, str]:
    return {"title_key": made.title_key, "applicant_key": made.applicant_key} if made else {}


def _entering(change: Change, programme: Programme, uid: str) -> dict[str, Any]:
    return {
        "application_uid": uid,
        "stage": programme.first_stage,
        "left": "",
        "at": change.at,
        "operator": change.operator,
    }


def _is_open(call: Any, day: date) -> bool:
    text = day.isoformat()
    return (not call.opens or call.opens <= text) and (not call.closes or text <= call.closes)
