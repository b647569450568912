# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the form: an application with a field of every type, on screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.desk import Desk
from gui.dossier.form import FormPanel
from gui.widgets.messages import Messages
from models.verbs.applications import record_applications
from models.verbs.calls import add_call
from models.views.dossiers import dossier as read_dossier
from models.views.find import application_row
from models.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from gui.desk import Changes
    from gui.dossier.form.row import ValueRow
    from gui.dossier.form.table.row import TableRow
    from models.dossier import Dossier

EVERY = Path(__file__).parents[3] / "every.toml"
NUMBER = "202600001"


class Screen(QWidget):
    """The form of one application as the application pane shows it."""

    def __init__(self, folder: Path, number: str = NUMBER, *, write: bool = True) -> None:
        super().__init__()
        self.desk = Desk(folder, write=write)
        self.messages = Messages()
        self.form = FormPanel(self.desk, self.messages)
        layout = QVBoxLayout(self)
        layout.addWidget(self.form)
        layout.addWidget(self.messages)
        self.resize(900, 700)
        self.readings = 0
        self.desk.changed.connect(self._on_changed)
        self.desk.broke.connect(self._on_broke)
        self.show_application(number)

    @property
    def dossier(self) -> Dossier:
        """The application as it is stored."""
        return read_dossier(self.desk.reader, self.uid)

    def show_application(self, number: str) -> None:
        self.uid = application_row(self.desk.reader, number).uid
        self.form.show_dossier(self.dossier)

    def stored(self, field: str) -> Any:
        return self.dossier.answers.stored.get(field)

    def rows(self, table: str = "tenants") -> list[dict[str, Any]]:
        return [dict(row.values) for row in self.dossier.answers.rows.get(table, ())]

    def go(self, page: str) -> None:
        self.form.sections.choose(page)

    def row(self, field: str) -> ValueRow:
        assert self.form.page is not None
        return self.form.page.rows[field]  # type: ignore[return-value] # a test knows which

    def table(self, field: str = "tenants") -> TableRow:
        assert self.form.page is not None
        return self.form.page.rows[field]  # type: ignore[return-value] # a test knows which

    def saved(self, qtbot: QtBot) -> None:
        """Wait until everything is saved and shown again."""
        qtbot.wait(20)  # a cell commits after its key
        qtbot.waitUntil(self._is_quiet)
        qtbot.wait(1)

    def _is_quiet(self) -> bool:
        return not self.desk.busy and not self.desk._tick.isActive()

    def _on_broke(self, fault: BaseException) -> None:
        raise fault

    def _on_changed(self, _changes: Changes) -> None:
        self.readings += 1
        self.form.show_dossier(self.dossier)


@pytest.fixture
def every(folder: Path) -> Path:
    """The folder of an office with a call that asks for every type of field."""
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        office.clock = lambda: "2026-03-02T01:00:00Z"
        add_call(office, programme=str(EVERY), title="全类型", key="every")
        entry = {
            "title": "量子孵化器",
            "applicant": "示例量子科技有限公司",
            "variant": "plain",
            "staff": 12,
            "tenants": [
                {"name": "甲一公司", "area_m2": "10"},
                {"name": "甲二公司", "area_m2": "20.5"},
            ],
        }
        made = record_applications(office, call="every", entries=[entry, {"title": "另一个"}])
        assert made.numbers[0] == NUMBER
    return folder


@pytest.fixture
def screen(every: Path, qtbot: QtBot) -> Iterator[Screen]:
    """The form of the first application, on screen."""
    shown = Screen(every)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
    yield shown
    shown.desk.close()
