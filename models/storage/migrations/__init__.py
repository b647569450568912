# SPDX-License-Identifier: Apache-2.0
"""Upgrades of the database, run by Alembic in their order after a backup.

`versions/` holds one file an upgrade; each is tested with a real file of the version before it, kept
in `tests/data/`. `models.storage.migrate` knows how many there are.
"""
