# SPDX-License-Identifier: Apache-2.0
"""One field of a page with its editor: saved when it is left, kept as a draft while it is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot

from forms.screen import text_to_edit
from gui.dossier.form.base_row import BaseRow
from gui.dossier.form.editors import Editor, Known, make_editor
from gui.dossier.form.editors.text import CreditCodeEditor
from gui.dossier.form.notes import Note
from gui.widgets.rows import set_state
from models.change import FieldChangedMeanwhileError
from models.language import current_language, message
from models.programme.values import Unreadable, read, understand

if TYPE_CHECKING:
    from forms.screen import Line
    from gui.dossier.form.keeper import Keeper
    from models.drafts import DraftText
    from models.errors import UserError


class ValueRow(BaseRow):
    """A field with one editor.

    - While something is typed that is not saved, nothing from elsewhere touches the editor.
    - A refused write leaves what was typed where it is, shows what is stored, and asks.
    """

    def __init__(self, line: Line, known: Known, keeper: Keeper) -> None:
        super().__init__(line, keeper)
        self._known = known
        self._saw: Any = None
        self._waiting = 0
        self._renew = True
        self._restored = False
        self._refusal: UserError | None = None
        self._hint = ("", "")
        self._mine = ""
        self._quiet: tuple[Note, ...] = ()
        self.editor: Editor = make_editor(line.field, known)
        self.editor.name(line.label, line.help)
        self.body.addWidget(self.editor)
        self.label.setText(line.label.replace("&", "&&"))  # a buddy makes it a mnemonic
        self.label.setBuddy(self.editor.focusProxy() or self.editor)
        self.setFocusProxy(self.editor)
        self.allow_verifying()
        self.finish(line.help)
        self.editor.edited.connect(self._on_edited)
        self.editor.chosen.connect(self.commit)
        self.editor.hinted.connect(self._on_hinted)

    @property
    def unsaved(self) -> bool:
        """Whether something stands there that is not saved."""
        return self.editor.changed or self._refusal is not None

    def show_line(self, line: Line, *, anew: bool = False) -> None:
        """Show a line; what is typed and not saved stays."""
        if anew:
            self._waiting, self._restored, self._refusal = 0, False, None
            self._hint, self._quiet = ("", ""), ()
        busy = self._waiting or self.unsaved
        if anew or (not busy and (self._renew or line.stored != self._saw)):
            self.editor.show_line(line)
            self._saw, self._renew = line.stored, False
        super().show_line(line, anew=anew)

    def restore(self, draft: DraftText) -> None:
        """Put back what was half typed when the program ended."""
        self.editor.show_draft(draft.text)
        self._saw = draft.seen
        self._restored = self.editor.changed
        if not self._restored:
            self.keeper.forget(self.path)
        self.say()

    def lock(self) -> None:
        """Let it be read only where nothing can be edited."""
        self.editor.lock(locked=not self.keeper.editable)

    def leave(self) -> None:
        """The keyboard has left the row."""
        self._hint, self._restored = ("", ""), False
        super().leave()

    @Slot()
    def commit(self) -> None:
        """Save what is typed, if it is anything new; what was put back waits until it is touched."""
        if not self.keeper.editable:
            return
        if self.editor.changed and not self._restored:
            self._save(self._saw)
        elif self._refusal is None and not self._restored:
            self.keeper.forget(self.path)

    def remarks(self) -> tuple[Note, ...]:
        """Problems, or why what stands there is not saved."""
        found: list[Note] = []
        text, offer = self._hint
        if text:
            words = str(message("Use {text}", text=offer))
            found.append(Note("warning", text, offers=((f"use:{offer}", words),) if offer else ()))
        if self._refusal is not None:
            found.append(self._refused())
        elif self._restored:
            found.append(
                Note(
                    "warning",
                    str(message("Not saved yet: typed before the program ended.")),
                    offers=(
                        ("save", str(message("Save it"))),
                        ("discard", str(message("Discard it"))),
                    ),
                )
            )
        elif self._waiting or self.editor.changed:  # the problems are those of the value before
            return (*found, *self._quiet)
        set_state(self.editor.focusProxy() or self.editor, self._state())
        self._quiet = super().remarks()
        return (*found, *self._quiet)

    @Slot(str)
    def on_pressed(self, key: str) -> None:
        """Do what a button under the field says."""
        name, _, rest = key.partition(":")
        if name in {"save", "mine"}:
            self._save(self.line.stored if name == "mine" else self._saw)
        elif name in {"discard", "theirs"}:
            self._take_back()
        elif name == "use" and isinstance(self.editor, CreditCodeEditor):
            self.editor.take(rest)
        else:
            super().on_pressed(key)
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_edited(self) -> None:
        self._restored = False
        if self.editor.keeps_drafts and self.editor.changed:
            self.keeper.note(self.path, self.editor.draft(), self._saw)
        elif self.editor.keeps_drafts and self._refusal is None:
            self.keeper.forget(self.path)

    @Slot(str, str)
    def _on_hinted(self, text: str, offer: str) -> None:
        if self._hint != (text, offer):
            self._hint = (text, offer)
            self.say()

    def _save(self, saw: Any) -> None:
        typed, draft = self.editor.typed(), self.editor.draft()
        if not self.editor.changed and self._refusal is None:
            return
        self.editor.settle()
        self._refusal, self._restored = None, False
        self._waiting += 1
        known = self._known.vocabularies
        self._saw = understand(self.line.field, typed, known).stored
        self._mine = text_to_edit(self.line.field, self._saw, current_language(), known)
        self.keeper.save(
            self.path,
            typed,
            saw,
            then=partial(self._on_saved, self.keeper.uid),
            otherwise=partial(self._on_refused, self.keeper.uid, draft, saw),
        )
        self.valued.emit(self.path, self._saw)
        self.say()

    def _on_saved(self, uid: str, _notes: Any) -> None:
        if uid != self.keeper.uid:
            return
        self._waiting -= 1
        self._renew = True  # the next reading writes the value as it is stored
        if self.keeper.fresh:  # it was read already, or nothing was different
            self.show_line(self.line)

    def _on_refused(self, uid: str, draft: str, saw: Any, fault: UserError) -> None:
        self.keeper.keep_for(uid, self.path, draft, saw)
        if uid != self.keeper.uid:
            self.keeper.refused.emit(fault)
            return
        self._waiting -= 1
        self._saw, self._refusal = saw, fault
        if not isinstance(fault, FieldChangedMeanwhileError):
            self.keeper.refused.emit(fault)
        self.valued.emit(self.path, self.line.stored)
        self.say()

    def _take_back(self) -> None:
        self._refusal, self._restored = None, False
        self.keeper.forget(self.path)
        self.editor.show_line(self.line)
        self._saw = self.line.stored
        self.say()

    def _refused(self) -> Note:
        if not isinstance(self._refusal, FieldChangedMeanwhileError):
            again = (("save", str(message("Save it"))), ("discard", str(message("Discard it"))))
            return Note("error", str(message("Not saved.")), str(self._refusal), again)
        now = self.line.text or str(message("(empty)"))
        text = message(
            "Somebody changed this field meanwhile. It is now: {now}. You typed: {mine}",
            now=now,
            mine=self._mine or message("(empty)"),
        )
        offers = (
            ("mine", str(message("Save mine"))),
            ("theirs", str(message("Keep the other"))),
        )
        return Note("error", str(text), offers=offers)

    def _state(self) -> str:
        if isinstance(read(self.line.field, self.line.stored), Unreadable):
            return "error"
        return ""
