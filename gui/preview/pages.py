# SPDX-License-Identifier: Apache-2.0
"""The pages of a PDF, one at a time, as wide as there is room or larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.preview.rendering import Pages
from gui.theme import icon
from gui.widgets.rows import name_widget, text_label
from models.language import message

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from models.language import Message

_ZOOMS = (1.0, 1.5, 2.0, 3.0)


class PagesView(QWidget):
    """Shows a PDF; Page Up and Page Down turn the pages, + and - make them larger and smaller.

    - `failed` tells that the file cannot be shown.
    """

    failed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._zoom = 0
        self._pages = Pages(self)
        self._pages.opened.connect(self._on_opened)
        self._pages.drawn.connect(self._on_drawn)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = _Area(self)
        self.area.setWidget(self.picture)
        self.page = QSpinBox()
        self.page.setRange(1, 1)
        self.page.setKeyboardTracking(False)
        self.page.valueChanged.connect(self._draw)
        name_widget(self.page, message("Page"))
        self.total = text_label("", "hint")
        self._back = self._button("caret-left", message("Page before"))
        self._on = self._button("caret-right", message("Next page"))
        self._out = self._button("magnifying-glass-minus", message("Smaller"))
        self._in = self._button("magnifying-glass-plus", message("Larger"))
        self._back.clicked.connect(self.page.stepDown)
        self._on.clicked.connect(self.page.stepUp)
        self._out.clicked.connect(self._zoom_out)
        self._in.clicked.connect(self._zoom_in)
        bar = QHBoxLayout()
        for widget in (self._back, self.page, self.total, self._on):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self._out)
        bar.addWidget(self._in)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area, 1)
        layout.addLayout(bar)
        self._show_state()

    def show_file(self, path: Path) -> None:
        """Show a file, at the page where one was."""
        self._path = path
        self._draw()

    def turn(self, pages: int) -> None:
        """Turn so many pages on."""
        self.page.setValue(self.page.value() + pages)

    @property
    def is_drawn(self) -> bool:
        """Whether a page is there to be seen."""
        return not self.picture.pixmap().isNull()

    def _button(self, name: str, text: Message) -> QPushButton:
        button = QPushButton(icon(name), "")
        button.setProperty("kind", "flat")
        button.setAutoDefault(False)
        name_widget(button, text, text)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt calls it
        """Draw for the new width."""
        super().resizeEvent(event)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self._show_state()
        if self._path is not None and self.isVisible():
            room = self.area.viewport().width() * _ZOOMS[self._zoom]
            width = max(round(room * self.devicePixelRatioF()), 1)
            self._pages.draw(self._path, self.page.value() - 1, width)

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt calls it
        """Draw what was waited with."""
        del event
        self._draw()

    @Slot(object, int)
    def _on_opened(self, path: Path, count: int) -> None:
        if path != self._path:
            return
        if not count:
            self.failed.emit()
            return
        self.page.setRange(1, count)
        self.total.setText(str(message("of {total} pages", total=count)))
        self._show_state()

    @Slot(object, int, QImage)
    def _on_drawn(self, path: Path, page: int, image: QImage) -> None:
        if path != self._path or page != self.page.value() - 1:
            return
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.picture.adjustSize()

    @Slot()
    def _zoom_in(self) -> None:
        self._zoom = min(self._zoom + 1, len(_ZOOMS) - 1)
        self._draw()

    @Slot()
    def _zoom_out(self) -> None:
        self._zoom = max(self._zoom - 1, 0)
        self._draw()

    def _show_state(self) -> None:
        self._back.setEnabled(self.page.value() > 1)
        self._on.setEnabled(self.page.value() < self.page.maximum())
        self._out.setEnabled(self._zoom > 0)
        self._in.setEnabled(self._zoom < len(_ZOOMS) - 1)


class _Area(QScrollArea):
    """The place of the picture; its keys turn pages at their ends."""

    def __init__(self, view: PagesView) -> None:
        super().__init__(view)
        self._view = view
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        name_widget(self, message("Preview of the page"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Turn a page where this one ends."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown if bar.value() >= bar.maximum():
                self._view.turn(1)
                bar.setValue(0)
            case Qt.Key.Key_PageUp if bar.value() <= bar.minimum():
                self._view.turn(-1)
            case Qt.Key.Key_Home:
                self._view.page.setValue(1)
            case Qt.Key.Key_End:
                self._view.page.setValue(self._view.page.maximum())
            case _:
                super().keyPressEvent(event)
