# SPDX-License-Identifier: Apache-2.0
"""Typesetting: what every PDF of this program has in common.

Fonts that lose no character, Chinese line breaking, quiet tables that break well, the page with its
header and footer. It imports reportlab and the core, and knows no report; `packet` and the PDF of
`summary` are set with it. Start reading at `setter.Setter` (texts of one document) and
`document.write_document` (pages of one document).

reportlab's own `Paragraph` and `Table` are not used: they let ； begin a line, break the rest of a
long text anew on every page, and refuse a row that is taller than a page. `Prose` and `Grid`
break each text once and split anywhere, and are faster. What they give up: no markup inside a
text, no vertical spans, no right-to-left order.

A page total and the page numbers of the contents are known only at the end. They are drawn as form
XObjects that are named at once and defined last (`late.Late`), so a document is set in one pass.
"""
