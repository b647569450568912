# SPDX-License-Identifier: Apache-2.0
"""All actions in one table: menus, toolbar, context menus, shortcuts and the shortcut sheet read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

from gui.theme import icon
from models.language import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget


class Menu(StrEnum):
    """The menus, in their order."""

    OFFICE = "office"
    EDIT = "edit"
    APPLICATION = "application"
    CALL = "call"
    VIEW = "view"
    HELP = "help"


class When(StrEnum):
    """When an action can be done."""

    ALWAYS = "always"
    OPEN = "open"
    """An office is open."""
    WRITABLE = "writable"
    """… and can be written."""
    CALL = "call"
    """… a call is chosen."""
    CALL_WRITABLE = "call_writable"
    CHOSEN = "chosen"
    """… applications are chosen."""
    CHOSEN_WRITABLE = "chosen_writable"
    TRASHED_WRITABLE = "trashed_writable"
    """… applications in the trash are chosen."""


@dataclass(frozen=True, slots=True)
class Spec:
    """An action.

    Attributes:
        shortcut: In Qt's portable form; each once.
        toolbar: Whether it has a button in the toolbar.
        separated: Whether a line stands above it in its menu.
    """

    id: str
    text: Message
    menu: Menu
    shortcut: str
    icon: str = ""
    when: When = When.OPEN
    toolbar: bool = False
    separated: bool = False
    checkable: bool = False


MENUS: dict[Menu, Message] = {
    Menu.OFFICE: message("&Office"),
    Menu.EDIT: message("&Edit"),
    Menu.APPLICATION: message("&Application"),
    Menu.CALL: message("&Call"),
    Menu.VIEW: message("&View"),
    Menu.HELP: message("&Help"),
}

SPECS: tuple[Spec, ...] = (
    Spec("new_office", message("New office…"), Menu.OFFICE, "Ctrl+Shift+N", "buildings", When.ALWAYS),
    Spec("open_office", message("Open…"), Menu.OFFICE, "Ctrl+O", "folder-open", When.ALWAYS),
    Spec("sample_office", message("Sample office…"), Menu.OFFICE, "Ctrl+Shift+D", "flask", When.ALWAYS),
    Spec("office_facts", message("Office and operators…"), Menu.OFFICE, "Ctrl+Shift+O", "users", separated=True),
    Spec("vocabularies", message("Vocabularies…"), Menu.OFFICE, "Ctrl+Shift+V", "tree-structure"),
    Spec("papers", message("How papers look…"), Menu.OFFICE, "Ctrl+Alt+P", "stamp"),
    Spec("backups", message("Backups…"), Menu.OFFICE, "Ctrl+Shift+B", "archive", separated=True),
    Spec("check_office", message("Check database and history"), Menu.OFFICE, "Ctrl+Shift+K", "shield-check"),
    Spec("what_went_out", message("What went out…"), Menu.OFFICE, "Ctrl+Shift+W", "paper-plane-tilt", separated=True),
    Spec("switch_operator", message("Change operator…"), Menu.OFFICE, "Ctrl+Shift+U", "user-circle-gear", separated=True),
    Spec("close_office", message("Close the office"), Menu.OFFICE, "Ctrl+W", "x"),
    Spec("quit", message("Quit"), Menu.OFFICE, "Ctrl+Q", "sign-out", When.ALWAYS),
    Spec("undo", message("Undo"), Menu.EDIT, "Ctrl+Z", "arrow-counter-clockwise", When.WRITABLE, toolbar=True),
    Spec("redo", message("Redo"), Menu.EDIT, "Ctrl+Shift+Z", "arrow-clockwise", When.WRITABLE, toolbar=True),
    Spec("stop", message("Stop what is being saved"), Menu.EDIT, "Ctrl+.", "prohibit", When.WRITABLE),
    Spec("find", message("Find in the list"), Menu.EDIT, "Ctrl+F", "magnifying-glass", separated=True),
    Spec("select_all", message("Select all in the list"), Menu.EDIT, "Ctrl+Shift+A", "selection-all"),
    Spec("new_application", message("New application…"), Menu.APPLICATION, "Ctrl+N", "plus-circle", When.WRITABLE, toolbar=True),
    Spec("import_file", message("Import…"), Menu.APPLICATION, "Ctrl+I", "tray-arrow-down", When.WRITABLE, toolbar=True),
    Spec("attach", message("Attach files…"), Menu.APPLICATION, "Ctrl+Shift+F", "paperclip", When.CHOSEN_WRITABLE),
    Spec("clear_attachment", message("Clear for experts"), Menu.APPLICATION, "Ctrl+Shift+L", "eye", When.CHOSEN_WRITABLE),
    Spec("compare_pdf", message("Compare with a PDF…"), Menu.APPLICATION, "Ctrl+Shift+P", "file-pdf", When.CHOSEN_WRITABLE),
    Spec("verify_value", message("Record a verified value…"), Menu.APPLICATION, "Ctrl+Shift+Y", "check-circle", When.WRITABLE),
    Spec("advance", message("Move to a stage…"), Menu.APPLICATION, "Ctrl+M", "arrow-circle-right", When.CHOSEN_WRITABLE, toolbar=True, separated=True),
    Spec("revert", message("Move back by one stage…"), Menu.APPLICATION, "Ctrl+Shift+M", "arrow-circle-left", When.CHOSEN_WRITABLE),
    Spec("print_packets", message("Print review packets…"), Menu.APPLICATION, "Ctrl+P", "printer", When.CHOSEN, toolbar=True, separated=True),
    Spec("printed_version", message("Open a printed version…"), Menu.APPLICATION, "Ctrl+Shift+S", "qr-code"),
    Spec("trash", message("Put into the trash"), Menu.APPLICATION, "Ctrl+Del", "trash", When.CHOSEN_WRITABLE, separated=True),
    Spec("restore", message("Take out of the trash"), Menu.APPLICATION, "Ctrl+Shift+R", "arrow-u-up-left", When.TRASHED_WRITABLE),
    Spec("empty_trash", message("Empty the trash…"), Menu.APPLICATION, "Ctrl+Shift+Del", "trash-simple", When.WRITABLE),
    Spec("new_call", message("Open a call…"), Menu.CALL, "Ctrl+Shift+C", "megaphone", When.WRITABLE),
    Spec("amend_call", message("Amend by a supplementary notice…"), Menu.CALL, "Ctrl+Shift+E", "note-pencil", When.CALL_WRITABLE),
    Spec("blank_workbook", message("Blank workbook…"), Menu.CALL, "Ctrl+Shift+I", "file-xls", When.CALL, separated=True),
    Spec("export_summary", message("Export the summary…"), Menu.CALL, "Ctrl+E", "table", When.CALL, toolbar=True),
    Spec("print_book", message("Print a book…"), Menu.CALL, "Ctrl+B", "book-open", When.CALL),
    Spec("write_letter", message("Letter of recommendation…"), Menu.CALL, "Ctrl+L", "envelope-simple", When.CALL),
    Spec("export_data", message("Export data…"), Menu.CALL, "Ctrl+Alt+E", "export", When.CALL),
    Spec("forms_of_others", message("Forms of others…"), Menu.CALL, "Ctrl+Shift+T", "textbox", separated=True),
    Spec("show_sidebar", message("Go to calls and stages"), Menu.VIEW, "Alt+1", "tree-structure"),
    Spec("show_list", message("Go to the list"), Menu.VIEW, "Alt+2", "list"),
    Spec("show_dossier", message("Go to the application"), Menu.VIEW, "Alt+3", "file-text"),
    Spec("show_problems", message("Go to the problems"), Menu.VIEW, "Alt+4", "warning-circle"),
    Spec("show_jobs", message("Jobs"), Menu.VIEW, "Alt+5", "list-dashes", separated=True),
    Spec("settings", message("Settings…"), Menu.VIEW, "Ctrl+,", "gear", When.ALWAYS, separated=True),
    Spec("shortcuts", message("Shortcuts"), Menu.HELP, "F1", "keyboard", When.ALWAYS),
    Spec("about", message("About Xiandao"), Menu.HELP, "Shift+F1", "info", When.ALWAYS),
)  # fmt: skip


class Actions(QObject):
    """The actions of the window, made from the table; screens say what happens.

    - `unhandled` is told when one is asked for before its screen was made; it is done right after.
    """

    unhandled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.by_id: dict[str, QAction] = {}
        self._handled: set[str] = set()
        for spec in SPECS:
            action = QAction(self)
            action.setObjectName(spec.id)
            action.setShortcut(QKeySequence(spec.shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(spec.checkable)
            action.triggered.connect(self._on_triggered)
            parent.addAction(action)
            self.by_id[spec.id] = action
        self.renew()

    def __getitem__(self, action_id: str) -> QAction:
        """An action by its id."""
        return self.by_id[action_id]

    def handle(self, action_id: str, handler: Callable[[], None]) -> None:
        """Say what an action does: a bound method without arguments."""
        self._handled.add(action_id)
        self.by_id[action_id].triggered.connect(handler)

    def allow(self, conditions: Iterable[When]) -> None:
        """Switch on what can be done now."""
        now = {When.ALWAYS, *conditions}
        for spec in SPECS:
            self.by_id[spec.id].setEnabled(spec.when in now)

    def renew(self) -> None:
        """Word and paint them again: the language or the theme has changed."""
        for spec in SPECS:
            action = self.by_id[spec.id]
            action.setText(str(spec.text))
            shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{str(spec.text).rstrip('…')} ({shortcut})")
            if spec.icon:
                action.setIcon(icon(spec.icon))

    @Slot()
    def _on_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        if action.objectName() not in self._handled:
            self._handled.add(action.objectName())
            self.unhandled.emit()
            action.trigger()
