# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from gui.office.vocabulary_tree import Place
from models.duties import Duty, pin_matches
from models.views.office import office_details
from models.views.operators import operators

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from gui.office.office_dialog import OfficeDialog
    from gui.office.operator_dialog import OperatorEditDialog
    from gui.office.vocabularies_dialog import VocabulariesDialog
    from tests.gui.hands import Hands

CHAIN = """
id = "chains"
version = "1"
label = { zh = "产业链", en = "Chains" }
[[term]]
id = "new"
label = { zh = "新链", en = "New chain" }
[[term]]
id = "old"
label = { zh = "旧链", en = "Old chain" }
retired = true
replaced_by = "new"
"""


def office_dialog(hands: Hands) -> OfficeDialog:
    hands.press("office_facts")
    dialog = hands.program.office.office
    assert dialog is not None
    return dialog


def operator_dialog(dialog: OfficeDialog) -> OperatorEditDialog:
    editing = dialog.operators.editing
    assert editing is not None
    return editing


def vocabularies(hands: Hands) -> VocabulariesDialog:
    hands.press("vocabularies")
    dialog = hands.program.office.vocabularies
    assert dialog is not None
    hands.settle()
    return dialog


def states(dialog: VocabulariesDialog) -> dict[str, str]:
    return {item.text(0): item.text(3) for item in dialog.tree.items()}


def test_the_facts_of_the_office_are_edited(hands: Hands, folder: Path, tmp_path: Path) -> None:
    dialog = office_dialog(hands)
    facts = dialog.facts
    assert facts.region.text() == "上海市"
    assert not facts.save_button.isEnabled()
    facts.name.setText("示例市经信局")
    facts.region.setText("370500")
    assert "东营市" in facts.region_path.text()
    facts.phone.setText("021-0000")
    facts.place.edit.setText(str(tmp_path / "stick"))
    assert "is not there" in facts.place_note.text()
    facts.save_button.click()
    hands.settle()
    with hands.kept(folder) as kept:
        details = office_details(kept.reader)
    assert (details.name, details.region, details.phone) == ("示例市经信局", "370500", "021-0000")
    assert details.backup_place == str(tmp_path / "stick")
    assert facts.said.text() == "Saved."
    dialog.reject()
    assert hands.window.windowTitle().startswith("示例市经信局")


def test_an_office_without_name_or_with_an_unknown_division_is_refused(hands: Hands) -> None:
    facts = office_dialog(hands).facts
    facts.name.clear()
    facts.region.setText("鼓楼")
    facts.save_button.click()
    assert facts.name.property("state") == "error"
    assert facts.region.property("state") == "error"
    hands.qtbot.waitUntil(facts.name.hasFocus)
    hands.settle()
    assert office_details(hands.desk.reader).name


def test_what_is_not_saved_is_asked_about_before_the_dialog_closes(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = office_dialog(hands)
    dialog.facts.contact.setText("王五")
    answers = [False, True]
    monkeypatch.setattr("gui.dialogs.ask.confirm", lambda *_, **__: answers.pop(0))
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not answers


def test_an_operator_with_a_pin_is_added_and_loses_it_again(hands: Hands, folder: Path) -> None:
    dialog = office_dialog(hands)
    dialog.operators.add_button.click()
    adding = operator_dialog(dialog)
    adding.accept_button.click()
    assert adding.name.property("state") == "error"
    adding.name.setText("李四")
    adding.duties[Duty.CHECK].setChecked(True)
    adding.pin_choice.setCurrentIndex(1)
    adding.pin.setText("4711")
    adding.again.setText("4712")
    adding.accept_button.click()
    assert adding.again.property("state") == "error"
    adding.again.setText("4711")
    adding.accept_button.click()
    hands.settle()
    with hands.kept(folder) as kept:
        added = operators(kept.reader)[-1]
    assert (added.name, added.has_pin) == ("李四", True)
    assert added.duties == (Duty.ENTER, Duty.CHECK)
    listed = dialog.operators.list
    assert listed.topLevelItemCount() == 2
    listed.setCurrentItem(listed.topLevelItem(1))  # type: ignore[arg-type] # it is there
    dialog.operators.edit_button.click()
    editing = operator_dialog(dialog)
    editing.pin_choice.setCurrentIndex(2)
    editing.duties[Duty.ENTER].setChecked(False)
    editing.accept_button.click()
    hands.settle()
    with hands.kept(folder) as kept:
        edited = operators(kept.reader)[-1]
    assert (edited.has_pin, edited.duties) == (False, (Duty.CHECK,))


def test_the_last_one_who_approves_keeps_the_duty(hands: Hands) -> None:
    dialog = office_dialog(hands)
    dialog.operators.edit_button.click()
    editing = operator_dialog(dialog)
    editing.duties[Duty.APPROVE].setChecked(False)
    editing.accept_button.click()
    hands.settle()
    assert "the last one" in editing.fault.text()
    for box in editing.duties.values():
        box.setChecked(False)
    editing.accept_button.click()
    assert "at least one duty" in editing.duties[Duty.ENTER].accessibleDescription()


def test_who_gives_away_the_duty_to_approve_can_add_nobody_any_more(hands: Hands) -> None:
    dialog = office_dialog(hands)
    dialog.operators.add_button.click()
    adding = operator_dialog(dialog)
    adding.name.setText("李四")
    adding.duties[Duty.APPROVE].setChecked(True)
    adding.accept_button.click()
    hands.settle()
    dialog.operators.edit_button.click()
    editing = operator_dialog(dialog)
    editing.duties[Duty.APPROVE].setChecked(False)
    editing.accept_button.click()
    hands.settle()
    assert not dialog.operators.add_button.isEnabled()


def test_a_pin_that_is_kept_stays(hands: Hands, folder: Path) -> None:
    dialog = office_dialog(hands)
    dialog.operators.edit_button.click()
    setting = operator_dialog(dialog)
    setting.pin_choice.setCurrentIndex(1)
    setting.pin.setText("1")
    setting.again.setText("1")
    setting.accept_button.click()
    hands.settle()
    dialog.operators.edit_button.click()
    operator_dialog(dialog).accept_button.click()
    hands.settle()
    with hands.kept(folder) as kept:
        stored = kept.reader.connection.exec_driver_sql("SELECT pin FROM operator").scalar()
    assert pin_matches("1", str(stored))


def test_a_local_term_is_added_below_another_and_retired(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = vocabularies(hands)
    dialog.tree.choose(Place("directions", "space"))
    dialog.term_button.click()
    adding = dialog.adding
    assert adding is not None
    adding.zh.setText("未来空间")
    adding.accept_button.click()
    assert "already" in adding.zh.accessibleDescription()
    adding.zh.setText("低空经济")
    adding.aliases.setText("低空，eVTOL")
    adding.accept_button.click()
    hands.settle()
    assert dialog.tree.place == Place("directions", "space.local-1")
    assert states(dialog)["低空经济"] == "the office's own"
    found = hands.desk.reader.library.vocabularies()["directions"].find("eVTOL")
    assert found is not None
    assert found.parent == "space"
    monkeypatch.setattr("gui.dialogs.ask.confirm", lambda *_, **__: True)
    dialog.retire_button.click()
    hands.settle()
    assert states(dialog)["低空经济"] == "retired"
    assert not dialog.retire_button.isEnabled()


def test_only_terms_of_the_own_office_can_be_retired(hands: Hands) -> None:
    dialog = vocabularies(hands)
    dialog.tree.choose(Place("directions", "space"))
    assert not dialog.retire_button.isEnabled()
    assert dialog.about.text()


def test_a_vocabulary_comes_from_a_file(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "chains.toml"
    monkeypatch.setattr("gui.dialogs.ask.choose_file", lambda *_, **__: str(file))
    dialog = vocabularies(hands)
    dialog.file_button.click()
    assert "There is no file" in dialog.fault.text()
    file.write_text('version = "1"', encoding="utf-8")
    dialog.file_button.click()
    hands.settle()
    assert "chains.toml cannot be used" in dialog.fault.text()
    assert "id:" in dialog.fault.text()
    file.write_text(CHAIN, encoding="utf-8")
    dialog.file_button.click()
    hands.settle()
    assert dialog.tree.place == Place("chains")
    assert dialog.fault.isHidden()
    assert states(dialog)["Old chain"] == "retired, now New chain"
    assert states(dialog)["Chains"] == "1, the office's own"


def test_a_term_is_found_by_another_name(hands: Hands) -> None:
    dialog = vocabularies(hands)
    dialog.filter.setText("BCI")
    shown = [item.text(0) for item in dialog.tree.items() if not item.isHidden()]
    assert shown == ["Iconic products", "Brain-computer interfaces"]
    dialog.filter.clear()
    assert len([item for item in dialog.tree.items() if not item.isHidden()]) > 50


def test_who_may_not_approve_looks_only(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = office_dialog(hands)
    dialog.operators.add_button.click()
    adding = operator_dialog(dialog)
    adding.name.setText("李四")
    adding.accept_button.click()
    hands.settle()
    dialog.reject()
    hands.press("close_office")
    monkeypatch.setattr(hands.program.opening, "_choose_operator", lambda *_: ("李四", ""))
    hands.open(folder)
    dialog = office_dialog(hands)
    assert dialog.facts.name.isReadOnly()
    assert not dialog.operators.add_button.isEnabled()
    assert not dialog.operators.edit_button.isEnabled()
    assert not vocabularies(hands).term_button.isEnabled()
