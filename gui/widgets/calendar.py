# SPDX-License-Identifier: Apache-2.0
"""A calendar in a window of its own that goes when one looks elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from gui.widgets.rows import name_widget
from gui.widgets.sizes import wide
from models.language import Language, current_language, message


class CalendarPopup(QFrame):
    """The calendar; `calendar` tells which day was taken."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        calendar = self.calendar = QCalendarWidget()
        names = QLocale.Language
        chinese = current_language() is Language.ZH
        calendar.setLocale(QLocale(names.Chinese if chinese else names.English))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setMinimumSize(wide(self, 44), self.fontMetrics().height() * 14)
        plain = QTextCharFormat()  # Qt's own red of the weekend is in no theme
        plain.setForeground(calendar.palette().brush(QPalette.ColorRole.Text))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, plain)
        name_widget(calendar, message("Calendar"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(calendar)

    def show_at(self, field: QWidget) -> None:
        """Show it below a field, or above where the screen ends."""
        self.adjustSize()
        place = field.mapToGlobal(QPoint(0, field.height()))
        if place.y() + self.height() > field.screen().availableGeometry().bottom():
            place = field.mapToGlobal(QPoint(0, -self.height()))
        self.move(place)
        self.show()
        self.calendar.setFocus()
