# SPDX-License-Identifier: Apache-2.0
"""What the jobs do, in a process of their own: they open the workspace for reading by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gui.outputs import Printed
    from models.language import Language
    from models.progress import Progress
    from reports.summary import SummaryResult


def packets(
    progress: Progress,
    *,
    folder: Path,
    numbers: Sequence[str],
    out: Path,
    language: Language,
    replace: bool,
) -> Printed:
    """Print the packets of applications."""
    from gui.outputs import print_packets
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        return print_packets(
            workspace,
            numbers=numbers,
            out=out,
            language=language,
            replace=replace,
            progress=progress,
        )


def summary(
    progress: Progress, *, folder: Path, call: str, out: Path, language: Language, replace: bool
) -> SummaryResult:
    """Export the summary of a call."""
    from gui.outputs import export_summary
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        return export_summary(
            workspace, call=call, out=out, language=language, replace=replace, progress=progress
        )
