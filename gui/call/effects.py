# SPDX-License-Identifier: Apache-2.0
"""What an amendment does to each application: problems that come and problems that go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from gui.theme import icon
from gui.widgets.rows import name_widget, text_label
from models.language import message, plural

if TYPE_CHECKING:
    from models.verbs.calls import Affected, Amendment

_SHOWN = 500


class Effects(QWidget):
    """The applications that an amended definition judges differently, before anything is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = text_label("", wrap=True)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([str(message("Application")), str(message("Problems"))])
        self.tree.setTextElideMode(self.tree.textElideMode().ElideRight)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setMinimumHeight(self.fontMetrics().height() * 9)
        name_widget(self.tree, message("Affected applications"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.said)
        layout.addWidget(self.tree, 1)
        self.tree.hide()

    def say(self, text: object) -> None:
        """Show a sentence alone."""
        self.said.setText(str(text))
        self.tree.hide()

    def show_amendment(self, amendment: Amendment) -> None:
        """Show what would change."""
        affected = amendment.affected
        said = [
            plural(
                "{n} application is judged differently by the new version:",
                "{n} applications are judged differently by the new version:",
                n=len(affected),
            )
            if affected
            else message("No application is judged differently by the new version.")
        ]
        if amendment.untouched:
            said.append(
                plural(
                    "{n} decided application stays with the version that judged it.",
                    "{n} decided applications stay with the version that judged them.",
                    n=amendment.untouched,
                )
            )
        if len(affected) > _SHOWN:
            said.append(message("The first {n} are listed.", n=_SHOWN))
        self.said.setText("\n".join(map(str, said)))
        self.tree.clear()
        for item in affected[:_SHOWN]:
            self.tree.addTopLevelItem(_line(item))
        self.tree.expandAll()
        self.tree.setVisible(bool(affected))


def _line(item: Affected) -> QTreeWidgetItem:
    count = message("{before} → {after}", before=item.before, after=item.after)
    line = QTreeWidgetItem([f"{item.number}  {item.title}", str(count)])
    line.setToolTip(0, item.title)
    for problems, text, picture, role in (
        (item.new_problems, message("New"), "plus-circle", "error"),
        (item.gone_problems, message("Gone"), "minus-circle", "success"),
    ):
        for problem in problems:
            child = QTreeWidgetItem([str(problem.message), str(text)])
            child.setIcon(0, icon(picture, role))
            child.setToolTip(0, str(problem.message))
            line.addChild(child)
    return line
