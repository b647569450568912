# SPDX-License-Identifier: Apache-2.0
"""The template of the office on the left, what comes of it on the right."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.papers.cover_page import CoverPage
from gui.papers.fonts_page import FontsPage
from gui.papers.letter_page import LetterPage
from gui.papers.parts_page import PartsPage
from gui.papers.work import try_paper
from gui.preview.making import Seen
from gui.preview.preview import Preview
from gui.printing.issue_dialog import LANGUAGES
from gui.widgets.rows import add_row, form_layout, name_widget, text_label
from gui.widgets.sizes import wide
from gui.widgets.waiting import Waiting
from models.duties import Duty
from models.errors import UserError
from models.language import Language, current_language, message
from models.packet_parts import PACKET_PARTS
from models.paper import Paper, paper_to_toml, read_paper
from models.programme.loading import definition_text
from models.storage.files import written_out
from models.views.dossiers import today
from models.views.paper import office_paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.desk import Desk
    from gui.jobs import Jobs
    from gui.papers.page import PaperPage
    from gui.papers.work import Tried
    from gui.widgets.checked import Faults
    from models.language import Message
    from reports.typesetting.office_fonts import OfficeFont

_PATIENCE_MS = 500
"""So long somebody may type before the preview is made anew."""
_FIELDS_CHARS = 62
_FILE = "*.toml"


class PapersDialog(PageDialog):
    """Edits the template; a handler waits for `submitted`, keeps it, and then calls `accept`."""

    submitted = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(message("How papers look…"), chars=150, lines=44, parent=parent)
        self._desk = desk
        self._kept = office_paper(desk.reader)
        self._fonts: tuple[OfficeFont, ...] = ()
        self._aside: tempfile.TemporaryDirectory[str] | None = None
        self.cover, self.parts = CoverPage(desk.folder), PartsPage()
        self.letter, self.fonts = LetterPage(today().year), FontsPage()
        self._pages: tuple[PaperPage, ...] = (self.cover, self.parts, self.letter)
        self.tabs = QTabWidget()
        for page, title in ((self.cover, message("Office and cover")), (self.parts, message("Parts")),
                            (self.letter, message("Letters")), (self.fonts, message("Fonts"))):  # fmt: skip
            self.tabs.addTab(page, str(title))
        name_widget(self.tabs.tabBar(), message("How papers look"))
        self.language = QComboBox()
        for language, name in LANGUAGES:
            self.language.addItem(name, language)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        self.preview = Preview()
        self.waiting = Waiting(jobs)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE_MS)
        self._lay_out()
        self.accept_button = self.add_decision(message("Save"))
        self.read_button = self._file_button(message("Read from a file…"), self._read)
        self.write_button = self._file_button(message("Write to a file…"), self._write)
        self._show(self._kept)
        self._explain()
        self._connect()
        self._soon.start()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.tabs)
        self.tabs.setMinimumWidth(wide(self, _FIELDS_CHARS))
        right = QVBoxLayout()
        form = form_layout()
        add_row(form, message("Language of the preview"), self.language)
        right.addLayout(form)
        right.addWidget(self.preview, 1)
        right.addWidget(self.waiting)
        both = QHBoxLayout()
        both.setSpacing(self.fontMetrics().height())
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        self.content.addLayout(both, 1)

    def _file_button(self, text: Message, does: Callable[[], None]) -> QPushButton:
        button = self.add_button(text, QDialogButtonBox.ButtonRole.ActionRole)
        name_widget(button, str(text).rstrip("…"))
        button.clicked.connect(does)
        return button

    def _connect(self) -> None:
        self._soon.timeout.connect(self._try)
        for page in self._pages:
            page.changed.connect(self._on_changed)
        self.language.currentIndexChanged.connect(self._on_changed)
        self.waiting.failed.connect(self._on_failed)

    def _explain(self) -> None:
        """Who may not change it is told why, and may look."""
        if self._desk.read_only:
            why = message("The office is open for reading only.")
        elif Duty.APPROVE not in self._desk.operator.duties:
            why = message("{operator} may look, not change: that needs the duty “{duty}”.",
                          operator=self._desk.operator.name, duty=Duty.APPROVE.label)  # fmt: skip
        else:
            return
        self.content.insertWidget(0, text_label(why, "warning", wrap=True))
        for page in self._pages:
            page.lock()
        self.accept_button.setEnabled(False)
        self.read_button.setEnabled(False)

    @property
    def paper(self) -> Paper:
        """The template as the fields have it; only where nothing is wrong."""
        found = self._kept
        for page in self._pages:
            found = page.put_into(found)
        return found

    @property
    def new_emblem(self) -> Path | None:
        """A picture that is not kept yet."""
        return self.cover.emblem.chosen

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved yet."""
        if self.new_emblem is not None or self._check():
            return True
        return self.paper != self._kept

    def show_fault(self, fault: UserError) -> None:
        """Say why the core refused, and let the user mend it."""
        super().show_fault(fault)
        self.accept_button.setEnabled(True)

    def reject(self) -> None:
        """Close; what was changed and not saved is not lost unasked."""
        question = message("How papers look was changed and is not saved.")
        yes = message("Close without saving")
        if not self.is_changed or ask.confirm(self, question, yes=yes, danger=True):
            super().reject()

    def done(self, result: int) -> None:
        """End, and leave nothing of the preview behind."""
        self._soon.stop()
        self.waiting.stop_job()
        super().done(result)
        if self._aside is not None:
            self._aside.cleanup()

    @Slot()
    def _on_accepted(self) -> None:
        """Save, unless something is wrong; where nothing was changed there is nothing to save."""
        self.say("")
        if self._shown_faults(go=True):
            return
        if not self.is_changed:
            self.accept()
            return
        self.accept_button.setEnabled(False)
        self.submitted.emit()

    def _show(self, paper: Paper) -> None:
        for page in self._pages:
            page.show_paper(paper)

    def _check(self) -> Faults:
        return {field: fault for page in self._pages for field, fault in page.check().items()}

    def _shown_faults(self, *, go: bool = False) -> bool:
        """Show what is wrong at its fields, and go to the first; whether there is something."""
        faulty = False
        for page in self._pages:
            first = page.fields.show_faults(page.check())
            if first is not None and go and not faulty:
                self.tabs.setCurrentWidget(page)
                first.setFocus()
                self.area.ensureWidgetVisible(first)
            faulty = faulty or first is not None
        if faulty:
            self.fit_later()
        return faulty

    @Slot()
    def _on_changed(self) -> None:
        self.say("")
        self._soon.start()

    @Slot()
    def _try(self) -> None:
        """Show the new state; what is wrong stands at its field, and the last preview stays."""
        self.waiting.stop_job()
        if self._shown_faults():
            if not self.preview.pages.is_drawn:
                self.preview.say(message("The preview comes once what is marked is put right."))
            return
        if self._aside is None:
            self._aside = tempfile.TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True)
        self.waiting.start(
            message("Making the preview"),
            try_paper,
            then=self._on_tried,
            folder=self._desk.folder,
            paper=self.paper,
            emblem=self.new_emblem,
            language=Language(self.language.currentData()),
            fonts=self._fonts,
            out=Path(self._aside.name) / "preview.pdf",
        )

    def _on_tried(self, tried: Tried) -> None:
        self._fonts = tried.fonts
        self.fonts.show_fonts(tried.fonts)
        self.preview.show_seen(Seen(tried.path))

    @Slot(object)
    def _on_failed(self, fault: UserError) -> None:
        self.preview.say(fault.message)

    @Slot()
    def _read(self) -> None:
        """Take the template of a file; it is saved with the rest. A file names no emblem."""
        found = ask.choose_file(self, message("Choose a template"), "", _FILE)
        if not found:
            return
        try:
            text, name = definition_text(found)
            paper = read_paper(text, file=name, parts=list(PACKET_PARTS))
        except UserError as fault:
            PageDialog.show_fault(self, fault)
            self.fit_later()
            return
        emblem, chosen = self.cover.emblem.kept, self.new_emblem
        self._show(paper if paper.office.emblem else paper.with_emblem(emblem))
        if chosen is not None and not paper.office.emblem:
            self.cover.emblem.take(chosen)

    @Slot()
    def _write(self) -> None:
        """Write the template as the fields have it to a file."""
        if self._shown_faults(go=True):
            return
        start = str(self._desk.folder / "exports" / "papers.toml")
        found = ask.choose_target(self, message("Choose a file"), start, _FILE)
        if not found:
            return
        try:
            with written_out(Path(found), replace=True) as aside:
                aside.write_text(paper_to_toml(self.paper), encoding="utf-8")
        except UserError as fault:
            PageDialog.show_fault(self, fault)
            self.fit_later()
