# SPDX-License-Identifier: Apache-2.0
"""Peak memory of a piece of work, in a process of its own."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable


def peak_mb(work: Callable[..., object], *arguments: Any) -> float:
    """The most memory that a fresh process takes for a piece of work, its libraries included."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_peak_of, work, arguments).result()


def _peak_of(work: Callable[..., object], arguments: tuple[Any, ...]) -> float:
    work(*arguments)
    process = psutil.Process()
    windows = getattr(process.memory_info(), "peak_wset", None)
    if windows is not None:
        return float(windows) / 1e6
    status = Path("/proc/self/status")
    if status.exists():  # what the parent used before the child began does not count
        high = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
        return int(high.split()[1]) * 1024 / 1e6
    import resource
    import sys

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
