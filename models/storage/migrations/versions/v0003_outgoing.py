# SPDX-License-Identifier: Apache-2.0
"""Version 3: what papers look like, which attachments experts may see, forms that are filled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("office", sa.Column("paper", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("attachment", sa.Column("cleared", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "form_map",
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("programme", sa.String(80), nullable=False),
        sa.Column("file", sa.String(400), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("trashed", sa.SmallInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_map"),
        sa.UniqueConstraint("uid", name="uq_form_map_uid"),
    )
