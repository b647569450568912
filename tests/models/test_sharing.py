# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from models.sharing import Helpers

if TYPE_CHECKING:
    from pathlib import Path

loaded: list[int] = []


def times(factor: int, number: int) -> tuple[int, int]:
    return factor * number, os.getpid()


def load() -> None:
    loaded.append(os.getpid())


def who_loaded(_: None, __: int) -> list[int]:
    return loaded


@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_every_chunk_is_worked_on_once_and_comes_back_in_order(count: int) -> None:
    with Helpers(times, load) as helpers:
        found = list(helpers.shared(3, range(count), count))
    assert [number for number, _ in found] == [3 * number for number in range(count)]


@pytest.mark.parametrize("many", [False, True])
def test_many_chunks_leave_this_process_alone(many: bool) -> None:  # noqa: FBT001 - a parameter
    with Helpers(times, load, many=many) as helpers:
        workers = {process for _, process in helpers.shared(1, range(40), 40)}
    assert (os.getpid() in workers) == (os.cpu_count() == 1)


@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor has no helpers")
def test_each_process_loads_what_it_needs_once() -> None:
    with Helpers(who_loaded, load, many=True) as helpers:
        found = list(helpers.shared(None, range(10), 10))
    assert all(len(processes) == 1 for processes in found)
    assert not loaded


def test_who_stops_listening_stops_the_work() -> None:
    with Helpers(times, load) as helpers:
        results = helpers.shared(1, range(10_000), 10_000)
        next(results)


def slowly(folder: Path, number: int) -> int:
    (folder / f"{number}.begun").touch()
    time.sleep(0.2)
    (folder / f"{number}.done").touch()
    return number


def test_who_stops_listening_waits_for_what_writes_files(tmp_path: Path) -> None:
    with Helpers(slowly, load, finishes=True) as helpers:
        next(helpers.shared(tmp_path, range(50), 50))
    begun = {path.stem for path in tmp_path.glob("*.begun")}
    assert begun == {path.stem for path in tmp_path.glob("*.done")}
    assert len(begun) < 50


def test_helpers_that_were_called_for_nothing_go_home() -> None:
    with Helpers(times, load, many=True):
        pass
