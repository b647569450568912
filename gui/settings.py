# SPDX-License-Identifier: Apache-2.0
"""Settings of one user on one machine: declared once here, read and written nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """A setting.

    Attributes:
        key: Its name in the file; it never changes.
        default: What holds until somebody chooses.
        choices: The values that it may have; all of its type where empty.
    """

    key: str
    default: T
    choices: tuple[T, ...] = ()


LANGUAGE = Setting("language", "", ("", "zh", "en"))
"""Empty: the language of the system."""
THEME = Setting("theme", "system", ("system", "light", "dark"))
FONT_SIZE = Setting("font_size", 0)
"""In points; 0 for what the desktop asks for."""
RECENT: Setting[tuple[str, ...]] = Setting("recent", ())
"""The folders opened last, newest first."""
LAST_OPERATOR = Setting("last_operator", "")
WINDOW = Setting("layout/window", QByteArray())
PANES = Setting("layout/panes", QByteArray())
COLUMNS = Setting("layout/columns", QByteArray())
LAST_FOLDER = Setting("last_folder", "")
"""Where files were chosen last."""

_RECENT_KEPT = 8


class Settings(QObject):
    """The settings; tells when one changes."""

    changed = Signal(str)

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        ini = QSettings.Format.IniFormat
        self._kept = (
            QSettings(str(file), ini)
            if file
            else QSettings(ini, QSettings.Scope.UserScope, "Xiandao", "xiandao")
        )

    def get(self, setting: Setting[T]) -> T:
        """The value of a setting; its default where the file holds none that makes sense."""
        found: Any = self._kept.value(setting.key, setting.default)
        if isinstance(setting.default, tuple):  # an empty list is read as None, one item as a text
            found = tuple([found] if isinstance(found, str) else found or ())
        elif isinstance(setting.default, int):
            found = int(found) if str(found).isdecimal() else setting.default
        if not isinstance(found, type(setting.default)):
            return setting.default
        return setting.default if setting.choices and found not in setting.choices else found

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep a value."""
        self._kept.setValue(setting.key, list(value) if isinstance(value, tuple) else value)
        self.changed.emit(setting.key)

    def add_recent(self, folder: Path) -> None:
        """Remember a folder as opened last."""
        name = str(folder.resolve())
        others = [item for item in self.get(RECENT) if item != name]
        self.set(RECENT, (name, *others[: _RECENT_KEPT - 1]))

    def forget_recent(self, folder: str) -> None:
        """Do not offer a folder any more."""
        self.set(RECENT, tuple(item for item in self.get(RECENT) if item != folder))

    def flush(self) -> None:
        """Bring everything to disk."""
        self._kept.sync()
