# SPDX-License-Identifier: Apache-2.0
"""Saving what is done in a table: a cell, a pasted block, rows added, copied, deleted, moved."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.blocks import headings_in, read_block
from forms.screen import text_to_edit
from gui.dossier.form.notes import Note
from gui.dossier.form.table.view import first_cell
from models.change import FieldChangedMeanwhileError
from models.language import current_language, message, plural
from models.programme.values import understand
from models.verbs.table_rows import NEW_ROW

if TYPE_CHECKING:
    from gui.dossier.form.editors import Known
    from gui.dossier.form.keeper import Keeper
    from gui.dossier.form.table.model import CellsModel
    from gui.dossier.form.table.view import CellsView
    from models.errors import UserError
    from models.verbs.table_rows import RowsDone

_LOCAL = "~"


class TableSaving(QObject):
    """Hands what is done in one table to the keeper.

    - A row that is being added has a name of its own until it gets its uid; what is typed in it
      meanwhile waits for that.
    """

    refusal_changed = Signal()
    told = Signal(str)
    made = Signal(str)  # the uid of the row that was added; empty where it was refused

    def __init__(
        self,
        model: CellsModel,
        view: CellsView,
        known: Known,
        keeper: Keeper,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model, self._view = model, view
        self._known, self._keeper = known, keeper
        self._table = model.field.id
        self._columns = {column.id: column for column in model.field.columns}
        self._numbers = count(1)
        self._local: dict[str, dict[str, Any]] = {}
        self._expected: dict[tuple[str, str], Any] = {}
        self._refused: tuple[str, str, str] | None = None
        self._wanted: list[str] = []
        self.moved = False
        model.typed.connect(self._on_typed)
        view.pasted.connect(self.paste)
        view.cleared.connect(self._on_cleared)

    @property
    def waits(self) -> bool:
        """Whether the model shows something that was not read."""
        return bool(self._expected or self.moved or self._wanted)

    @property
    def adding(self) -> bool:
        """Whether a row is on its way that has no uid yet."""
        return bool(self._local)

    def notes(self) -> tuple[Note, ...]:
        """What is said about a cell that somebody else changed."""
        if self._refused is None:
            return ()
        uid, column, mine = self._refused
        place = self._model.place(uid)
        field = self._columns[column]
        stored = self._model.stored(place, column) if place >= 0 else None
        now = text_to_edit(field, stored, current_language(), self._known.vocabularies)
        text = message(
            "Row {n}, {column}: somebody changed this cell meanwhile. It is now: {now}. You typed:"
            " {mine}",
            n=place + 1,
            column=field.label,
            now=now or message("(empty)"),
            mine=mine or message("(empty)"),
        )
        offers = (
            ("mine", str(message("Save mine"))),
            ("theirs", str(message("Keep the other"))),
        )
        return (Note("error", str(text), offers=offers),)

    def decide(self, *, mine: bool) -> None:
        """Save what was typed over the other value, or let the other stand."""
        refused, self._refused = self._refused, None
        if refused is None:
            return
        uid, column, text = refused
        if mine:
            self._set({uid: {column: text}})
        else:
            self._keeper.forget(f"{self._table}/{uid}/{column}")
            self._model.drop_typed(uid, column)
        self.refusal_changed.emit()

    def settle(self) -> None:
        """The rows were read anew."""
        self._expected.clear()
        self.moved = False
        if self._wanted:
            self._view.choose_rows(self._wanted)
            self._wanted = []

    def forget(self) -> None:
        """Another application is shown."""
        self._model.forget_drafts()
        self._local.clear()
        self._expected.clear()
        self._refused = None

    def finish_cell(self) -> None:
        """Take what is typed in the cell that is being edited."""
        editor = self._view.indexWidget(self._view.currentIndex()) or self._open_editor()
        if editor is not None:
            self._view.commitData(editor)

    @Slot(int, int, str)
    def on_half_typed(self, row: int, column: int, text: str) -> None:
        """Keep a draft of the cell."""
        field = self._model.field.columns[column].id
        uid = self._model.uid(row)
        if not uid.startswith(_LOCAL):
            seen = self._model.stored(row, field)
            self._keeper.note(f"{self._table}/{uid}/{field}", text, seen)

    @Slot(str)
    def paste(self, text: str) -> None:
        """Put a block of cells in from the chosen cell on, as one step."""
        block = read_block(text)
        start = first_cell(self._view)
        if not block or not start.isValid():
            return
        ids = [column.id for column in self._model.field.columns]
        named = headings_in(block, self._model.field.columns)
        if named is not None:
            block = block[1:]
        targets = named if named is not None else ids[start.column() :]
        cells: dict[str, dict[str, Any]] = {}
        added: list[dict[str, Any]] = []
        for place, texts in enumerate(block, start=start.row()):
            values = {key: cell for key, cell in zip(targets, texts, strict=False) if key}
            if place < len(self._model.rows):
                cells[self._model.uid(place)] = values
            else:
                added.append(values)
        self._set(cells, added)
        widest = max(len(row) for row in block) if block else 0
        said = plural("{n} row pasted.", "{n} rows pasted.", n=len(block))
        beyond = max(0, widest - len(targets))
        if beyond:
            more = plural("{n} column found no place.", "{n} columns found no place.", n=beyond)
            self.told.emit(f"{said} {more}")
        else:
            self.told.emit(str(said))

    @Slot(str)
    def change_rows(self, step: str) -> None:
        """Add, copy, delete or move rows."""
        self.finish_cell()
        chosen = self._view.chosen_rows()
        if step == "add":
            self._open_blank() if not chosen or chosen[-1] == self._last() else self._insert(chosen)
        elif not chosen:
            return
        elif step == "copy":
            rows = [dict(row.values) for row in self._model.rows if row.uid in set(chosen)]
            self._keeper.add_rows(self._table, rows, chosen[-1], self._on_added)
        elif step == "delete":
            self._keeper.remove_rows(self._table, chosen)
        else:
            self.moved = True
            self._keeper.move_rows(self._table, chosen, -1 if step == "up" else 1)

    @Slot(str, str, object)
    def _on_typed(self, uid: str, column: str, typed: Any) -> None:
        text = str(typed or "")
        if uid == NEW_ROW:
            if text:
                self._add({column: text})
            else:
                self._keeper.forget(f"{self._table}/{NEW_ROW}/{column}")
        elif uid in self._local:
            self._local[uid][column] = text
            self._model.show_typed(uid, column, text)
        else:
            self._set({uid: {column: text}})

    @Slot()
    def _on_cleared(self) -> None:
        cells: dict[str, dict[str, Any]] = {}
        for index in self._view.selectionModel().selectedIndexes():
            uid = self._model.uid(index.row())
            if uid != NEW_ROW:
                cells.setdefault(uid, {})[self._model.field.columns[index.column()].id] = ""
        if cells:
            self._set(cells)

    def _set(
        self, cells: dict[str, dict[str, Any]], added: list[dict[str, Any]] | None = None
    ) -> None:
        saw: dict[str, dict[str, Any]] = {}
        for uid, values in cells.items():
            place = self._model.place(uid)
            for column, text in values.items():
                key = (uid, column)
                stored = self._model.stored(place, column)
                saw.setdefault(uid, {})[column] = self._expected.get(key, stored)
                field = self._columns[column]
                self._expected[key] = understand(field, text, self._known.vocabularies).stored
                self._model.show_typed(uid, column, text)
        self._keeper.set_cells(
            self._table,
            cells=cells,
            added=added or [],
            saw=saw,
            then=self._on_set,
            otherwise=partial(self._on_refused, cells),
        )

    def _add(self, values: dict[str, Any]) -> None:
        local = f"{_LOCAL}{next(self._numbers)}"
        self._local[local] = {}
        self._model.add_local(local)
        for column, text in values.items():
            self._keeper.taken(f"{self._table}/{NEW_ROW}/{column}")
            self._model.show_typed(local, column, text)
        self._keeper.set_cells(
            self._table,
            cells={},
            added=[values],
            saw={},
            then=partial(self._on_row_made, local),
            otherwise=partial(self._on_row_refused, local, values),
        )

    def _on_row_made(self, local: str, done: RowsDone) -> None:
        waiting = self._local.pop(local, None)
        if waiting is None or not done.added:
            return
        self._model.rename(local, done.added[0])
        if waiting:
            self._set({done.added[0]: waiting})
        self.made.emit(done.added[0])

    def _on_row_refused(self, local: str, values: dict[str, Any], fault: UserError) -> None:
        uid, waiting = self._keeper.uid, self._local.pop(local, {})
        for column, text in {**values, **waiting}.items():
            self._keeper.keep_for(uid, f"{self._table}/{NEW_ROW}/{column}", str(text), None)
        self.made.emit("")
        self._keeper.refused.emit(fault)

    def _on_set(self, _done: RowsDone) -> None:
        """The rows are read anew after a change; where nothing was different, typed texts go."""
        for (uid, column), stored in self._expected.items():
            place = self._model.place(uid)
            if place >= 0 and self._model.stored(place, column) == stored:
                self._model.drop_typed(uid, column)

    def _on_added(self, done: RowsDone) -> None:
        """Choose the new rows, now or when they are read."""
        if done.added and self._model.place(done.added[0]) >= 0:
            self._view.choose_rows(list(done.added))
        else:
            self._wanted = list(done.added)

    def _on_refused(self, cells: dict[str, dict[str, Any]], fault: UserError) -> None:
        self._expected.clear()
        if isinstance(fault, FieldChangedMeanwhileError) and len(cells) == 1:
            uid, values = next(iter(cells.items()))
            column, text = next(iter(values.items()))
            self._refused = (uid, column, str(text))
            self.refusal_changed.emit()
            return
        for uid, values in cells.items():
            for column in values:
                self._model.drop_typed(uid, column)
        self._keeper.refused.emit(fault)

    def _insert(self, chosen: list[str]) -> None:
        self._keeper.add_rows(self._table, [{}], chosen[-1], self._on_added)

    def _open_blank(self) -> None:
        self._view.open_cell(len(self._model.rows), 0)
        self._view.edit(self._view.currentIndex())

    def _last(self) -> str:
        return self._model.rows[-1].uid if self._model.rows else ""

    def _open_editor(self) -> QWidget | None:
        if self._view.state() is not self._view.State.EditingState:
            return None
        kids = self._view.viewport().findChildren(QWidget)
        return next((kid for kid in kids if kid.property("kind") == "cell"), None)
