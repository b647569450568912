# SPDX-License-Identifier: Apache-2.0
"""Walking a screen as somebody without a mouse, without sight, or in the other language would."""

from __future__ import annotations

import gettext
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from models.language import Language, current_language
from resources import open_binary

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROLS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit),
    *(QPlainTextEdit, QTextEdit, QTabBar),
)
_MOST_TABS = 600


def faults_of(screen: QWidget) -> list[str]:
    """All that is wrong with a screen that is shown."""
    QApplication.sendPostedEvents()
    return [*_nameless(screen), *_unreached(screen), *_cut(screen), *_untranslated(screen)]


def controls(screen: QWidget) -> Iterator[QWidget]:
    """What somebody can use on it."""
    for widget in screen.findChildren(QWidget):
        if (
            isinstance(widget, _CONTROLS)
            and widget.isVisibleTo(screen)
            and widget.isEnabledTo(screen)
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not _is_inside(widget)
        ):
            yield widget


def _is_inside(widget: QWidget) -> bool:
    """Whether it is a part of another control: the line in a combo box, buttons of Qt's own."""
    parent = widget.parentWidget()
    return isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit) or (
        parent is not None and parent.focusProxy() is None and isinstance(parent, QScrollBar)
    )


def _nameless(screen: QWidget) -> Iterator[str]:
    for widget in controls(screen):
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or words or isinstance(widget, QTabBar)):
            yield f"no name for screen readers: {_where(widget)}"


def _unreached(screen: QWidget) -> Iterator[str]:
    """Controls at which Tab never arrives; of buttons that exclude each other it visits one.

    Tab itself is asked, since PySide takes whatever `nextInFocusChain` gives for a child of the
    widget that was asked, and deletes it with it.
    """
    wanted = list(controls(screen))
    screen.window().activateWindow()
    if not wanted:
        return
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    for _ in range(_MOST_TABS):
        at = QApplication.focusWidget()
        if at is None or at in reached:
            break
        reached.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    for missing in wanted:
        proxy = missing.focusProxy()
        if missing in reached or proxy in reached or _excludes(missing):
            continue
        yield f"not reached by Tab: {_where(missing)}"


def _excludes(widget: QWidget) -> bool:
    """Whether it is one of several buttons of which one is chosen; arrows go among them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return isinstance(widget, QRadioButton) or (group is not None and group.exclusive())


def _cut(screen: QWidget) -> Iterator[str]:
    for widget in screen.findChildren(QWidget):
        if not widget.isVisibleTo(screen) or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            if widget.wordWrap():
                needed = widget.heightForWidth(widget.width())
                if needed > widget.height() + 1:
                    yield f"cut off below: {_where(widget)} “{widget.text()[:40]}”"
            elif widget.sizeHint().width() > widget.width() + 1:
                yield f"cut off: {_where(widget)} “{widget.text()[:40]}”"
        elif isinstance(widget, QPushButton | QCheckBox | QToolButton):
            hint = widget.sizeHint().width()
            if widget.text() and hint > widget.width() + 1:
                yield f"cut off: {_where(widget)} “{widget.text()[:40]}”"


def _untranslated(screen: QWidget) -> Iterator[str]:
    if current_language() is not Language.ZH:
        return
    english = _english()
    for widget in (screen, *screen.findChildren(QWidget)):
        if isinstance(widget, QMenuBar | QDialogButtonBox) or not widget.isVisibleTo(screen):
            continue
        for text in _texts(widget):
            if text.strip() in english:
                yield f"not translated: {_where(widget)} “{text[:40]}”"


def _texts(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.toolTip()
    yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))


@cache
def _english() -> frozenset[str]:
    """The English texts whose Chinese is another one."""
    with open_binary("locale", "zh", "LC_MESSAGES", "xiandao.mo") as file:
        known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined] # told nowhere else
    return frozenset(
        key for key, text in known.items() if isinstance(key, str) and key and key != text
    )


def _where(widget: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)
