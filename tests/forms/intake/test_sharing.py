# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os

import pytest

from forms.intake.sharing import shared


def times(factor: int, number: int) -> tuple[int, int]:
    return factor * number, os.getpid()


@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_every_chunk_is_worked_on_once_and_comes_back_in_order(count: int) -> None:
    found = list(shared(times, 3, range(count)))
    assert [number for number, _ in found] == [3 * number for number in range(count)]


def test_many_chunks_leave_this_process_alone() -> None:
    workers = {process for _, process in shared(times, 1, range(40))}
    assert (os.getpid() in workers) == (os.cpu_count() == 1)


def test_who_stops_listening_stops_the_work() -> None:
    results = shared(times, 1, range(10_000))
    next(results)
    results.close()
