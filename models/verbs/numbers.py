# SPDX-License-Identifier: Apache-2.0
"""Giving application numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.rules.numbers import number_values, parse_pattern
from models.tables import Application

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.change import Change


class Numbers:
    """Gives numbers: once each, never again, trash and undo included."""

    def __init__(self, change: Change, call: Any, day: date) -> None:
        self._change = change
        self._pattern = parse_pattern(call.number_pattern)
        self._call, self._year = call, day.year
        self._last: dict[str, int] = {}

    def next(self, writes: Mapping[str, Any]) -> dict[str, Any]:
        """The next number for an application with such facts."""
        values = number_values(
            year=self._year,
            programme=self._call.programme,
            region=str(writes.get("region") or ""),
            direction=str(writes.get("direction") or ""),
            more=self._call.number_values,
        )
        prefix = self._pattern.prefix(values)
        if prefix not in self._last:
            last = self._change.reader.scalar(
                select(func.max(Application.serial)).where(Application.number_prefix == prefix)
            )
            self._last[prefix] = last or 0
        while True:
            self._last[prefix] += 1
            number = self._pattern.number(values, self._last[prefix])
            if not self._taken(number):
                break
        return {"number": number, "number_prefix": prefix, "serial": self._last[prefix]}

    def _taken(self, number: str) -> bool:
        """Whether two patterns happened to make the same number."""
        statement = select(Application.id).where(Application.number == number)
        return self._change.reader.first(statement) is not None
