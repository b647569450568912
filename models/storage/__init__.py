# SPDX-License-Identifier: Apache-2.0
"""What lies on the disk: engine and pragmas, lock, backups, integrity, attachments, migrations.

`files` is the one way in which any room writes a file. `engine` opens SQLite the safe way for the
place where the folder lies; `lock` says who writes; `backup` copies what is open. May import tables
and rules; knows no programme and no verb.
"""
