# SPDX-License-Identifier: Apache-2.0
"""What a summary lets one choose: all that its order says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.outgoing.summary_choices import column_names
from gui.printing.cross_rows import CrossRows
from gui.printing.for_whom import add_for_whom
from gui.printing.options import Options, choose, offer
from gui.widgets.ordered_list import OrderedList
from gui.widgets.rows import add_row, name_widget
from models.audiences.listed import Listed
from models.audiences.profile import audience
from models.language import current_language, message
from models.orders import SummaryOrder, SummaryPaper
from models.programme.dimensions import dimension_names
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.language import Language, Message, Translatable
    from models.programme.schema import Programme
    from models.views.ledger import Report

_FORMS = (("xlsx", message("Excel workbook")), ("pdf", message("PDF document")))
_NO_COLUMNS = frozenset({FieldType.TABLE, FieldType.HEADING})


class SummaryOptions(Options):
    """Fills in the order for the summary of a call."""

    def __init__(
        self,
        call: str,
        programme: Programme,
        *,
        listed: str | None = None,
        reports: Sequence[Report] = (),
        last: SummaryOrder | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make them.

        Args:
            call: Its uid.
            programme: Its definition.
            listed: What the list shows now, as a filter; empty for everything, None where no filter
                says it.
            reports: Earlier reports of the call, the newest first.
            last: What was asked for last time.
        """
        super().__init__(parent)
        self._call, self._whole = call, programme
        self._listed, self._last = listed, last
        self.again = self._again_button()
        self.paper = self.add_choice(message("Kind"), _papers(programme))
        self.form_box = self.add_choice(message("Format"), _FORMS)
        self.audience = add_for_whom(self)
        self.columns = OrderedList(message("Columns of the list"), lines=6)
        self.columns.offer(_columns(programme), _own(programme))
        self.columns.changed.connect(self.changed)
        hint = message("Where none is ticked, the list has the columns of its programme.")
        add_row(self.form, message("Columns of the list"), self.columns, hint=hint)
        none: tuple[str, Translatable] = ("", message("nothing"))
        self.group_by = self.add_choice(message("Group by"), [none],
                                        hint=message("Each group has its subtotals."))  # fmt: skip
        self.crosses = CrossRows()
        self.crosses.changed.connect(self.changed)
        hint = message("Each by two or three dimensions; the usual ones where none is chosen.")
        add_row(self.form, message("Cross tables"), self.crosses, hint=hint)
        self._add_filter()
        self._add_since(reports)
        self.paper.currentIndexChanged.connect(self._on_paper)
        self.audience.currentIndexChanged.connect(self._on_audience)
        self._on_audience()
        self._on_paper()

    def order(self, language: Language) -> SummaryOrder:
        """The summary."""
        whole = self._paper is SummaryPaper.SUMMARY
        return SummaryOrder(
            call=self._call,
            form=self._form,
            paper=self._paper,
            audience=self._audience,
            columns=self._chosen_columns() if whole else (),
            group_by=str(self.group_by.currentData()) if whole else "",
            crosses=self.crosses.crosses if whole else (),
            filter=self.filter.text().strip(),
            since=int(self.since.currentData()) if whole and not self._audience else 0,
            language=language,
        )

    @property
    def suffix(self) -> str:
        """That of the format."""
        return f".{self._form}"

    @property
    def fault(self) -> Message | None:
        """That a cross table is not whole."""
        return self.crosses.fault if self._paper is SummaryPaper.SUMMARY else None

    @Slot()
    def fill_as_last(self) -> None:
        """Fill in all that was asked for last time."""
        last = self._last
        if last is None:
            return
        with QSignalBlocker(self):
            choose(self.paper, last.paper)
            choose(self.form_box, last.form)
            choose(self.audience, last.audience)
            self.columns.choose(last.columns or _own(self._programme))
            choose(self.group_by, last.group_by)
            self.crosses.choose(last.crosses)
            self.filter.setText(last.filter)
            if not choose(self.since, last.since):
                self.since.addItem(str(_step(last.since)), last.since)
                choose(self.since, last.since)
        self.language_asked.emit(last.language)
        self.changed.emit()

    @property
    def _paper(self) -> SummaryPaper:
        return SummaryPaper(self.paper.currentData())

    @property
    def _form(self) -> str:
        return str(self.form_box.currentData()) if self._paper is SummaryPaper.SUMMARY else "pdf"

    @property
    def _audience(self) -> str:
        return str(self.audience.currentData())

    @property
    def _programme(self) -> Programme:
        """The definition as the audience knows it."""
        key = self._audience
        if not key:
            return self._whole
        return Listed(audience(key), current_language()).programme(self._whole)

    def _chosen_columns(self) -> tuple[str, ...]:
        chosen = self.columns.chosen()
        return () if chosen == _own(self._programme) else chosen

    def _again_button(self) -> QPushButton:
        button = QPushButton(str(message("Same as last time")))
        button.setAutoDefault(False)
        name_widget(button, message("Same as last time"))
        button.setEnabled(self._last is not None)
        if self._last is None:
            button.setToolTip(str(message("No summary of this call went out yet.")))
        button.clicked.connect(self.fill_as_last)
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch()
        self.form.addRow("", line)
        return button

    def _add_filter(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(str(message("all; or: direction=energy 武汉")))
        self.filter.textChanged.connect(self.changed)
        self.as_listed = QPushButton(str(message("As in the list")))
        self.as_listed.setAutoDefault(False)
        name_widget(self.as_listed, message("Filter as the list does now"))
        self.as_listed.setEnabled(bool(self._listed))
        hint = (
            message("What the list shows cannot be written as a filter.")
            if self._listed is None
            else message("The list shows all of the call.")
            if not self._listed
            else self._listed
        )
        self.as_listed.setToolTip(str(hint))
        self.as_listed.clicked.connect(self._on_listed)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.filter, 1)
        line.addWidget(self.as_listed)
        both.setFocusProxy(self.filter)
        hint = message("Only what fits: words, and field=value with spaces between.")
        add_row(self.form, message("Filter"), both, hint=hint)
        name_widget(self.filter, message("Filter"), hint)

    def _add_since(self, reports: Sequence[Report]) -> None:
        choices: list[tuple[int, Translatable]] = [(0, message("nothing"))]
        for place, report in enumerate(reports):
            day = report.day.isoformat()
            text = (
                message("{what} no. {n} of {day}", what=report.what, n=report.id, day=day)
                if place
                else message(
                    "the last report: {what} no. {n} of {day}",
                    what=report.what,
                    n=report.id,
                    day=day,
                )
            )
            choices.append((report.sequence, text))
        hint = message("Tells what is different, and why; for the office itself only.")
        self.since = self.add_choice(message("Compared with"), choices, hint=hint)

    @Slot()
    def _on_listed(self) -> None:
        self.filter.setText(self._listed or "")

    @Slot()
    def _on_paper(self) -> None:
        whole = self._paper is SummaryPaper.SUMMARY
        self.form_box.setEnabled(whole)
        if not whole:
            choose(self.form_box, "pdf")
        for row in (self.columns, self.group_by, self.crosses, self.since):
            self.form.setRowVisible(row, whole)

    @Slot()
    def _on_audience(self) -> None:
        """Offer only what they may see."""
        programme = self._programme
        shown = {key for key, _ in _columns(programme)}
        self.columns.hide_items([key for key, _ in _columns(self._whole) if key not in shown])
        dimensions = dimension_names(programme)
        offer(self.group_by, [("", message("nothing")), *dimensions.items()])
        self.crosses.offer(dimensions)
        self.since.setEnabled(not self._audience)


def _papers(programme: Programme) -> list[tuple[SummaryPaper, Translatable]]:
    found: list[tuple[SummaryPaper, Translatable]] = [
        (SummaryPaper.SUMMARY, message("Summary")),
        (SummaryPaper.BRIEFING, message("Briefing of one page for the director (PDF)")),
    ]
    if programme.publicity is not None:
        found.append((SummaryPaper.PUBLICITY, message("List for publicity (PDF)")))
    return found


def _columns(programme: Programme) -> list[tuple[str, Translatable]]:
    """What can be a column."""
    fields = programme.fields
    return [
        (key, label)
        for key, label in column_names(programme).items()
        if key not in fields or fields[key].type not in _NO_COLUMNS
    ]


def _own(programme: Programme) -> tuple[str, ...]:
    """The columns of the definition."""
    return tuple(dict.fromkeys(column.source for column in programme.summary.column))


def _step(sequence: int) -> Message:
    return message("the state after step {n} of the history", n=sequence)
