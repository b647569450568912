# SPDX-License-Identifier: Apache-2.0
"""Repeating tables: typing, pasting, rows by keyboard."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from gui.dossier.form.editors import Known
from gui.dossier.form.table.model import CellsModel
from models.programme.answers import Row
from models.verbs.steps import undo
from models.verbs.table_rows import set_cells
from models.verbs.tags import tag_application
from models.views.histories import history
from tests.gui.typing import focus, write

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from tests.gui.dossier.form.conftest import Screen

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def cells(screen: Screen) -> Screen:
    screen.go("rows")
    screen.table().view.open_cell(0, 0)
    return screen


def names(screen: Screen) -> list[Any]:
    return [row.get("name") for row in screen.rows()]


def key(qtbot: QtBot, screen: Screen, code: Qt.Key, modifier: Any = None) -> None:
    view = screen.table().view
    qtbot.keyClick(view, code, modifier or Qt.KeyboardModifier.NoModifier)
    screen.saved(qtbot)


def test_the_model_is_one(cells: Screen, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(cells.table().model)


def test_a_cell_is_typed_and_saved_and_enter_goes_on_below(cells: Screen, qtbot: QtBot) -> None:
    view = cells.table().view
    view.open_cell(0, 2)
    write(qtbot, "12.5")
    qtbot.keyClick(focus(), KEY.Key_Return)
    cells.saved(qtbot)
    assert cells.rows()[0]["area_m2"] == "12.5"
    assert view.currentIndex().row() == 1
    assert "33" in cells.table().total.text(), "12.5 and 20.5"


def test_a_row_is_typed_from_cell_to_cell_in_the_blank_row(cells: Screen, qtbot: QtBot) -> None:
    view = cells.table().view
    view.open_cell(2, 0)
    qtbot.keyClick(view, KEY.Key_F2)
    write(qtbot, "新公司")
    qtbot.keyClick(focus(), KEY.Key_Tab)
    write(qtbot, "91350100M000100Y43")
    qtbot.keyClick(focus(), KEY.Key_Tab)
    write(qtbot, "7")
    qtbot.keyClick(focus(), KEY.Key_Return)
    qtbot.waitUntil(lambda: len(cells.rows()) == 3 and "area_m2" in cells.rows()[2])
    cells.saved(qtbot)
    assert cells.rows()[2] == {"name": "新公司", "code": "91350100M000100Y43", "area_m2": "7"}
    assert cells.table().model.rowCount() == 4


def test_a_block_from_a_spreadsheet_is_one_step(cells: Screen, qtbot: QtBot) -> None:
    before = len(history(cells.desk.reader))
    QGuiApplication.clipboard().setText(
        "丙一公司\t\t30\t2024年3月\t大\n丙二公司\t\t很大\t202404\tsmall\n丙三公司\t\t1,000.5\t\t\n"
    )
    cells.table().view.open_cell(1, 0)
    key(qtbot, cells, KEY.Key_V, CONTROL)
    assert names(cells) == ["甲一公司", "丙一公司", "丙二公司", "丙三公司"]
    rows = cells.rows()
    assert rows[1] == {"name": "丙一公司", "area_m2": "30", "since": "2024-03", "kind": "big"}
    assert rows[2]["area_m2"] == "很大", "what is not understood stays as it was pasted"
    assert rows[3]["area_m2"] == "1000.5"
    assert len(history(cells.desk.reader)) == before + 1
    cells.desk.do(undo)
    cells.saved(qtbot)
    assert names(cells) == ["甲一公司", "甲二公司"]
    assert cells.rows()[1]["area_m2"] == "20.5"


def test_a_pasted_block_with_headings_finds_its_columns(cells: Screen, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("面积（平方米）\t名称\t备注\n9\t丁一公司\t无\n")
    cells.table().view.open_cell(2, 0)
    key(qtbot, cells, KEY.Key_V, CONTROL)
    assert cells.rows()[2] == {"name": "丁一公司", "area_m2": "9"}


def test_rows_are_added_copied_moved_and_deleted_by_keyboard(cells: Screen, qtbot: QtBot) -> None:
    key(qtbot, cells, KEY.Key_D, CONTROL)
    assert names(cells) == ["甲一公司", "甲一公司", "甲二公司"]
    cells.table().view.open_cell(2, 0)
    key(qtbot, cells, KEY.Key_Up, ALT)
    assert names(cells) == ["甲一公司", "甲二公司", "甲一公司"]
    assert cells.table().view.currentIndex().row() == 1, "the row stays chosen"
    key(qtbot, cells, KEY.Key_Minus, CONTROL)
    assert names(cells) == ["甲一公司", "甲一公司"]
    cells.table().view.open_cell(0, 0)
    key(qtbot, cells, KEY.Key_Plus, CONTROL)
    assert names(cells) == ["甲一公司", None, "甲一公司"]


def test_cells_are_copied_and_cleared(cells: Screen, qtbot: QtBot) -> None:
    view = cells.table().view
    view.selectAll()
    key(qtbot, cells, KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().startswith("甲一公司\t\t10\t")
    view.open_cell(0, 2)
    view.selectionModel().select(
        view.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    key(qtbot, cells, KEY.Key_Delete)
    assert "area_m2" not in {k for k, v in cells.rows()[0].items() if v is not None}


def test_problems_mark_their_cell_and_lead_to_it(cells: Screen, qtbot: QtBot) -> None:
    view = cells.table().view
    view.open_cell(1, 2)
    write(qtbot, "many")
    qtbot.keyClick(focus(), KEY.Key_Return)
    cells.saved(qtbot)
    table = cells.table()
    assert table.notes is not None
    assert "1 cell" in table.notes.text
    tip = table.model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "many" in tip
    view.open_cell(0, 0)
    path = next(p.field for p in cells.dossier.problems if "many" in str(p.message))
    cells.go("basic")
    cells.form.open_field(path)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 2)
    assert focus() is view


def test_a_cell_that_somebody_else_changed_is_refused(cells: Screen, qtbot: QtBot) -> None:
    table = cells.table()
    uid = table.model.uid(0)
    table.view.open_cell(0, 0)
    qtbot.keyClick(table.view, KEY.Key_F2)
    focus().clear()
    write(qtbot, "mine")
    table.saving._expected[uid, "name"] = "甲一公司"  # it was seen before the other came
    cells.desk.do(set_cells, number=cells.uid, table="tenants", cells={uid: {"name": "his"}})
    qtbot.keyClick(focus(), KEY.Key_Return)
    cells.saved(qtbot)
    assert cells.rows()[0]["name"] == "his"
    assert table.notes is not None
    assert "his" in table.notes.text
    assert "mine" in table.notes.text
    table.on_pressed("mine")
    cells.saved(qtbot)
    assert cells.rows()[0]["name"] == "mine"


def test_two_thousand_rows_stay_quick(cells: Screen, qtbot: QtBot) -> None:
    rows = [{"name": f"公司{n}", "area_m2": str(n), "kind": "big"} for n in range(2000)]
    cells.desk.do(set_cells, number=cells.uid, table="tenants", cells={}, added=rows)
    cells.saved(qtbot)
    other = cells.dossier
    cells.form.show_dossier(other)
    times = []
    for label in ("一", "二", "三"):
        cells.desk.do(tag_application, numbers=[cells.uid], add={"labels": [label]})
        cells.saved(qtbot)
        fresh = cells.dossier
        start = time.perf_counter()
        cells.form.show_dossier(fresh)
        times.append(time.perf_counter() - start)
    assert cells.table().model.rowCount() == 2003
    assert min(times) < 0.1, "showing the same rows again is nothing to wait for"


def test_showing_rows_again_touches_only_what_is_different(cells: Screen) -> None:
    field = cells.table().line.field
    model = CellsModel(field, Known())
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    told: list[tuple[str, int, int]] = []
    model.rowsInserted.connect(lambda _p, first, last: told.append(("in", first, last)))
    model.rowsRemoved.connect(lambda _p, first, last: told.append(("out", first, last)))
    model.show_rows([Row(uid, {"name": uid}) for uid in "abcd"])
    model.show_rows([Row(uid, {"name": uid}) for uid in "abxd"])
    model.show_rows([Row(uid, {"name": uid}) for uid in "abxd"])
    model.show_rows([])
    assert told == [("in", 0, 3), ("out", 2, 2), ("in", 2, 2), ("out", 0, 3)]


def test_tab_from_the_blank_row_goes_on_in_its_next_cell_however_slowly_one_types(
    cells: Screen, qtbot: QtBot
) -> None:
    view = cells.table().view
    view.open_cell(2, 0)
    qtbot.keyClick(view, KEY.Key_F2)
    write(qtbot, "新公司")
    qtbot.wait(700)
    qtbot.keyClick(focus(), KEY.Key_Tab)
    cells.saved(qtbot)
    qtbot.wait(300)
    assert focus().parent() is view.viewport()
    write(qtbot, "91350100M000100Y43")
    qtbot.keyClick(focus(), KEY.Key_Tab)
    cells.saved(qtbot)
    assert cells.rows()[2] == {"name": "新公司", "code": "91350100M000100Y43"}
