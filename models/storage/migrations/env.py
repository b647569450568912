# SPDX-License-Identifier: Apache-2.0
"""Alembic's entry: it is handed an open connection and runs the upgrades in one transaction."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
