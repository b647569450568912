# SPDX-License-Identifier: Apache-2.0
"""The sidebar: all applications, each call with its stages and live counts, the trash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QVBoxLayout, QWidget

from gui.theme import icon
from gui.widgets.rows import name_widget
from models.language import Language, current_language, message
from models.views.calls import calls
from models.views.register import Query, count

if TYPE_CHECKING:
    from gui.desk import Changes, Desk
    from models.reader import Reader
    from models.views.calls import CallLine

_SCOPE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Scope:
    """What the list is about.

    Attributes:
        call: The uid of a call; empty for all.
        stage: A stage of that call.
    """

    call: str = ""
    call_id: str = ""
    stage: str = ""
    trashed: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What the sidebar shows."""

    calls: tuple[tuple[CallLine, tuple[tuple[str, str, int], ...]], ...]
    total: int
    trashed: int


def read_counts(reader: Reader, language: Language) -> Counts:
    """The calls with the stages that hold applications: id, name and number of each."""
    found = []
    for call in calls(reader):
        programme = reader.library.programme(call.definition_uid)
        stages = tuple(
            (stage.id, stage.label.text(language), call.stages[stage.id])
            for stage in programme.stage
            if call.stages.get(stage.id)
        )
        found.append((call, stages))
    total = sum(call.applications for call, _ in found)
    return Counts(tuple(found), total, count(reader, Query(trashed=True)))


class Sidebar(QWidget):
    """The tree of calls and stages; `chosen` tells what the list shall show."""

    chosen = Signal(object)  # Scope

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self._desk = desk
        self._scope = Scope()
        self._counts: Counts | None = None
        self._model = QStandardItemModel(self)
        self._model.setColumnCount(1)
        self.view = QTreeView()
        self.view.setModel(self._model)
        self.view.setHeaderHidden(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setIndentation(self.fontMetrics().averageCharWidth() * 2)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        name_widget(self.view, message("Calls and stages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        desk.changed.connect(self._on_changed)
        self.refresh()

    @property
    def scope(self) -> Scope:
        """What is chosen."""
        return self._scope

    def choose(self, scope: Scope) -> None:
        """Choose a line of the tree."""
        for index in self._indexes():
            if index.data(_SCOPE) == scope:
                self.view.setCurrentIndex(index)

    def refresh(self) -> None:
        """Count again, aside."""
        self._desk.ask(read_counts, then=self._show, latest=self, language=current_language())

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self.refresh()

    def _show(self, counts: Counts) -> None:
        if counts == self._counts:
            return
        self._counts = counts
        closed = {i.data(_SCOPE) for i in self._indexes() if not self.view.isExpanded(i)}
        self.view.selectionModel().blockSignals(True)  # the same choice, drawn anew
        self._model.clear()
        root = self._model.invisibleRootItem()
        root.appendRow(_item(message("All applications"), counts.total, Scope(), "stack"))
        for call, stages in counts.calls:
            scope = Scope(call.uid, call.id)
            item = _item(call.title, call.applications, scope, "megaphone")
            item.setToolTip(call.title)
            for stage, name, number in stages:
                item.appendRow(_item(name, number, Scope(call.uid, call.id, stage)))
            root.appendRow(item)
        root.appendRow(_item(message("Trash"), counts.trashed, Scope(trashed=True), "trash"))
        current = QModelIndex()
        for index in self._indexes():
            if index.data(_SCOPE) not in closed:
                self.view.expand(index)
            if index.data(_SCOPE) == self._scope:
                current = index
        self.view.setCurrentIndex(current if current.isValid() else self._model.index(0, 0))
        self.view.selectionModel().blockSignals(False)
        self.view.viewport().update()
        if not current.isValid():
            self._choose_now(Scope())

    def _indexes(self) -> list[QModelIndex]:
        found: list[QModelIndex] = []
        waiting = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        while waiting:
            index = waiting.pop(0)
            found.append(index)
            waiting += [
                self._model.index(row, 0, index) for row in range(self._model.rowCount(index))
            ]
        return found

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        scope = now.data(_SCOPE)
        if isinstance(scope, Scope) and scope != self._scope:
            self._choose_now(scope)

    def _choose_now(self, scope: Scope) -> None:
        self._scope = scope
        self.chosen.emit(scope)


def _item(name: object, number: int, scope: Scope, picture: str = "") -> QStandardItem:
    item = QStandardItem(f"{name}  {number:,}" if number else str(name))
    item.setData(scope, _SCOPE)
    item.setData(f"{name}, {number}", Qt.ItemDataRole.AccessibleTextRole)
    if picture:
        item.setIcon(icon(picture))
    return item
