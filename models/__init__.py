# SPDX-License-Identifier: Apache-2.0
"""The core: what is true. It knows the database and the rules, and neither window nor report.

Start with `workspace` (the one object that the other rooms hold), then `change` (the only writer).
`verbs/` are the writes, one function a verb; `views/` are the reads; what leaves either are frozen
dataclasses and plain values. `programme/` is the definition language, `rules/` are pure functions
with their sources, `tables/` describes what is stored, `search/` finds, `storage/` keeps. May import
`resources` and nothing else of the house. A flaw: `Change` knows `Application` by name, because its
search row and revision follow every write.
"""
