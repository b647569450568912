# SPDX-License-Identifier: Apache-2.0
"""The table of columns: Enter or a letter opens the choice of a field, Delete leaves a column out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from forms.suggest import Offer, name_offers
from gui.intake.columns_model import FIELD, HEADS, LEFT_OUT, UNIT, ColumnsModel
from gui.widgets.rows import name_widget
from gui.widgets.search_edit import SearchEdit
from gui.widgets.sizes import take_what_is_left, wide
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

AnyIndex = QModelIndex | QPersistentModelIndex
_NONE = "-"
_PICKED = "picked"
_WIDTHS = (24, 30, 22, 9, 26)
_CLEARING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ColumnsView(QTableView):
    """One line for each column of the file; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnsModel()
        self.setModel(self.columns)
        self._delegate = _Delegate(self.columns, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setProperty("role", "cells")
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        line = self.fontMetrics().height()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(line * 1.9))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, wide(self, width))
        take_what_is_left(self, lines=9)
        name_widget(self, message("Columns of the file"))
        self.clicked.connect(self._on_clicked)

    def open_choice(self, index: AnyIndex) -> None:
        """Open the list of what a column, or its unit, can be."""
        cell = QModelIndex(self.columns.index(index.row(), index.column()))
        if not cell.flags() & Qt.ItemFlag.ItemIsEditable:
            cell = self.columns.index(index.row(), FIELD)
        self.setCurrentIndex(cell)
        self.edit(cell)
        editor = self.indexWidget(cell)
        if isinstance(editor, SearchEdit):
            editor.selectAll()
            editor.show_all()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt calls it
        """Have a cell to begin with: the field of the first column."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.columns.rowCount():
            flags = QItemSelectionModel.SelectionFlag
            index = self.columns.index(0, FIELD)
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Enter opens, Space takes what is proposed, Delete leaves out; a letter looks for a field."""
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if index.isValid() and plain and self.state() is not self.State.EditingState:
            if event.key() in _ENTER:
                self.open_choice(index)
                return
            if event.key() in _CLEARING:
                self.columns.choose(index.row(), "")
                return
            offer = self.columns.offer(index.row())
            if event.key() == Qt.Key.Key_Space and offer is not None:
                self.columns.choose(index.row(), offer.id)
                return
            if event.text().strip() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(self.columns.index(index.row(), FIELD))
        super().keyPressEvent(event)

    def closeEditor(  # noqa: N802 - Qt calls it
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """After Enter, go on with the next column of the file; what was refused stays to be mended."""
        hints = QAbstractItemDelegate.EndEditHint
        if self._delegate.refused and hint not in {hints.NoHint, hints.RevertModelCache}:
            editor.setFocus()
            if isinstance(editor, SearchEdit):
                editor.setProperty(_PICKED, None)
                editor.selectAll()
            return
        super().closeEditor(editor, hint)
        if hint is hints.SubmitModelCache:
            here = self.currentIndex()
            below = self.columns.index(here.row() + 1, here.column())
            if below.isValid():
                self.setCurrentIndex(below)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.open_choice(index)


class _Choice(SearchEdit):
    """A line with offers; Enter takes what its text can only mean, also while the list is open."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Let Enter close the list where nothing in it is marked, and hand over the text."""
        if self.is_open and event.key() in _ENTER and not self._popup.currentIndex().isValid():
            self._popup.hide()
            self.entered.emit()
            return
        super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """A line with offers for field and unit.

    Attributes:
        refused: Whether what was typed last was not taken.
    """

    def __init__(self, columns: ColumnsModel, view: ColumnsView) -> None:
        super().__init__(view)
        self._view, self._columns = view, columns
        self.refused = False
        columns.refused.connect(self._on_refused)

    def createEditor(  # noqa: N802 - Qt calls it
        self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Make the line."""
        find = self._fields if index.column() == FIELD else partial(self._units, index.row())
        editor = _Choice(find, parent)
        editor.setProperty("kind", "cell")
        name_widget(editor, HEADS[index.column()])
        editor.picked.connect(self._on_picked)
        # Queued, as Qt's own handling of Enter is, which the open list mostly keeps from the line.
        editor.entered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802 - Qt calls it
        """Begin with what it is now."""
        if isinstance(editor, SearchEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(  # noqa: N802 - Qt calls it
        self, editor: QWidget, _model: QAbstractItemModel, index: AnyIndex
    ) -> None:
        """Take what was chosen, or what the text can only mean."""
        self.refused = False
        if not isinstance(editor, SearchEdit):
            return
        picked = editor.property(_PICKED)
        text = editor.text().strip()
        if index.column() == UNIT:
            self._columns.say_unit(index.row(), picked or text)
        elif not text:
            self._columns.choose(index.row(), "")
        elif text != index.data(Qt.ItemDataRole.EditRole) or picked:
            meant = picked or editor.meant()
            if meant:
                self._columns.choose(index.row(), "" if meant == _NONE else meant)
            else:
                self._columns.refused.emit(
                    message("“{text}” is no field of the programme, or may be several.", text=text)
                )

    @Slot()
    def _on_refused(self) -> None:
        self.refused = True

    @Slot(str)
    def _on_picked(self, chosen: str) -> None:
        """What is picked from the list is taken at once."""
        editor = self.sender()
        if isinstance(editor, SearchEdit):
            editor.setProperty(_PICKED, chosen)
            self._take()

    @Slot()
    def _take(self) -> None:
        """Take what stands in the line, and close it."""
        editor = self.sender()
        if isinstance(editor, SearchEdit) and editor.isVisible():
            if self._view.state() is self._view.State.EditingState:  # else it was taken meanwhile
                self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)

    def _fields(self, typed: str) -> Sequence[Offer]:
        """Leaving out first, then the fields in the order of the form."""
        offers = [Offer(item.id, item.label, item.detail) for item in self._columns.targets]
        return name_offers([Offer(_NONE, str(LEFT_OUT)), *offers], typed)

    def _units(self, row: int, typed: str) -> Sequence[Offer]:
        target = self._columns.target(row)
        units = target.units if target is not None else ()
        return name_offers([Offer(unit, unit) for unit in units], typed)
