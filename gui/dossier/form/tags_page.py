# SPDX-License-Identifier: Apache-2.0
"""Free labels, and terms of vocabularies that no field of the form asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from forms.screen import LABELS, Line
from gui.dossier.form.base_row import BaseRow
from gui.dossier.form.editors.making import Known, make_chips
from gui.dossier.form.page import PageView
from models.language import Label
from models.programme.schema import FieldType, Filler, FormField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.screen import Page, TagLine
    from gui.dossier.form.keeper import Keeper
    from models.programme.answers import Row


class TagsPage(PageView):
    """A row of chips for each vocabulary."""

    def __init__(self, page: Page, known: Known, keeper: Keeper) -> None:
        super().__init__(page)
        self._known, self._keeper = known, keeper

    def show_page(self, page: Page, _tables: Mapping[str, tuple[Row, ...]], *, anew: bool) -> None:
        """Show what it is tagged with."""
        for tag in page.tags:
            row = self.rows.get(tag.vocabulary)
            if row is None:
                row = TagRow(tag, self._known, self._keeper)
                self.rows[tag.vocabulary] = row
                self.rows_layout.insertWidget(len(self.rows), row)
                row.lock()
                row.show_line(_line(tag), anew=True)
            else:
                row.show_line(replace(row.line, stored=tag.terms), anew=anew)


class TagRow(BaseRow):
    """The chips of one vocabulary: each added or taken away by itself, so that two may tag at once."""

    def __init__(self, tag: TagLine, known: Known, keeper: Keeper) -> None:
        super().__init__(_line(tag), keeper)
        self._shown: tuple[str, ...] = ()
        self._waiting = 0
        key = tag.vocabulary
        self.editor = make_chips(self.line.field, known, key, free=key == LABELS)
        self.editor.name(tag.label)
        self.body.addWidget(self.editor)
        self.label.setText(tag.label.replace("&", "&&"))
        self.label.setBuddy(self.editor.edit)
        self.setFocusProxy(self.editor)
        self.editor.chosen.connect(self.commit)

    @property
    def path(self) -> str:
        """The vocabulary."""
        return self.line.field.vocabulary or ""

    def show_line(self, line: Line, *, anew: bool = False) -> None:
        """Show the tags."""
        if anew:
            self._waiting = 0
        if anew or (not self._waiting and tuple(line.stored or ()) != self._shown):
            self.editor.show_line(line)
            self._shown = tuple(line.stored or ())
        super().show_line(line, anew=anew)

    def lock(self) -> None:
        """Let it be read only where nothing can be edited."""
        self.editor.lock(locked=not self.keeper.editable)

    @Slot()
    def commit(self) -> None:
        """Save what was added and taken away."""
        if not (self.keeper.editable and self.editor.changed):
            return
        now = list(self.editor.typed() or ())
        add = [item for item in now if item not in self._shown]
        remove = [item for item in self._shown if item not in now]
        self.editor.settle()
        if add or remove:
            self._shown = tuple(now)
            self._waiting += 1
            self.keeper.tag(self.path, add, remove, self._on_tagged)

    def _on_tagged(self, _value: Any) -> None:
        self._waiting = max(0, self._waiting - 1)


def _line(tag: TagLine) -> Line:
    field = FormField.model_construct(
        id="tags",
        type=FieldType.TERMS,
        label=Label(tag.label, tag.label),
        vocabulary=tag.vocabulary,
        filled_by=Filler.APPLICANT,
    )
    return Line(field, tag.label, stored=tag.terms)
