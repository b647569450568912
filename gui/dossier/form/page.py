# SPDX-License-Identifier: Apache-2.0
"""One page of the form: its rows in a scroll area, made when they are first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from forms.screen import field_of
from gui.dossier.form.heading_row import HeadingRow
from gui.dossier.form.row import ValueRow
from gui.dossier.form.table.row import TableRow
from gui.widgets.rows import name_widget, text_label
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forms.screen import Line, Page
    from gui.dossier.form.base_row import BaseRow
    from gui.dossier.form.editors import Known
    from gui.dossier.form.keeper import Keeper
    from models.drafts import DraftText
    from models.programme.answers import Row

_AT_ONCE = 30
"""So many rows are made before the page shows; the others follow while it is already used."""


class PageView(QScrollArea):
    """A page in a scroll area; what is in it is said by subclasses."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name_widget(self, page.label)
        self.inner = QWidget()
        self.inner.setProperty("role", "page")
        self.rows_layout = QVBoxLayout(self.inner)
        self.rows_layout.setContentsMargins(6, 10, 10, 16)
        self.rows_layout.setSpacing(3)
        head = QVBoxLayout()
        head.setContentsMargins(10, 0, 10, 6)
        head.addWidget(text_label(page.label, "heading", wrap=True))
        if page.help:
            head.addWidget(text_label(page.help, "hint", wrap=True))
        self.rows_layout.addLayout(head)
        self.rows_layout.addStretch(1)
        self.setWidget(self.inner)
        self.rows: dict[str, BaseRow] = {}
        self._scrolled_from: QWidget | None = None
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_grown)

    def show_page(self, page: Page, tables: Mapping[str, tuple[Row, ...]], *, anew: bool) -> None:
        """Show a page; `anew` for another application."""
        raise NotImplementedError

    def restore(self, drafts: Mapping[str, DraftText]) -> None:
        """Put back what was half typed when the program ended."""

    def commit(self) -> None:
        """Save what is typed."""
        for row in self.rows.values():
            row.commit()

    def lock(self) -> None:
        """Let it be read only where nothing can be edited."""
        for row in self.rows.values():
            row.lock()

    def row_of(self, widget: QWidget | None) -> BaseRow | None:
        """The row in which a widget is; popups belong to the row that opened them."""
        mine: set[QWidget] = set(self.rows.values())
        while widget is not None and widget not in mine:
            widget = widget.parentWidget()
        return next((row for row in self.rows.values() if row is widget), None)

    def open_field(self, path: str) -> None:
        """Bring the keyboard into a field or a cell; empty for the first field."""
        if not path:
            first = next((row for row in self.in_order() if row.isVisibleTo(self.inner)), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        row = self.rows.get(field_of(path))
        if row is not None:
            row.open_at(path)
            self.ensureWidgetVisible(row)

    def in_order(self) -> Iterator[BaseRow]:
        """The rows from top to bottom."""
        yield from self.rows.values()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001 - Qt calls it
        """Let Tab go from top to bottom, whenever a row or a button was made."""
        stops = list(self._stops())
        here = QApplication.focusWidget()
        if here is None or here not in stops:
            return super().focusNextPrevChild(forward)
        place = stops.index(here) + (1 if forward else -1)
        inside = 0 <= place < len(stops)
        target = stops[place] if inside else self._beyond(here, forward=forward)
        if target is None:
            return super().focusNextPrevChild(forward)
        reasons = Qt.FocusReason
        target.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
        if inside:
            self.ensureWidgetVisible(target)
        return True

    @Slot()
    def _on_scrolled(self) -> None:
        at = self._focus_inside()
        self._scrolled_from = at if at is not None and at.visibleRegion().isEmpty() else None

    @Slot()
    def _on_grown(self) -> None:
        """Keep what is typed into in sight when problems above it push it down."""
        at = self._focus_inside()
        if at is not None and at is not self._scrolled_from:
            self.ensureWidgetVisible(at)

    def _focus_inside(self) -> QWidget | None:
        at = QApplication.focusWidget()
        return at if at is not None and self.inner.isAncestorOf(at) else None

    def _stops(self) -> Iterator[QWidget]:
        """Where Tab stops, from top to bottom."""
        for row in self.in_order():
            if row.isHidden():
                continue
            places = [
                (place.y(), place.x(), number, widget)
                for number, widget in enumerate(row.findChildren(QWidget))
                if _takes_tab(widget)
                for place in (widget.mapTo(row, QPoint(0, 0)),)
            ]
            yield from (widget for *_, widget in sorted(places, key=_place))

    def _beyond(self, here: QWidget, *, forward: bool) -> QWidget | None:
        """What comes before or after the whole page."""
        found: QWidget | None = here
        while found is not None:
            found = found.nextInFocusChain() if forward else found.previousInFocusChain()
            if found is None or found is here:
                break
            if _takes_tab(found) and not self.isAncestorOf(found) and found is not self:
                return found
        return None


def _takes_tab(widget: QWidget) -> bool:
    return bool(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not widget.isWindow()
    )


def _place(stop: tuple[int, int, int, QWidget]) -> tuple[int, int, int]:
    return stop[:3]


class SectionPage(PageView):
    """The page of a section of the programme."""

    def __init__(
        self,
        page: Page,
        order: list[str],
        known: Known,
        keeper: Keeper,
        wire: Callable[[BaseRow], None],
    ) -> None:
        super().__init__(page)
        self._order = {field: place for place, field in enumerate(order)}
        self._known, self._keeper, self._wire = known, keeper, wire
        self._page = page
        self._tables: Mapping[str, tuple[Row, ...]] = {}
        self._drafts: dict[str, DraftText] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._make_more)

    def show_page(self, page: Page, tables: Mapping[str, tuple[Row, ...]], *, anew: bool) -> None:
        """Show the fields that are asked now, and hide the others."""
        self._page, self._tables = page, tables
        if anew:
            self._drafts = {}
            self.verticalScrollBar().setValue(0)
        asked = {line.field.id for line in page.lines}
        for field, row in self.rows.items():
            if field not in asked:
                row.hide()
        missing = 0
        for line in page.lines:
            known = self.rows.get(line.field.id)
            if known is not None:
                self._fill(known, line, anew=anew)
                known.show()
            elif missing < _AT_ONCE:
                missing += 1
                self._add(line)
        if any(line.field.id not in self.rows for line in page.lines):
            self._later.start()

    def restore(self, drafts: Mapping[str, DraftText]) -> None:
        """Put back what was half typed when the program ended."""
        self._drafts = dict(drafts)
        for row in self.rows.values():
            self._restore(row)

    def open_field(self, path: str) -> None:
        """Bring the keyboard into a field or a cell."""
        while any(line.field.id not in self.rows for line in self._page.lines):
            self._make_more()
        super().open_field(path)

    def in_order(self) -> Iterator[BaseRow]:
        """The rows from top to bottom."""
        yield from sorted(self.rows.values(), key=lambda row: self._order[row.path])

    @Slot()
    def _make_more(self) -> None:
        waiting = [line for line in self._page.lines if line.field.id not in self.rows]
        for line in waiting[:_AT_ONCE]:
            self._add(line)
        if len(waiting) > _AT_ONCE:
            self._later.start()

    def _add(self, line: Line) -> None:
        row: BaseRow
        if line.field.type is FieldType.HEADING:
            row = HeadingRow(line, self._keeper)
        elif line.field.type is FieldType.TABLE:
            row = TableRow(line, self._known, self._keeper)
        else:
            row = ValueRow(line, self._known, self._keeper)
        place = self._order[line.field.id]
        before = [one for one in self.in_order() if self._order[one.path] < place]
        self.rows[line.field.id] = row
        self.rows_layout.insertWidget(len(before) + 1, row)
        self._wire(row)
        row.lock()
        self._fill(row, line, anew=True)
        self._restore(row)
        row.show()  # at once: Tab may be the next key

    def _fill(self, row: BaseRow, line: Line, *, anew: bool) -> None:
        if isinstance(row, TableRow):
            row.show_rows(self._tables.get(line.field.id, ()))
        row.show_line(line, anew=anew)

    def _restore(self, row: BaseRow) -> None:
        for path in [path for path in self._drafts if field_of(path) == row.path]:
            draft = self._drafts.pop(path)
            if isinstance(row, ValueRow):
                row.restore(draft)
            elif isinstance(row, TableRow):
                row.restore(path, draft)
