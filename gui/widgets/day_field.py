# SPDX-License-Identifier: Apache-2.0
"""A day, typed as people write it or chosen in a calendar; it may stay empty."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.theme import icon
from gui.widgets.calendar import CalendarPopup
from models.language import message
from models.programme.values import parse_date

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class DayField(QLineEdit):
    """A field for a day: 2026-03-15, 2026.3.15, 2026年3月15日; Alt+Down opens a calendar, and so does Down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(str(message("for instance 2026-03-15")))
        self._open = QAction(icon("calendar-blank"), "", self)
        self._open.setToolTip(str(message("Choose in a calendar (Alt+Down)")))
        self._open.triggered.connect(self.show_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self._popup: CalendarPopup | None = None
        self.editingFinished.connect(self._tidy)

    @property
    def day(self) -> date | None:
        """The day that was typed; none where the field is empty or holds something else."""
        found = parse_date(self.text())
        return date.fromisoformat(found) if found else None

    @property
    def is_sound(self) -> bool:
        """Whether it is empty or holds a day."""
        return not self.text().strip() or self.day is not None

    @Slot()
    def show_calendar(self) -> None:
        """Show the calendar below the field."""
        popup = self._popup = CalendarPopup(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if (day := self.day) is not None:
            popup.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        popup.calendar.activated.connect(self._on_chosen)
        popup.calendar.clicked.connect(self._on_chosen)
        popup.show_at(self)

    @Slot(QDate)
    def _on_chosen(self, day: QDate) -> None:
        self.setText(day.toString(Qt.DateFormat.ISODate))
        if self._popup is not None:
            self._popup.close()
            self._popup = None
        self.setFocus()

    @Slot()
    def _tidy(self) -> None:
        if (day := self.day) is not None:
            self.setText(day.isoformat())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Open the calendar with Down, with or without Alt."""
        if event.key() == Qt.Key.Key_Down:
            self.show_calendar()
        else:
            super().keyPressEvent(event)
