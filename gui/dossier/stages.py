# SPDX-License-Identifier: Apache-2.0
"""Where an application stands, where it may go and what that asks for, and the way it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui.dossier.panel import Panel
from gui.dossier.prospect_card import ProspectCard
from gui.dossier.timeline import TimelineStep
from gui.widgets.rows import name_widget, text_label
from models.language import message
from models.verbs.prospects import prospects

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from gui.desk import Desk
    from gui.widgets.messages import Messages
    from models.dossier import Dossier
    from models.verbs.prospects import About, Prospect


class StagesPanel(Panel):
    """What comes next above, the way so far below, the latest stage first."""

    move_asked = Signal(str)  # the id of a stage
    page_asked = Signal(str)  # the page where something stands against a move

    def __init__(self, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(desk, messages, parent)
        self._dossier: Dossier | None = None
        self._stale = True
        self._shown_way: object = None
        self._shown_moves: object = None
        self.cards: list[ProspectCard] = []
        self.way: list[TimelineStep] = []
        inner = QWidget()
        inner.setProperty("role", "page")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(text_label(message("What comes next"), "heading"))
        self.end = text_label("", "hint", wrap=True)
        layout.addWidget(self.end)
        self._moves = QVBoxLayout()
        self._moves.setSpacing(8)
        layout.addLayout(self._moves)
        layout.addSpacing(8)
        layout.addWidget(text_label(message("The way so far"), "heading"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        layout.addLayout(self._steps)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        name_widget(area, message("Stages"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setFocusProxy(area)

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show the way of an application, and what comes next."""
        if dossier is None or self._dossier is None or dossier.uid != self._dossier.uid:
            self._show_moves(())
        self._dossier = dossier
        self._stale = True
        self._show_way()
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt calls it
        """Check the moves that were not checked while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def _read(self) -> None:
        self._stale = False
        if self._dossier is not None:
            self.desk.ask(
                prospects,
                then=self._show_moves,
                latest=self,
                number=self._dossier.uid,
                duties=self.desk.operator.duties,
            )

    def _show_moves(self, found: tuple[Prospect, ...]) -> None:
        stage = self._dossier.stage if self._dossier else ""
        if self._shown_moves == (stage, found):
            return
        self._shown_moves = (stage, found)
        for card in self.cards:
            card.deleteLater()
        self.cards = [ProspectCard(item, writable=not self.desk.read_only) for item in found]
        for card in self.cards:
            self._moves.addWidget(card)
            card.move_asked.connect(self.move_asked)
            card.led.connect(self._on_led)
        self.end.setVisible(not found)
        self.end.setText(str(self._ending()) if not found else "")

    def _ending(self) -> object:
        if self._dossier is None:
            return ""
        stage = self._dossier.programme.stages[self._dossier.stage]
        if any(self._dossier.programme.moves_from(stage.id)):
            return ""
        return message("“{stage}” is the end of the way: no move leads on.", stage=stage.label)

    def _show_way(self) -> None:
        dossier = self._dossier
        way = (dossier.uid, dossier.steps, dossier.today) if dossier else None
        if way == self._shown_way:
            return
        self._shown_way = way
        for old in self.way:
            old.deleteLater()
        self.way = []
        if dossier is None:
            return
        last = len(dossier.steps) - 1
        for place in range(last, -1, -1):
            step = dossier.steps[place]
            left = dossier.steps[place + 1].at.date() if place < last else None
            self.way.append(
                TimelineStep(
                    step,
                    dossier.programme.stages[step.stage],
                    left=left,
                    today=dossier.today,
                    first=place == 0,
                )
            )
            self._steps.addWidget(self.way[-1])

    @Slot(object)
    def _on_led(self, about: About) -> None:
        self.page_asked.emit(about.value)
