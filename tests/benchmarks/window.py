# SPDX-License-Identifier: Apache-2.0
"""The window: how soon it is there, how the list repaints, how a field is saved, what holds it up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, at_most, at_most_times
from tests.benchmarks.running import Run, line, median, p95

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MANY = 1 << 60


@line("window start", of_register=True)
def starting(run: Run) -> Iterator[Figure]:
    """From the start of the process to the painted list."""
    folder = run.register(run.size)
    ours, bare = [], []
    for _ in range(run.of(11)):
        ours.append(_timed("start", folder))
        bare.append(_timed("bare", folder)["ms"])
    floor = median(bare)
    yield Figure("window there with its list", median([one["ms"] for one in ours]), "ms", floor,
                 at_most_times(2),
                 note="floor: a bare window with a table of 1 000 rows, and import sqlalchemy")  # fmt: skip
    yield Figure("… with an application in its form", median([one["whole"] for one in ours]), "ms",
                 floor, note="floor: as above")  # fmt: skip
    yield Figure("longest stall in between", median([one["stall"] for one in ours]), "ms",
                 goal=at_most(100, up_to=_MANY))  # fmt: skip


@line("window list", of_register=True)
def repainting(run: Run) -> Iterator[Figure]:
    """Repaints of the list after a jump anywhere."""
    found = _timed("jumps", run.register(run.size), count=run.of(60))
    yield Figure("jump in the list and repaint, p95", p95(found["ms"]), "ms", found["floor"],
                 at_most(50, up_to=_MANY), note="floor: a repaint of the same rows without a jump")  # fmt: skip


@line("window save", of_register=True)
def saving(run: Run) -> Iterator[Figure]:
    """From leaving a field to the word that it is saved."""
    found = _timed("saves", run.register(run.size), count=run.of(60))
    yield Figure("field left to field saved, p95", p95(found["ms"]), "ms", found["floor"],
                 at_most(100, up_to=_MANY), note="floor: the verb alone, on the calling thread")  # fmt: skip


@line("window stalls")
def stalls(run: Run) -> Iterator[Figure]:
    """How long the window is held up while packets print."""
    found = _timed("stalls", run.register(run.of(500), calls=1), count=run.of(500))
    yield Figure("longest stall while packets print", found["stall"], "ms", found["idle"],
                 at_most(100, up_to=_MANY), found["count"], "floor: the same without printing")  # fmt: skip


@line("window memory", of_register=True)
def memory(run: Run) -> Iterator[Figure]:
    """Resident memory with the list and an application on screen."""
    folder = run.register(run.size)
    ours, bare = (_timed(kind, folder)["mb"] for kind in ("start", "bare"))
    yield Figure("memory of the window", ours, "MB", bare, at_most(300, "MB", up_to=_MANY),
                 note="resident, without the mapped pages of the database")  # fmt: skip


def _timed(what: str, folder: Path, **more: Any) -> dict[str, Any]:
    """Run a measurement in a process of its own, where Qt is alone."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    started = time.time()
    words = json.dumps({"what": what, "folder": str(folder), "started": started, **more})
    command = [sys.executable, "-m", "tests.benchmarks.at_window", words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
