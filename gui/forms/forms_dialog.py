# SPDX-License-Identifier: Apache-2.0
"""The forms of others that the office keeps: fill one, add, point again, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.dialogs.form import PageDialog
from gui.widgets.messages import Messages
from gui.widgets.rows import name_widget, text_label
from models.duties import Duty
from models.filling.mapping import Scope
from models.language import message
from models.views.calls import calls
from models.views.forms import forms

if TYPE_CHECKING:
    from gui.desk import Changes, Desk
    from models.language import Message
    from models.reader import Reader
    from models.views.calls import CallLine
    from models.views.forms import Form

_FORM = Qt.ItemDataRole.UserRole


def read_forms(reader: Reader) -> tuple[list[Form], list[CallLine]]:
    """The forms, and the calls for which they may be filled."""
    return forms(reader), calls(reader)


class FormsDialog(PageDialog):
    """The list; the signals say what is wanted.

    Attributes:
        messages: What was just done, with its undo.
    """

    filling = Signal(object)  # Form
    adding = Signal()
    editing = Signal(object)
    removing = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(message("Forms of others…"), chars=110, lines=22, parent=parent)
        self._desk = desk
        self._choose = ""
        self.calls: list[CallLine] = []
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        heads = (message("Name of the form"), message("About"), message("File"), message("Key"))
        self.list.setHeaderLabels([str(head) for head in heads])
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.setMinimumHeight(self.fontMetrics().height() * 6)
        name_widget(self.list, message("Forms of others"))
        self.fill_button = QPushButton(str(message("&Fill…")))
        self.new_button = QPushButton(str(message("&Add a form…")))
        self.edit_button = QPushButton(str(message("What goes &where…")))
        self.remove_button = QPushButton(str(message("&Remove")))
        row = QHBoxLayout()
        for button in (self.fill_button, self.new_button, self.edit_button, self.remove_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        self.about = text_label("", "hint", wrap=True)
        self.messages = Messages()
        self.content.addWidget(text_label(_ABOUT, "hint", wrap=True))
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.about)
        self.content.addLayout(row)
        self.content.addWidget(self.messages)
        self.add_close()
        self.list.currentItemChanged.connect(self._allow)
        # Queued: the Enter that activates would go on to the button of the dialog that it opens.
        self.list.itemActivated.connect(self._on_fill, Qt.ConnectionType.QueuedConnection)
        self.fill_button.clicked.connect(self._on_fill)
        self.new_button.clicked.connect(self.adding)
        self.edit_button.clicked.connect(self._on_edit)
        self.remove_button.clicked.connect(self._on_remove)
        desk.changed.connect(self._on_changed)
        self._allow()
        self.refresh()

    @property
    def chosen(self) -> Form | None:
        """The form that is chosen."""
        item = self.list.currentItem()
        return item.data(0, _FORM) if item is not None else None

    @property
    def shown(self) -> list[Form]:
        """All forms of the list."""
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item.data(0, _FORM) for item in items if item is not None]

    def refresh(self, choose: str = "") -> None:
        """Look again what there is, aside; then the form with a key is chosen, or the same as now."""
        self._choose = choose or self._choose
        self._desk.ask(read_forms, then=self._show, otherwise=self.show_fault, latest=self)

    def _show(self, found: tuple[list[Form], list[CallLine]]) -> None:
        known, self.calls = found
        chosen = self.chosen
        wanted = self._choose or (chosen.key if chosen else "")
        self._choose = ""
        self.list.clear()
        self.list.addTopLevelItems([_item(form) for form in known])
        places = {form.key: place for place, form in enumerate(known)}
        current = self.list.topLevelItem(places.get(wanted, 0))
        if current is not None:
            self.list.setCurrentItem(current)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        form = self.chosen
        may = not self._desk.read_only and Duty.CHECK in self._desk.operator.duties
        fitting = form is not None and any(item.programme == form.programme for item in self.calls)
        self.fill_button.setEnabled(fitting)
        self.new_button.setEnabled(may and bool(self.calls))
        self.edit_button.setEnabled(may and form is not None and bool(self.calls))
        self.remove_button.setEnabled(may and form is not None)
        self.about.setText(str(self._said(form, fitting=fitting)))

    def _said(self, form: Form | None, *, fitting: bool) -> Message | str:
        if not self.calls:
            return message("There is no call yet: open one first, so that its fields are known.")
        if form is None:
            return message("No form is kept yet. Add the empty workbook or Word form as it came.")
        if not fitting:
            return message("No call follows the programme that this form was made for.")
        return ""

    @Slot()
    def _on_fill(self) -> None:
        if (form := self.chosen) is not None and self.fill_button.isEnabled():
            self.filling.emit(form)

    @Slot()
    def _on_edit(self) -> None:
        if (form := self.chosen) is not None:
            self.editing.emit(form)

    @Slot()
    def _on_remove(self) -> None:
        if (form := self.chosen) is not None:
            self.removing.emit(form)

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self.refresh()


def _item(form: Form) -> QTreeWidgetItem:
    one = form.mapping.get("scope") == Scope.APPLICATION.value
    about = message("one application") if one else message("the list of a call")
    item = QTreeWidgetItem([form.title, str(about), form.file, form.key])
    item.setData(0, _FORM, form)
    return item


_ABOUT = message(
    "Workbooks and Word forms of the ministry or of other offices. What goes where is pointed at once;"
    " from then on they are filled, and everything else in them stays as it came."
)
