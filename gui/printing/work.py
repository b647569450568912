# SPDX-License-Identifier: Apache-2.0
"""What the jobs do, in a process of their own: they open the workspace for reading by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from gui.outgoing import Noted
    from models.orders import Order
    from models.progress import Progress


@dataclass(frozen=True, slots=True)
class IssuedOrder:
    """What an order gave, and what became of the note that it went out."""

    made: Any
    noted: Noted


def issue_order(
    progress: Progress,
    *,
    folder: Path,
    operator: str,
    order: Order,
    out: Path,
    replace: bool,
    recipient: str,
    own_fonts: bool = False,
) -> IssuedOrder:
    """Make what an order asks for.

    Args:
        operator: Who works at the window.
        own_fonts: Set it in the fonts of this machine.
    """
    from gui.outgoing import Noted, issue
    from gui.outgoing.fonts import in_fonts_here
    from models.workspace import Workspace

    told: list[Noted] = []
    order = in_fonts_here(order) if own_fonts else order
    with Workspace.open(folder) as workspace:
        workspace.sign_in(operator)
        made = issue(
            workspace,
            order,
            out,
            replace=replace,
            recipient=recipient,
            noted=told.append,
            progress=progress,
        )
    return IssuedOrder(made, *told or [Noted()])
