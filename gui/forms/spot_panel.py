# SPDX-License-Identifier: Apache-2.0
"""One place of a form: what goes there, in which unit, and the rows of the table that it belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from forms.suggest import Offer, name_offers
from gui.forms.choices import TEXT, Choice
from gui.widgets.checked import Note
from gui.widgets.rows import add_row, form_layout, name_widget, text_label
from gui.widgets.search_edit import SearchEdit
from models.filling.mapping import Heights, Put, Surplus
from models.language import message
from models.rules.money import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.filling.pointing import Spot
    from models.language import Translatable

_MOST_ROWS = 10_000


class SpotPanel(QWidget):
    """The place at which one points.

    - `picked` gives the choice that somebody made for it, `changed` what goes there with another unit,
      text or way to break lines.
    - `table_changed` gives its table with other rows.
    - `cleared` tells that nothing shall go there.
    """

    picked = Signal(object)  # Choice
    changed = Signal(object)  # Put
    table_changed = Signal(object)  # TableMap
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: dict[str, Choice] = {}
        self._offers: list[Offer] = []
        self._spot: Spot | None = None
        self.title = text_label("", "heading", wrap=True)
        self.stands = Note()
        self.what = SearchEdit(self._find)
        self.what.setPlaceholderText(str(message("Name or initials; Down shows all")))
        self.text = QLineEdit()
        self.unit = QComboBox()
        self.wrap = QCheckBox(str(message("Break long text into lines")))
        name_widget(self.wrap, self.wrap.text())
        self.clear = QPushButton(str(message("Nothing goes here")))
        self.clear.setAutoDefault(False)
        name_widget(self.clear, self.clear.text(), message("Delete in the form does the same."))
        self.fields = form_layout()
        add_row(self.fields, message("What goes here"), self.what)
        hint = message("Names of fields stand in braces, such as {office}.", office="{office}")
        add_row(self.fields, message("Text"), self.text, hint=hint)
        add_row(self.fields, message("Unit"), self.unit)
        self.fields.addRow("", self.wrap)
        self.fields.addRow("", self.clear)
        self.table = QGroupBox(str(message("The table that begins here")))
        rows = form_layout(self.table)
        self.rows = QSpinBox()
        self.rows.setRange(1, _MOST_ROWS)
        self.rows.setKeyboardTracking(False)
        self.surplus = _box((Surplus.KEEP, message("stay empty")),
                            (Surplus.REMOVE, message("are taken out")))  # fmt: skip
        self.heights = _box((Heights.GROW, message("grow with long texts")),
                            (Heights.KEEP, message("stay as they are")))  # fmt: skip
        add_row(rows, message("Rows of the form"), self.rows,
                hint=message("So many it has for records; more are put in where needed."))  # fmt: skip
        add_row(rows, message("Rows left over"), self.surplus)
        add_row(rows, message("Heights of rows"), self.heights)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.stands)
        layout.addLayout(self.fields)
        layout.addWidget(self.table)
        layout.addStretch(1)
        self.what.picked.connect(self._on_picked)
        self.what.returnPressed.connect(self._on_entered)
        self.what.editingFinished.connect(self._on_left)
        self.text.editingFinished.connect(self._on_changed)
        self.unit.activated.connect(self._on_changed)
        self.wrap.clicked.connect(self._on_changed)
        self.clear.clicked.connect(self.cleared)
        self.rows.valueChanged.connect(self._on_table)
        self.surplus.activated.connect(self._on_table)
        self.heights.activated.connect(self._on_table)

    def show_spot(
        self,
        title: str,
        stands: str,
        spot: Spot,
        said: str,
        choices: Sequence[Choice],
        *,
        money: str,
    ) -> None:
        """Show a place.

        Args:
            stands: What stands there in the empty form.
            said: What goes there, in words.
            choices: What can go there.
            money: The unit of the amount that goes there; empty where none does.
        """
        self._spot = spot
        self._choices = {item.id: item for item in choices}
        self._offers = [Offer(item.id, item.text, item.detail) for item in choices]
        self.setEnabled(True)
        self.title.setText(title)
        empty = message("Empty in the form.")
        self.stands.setText(str(message("In the form: {text}", text=stands) if stands else empty))
        put = spot.put or Put()
        is_text = spot.put is not None and not put.source
        typed = str(message("A text, with names in braces")) if is_text else said
        with QSignalBlocker(self.what):
            self.what.setText(typed)
            self.what.setModified(False)
            self.what.setCursorPosition(0)
        self.text.setText(put.text)
        self.fields.setRowVisible(self.text, is_text)
        self.unit.clear()
        self.unit.addItem(str(message("as it is counted ({unit})", unit=money)), "")
        for unit in UNITS:
            if unit != money:
                self.unit.addItem(unit, unit)
        self.unit.setCurrentIndex(max(0, self.unit.findData(put.unit)))
        self.fields.setRowVisible(self.unit, bool(money))
        self.wrap.setChecked(put.wrap)
        self.fields.setRowVisible(self.wrap, spot.put is not None)
        self.fields.setRowVisible(self.clear, spot.put is not None)
        self._show_table(spot)

    def show_nothing(self) -> None:
        """Show that no place is pointed at."""
        self._spot = None
        self.title.setText(str(message("Point at a cell of the form.")))
        self.stands.setText("")
        self.setEnabled(False)

    def choose(self) -> None:
        """Let somebody choose what goes there."""
        self.what.selectAll()
        self.what.show_all()

    def _show_table(self, spot: Spot) -> None:
        self.table.setVisible(spot.table is not None)
        if spot.table is not None:
            first = message("The table from row {row} on", row=spot.table.first)
            self.table.setTitle(str(first))
            with QSignalBlocker(self.rows):
                self.rows.setValue(spot.table.rows)
            self.surplus.setCurrentIndex(self.surplus.findData(spot.table.surplus))
            self.heights.setCurrentIndex(self.heights.findData(spot.table.heights))

    @Slot(str)
    def _on_picked(self, chosen: str) -> None:
        self.what.setModified(False)
        choice = self._choices[chosen]
        self.picked.emit(choice)
        if chosen == TEXT:
            self.text.setFocus()
            self.text.selectAll()

    @Slot()
    def _on_entered(self) -> None:
        """Take what the text can only mean."""
        if self.what.isModified() and (meant := self.what.meant()):
            self._on_picked(meant)

    @Slot()
    def _on_left(self) -> None:
        """Show again what goes there where nothing was chosen."""
        if self.what.isModified() and not self.what.is_open and self._spot is not None:
            self.what.setModified(False)
            self.changed.emit(self._spot.put)

    @Slot()
    def _on_changed(self) -> None:
        spot = self._spot
        if spot is None or spot.put is None:
            return
        put = replace(
            spot.put,
            text="" if spot.put.source else self.text.text(),
            unit=str(self.unit.currentData() or "") if not self.unit.isHidden() else "",
            wrap=self.wrap.isChecked(),
        )
        if put != spot.put:
            self.changed.emit(put)

    @Slot()
    def _on_table(self) -> None:
        table = self._spot.table if self._spot is not None else None
        if table is not None:
            new = replace(
                table,
                rows=self.rows.value(),
                surplus=Surplus(self.surplus.currentData()),
                heights=Heights(self.heights.currentData()),
            )
            if new != table:
                self.table_changed.emit(new)

    def _find(self, typed: str) -> list[Offer]:
        return name_offers(self._offers, typed)


def _box(*choices: tuple[object, Translatable]) -> QComboBox:
    box = QComboBox()
    for value, name in choices:
        box.addItem(str(name), value)
    return box
