# SPDX-License-Identifier: Apache-2.0
"""The contents: chapters and sections with their pages, each a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus.doctemplate import PageBreak

from models.language import message
from reports.typesetting.fonts import BOLD
from reports.typesetting.headings import ContentsLine
from reports.typesetting.styles import Align, TextStyle

if TYPE_CHECKING:
    from models.dossier import Dossier
    from reports.typesetting.setter import Setter

_TITLE = TextStyle(BOLD, 17, 26, Align.CENTRE)


def contents(_dossier: Dossier, setter: Setter) -> list[Any]:
    """A line for each heading so far; the last part to be built."""
    if not setter.entries:
        return []
    lines = [ContentsLine(entry, setter.late, setter.lost) for entry in setter.entries]
    return [setter.block(message("Contents"), _TITLE, after=14), *lines, PageBreak()]
