# SPDX-License-Identifier: Apache-2.0
"""The office and its operators in one dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.office.facts_page import FactsPage
from gui.office.operators_page import OperatorsPage
from gui.widgets.rows import name_widget, text_label
from models.duties import Duty
from models.language import message

if TYPE_CHECKING:
    from gui.desk import Desk


class OfficeDialog(PageDialog):
    """Facts on one tab, operators on the other; who may not change them is told why."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(message("Office and operators…"), parent=parent)
        self.facts, self.operators = FactsPage(desk), OperatorsPage(desk)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.facts, str(message("Office")))
        self.tabs.addTab(self.operators, str(message("Operators")))
        name_widget(self.tabs.tabBar(), message("Office and operators"))
        self.content.addWidget(self.tabs)
        if desk.read_only:
            self._explain(message("The office is open for reading only."))
        elif Duty.APPROVE not in desk.operator.duties:
            self._explain(
                message("{operator} may look, not change: that needs the duty “{duty}”.",
                        operator=desk.operator.name, duty=Duty.APPROVE.label)
            )  # fmt: skip
        self.add_close()

    @Slot()
    def reject(self) -> None:
        """Close; what was typed and not saved is not lost unasked."""
        question = message("What you changed in the office is not saved.")
        if not self.facts.is_changed or ask.confirm(
            self, question, yes=message("Close without saving"), danger=True
        ):
            super().reject()

    def _explain(self, text: object) -> None:
        self.content.insertWidget(0, text_label(str(text), "warning", wrap=True))
