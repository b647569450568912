# SPDX-License-Identifier: Apache-2.0
"""Attachments joined in place (N6): each page of a file as a page of the document it belongs to.

It happens in two steps. `survey` says before anything is set what a file becomes: how many pages of
which size, its bookmarks, what a reader must know, or why it cannot be joined. The document is set
with an empty room for each page (`reports.typesetting.places`), so that contents, page numbers and
bookmarks are those of one document; then `lay_in` draws each page into its room. A file on which
that fails after all is named, and the document is set again with a page that explains it.

What is decided here, once for all packets:

- Pages go in as vectors, upright as viewers show them, whole, scaled down to the type area; only
  what is tiny is enlarged. Fonts and texts stay as they are. A0 and A3 are scaled as well.
- A file that opens without a password but restricts its use is joined, and a note says so: it was
  handed in to be reviewed. One that asks for a password is not.
- Filled fields, stamps and drawn marks are shown as part of the page; comments, pinned and embedded
  files are counted in a note. Scripts, actions, links, metadata and thumbnails stay behind.
- An electronic signature is named, and that it can be checked in the original only.
- Layers that are switched off stay off.
- Pictures are as large on paper as their resolution says, upright, on white, in sRGB, and no finer than
  about 250 dots an inch; a JPEG that is not too fine keeps its picture bit for bit.
- What cannot be joined is carried inside the packet as it was handed in (`embed_original`).

Start reading at `survey.survey` and `placing.lay_in`.
"""

from __future__ import annotations

from reports.joining.carrier import carried
from reports.joining.encoding import encoded
from reports.joining.joined import Bookmark, Joined, Kind, LayingInError, Sheet
from reports.joining.originals import Relationship, embed_bytes, embed_original
from reports.joining.placing import draw_in_place, lay_in
from reports.joining.survey import survey

__all__ = [
    "Bookmark",
    "Joined",
    "Kind",
    "LayingInError",
    "Relationship",
    "Sheet",
    "carried",
    "draw_in_place",
    "embed_bytes",
    "embed_original",
    "encoded",
    "lay_in",
    "survey",
]
