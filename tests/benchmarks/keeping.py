# SPDX-License-Identifier: Apache-2.0
"""Checking a workspace and backing it up."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from models.storage.backup import BackupReason, back_up
from models.storage.integrity import check_workspace
from models.storage.opening import DATABASE
from tests.benchmarks.figures import Figure
from tests.benchmarks.running import Run, line, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator


@line("check", of_register=True)
def checking(run: Run) -> Iterator[Figure]:
    """Check database, chain, rows and attachments."""
    folder = run.register(run.size)
    with run.workspace() as workspace:
        took = seconds(check_workspace, workspace.reader)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        floor = seconds(connection.execute, "PRAGMA integrity_check")
    yield Figure("check of a workspace", took, "s", floor, note="floor: PRAGMA integrity_check")


@line("backup", of_register=True)
def backing_up(run: Run) -> Iterator[Figure]:
    """Back up while the workspace is open."""
    folder = run.register(run.size)
    out = run.folder / f"backup-{run.size}.zip"
    took = seconds(back_up, folder, BackupReason.MANUAL, out=out, replace=True)
    copy = run.folder / "copy.db"
    floor = seconds(shutil.copyfile, folder / DATABASE, copy)
    written = out.stat().st_size / 1e6
    out.unlink()
    copy.unlink()
    yield Figure("backup", took, "s", floor, note=f"{written:.0f} MB; floor: copying the file")
