# SPDX-License-Identifier: Apache-2.0
"""The list of sections at the left, each with its mark of completeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from gui.theme import current_theme
from gui.widgets.rows import name_widget
from models.language import message, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from forms.screen import Page

_ID = Qt.ItemDataRole.UserRole
_NARROW, _WIDE = 9, 14
"""The room for names, in 汉字; longer ones are cut and shown whole by a tool tip."""


class Sections(QTreeWidget):
    """The sections of the form; arrows go through them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "sections")
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        name_widget(self, message("Sections of the form"))
        self.currentItemChanged.connect(self._on_current)

    @property
    def current(self) -> str:
        """The id of the section that is chosen."""
        item = self.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def show_pages(self, pages: Sequence[Page], drafts: Collection[str]) -> None:
        """Show the pages as they are asked now; the chosen one stays chosen.

        Args:
            drafts: The ids of the pages on which something is typed that is not saved.
        """
        current = self.current
        with QSignalBlocker(self):
            known = [str(self._item(row).data(0, _ID)) for row in range(self.topLevelItemCount())]
            if known != [page.id for page in pages]:
                self.clear()
                for page in pages:
                    item = QTreeWidgetItem([page.label, ""])
                    item.setData(0, _ID, page.id)
                    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
                    self.addTopLevelItem(item)
                self._fit([page.label for page in pages])
            for row, page in enumerate(pages):
                self._mark(self._item(row), page, draft=page.id in drafts)
                if page.id == current:
                    self.setCurrentItem(self._item(row))

    def choose(self, page_id: str) -> None:
        """Go to a section."""
        for row in range(self.topLevelItemCount()):
            if self._item(row).data(0, _ID) == page_id:
                self.setCurrentItem(self._item(row))

    def _fit(self, labels: Sequence[str]) -> None:
        metrics = self.fontMetrics()
        em = metrics.horizontalAdvance("国")
        longest = max((metrics.horizontalAdvance(label) for label in labels), default=0)
        self.setFixedWidth(max(_NARROW * em, min(longest, _WIDE * em)) + 6 * em + em // 2)

    def _item(self, row: int) -> QTreeWidgetItem:
        found = self.topLevelItem(row)
        assert found is not None
        return found

    def _mark(self, item: QTreeWidgetItem, page: Page, *, draft: bool) -> None:
        missing = page.required - page.filled
        told = [
            plural("{n} required field is empty", "{n} required fields are empty", n=missing)
            if missing
            else message("Nothing is missing"),
        ]
        if page.errors:
            told.append(plural("{n} error", "{n} errors", n=page.errors))
        if draft:
            told.append(message("something is typed that is not saved"))
        if page.errors:
            text, role = f"✕ {page.errors}", "error"
        elif missing:
            text, role = f"{page.filled}/{page.required}", "hint"
        else:
            text, role = ("✓", "success") if page.required else ("", "hint")
        item.setText(1, f"✎ {text}" if draft else text)
        item.setForeground(1, QBrush(QColor(current_theme()[role])))
        whole = "\n".join((page.label, *(str(one) for one in told)))
        item.setToolTip(0, whole)
        item.setToolTip(1, whole)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, whole.replace("\n", ", "))

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(0, _ID)))
