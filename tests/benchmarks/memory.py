# SPDX-License-Identifier: Apache-2.0
"""Peak memory of a piece of work, in a process of its own."""

from __future__ import annotations

import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY_SECONDS = 0.02


def peak_mb(work: Callable[..., object], *arguments: Any) -> float:
    """The most memory that a fresh process and those it starts take, their libraries included.

    What the system maps from files does not count: the pages of a large database that was read
    through belong to the system, which takes them back when others need the room.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_peak_of, work, arguments).result()


def _peak_of(work: Callable[..., object], arguments: tuple[Any, ...]) -> float:
    done, seen = threading.Event(), [0]

    def watch() -> None:
        while not done.wait(_EVERY_SECONDS):
            seen.append(family_bytes())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work(*arguments)
    finally:
        done.set()
        watcher.join()
    return max(*seen, own_bytes()) / 1e6


def own_bytes(process: psutil.Process | None = None) -> int:
    """What a process, this one if none is named, holds for itself now."""
    now = (process or psutil.Process()).memory_info()
    shared = getattr(now, "shared", None)  # Linux
    own = getattr(now, "private", None)  # Windows
    return int(own if own is not None else now.rss - (shared or 0))


def family_bytes() -> int:
    """What this process and those that it started hold now."""
    total = own_bytes()
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # it may end meanwhile
            total += own_bytes(child)
    return total
