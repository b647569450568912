# SPDX-License-Identifier: Apache-2.0
"""The time of the sample: it stands where it is put and moves on a little with each look."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_OPENING = 1
"""The hour at which a day begins, UTC: nine o'clock in China."""

_STEP = timedelta(seconds=11)


class SampleClock:
    """A clock for `Workspace.clock` that never goes back."""

    def __init__(self, day: date) -> None:
        self._now = _morning(day)

    @property
    def today(self) -> date:
        """The day that it shows."""
        return self._now.date()

    def go_to(self, day: date) -> None:
        """Turn to the morning of a day, unless that is over."""
        self._now = max(self._now, _morning(day))

    def __call__(self) -> str:
        """The time in stored form, a little later each time."""
        self._now += _STEP
        return self._now.strftime("%Y-%m-%dT%H:%M:%SZ")


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, _OPENING, tzinfo=UTC)


def moment(day: date, minute: int) -> str:
    """A stored time on a day, so many minutes after opening."""
    return (_morning(day) + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")
