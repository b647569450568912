# SPDX-License-Identifier: Apache-2.0
"""Finding: tokens, the full-text index, and what is renewed when a record has changed.

`tokens` turns text into tokens (汉字 bigrams, words, pinyin initials) and a query into a match
expression; `index` is the only place that knows FTS5; `renew` makes stale rows anew. A query language
(方向:未来能源 …) will stand beside them. The index is derived: dropping it loses nothing.
"""
