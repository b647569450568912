# SPDX-License-Identifier: Apache-2.0
"""What lies on the disk: engine and pragmas, lock, backups, integrity, attachments, migrations.

`files` is the one way in which any room writes a file. `engine` opens SQLite the safe way for the
place where the folder lies, `private_copy` where nothing can be written there, and `rewriting` writes
the database anew after values were erased; `lock` says who writes.

`backup` copies what is open, `manifest` is what a copy says of itself, `rotation` which copies stay, and
`restore` makes a workspace of one. `integrity` checks one: `chain` the entries of the history, `replay`
the records, `issued` the heads that are known from elsewhere. May import tables and rules; knows no
programme and no verb.
"""
