# SPDX-License-Identifier: Apache-2.0
"""A step of the way through the stages, as one piece of a line from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import current_theme
from gui.widgets.rows import text_label
from models.language import current_language, message, plural

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from models.dossier import StageStep
    from models.programme.schema import Stage


class TimelineStep(QWidget):
    """One stage that was entered: when, by whom, why, how long, and whether it was in time."""

    def __init__(
        self,
        step: StageStep,
        stage: Stage,
        *,
        left: date | None,
        today: date,
        first: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            left: When the stage was left; None for the one in which the application is.
            first: Whether no step comes before it.
        """
        super().__init__(parent)
        language = current_language()
        name = stage.label.text(language)
        outward = stage.outward.text(language) if stage.outward else name
        over = step.due is not None and (left or today) > step.due
        text = QVBoxLayout()
        text.setSpacing(2)
        text.setContentsMargins(0, 0, 0, self.fontMetrics().height() // 2)
        head = QHBoxLayout()
        head.addWidget(text_label(name, "heading" if left is None else "", wrap=True), 1)
        text.addLayout(head)
        facts = [f"{step.at:%Y-%m-%d %H:%M}", step.operator, self._spent(step, left)]
        text.addWidget(text_label("  ·  ".join(filter(None, facts)), "hint", wrap=True))
        if step.due is not None:
            text.addWidget(text_label(_limit(step, left, over=over), "error" if over else "hint",
                                      wrap=True))  # fmt: skip
        if not step.certain:
            unsure = message(
                "The holidays of that time are not announced yet: weekdays are counted."
            )
            text.addWidget(text_label(unsure, "hint", wrap=True))
        if step.reason:
            reason = message("Reason: {reason}", reason=step.reason)
            text.addWidget(text_label(reason, wrap=True))
        if outward != name:
            seen = message("Applicants see: {stage}", stage=outward)
            text.addWidget(text_label(seen, "hint", wrap=True))
        mark = _Mark(now=left is None, over=over, first=first)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(mark)
        whole.addLayout(text, 1)
        self.over = over

    @staticmethod
    def _spent(step: StageStep, left: date | None) -> str:
        text = (
            plural("{n} working day so far", "{n} working days so far", n=step.workdays)
            if left is None
            else plural("{n} working day", "{n} working days", n=step.workdays)
        )
        return str(text)


def _limit(step: StageStep, left: date | None, *, over: bool) -> str:
    if not over:
        return str(message("limit: {day}", day=step.due))
    return str(
        message("overdue since {day}", day=step.due)
        if left is None
        else message("limit: {day}, left too late on {left}", day=step.due, left=left)
    )


class _Mark(QWidget):
    """The dot and the line beside a step."""

    def __init__(self, *, now: bool, over: bool, first: bool) -> None:
        super().__init__()
        self._now, self._over, self._first = now, over, first
        self.setFixedWidth(self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it
        """Paint them."""
        theme, unit = current_theme(), self.fontMetrics().height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = unit / 2, unit / 4
        centre = QPointF(middle, unit * 0.6)
        painter.setPen(QPen(QColor(theme["border"]), max(1.0, unit / 10)))
        top = centre.y() if self._now else 0.0
        bottom = centre.y() if self._first else float(self.height())
        painter.drawLine(QPointF(middle, top), QPointF(middle, bottom))
        colour = QColor(theme["error" if self._over else "icon_on" if self._now else "hint"])
        painter.setPen(QPen(colour, max(1.0, unit / 8)))
        painter.setBrush(colour if self._now else QColor(theme["panel"]))
        painter.drawEllipse(centre, radius, radius)
        painter.end()
