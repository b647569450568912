# SPDX-License-Identifier: Apache-2.0
"""A dialog of fields: the page scrolls, the buttons stay in sight, faults stand at the fields.

A handler opens it with `open()`, waits for `submitted`, asks a verb, and then calls `accept` or
`show_fault`: so nothing typed is lost when the core says no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.buttons import DO_IT
from gui.widgets.checked import CheckedForm
from gui.widgets.rows import text_label
from gui.widgets.sizes import room_for, wide
from models.language import message
from models.programme.loading import DefinitionError

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from gui.widgets.checked import Faults
    from models.errors import UserError
    from models.language import Translatable


class PageDialog(QDialog):
    """A dialog whose page scrolls where the screen is small."""

    def __init__(
        self,
        title: Translatable,
        *,
        chars: int = 96,
        lines: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            chars: How many characters wide it would like to be.
            lines: How many lines high at least, for pages with a list.
        """
        super().__init__(parent)
        self.setWindowTitle(str(title).rstrip("…"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chars, self._lines, self._fitted = chars, lines, False
        page = self._page = QWidget()
        page.setProperty("role", "page")
        self.content = QVBoxLayout(page)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(page)
        self.fault = text_label("", "error", wrap=True)
        self.fault.hide()
        self.buttons = QDialogButtonBox()
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        layout = self._layout = QVBoxLayout(self)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.fault)
        layout.addWidget(self.buttons)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.fit)

    def add_button(
        self, text: Translatable, role: QDialogButtonBox.ButtonRole, *, default: bool = False
    ) -> QPushButton:
        """Add a button below the page."""
        button = self.buttons.addButton(str(text), role)
        button.setAutoDefault(default)
        button.setDefault(default)
        return button

    def add_decision(self, does: Translatable) -> QPushButton:
        """Add the button that does it, which Enter in a field presses, and the one that turns back."""
        role = QDialogButtonBox.ButtonRole
        accept = self.add_button(does, role.AcceptRole, default=True)
        accept.setShortcut(DO_IT)
        self.add_button(message("Cancel"), role.RejectRole).setAutoDefault(True)
        return accept

    def add_close(self) -> QPushButton:
        """Add the button that closes, for dialogs that change things as they go."""
        return self.add_button(message("Close"), QDialogButtonBox.ButtonRole.RejectRole)

    @Slot(object)
    def show_fault(self, fault: UserError) -> None:
        """Say why something could not be done; of a definition, every mistake."""
        faults = fault.faults if isinstance(fault, DefinitionError) else ()
        self.say("\n".join(map(str, (fault.message, *(item.sentence() for item in faults)))))

    def say(self, text: Translatable | str) -> None:
        """Show a fault that is about no field; an empty one is taken away."""
        self.fault.setText(str(text))
        self.fault.setVisible(bool(str(text)))

    def fit_later(self) -> None:
        """Fit once the layout knows of what was just added."""
        self._later.start()

    @Slot()
    def fit(self) -> None:
        """Take the room that the page wants, as far as the screen has it; never less than now."""
        page = self._page
        for widget in (*reversed(page.findChildren(QWidget)), page):  # the inner ones first
            if (layout := widget.layout()) is not None:
                layout.activate()
        wanted = self._wanted()
        self.resize(wanted.expandedTo(self.size()) if self._fitted else wanted)
        self._fitted = True
        self._put_in_order()

    @Slot()
    def _on_accepted(self) -> None:
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt calls it
        """Take the room that the page wants, as far as the screen has it."""
        super().showEvent(event)
        if not event.spontaneous():
            self.fit()

    def _put_in_order(self) -> None:
        """Tab goes through the page, also through what came later, and then to the buttons.

        Buttons that are put in anew come last. `setTabOrder` would leave behind the editors that
        pass the focus on to a line inside them, and Tab would turn back at the first of those.
        """
        at = self.focusWidget()
        if at is None or not self.buttons.isAncestorOf(at):
            self.buttons.setParent(None)
            self._layout.addWidget(self.buttons)
            self.buttons.show()
        inside = self._reached()
        focus = self.focusWidget()
        if inside and (focus is None or not self._page.isAncestorOf(focus)):
            first = next((widget for widget in inside if widget.isEnabled()), inside[0])
            first.setFocus()

    def _reached(self) -> list[QWidget]:
        """What Tab reaches inside the page, in its order; not the tab bar, which comes first anyway.

        Qt's own chain is not asked: `nextInFocusChain` makes PySide take each widget for a child of
        the one before, and lose it with that one.
        """
        return [
            widget
            for widget in self._page.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisibleTo(self)
            and widget.focusProxy() is None
            and not isinstance(widget, QTabBar)
        ]

    def _wanted(self) -> QSize:
        margins = self._layout.contentsMargins()
        width = room_for(self, QSize(wide(self, self._chars), 0)).width()
        inner = width - margins.left() - margins.right()
        high = max(
            self.content.totalHeightForWidth(inner),
            self.content.sizeHint().height(),
            self.fontMetrics().lineSpacing() * self._lines,
        )
        below = self.buttons.sizeHint().height() + 2 * self._layout.spacing()
        wanted = high + below + margins.top() + margins.bottom()
        return room_for(self, QSize(width, wanted))


class FormDialog(PageDialog):
    """A dialog that asks for what one verb needs."""

    submitted = Signal()

    def __init__(
        self,
        title: Translatable,
        does: Translatable,
        *,
        chars: int = 96,
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `does` stands on the button that does it."""
        super().__init__(title, chars=chars, parent=parent)
        self.fields = CheckedForm()
        self.fields.changed.connect(self._on_changed)
        self.content.addWidget(self.fields)
        self.accept_button = self.add_decision(does)

    def check(self) -> Faults:
        """What is wrong, by field."""
        raise NotImplementedError

    @Slot(object)
    def show_fault(self, fault: UserError) -> None:
        """Say why the core refused, and let the user mend it."""
        super().show_fault(fault)
        self.accept_button.setEnabled(True)

    def show_faults(self, faults: Faults) -> QWidget | None:
        """Show faults at their fields; the first such field comes back."""
        return self.fields.show_faults(faults)

    @Slot()
    def _on_accepted(self) -> None:
        self.say("")
        first = self.show_faults(self.check())
        if first is not None:
            self.fit_later()
            first.setFocus()
            self.area.ensureWidgetVisible(first)
            return
        self.accept_button.setEnabled(False)
        self.submitted.emit()

    @Slot()
    def _on_changed(self) -> None:
        if self.fields.has_faults:
            self.show_faults(self.check())
