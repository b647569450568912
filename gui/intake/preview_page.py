# SPDX-License-Identifier: Apache-2.0
"""The last page: what would become of each row, why, and what the clerk decides about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from forms.intake.compare.preview import Status
from gui.intake.deciding import DecisionBar
from gui.intake.decisions import Decisions
from gui.intake.details import LIKENESS, entries_of
from gui.intake.filter_bar import StatusBar
from gui.intake.notes_box import NotesBox
from gui.intake.outcome import OutcomeBar
from gui.intake.preview_model import ROW, PreviewModel
from gui.widgets.checked import Note
from gui.widgets.entries import EntryList
from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import take_what_is_left, wide
from models.language import message, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.intake.compare.preview import Choice, Decision
    from gui.intake.values import PreviewLook

_WIDTHS = (9, 20, 38, 28, 14, 10, 40)


class PreviewPage(QWidget):
    """Rows above, details of the current one below; `changed` tells that something was decided."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._look: PreviewLook | None = None
        self.decisions = Decisions(())
        self.filters = StatusBar()
        self.model = PreviewModel()
        self.view = QTableView()
        self._set_up_view()
        self.shown = text_label("", "hint")
        self.deciding = DecisionBar()
        self.details = EntryList(message("About this row"))
        self.details.setMinimumHeight(self.fontMetrics().height() * 7)
        self.outcome = OutcomeBar()
        self.notes = NotesBox(message("About the file"))
        self.against = Note()
        below = QWidget()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.deciding)
        inner.addWidget(self.details, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        take_what_is_left(self.splitter, lines=18)
        layout = QVBoxLayout(self)
        layout.addWidget(self.notes)
        layout.addWidget(self.filters)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.shown)
        layout.addWidget(self.outcome)
        layout.addWidget(self.against)
        self.begins = self.view
        self.filters.changed.connect(self._on_filter)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.deciding.decided.connect(self._on_decided)
        self.deciding.decided_for_all.connect(self._on_decided_for_all)
        self.outcome.changed.connect(self._on_outcome)

    @property
    def look(self) -> PreviewLook | None:
        """The preview that is shown."""
        return self._look

    @property
    def place(self) -> int | None:
        """The place in the file of the row whose details are shown."""
        row = self.view.currentIndex().row()
        return self.model.places[row] if 0 <= row < len(self.model.places) else None

    def show_preview(self, look: PreviewLook) -> None:
        """Show a preview, about which nothing is decided yet."""
        self._look = look
        self.decisions = Decisions(look.lines)
        wrong = sum(line.wrong for line in look.lines)
        self.filters.show_counts(self.decisions.counts, wrong)
        self.notes.say(look.notes)
        problems = any(line.problems for line in look.lines)
        self.outcome.ask(self.decisions.refused, self.decisions.choice, problems=problems)
        self.model.narrow(self.filters.kind, self.filters.text.text())
        self.model.show_lines(look.lines, self.decisions.made)
        self._go_to(0)
        self._say_against()

    def _go_to(self, row: int) -> None:
        if self.model.rowCount():
            index = self.model.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.view.scrollTo(index)
        self._say_shown()
        self._show_details()

    def _keep_at(self, place: int | None) -> None:
        """Stay at a row of the file, where it is still shown."""
        found = place is not None and place in self.model.places
        self._go_to(self.model.places.index(place) if found and place is not None else 0)

    @Slot()
    def _on_filter(self) -> None:
        place = self.place
        self.model.narrow(self.filters.kind, self.filters.text.text())
        self._keep_at(place)

    @Slot(int, Qt.SortOrder)
    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        place = self.place
        self.model.sort(column, order)
        self._keep_at(place)

    @Slot()
    def _on_current(self) -> None:
        self._show_details()
        self.details.go_to_top()

    @Slot(object)
    def _on_decided(self, decision: Decision) -> None:
        self._decide(decision, ())

    @Slot(object)
    def _on_decided_for_all(self, decision: Decision) -> None:
        self._decide(decision, self.decisions.undecided)

    def _decide(self, decision: Decision, others: Sequence[int]) -> None:
        """Decide about the current row, and about others; then go on to the next that waits."""
        place = self.place
        if place is None:
            return
        entry = self.details.current
        uid = entry.key.removeprefix(LIKENESS) if entry and entry.key.startswith(LIKENESS) else ""
        places = [place, *(item for item in others if item != place)]
        self.decisions.decide(places, decision, uid)
        self.model.renew(places)
        waiting = self.decisions.undecided
        following = next((item for item in waiting if item > place), next(iter(waiting), None))
        if following is not None and following in self.model.places:
            self._keep_at(following)
        else:
            self._show_details()
        self._say_against()

    @Slot(object)
    def _on_outcome(self, choice: Choice) -> None:
        self.decisions.choice = choice
        self._say_against()

    def _show_details(self) -> None:
        place, look = self.place, self._look
        if place is None or look is None:
            self.deciding.hide()
            self.details.show_entries(())
            return
        row = look.row(place)
        if row.status is Status.DUPLICATE:
            waiting = len(self.decisions.undecided)
            made = self.decisions.made.get(place)
            decision = made.decision if made is not None else None
            self.deciding.ask(title=row.title, decision=decision, undecided=waiting)
        else:
            self.deciding.hide()
        self.details.show_entries(
            entries_of(row, look.labels, look.lacking.get(row.place.sheet, 0))
        )

    def _say_against(self) -> None:
        said = self.decisions.against() or self.decisions.remark
        self.against.setText(str(said or ""))
        self.against.setVisible(said is not None)
        self.changed.emit()

    def _say_shown(self) -> None:
        shown, every = self.model.rowCount(), len(self.model.lines)
        if shown == every:
            text = plural("{n} row", "{n} rows", n=every)
        else:
            text = message("{shown} of {all} rows", shown=shown, all=every)
        self.shown.setText(str(text))

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.7))
        view.setMinimumHeight(self.fontMetrics().height() * 5)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(ROW, Qt.SortOrder.AscendingOrder)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, wide(self, width))
        name_widget(view, message("Rows of the file"))
