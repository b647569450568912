# SPDX-License-Identifier: Apache-2.0
"""A heading among the fields of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.dossier.form.base_row import BaseRow

if TYPE_CHECKING:
    from forms.screen import Line
    from gui.dossier.form.keeper import Keeper


class HeadingRow(BaseRow):
    """A heading with its help."""

    def __init__(self, line: Line, keeper: Keeper) -> None:
        super().__init__(line, keeper)
        self.label.setProperty("role", "heading")
        self.finish(line.help)
