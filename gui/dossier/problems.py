# SPDX-License-Identifier: Apache-2.0
"""What is not as the programme asks, the gravest first: where, by which clause, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.dialogs import ask
from gui.dossier.panel import Panel
from gui.widgets.entries import Entry, EntryList
from gui.widgets.rows import name_widget, text_label
from models.errors import Severity
from models.language import current_language, message
from models.verbs.findings import accept_warning

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.widgets.messages import Messages
    from models.dossier import Dossier
    from models.errors import Problem

_LOOKS = {
    "error": ("x-circle", "error", message("Error")),
    "warning": ("warning", "warning", message("Warning")),
    "note": ("info", "icon", message("Note")),
    "waived": ("check-circle", "success", message("Accepted")),
}
_ORDER = tuple(_LOOKS)


class ProblemsPanel(Panel):
    """All problems; Enter or a double click asks for the field that one is about."""

    field_asked = Signal(str)

    def __init__(self, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(desk, messages, parent)
        self._dossier: Dossier | None = None
        self._problems: dict[str, Problem] = {}
        self.nothing = text_label(message("Nothing is wrong with this application."), "success")
        self.list = EntryList(message("Problems"))
        self.go = QPushButton(str(message("Go to the field")))
        self.accept = QPushButton(str(message("Accept with a reason…")))
        name_widget(self.go, self.go.text(), message("Enter does the same"))
        name_widget(
            self.accept,
            self.accept.text(),
            message("A warning may be accepted; the reason is kept and printed."),
        )
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 6, 10, 8)
        buttons.setSpacing(6)
        buttons.addWidget(self.go)
        buttons.addWidget(self.accept)
        buttons.addStretch(1)
        self.nothing.setContentsMargins(14, 14, 14, 14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        layout.addStretch(0)
        self.setFocusProxy(self.list)
        self.list.opened.connect(self._on_opened)
        self.list.current_changed.connect(self._allow)
        self.go.clicked.connect(self._on_go)
        self.accept.clicked.connect(self._on_accept)

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show the problems of an application."""
        self._dossier = dossier
        found = sorted(dossier.problems if dossier else (), key=lambda p: _ORDER.index(_look(p)))
        number = sum(item.severity is not Severity.NOTE for item in found)
        self.badge = str(number) if number else ""
        keys = [f"{place}/{item.rule}" for place, item in enumerate(found)]
        self._problems = dict(zip(keys, found, strict=True))
        entries = [self._entry(key, item) for key, item in self._problems.items()]
        self.list.show_entries(entries)
        self.nothing.setVisible(not entries)
        self.list.setVisible(bool(entries))
        for button in (self.go, self.accept):
            button.setVisible(bool(entries))
        self._allow()

    def _entry(self, key: str, problem: Problem) -> Entry:
        look = _look(problem)
        name, role, kind = _LOOKS[look]
        lines: list[tuple[str, str]] = []
        if problem.basis is not None:
            lines.append((str(message("Basis: {basis}", basis=problem.basis)), "hint"))
        if problem.fix is not None:
            lines.append((str(message("What to do: {fix}", fix=problem.fix)), "text"))
        if problem.waived:
            text = message("Accepted, because: {reason}", reason=problem.waived)
            lines.append((str(text), "success"))
        where = self._where(problem)
        about = " · ".join(part for part in (str(kind), where) if part)
        lines.insert(0, (about, role if role != "icon" else "hint"))
        sentence = problem.message.text(current_language())
        return Entry(key, sentence, tuple(lines), name, role, kind=str(kind))

    def _where(self, problem: Problem) -> str:
        """The name of what a problem is about, unless its sentence names it."""
        if self._dossier is None or not problem.field:
            return ""
        programme, language = self._dossier.programme, current_language()
        head, _, rest = problem.field.partition("/")
        if head == "slot":
            return str(message("attachment"))  # its sentence names the slot
        if head == "verified":
            label = programme.label_of(rest)
            return str(message("verified value of “{field}”", field=label))
        row = self._row_number(problem.field)
        name = programme.label_of(problem.field).text(language)
        return str(message("{field}, row {row}", field=name, row=row)) if row else name

    def _row_number(self, path: str) -> int:
        table, _, rest = path.partition("/")
        assert self._dossier is not None
        rows = self._dossier.answers.rows.get(table, ())
        uid = rest.partition("/")[0]
        return next((n for n, row in enumerate(rows, 1) if row.uid == uid), 0)

    def _current(self) -> Problem | None:
        entry = self.list.current
        return self._problems.get(entry.key) if entry is not None else None

    @Slot()
    def _allow(self) -> None:
        problem = self._current()
        self.go.setEnabled(problem is not None and bool(problem.field))
        is_warning = problem is not None and problem.severity is Severity.WARNING
        self.accept.setEnabled(is_warning and not self.desk.read_only)

    @Slot(object)
    def _on_opened(self, _entry: Entry) -> None:
        self._on_go()

    @Slot()
    def _on_go(self) -> None:
        problem = self._current()
        if problem is not None and problem.field:
            self.field_asked.emit(problem.field)

    @Slot()
    def _on_accept(self) -> None:
        problem = self._current()
        if problem is None or self._dossier is None:
            return
        reason = ask.ask_reason(self, message("Accept “{problem}”", problem=problem.message))
        if reason:
            self.desk.do(
                accept_warning, number=self._dossier.number, rule=problem.rule, reason=reason
            )


def _look(problem: Problem) -> str:
    return "waived" if problem.waived else problem.severity.value
