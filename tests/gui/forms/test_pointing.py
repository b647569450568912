# SPDX-License-Identifier: Apache-2.0
"""At the window: an empty form is added with the map that is suggested, and pointed at by keyboard."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gui.dialogs import ask
from tests.gui.forms.conftest import listing

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from gui.forms.map_dialog import MapDialog
    from tests.gui.hands import Hands


def add(hands: Hands, monkeypatch: pytest.MonkeyPatch, path: Path) -> MapDialog:
    dialog = listing(hands)
    monkeypatch.setattr(ask, "choose_file", lambda *_, **__: str(path))
    dialog.new_button.click()
    hands.settle()
    pointing = hands.program.forms.pointing
    assert pointing is not None
    return pointing


def shown(dialog: MapDialog, row: int, column: int) -> str:
    return str(dialog.grid.cells.index(row - 1, column - 1).data())


def point(hands: Hands, dialog: MapDialog, place: tuple[int, int], choice: str) -> None:
    """Go to a cell, press Enter, choose from the list."""
    dialog.grid.go_to(*place)
    hands.qtbot.keyClick(dialog.grid, Qt.Key.Key_Return)
    assert dialog.panel.what.is_open
    dialog.panel.what._popup.hide()
    dialog.panel.what.picked.emit(choice)
    hands.settle()


def test_a_form_is_added_with_its_suggested_map_and_what_was_pointed_at(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, ministry_book: Path, tmp_path: Path
) -> None:
    dialog = add(hands, monkeypatch, ministry_book)
    assert shown(dialog, 1, 1) == "推荐汇总表"
    assert shown(dialog, 4, 2).startswith("▸ Applicant")
    assert shown(dialog, 4, 3) == "▸ Amount（元）"
    point(hands, dialog, (4, 4), "note")
    assert shown(dialog, 4, 4) == "▸ Note"
    point(hands, dialog, (7, 3), "sum:amount_wan")
    assert "calculates this cell itself" in dialog.notes.toPlainText()
    assert not dialog.save_button.isEnabled()
    dialog.grid.setFocus()
    hands.qtbot.keyClick(dialog.grid, Qt.Key.Key_Delete)
    hands.settle()
    assert dialog.save_button.isEnabled()
    target = tmp_path / "map.toml"
    monkeypatch.setattr(ask, "choose_target", lambda *_, **__: str(target))
    dialog.write_button.click()
    columns = tomllib.loads(target.read_text(encoding="utf-8"))["sheet"][0]["table"][0]["columns"]
    assert columns["D"] == "note"
    dialog.save_button.click()
    hands.settle()
    listed = hands.program.forms.dialog
    assert listed is not None
    assert [form.title for form in listed.shown] == ["部里的表"]


def test_a_word_form_lists_its_names_and_tables(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, word_form: Path
) -> None:
    dialog = add(hands, monkeypatch, word_form)
    titles = [dialog.tabs.tabText(n) for n in range(dialog.tabs.count())]
    assert titles == ["Names in braces", "Table 1"]
    dialog.tabs.setCurrentIndex(0)
    assert shown(dialog, 1, 1) == "▸ Title"
    assert shown(dialog, 2, 1) == "填报日"
    point(hands, dialog, (2, 1), "date")
    assert dialog.map.words["填报日"].source == "date"
    dialog.tabs.setCurrentIndex(1)
    assert shown(dialog, 1, 2) == "▸ Applicant"
    dialog.save_button.click()
    hands.settle()
    assert dialog.kept is not None
    assert dialog.kept.mapping["scope"] == "application"
