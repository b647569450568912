# SPDX-License-Identifier: Apache-2.0
"""Reading packets back with pdfium."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path


def page_texts(path: Path) -> list[str]:
    """The text of every page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf[index].get_textpage().get_text_range() for index in range(len(pdf))]


def flat(text: str) -> str:
    """A text without its blanks and line ends."""
    return re.sub(r"\s", "", text)


def outline(path: Path) -> list[tuple[str, int, int]]:
    """The bookmarks: title, level, page from 1."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [
            (item.get_title(), item.level, item.get_dest().get_index() + 1)
            for item in pdf.get_toc()
        ]
