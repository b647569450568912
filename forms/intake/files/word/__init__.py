# SPDX-License-Identifier: Apache-2.0
"""Forms that come as Word documents, read as tables of labels and values.

1. `package` opens the file safely and gives the XML of its text; `conversion` makes a .docx of an
   older file with an installed LibreOffice.
2. `document` makes lines and tables of it, as a reader sees them: tracked changes accepted, boxes
   ticked or not, merged cells as one.
3. `pairs` finds labels and what stands beside or below them; `lists` finds tables that repeat;
   `ticks` reads ticked boxes; `words` holds what forms usually say.

`forms.intake.files.word_forms` is the door.
"""
