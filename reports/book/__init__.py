# SPDX-License-Identifier: Apache-2.0
"""The book of a call (PK-2): all packets in one document, with front, contents, dividers, indexes, back.

Packets are set one by one into files of their own (`reports.packet`), so that a book that was stopped
goes on where it stopped. `binding.bind` puts them together: `frame` says what a book has besides
packets, `pages` sets those pages once the numbers of all pages are known, `writer` writes the document
object by object, so that neither a thousand packets nor their attachments are ever held in memory, and
`reading` finds bookmarks and links in what is put together.
"""

from __future__ import annotations

from reports.book.binding import Bound, bind
from reports.book.frame import BookFrame, BookItem

__all__ = ["BookFrame", "BookItem", "Bound", "bind"]
