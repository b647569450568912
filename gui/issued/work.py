# SPDX-License-Identifier: Apache-2.0
"""What the jobs do, in a process of their own: making again, looking through all versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from gui.outgoing.printed_versions import PrintedAgain
    from gui.outgoing.rebuilding import Rebuilt
    from models.language import Language
    from models.progress import Progress
    from models.views.ledger import LedgerLine
    from models.views.versions import PrintedVersion


def rebuild_issue(
    progress: Progress, *, folder: Path, which: int, out: Path, replace: bool
) -> Rebuilt:
    """Make again what went out under a number."""
    from gui.outgoing.rebuilding import rebuild
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        return rebuild(workspace.reader, which, out, replace_files=replace, progress=progress)


def write_log(
    _progress: Progress, *, folder: Path, lines: list[LedgerLine], out: Path, language: Language
) -> Path:
    """Write the list of what went out; that it may replace a file was asked already."""
    from gui.outgoing.logs import write_log as write
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        return write(workspace.reader, lines, out, language=language, replace=True)


def find_version(progress: Progress, *, folder: Path, text: str) -> PrintedVersion:
    """Look through all versions of all applications."""
    from models.views.versions import find_version as find
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        return find(workspace.reader, text, progress)


def print_version(
    progress: Progress,
    *,
    folder: Path,
    operator: str,
    version: PrintedVersion,
    out: Path,
    language: Language,
) -> PrintedAgain:
    """Print the packet of a version; that it may replace a file was asked already."""
    from gui.outgoing.printed_versions import print_version as print_again
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        workspace.sign_in(operator)
        return print_again(
            workspace, version, out, language=language, replace=True, progress=progress
        )
