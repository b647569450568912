# SPDX-License-Identifier: Apache-2.0
"""From a `Book` to a `Source`: where the table lies on a sheet, and which column is which field.

Start at `headers` (where) and `mapping` (which). `own_sheets` knows workbooks of ours by their hidden ids;
`map_files` and `learned` know what somebody said; `sources` chooses where nobody points.
"""
