# SPDX-License-Identifier: Apache-2.0
"""Somebody has the duty to approve, or nobody could ever give a duty again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.duties import Duty
from models.errors import RefusedError
from models.language import message
from models.tables import Operator, Trash

if TYPE_CHECKING:
    from models.change import Change


class LastApproverError(RefusedError):
    """Nobody could give the duty back."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message(
                "{name} is the last one with the duty “{duty}”; give it to somebody else first.",
                name=name,
                duty=Duty.APPROVE.label,
            )
        )


def keep_an_approver(change: Change) -> None:
    """Refuse a change of operators after which nobody may approve.

    Raises:
        LastApproverError: Named is the one whom it would take the duty from.
    """
    touched = {item.record for item in change.items if item.table == "operator"}
    if not touched:
        return
    rows = change.reader.rows(
        select(Operator.uid, Operator.name, Operator.duties, Operator.trashed)
    )
    if not any(Duty.APPROVE in row.duties and row.trashed == Trash.LIVE for row in rows):
        raise LastApproverError(next(row.name for row in rows if row.uid in touched))
