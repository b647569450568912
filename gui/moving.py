# SPDX-License-Identifier: Apache-2.0
"""The actions that move applications through their stages, into the trash and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.dialogs import ask
from gui.dialogs.move import Chosen, MoveDialog
from models.language import message, plural
from models.verbs.applications import restore_applications, trash_applications
from models.verbs.required import ReasonMissingError
from models.verbs.stages import advance, plan_move, revert
from models.verbs.trash import empty_trash
from models.views.listing import COLUMNS
from models.views.register import Query, count

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.office_view import OfficeView
    from gui.undoing import Undoing
    from gui.window import MainWindow
    from models.errors import UserError
    from models.language import Message
    from models.verbs.stages import MovePlan, Reverted

_TITLE = COLUMNS.index("title")


class Moving(QObject):
    """Moves what is chosen in the list, or the application that is shown."""

    def __init__(self, window: MainWindow, undoing: Undoing) -> None:
        super().__init__(window)
        self._window, self._undoing = window, undoing
        self._lines: list[Chosen] = []
        self._to = ""
        for name, handler in (
            ("advance", self.advance),
            ("revert", self.revert),
            ("trash", self.trash),
            ("restore", self.restore),
            ("empty_trash", self.empty_trash),
        ):
            window.actions_table.handle(name, handler)
        window.with_view(self._on_view)

    @Slot()
    def advance(self) -> None:
        """Move what is chosen to a stage that the user names."""
        desk, lines = self._chosen()
        if desk is not None and lines:
            self._ask_and_move(desk, lines)

    @Slot(str)
    def move_shown(self, to: str) -> None:
        """Move the application that is shown; asks only where something stands against it."""
        desk, line = self._window.desk, self._shown()
        if desk is None or line is None:
            return
        self._commit()
        self._lines, self._to = [line], to
        desk.ask(plan_move, then=self._on_plan, latest=self, numbers=[line[0]], to=to)

    @Slot()
    def revert(self) -> None:
        """Move what is chosen back by one stage, with a reason."""
        desk, lines = self._chosen()
        if desk is None or not lines:
            return
        step = plural("Move {n} application back by one stage",
                      "Move {n} applications back by one stage", n=len(lines))  # fmt: skip
        reason = ask.ask_reason(self._window, step)
        if reason:
            numbers = [number for number, _ in lines]
            desk.do(revert, then=self._on_reverted, numbers=numbers, reason=reason)

    @Slot()
    def trash(self) -> None:
        """Put what is chosen into the trash; beyond the first stage that asks for a reason."""
        desk, lines = self._chosen()
        if desk is not None and lines:
            self._lines = lines
            self._trash(desk, "")

    @Slot()
    def restore(self) -> None:
        """Take what is chosen out of the trash."""
        desk, lines = self._chosen()
        if desk is not None and lines:
            self._lines = lines
            numbers = [number for number, _ in lines]
            desk.do(restore_applications, then=self._on_restored, numbers=numbers)

    @Slot()
    def empty_trash(self) -> None:
        """Erase what is in the trash, once the user has said yes."""
        desk = self._window.desk
        if desk is None:
            return
        n = count(desk.reader, Query(trashed=True))
        if not n:
            self._window.messages.tell(message("The trash is empty."))
            return
        question = plural("Erase {n} application from the trash for good?",
                          "Erase {n} applications from the trash for good?", n=n)  # fmt: skip
        detail = message(
            "This cannot be undone, and nothing that was done before can be undone after it."
            " Their numbers stay taken; the history keeps that they existed, without their content."
        )
        if ask.confirm(self._window, question, yes=message("Erase"), detail=detail, danger=True):
            desk.do(empty_trash, then=self._on_emptied, confirmed=True)

    @Slot(object)
    def _on_view(self, view: OfficeView) -> None:
        view.dossier.move_asked.connect(self.move_shown)

    def _chosen(self) -> tuple[Desk | None, list[Chosen]]:
        view = self._window.view
        self._commit()
        lines = view.register.selected() if view is not None else []
        return self._window.desk, [(line.number, line.cells[_TITLE]) for line in lines]

    def _shown(self) -> Chosen | None:
        view = self._window.view
        shown = view.dossier.dossier if view is not None else None
        return (shown.number, shown.title) if shown is not None else None

    def _commit(self) -> None:
        if self._window.view is not None:
            self._window.view.dossier.commit()

    def _on_plan(self, plan: MovePlan) -> None:
        desk = self._window.desk
        if desk is None:
            return
        if plan.allowed:
            desk.do(advance, then=self._on_moved, numbers=list(plan.allowed), to=plan.to)
        else:
            self._ask_and_move(desk, self._lines, self._to)

    def _ask_and_move(self, desk: Desk, lines: list[Chosen], to: str = "") -> None:
        dialog = MoveDialog(desk, lines, to=to, parent=self._window)
        if dialog.exec():
            desk.do(
                advance,
                then=self._on_moved,
                numbers=[number for number, _ in lines],
                to=dialog.target,
                reason=dialog.reason_text,
            )
        dialog.deleteLater()

    def _trash(self, desk: Desk, reason: str) -> None:
        desk.do(
            trash_applications,
            then=self._on_trashed,
            otherwise=self._on_trash_refused,
            numbers=[number for number, _ in self._lines],
            reason=reason,
        )

    def _on_trash_refused(self, fault: UserError) -> None:
        desk = self._window.desk
        if not isinstance(fault, ReasonMissingError) or desk is None:
            self._window.messages.warn(fault.message)
            return
        step = plural("Put {n} application into the trash", "Put {n} applications into the trash",
                      n=len(self._lines))  # fmt: skip
        reason = ask.ask_reason(self._window, step)
        if reason:
            self._trash(desk, reason)

    def _on_moved(self, plan: MovePlan) -> None:
        text = (
            message("Moved {number} to “{stage}”.", number=plan.allowed[0], stage=plan.label)
            if len(plan.allowed) == 1
            else plural("Moved {n} application to “{stage}”.", "Moved {n} applications to “{stage}”.",
                        n=len(plan.allowed), stage=plan.label)
        )  # fmt: skip
        parts = [str(text)]
        if plan.refused:
            rest = plural("{n} stays where it was.", "{n} stay where they were.",
                          n=len(plan.refused))  # fmt: skip
            parts.append(str(rest))
        parts += [str(note) for note in plan.notes]
        self._window.messages.tell(" ".join(parts), *self._undoing.offer())

    def _on_reverted(self, done: Reverted) -> None:
        text = plural("Moved {n} application back by one stage.",
                      "Moved {n} applications back by one stage.", n=len(done.numbers))  # fmt: skip
        parts = " ".join(map(str, (text, *done.notes)))
        self._window.messages.tell(parts, *self._undoing.offer())

    def _on_trashed(self, _done: None) -> None:
        self._tell(plural("{n} application is in the trash.", "{n} applications are in the trash.",
                          n=len(self._lines)))  # fmt: skip

    def _on_restored(self, _done: None) -> None:
        self._tell(plural("{n} application is out of the trash.",
                          "{n} applications are out of the trash.", n=len(self._lines)))  # fmt: skip

    def _on_emptied(self, n: int) -> None:
        text = plural("{n} application was erased.", "{n} applications were erased.", n=n)
        self._window.messages.tell(text)

    def _tell(self, text: Message) -> None:
        self._window.messages.tell(text, *self._undoing.offer())
