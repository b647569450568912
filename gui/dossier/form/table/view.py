# SPDX-License-Identifier: Apache-2.0
"""The view of a repeating table: moving, typing, copying and pasting by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from forms.blocks import write_block
from gui.widgets.sizes import wide
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from gui.dossier.form.table.model import CellsModel

_MOST_ROWS = 12
_NARROW = 7
_WIDTHS = {FieldType.TEXT: 15, FieldType.LONG_TEXT: 18, FieldType.ADDRESS: 18, FieldType.CREDIT_CODE: 14,
           FieldType.REGION: 13, FieldType.TERM: 11, FieldType.EMAIL: 12}  # fmt: skip
"""How wide columns begin, in 汉字."""


class CellsView(QTableView):
    """A table of cells; Tab leaves it, arrows move in it, typing edits."""

    pasted = Signal(str)
    cleared = Signal()
    rows_asked = Signal(str)  # add, copy, delete, up, down

    def __init__(self, model: CellsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = model
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("role", "cells")
        line = self.fontMetrics().height()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(line * 1.8))
        self.verticalHeader().setMinimumWidth(wide(self, 5))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        model.rowsInserted.connect(self.fit)
        model.rowsRemoved.connect(self.fit)
        for column, field in enumerate(model.field.columns):
            shown = model.headerData(column, Qt.Orientation.Horizontal).split("\n")
            words = max(self.fontMetrics().horizontalAdvance(text) for text in shown)
            least = self.fontMetrics().horizontalAdvance("国" * _WIDTHS.get(field.type, _NARROW))
            self.setColumnWidth(column, max(words + line, least))
        self.fit()

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        triggers = QAbstractItemView.EditTrigger
        typing = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.setEditTriggers(triggers.NoEditTriggers if locked else typing)

    def chosen_rows(self) -> list[str]:
        """The uids of the rows in which something is chosen, from top to bottom."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self.cells.uid(row) for row in rows if row < len(self.cells.rows)]

    def choose_rows(self, uids: list[str]) -> None:
        """Choose rows again after they moved."""
        wanted = set(uids)
        places = [place for place, row in enumerate(self.cells.rows) if row.uid in wanted]
        if not places:
            return
        chosen, last = QItemSelection(), self.cells.columnCount() - 1
        for place in places:
            chosen.select(self.cells.index(place, 0), self.cells.index(place, last))
        column = max(self.currentIndex().column(), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.cells.index(places[0], column), flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)

    def open_cell(self, row: int, column: int) -> None:
        """Bring the keyboard into a cell."""
        index = self.cells.index(row, column)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect  # whatever keys are held down
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self) -> None:
        """Be as high as the rows, up to a limit."""
        rows = max(2, min(self.cells.rowCount(), _MOST_ROWS))
        high = rows * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        wanted = high + self.horizontalHeader().sizeHint().height() + bar + 2 * self.frameWidth()
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the table from the window's shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste)
            if any(event.matches(key) for key in ours) or self._row_step(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Copy, paste, clear, and the keys for rows."""
        editable = self.cells.editable
        step = self._row_step(event)
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._block())
        elif event.matches(QKeySequence.StandardKey.Paste):
            if editable:
                self.pasted.emit(QGuiApplication.clipboard().text())
        elif step:
            if editable:
                self.rows_asked.emit(step)
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            if editable:
                self.cleared.emit()
        elif event.key() in _ENTER and self.state() is not self.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def closeEditor(  # noqa: N802 - Qt calls it
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """After Enter, go on in the row below."""
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            here = self.currentIndex()
            below = self.cells.index(here.row() + 1, here.column())
            if below.isValid():
                self.setCurrentIndex(below)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt calls it
        """Have a cell to begin with."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cells.rowCount():
            self.setCurrentIndex(self.cells.index(0, 0))

    def _row_step(self, event: QKeyEvent) -> str:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return _STEPS.get((event.key(), modifiers), "")

    def _block(self) -> str:
        places = {(i.row(), i.column()) for i in self.selectionModel().selectedIndexes()}
        rows = sorted({row for row, _ in places})
        columns = sorted({column for _, column in places})
        return write_block(
            [[self.cells.text_to_edit(row, column) for column in columns] for row in rows]
        )


_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_STEPS = {
    (int(Qt.Key.Key_Plus), _CONTROL): "add",
    (int(Qt.Key.Key_Plus), _CONTROL | _SHIFT): "add",
    (int(Qt.Key.Key_Equal), _CONTROL): "add",
    (int(Qt.Key.Key_D), _CONTROL): "copy",
    (int(Qt.Key.Key_Minus), _CONTROL): "delete",
    (int(Qt.Key.Key_Up), _ALT): "up",
    (int(Qt.Key.Key_Down), _ALT): "down",
}


def first_cell(view: CellsView) -> QModelIndex:
    """Where a pasted block begins: the upper left of what is chosen."""
    chosen = view.selectionModel().selectedIndexes()
    if not chosen:
        return view.currentIndex()
    row, column = min(i.row() for i in chosen), min(i.column() for i in chosen)
    return view.cells.index(row, column)
