# SPDX-License-Identifier: Apache-2.0
"""A figure, what it is measured against, and how both are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should reach.

    Attributes:
        text: As it is printed.
        up_to: The largest register for which it was set.
    """

    text: str
    met: Callable[[Figure], bool]
    up_to: int = 100_000


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured.

    Attributes:
        floor: The same work done with the bare library, in the same unit and the same run.
        size: Of the register, or what it was measured on.
        note: What the figure or its floor is exactly.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    goal: Goal | None = None
    size: int = 0
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The figure over its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def verdict(self) -> str:
        """Whether the goal is met; empty where there is none."""
        if self.goal is None or self.size > self.goal.up_to:
            return ""
        return "met" if self.goal.met(self) else "MISSED"


def at_most(value: float, unit: str = "ms", *, up_to: int = 100_000) -> Goal:
    """The figure itself is at most so much."""
    return Goal(f"≤ {value:g} {unit}", lambda figure: figure.value <= value, up_to)


def at_most_times(times: float) -> Goal:
    """The figure is at most so many floors."""
    return Goal(f"≤ {times:g}×", lambda figure: (figure.ratio or 0) <= times, 1 << 60)


def at_least_times(times: float) -> Goal:
    """The figure is at least so much of its floor."""
    return Goal(f"≥ {times:g}×", lambda figure: (figure.ratio or 0) >= times, 1 << 60)


HEADS = ("figure", "at", "measured", "floor", "ratio", "goal", "", "note")


def cells(figure: Figure) -> tuple[str, ...]:
    """A line of the table."""
    floor = "" if figure.floor is None else f"{_number(figure.floor)} {figure.unit}"
    return (
        figure.name,
        f"{figure.size:,}" if figure.size else "",
        f"{_number(figure.value)} {figure.unit}",
        floor,
        "" if figure.ratio is None else f"{figure.ratio:.2f}×",
        figure.goal.text if figure.goal else "",
        figure.verdict,
        figure.note,
    )


def table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Lines with columns under one another."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(text.ljust(size) for text, size in zip(row, widths, strict=True))
        yield line.rstrip()


def plain(figure: Figure) -> dict[str, Any]:
    """A figure for `--json`."""
    return {
        "name": figure.name,
        "size": figure.size,
        "value": figure.value,
        "unit": figure.unit,
        "floor": figure.floor,
        "ratio": figure.ratio,
        "goal": figure.goal.text if figure.goal else None,
        "verdict": figure.verdict or None,
        "note": figure.note,
    }


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
