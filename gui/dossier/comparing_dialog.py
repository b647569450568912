# SPDX-License-Identifier: Apache-2.0
"""An application beside a PDF: field, now, in the PDF; what is ticked is taken over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import wide
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.intake.pdf.comparison import Compared
    from gui.intake.pdf_work import Comparison
    from models.errors import UserError
    from models.language import Message
    from models.programme.answers import File

_LINE = Qt.ItemDataRole.UserRole
_LINES = 6
_FIELD, _NOW, _PDF, _PAGE, _SURE = range(5)


class ComparingDialog(PageDialog):
    """Lists where a PDF says something else than the application.

    - `wanted` asks for a PDF to be read: its path and its name.
    - `submitted` says that what is ticked is to be taken over.
    """

    wanted = Signal(object, str)
    submitted = Signal()

    def __init__(self, title: str, pdfs: Sequence[File], parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            title: Of the application.
            pdfs: The attached PDFs that can be read.
        """
        super().__init__(message("Compare with a PDF…"), chars=120, lines=30, parent=parent)
        self._comparison: Comparison | None = None
        self.files = QComboBox()
        for file in pdfs:
            self.files.addItem(file.name, (Path(file.path), file.name))
        self.choose = QPushButton(str(message("Another file…")))
        self.choose.setAutoDefault(False)
        name_widget(self.choose, message("Another file"))
        self.files.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        label = QLabel(str(message("PDF")))
        label.setBuddy(self.files)
        name_widget(self.files, message("PDF"))
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.files, 1)
        row.addWidget(self.choose)
        self.about = text_label("", "hint", wrap=True)
        self.tree = self._make_tree()
        hint = message(
            "Nothing is taken over unless you tick it (Space). Compare with the page itself: what"
            " stands in a PDF can be read wrongly."
        )
        self.content.addWidget(text_label(title, "heading", wrap=True))
        self.content.addLayout(row)
        self.content.addWidget(self.about)
        self.content.addWidget(self.tree, 1)
        beside = QHBoxLayout()
        self.now = self._whole_text(beside, message("Now"))
        self.then = self._whole_text(beside, message("In the PDF"))
        self.content.addLayout(beside)
        self.content.addWidget(text_label(hint, "hint", wrap=True))
        self.take = self.add_decision(message("Take over"))
        self.take.setEnabled(False)
        self.choose.clicked.connect(self._on_choose)
        self.files.currentIndexChanged.connect(self._on_file)
        self.tree.itemChanged.connect(self._on_ticked)
        self.tree.currentItemChanged.connect(self._on_current)

    def begin(self) -> None:
        """Ask for the first PDF, or for a file where none is attached."""
        if self.files.count():
            self._on_file()
        else:
            self._on_choose()

    def show_reading(self, name: str) -> None:
        """Say that a file is being read."""
        self._comparison = None
        self.say("")
        self.tree.clear()
        self._on_current(None)
        self.take.setEnabled(False)
        self.about.setText(str(message("Reading {file}", file=name)))

    def show_fault(self, fault: UserError) -> None:
        """Say why a file was not read, or why nothing was taken over."""
        super().show_fault(fault)
        if self._comparison is None:
            self.about.setText("")
        else:
            self._on_ticked()

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what a PDF says."""
        self._comparison = comparison
        self.about.setText(" ".join(map(str, comparison.about())))
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for line in comparison.different:
                self.tree.addTopLevelItem(_item(line))
        first = self.tree.topLevelItem(0)
        self._on_current(first)
        if first is not None:
            self.tree.setCurrentItem(first)
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_ticked()

    @property
    def ticked(self) -> list[Compared]:
        """What is to be taken over."""
        return [
            item.data(_FIELD, _LINE)
            for item in self._items()
            if item.checkState(_FIELD) is Qt.CheckState.Checked
        ]

    @Slot()
    def _on_accepted(self) -> None:
        if self.ticked:
            self.say("")
            self.take.setEnabled(False)
            self.submitted.emit()

    @Slot()
    def _on_choose(self) -> None:
        found = ask.choose_file(self, message("Choose a PDF"), pattern="PDF (*.pdf)")
        if not found:
            return
        path = Path(found)
        with QSignalBlocker(self.files):
            self.files.addItem(path.name, (path, path.name))
            self.files.setCurrentIndex(self.files.count() - 1)
        self._on_file()

    @Slot()
    def _on_file(self) -> None:
        path, name = self.files.currentData()
        self.show_reading(name)
        self.wanted.emit(path, name)

    @Slot(QTreeWidgetItem)
    def _on_ticked(self, item: QTreeWidgetItem | None = None) -> None:
        """One answer to a field at most: a tick takes away that at another one."""
        if item is not None and item.checkState(_FIELD) is Qt.CheckState.Checked:
            field = item.data(_FIELD, _LINE).offer.field
            with QSignalBlocker(self.tree):
                for other in self._items():
                    if other is not item and other.data(_FIELD, _LINE).offer.field == field:
                        other.setCheckState(_FIELD, Qt.CheckState.Unchecked)
        self.take.setEnabled(bool(self.ticked))

    @Slot(QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        """Show both texts of a row whole: a list has room for their beginnings."""
        line = item.data(_FIELD, _LINE) if item is not None else None
        self.now.setPlainText(line.now if line is not None else "")
        self.then.setPlainText(line.offer.text if line is not None else "")

    def _whole_text(self, beside: QHBoxLayout, name: Message) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        name_widget(text, name)
        label = text_label(name, "hint")
        label.setBuddy(text)
        column = QVBoxLayout()
        column.addWidget(label)
        column.addWidget(text)
        beside.addLayout(column)
        return text

    def _items(self) -> list[QTreeWidgetItem]:
        rows = range(self.tree.topLevelItemCount())
        return [item for row in rows if (item := self.tree.topLevelItem(row)) is not None]

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(5)
        heads = (message("Field"), message("Now"), message("In the PDF"), message("Page"),
                 message("How sure"))  # fmt: skip
        tree.setHeaderLabels([str(head) for head in heads])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setTabKeyNavigation(False)
        header = tree.header()
        header.setStretchLastSection(False)
        for column, mode in enumerate((QHeaderView.ResizeMode.Interactive,
                                       QHeaderView.ResizeMode.Stretch,
                                       QHeaderView.ResizeMode.Stretch,
                                       QHeaderView.ResizeMode.ResizeToContents,
                                       QHeaderView.ResizeMode.ResizeToContents)):  # fmt: skip
            header.setSectionResizeMode(column, mode)
        tree.setColumnWidth(_FIELD, wide(self, 30))
        name_widget(tree, message("Where the PDF says something else"))
        return tree


def _item(line: Compared) -> QTreeWidgetItem:
    offer = line.offer
    texts = (
        str(line.label),
        line.now or "—",
        offer.text,
        str(offer.page),
        str(offer.sureness.label),
    )
    item = QTreeWidgetItem([" ".join(text.split()) for text in texts])
    item.setData(_FIELD, _LINE, line)
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    )
    item.setCheckState(_FIELD, Qt.CheckState.Unchecked)
    spoken = message(
        "{field}: now {now}; in the PDF {text}, page {page}, {sure}",
        field=line.label,
        now=line.now or "—",
        text=offer.text,
        page=offer.page,
        sure=offer.sureness.label,
    )
    item.setData(_FIELD, Qt.ItemDataRole.AccessibleTextRole, str(spoken))
    would = message("Taken over as: {value}", value=line.then or "—")
    for column in range(5):
        item.setToolTip(column, f"{texts[column]}\n{would}" if column == _PDF else texts[column])
    return item
