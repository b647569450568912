# SPDX-License-Identifier: Apache-2.0
"""What lines run on: registers made once a run, clocks, and the list of all lines."""

from __future__ import annotations

import gc
import math
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any

from models.workspace import Workspace
from tests.benchmarks.registers import build_register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.benchmarks.figures import Figure


@dataclass(slots=True)
class Run:
    """A run of the benchmarks.

    Attributes:
        folder: Where registers and outputs are made.
        size: Of the register on which the line runs now.
        rounds: How often a quick thing is repeated.
        share: Shrinks what lines make for themselves, so that a test can run them all.
    """

    folder: Path
    size: int = 0
    rounds: int = 40
    share: float = 1.0
    rng: Random = field(default_factory=lambda: Random(7))

    def of(self, count: int) -> int:
        """So many, or a few in a test."""
        return max(2, math.ceil(count * self.share))

    def register(self, size: int, *, calls: int = 3) -> Path:
        """The folder of a register of that size, made when first asked for."""
        folder = self.folder / f"register-{size}-in-{calls}"
        if not folder.exists():
            aside = folder.with_suffix(".part")
            build_register(aside, size, calls=calls)
            aside.rename(folder)
        return folder

    @contextmanager
    def workspace(self, size: int = 0) -> Iterator[Workspace]:
        """The register of this size, open for writing; nothing is backed up on the way."""
        with Workspace.open(self.register(size or self.size), write=True) as workspace:
            workspace.backs_up = False
            yield workspace


Line = tuple[str, "Callable[[Run], Iterator[Figure]]", bool]

LINES: list[Line] = []
"""All lines, in the order in which they are printed."""


def line(
    name: str, *, of_register: bool = False
) -> Callable[[Callable[[Run], Iterator[Figure]]], Callable[[Run], Iterator[Figure]]]:
    """Add a function to the table; `of_register` runs it once for every size."""

    def added(measure: Callable[[Run], Iterator[Figure]]) -> Callable[[Run], Iterator[Figure]]:
        LINES.append((name, measure, of_register))
        return measure

    return added


def figures(run: Run, sizes: list[int], only: list[str]) -> Iterator[Figure]:
    """Run the lines and give back what they measured."""
    for size in sizes:
        for name, measure, of_register in LINES:
            if of_register and _wanted(name, only):
                yield from (
                    replace(figure, size=size) for figure in measure(replace(run, size=size))
                )
    for name, measure, of_register in LINES:
        if not of_register and _wanted(name, only):
            yield from measure(run)


def _wanted(name: str, only: list[str]) -> bool:
    return not only or any(word in name for word in only)


def milliseconds(work: Callable[..., object], *arguments: Any, **more: Any) -> float:
    """How long a call takes, once."""
    started = time.perf_counter()
    work(*arguments, **more)
    return (time.perf_counter() - started) * 1000


def seconds(work: Callable[..., object], *arguments: Any, **more: Any) -> float:
    """How long a long call takes, once, with nothing left to collect from before."""
    gc.collect()
    return milliseconds(work, *arguments, **more) / 1000


def p95(times: list[float]) -> float:
    """The time that 95 in 100 stay under."""
    return sorted(times)[min(len(times) - 1, math.ceil(len(times) * 0.95) - 1)]


def median(times: list[float]) -> float:
    """The middle one."""
    return sorted(times)[len(times) // 2]
