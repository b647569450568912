# SPDX-License-Identifier: Apache-2.0
"""The program with a window: from the door to the event loop."""

from __future__ import annotations

import locale
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from gui.attaching import Attaching
from gui.call.calls import Calls
from gui.collecting import Collecting
from gui.dialogs.help import About, ShortcutSheet
from gui.dialogs.settings import SettingsDialog
from gui.faults import Faults
from gui.going import Going
from gui.moving import Moving
from gui.office.keeping import Keeping
from gui.office.office import OfficeScreens
from gui.opening import Opening
from gui.printing.printing import Printing
from gui.recording.recording import Recording
from gui.settings import FONT_SIZE, LANGUAGE, THEME, Settings
from gui.starting import Starting
from gui.theme import apply_theme
from gui.theme.fonts import set_fonts
from gui.undoing import Undoing
from gui.window import MainWindow
from models.language import Language, set_language

if TYPE_CHECKING:
    from pathlib import Path


class Program:
    """The parts of the running program, put together."""

    def __init__(self, settings: Settings | None = None) -> None:
        existing = QApplication.instance()
        self.application = (
            existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
        )
        self.settings = settings or Settings()
        self._translator = QTranslator()
        set_language(language_of(self.settings))
        self._translate_qt()
        set_fonts(self.application, size=self.settings.get(FONT_SIZE))
        apply_theme(self.application, self.settings.get(THEME))
        self.window = MainWindow(self.settings)
        self.faults = Faults(self.window)
        self.collecting = Collecting(self.window)
        self.collecting.start()
        self.opening = Opening(self.window)
        self.window.closing.connect(self.collecting.stop)  # once the office is closed
        self.going = Going(self.window)
        self.starting = Starting(self.window, self.opening)
        self.recording = Recording(self.window)
        self.printing = Printing(self.window)
        self.undoing = Undoing(self.window)
        self.moving = Moving(self.window, self.undoing)
        self.attaching = Attaching(self.window, self.undoing)
        self.calls = Calls(self.window)
        self.office = OfficeScreens(self.window)
        self.keeping = Keeping(self.window, self.opening)
        self.opening.broke.connect(self.faults.tell)
        self.window.jobs.broke.connect(self.faults.tell)
        for name, handler in (
            ("quit", self.quit),
            ("settings", self.choose_settings),
            ("shortcuts", self.show_shortcuts),
            ("about", self.show_about),
        ):
            self.window.actions_table.handle(name, handler)

    def run(self, folder: Path | None = None) -> int:
        """Show the window until it is closed; the exit code comes back."""
        self.faults.install()
        self.window.show()
        if folder is not None:
            self.opening.open(str(folder))
        return self.application.exec()

    @Slot()
    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.window.close()

    def jobs_close(self) -> None:
        """Stop what still runs."""
        self.window.jobs.close()

    @Slot()
    def choose_settings(self) -> None:
        """Let the user choose language and look, and show them at once."""
        if SettingsDialog(self.settings, self.window).exec():
            self.renew()

    @Slot()
    def show_shortcuts(self) -> None:
        """Show all shortcuts."""
        ShortcutSheet(self.window).exec()

    @Slot()
    def show_about(self) -> None:
        """Say what this program is."""
        About(self.window).exec()

    def renew(self) -> None:
        """Wear the language and the look that the settings name."""
        set_language(language_of(self.settings))
        self._translate_qt()
        set_fonts(self.application, size=self.settings.get(FONT_SIZE))
        apply_theme(self.application, self.settings.get(THEME))
        self.window.renew()

    def _translate_qt(self) -> None:
        """Qt's own dialogs in the language of the window."""
        self.application.removeTranslator(self._translator)
        self._translator = QTranslator()
        name = "qtbase_zh_CN" if language_of(self.settings) is Language.ZH else "qtbase_en"
        place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(name, place):
            self.application.installTranslator(self._translator)


def language_of(settings: Settings) -> Language:
    """The language of the window: chosen, or that of the system."""
    chosen = settings.get(LANGUAGE)
    if chosen:
        return Language(chosen)
    system = locale.getlocale()[0] or ""
    return Language.EN if system.lower().startswith("en") else Language.ZH


def run_window(folder: Path | None = None) -> int:
    """Open the window, on an office where one is named."""
    return Program().run(folder)
