# SPDX-License-Identifier: Apache-2.0
"""A repeating table under its field: buttons, totals, problems of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from gui.dossier.form.base_row import BaseRow
from gui.dossier.form.notes import Note, note_of
from gui.dossier.form.table.delegate import CellDelegate
from gui.dossier.form.table.model import CellsModel
from gui.dossier.form.table.saving import TableSaving
from gui.dossier.form.table.view import CellsView
from gui.theme import icon
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget, text_label
from models.language import Listing, current_language, message, plural
from models.programme.display import number_text, unit_text
from models.programme.values import Unreadable, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from forms.screen import Line
    from gui.dossier.form.editors import Known
    from gui.dossier.form.keeper import Keeper
    from models.drafts import DraftText
    from models.errors import Problem
    from models.language import Message
    from models.programme.answers import Row
    from models.programme.schema import FormField

_BUTTONS: tuple[tuple[str, str, Message], ...] = (
    ("add", "plus", message("Add a row (Ctrl++)")),
    ("copy", "copy", message("Copy the row (Ctrl+D)")),
    ("delete", "trash", message("Delete the rows (Ctrl+-)")),
    ("up", "arrow-up", message("Move up (Alt+Up)")),
    ("down", "arrow-down", message("Move down (Alt+Down)")),
)


class TableRow(BaseRow):
    """A repeating table."""

    def __init__(self, line: Line, known: Known, keeper: Keeper) -> None:
        super().__init__(line, keeper)
        self.model = CellsModel(line.field, known, self)
        self.view = CellsView(self.model)
        self.delegate = CellDelegate(line.field, known, self.view)
        self.view.setItemDelegate(self.delegate)
        name_widget(self.view, line.label, line.help)
        self.saving = TableSaving(self.model, self.view, known, keeper, self)
        self._shown: Sequence[Row] = ()
        self._problems: tuple[Problem, ...] | None = None
        self._cells: dict[tuple[str, str], Problem] = {}
        self.buttons = QWidget()
        flow = FlowLayout(self.buttons, spacing=2)
        for key, symbol, text in _BUTTONS:
            button = QPushButton()
            button.setIcon(icon(symbol))
            button.setProperty("kind", "flat")
            button.setProperty("step", key)
            button.setAutoDefault(False)
            name_widget(button, text, text)
            button.clicked.connect(self._on_button)
            flow.addWidget(button)
        self.total = text_label("", "hint", wrap=True)
        self.body.addWidget(self.view)
        self.body.addWidget(self.total)
        self.body.addWidget(self.buttons)
        self.label.setText(line.label.replace("&", "&&"))
        self.label.setBuddy(self.view)
        self.setFocusProxy(self.view)
        self.finish(line.help)
        self.delegate.half_typed.connect(self.saving.on_half_typed)
        self.view.rows_asked.connect(self.saving.change_rows)
        self.saving.refusal_changed.connect(self.say)
        self.saving.made.connect(self._on_made)
        self.saving.told.connect(self.told)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows read anew."""
        if rows == self._shown and not self.saving.waits:
            return
        self._shown = rows
        if not self.saving.adding:  # else its uid comes first, so that it stays the same row
            self._renew()

    @Slot(str)
    def _on_made(self, uid: str) -> None:
        """Show what was read meanwhile, unless it was read before the row was there."""
        if not uid or any(row.uid == uid for row in self._shown):
            self._renew()

    def _renew(self) -> None:
        rows = self._shown
        chosen = self.view.chosen_rows() if self.saving.moved else []
        self.model.show_rows(rows)
        self.saving.settle()
        if chosen:
            self.view.choose_rows(chosen)
        self.total.setText(self._totals())
        self.total.setHidden(not self.total.text())

    def show_line(self, line: Line, *, anew: bool = False) -> None:
        """Show the problems of the table and of its cells."""
        if anew:
            self.saving.forget()
        if line.problems != self._problems:
            self._problems = line.problems
            self._cells = {}
            for problem in line.problems:
                _table, _, rest = problem.field.partition("/")
                uid, _, column = rest.partition("/")
                if column:
                    self._cells.setdefault((uid, column), problem)
            self.model.show_problems(self._cells)
        super().show_line(line, anew=anew)

    def restore(self, path: str, draft: DraftText) -> None:
        """Mark a cell in which something was half typed when the program ended."""
        _table, uid, column = path.split("/", 2)
        self.model.show_draft(uid, column, draft.text)

    def lock(self) -> None:
        """Let it be read only where nothing can be edited."""
        editable = self.keeper.editable
        self.model.let_edit(editable=editable)
        self.view.lock(locked=not editable)
        self.buttons.setVisible(editable)
        self.view.fit()

    def commit(self) -> None:
        """Save the cell that is being edited."""
        self.saving.finish_cell()

    def open_at(self, path: str) -> None:
        """Bring the keyboard into a cell."""
        super().open_at(path)
        _table, _, rest = path.partition("/")
        uid, _, column = rest.partition("/")
        place = self.model.place(uid)
        columns = [item.id for item in self.line.field.columns]
        if place >= 0:
            self.view.open_cell(place, columns.index(column) if column in columns else 0)
        else:
            self.view.setFocus()

    def remarks(self) -> tuple[Note, ...]:
        """Problems of the whole table, how many cells have some, and a cell that was not saved."""
        found = list(self.saving.notes())
        acceptable = self.keeper.checkable
        found += [
            note_of(problem, acceptable=acceptable)
            for problem in self.line.problems
            if "/" not in problem.field
            and (self.visited or self._shown or not self._is_bare(problem))
        ]
        if self._cells:
            (uid, column), first = next(iter(self._cells.items()))
            text = plural("{n} cell has a problem.", "{n} cells have problems.", n=len(self._cells))
            row = message("Row {n}: ", n=self.model.place(uid) + 1)
            words = f"{row}{first.message.text(current_language())}"
            offer = (f"goto:{self.path}/{uid}/{column}", str(message("Go to it")))
            found.append(Note("error", str(text), words, (offer,)))
        return tuple(found)

    @Slot(str)
    def on_pressed(self, key: str) -> None:
        """Do what a button under the table says."""
        name, _, rest = key.partition(":")
        if name == "goto":
            self.open_at(rest)
        elif name in {"mine", "theirs"}:
            self.saving.decide(mine=name == "mine")
        else:
            super().on_pressed(key)

    @Slot()
    def _on_button(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.saving.change_rows(str(sender.property("step")))

    def _is_bare(self, problem: Problem) -> bool:
        return problem.rule == self.path

    def _totals(self) -> str:
        if not self._shown:
            return ""
        parts = [
            message("{name} {sum}", name=column.label, sum=self._sum(column))
            for column in self.line.field.columns
            if column.total
        ]
        count = plural("{n} row", "{n} rows", n=len(self._shown))
        if not parts:
            return str(count)
        return str(message("{rows}. Total: {sums}", rows=count, sums=Listing(tuple(parts))))

    def _sum(self, column: FormField) -> str:
        total: int | Decimal = 0
        for row in self._shown:
            value = read(column, row.values.get(column.id))
            if value is not None and not isinstance(value, Unreadable | str | tuple | dict | bool):
                total += value  # type: ignore[operator] # numbers are left
        return f"{number_text(total, column.places)}{unit_text(column, current_language())}"
