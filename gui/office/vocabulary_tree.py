# SPDX-License-Identifier: Apache-2.0
"""All vocabularies as one tree of terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from gui.widgets.rows import name_widget
from models.language import Listing, message
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.language import Message
    from models.programme.vocabulary import Term, Vocabulary

_PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the tree: a vocabulary, or a term in one."""

    vocabulary: str
    term: str = ""


class VocabularyTree(QTreeWidget):
    """The tree; retired terms are grey and say so, the office's own ones say so too."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heads = (message("Term"), message("Code"), message("Other names"), message("State"))
        self.setHeaderLabels([str(head) for head in heads])
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(self.fontMetrics().height() * 6)
        name_widget(self, message("Vocabularies"))
        self.currentItemChanged.connect(self._on_current)

    @property
    def place(self) -> Place | None:
        """What is chosen."""
        item = self.currentItem()
        return item.data(0, _PLACE) if item is not None else None

    def show_vocabularies(self, vocabularies: Sequence[Vocabulary]) -> None:
        """Show them; what was open and chosen stays so."""
        place = self.place
        opened = {item.data(0, _PLACE) for item in self.items() if item.isExpanded()}
        self.clear()
        for vocabulary in vocabularies:
            own = message("{version}, the office's own", version=vocabulary.version)
            state = str(own if vocabulary.local else vocabulary.version)
            top = QTreeWidgetItem([str(vocabulary.label), "", "", state])
            top.setData(0, _PLACE, Place(vocabulary.id))
            self.addTopLevelItem(top)
            for term in vocabulary.roots():
                top.addChild(self._item(vocabulary, term))
        for item in self.items():
            found = item.data(0, _PLACE)
            item.setExpanded(found in opened or (place is not None and _is_above(found, place)))
            if found == place:
                self.setCurrentItem(item)
        first = self.topLevelItem(0)
        if first is not None and self.currentItem() is None:
            self.setCurrentItem(first)

    def choose(self, place: Place) -> None:
        """Choose a line."""
        for item in self.items():
            if item.data(0, _PLACE) == place:
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def narrow(self, text: str) -> None:
        """Show only terms with a text in their names, and what stands above them."""
        wanted = comparable(text)
        for item in reversed(list(self.items())):
            names = " ".join(item.text(column) for column in range(3))
            inner = any(not child.isHidden() for child in _children(item))
            item.setHidden(bool(wanted) and not inner and wanted not in comparable(names))
            if wanted and inner:
                item.setExpanded(True)

    def items(self) -> Iterator[QTreeWidgetItem]:
        """All lines, each before those below it."""
        waiting = _children(self.invisibleRootItem())
        while waiting:
            item = waiting.pop(0)
            yield item
            waiting = _children(item) + waiting

    @Slot()
    def _on_current(self) -> None:
        self.chosen.emit()

    def _item(self, vocabulary: Vocabulary, term: Term) -> QTreeWidgetItem:
        aliases = str(Listing(term.aliases))
        state = _state(vocabulary, term)
        item = QTreeWidgetItem([str(term.label), term.code, aliases, str(state or "")])
        item.setData(0, _PLACE, Place(vocabulary.id, term.id))
        item.setToolTip(0, str(term.label))
        item.setToolTip(2, aliases)
        if term.retired:
            grey = QBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
            for column in range(4):
                item.setForeground(column, grey)
        for child in vocabulary.children(term.id):
            item.addChild(self._item(vocabulary, child))
        return item


def _state(vocabulary: Vocabulary, term: Term) -> Message | None:
    if term.retired and term.replaced_by:
        return message("retired, now {term}", term=vocabulary.label_of(term.replaced_by))
    if term.retired:
        return message("retired")
    return message("the office's own") if term.local else None


def _is_above(found: Place, place: Place) -> bool:
    return found == Place(place.vocabulary) and bool(place.term)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(row) for row in range(item.childCount()))
    return [child for child in found if child is not None]
