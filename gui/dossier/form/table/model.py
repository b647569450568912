# SPDX-License-Identifier: Apache-2.0
"""Rows and cells of a repeating table, typed columns, a blank row at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont

from forms.screen import text_to_edit
from gui.theme import current_theme
from models.errors import Severity
from models.language import current_language, message
from models.programme.answers import Row
from models.programme.display import display, unit_text
from models.programme.schema import NUMERIC
from models.programme.values import read
from models.verbs.table_rows import NEW_ROW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gui.dossier.form.editors import Known
    from models.errors import Problem
    from models.programme.schema import FormField

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLES = Qt.ItemDataRole


class CellsModel(QAbstractTableModel):
    """The cells of a table.

    - `typed`: a cell was edited: row uid (`+` in the blank row), column id, text.
    - Cells show what was typed until the row is read anew.
    """

    typed = Signal(str, str, object)

    def __init__(self, field: FormField, known: Known, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.field, self._known = field, known
        self.rows: list[Row] = []
        self.editable = False
        self._texts: dict[str, list[str]] = {}
        self._typed: dict[tuple[str, str], str] = {}
        self._drafts: dict[tuple[str, str], str] = {}
        self._problems: Mapping[tuple[str, str], Problem] = {}
        self._numeric = [column.type in NUMERIC for column in field.columns]

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """The rows, and the blank one."""
        return 0 if parent.isValid() else len(self.rows) + self.editable

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """The columns."""
        return 0 if parent.isValid() else len(self.field.columns)

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _ROLES.DisplayRole:
            return self._text(row, column)
        if role == _ROLES.TextAlignmentRole:
            side = _RIGHT if self._numeric[column] else _LEFT
            return int(side)
        if role in _MARKED:
            found = self._mark(row, column, role)
            tip = role == _ROLES.ToolTipRole and found is None
            return self._text(row, column) or None if tip else found  # a cell may be cut
        if role == _ROLES.EditRole:
            return self.text_to_edit(row, column)
        return None

    def headerData(  # noqa: N802 - Qt calls it
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> Any:
        """Names of columns with their units, numbers of rows."""
        if orientation is Qt.Orientation.Vertical:
            if role == _ROLES.DisplayRole:
                return str(section + 1) if section < len(self.rows) else "+"
            return None
        if not 0 <= section < len(self.field.columns):
            return None
        column = self.field.columns[section]
        if role == _ROLES.DisplayRole:
            label = column.label.text(current_language())
            unit = unit_text(column, current_language()).strip()
            star = " *" if column.required is True else ""
            return f"{label}{star}\n({unit})" if unit else f"{label}{star}"
        if role == _ROLES.ToolTipRole and column.help is not None:
            return column.help.text(current_language())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be chosen, and edited where anything can."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if self.editable else found

    def setData(self, index: Index, value: Any, role: int = _ROLES.EditRole) -> bool:  # noqa: N802 - Qt calls it
        """Take what was typed in a cell."""
        if role != _ROLES.EditRole or not index.isValid() or not self.editable:
            return False
        uid, column = self.uid(index.row()), self.field.columns[index.column()].id
        draft = self._drafts.pop((uid, column), None)
        if str(value or "") == self.text_to_edit(index.row(), index.column()) and draft is None:
            return True
        self.typed.emit(uid, column, value)
        return True

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows read anew, touching only what is different."""
        new = list(rows)
        before, after = [row.uid for row in self.rows], [row.uid for row in new]
        self._typed.clear()
        first = _common(before, after)
        rest = min(len(before), len(after)) - first
        last = _common(before[::-1][:rest], after[::-1][:rest])
        gone, come = len(before) - first - last, len(after) - first - last
        if gone:
            self.beginRemoveRows(_NOWHERE, first, first + gone - 1)
            del self.rows[first : first + gone]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(_NOWHERE, first, first + come - 1)
            self.rows[first:first] = new[first : first + come]
            self.endInsertRows()
        for place, row in enumerate(new):
            if self.rows[place] is not row and self.rows[place].values != row.values:
                self._texts.pop(row.uid, None)
                self.rows[place] = row
                self._tell(place)
        self._texts = {key: text for key, text in self._texts.items() if key in set(after)}

    def show_problems(self, problems: Mapping[tuple[str, str], Problem]) -> None:
        """Mark the cells that have problems."""
        if problems != self._problems:
            self._problems = problems
            if self.rows:
                self.dataChanged.emit(
                    self.index(0, 0),
                    self.index(len(self.rows) - 1, self.columnCount() - 1),
                    [_ROLES.ForegroundRole, _ROLES.ToolTipRole, _ROLES.BackgroundRole],
                )

    def let_edit(self, *, editable: bool) -> None:
        """Show the blank row only where rows can be added."""
        if editable == self.editable:
            return
        place = len(self.rows)
        if editable:
            self.beginInsertRows(_NOWHERE, place, place)
            self.editable = True
            self.endInsertRows()
        else:
            self.beginRemoveRows(_NOWHERE, place, place)
            self.editable = False
            self.endRemoveRows()

    def add_local(self, uid: str) -> None:
        """Let the blank row be one that is being added; another blank one follows."""
        place = len(self.rows) + 1
        self.beginInsertRows(_NOWHERE, place, place)
        self.rows.append(Row(uid, {}))
        self.endInsertRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, place - 1, place)

    def rename(self, local: str, uid: str) -> None:
        """Give an added row the uid that it got."""
        place = self.place(local)
        if place >= 0:
            self.rows[place] = Row(uid, self.rows[place].values)
            for key in [key for key in self._typed if key[0] == local]:
                self._typed[uid, key[1]] = self._typed.pop(key)

    def show_typed(self, uid: str, column: str, text: str) -> None:
        """Show what was typed until the row is read anew."""
        self._typed[uid, column] = text
        self._tell(self.place(uid))

    def drop_typed(self, uid: str, column: str) -> None:
        """Show what is stored again."""
        self._typed.pop((uid, column), None)
        self._tell(self.place(uid))

    def show_draft(self, uid: str, column: str, text: str) -> None:
        """Mark a cell in which something is typed that is not saved."""
        self._drafts[uid, column] = text
        self._tell(len(self.rows) if uid == NEW_ROW else self.place(uid))

    def forget_drafts(self) -> None:
        """No cell holds anything unsaved: another application is shown."""
        self._drafts.clear()
        self._typed.clear()

    def uid(self, row: int) -> str:
        """The uid of a row; `+` for the blank one."""
        return self.rows[row].uid if row < len(self.rows) else NEW_ROW

    def place(self, uid: str) -> int:
        """Where a row is; -1 where it is not."""
        return next((place for place, row in enumerate(self.rows) if row.uid == uid), -1)

    def stored(self, row: int, column: str) -> Any:
        """The stored value of a cell."""
        return self.rows[row].values.get(column) if row < len(self.rows) else None

    def text_to_edit(self, row: int, column: int) -> str:
        """The text with which the editing of a cell begins."""
        field = self.field.columns[column]
        key = (self.uid(row), field.id)
        kept = self._drafts.get(key, self._typed.get(key))
        if kept is not None:
            return kept
        known = self._known.vocabularies
        return text_to_edit(field, self.stored(row, field.id), current_language(), known)

    def _text(self, row: int, column: int) -> str:
        uid = self.uid(row)
        if self._drafts or self._typed:
            key = (uid, self.field.columns[column].id)
            kept = self._drafts.get(key, self._typed.get(key))
            if kept is not None:
                return kept
        if row >= len(self.rows):
            return ""
        found = self._texts.get(uid)
        if found is None:
            values, language = self.rows[row].values, current_language()
            known = self._known.vocabularies
            found = self._texts[uid] = [
                display(field, read(field, values.get(field.id)), language, known)
                for field in self.field.columns
            ]
        return found[column]

    def _mark(self, row: int, column: int, role: int) -> Any:
        if not (self._problems or self._drafts):
            return None
        key = (self.uid(row), self.field.columns[column].id)
        if key in self._drafts:
            if role == _ROLES.ToolTipRole:
                return str(message("Not saved yet: typed before the program ended."))
            if role == _ROLES.FontRole:
                font = QFont()
                font.setItalic(True)
                return font
            return _brush("warning" if role == _ROLES.ForegroundRole else "warning_ground")
        problem = self._problems.get(key)
        if problem is None or role == _ROLES.FontRole:
            return None
        if role == _ROLES.ToolTipRole:
            return problem.message.text(current_language())
        name = "error" if problem.severity is Severity.ERROR else "warning"
        return _brush(name if role == _ROLES.ForegroundRole else f"{name}_ground")

    def _tell(self, place: int) -> None:
        if 0 <= place < self.rowCount():
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(place, 0), self.index(place, last))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MARKED = frozenset({int(_ROLES.ForegroundRole), int(_ROLES.BackgroundRole),
                     int(_ROLES.ToolTipRole), int(_ROLES.FontRole)})  # fmt: skip


def _brush(role: str) -> QBrush:
    return QBrush(QColor(current_theme()[role]))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first items are the same."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
