# SPDX-License-Identifier: Apache-2.0
"""Operators and their duties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.duties import Duty
from models.tables import Operator, Trash

if TYPE_CHECKING:
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class OperatorLine:
    """An operator; the PIN itself is nowhere."""

    uid: str
    name: str
    duties: tuple[Duty, ...]
    has_pin: bool


def operators(reader: Reader) -> list[OperatorLine]:
    """The operators, in the order in which they were added."""
    rows = reader.rows(
        select(Operator.__table__).where(Operator.trashed == Trash.LIVE).order_by(Operator.id)
    )
    return [
        OperatorLine(row.uid, row.name, tuple(Duty(item) for item in row.duties), bool(row.pin))
        for row in rows
    ]
