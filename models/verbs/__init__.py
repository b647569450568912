# SPDX-License-Identifier: Apache-2.0
"""The writes: one verb is one function, keyword-only, names in, what changed out.

A click, a command and an import call the same one. Each opens one `workspace.change` with a message
that names the step, which is what undo shows. `applications` records and edits, `stages` moves,
`calls` opens and amends, `steps` undoes and redoes; the rest is named for what it writes.
"""
