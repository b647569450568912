# SPDX-License-Identifier: Apache-2.0
"""What goes out, for whom, where to: chosen on the left, seen on the right before it is made."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.preview.making import make_preview
from gui.preview.preview import Preview
from gui.widgets.path_field import browse_button, put_beside
from gui.widgets.rows import add_row, name_widget, text_label
from gui.widgets.sizes import wide
from gui.widgets.waiting import Waiting
from models.language import Language, current_language, message
from models.storage.files import FileExistsAlreadyError
from models.storage.folders import FolderNotEmptyError

if TYPE_CHECKING:
    from gui.jobs import Jobs
    from gui.preview.making import Seen
    from gui.printing.options import Options
    from models.errors import UserError
    from models.language import Message
    from models.orders import Order

LANGUAGES = ((Language.ZH, "简体中文"), (Language.EN, "English"))
_PATIENCE_MS = 500
"""So long somebody may choose before the preview is made anew."""
_OPTIONS_CHARS = 64


class IssueDialog(PageDialog):
    """Asks for an order and for a file or folder; what would go out stands beside it."""

    def __init__(
        self,
        jobs: Jobs,
        title: Message,
        about: Message,
        does: Message,
        *,
        workspace: Path,
        options: Options,
        target: Path,
        new_folder: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            does: What the button that does it says.
            workspace: The folder of the office.
            target: The file or folder that is proposed, without the ending of a file.
            new_folder: A folder must be new or empty.
        """
        super().__init__(title, chars=150, lines=46, parent=parent)
        self.options = options
        self._workspace, self._new_folder = workspace, new_folder
        self._aside = tempfile.TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True)
        self.path = QLineEdit(str(target) + options.suffix)
        self.language = QComboBox()
        for language, name in LANGUAGES:
            self.language.addItem(name, language)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        self.recipient = QLineEdit()
        self.replace = QCheckBox(str(message("Replace files of the same name")))
        name_widget(self.replace, self.replace.text())
        self.preview = Preview()
        self.waiting = Waiting(jobs)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PATIENCE_MS)
        self._lay_out(about)
        self.accept_button = self.add_decision(does)
        self._connect()
        self._later.start()

    def _lay_out(self, about: Message) -> None:
        browse = browse_button(message("Choose a place"))
        browse.clicked.connect(self._browse)
        place = QWidget()
        put_beside(place, self.path, browse)
        form = self.options.form  # one column of labels for all
        add_row(form, message("File or folder"), place)
        add_row(form, message("Language"), self.language)
        hint = message("Stands in the list of what went out; it can be said later as well.")
        add_row(form, message("Goes to"), self.recipient, hint=hint)
        form.addRow("", self.replace)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, self.fontMetrics().height() // 2, 0)
        column.addWidget(text_label(about, wrap=True))
        column.addWidget(self.options)
        column.addStretch(1)
        left = self.choices = QScrollArea()  # it scrolls by itself, so that the preview stays
        left.setWidgetResizable(True)
        left.setFrameShape(QFrame.Shape.NoFrame)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setWidget(page)
        left.setFixedWidth(wide(self, _OPTIONS_CHARS))
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        right.addWidget(self.waiting)
        both = QHBoxLayout()
        both.setSpacing(self.fontMetrics().height())
        both.addWidget(left)
        both.addLayout(right, 1)
        self.content.addLayout(both, 1)

    def _connect(self) -> None:
        self._later.timeout.connect(self._make)
        self.options.changed.connect(self._on_changed)
        self.options.language_asked.connect(self._on_language)
        self.language.currentIndexChanged.connect(self._on_changed)
        self.path.textChanged.connect(self._on_path)
        self.waiting.failed.connect(self._on_failed)

    @property
    def target(self) -> Path:
        """The file or folder that was named."""
        return Path(self.path.text().strip())

    @property
    def chosen_language(self) -> Language:
        """The language of what is made."""
        return Language(self.language.currentData())

    @property
    def order(self) -> Order:
        """What is asked for."""
        return self.options.order(self.chosen_language)

    def accept(self) -> None:
        """Go on, unless what is there would have to be replaced that may not be."""
        missing = self.options.fault
        if missing is not None:
            self.say(missing)
            self.options.setFocus()
            return
        fault = self._in_the_way()
        if fault is not None:
            self.show_fault(fault)
            (self.path if self._new_folder else self.replace).setFocus()
            return
        super().accept()

    def done(self, result: int) -> None:
        """End, and leave nothing of the preview behind."""
        self._later.stop()
        self.waiting.stop_job()
        super().done(result)
        self._aside.cleanup()

    def _in_the_way(self) -> UserError | None:
        target = self.target
        if target.is_file() and not self.replace.isChecked():
            return FileExistsAlreadyError(target)
        if self._new_folder and target.is_dir() and any(target.iterdir()):
            return FolderNotEmptyError(target)
        return None

    @Slot()
    def _on_changed(self) -> None:
        """Keep the name in step, and show the new state soon."""
        suffix = self.options.suffix
        target = self.options.fitting(self.target)
        if target != self.target:
            self.path.setText(str(target))
        if suffix and target.suffix != suffix:
            self.path.setText(str(target.with_suffix(suffix)))
        elif not suffix and target.suffix in {".json", ".pdf", ".xlsx"}:
            self.path.setText(str(target.with_suffix("")))
        self.say("")
        self._later.start()

    @Slot(object)
    def _on_language(self, language: Language) -> None:
        self.language.setCurrentIndex(self.language.findData(language))

    @Slot()
    def _make(self) -> None:
        self.waiting.stop_job()
        missing = self.options.fault
        if missing is not None:
            self.preview.say(missing)
            return
        self.waiting.start(
            message("Making the preview"),
            make_preview,
            then=self._on_made,
            folder=self._workspace,
            order=self.options.sample(self.chosen_language),
            aside=Path(self._aside.name),
            name=f"preview{self.options.sample_suffix}",
            own_fonts=self.options.own_fonts,
        )

    def _on_made(self, seen: Seen) -> None:
        self.options.hear(seen.notes)
        self.preview.show_seen(seen)
        self.options.show_seen(seen)

    @Slot(object)
    def _on_failed(self, fault: UserError) -> None:
        self.preview.say(fault.message)

    @Slot()
    def _browse(self) -> None:
        suffix, start = self.options.suffix, self.path.text()
        if suffix:
            found = ask.choose_target(self, message("Choose a file"), start, f"*{suffix}")
            if found and Path(found).exists():
                self.replace.setChecked(True)
        else:
            found = ask.choose_folder(self, message("Choose a folder"), start)
        if found:
            self.path.setText(found)

    @Slot(str)
    def _on_path(self, text: str) -> None:
        self.accept_button.setEnabled(bool(text.strip()))
