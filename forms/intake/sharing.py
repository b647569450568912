# SPDX-License-Identifier: Apache-2.0
"""Work on many rows, shared among processes; for few rows in this one.

A function is called with chunks of work and one set of things that all chunks need, which is sent to
each process once.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

Work = TypeVar("Work")
Needs = TypeVar("Needs")
Result = TypeVar("Result")

_ALONE = 2
"""So few chunks are not worth a second process."""
_AHEAD = 2
"""How many chunks wait for each process, so that it never waits itself."""


def shared(
    function: Callable[[Needs, Work], Result], needs: Needs, chunks: Sequence[Work]
) -> Generator[Result]:
    """The results for all chunks, in their order.

    Args:
        function: At the top of a module; it and its arguments must be picklable.
    """
    workers = min(len(chunks), os.cpu_count() or 1)
    if workers < _ALONE or multiprocessing.current_process().daemon:  # those may have no children
        yield from (function(needs, chunk) for chunk in chunks)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(function, needs))
    try:
        waiting = iter(chunks)
        running = deque(pool.submit(_work, chunk) for chunk in islice(waiting, workers * _AHEAD))
        while running:
            yield running.popleft().result()
            running.extend(pool.submit(_work, chunk) for chunk in islice(waiting, 1))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_task: tuple[Callable[[Any, Any], Any], Any]


def _begin(function: Callable[[Any, Any], Any], needs: Any) -> None:
    global _task  # noqa: PLW0603 - a process of the pool has no other place
    _task = (function, needs)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _work(chunk: Any) -> Any:
    function, needs = _task
    return function(needs, chunk)


def _end_with_parent() -> None:
    """A pool whose owner was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
