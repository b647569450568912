# SPDX-License-Identifier: Apache-2.0
"""From a `Source` to rows by field: how people write values, what is repaired, what only a cell shows.

Start at `rows`. `takers` chooses once for each column how its cells are taken (`habits` and the files
named after what is written: `amounts`, `days`, `codes` …).
"""
