# SPDX-License-Identifier: Apache-2.0
"""Work that nobody waits for any more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.jobs import Jobs
from gui.widgets.waiting import Waiting
from models.language import message

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.progress import Progress

_LONG_MS = 30_000


def sleep(progress: Progress) -> None:
    """Say that it began, and look no more whether somebody stops it."""
    progress.step(1, 2, message("Reading {name}", name="x"))
    time.sleep(60)


def test_a_job_is_stopped_at_once_and_nothing_is_heard_of_it(qtbot: QtBot) -> None:
    owner = QObject()
    jobs = Jobs(owner)
    waiting = Waiting(jobs)
    qtbot.addWidget(waiting)
    got: list[object] = []
    waiting.start(message("Reading {name}", name="x"), sleep, then=got.append)
    waiting.failed.connect(got.append)
    [job] = jobs.jobs
    qtbot.waitUntil(lambda: job.done == 1, timeout=_LONG_MS)
    assert waiting.text.text() == "Reading x"
    began = time.monotonic()
    with qtbot.waitSignal(job.destroyed, timeout=_LONG_MS):
        waiting.stop.click()
        assert not waiting.busy
    assert time.monotonic() - began < 10
    assert not got
    assert not jobs.jobs
