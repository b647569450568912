# SPDX-License-Identifier: Apache-2.0
"""Repeating tables: `model` holds rows and cells, `view` the keys, `delegate` an editor a cell.

`row` puts them under a field with buttons and totals, and hands edits to the keeper: a cell, a pasted
block and each change of rows is one step. The last row is blank: what is typed there makes a row.
"""
