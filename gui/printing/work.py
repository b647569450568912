# SPDX-License-Identifier: Apache-2.0
"""What the jobs do, in a process of their own: they open the workspace for reading by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from models.orders import Order
    from models.progress import Progress


def issue_order(progress: Progress, *, folder: Path, order: Order, out: Path, replace: bool) -> Any:
    """Make what an order asks for."""
    from gui.outgoing import issue
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        return issue(workspace, order, out, replace=replace, progress=progress)
