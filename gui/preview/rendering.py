# SPDX-License-Identifier: Apache-2.0
"""Pages of a PDF as pictures, drawn on one thread for all of the program: pdfium allows no more."""

from __future__ import annotations

import itertools
import queue
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pathlib import Path


_LARGEST = 20_000_000
"""Pixels of a picture; a page that would have more is drawn smaller."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A page that a view asked for; it names the view and holds nothing of it."""

    view: int
    path: Path
    page: int
    width: int


@dataclass(frozen=True, slots=True)
class _Opened:
    wanted: _Wanted
    pages: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page as RGB bytes, row by row."""

    wanted: _Wanted
    width: int
    height: int
    pixels: bytes


class Pages(QObject):
    """Draws the pages of files for one view; only the page that was asked for last is drawn.

    - `opened` tells how many pages a file has, 0 where it cannot be opened.
    - `drawn` gives a picture of a page.
    """

    opened = Signal(object, int)  # Path
    drawn = Signal(object, int, QImage)  # Path

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._id = next(_IDS)
        _artist().came.connect(self._on_came)

    def draw(self, path: Path, page: int, width: int) -> None:
        """Ask for a page, from 0, so many pixels wide."""
        _artist().draw(_Wanted(self._id, path, page, width))

    @Slot(object)
    def _on_came(self, news: _Opened | _Drawn) -> None:
        wanted = news.wanted
        if wanted.view != self._id:
            return
        if isinstance(news, _Opened):
            self.opened.emit(wanted.path, news.pages)
            return
        size = (news.width, news.height, news.width * 3)
        image = QImage(news.pixels, *size, QImage.Format.Format_RGB888).copy()
        self.drawn.emit(wanted.path, wanted.page, image)


class _Artist(QObject):
    """The drawing thread, as the window's thread knows it; it lives as long as the program."""

    came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: queue.Queue[_Wanted] = queue.Queue()
        self._last: dict[int, _Wanted] = {}
        threading.Thread(target=self._draw_all, name="pages", daemon=True).start()

    def draw(self, wanted: _Wanted) -> None:
        """Draw a page, unless its view asks for another one before it is its turn."""
        if self._last.get(wanted.view) != wanted:
            self._last[wanted.view] = wanted
            self._waiting.put(wanted)

    def _draw_all(self) -> None:
        import pypdfium2

        while True:
            wanted = self._waiting.get()
            if self._last.get(wanted.view) != wanted:
                continue
            try:
                # Its bytes: Windows lets nobody replace or remove a file that is open.
                with pypdfium2.PdfDocument(wanted.path.read_bytes()) as document:
                    document.init_forms()
                    self.came.emit(_Opened(wanted, len(document)))
                    self.came.emit(_draw(document, wanted))
            except (pypdfium2.PdfiumError, OSError, IndexError, ValueError):
                self.came.emit(_Opened(wanted, 0))


_IDS = itertools.count()


@cache
def _artist() -> _Artist:
    return _Artist()


def _draw(document: Any, wanted: _Wanted) -> _Drawn:
    page = document[min(wanted.page, len(document) - 1)]
    width, height = page.get_size()
    scale = min(wanted.width / width, (_LARGEST / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=True)
    row, raw = bitmap.width * bitmap.n_channels, bytes(bitmap.buffer)
    starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
    pixels = b"".join(raw[start : start + row] for start in starts)
    return _Drawn(wanted, bitmap.width, bitmap.height, pixels)
