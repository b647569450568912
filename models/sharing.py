# SPDX-License-Identifier: Apache-2.0
"""Work on many rows or records, shared among processes; for few of them in this one.

A function is called with chunks of work and one set of things that all chunks need, which each process
reads once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from concurrent.futures import Future
    from typing import Self

Work = TypeVar("Work")
Needs = TypeVar("Needs")
Result = TypeVar("Result")

_PROCESSES = os.cpu_count() or 1
_ALONE = 2
"""So few chunks, or processors, are not worth a second process."""
_AHEAD = 2
"""How many chunks wait for each process, so that it never waits itself."""


class HelpersLostError(UserError):
    """A process that shared the work ended without a word."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "The work ended before it was done (the system may be short of memory). What was"
                " finished is kept; start it again."
            )
        )


class Helpers(Generic[Needs, Work, Result]):
    """Processes that share the work of one function, as a `with` block.

    They take most of a second to begin. Called before there is any work, they load what it will need
    while a file is read.
    """

    def __init__(
        self,
        function: Callable[[Needs, Work], Result],
        load: Callable[[], None],
        *,
        many: bool = False,
        finishes: bool = False,
    ) -> None:
        """Call them at once if `many` says that there will be work enough for them.

        Args:
            function: At the top of a module; it, its arguments and results must be picklable.
            load: Called in each process before its first work; at the top of a module as well.
            many: Whether there is work enough.
            finishes: Whoever stops listening waits for what has begun, since it writes files.
        """
        self._function, self._load = function, load
        self._finishes = finishes
        wanted = many and _PROCESSES >= _ALONE and not _childless()
        self._pool = self._call() if wanted else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=self._finishes, cancel_futures=True)

    def shared(self, needs: Needs, chunks: Iterable[Work], count: int) -> Generator[Result]:
        """The results for all chunks, in their order; of so many, taken only as they are needed."""
        if min(count, _PROCESSES) < _ALONE or _childless():
            yield from (self._function(needs, chunk) for chunk in chunks)
            return
        self._pool = pool = self._pool or self._call()
        with TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True) as folder:
            file = Path(folder) / "needs"
            file.write_bytes(pickle.dumps(needs, pickle.HIGHEST_PROTOCOL))
            futures = (pool.submit(_work, self._function, file, chunk) for chunk in chunks)
            running = deque(islice(futures, _PROCESSES * _AHEAD))
            while running:
                yield _result(running.popleft())
                running.extend(islice(futures, 1))

    def _call(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(
            _PROCESSES, context, initializer=_begin, initargs=(self._function, self._load)
        )
        for _ in range(_PROCESSES):
            pool.submit(os.getpid)  # a process begins when something waits for it
        return pool


def _result(future: Future[Any]) -> Any:
    try:
        return future.result()
    except BrokenProcessPool:
        raise HelpersLostError from None


def _childless() -> bool:
    """Whether this process may start no others."""
    return multiprocessing.current_process().daemon


def _begin(_function: Callable[[Any, Any], Any], load: Callable[[], None]) -> None:
    """Begin a process; to be handed the function loads its module."""
    gc.disable()  # rows hold no cycles, and the process ends with its work
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    load()


def _work(function: Callable[[Any, Any], Any], file: Path, chunk: Any) -> Any:
    return function(_needs(file), chunk)


@lru_cache(maxsize=1)
def _needs(file: Path) -> Any:
    return pickle.loads(file.read_bytes())  # noqa: S301 - made by this program


def _end_with_parent() -> None:
    """A pool whose owner was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
