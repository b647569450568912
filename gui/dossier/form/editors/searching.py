# SPDX-License-Identifier: Apache-2.0
"""One term of a vocabulary or one division, found by 汉字, code or pinyin initials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.dossier.form.editors.base import Editor, forget_undo
from gui.widgets.search_edit import SearchEdit
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forms.screen import Line
    from forms.suggest import Offer
    from models.programme.schema import FormField


class SearchEditor(Editor):
    """A line with offers; a text that means none of them is handed over as it was typed."""

    def __init__(
        self,
        field: FormField,
        find: Callable[[str], Sequence[Offer]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, parent)
        self._shown: Any = None
        self._id = ""
        self._text = ""
        self.edit = SearchEdit(find)
        self.edit.setPlaceholderText(str(message("汉字, code or initials; Down shows all")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit, 1)
        self.adopt(self.edit)
        self.edit.textEdited.connect(self.edited)
        self.edit.picked.connect(self._on_picked)
        self.edit.returnPressed.connect(self.chosen)

    @property
    def changed(self) -> bool:
        """Whether something else stands there than was shown."""
        return bool(self.edit.text() != self._text or (self._id or None) != self._shown)

    def show_line(self, line: Line) -> None:
        """Show the name of what is stored."""
        self._shown = line.stored if isinstance(line.stored, str) else None
        self._id = self._shown or ""
        self._put(line.text)

    def typed(self) -> Any:
        """The id of what was chosen or can only be meant; else the text."""
        text = self.edit.text()
        if text == self._text and self._id:
            return self._id
        return self.edit.meant() or text

    def settle(self) -> None:
        """Take it as handed over."""
        found = self.typed()
        self._shown, self._id = found or None, str(found or "")
        self._text = self.edit.text()
        forget_undo(self.edit)

    def draft(self) -> str:
        """The text, chosen or not."""
        return self.edit.text()

    def show_draft(self, text: str) -> None:
        """Put the half-typed text back."""
        with QSignalBlocker(self.edit):
            self.edit.setText(text)

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        self.edit.setReadOnly(locked)

    @Slot(str)
    def _on_picked(self, chosen: str) -> None:
        self._id, self._text = chosen, self.edit.text()
        self.edited.emit()
        self.chosen.emit()

    def _put(self, text: str) -> None:
        self._text = text
        if text == self.edit.text():
            return
        with QSignalBlocker(self.edit):
            self.edit.setText(text)
            if not self.edit.hasFocus():
                self.edit.setCursorPosition(0)
