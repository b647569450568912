# SPDX-License-Identifier: Apache-2.0
"""Version 2: what clerks said about the columns of files is remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of learned mappings."""
    op.create_table(
        "intake_mapping",
        sa.Column("programme", sa.String(80), nullable=False),
        sa.Column("sender", sa.String(120), nullable=False),
        sa.Column("layout", sa.String(64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("programme", "sender", "layout", name="pk_intake_mapping"),
    )
