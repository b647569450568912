# SPDX-License-Identifier: Apache-2.0
"""What is chosen in the dialogs of what goes out arrives in the order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.jobs import Jobs
from gui.printing.book_options import BookOptions
from gui.printing.issue_dialog import IssueDialog
from gui.printing.letter_options import LetterOptions
from gui.printing.options import choose
from gui.printing.packet_options import PacketOptions
from gui.printing.summary_options import SummaryOptions
from models.language import Language, Message, message, set_language
from models.orders import BookOrder, Edition, PacketOrder, SummaryOrder, SummaryPaper
from models.views import register
from models.views.asking_text import filter_text
from models.views.find import call_row
from models.views.ledger import Report
from models.views.register import Query
from tests.offices import CALL

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.widgets.ordered_list import OrderedList
    from models.programme.schema import Programme
    from models.workspace import Workspace

ZH = Language.ZH


@pytest.fixture
def programme(office: Workspace) -> Programme:
    """The definition of the small office."""
    row = call_row(office.reader, CALL)
    return office.reader.library.programme(row.definition_uid)


def ticked(offered: OrderedList, name: str) -> None:
    """Put a tick at a line or take it away, as Space does."""
    [item] = offered.list.findItems(name, Qt.MatchFlag.MatchExactly)
    offered.list.setCurrentItem(item)
    QTest.keyClick(offered.list, Qt.Key.Key_Space)


def test_what_is_chosen_of_a_summary_arrives_in_its_order(
    qtbot: QtBot, programme: Programme
) -> None:
    reports = [Report(7, date(2026, 3, 2), message("Summary"), 12)]
    options = SummaryOptions("c", programme, listed="方向=未来能源", reports=reports)
    qtbot.addWidget(options)
    assert options.order(ZH) == SummaryOrder(call="c", form="xlsx", language=ZH)
    assert not options.again.isEnabled()

    ticked(options.columns, "Applicant")
    for _ in range(9):  # in front of number and title, whatever stands between
        QTest.keyClick(options.columns.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    choose(options.form_box, "pdf")
    choose(options.group_by, "direction")
    first = options.crosses.rows[0]
    choose(first[0], "direction")
    assert "Cross table 1" in str(options.fault), "a table of one dimension"
    choose(first[1], "stage")
    assert options.fault is None
    options.as_listed.click()
    choose(options.since, 12)
    assert options.order(ZH) == SummaryOrder(
        call="c",
        form="pdf",
        columns=("applicant", "number", "title"),
        group_by="direction",
        crosses=(("direction", "stage"),),
        filter="方向=未来能源",
        since=12,
        language=ZH,
    )
    choose(options.audience, "expert")
    blind = options.order(ZH)
    assert blind.since == 0, "what is different is for the office alone"
    assert blind.columns == (), "without the applicant these are those of the programme"
    choose(options.paper, SummaryPaper.BRIEFING)
    assert options.suffix == ".pdf"
    assert options.order(ZH).crosses == ()


def test_the_same_as_last_time_fills_everything_in(qtbot: QtBot, programme: Programme) -> None:
    last = SummaryOrder(
        call="c",
        form="pdf",
        columns=("title", "amount_wan"),
        group_by="stage",
        crosses=(("direction", "variant"), ("region", "direction", "stage")),
        filter="武汉",
        since=5,
        language=ZH,
    )
    options = SummaryOptions("c", programme, last=last)
    qtbot.addWidget(options)
    told: list[None] = []
    asked: list[Language] = []
    options.changed.connect(lambda: told.append(None))
    options.language_asked.connect(asked.append)
    options.again.click()
    assert options.order(asked[0]) == last
    assert len(told) == 1, "the preview is made once"


def test_words_to_withhold_are_asked_for_a_blind_audience_only(qtbot: QtBot) -> None:
    options = PacketOptions(["a", "b"])
    qtbot.addWidget(options)
    options.withhold.setText("某某大学，东湖 , ")
    assert not options.form.isRowVisible(options.withhold)
    assert options.order(ZH) == PacketOrder(applications=("a", "b"), language=ZH)
    choose(options.audience, "expert")
    assert options.form.isRowVisible(options.withhold)
    choose(options.edition, Edition.PRINT)
    assert options.order(ZH).withhold == ("某某大学", "东湖")
    assert options.order(ZH).parts == (), "those that they get in the usual order"
    ticked(options.parts, "Tags")
    QTest.keyClick(options.parts.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    ticked(options.parts, "Tags")
    order = options.order(ZH)
    assert order.parts.index("tags") + 1 == order.parts.index("sections")
    assert order.edition is Edition.PRINT
    assert options.sample(ZH).applications == ("a",)


def test_the_preview_of_a_book_shows_the_first_few(
    qtbot: QtBot, office: Workspace, programme: Programme
) -> None:
    call = call_row(office.reader, CALL).uid
    options = BookOptions(office.reader, call, programme)
    qtbot.addWidget(options)
    choose(options.sort, "region,number")
    options.dividers.setChecked(False)
    options.front.setPlainText("编制说明\n")
    assert options.order(ZH) == BookOrder(
        call=call, sort="region,number", dividers=False, front="编制说明", language=ZH
    )
    first = register.uids(office.reader, Query(call=call, sort="region,number"))[:3]
    assert options.sample(ZH).applications == tuple(first)


def test_a_letter_bears_its_number_and_day(qtbot: QtBot, programme: Programme) -> None:
    options = LetterOptions("c", programme.letter, lambda year, _: f"示工信〔{year}〕   号")
    qtbot.addWidget(options)
    assert options.own_fonts
    options.dated.setText("2025.3.15")
    assert options.number.text() == "示工信〔2025〕   号", "the number follows the year"
    options.number.setText("示工信〔2025〕8号")
    order = options.order(ZH)
    assert (order.letter, order.number, order.dated) == (
        "recommendation_letter",
        "示工信〔2025〕8号",
        "2025-03-15",
    )
    options.dated.setText("soon")
    assert "soon" in str(options.fault)


def test_several_choices_make_one_preview(
    qtbot: QtBot, programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = SummaryOptions("c", programme)
    dialog = IssueDialog(Jobs(), message("Export"), message("Export"), message("Export"),
                         workspace=tmp_path, options=options, target=tmp_path / "s")  # fmt: skip
    qtbot.addWidget(dialog)
    made: list[Message] = []
    monkeypatch.setattr(dialog.waiting, "start", lambda title, *_, **__: made.append(title))
    dialog._later.setInterval(20)
    choose(options.group_by, "stage")
    choose(options.form_box, "pdf")
    options.filter.setText("武汉")
    qtbot.waitUntil(lambda: bool(made))
    qtbot.wait(60)
    assert len(made) == 1
    assert dialog.target.name == "s.pdf"
    dialog.reject()


def test_what_the_list_shows_is_written_as_a_filter(office: Workspace) -> None:
    call = call_row(office.reader, CALL)
    directions = office.reader.library.vocabularies()["directions"]
    energy = next(term for term in directions.roots() if term.label.zh == "未来能源")
    query = Query(
        call=call.uid,
        text="重庆 a=b",
        stages=("recommended",),
        directions=directions.below(energy.id),
        region="310000",
    )
    set_language(ZH)
    text = filter_text(office.reader, call, query)
    assert text is not None
    assert "方向=未来能源" in text
    assert "重庆 a b" in text
    assert filter_text(office.reader, call, Query(call=call.uid)) == ""
    assert filter_text(office.reader, call, Query(entry="x")) is None
    assert filter_text(office.reader, call, Query(trashed=True)) is None
