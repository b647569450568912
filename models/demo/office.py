# SPDX-License-Identifier: Apache-2.0
"""Making the sample office: a workspace with calls in all stages of their work."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from models.demo.by_hand import Desk, work_through
from models.demo.documents import make_documents
from models.demo.in_bulk import LAST_DAY, Register, take_over
from models.demo.plans import Planner
from models.demo.setting import open_calls, open_office
from models.language import message
from models.views.dossiers import calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.demo.clock import SampleClock
    from models.demo.documents import Document
    from models.progress import Progress
    from models.workspace import Workspace

_BATCH = 2000
_BY_HAND = 40
_LEAST_BY_HAND = 6
_BRIEF = 2000
"""From so many applications on, long texts are short."""
_LONG, _SHORT = 900, 90


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """The sample office that was made.

    Attributes:
        calls: The ids of its calls.
        numbers: The numbers of all its applications.
        ready: Numbers of some applications of each call that are in its summary: to print.
    """

    folder: Path
    calls: tuple[str, ...]
    numbers: tuple[str, ...]
    ready: tuple[str, ...]


def build_office(
    folder: Path,
    *,
    applications: int = 120,
    seed: int = 7,
    make_file: Callable[[Path, str, str], None],
    progress: Progress,
    operator: str = "",
) -> DemoOffice:
    """Make a workspace with a sample office in a new or empty folder, and close it with a backup.

    - The same seed gives the same numbers, titles, answers and stages.
    - `make_file` writes a file for attachments: path, title, text.
    - `operator` made it and works in it first; one of the sample's people where not given.

    Raises:
        WorkspaceThereError: The folder holds files.
        CancelledError: The user stopped the work.
    """
    workspace, clock = open_office(folder, operator)
    with workspace, tempfile.TemporaryDirectory() as place:
        calls = open_calls(workspace, clock, applications)
        documents = make_documents(Path(place), folder, make_file)
        longest = _LONG if applications < _BRIEF else _SHORT
        planner = Planner(Random(seed), calls, longest)  # noqa: S311 - samples, no secrets
        found = _fill(workspace, clock, documents, planner, applications, progress)
        workspace.backs_up = True
    return DemoOffice(
        folder,
        tuple(call.key for call in calls),
        tuple(number for number, _, _ in found),
        _ready(planner, found),
    )


def _fill(
    workspace: Workspace,
    clock: SampleClock,
    documents: Sequence[Document],
    planner: Planner,
    applications: int,
    progress: Progress,
) -> list[tuple[str, str, str]]:
    """Record all applications: number, call and stage of each."""
    count = min(applications, max(_LEAST_BY_HAND, min(_BY_HAND, applications // 6)))
    plans = [planner.plan(place) for place in range(count)]
    boss = workspace.operator.name
    desk = Desk(workspace, clock, documents, boss, progress, {}, {}, defaultdict(int))
    work_through(desk, plans)
    found = [
        (desk.numbers[place], plan.call.key, plan.path[desk.at[place]])
        for place, plan in enumerate(plans)
    ]
    planner.start_again()
    clock.go_to(LAST_DAY)
    register = Register(workspace, documents, calendar(workspace.reader), planner.rng)
    register.ranks.update(desk.ranks)
    for start in range(count, applications, _BATCH):
        progress.step(start, applications, message("Taking over applications"))
        end = min(start + _BATCH, applications)
        some = [planner.plan(place) for place in range(start, end)]
        taken = take_over(register, some)
        found += [
            (number, plan.call.key, stage)
            for plan, (number, stage) in zip(some, taken, strict=True)
        ]
    progress.step(applications, applications, message("Taking over applications"))
    return found


_SHOWN = 8


def _ready(planner: Planner, found: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """The first applications of each call whose stage is in its summary."""
    shown = {call.key: set(call.programme.summary.stages) for call in planner.calls}
    ready: defaultdict[str, list[str]] = defaultdict(list)
    for number, call, stage in found:
        if stage in shown[call] and len(ready[call]) < _SHOWN:
            ready[call].append(number)
    return tuple(number for numbers in ready.values() for number in numbers)
