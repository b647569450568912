# SPDX-License-Identifier: Apache-2.0
"""Applications that come in as files: read, understood, compared, and shown before anything is written.

A file goes through these rooms:

1. `files`: `opening` finds out what a file really is, refuses what cannot be read in plain words, and
   gives a `Book` of sheets (`book`, which all rooms share). No file is trusted: `packages`, `compound` and
   `sheet_parts` measure before memory goes.
2. `tables`: `headers` finds the table on a sheet, `mapping` says which column is which field; `map_files`
   reads what somebody wrote down, `learned` knows again what was said once, `sources` chooses where
   nobody points.
3. `cells`: `rows` takes the cells by field (`habits` knows how people write them) and says what was
   repaired (`incoming`).
4. `compare`: `understanding` checks the rows as applications, in parts that all cores share; `comparing`
   says what each would do in the register (`preview`); `choosing` turns what the clerk decided into what
   is written.

`pdf` stands beside them: what a PDF says of an application that is recorded already. A flaw: `tables` and
`cells` share units and words (`cells.units`, `tables.words`), so they know one another.

Nothing here writes: `models.verbs.intake` does, in one change, what the clerk chose of a preview.
"""
