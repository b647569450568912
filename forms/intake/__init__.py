# SPDX-License-Identifier: Apache-2.0
"""Applications that come in as files: read, understood, compared, and shown before anything is written.

A file goes through these steps, each a module of its own that knows nothing of the next:

1. `opening` finds out what a file really is, refuses what cannot be read in plain words (`faults`,
   `foreign`), and gives a `Book` of sheets (`book`): `workbooks`, `binary_workbooks`, `old_workbooks`,
   `open_documents` and `text_tables` read tables, `word_forms` reads forms into the same shape. No file is
   trusted: `packages`, `compound` and `sheet_parts` measure before memory goes.
2. `headers` finds the table on a sheet: which rows are its header, where it ends (`table`).
3. `mapping` says which column is which field; `map_files` reads what somebody wrote down, `learned`
   knows again what was said once. `sources` chooses where nobody points.
4. `rows` takes the cells by field (`habits` knows how people write them) and says what was repaired
   (`incoming`); `understanding` checks them as applications. `parts` and `sharing` let all cores do it.
5. `comparing` says what each row would do in the `register`: new, changed (`differences`), same,
   possible duplicate, refused (`preview`); `choosing` turns what the clerk decided into what is written.

Nothing here writes: `models.verbs.intake` does, in one change, what the clerk chose of a preview.
"""
