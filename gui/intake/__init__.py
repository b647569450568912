# SPDX-License-Identifier: Apache-2.0
"""Taking in a file: which table, which columns, what would happen, and then one change.

Start at `intake.Intake`, which owns the action and the drop on the list; the dialog's pages show what
`forms.intake` found and ask; reading and comparing run in a process of their own (`work`).
"""
