# SPDX-License-Identifier: Apache-2.0
"""What went out, at the window: the list of it, making it again, and printed pages held against now.

`ledger` and `versions` stand behind the actions, `ledger_dialog`, `recipient_dialog` and
`version_dialog` ask and show, `work` is what runs in the job's process.
"""
