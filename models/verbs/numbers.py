# SPDX-License-Identifier: Apache-2.0
"""Giving application numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.rules.numbers import number_values, parse_pattern
from models.rules.text import storable
from models.tables import Application

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.change import Change


class Numbers:
    """Gives numbers: once each, never again, trash and undo included."""

    def __init__(self, change: Change, call: Any, day: date) -> None:
        self._reader = change.reader
        self._pattern = parse_pattern(call.number_pattern)
        self._call, self._year = call, day.year
        self._last: dict[str, int] = {}
        self._values: dict[tuple[str, str], tuple[Mapping[str, str], str]] = {}

    def next(self, writes: Mapping[str, Any]) -> dict[str, Any]:
        """The next number for an application with such facts."""
        values, prefix = self._parts(
            str(writes.get("region") or ""), str(writes.get("direction") or "")
        )
        if prefix not in self._last:
            last = self._reader.scalar(
                select(func.max(Application.serial)).where(Application.number_prefix == prefix)
            )
            self._last[prefix] = last or 0
        while True:
            self._last[prefix] += 1
            number = prefix + self._pattern.ending(values, self._last[prefix])
            if not self._taken(number):
                break
        return {"number": number, "number_prefix": prefix, "serial": self._last[prefix]}

    def _parts(self, region: str, direction: str) -> tuple[Mapping[str, str], str]:
        """What the names of the pattern stand for, and all that comes before the serial."""
        found = self._values.get((region, direction))
        if found is None:
            values = number_values(
                year=self._year,
                programme=self._call.programme,
                region=region,
                direction=direction,
                more=self._call.number_values,
            )
            found = self._values[region, direction] = values, self._pattern.prefix(values)
        return found

    def _taken(self, number: str) -> bool:
        """Whether two patterns happened to make the same number."""
        found = self._reader.driver.execute(_TAKEN, (storable(number),)).fetchone()
        return found is not None


_TAKEN = "SELECT 1 FROM application WHERE number = ?"
