# SPDX-License-Identifier: Apache-2.0
"""The history of an application in plain words, the newest step first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.dossier.panel import Panel
from gui.theme import icon
from gui.widgets.entries import Entry, EntryList
from gui.widgets.rows import name_widget, text_label
from models.language import Language, current_language, message, plural
from models.views.histories import history

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from gui.desk import Desk
    from gui.widgets.messages import Messages
    from models.dossier import Dossier
    from models.reader import Reader
    from models.views.histories import HistoryStep, HistoryValue

_WAIT_MS = 120
_QUIET = frozenset({"stage_since", "due", "name_key"})
"""What follows from another value of the same step."""
_MANY = 6
"""So many values of a step are listed; a whole form that came in at once is counted."""


class HistoryPanel(Panel):
    """Who changed what, when, where and why; read aside, and only while it is looked at."""

    def __init__(self, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(desk, messages, parent)
        self._uid = ""
        self._stale = True
        self._entries: tuple[Entry, ...] = ()
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setPlaceholderText(str(message("Find in the history")))
        name_widget(self.filter, message("Find in the history"))
        self.status = text_label("", "hint")
        self.list = EntryList(message("History"))
        bar = QFrame()
        bar.setProperty("role", "bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(8, 8, 8, 8)
        line.addWidget(self.filter, 1)
        line.addWidget(self.status)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.list, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._narrow)
        self.filter.textChanged.connect(self._on_text)
        self.setFocusProxy(self.filter)

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show the history of an application; again after each change."""
        uid = dossier.uid if dossier is not None else ""
        if uid != self._uid:
            self._uid = uid
            self._show(())
        self._stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt calls it
        """Read what was not read while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def _read(self) -> None:
        self._stale = False
        if self._uid:
            self.desk.ask(
                entries,
                then=self._show,
                latest=self,
                uid=self._uid,
                language=current_language(),
            )

    def _show(self, found: tuple[Entry, ...]) -> None:
        self._entries = found
        self._narrow()

    @Slot()
    def _on_text(self) -> None:
        self._timer.start()

    @Slot()
    def _narrow(self) -> None:
        wanted = self.filter.text().casefold().split()
        shown = tuple(
            entry
            for entry in self._entries
            if all(word in entry.whole.casefold() for word in wanted)
        )
        self.list.show_entries(shown)
        text = plural("{n} step", "{n} steps", n=len(shown))
        self.status.setText(str(text) if self._entries else "")


def entries(reader: Reader, *, uid: str, language: Language) -> tuple[Entry, ...]:
    """The steps of an application as entries, the newest first."""
    return tuple(_entry(step, language) for step in reversed(history(reader, subject=uid)))


def _entry(step: HistoryStep, language: Language) -> Entry:
    shown = [item for item in step.values if item.path not in _QUIET]
    if len(shown) > _MANY:
        rest = plural("… and {n} more value", "… and {n} more values", n=len(shown) - _MANY)
        lines = [(_value(item, language), "text") for item in shown[:_MANY]]
        lines.append((rest.text(language), "hint"))
    else:
        lines = [(_value(item, language), "text") for item in shown]
    if step.reason:
        lines.append((message("Reason: {reason}", reason=step.reason).text(language), "text"))
    who = " · ".join(filter(None, (step.at, step.operator, step.account, step.machine)))
    lines.append((who, "hint"))
    name, role = _ICONS.get(step.kind, ("note-pencil", "icon"))
    kind = ""
    if step.undone:
        name, role = "arrow-counter-clockwise", "warning"
        kind = message("taken back later").text(language)
        lines.append((kind, "warning"))
    text = step.message.text(language)
    return Entry(step.uid, text, tuple(lines), name, role, kind=kind, bold=True)


_ICONS = {
    "undo": ("arrow-counter-clockwise", "icon"),
    "redo": ("arrow-clockwise", "icon"),
    "barrier": ("prohibit", "warning"),
}


def _value(value: HistoryValue, language: Language) -> str:
    colon = "：" if language is Language.ZH else ": "
    label = value.label.text(language)
    before, after = (_short(item.text(language)) for item in (value.before, value.after))
    is_new = value.old is None and value.path.count("/") < _CELL
    return f"{label}{colon}{after}" if is_new else f"{label}{colon}{before} → {after}"


_CELL = 2
_LONGEST = 300


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
