# SPDX-License-Identifier: Apache-2.0
"""The form of one application: sections at the left, the fields of one at the right, saved by itself.

`panel` holds the pages, `page` the rows of one, `row` one field with its help, problems and the value
that was verified; `editors` has an editor for each type of field, `table` those of repeating tables.
`keeper` saves: a row hands it what was typed, it asks for the verb and tells the row how it went.

- Leaving a field, choosing, or Enter saves. While one types, a draft is kept a moment later.
- A dossier read anew never touches a field in which something is typed that is not saved.
"""

from gui.dossier.form.panel import FormPanel

__all__ = ["FormPanel"]
