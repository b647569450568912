# SPDX-License-Identifier: Apache-2.0
"""A list of entries with several lines each, wrapped to its width: problems, history, moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.theme import current_theme, icon
from gui.widgets.rows import name_widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from models.language import Translatable

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_BATCH = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of such a list.

    Attributes:
        key: What it is, for the screen that shows it.
        lines: Lines below the first, each with its role of the theme.
        icon: By name; with the role that tints it.
        kind: What the icon says, for who cannot see it.
        bold: Whether the first line is set in bold.
    """

    key: str
    text: str
    lines: tuple[tuple[str, str], ...] = ()
    icon: str = ""
    icon_role: str = "icon"
    kind: str = ""
    bold: bool = False

    @property
    def whole(self) -> str:
        """Everything that it says."""
        return "\n".join((self.text, *(line for line, _ in self.lines)))


class EntryModel(QAbstractListModel):
    """Entries as a model."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: N802 - Qt calls it
        """How many there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The first line; everything for who listens or asks for a tool tip."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return "\n".join(filter(None, (entry.kind, entry.whole)))
            case Qt.ItemDataRole.UserRole:
                return entry
        return None


class EntryDelegate(QStyledItemDelegate):
    """Lays out an entry: icon, first line, further lines in the colours of their roles."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._view = parent
        self._heights: dict[tuple[str, int, bool], int] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint an entry."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        whole.text = ""
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, self._view)
        selected = bool(whole.state & QStyle.StateFlag.State_Selected)
        theme = current_theme()
        unit = option.fontMetrics.height()
        pad, left = unit // 2, option.rect.left() + self._indent(unit)
        top, width = option.rect.top() + pad, self._width(option)
        if entry.icon:
            role = "selected_text" if selected else entry.icon_role
            icon(entry.icon, role).paint(
                painter, QRect(option.rect.left() + pad, top, unit, unit), Qt.AlignmentFlag.AlignTop
            )
        painter.save()
        lines = ((entry.text, "text"), *entry.lines)
        for place, (text, role) in enumerate(lines):
            laid, height = _laid(text, width, option.font, bold=place == 0 and entry.bold)
            painter.setPen(QColor(theme["selected_text" if selected else role]))
            laid.draw(painter, QPointF(left, top))
            top += height + unit // 6
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt
        """The height that all lines take at the width of the list."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        unit, width = option.fontMetrics.height(), self._width(option)
        heights = [self._height(entry.text, width, option.font, bold=entry.bold)]
        heights += [self._height(line, width, option.font) for line, _ in entry.lines]
        return QSize(unit, sum(heights) + (len(heights) - 1) * (unit // 6) + unit // 2 * 2)

    def forget(self) -> None:
        """Measure again: the width or the font is another."""
        self._heights.clear()

    def _width(self, option: QStyleOptionViewItem) -> int:
        unit = option.fontMetrics.height()
        return max(self._view.viewport().width() - self._indent(unit) - unit // 2, unit * 4)

    @staticmethod
    def _indent(unit: int) -> int:
        return unit * 2

    def _height(self, text: str, width: int, font: QFont, *, bold: bool = False) -> int:
        key = (text, width, bold)
        if key not in self._heights:
            self._heights[key] = _laid(text, width, font, bold=bold)[1]
        return self._heights[key]


def _laid(text: str, width: int, font: QFont, *, bold: bool) -> tuple[QTextLayout, int]:
    """A text set in lines of that width, and its height; words break only where they must."""
    used = QFont(font)
    used.setBold(bold)
    laid = QTextLayout(text.replace("\n", "\u2028"), used)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(wrap)
    laid.beginLayout()
    height = 0.0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    laid.endLayout()
    return laid, round(height)


class EntryList(QListView):
    """The list; Enter and a double click tell `opened`, moving tells `current_changed`."""

    opened = Signal(object)  # Entry
    current_changed = Signal()

    def __init__(self, name: Translatable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = EntryModel()
        self._delegate = EntryDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(self.entries)
        self.setAlternatingRowColors(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        name_widget(self, name)
        self.doubleClicked.connect(self._on_double_click)

    @property
    def current(self) -> Entry | None:
        """The entry under the keyboard."""
        index = self.currentIndex()
        return self.entries.entries[index.row()] if index.isValid() else None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries; the same one stays current."""
        if entries == self.entries.entries:
            return
        kept = self.current
        self.entries.show_entries(entries)
        place = next((n for n, item in enumerate(entries) if kept and item.key == kept.key), 0)
        if entries:
            self.setCurrentIndex(self.entries.index(place, 0))
        else:
            self.current_changed.emit()

    def go_to_top(self) -> None:
        """Begin with the first entry again."""
        if self.entries.entries:
            self.setCurrentIndex(self.entries.index(0, 0))
        self.scrollToTop()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802 - Qt
        """Tell that another entry is current."""
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Enter opens."""
        entry = self.current
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and entry is not None:
            self.opened.emit(entry)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt calls it
        """Wrap to the new width."""
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
        super().resizeEvent(event)

    def _on_double_click(self, index: QModelIndex) -> None:
        self.opened.emit(self.entries.entries[index.row()])
