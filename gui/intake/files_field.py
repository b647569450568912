# SPDX-License-Identifier: Apache-2.0
"""The file to import, typed or chosen; several Word forms are one import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from forms.intake.book import PROMISED, BookKind
from gui.dialogs import ask
from gui.widgets.path_field import browse_button, put_beside
from models.language import Listing, message, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED = 3
_ASKS = message("Choose files")


class FilesField(QWidget):
    """A line for a path with a button that lets one choose one or more.

    - `following` gives files that are to be imported after this one: of several that are not all Word
      forms, only the first is taken.
    """

    changed = Signal()
    following = Signal(list)  # list[Path]

    def __init__(
        self, paths: Sequence[Path], *, folder: str, parent: QWidget | None = None
    ) -> None:
        """Make it.

        Args:
            paths: What was dropped on the list.
            folder: Where files were chosen last.
        """
        super().__init__(parent)
        self._folder = folder
        self._several: tuple[Path, ...] = ()
        self.edit = QLineEdit()
        self.button = browse_button(_ASKS)
        self.button.clicked.connect(self._browse)
        put_beside(self, self.edit, self.button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_paths(paths)
        self.edit.textChanged.connect(self.changed)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files."""
        text = self.edit.text().strip()
        return self._several or ((Path(text),) if text else ())

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Show other files; several cannot be edited as a text."""
        self._several = tuple(paths) if len(paths) > 1 else ()
        with QSignalBlocker(self.edit):
            self.edit.setText(_shown(paths))
        self.edit.setReadOnly(bool(self._several))
        self.edit.setToolTip("\n".join(str(path) for path in paths))
        self.changed.emit()

    @Slot()
    def _browse(self) -> None:
        paths = self.paths
        start = str(paths[0].parent if self._several else paths[0]) if paths else self._folder
        found = [Path(item) for item in ask.choose_files(self, _ASKS, start, _pattern())]
        if not found:
            return
        first, *others = together(found)
        self.show_paths(first)
        self.edit.setFocus()
        self.following.emit([path for some in others for path in some])


def together(paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Files by what is imported at once: Word forms together, anything else by itself."""
    forms = tuple(path for path in paths if PROMISED.get(path.suffix.lower()) is BookKind.WORD)
    found: list[tuple[Path, ...]] = []
    for path in paths:
        if path not in forms:
            found.append((path,))
        elif forms not in found:
            found.append(forms)
    return found


def _shown(paths: Sequence[Path]) -> str:
    if len(paths) <= 1:
        return "".join(map(str, paths))
    names = [path.name for path in paths[:_NAMED]]
    more = ("…",) if len(paths) > _NAMED else ()
    return str(plural("{n} Word form: {names}", "{n} Word forms: {names}", n=len(paths),
                      names=Listing((*names, *more))))  # fmt: skip


def _pattern() -> str:
    """What the system's dialog offers: such files, or all."""
    suffixes = " ".join(f"*{suffix}" for suffix in PROMISED)
    these, all_files = message("Workbooks, text tables and Word forms"), message("All files")
    return f"{these} ({suffixes});;{all_files} (*)"
