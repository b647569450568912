# SPDX-License-Identifier: Apache-2.0
"""Version 1: the first release makes its tables itself, so there is nothing to upgrade yet."""

from __future__ import annotations

revision = "1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do nothing: version 1 is what `Workspace.create` makes."""
