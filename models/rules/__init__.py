# SPDX-License-Identifier: Apache-2.0
"""Rules of the field as pure functions: values in, values out; no database and no screen.

Each rule cites the standard or the notice that it follows. Where a rule finds a fault it returns a
`Message` (nobody is stopped here: storage and screens decide what a fault blocks), and only what
cannot be computed at all raises a `UserError`. A rule never repairs by guessing: it may suggest.

The room may import `models.errors`, `models.language` and `resources`, nothing else of ours. Start
with `text` (what is tidied at the boundary, and what only for comparing), then `credit_code`,
`contacts`, `secrecy`, `programs`, `money`, `workdays`, `numbers` and `regions`.

What it does not know: whether a credit code was ever given to anyone, whether a telephone rings,
holidays that are not yet announced, and areas (a region here is a code, a name and its years).
"""

from __future__ import annotations
