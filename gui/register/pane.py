# SPDX-License-Identifier: Apache-2.0
"""The middle pane: filters above, the list, and how many it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QTableView, QVBoxLayout, QWidget

from gui.register.dropping import DropTarget, takeable
from gui.register.filters import FilterBar
from gui.register.model import RegisterModel, block_around
from gui.sidebar import Scope
from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import wide
from models.language import Message, current_language, message, plural
from models.views.calls import has_calls
from models.views.listing import COLUMNS
from models.views.register import id_of, ids

if TYPE_CHECKING:
    from array import array

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from gui.actions import Actions
    from gui.desk import Changes, Desk
    from gui.register.model import Block
    from models.language import Language
    from models.reader import Reader
    from models.views.listing import Line
    from models.views.register import Query

_WIDTHS = {"number": 17, "title": 34, "applicant": 26, "direction": 12, "product": 14,
           "region": 20, "stage": 12, "amount_wan": 14, "received": 12, "due": 12}  # fmt: skip
"""How wide columns are at first, in figures."""
_ON_LINES = ("advance", "revert", "print_packets", "attach", "trash", "restore")


class RegisterPane(QWidget):
    """The list; `current_changed` gives the uid of the application to show, empty for none."""

    current_changed = Signal(str)
    selection_changed = Signal()
    listed = Signal()  # what was searched for is shown
    files_dropped = Signal(list)  # list[Path]

    def __init__(self, desk: Desk, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actions = desk, actions
        self._scope = Scope()
        self._order = "number"
        self._current = ""
        self._wanted = ""
        self.model = RegisterModel(desk.reader)
        self.filters = FilterBar(desk.reader)
        self.view = QTableView()
        self._set_up_view()
        self.empty = text_label("", "hint", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.status = QLabel()
        self.status.setProperty("role", "hint")
        self.status.setContentsMargins(8, 3, 8, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.filters, self.view, self.empty, self.status):
            layout.addWidget(part)
        layout.setStretchFactor(self.view, 1)
        layout.setStretchFactor(self.empty, 1)
        self.filters.changed.connect(self.search)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        desk.changed.connect(self._on_changed)
        self.target = DropTarget(self)
        self.setAcceptDrops(not desk.read_only)

    @property
    def scope(self) -> Scope:
        """What the list is about."""
        return self._scope

    @property
    def current(self) -> str:
        """The uid of the application that is shown."""
        return self._current

    def query(self) -> Query:
        """What the list shows."""
        return replace(
            self.filters.query(),
            call=self._scope.call,
            stages=(self._scope.stage,) if self._scope.stage else (),
            trashed=self._scope.trashed,
            sort=self._order,
        )

    def show_scope(self, scope: Scope) -> None:
        """Show a call, a stage, the trash, or everything."""
        self._scope = scope
        self.search()

    def select(self, uid: str) -> None:
        """Show an application in the list as soon as it is there."""
        self._wanted = uid
        self.search()

    def selected(self) -> list[Line]:
        """The lines that are chosen, in their order."""
        rows = {index.row() for index in self.view.selectionModel().selectedRows()}
        return self.model.lines_of(rows)

    def layout_state(self) -> QByteArray:
        """The widths and the order of the columns, to be kept."""
        return self.view.horizontalHeader().saveState()

    def restore_layout(self, state: QByteArray) -> None:
        """Widths and order as they were kept."""
        if not state.isEmpty():
            self.view.horizontalHeader().restoreState(state)

    @Slot()
    def search(self) -> None:
        """Find again what the list shows, aside."""
        self._desk.ask(
            _find,
            then=self._show,
            latest=self,
            query=self.query(),
            uid=self._wanted_uid(),
            language=current_language(),
        )

    def _wanted_uid(self) -> str:
        return self._wanted or self._current

    def _show(self, found: _Found) -> None:
        found_ids = found.ids
        self._say_count(len(found_ids))
        if found_ids == self.model.ids and not self._wanted:
            self.model.refresh()
            self.listed.emit()
            return
        self._wanted = ""
        self.model.show_ids(found_ids, found.blocks)
        if found_ids:
            index = self.model.index(found.place or 0, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.view.scrollTo(index)
        else:
            self._tell_current("")
        self.selection_changed.emit()
        self.listed.emit()

    def _say_count(self, number: int) -> None:
        self.view.setVisible(number > 0)
        self.empty.setVisible(number == 0)
        if number == 0:
            self.empty.setText(str(self._why_empty()))
        self.status.setText(str(plural("{n} application", "{n} applications", n=number)))

    def _why_empty(self) -> Message:
        if self.filters.narrows:
            return message("Nothing fits these filters.")
        if self._scope.trashed:
            return message("The trash is empty.")
        if not has_calls(self._desk.reader):
            return message("No call is open yet. Ctrl+Shift+C opens the first one.")
        return message("No applications here yet. Ctrl+N records the first one.")

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSortingEnabled(True)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.9))
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        for place, name in enumerate(COLUMNS):
            header.resizeSection(place, wide(self, _WIDTHS[name]))
        name_widget(view, message("Applications"))
        view.viewport().installEventFilter(self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """A click beside the lines chooses nothing else: what is shown at the right stays chosen."""
        return (
            event.type() is QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and watched is self.view.viewport()
            and not self.view.indexAt(event.position().toPoint()).isValid()
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt calls it
        """Files that may hold applications may come."""
        if takeable(event.mimeData()):
            event.acceptProposedAction()
            self.target.cover(self.rect())

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt calls it
        """They went elsewhere."""
        self.target.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt calls it
        """Take them."""
        self.target.hide()
        files = takeable(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.files_dropped.emit(files)

    def _tell_current(self, uid: str) -> None:
        if uid != self._current:
            self._current = uid
            self.current_changed.emit(uid)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.line(now.row()) if now.isValid() else None
        if line is not None:
            self._tell_current(line.uid)

    @Slot()
    def _on_selection(self) -> None:
        self.selection_changed.emit()

    @Slot(int, Qt.SortOrder)
    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        self._order = ("-" if order is Qt.SortOrder.DescendingOrder else "") + COLUMNS[column]
        self.search()

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self.search()

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions([self._actions[name] for name in _ON_LINES])
        menu.popup(self.view.viewport().mapToGlobal(place))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query finds.

    Attributes:
        ids: In order.
        place: That of the application that was asked for.
        blocks: The lines around it, or the first ones, for the model.
    """

    ids: array[int]
    place: int | None
    blocks: dict[int, Block]


def _find(reader: Reader, *, query: Query, uid: str, language: Language) -> _Found:
    found = ids(reader, query)
    wanted = id_of(reader, uid) if uid else None
    place = found.index(wanted) if wanted is not None and wanted in found else None
    return _Found(found, place, block_around(reader, found, place or 0, language=language))
