# SPDX-License-Identifier: Apache-2.0
"""An editor for a cell, by the type of its column."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from forms.suggest import region_offers
from gui.dossier.form.editors.choices import options_of
from gui.widgets.rows import name_widget
from gui.widgets.search_edit import SearchEdit
from models.programme.schema import FieldType
from models.programme.vocabulary import REGIONS

if TYPE_CHECKING:
    from gui.dossier.form.editors import Known
    from models.programme.schema import FormField

_CHOSEN = frozenset({FieldType.CHOICE, FieldType.BOOLEAN})


class CellDelegate(QStyledItemDelegate):
    """Boxes for choices, lines with offers for terms and divisions, plain lines for the rest."""

    half_typed = Signal(int, int, str)  # row, column, text

    def __init__(self, field: FormField, known: Known, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._field, self._known = field, known
        self._place = (-1, -1)

    def createEditor(  # noqa: N802 - Qt calls it
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Make the editor of a cell."""
        column = self._field.columns[index.column()]
        editor = self._make(column, parent)
        editor.setProperty("kind", "cell")
        name_widget(editor, column.label)
        self._place = (index.row(), index.column())
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._on_typed)
        return editor

    def setEditorData(  # noqa: N802 - Qt calls it
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Begin with what stands in the cell; what is being typed stays when others change."""
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            place = editor.findText(text) if text else 0
            if place < 0:
                editor.addItem(text, text)
                place = editor.count() - 1
            editor.setCurrentIndex(place)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)

    def setModelData(  # noqa: N802 - Qt calls it
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Hand over what was typed or chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            text = editor.text()
            meant = editor.meant() if isinstance(editor, SearchEdit) else ""
            column = self._field.columns[index.column()]
            if meant and column.type is FieldType.TERM:
                text = self._known.text_of(column.vocabulary or "", meant)
            elif meant:
                text = region_offers(meant)[0].text
            model.setData(index, text)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.half_typed.emit(*self._place, text)

    def _make(self, column: FormField, parent: QWidget) -> QWidget:
        if column.type in _CHOSEN:
            box = QComboBox(parent)
            box.addItem("", None)
            for key, text in options_of(column):
                box.addItem(text, key)
            return box
        if column.type is FieldType.REGION or column.vocabulary == REGIONS:
            return SearchEdit(self._known.regions, parent)
        if column.type is FieldType.TERM:
            return SearchEdit(partial(self._known.offers, column.vocabulary or ""), parent)
        edit = QLineEdit(parent)
        edit.setFrame(False)
        return edit
