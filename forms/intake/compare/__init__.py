# SPDX-License-Identifier: Apache-2.0
"""From rows to a preview, and from what the clerk decided to what is written.

Start at `comparing`. `understanding` checks rows as applications, in parts that processes share (`parts`,
`sharing`); `register` and `differences` set them beside what is recorded; `choosing` makes of a preview
what `models.verbs.intake` writes.
"""
