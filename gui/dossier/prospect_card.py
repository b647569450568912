# SPDX-License-Identifier: Apache-2.0
"""A move that is allowed from here: a button, what it asks for, and what still stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.theme import icon
from gui.widgets.rows import name_widget, text_label
from models.language import Message, current_language, message, plural
from models.verbs.prospects import About

if TYPE_CHECKING:
    from models.verbs.prospects import Prospect, Requirement

_LINKS: dict[About, Message] = {
    About.PROBLEMS: message("Show the problems"),
    About.ATTACHMENTS: message("Show the attachments"),
}


class ProspectCard(QFrame):
    """One move; `move_asked` gives its stage, `led` what the user wants to put right."""

    move_asked = Signal(str)
    led = Signal(object)  # About

    def __init__(
        self, prospect: Prospect, *, writable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.prospect = prospect
        language = current_language()
        move, stage = prospect.move, prospect.stage
        self.button = QPushButton(move.label.text(language))
        self.button.setEnabled(writable and not prospect.unmet)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._on_move)
        self.verdict = text_label(
            self._verdict(), "warning" if prospect.unmet else "hint", wrap=True
        )
        name_widget(self.button, move.label, self.verdict.text())
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.button)
        head.addWidget(self.verdict, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 8, 10, 8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addLayout(head, 0, 0, 1, 3)
        self.links: list[QPushButton] = []
        for requirement in prospect.requirements:
            self._add(requirement)
        outward = stage.outward
        if outward is not None and outward.text(language) != stage.label.text(language):
            text = message("Applicants see: {stage}", stage=outward)
            self._grid.addWidget(text_label(text, "hint", wrap=True), self._next(), 1, 1, 2)

    def _verdict(self) -> str:
        move, stage = self.prospect.move, self.prospect.stage
        if self.prospect.unmet:
            n = len(self.prospect.unmet)
            text = plural(
                "not possible yet: {n} condition is open",
                "not possible yet: {n} conditions are open",
                n=n,
            )
            return f"→ {stage.label}  ·  {text}"
        parts = [f"→ {stage.label}"]
        if move.reason:
            parts.append(str(message("asks for a reason")))
        if stage.days:
            limit = plural("limit: {n} working day", "limit: {n} working days", n=stage.days)
            parts.append(str(limit))
        return "  ·  ".join(parts)

    def _add(self, requirement: Requirement) -> None:
        met = requirement.unmet is None
        mark = QLabel()
        side = self.fontMetrics().height()
        name, role = ("check-circle", "success") if met else ("x-circle", "error")
        mark.setPixmap(icon(name, role).pixmap(side, side))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        done = str(message("met")) if met else str(message("not met"))
        mark.setAccessibleName(done)
        text = str(requirement.text)
        unmet = str(requirement.unmet or "")
        if unmet and unmet != text:
            colon = "：" if current_language().value == "zh" else ": "
            text = f"{text}{colon}{unmet}"
        row = self._next()
        self._grid.addWidget(mark, row, 0)
        self._grid.addWidget(text_label(text, "" if unmet else "hint", wrap=True), row, 1)
        if unmet and requirement.about in _LINKS:
            link = QPushButton(str(_LINKS[requirement.about]))
            link.setProperty("kind", "flat")
            link.setProperty("about", requirement.about.value)
            name_widget(link, link.text())
            link.clicked.connect(self._on_link)
            self._grid.addWidget(link, row, 2, Qt.AlignmentFlag.AlignTop)
            self.links.append(link)

    def _next(self) -> int:
        return self._grid.rowCount()

    @Slot()
    def _on_move(self) -> None:
        self.move_asked.emit(self.prospect.move.to)

    @Slot()
    def _on_link(self) -> None:
        link = self.sender()
        if isinstance(link, QPushButton):
            self.led.emit(About(link.property("about")))
