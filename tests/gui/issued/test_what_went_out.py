# SPDX-License-Identifier: Apache-2.0
"""At the window: what went out is listed, sent, made again; a printed page is held against now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from gui.jobs import Jobs
from gui.outgoing import issue
from gui.printing.dialog import OutputDialog
from models.language import Language
from models.orders import PacketOrder
from models.progress import NoProgress
from models.storage.ledger import read_ledger
from models.verbs.applications import edit_application
from models.views.dossiers import dossier
from models.views.find import application_row
from models.workspace import Workspace
from tests.offices import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from gui.issued.ledger_dialog import LedgerDialog
    from gui.issued.version_dialog import VersionDialog
    from tests.gui.hands import Hands

_LONG_MS = 60_000


@pytest.fixture
def folder(folder: Path) -> Path:
    """An office from which a packet went out, and two applications that were changed since."""
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        for number in (FIRST, SECOND):
            uid = application_row(office.reader, number).uid
            order = PacketOrder(applications=(uid,), language=Language.ZH)
            if number == FIRST:
                issue(office, order, folder / "exports" / "packet.pdf", progress=NoProgress())
            edit_application(office, number=number, values={"staff": 30})
    return folder


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are done in this process: `test_jobs` has those of their own."""

    def start(
        _jobs: Jobs, _title: object, work: Any, *, then: Any, files: Any, **more: Any
    ) -> None:
        made = work(NoProgress(), **more)
        assert all(path.is_file() for path in files(made))
        then(made)

    monkeypatch.setattr(Jobs, "start", start)


def finish(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: hands.window.jobs.running == 0, timeout=_LONG_MS)
    hands.settle()


def ledger(hands: Hands) -> LedgerDialog:
    hands.press("what_went_out")
    dialog = hands.program.ledger.dialog
    assert dialog is not None
    hands.settle()
    return dialog


def printed(hands: Hands) -> VersionDialog:
    hands.press("printed_version")
    dialog = hands.program.versions.dialog
    assert dialog is not None
    return dialog


def scan(hands: Hands, dialog: VersionDialog, text: str) -> None:
    """What a scanner types, with its Enter."""
    dialog.text.selectAll()
    hands.qtbot.keyClicks(dialog.text, text)
    hands.qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    hands.settle()
    finish(hands)


def shown(dialog: VersionDialog) -> list[list[str]]:
    items = (dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount()))
    return [[item.text(column) for column in range(3)] for item in items if item is not None]


def code_then(folder: Path) -> str:
    return read_ledger(folder).issues[0].files[0].code


def test_what_went_out_is_found_and_sent(hands: Hands, folder: Path) -> None:
    dialog = ledger(hands)
    assert [(line.about, line.recipient) for line in dialog.shown] == [(FIRST, "")]
    dialog.filter.setText("部科技司")
    hands.qtbot.waitUntil(lambda: not dialog.shown)
    assert not dialog.rebuild_button.isEnabled()
    dialog.filter.clear()
    hands.qtbot.waitUntil(lambda: bool(dialog.shown))
    dialog.say_button.click()
    recipient = hands.program.ledger.recipient
    assert recipient is not None
    recipient.recipient.setText("部科技司")
    recipient.accept_button.click()
    hands.settle()
    assert [line.recipient for line in dialog.shown] == ["部科技司"]
    (noted,) = read_ledger(folder).issues
    assert (noted.recipient, noted.operator) == ("部科技司", "张三")


@pytest.mark.usefixtures("at_once")
def test_it_is_made_again_byte_for_byte_after_a_change(
    hands: Hands, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = tmp_path / "again.pdf"
    monkeypatch.setattr("gui.dialogs.ask.choose_target", lambda *_, **__: str(again))
    ledger(hands).rebuild_button.click()
    finish(hands)
    assert again.read_bytes() == (folder / "exports" / "packet.pdf").read_bytes()
    assert "byte for byte what went out" in hands.window.messages.text


def test_a_scanned_page_names_what_changed_and_leads_to_the_application(
    hands: Hands, folder: Path
) -> None:
    dialog = printed(hands)
    scan(hands, dialog, f"{FIRST} {code_then(folder)}")
    assert shown(dialog) == [["Staff", "12", "30"]]
    assert "1 field is another now" in dialog.heading.text()
    uid = application_row(hands.desk.reader, FIRST).uid
    now = dossier(hands.desk.reader, uid).version_code
    scan(hands, dialog, f"{FIRST} {now.lower()}")
    assert "is the same as now" in dialog.heading.text()
    assert shown(dialog) == []
    scan(hands, dialog, f"{FIRST} 00000000")
    assert f"No state of {FIRST} ever had" in dialog.fault.text()
    assert not dialog.go_button.isEnabled()
    scan(hands, dialog, code_then(folder))
    dialog.go_button.click()
    hands.settle()
    assert hands.view.dossier.dossier is not None
    assert hands.view.dossier.dossier.number == FIRST


def test_a_page_scanned_into_the_search_of_the_list_is_opened(hands: Hands, folder: Path) -> None:
    search = hands.view.register.filters.text
    for text in ("孵化器 RESEARCH", f"{FIRST} {code_then(folder)}"):
        assert hands.program.versions.dialog is None
        search.setText(text)
        hands.qtbot.keyClick(search, Qt.Key.Key_Return)
        hands.settle()
    dialog = hands.program.versions.dialog
    assert dialog is not None
    assert shown(dialog) == [["Staff", "12", "30"]]


def test_a_code_that_never_went_out_is_looked_for_everywhere(hands: Hands) -> None:
    uid = application_row(hands.desk.reader, SECOND).uid
    dialog = printed(hands)
    scan(hands, dialog, dossier(hands.desk.reader, uid).version_code)
    assert dialog.version is not None
    assert dialog.version.number == SECOND


@pytest.mark.usefixtures("at_once")
def test_the_same_is_ordered_anew_the_list_written_and_that_version_printed(
    hands: Hands, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ledger(hands)
    monkeypatch.setattr("gui.dialogs.ask.choose_target", lambda *_, **__: str(tmp_path / "log.csv"))
    dialog.log_button.click()

    def anew(asked: OutputDialog) -> bool:
        assert (asked.target.name, asked.chosen_language) == (f"{FIRST}.pdf", Language.ZH)
        asked.path.setText(str(tmp_path / "anew.pdf"))
        return True

    monkeypatch.setattr(OutputDialog, "exec", anew)
    dialog.anew_button.click()
    dialog.reject()
    version = printed(hands)
    version.text.setText(code_then(folder))
    version.find_button.click()
    hands.settle()
    monkeypatch.setattr(
        "gui.dialogs.ask.choose_target", lambda *_, **__: str(tmp_path / "then.pdf")
    )
    version.print_button.click()
    finish(hands)
    before = (folder / "exports" / "packet.pdf").read_bytes()
    assert (tmp_path / "then.pdf").read_bytes() == before
    assert (tmp_path / "anew.pdf").read_bytes() != before
    assert (tmp_path / "log.csv").read_text(encoding="utf-8-sig").count(FIRST) == 1
    assert [noted.id for noted in read_ledger(folder).issues] == [1, 2]
