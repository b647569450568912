# SPDX-License-Identifier: Apache-2.0
"""Where a backup is restored to: always a new folder, never over anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from gui.dialogs.form import FormDialog
from gui.widgets.path_field import PathField
from gui.widgets.rows import text_label
from models.language import message
from models.storage.files import safe_name
from models.storage.restore import RestoreTargetError

if TYPE_CHECKING:
    from gui.widgets.checked import Faults


class RestoreDialog(FormDialog):
    """Asks for a folder that does not exist yet, or is empty."""

    def __init__(
        self, backup: Path, made: str, *, inside: Path, name: str, parent: QWidget | None = None
    ) -> None:
        """Make it.

        Args:
            made: When the backup was taken, empty where nobody looked.
            inside: The folder that is proposed, and the `name` of the new one in it.
        """
        super().__init__(message("Restore a backup"), message("Restore"), parent=parent)
        self.backup = backup
        self.inside = PathField(message("The folder in which the restored office gets its own"))
        self.inside.edit.setText(str(inside))
        self.name = QLineEdit(safe_name(name))
        heading = str(message("Backup of {made}", made=made)) if made else backup.name
        self.content.insertWidget(0, text_label(heading, "heading", wrap=True))
        self.content.insertWidget(1, text_label(_ABOUT, "hint", wrap=True))
        self.fields.add(message("Inside the folder"), self.inside)
        self.fields.add(message("Name of the new folder"), self.name)
        self.content.addStretch()

    @property
    def folder(self) -> Path:
        """The folder that will hold the restored office."""
        return Path(self.inside.path, self.name.text().strip())

    def check(self) -> Faults:
        """What is wrong, by field."""
        faults: Faults = {}
        name = self.name.text().strip()
        if not Path(self.inside.path).is_dir() or not self.inside.path:
            faults[self.inside] = message("There is no such folder.")
        if not name:
            faults[self.name] = message("The new folder needs a name.")
        elif name != safe_name(name):
            faults[self.name] = message(
                "A folder cannot have this name; for instance: {name}", name=safe_name(name)
            )
        elif _holds_something(self.folder):
            faults[self.name] = RestoreTargetError(self.folder).message
        return faults


def _holds_something(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


_ABOUT = message(
    "The backup becomes an office of its own in a new folder. The office that is open stays as it is."
)
