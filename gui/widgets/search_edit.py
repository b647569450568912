# SPDX-License-Identifier: Apache-2.0
"""A line in which one types to find: 汉字, codes or pinyin initials, and chooses from what is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from gui.theme import icon
from gui.widgets.rows import name_widget
from gui.widgets.sizes import wide
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forms.suggest import Offer

_ID = Qt.ItemDataRole.UserRole + 1
_TEXT = Qt.ItemDataRole.UserRole + 2
_SHOWN_ROWS = 12
_STEP = "    "


class SearchEdit(QLineEdit):
    """Offers what a text can mean; Down opens the list, Enter or Tab takes what is marked."""

    picked = Signal(str)  # the id of an offer

    def __init__(
        self, find: Callable[[str], Sequence[Offer]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._lists = True
        self._offers = QStandardItemModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN_ROWS)
        self._completer.setWidget(self)
        name_widget(self._popup, message("Offers"))
        self._popup.setProperty("role", "offers")
        self._open = QAction(icon("caret-down"), "", self)
        self._open.setToolTip(str(message("Show all (Down)")))
        self._open.triggered.connect(self.show_all)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._on_edited)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index] # Qt's stub knows no overloads

    @property
    def _popup(self) -> QAbstractItemView:
        found = self._completer.popup()
        assert found is not None
        return found

    def hide_list(self) -> None:
        """Have no list to open: whatever is typed is right."""
        self._open.setVisible(False)
        self._lists = False

    @property
    def is_open(self) -> bool:
        """Whether the list of offers is open."""
        return self._popup.isVisible()

    def meant(self) -> str:
        """The id that the text means, where it can mean one only; else empty."""
        text = self.text().strip()
        found = self._find(text) if text else ()
        exact = [item for item in found if item.exact]
        some = exact or found
        return some[0].id if len(some) == 1 else ""

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802, FBT001 - as Qt has it
        """Lock the text and the list."""
        super().setReadOnly(read_only)
        self._open.setVisible(self._lists and not read_only)

    @Slot()
    def show_all(self) -> None:
        """Open the list with everything that there is to choose."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer("")

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._offer(text)
        else:
            self._popup.hide()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        chosen = index.data(_ID)
        if chosen is not None:
            self.setText(index.data(_TEXT))
            self.picked.emit(chosen)

    def event(self, event: QEvent) -> bool:
        """Let Tab take what is marked before it goes on."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.is_open
        ):
            index = self._popup.currentIndex()
            self._popup.hide()
            if index.isValid():
                self._on_activated(index)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Down opens the list; while it is open, Enter belongs to it."""
        if self.is_open and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Down and not self.is_open and not self.isReadOnly():
            self._offer(self.text() if self.isModified() else "")
            return
        super().keyPressEvent(event)

    def _offer(self, text: str) -> None:
        self._offers.clear()
        for offer in self._find(text):
            shown = f"{_STEP * offer.depth}{offer.text}"
            item = QStandardItem(f"{shown}    {offer.detail}" if offer.detail else shown)
            item.setData(offer.id, _ID)
            item.setData(offer.text, _TEXT)
            item.setEditable(False)
            self._offers.appendRow(item)
        if not self._offers.rowCount():
            self._popup.hide()
            return
        margin = wide(self, 8)
        self._popup.setMinimumWidth(max(self.width(), self._popup.sizeHintForColumn(0) + margin))
        self._completer.complete()
        self._popup.setCurrentIndex(QModelIndex())
