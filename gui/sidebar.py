# SPDX-License-Identifier: Apache-2.0
"""The sidebar: all applications, each call with its stages and live counts, the trash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QVBoxLayout, QWidget

from gui.theme import icon
from gui.widgets.rows import name_widget
from gui.widgets.sizes import wide
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
        names = reader.library.stage_names(call.definition_uid)
        stages = tuple(
            (stage, name.label.text(language), call.stages[stage])
            for stage, name in names.items()
            if call.stages.get(stage)
        )
        found.append((call, stages))
    total = sum(call.applications for call, _ in found)
    return Counts(tuple(found), total, count(reader, Query(trashed=True)))


class Sidebar(QWidget):
    """The tree of calls and stages, filled by `refresh`; `chosen` tells what the list shall show."""

    chosen = Signal(object)  # Scope

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self._desk = desk
        self._scope = Scope()
        self._awaited: Scope | None = None
        self._counts: Counts | None = None
        self._model = QStandardItemModel(self)
        self._model.setColumnCount(2)
        self.view = QTreeView()
        self.view.setModel(self._model)
        self.view.setHeaderHidden(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setIndentation(wide(self, 3))
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setAllColumnsShowFocus(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._drawing = False
        name_widget(self.view, message("Calls and stages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        desk.changed.connect(self._on_changed)

    @property
    def scope(self) -> Scope:
        """What is chosen."""
        return self._scope

    def choose(self, scope: Scope) -> None:
        """Choose a line of the tree, now or as soon as it is there: a new call is counted first."""
        self._awaited = scope
        for index in self._indexes():
            if index.data(_SCOPE) == scope:
                self._awaited = None
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
        opened = {i.data(_SCOPE) for i in self._indexes() if self.view.isExpanded(i)}
        first = not self._model.rowCount()
        self._drawing = True
        self._model.removeRows(0, self._model.rowCount())
        root = self._model.invisibleRootItem()
        root.appendRow(_items(message("All applications"), counts.total, Scope(), "stack"))
        for call, stages in counts.calls:
            scope = Scope(call.uid, call.id)
            items = _items(call.title, call.applications, scope, "megaphone")
            items[0].setToolTip(call.title)
            for stage, name, number in stages:
                items[0].appendRow(_items(name, number, Scope(call.uid, call.id, stage)))
            root.appendRow(items)
        root.appendRow(_items(message("Trash"), counts.trashed, Scope(trashed=True), "trash"))
        current = QModelIndex()
        for index in self._indexes():
            scope = index.data(_SCOPE)
            if scope in opened or (first and len(counts.calls) == 1):
                self.view.expand(index)
            if index.data(_SCOPE) == self._scope:
                current = index
        self.view.setCurrentIndex(current if current.isValid() else self._model.index(0, 0))
        self._drawing = False
        if not current.isValid():
            self._choose_now(Scope())
        if self._awaited is not None:
            self.choose(self._awaited)

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
        scope = now.siblingAtColumn(0).data(_SCOPE)
        if isinstance(scope, Scope) and scope != self._scope and not self._drawing:
            self._choose_now(scope)

    def _choose_now(self, scope: Scope) -> None:
        self._scope = scope
        self.chosen.emit(scope)


def _items(name: object, number: int, scope: Scope, picture: str = "") -> list[QStandardItem]:
    item = QStandardItem(str(name))
    item.setData(scope, _SCOPE)
    item.setData(f"{name}, {number}", Qt.ItemDataRole.AccessibleTextRole)
    if picture:
        item.setIcon(icon(picture))
    shown = QStandardItem(f"{number:,}" if number else "")
    shown.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return [item, shown]
