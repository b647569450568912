# SPDX-License-Identifier: Apache-2.0
"""What must hold after every change, whichever verb made it: undo, redo, restore and edits alike.

`Workspace.change` asks `uphold` before it writes the entry; a refusal takes the whole change back. Each
file holds one invariant and looks at nothing unless the items of the change concern it, so that a save
pays for none. May import what reads (`models.views`), never verbs. Start with `approver.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.invariants.approver import keep_an_approver
from models.invariants.quotas import keep_quotas
from models.invariants.references import keep_references

if TYPE_CHECKING:
    from models.change import Change
    from models.reader import Reader

__all__ = ["uphold"]


def uphold(change: Change, before: Reader, *, over_quota: bool) -> None:
    """Refuse a change that leaves the register in a state that no verb may leave.

    Args:
        before: Reads the state before the change.
        over_quota: Whether quotas may be exceeded by it.

    Raises:
        RefusedError: What would not hold, in words.
    """
    keep_an_approver(change)
    keep_references(change)
    if not over_quota:
        keep_quotas(change, before)
