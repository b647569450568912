# SPDX-License-Identifier: Apache-2.0
"""In which fonts papers are set on this machine, and why others cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.entries import Entry, EntryList
from gui.widgets.rows import text_label
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.typesetting.office_fonts import OfficeFont


class FontsPage(QWidget):
    """What was found; there is nothing to choose, as GB/T 9704 says which fonts papers have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = message(
            "Papers are set in the fonts that official papers ask for, where this computer has them,"
            " else in those of the program. To have others, install them and open this again."
        )
        self.list = EntryList(message("Fonts of this computer"))
        self.list.entries.show_entries([Entry("", str(message("Looking for fonts…")))])
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(about, "hint", wrap=True))
        layout.addWidget(self.list, 1)

    def show_fonts(self, fonts: Sequence[OfficeFont]) -> None:
        """Show which font has which use."""
        self.list.show_entries([_entry(font) for font in fonts])


def _entry(font: OfficeFont) -> Entry:
    """A use, its font, and below it those that could not be taken."""
    name = font.name or message("bundled with the program")
    reasons = [
        (str(message("{font} cannot be used: {reason}", font=passed, reason=why)), "hint")
        for passed, why in font.passed
    ]
    return Entry(
        font.role,
        str(message("{use}: {font}", use=font.label, font=name)),
        (*([(str(font.path), "hint")] if font.path else []), *reasons),
    )
