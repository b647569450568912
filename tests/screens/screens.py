# SPDX-License-Identifier: Apache-2.0
"""Every screen and dialog by name: how to get there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from forms.intake.pdf.comparison import Compared
from forms.intake.pdf.pdf_offers import Offer, Sureness
from gui.call.amending_dialog import AmendmentDialog
from gui.call.opening_dialog import CallDialog
from gui.dialogs.help import About, ShortcutSheet
from gui.dialogs.move import MoveDialog
from gui.dialogs.new_office import NewOfficeDialog
from gui.dialogs.operator import OperatorDialog
from gui.dialogs.settings import SettingsDialog
from gui.dossier.comparing_dialog import ComparingDialog
from gui.faults import FaultDialog
from gui.forms.forms_dialog import FormsDialog
from gui.intake.dialog import ImportDialog, Step
from gui.intake.pdf_work import Comparison
from gui.issued.ledger_dialog import LedgerDialog
from gui.issued.recipient_dialog import RecipientDialog
from gui.issued.version_dialog import VersionDialog
from gui.jobs import Jobs
from gui.office.backups_dialog import BackupsDialog
from gui.office.check_dialog import CheckDialog
from gui.office.office_dialog import OfficeDialog
from gui.office.operator_dialog import OperatorEditDialog
from gui.office.restore_dialog import RestoreDialog
from gui.office.term_dialog import TermDialog
from gui.office.vocabularies_dialog import VocabulariesDialog
from gui.office.work import Checked
from gui.papers.dialog import PapersDialog
from gui.preview.making import Seen
from gui.printing.book_options import BookOptions
from gui.printing.dialog import OutputDialog
from gui.printing.issue_dialog import IssueDialog
from gui.printing.letter_options import LetterOptions
from gui.printing.options import choose
from gui.printing.packet_options import PacketOptions
from gui.printing.summary_options import SummaryOptions
from gui.recording.dialog import NewApplicationDialog
from models.language import Label, Language, message, plural
from models.orders import SummaryOrder
from models.packet_parts import PACKET_PARTS
from models.paper import LetterPart, PacketPart, Paper
from models.storage.integrity import CheckReport
from models.views.calls import call_terms, calls
from models.views.dossiers import history_head
from models.views.ledger import LedgerLine, Report
from models.views.operators import operators
from models.views.versions import PrintedVersion, VersionChange
from reports.typesetting.office_fonts import OfficeFont
from tests import intakes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.application import Program
    from gui.desk import Desk
    from gui.printing.options import Options
    from gui.window import MainWindow
    from models.language import Message


@dataclass(frozen=True, slots=True)
class Stage:
    """Where pictures are taken.

    Attributes:
        folder: An office.
        settle: Waits until everything is shown.
    """

    program: Program
    folder: Path
    settle: Callable[[], None]

    @property
    def window(self) -> MainWindow:
        return self.program.window

    def open(self) -> Desk:
        """Open the office, unless it is open."""
        if self.window.desk is None:
            self.program.opening.open(str(self.folder))
        self.settle()
        assert self.window.desk is not None
        return self.window.desk


def welcome(stage: Stage) -> QWidget:
    stage.program.opening.close()
    return stage.window


def office(stage: Stage) -> QWidget:
    stage.open()
    return stage.window


def nothing_found(stage: Stage) -> QWidget:
    stage.open()
    assert stage.window.view is not None
    stage.window.view.register.filters.text.setText("没有这样的申报")
    stage.window.view.register.search()
    stage.settle()
    return stage.window


def _page(stage: Stage, name: str) -> QWidget:
    """A page of the first application."""
    stage.open()
    view = stage.window.view
    assert view is not None
    view.register.filters.clear()
    stage.settle()
    view.dossier.open_page(name)
    stage.settle()
    return stage.window


def attachments(stage: Stage) -> QWidget:
    return _page(stage, "attachments")


def problems(stage: Stage) -> QWidget:
    return _page(stage, "problems")


def stages(stage: Stage) -> QWidget:
    return _page(stage, "stages")


def history(stage: Stage) -> QWidget:
    return _page(stage, "history")


def move(stage: Stage) -> QWidget:
    desk = stage.open()
    view = stage.window.view
    assert view is not None
    view.register.filters.clear()
    stage.settle()
    view.register.view.selectAll()
    lines = [(line.number, line.cells[1]) for line in view.register.selected()]
    dialog = MoveDialog(desk, lines, to="submitted", parent=stage.window)
    stage.settle()
    return dialog


def compare_pdf(stage: Stage) -> QWidget:
    stage.open()
    dialog = ComparingDialog("202601001 重庆类脑智能孵化器", [], stage.window)
    dialog.files.addItem("申报书（盖章）.pdf", (stage.folder / "a.pdf", "申报书（盖章）.pdf"))
    dialog.show_comparison(
        Comparison("202601001", "申报书（盖章）.pdf", tuple(_compared()), (7, 8))
    )
    return dialog


def _compared() -> Iterator[Compared]:
    for field, label, now, text, page, sureness in (
        ("title", Label("孵化器名称", "Name of the incubator"), "未来智能孵化器",
         "未来智能孵化器（一期）", 1, Sureness.SURE),
        ("area_m2", Label("孵化场地总面积", "Total area"), "12,000.00平方米", "13500㎡", 2,
         Sureness.LIKELY),
        ("platforms", Label("公共技术服务平台", "Shared technical platforms"), "",
         "建有类脑芯片测试平台和具身智能中试线，累计投入 3200 万元，服务企业 56 家。", 3,
         Sureness.DOUBTFUL),
    ):  # fmt: skip
        offer = Offer(field, label.zh, text, text, page, sureness)
        yield Compared(offer, label, now, text, None, same=False)


def jobs(stage: Stage) -> QWidget:
    stage.open()
    stage.window.jobs_panel.show()
    stage.settle()
    return stage.window


def new_application(stage: Stage) -> QWidget:
    desk = stage.open()
    return NewApplicationDialog(desk.reader, calls(desk.reader), parent=stage.window)


def _import(stage: Stage, step: Step) -> ImportDialog:
    """The dialog of an import, as far as a page."""
    desk = stage.open()
    dialog = ImportDialog(desk, Jobs(stage.window), stage.program.settings, calls(desk.reader),
                          paths=[intakes.PATH], parent=stage.window)  # fmt: skip
    if step >= Step.TABLE:
        dialog.show_file(intakes.file_look())
    if step >= Step.COLUMNS:
        dialog.next_button.click()
    if step >= Step.PREVIEW:
        dialog.show_preview(intakes.preview())
    return dialog


def import_file(stage: Stage) -> QWidget:
    return _import(stage, Step.FILE)


def import_table(stage: Stage) -> QWidget:
    return _import(stage, Step.TABLE)


def import_columns(stage: Stage) -> QWidget:
    return _import(stage, Step.COLUMNS)


def import_preview(stage: Stage) -> QWidget:
    return _import(stage, Step.PREVIEW)


def import_duplicate(stage: Stage) -> QWidget:
    dialog = _import(stage, Step.PREVIEW)
    dialog.preview.view.selectRow(1)
    return dialog


def import_refused(stage: Stage) -> QWidget:
    dialog = _import(stage, Step.PREVIEW)
    dialog.preview.view.selectRow(2)
    return dialog


def import_drop(stage: Stage) -> QWidget:
    stage.open()
    assert stage.window.view is not None
    register = stage.window.view.register
    register.filters.show_step("", message("Imported from {name}", name=intakes.PATH.name))
    stage.settle()
    register.target.cover(register.rect())
    return stage.window


def new_office(stage: Stage) -> QWidget:
    dialog = NewOfficeDialog(str(stage.folder.parent), stage.window)
    dialog.name.setText("示例市工业和信息化局")
    dialog.region.setText("370500")
    return dialog


def operator(stage: Stage) -> QWidget:
    desk = stage.open()
    return OperatorDialog(desk.office, operators(desk.reader), parent=stage.window)


def settings(stage: Stage) -> QWidget:
    return SettingsDialog(stage.program.settings, stage.window)


def shortcuts(stage: Stage) -> QWidget:
    return ShortcutSheet(stage.window)


def about(stage: Stage) -> QWidget:
    return About(stage.window)


def fault(stage: Stage) -> QWidget:
    return FaultDialog("Traceback (most recent call last):\n  …\nZeroDivisionError", stage.window)


def export(stage: Stage) -> QWidget:
    return OutputDialog(
        message("Export the summary…"),
        message("The summary of the call {call} for the ministry, as its programme lays it out.",
                call="incubator-2026-1"),
        target=stage.folder / "exports" / "incubator-2026-1.xlsx",
        formats=((".xlsx", message("Excel workbook")), (".pdf", message("PDF document"))),
        parent=stage.window,
    )  # fmt: skip


class _Still(IssueDialog):
    """Makes no preview: a job takes longer than a picture."""

    def _make(self) -> None:
        self.preview.say("")


def _issue(
    stage: Stage, title: Message, about: Message, does: Message, options: Options
) -> QWidget:
    return _Still(
        Jobs(stage.window),
        title,
        about,
        does,
        workspace=stage.folder,
        options=options,
        target=stage.folder / "exports" / "incubator-2026-1",
        parent=stage.window,
    )


def ask_summary(stage: Stage) -> QWidget:
    reader = stage.open().reader
    call = calls(reader)[0]
    last = SummaryOrder(call=call.uid, form="xlsx", language=Language.ZH, group_by="region",
                        crosses=(("direction", "stage"),), filter="未来能源")  # fmt: skip
    reports = [Report(7, date(2026, 3, 2), message("Summary ({form})", form="xlsx"), 12)]
    options = SummaryOptions(call.uid, reader.library.programme(call.definition_uid),
                             listed="方向=未来能源", reports=reports, last=last)  # fmt: skip
    options.fill_as_last()
    about = message("The summary of the call {call} for the ministry, as its programme lays it out.",
                    call=call.title)  # fmt: skip
    return _issue(stage, message("Export the summary…"), about, message("Export"), options)


def ask_packets(stage: Stage) -> QWidget:
    stage.open()
    options = PacketOptions(["a", "b"])
    choose(options.audience, "expert")
    about = plural("The packet of {n} application: {numbers}",
                   "The packets of {n} applications: {numbers}",
                   n=2, numbers="202601001、202601002")  # fmt: skip
    return _issue(stage, message("Print review packets…"), about, message("Print"), options)


def ask_book(stage: Stage) -> QWidget:
    reader = stage.open().reader
    call = calls(reader)[0]
    options = BookOptions(
        reader, call.uid, reader.library.programme(call.definition_uid), ["a", "b"]
    )
    choose(options.audience, "expert")
    about = message("The packets of the call {call} as one book, with contents and indexes. The"
                    " preview shows the first few.", call=call.title)  # fmt: skip
    return _issue(stage, message("Print a book…"), about, message("Print"), options)


def ask_letter(stage: Stage) -> QWidget:
    reader = stage.open().reader
    call = calls(reader)[0]
    letters = [letter for letter in reader.library.programme(call.definition_uid).letter
               if letter.scope == "call"]  # fmt: skip
    options = LetterOptions(call.uid, letters, lambda year, _n: f"示工信〔{year}〕   号")
    options.show_seen(Seen(stage.folder, fonts=((Label("标题", "Titles"), "方正小标宋简体"),
                                                (Label("正文", "Text"), ""))))  # fmt: skip
    about = message("A letter about the applications of {call} that its summary lists, with its"
                    " annexes.", call=call.title)  # fmt: skip
    return _issue(stage, message("Letter of recommendation…"), about, message("Write"), options)


def new_call(stage: Stage) -> QWidget:
    dialog = CallDialog(stage.open(), stage.window)
    stage.settle()
    return dialog


def amend_call(stage: Stage) -> QWidget:
    desk = stage.open()
    return AmendmentDialog(desk, call_terms(desk.reader, calls(desk.reader)[0].id), stage.window)


def office_facts(stage: Stage) -> QWidget:
    return OfficeDialog(stage.open(), stage.window)


def office_operators(stage: Stage) -> QWidget:
    dialog = OfficeDialog(stage.open(), stage.window)
    dialog.tabs.setCurrentIndex(1)
    return dialog


def edit_operator(stage: Stage) -> QWidget:
    return OperatorEditDialog(operators(stage.open().reader)[0], stage.window)


def vocabularies(stage: Stage) -> QWidget:
    dialog = VocabulariesDialog(stage.open(), stage.window)
    stage.settle()
    dialog.tree.expandToDepth(0)
    return dialog


def add_term(stage: Stage) -> QWidget:
    vocabulary = stage.open().reader.library.vocabularies()["directions"]
    return TermDialog(vocabulary, vocabulary.terms[0], stage.window)


def _papers(stage: Stage, page: int, paper: Paper | None = None) -> PapersDialog:
    dialog = PapersDialog(stage.open(), Jobs(stage.window), stage.window)
    dialog.tabs.setCurrentIndex(page)
    if paper is not None:
        dialog._kept = paper
        dialog._show(paper)
    return dialog


def papers(stage: Stage) -> QWidget:
    return _papers(stage, 0)


def papers_parts(stage: Stage) -> QWidget:
    return _papers(stage, 1, Paper(packet=PacketPart(parts=tuple(PACKET_PARTS)[:9])))


def papers_letters(stage: Stage) -> QWidget:
    return _papers(stage, 2, Paper(letter=LetterPart(number="示经信函〔{year}〕{n}号", seal=True)))


def papers_fonts(stage: Stage) -> QWidget:
    dialog = _papers(stage, 3)
    dialog._soon.stop()
    passed = ("仿宋_GB2312", message("its maker forbids to embed it in files"))
    dialog.fonts.show_fonts(
        [OfficeFont("body", Label("正文（仿宋）", "Text (仿宋)"), passed=(passed,))]
    )
    return dialog


def backups(stage: Stage) -> QWidget:
    dialog = BackupsDialog(stage.open(), stage.window)
    stage.settle()
    return dialog


def restore(stage: Stage) -> QWidget:
    backup = stage.folder / "backups" / "20260302T010000000000Z-manual.zip"
    return RestoreDialog(
        backup,
        "2026-03-02 09:00",
        inside=stage.folder.parent,
        name=f"{stage.open().office} 2026-03-02",
        parent=stage.window,
    )


def check_well(stage: Stage) -> QWidget:
    head = history_head(stage.open().reader)
    return CheckDialog(Checked(CheckReport(375, 4950, 12, ()), head), stage.window)


def check_faults(stage: Stage) -> QWidget:
    head = history_head(stage.open().reader)
    fault = message("History: entry {n} ({operator}, {at}) was altered.",
                    n=12, operator="张三", at="2026-03-02 09:00")  # fmt: skip
    return CheckDialog(Checked(CheckReport(375, 4950, 12, (fault,)), head), stage.window)


def _ledger_line() -> LedgerLine:
    return LedgerLine(
        id=7,
        at="2026-03-02 09:00",
        day=date(2026, 3, 2),
        what=message("Summary ({form})", form="xlsx"),
        about="2026年度未来产业孵化器申报",
        calls=(),
        files=1,
        size=48_213,
        recipient="工业和信息化部科技司",
        note="机要通道",
        said="2026-03-05 15:20",
        operator="陈样例",
        machine="pc-1",
        hash="9f2c40d1a7b3",
    )


def what_went_out(stage: Stage) -> QWidget:
    dialog = LedgerDialog(stage.open(), stage.window)
    stage.settle()
    first = _ledger_line()
    packets = plural("Packet", "{n} packets", n=12)
    second = replace(first, id=6, what=packets, about="202601001、202601002、202601003…",
                     recipient="", files=12, size=8_912_411)  # fmt: skip
    dialog._show([first, second])
    return dialog


def forms_of_others(stage: Stage) -> QWidget:
    dialog = FormsDialog(stage.open(), stage.window)
    stage.settle()
    dialog.messages.tell(message("Kept the form “{title}”.", title="推荐汇总表"), stays=True)
    return dialog


def recipient(stage: Stage) -> QWidget:
    stage.open()
    return RecipientDialog(_ledger_line(), stage.window)


def printed_version(stage: Stage) -> QWidget:
    stage.open()
    dialog = VersionDialog(stage.window)
    dialog.text.setText("202601001 7K3QX0ZD")
    changes = (
        VersionChange(Label("孵化场地总面积", "Total area"), Label("12,000平方米", "12,000 m²"),
                      Label("13,500平方米", "13,500 m²")),
        VersionChange(Label("附件·营业执照", "Attachment: Business licence"), Label("—", "—"),
                      Label("营业执照（新）.pdf", "营业执照（新）.pdf")),
        VersionChange(Label("阶段", "Stage"), Label("已提交", "Submitted"), Label("评审中", "In review")),
    )  # fmt: skip
    dialog.show_version(
        PrintedVersion(
            uid="",
            number="202601001",
            title="重庆类脑智能孵化器",
            code="7K3QX0ZD",
            sequence=12,
            at="2026-03-02 09:00",
            is_now=False,
            later=4,
            changes=changes,
            trashed=False,
            erased=False,
            issues=(7, 3),
        )
    )
    return dialog


SCREENS: dict[str, Callable[[Stage], QWidget]] = {
    function.__name__: function
    for function in (
        *(welcome, office, nothing_found, jobs, new_application, new_office, operator, settings),
        *(shortcuts, about, fault, export, new_call, amend_call, office_facts, office_operators),
        *(edit_operator, vocabularies, add_term, backups, restore, check_well, check_faults),
        *(papers, papers_parts, papers_letters, papers_fonts),
        *(attachments, problems, stages, history, move, compare_pdf),
        *(what_went_out, recipient, printed_version, forms_of_others),
        *(ask_summary, ask_packets, ask_book, ask_letter),
        *(import_file, import_table, import_columns, import_preview, import_duplicate),
        *(import_refused, import_drop),
    )
}
MAIN = ("welcome", "office", "attachments", "problems", "stages", "history", "move",
        "import_table", "import_columns", "import_preview")  # fmt: skip
"""Those that are taken at 200 % too."""
