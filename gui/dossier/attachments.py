# SPDX-License-Identifier: Apache-2.0
"""The attachments of an application: every slot with its files, what is missing, and what to do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.dossier.panel import Panel
from gui.dossier.slot_model import SlotModel, slot_lines
from gui.dossier.slot_words import all_cleared, clearance_words
from gui.theme import icon
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget, text_label
from models.language import Listing, Message, message

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent

    from gui.desk import Desk
    from gui.dossier.slot_model import FileLine, SlotLine
    from gui.widgets.messages import Messages
    from models.dossier import Dossier
    from models.programme.answers import File


class SlotTree(QTreeView):
    """The tree; files that are dropped or pasted on a slot are told with it."""

    dropped = Signal(list)  # list[Path], for the slot that is current

    def __init__(self, model: SlotModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slots = model
        self.setModel(model)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setItemsExpandable(False)
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setIndentation(self.fontMetrics().height())
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        for column in range(model.columnCount()):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, mode.ResizeToContents if column else mode.Stretch)
        name_widget(self, message("Attachments"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt calls it
        """Files may come."""
        if self.acceptDrops() and local_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt calls it
        """Show onto which slot they would fall."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and local_files(event.mimeData()):
            self.setCurrentIndex(index.siblingAtColumn(0))
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt calls it
        """Take them for the slot below the pointer."""
        index = self.indexAt(event.position().toPoint())
        files = local_files(event.mimeData())
        if index.isValid() and files:
            self.setCurrentIndex(index.siblingAtColumn(0))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(files)


class AttachmentsPanel(Panel):
    """Slots and files; what happens to them is told by signals (`gui.attaching` does it)."""

    add_asked = Signal(str, list)  # the id of a slot; paths, empty to let the user choose
    open_asked = Signal(object)  # File
    copy_asked = Signal(object)  # File
    remove_asked = Signal(object)  # File
    clear_asked = Signal(list)  # list[File]

    def __init__(self, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(desk, messages, parent)
        self._uid = ""
        self._pictures = QTemporaryDir()
        self.model = SlotModel()
        self.tree = SlotTree(self.model)
        self.tree.setAcceptDrops(not desk.read_only)
        self.missing = text_label("", "error", wrap=True)
        self.missing.setContentsMargins(12, 8, 12, 8)
        self.detail = text_label("", "hint", wrap=True)
        self.detail.setContentsMargins(12, 6, 12, 6)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add = self._button(message("Attach…"), "paperclip", self._on_add)
        self.paste = self._button(message("Paste"), "clipboard", self._on_paste)
        self.open = self._button(message("Open"), "arrow-square-out", self._on_open)
        self.copy = self._button(message("Save a copy…"), "download-simple", self._on_copy)
        self.remove = self._button(message("Remove"), "trash", self._on_remove)
        self.clear = self._button(_CLEAR, "eye", self.ask_to_clear)
        self._buttons = (self.add, self.paste, self.open, self.copy, self.clear, self.remove)
        buttons, foot = FlowLayout(), QVBoxLayout()
        foot.setContentsMargins(10, 4, 10, 8)
        foot.addLayout(buttons)
        for button in self._buttons:
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.missing)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.detail)
        layout.addLayout(foot)
        self.setFocusProxy(self.tree)
        self.tree.dropped.connect(self._on_dropped)
        self.tree.doubleClicked.connect(self._on_activated)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.tree.installEventFilter(self)
        self._on_current()

    @property
    def slot_line(self) -> SlotLine | None:
        """The slot that is current."""
        return self.model.slot_of(self.tree.currentIndex())

    @property
    def file_line(self) -> FileLine | None:
        """The file that is current."""
        return self.model.file_of(self.tree.currentIndex())

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show the slots of an application."""
        uid = dossier.uid if dossier is not None else ""
        lines = slot_lines(dossier) if dossier is not None else ()
        if lines == self.model.lines and uid == self._uid:
            return
        file, slot = self.file_line, self.slot_line
        kept = (file.file.uid if file else "", slot.slot.id if slot else "")
        missing = [line for line in lines if line.state == "missing"]
        self.badge = message("{n} missing", n=len(missing)) if missing else ""
        self.model.show_lines(lines)
        self.tree.expandAll()
        first = missing[0].slot.id if missing else lines[0].slot.id if lines else ""
        places = (*kept, first) if uid == self._uid else (first,)
        self._uid = uid
        found = (self.model.find(key) for key in places if key)
        self.tree.setCurrentIndex(
            next((index for index in found if index.isValid()), QModelIndex())
        )
        self._say_missing()
        self._on_current()

    def open_field(self, path: str) -> None:
        """Bring the keyboard to a slot: `slot/<id>`."""
        index = self.model.find(path.partition("/")[2].partition("/")[0])
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: object, event: object) -> bool:  # noqa: N802 - Qt calls it
        """Enter opens or attaches, Delete removes, the system's key for pasting pastes."""
        if watched is self.tree and isinstance(event, QKeyEvent) and event.type() == _PRESSED:
            if event.matches(QKeySequence.StandardKey.Paste):
                self._on_paste()
                return True
            if event.matches(QKeySequence.StandardKey.Delete) and self.remove.isEnabled():
                self._on_remove()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._on_activated()
                return True
        return False

    def context_menu(self) -> QMenu:
        """What can be done with the row that is current."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._buttons:
            action = menu.addAction(button.icon(), button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        return menu

    @property
    def _is_low(self) -> bool:
        """Whether there is room for the list and for little else."""
        return self.height() < self.fontMetrics().lineSpacing() * _LOW_LINES

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt calls it
        """Leave the list its room: tool tips tell the rest where the window is low."""
        super().resizeEvent(event)
        self.detail.setVisible(not self._is_low)
        self._say_missing()

    def _say_missing(self) -> None:
        missing = [line for line in self.model.lines if line.state == "missing"]
        if missing:
            labels = tuple(line.slot.label for line in missing)
            whole = message("Missing ({n}): {slots}", n=len(missing), slots=Listing(labels))
            self.missing.setToolTip(str(whole))
            if self._is_low and len(labels) > 1:
                labels = labels[:1]
                text = message("Missing ({n}): {slots} …", n=len(missing), slots=Listing(labels))
            else:
                text = whole
        else:
            text = message("Everything that is required is attached.")
        self.missing.setText(str(text))
        self.missing.setProperty("role", "error" if missing else "success")
        self.missing.style().unpolish(self.missing)
        self.missing.style().polish(self.missing)

    def _button(self, text: Message, name: str, handler: object) -> QPushButton:
        button = QPushButton(str(text))
        button.setIcon(icon(name))
        button.setAutoDefault(False)
        name_widget(button, str(text).rstrip("…"))
        button.clicked.connect(handler)
        return button

    @Slot()
    def _on_current(self) -> None:
        line, file = self.slot_line, self.file_line
        writable = not self.desk.read_only
        self.add.setEnabled(writable and line is not None)
        self.paste.setEnabled(writable and line is not None)
        self.remove.setEnabled(writable and file is not None)
        there = file is not None and bool(file.file.path)
        self.open.setEnabled(there)
        self.copy.setEnabled(there)
        self._say_clearance(writable=writable)
        if file is not None:
            about = (file.file.name, *clearance_words(file.file), *file.faults)
            self.detail.setText("\n".join(about))
        else:
            self.detail.setText(line.detail if line is not None else "")

    @Slot()
    def ask_to_clear(self) -> None:
        """Clear the current file, or all of the current slot, for experts; or take that back."""
        files = self._to_clear()
        if files and not self.desk.read_only:
            self.clear_asked.emit(files)

    def _to_clear(self) -> list[File]:
        """The file that is current, else those of the slot that is."""
        if (file := self._file()) is not None:
            return [file]
        line = self.slot_line
        return [item.file for item in line.files] if line is not None else []

    def _say_clearance(self, *, writable: bool) -> None:
        files = self._to_clear()
        text = _WITHDRAW if all_cleared(files) else _CLEAR
        self.clear.setText(str(text))
        self.clear.setIcon(icon("eye-slash" if text is _WITHDRAW else "eye"))
        name_widget(self.clear, text)
        self.clear.setToolTip(str(_CLEAR_HELP))
        self.clear.setEnabled(writable and bool(files))

    @Slot()
    def _on_add(self) -> None:
        self._ask_for([])

    @Slot()
    def _on_paste(self) -> None:
        clipboard = QGuiApplication.clipboard()
        files = local_files(clipboard.mimeData()) or self._picture(clipboard.image())
        if files:
            self._ask_for(files)
        else:
            text = message("The clipboard holds no files and no picture. Copy one first.")
            self.messages.warn(text)

    def _picture(self, picture: QImage) -> list[Path]:
        """A picture of the clipboard, a screenshot or a scan, as a file to attach."""
        if picture.isNull():
            return []
        at = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
        name = message("Picture {at}", at=at)
        path = Path(self._pictures.path(), f"{name}.png")
        return [path] if picture.save(str(path)) else []

    @Slot(list)
    def _on_dropped(self, files: list[Path]) -> None:
        self._ask_for(files)

    def _ask_for(self, files: list[Path]) -> None:
        line = self.slot_line
        if line is not None and not self.desk.read_only:
            self.add_asked.emit(line.slot.id, files)

    def _file(self) -> File | None:
        line = self.file_line
        return line.file if line is not None else None

    @Slot()
    def _on_activated(self) -> None:
        if self.file_line is None:
            self._on_add()
        else:
            self._on_open()

    @Slot()
    def _on_open(self) -> None:
        if (file := self._file()) is not None:
            self.open_asked.emit(file)

    @Slot()
    def _on_copy(self) -> None:
        if (file := self._file()) is not None:
            self.copy_asked.emit(file)

    @Slot()
    def _on_remove(self) -> None:
        if (file := self._file()) is not None:
            self.remove_asked.emit(file)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        self.context_menu().popup(self.tree.viewport().mapToGlobal(place))


def local_files(mime: QMimeData) -> list[Path]:
    """The files that somebody drops or pastes."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


_CLEAR, _WITHDRAW = message("Clear for experts"), message("Withdraw the clearance")
_CLEAR_HELP = message(
    "Packets for experts who judge blind hold only what somebody cleared: look through the file, also at"
    " seals, signatures and pictures, and clear it if nothing in it tells whose it is."
)
_LOW_LINES = 22
_PRESSED = QKeyEvent.Type.KeyPress
