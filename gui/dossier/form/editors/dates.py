# SPDX-License-Identifier: Apache-2.0
"""Days and months: typed as people write them, or chosen in a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.dossier.form.editors.text import TextEditor
from gui.theme import icon
from gui.widgets.calendar import CalendarPopup
from models.language import message
from models.programme.schema import FieldType
from models.programme.values import read, understand

if TYPE_CHECKING:
    from models.programme.schema import FormField


_WIDE = 30


class DateEditor(TextEditor):
    """A day or a month: 20260315, 2026-03-15, 2026年3月15日; Alt+Down opens the calendar."""

    _calendar: CalendarPopup | None = None

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.layout_.addStretch(1)

    def make_edit(self) -> QLineEdit:
        """A line with a button for the calendar."""
        edit = QLineEdit()
        edit.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * _WIDE))
        month = self.field.type is FieldType.MONTH
        edit.setPlaceholderText("202603" if month else "20260315")
        self._open = QAction(icon("calendar-blank"), "", edit)
        self._open.setToolTip(str(message("Choose in a calendar (Alt+Down)")))
        self._open.triggered.connect(self.open_calendar)
        edit.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        edit.installEventFilter(self)
        return edit

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        super().lock(locked=locked)
        self._open.setVisible(not locked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Alt+Down opens the calendar."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def open_calendar(self) -> None:
        """Show the calendar below the line, at the day that stands there."""
        if self.edit.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.calendar.activated.connect(self._on_day)
            self._calendar.calendar.clicked.connect(self._on_day)
        found = read(self.field, understand(self.field, self.edit.text(), {}).stored)
        if isinstance(found, date):
            self._calendar.calendar.setSelectedDate(QDate(found.year, found.month, found.day))
        self._calendar.show_at(self.edit)

    @Slot(QDate)
    def _on_day(self, day: QDate) -> None:
        assert self._calendar is not None
        self._calendar.hide()
        month = self.field.type is FieldType.MONTH
        self.edit.setText(day.toString("yyyy-MM" if month else "yyyy-MM-dd"))
        self.edit.setFocus()
        self.edited.emit()
        self.chosen.emit()
