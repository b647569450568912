# SPDX-License-Identifier: Apache-2.0
"""The program with a window: from the door to the event loop."""

from __future__ import annotations

import sys
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from gui.collecting import Collecting
from gui.faults import Faults
from gui.going import Going
from gui.later import Later
from gui.opening import Opening
from gui.own_language import own_language
from gui.settings import FONT_SIZE, LANGUAGE, THEME, Settings
from gui.theme import apply_theme, icon
from gui.theme.fonts import set_fonts
from gui.window import MainWindow
from models.language import Language, set_language

if TYPE_CHECKING:
    from pathlib import Path

    from gui.attaching import Attaching
    from gui.call.calls import Calls
    from gui.dossier.comparing import Comparing
    from gui.forms.screens import FormScreens
    from gui.intake.intake import Intake
    from gui.issued.ledger import LedgerScreens
    from gui.issued.versions import Versions
    from gui.moving import Moving
    from gui.office.keeping import Keeping
    from gui.office.office import OfficeScreens
    from gui.papers.papers import PaperScreens
    from gui.printing.printing import Printing
    from gui.recording.recording import Recording
    from gui.starting import Starting
    from gui.undoing import Undoing

_LATER = ("starting", "undoing", "moving", "attaching", "comparing", "recording", "intake", "printing",
          "calls", "office", "papers", "keeping", "ledger", "versions", "forms")  # fmt: skip
"""Parts in the order in which they are made once the window shows what was asked for."""

_TURN_S = 0.0005
"""So long a thread keeps the interpreter while another waits for it. A repaint asks for it dozens of
times: at Python's own 5 ms, it took 250 ms while 20 000 applications were written, at this 90."""


class Program:
    """The parts of the running program, put together.

    Those which stand behind actions are loaded and made after the first paint, one at a time, or as
    soon as one of their actions is asked for.
    """

    def __init__(self, settings: Settings | None = None, language: Language | None = None) -> None:
        """Make it.

        Args:
            language: Of this run, until the user chooses another; the settings keep theirs.
        """
        existing = QApplication.instance()
        self.application = (
            existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
        )
        sys.setswitchinterval(_TURN_S)
        self.settings = settings or Settings()
        self._said = language
        self._translator = QTranslator()
        set_language(self.language)
        self._translate_qt()
        set_fonts(self.application, size=self.settings.get(FONT_SIZE))
        apply_theme(self.application, self.settings.get(THEME))
        self.window = MainWindow(self.settings)
        self.window.setWindowIcon(icon("compass", "icon_on"))
        self.faults = Faults(self.window)
        self.collecting = Collecting(self.window)
        self.collecting.start()
        self.opening = Opening(self.window)
        self.window.closing.connect(self.collecting.stop)  # once the office is closed
        self.going = Going(self.window)
        self._later = Later(*(partial(getattr, self, name) for name in _LATER), parent=self.window)
        self.window.view_made.connect(self._later.start)
        self.window.actions_table.unhandled.connect(self._later.finish)
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
        if self.window.view is None:
            self._later.start()
        return self.application.exec()

    @property
    def language(self) -> Language:
        """The language of the window: said for this run, or that of the settings."""
        return self._said or language_of(self.settings)

    @property
    def is_whole(self) -> bool:
        """Whether all parts are made, and all panes of the office that is open."""
        view = self.window.view
        return self._later.is_done and (view is None or view.is_filled)

    def complete(self) -> None:
        """Make the parts that are not made yet."""
        self._later.finish()

    @cached_property
    def starting(self) -> Starting:
        """New and sample offices."""
        from gui.starting import Starting

        return Starting(self.window, self.opening)

    @cached_property
    def undoing(self) -> Undoing:
        """Steps taken back."""
        from gui.undoing import Undoing

        return Undoing(self.window)

    @cached_property
    def moving(self) -> Moving:
        """Applications moved between stages, and into the trash."""
        from gui.moving import Moving

        return Moving(self.window, self.undoing)

    @cached_property
    def attaching(self) -> Attaching:
        """Attachments."""
        from gui.attaching import Attaching

        return Attaching(self.window, self.undoing)

    @cached_property
    def comparing(self) -> Comparing:
        """Applications beside a PDF."""
        from gui.dossier.comparing import Comparing

        return Comparing(self.window, self.undoing)

    @cached_property
    def recording(self) -> Recording:
        """New applications."""
        from gui.recording.recording import Recording

        return Recording(self.window)

    @cached_property
    def intake(self) -> Intake:
        """Files that come in."""
        from gui.intake.intake import Intake

        return Intake(self.window, self.undoing)

    @cached_property
    def printing(self) -> Printing:
        """Packets and summaries."""
        from gui.printing.printing import Printing

        return Printing(self.window)

    @cached_property
    def calls(self) -> Calls:
        """Calls, opened and amended."""
        from gui.call.calls import Calls

        return Calls(self.window)

    @cached_property
    def office(self) -> OfficeScreens:
        """The office, its operators and vocabularies."""
        from gui.office.office import OfficeScreens

        return OfficeScreens(self.window)

    @cached_property
    def papers(self) -> PaperScreens:
        """How the papers of the office look."""
        from gui.papers.papers import PaperScreens

        return PaperScreens(self.window, self.undoing)

    @cached_property
    def keeping(self) -> Keeping:
        """Backups and checks."""
        from gui.office.keeping import Keeping

        return Keeping(self.window, self.opening)

    @cached_property
    def ledger(self) -> LedgerScreens:
        """What went out."""
        from gui.issued.ledger import LedgerScreens

        return LedgerScreens(self.window)

    @cached_property
    def versions(self) -> Versions:
        """Printed pages held against the register."""
        from gui.issued.versions import Versions

        return Versions(self.window)

    @cached_property
    def forms(self) -> FormScreens:
        """Forms of others."""
        from gui.forms.screens import FormScreens

        return FormScreens(self.window)

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
        from gui.dialogs.settings import SettingsDialog

        before = self.settings.get(LANGUAGE)
        if SettingsDialog(self.settings, self.window).exec():
            if self.settings.get(LANGUAGE) != before:
                self._said = None
            self.renew()

    @Slot()
    def show_shortcuts(self) -> None:
        """Show all shortcuts."""
        from gui.dialogs.help import ShortcutSheet

        ShortcutSheet(self.window).exec()

    @Slot()
    def show_about(self) -> None:
        """Say what this program is."""
        from gui.dialogs.help import About

        About(self.window).exec()

    def renew(self) -> None:
        """Wear the language and the look that the settings name."""
        set_language(self.language)
        self._translate_qt()
        set_fonts(self.application, size=self.settings.get(FONT_SIZE))
        apply_theme(self.application, self.settings.get(THEME))
        self.window.renew()

    def _translate_qt(self) -> None:
        """Qt's own dialogs in the language of the window."""
        self.application.removeTranslator(self._translator)
        self._translator = QTranslator()
        name = "qtbase_zh_CN" if self.language is Language.ZH else "qtbase_en"
        place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(name, place):
            self.application.installTranslator(self._translator)


def language_of(settings: Settings) -> Language:
    """The language of the window: chosen, or that of the system."""
    chosen = settings.get(LANGUAGE)
    return Language(chosen) if chosen else own_language()


def run_window(folder: Path | None = None, language: Language | None = None) -> int:
    """Open the window, on an office where one is named; in a language of this run where one is said."""
    return Program(language=language).run(folder)
