# SPDX-License-Identifier: Apache-2.0
"""Saves what the form is handed, and keeps what is half typed a moment after it was typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.drafts import drop_draft, keep_draft
from models.duties import Duty
from models.verbs.applications import edit_application
from models.verbs.findings import accept_warning, tick_checklist, verify_value
from models.verbs.table_rows import add_rows, move_rows, remove_rows, set_cells
from models.verbs.tags import tag_application

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from gui.desk import Desk
    from models.errors import UserError
    from models.verbs.table_rows import RowsDone

_WAIT_MS = 300


class Keeper(QObject):
    """The way of the form to the verbs, for the application that it shows.

    Attributes:
        uid: The application; verbs take it for its number.
        editable: Whether its fields can be edited here and now.
        checkable: Whether values can be verified and warnings accepted.
        fresh: Whether the application was read after the last save.
    """

    saved = Signal()
    refused = Signal(object)  # UserError

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.uid = ""
        self.editable = self.checkable = False
        self.fresh = True
        self._typed: dict[str, tuple[str, Any]] = {}
        self._kept: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def kept(self) -> frozenset[str]:
        """The fields in which something is typed that is not saved."""
        return frozenset(self._kept | self._typed.keys())

    def follow(self, uid: str, drafts: Mapping[str, object]) -> None:
        """Keep for another application from now on."""
        self.flush()
        self.uid = uid
        self._kept = set(drafts)

    def allow(self, *, trashed: bool) -> bool:
        """Say whether the application is in the trash; whether it makes a difference comes back."""
        before = (self.editable, self.checkable)
        open_ = not (self._desk.read_only or trashed)
        duties = self._desk.operator.duties
        self.editable = open_ and Duty.ENTER in duties
        self.checkable = open_ and Duty.CHECK in duties
        return before != (self.editable, self.checkable)

    def note(self, field: str, text: str, seen: Any) -> None:
        """Keep what is half typed, a moment after the last key."""
        self._typed[field] = (text, seen)
        self._timer.start()

    def keep_for(self, uid: str, field: str, text: str, seen: Any) -> None:
        """Keep what could not be saved, whichever application is shown by now."""
        if uid == self.uid:
            self._kept.add(field)
        self._desk.do(keep_draft, quiet=True, application=uid, field=field, text=text, seen=seen)

    def taken(self, field: str) -> None:
        """What was half typed goes with the change that is on its way."""
        self._typed.pop(field, None)
        self._kept.discard(field)

    def forget(self, field: str) -> None:
        """There is nothing half typed in a field any more."""
        self._typed.pop(field, None)
        if field in self._kept:
            self._kept.discard(field)
            self._desk.do(drop_draft, quiet=True, application=self.uid, field=field)

    @Slot()
    def flush(self) -> None:
        """Keep at once what waits to be kept."""
        self._timer.stop()
        waiting, self._typed = self._typed, {}
        for field, (text, seen) in waiting.items():
            self.keep_for(self.uid, field, text, seen)

    def save(
        self,
        field: str,
        typed: Any,
        saw: Any,
        *,
        then: Callable[[Any], None],
        otherwise: Callable[[UserError], None],
    ) -> None:
        """Save a field; its draft goes with the change."""
        self.taken(field)
        self._do(edit_application, then, otherwise, values={field: typed}, saw={field: saw})

    def tag(
        self,
        vocabulary: str,
        add: Sequence[str],
        remove: Sequence[str],
        then: Callable[[Any], None],
    ) -> None:
        """Add and take away tags."""
        self._desk.do(
            tag_application,
            then=partial(self._then, then),
            numbers=[self.uid],
            add={vocabulary: list(add)} if add else None,
            remove={vocabulary: list(remove)} if remove else None,
        )

    def verify(self, field: str, value: Any, source: str, on: date | None) -> None:
        """Record a verified value, or take it away."""
        self._do(verify_value, None, None, field=field, value=value, source=source, on=on)

    def accept(self, rule: str, reason: str) -> None:
        """Accept a warning."""
        self._do(accept_warning, None, None, rule=rule, reason=reason)

    def tick(self, item: str, answer: str, note: str) -> None:
        """Answer a line of the checklist."""
        self._do(tick_checklist, None, None, ticks={item: answer}, note=note)

    def set_cells(
        self,
        table: str,
        *,
        cells: Mapping[str, Mapping[str, Any]],
        added: Sequence[Mapping[str, Any]],
        saw: Mapping[str, Mapping[str, Any]],
        then: Callable[[RowsDone], None],
        otherwise: Callable[[UserError], None],
    ) -> None:
        """Set cells and add rows, as one step."""
        for uid, columns in cells.items():
            for name in columns:
                self.taken(f"{table}/{uid}/{name}")
        self._do(set_cells, then, otherwise, table=table, cells=cells, added=added, saw=saw)

    def add_rows(
        self,
        table: str,
        rows: Sequence[Mapping[str, Any]],
        after: str,
        then: Callable[[RowsDone], None],
    ) -> None:
        """Add rows behind one."""
        self._do(add_rows, then, None, table=table, rows=rows, after=after)

    def remove_rows(self, table: str, rows: Sequence[str]) -> None:
        """Take rows away."""
        self._do(remove_rows, None, None, table=table, rows=list(rows))

    def move_rows(self, table: str, rows: Sequence[str], by: int) -> None:
        """Move rows up or down."""
        self._do(move_rows, None, None, table=table, rows=list(rows), by=by)

    def _do(
        self,
        verb: Callable[..., Any],
        then: Callable[[Any], None] | None,
        otherwise: Callable[[UserError], None] | None,
        **arguments: Any,
    ) -> None:
        done = partial(self._then, then)
        self._desk.do(verb, then=done, otherwise=otherwise, number=self.uid, **arguments)

    def _then(self, then: Callable[[Any], None] | None, value: Any) -> None:
        self.saved.emit()
        if then is not None:
            then(value)
