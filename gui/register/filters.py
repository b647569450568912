# SPDX-License-Identifier: Apache-2.0
"""The bar above the list: text over everything, and filters by direction, product and region."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QPushButton, QWidget

from gui.theme import icon
from gui.widgets.rows import name_widget
from models.language import Message, current_language, message
from models.rules.regions import regions
from models.views.register import Query

if TYPE_CHECKING:
    from models.reader import Reader

_WAIT_MS = 120


class FilterBar(QFrame):
    """What narrows the list, offered once it was filled; `changed` tells that it asks for something else."""

    changed = Signal()

    def __init__(self, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._reader = reader
        self._entry = ""
        self.step = QPushButton()
        self.step.setProperty("kind", "chip")
        self.step.setIcon(icon("x", "link"))
        self.step.clicked.connect(self.forget_step)
        self.step.hide()
        self.text = QLineEdit()
        self.text.setAcceptDrops(False)  # a file that is dropped here is meant for the list
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.setPlaceholderText(str(message("Find: 汉字, codes, pinyin initials")))
        name_widget(self.text, message("Find in the list"))
        self.direction = self._box(message("All directions"), message("Direction"))
        self.product = self._box(message("All products"), message("Product"))
        self.region = self._box(message("All divisions"), message("Division"))
        self._clear = QPushButton(str(message("Clear")))
        self._clear.setProperty("kind", "flat")
        name_widget(self._clear, message("Clear the filters"))
        self._clear.clicked.connect(self.clear)
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.text, 0, 0, 1, 4)
        for place, box in enumerate((self.direction, self.product, self.region)):
            layout.addWidget(box, 1, place)
            layout.setColumnStretch(place, 1)
        layout.addWidget(self._clear, 1, 3)
        layout.addWidget(self.step, 2, 0, 1, 4, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.changed)
        self.text.textChanged.connect(self._timer.start)
        self.text.returnPressed.connect(self._now)
        self._on_box()

    def query(self) -> Query:
        """What the bar asks for."""
        query = Query(text=self.text.text(), entry=self._entry)
        if direction := self.direction.currentData():
            query = replace(query, directions=self._below("directions", direction))
        if product := self.product.currentData():
            query = replace(query, products=self._below("products", product))
        return replace(query, region=self.region.currentData() or "")

    @property
    def narrows(self) -> bool:
        """Whether anything is filtered out."""
        return self.query() != Query()

    def show_step(self, entry: str, text: Message) -> None:
        """Show only what one step made or changed, by the uid of its entry; a click shows all again."""
        self.clear()
        self._entry = entry
        self.step.setText(str(text).replace("&", "&&"))
        name_widget(self.step, text, message("Show all again"))
        self.step.show()
        self._on_box()

    @Slot()
    def forget_step(self) -> None:
        """Show what other steps made as well."""
        self._entry = ""
        self.step.hide()
        self._on_box()

    @Slot()
    def clear(self) -> None:
        """Show everything."""
        self._entry = ""
        self.step.hide()
        with QSignalBlocker(self.text), QSignalBlocker(self.direction):
            self.text.clear()
            self.direction.setCurrentIndex(0)
        with QSignalBlocker(self.product), QSignalBlocker(self.region):
            self.product.setCurrentIndex(0)
            self.region.setCurrentIndex(0)
        self._on_box()

    def fill(self) -> None:
        """Offer the terms as they are now; what was chosen stays."""
        language = current_language()
        vocabularies = self._reader.library.vocabularies()
        for box, key in ((self.direction, "directions"), (self.product, "products")):
            roots = list(vocabularies[key].roots()) if key in vocabularies else []
            self._offer(box, [(term.label.text(language), term.id) for term in roots])
        known = regions().children("")
        self._offer(self.region, [(region.name, region.code) for region in known])

    def _offer(self, box: QComboBox, items: list[tuple[str, str]]) -> None:
        chosen = box.currentData()
        with QSignalBlocker(box):
            while box.count() > 1:
                box.removeItem(1)
            for text, value in items:
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _below(self, key: str, term: str) -> tuple[str, ...]:
        return self._reader.library.vocabularies()[key].below(term)

    def _box(self, everything: Message, name: Message) -> QComboBox:
        box = QComboBox()
        box.addItem(str(everything), "")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(5)
        name_widget(box, name)
        box.currentIndexChanged.connect(self._on_box)
        return box

    @Slot()
    def _on_box(self) -> None:
        self._clear.setEnabled(self.narrows)
        self.changed.emit()

    @Slot()
    def _now(self) -> None:
        self._timer.stop()
        self._on_box()
