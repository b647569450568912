# SPDX-License-Identifier: Apache-2.0
"""Pointing at an empty form: its sheets on the left, what goes into the chosen place on the right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from forms.intake.book import address, column_letters
from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.forms.choices import Choices, named_in_text
from gui.forms.form_grid import FormGrid
from gui.forms.spot_panel import SpotPanel
from gui.forms.work import WORDS, FormLook, FormSheet, fit_faults, look_at_form
from gui.intake.notes_box import NotesBox
from gui.outgoing.form_orders import keep_map, programme_of
from gui.widgets.rows import add_row, form_layout, name_widget, text_label
from gui.widgets.sizes import wide
from gui.widgets.waiting import Waiting
from models.errors import UserError
from models.filling.mapping import FillMap, Put, Scope, SheetMap, TableMap, map_data, toml_text
from models.filling.pointing import (
    Spot,
    places_in,
    sheet_of,
    spot_at,
    with_cell,
    with_column,
    with_table,
    with_word,
)
from models.filling.reading import FillMapError, load_fill_map, read_fill_map
from models.language import Language, message, plural
from models.storage.files import CannotWriteError, written_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from gui.desk import Desk
    from gui.forms.choices import Choice
    from gui.jobs import Jobs
    from models.language import Message
    from models.views.calls import CallLine
    from models.views.forms import Form

_SCOPES = (
    (Scope.CALL, message("the list of a call")),
    (Scope.APPLICATION, message("one application")),
)
_LANGUAGES = (
    (None, message("that of whoever fills it")),
    (Language.ZH, "简体中文"),
    (Language.EN, "English"),
)
_PANEL_CHARS = 46


@dataclass(frozen=True, slots=True)
class Source:
    """The empty form at which one points.

    Attributes:
        path: Where its bytes lie.
        file: The name of the file.
        key, title: Empty where it is not kept yet.
        mapping: What goes where in it; None where a map is to be suggested.
    """

    path: Path
    file: str
    key: str = ""
    title: str = ""
    mapping: Mapping[str, Any] | None = None


class MapDialog(PageDialog):
    """Points at places of an empty form, says at once what is wrong, and keeps it.

    Attributes:
        map: What goes where, as it is now.
        kept: The form, once it is kept.
    """

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        source: Source,
        calls: Sequence[CallLine],
        *,
        call: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            call: The id of the call whose fields are offered at first.
        """
        super().__init__(message("What goes where in a form…"), chars=160, lines=36, parent=parent)
        self._desk, self._source = desk, source
        self._look = FormLook((), FillMap(Scope.CALL))
        self._choices: Choices | None = None
        self._fit: tuple[str, ...] = ()
        self.map = FillMap(Scope.CALL)
        self.kept: Form | None = None
        self.title = QLineEdit(source.title or Path(source.file).stem)
        self.call_box = _box([(item, item.title) for item in calls])
        ids = [item.id for item in calls]
        self.call_box.setCurrentIndex(ids.index(call) if call in ids else len(ids) - 1)
        self.scope_box = _box(_SCOPES)
        self.language_box = _box(_LANGUAGES)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        name_widget(self.tabs, message("Sheets"))
        self.grid = FormGrid()
        self.panel = SpotPanel()
        self.waiting = Waiting(jobs)
        self.state = text_label("", "hint", wrap=True)
        self.notes = NotesBox(message("What is wrong, and what to look at"))
        self._lay_out()
        self.save_button = self.add_decision(message("Keep the form"))
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.read_button = self.add_button(message("&Read a map from a file…"), role)
        self.write_button = self.add_button(message("&Write the map to a file…"), role)
        self._connect()
        self._show_spot()
        self._read_form()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        for pairs in (
            ((message("Name of the form"), self.title), (message("Fields of the call"), self.call_box)),
            ((message("The form is about"), self.scope_box), (message("Its language"), self.language_box)),
        ):  # fmt: skip
            form = form_layout()
            for text, field in pairs:
                add_row(form, text, field)
            above.addLayout(form, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.tabs)
        left.addWidget(self.grid, 1)
        self.panel.setFixedWidth(wide(self, _PANEL_CHARS))
        both = QHBoxLayout()
        both.setSpacing(self.fontMetrics().height())
        both.addLayout(left, 1)
        both.addWidget(self.panel)
        self.content.addLayout(above)
        self.content.addWidget(text_label(_ABOUT, "hint", wrap=True))
        self.content.addLayout(both, 1)
        self.content.addWidget(self.waiting)
        self.content.addWidget(self.state)
        self.content.addWidget(self.notes)

    def _connect(self) -> None:
        self.call_box.currentIndexChanged.connect(self._read_form)
        self.scope_box.activated.connect(self._on_facts)
        self.language_box.activated.connect(self._on_facts)
        self.title.textChanged.connect(self._allow)
        self.tabs.currentChanged.connect(self._on_tab)
        self.grid.moved.connect(self._show_spot)
        self.grid.pointed.connect(self._on_pointed)
        self.grid.cleared.connect(self._on_cleared)
        self.panel.picked.connect(self._on_picked)
        self.panel.changed.connect(self._on_put)
        self.panel.table_changed.connect(self._on_table)
        self.panel.cleared.connect(self._on_cleared)
        self.waiting.failed.connect(self.show_fault)
        self.read_button.clicked.connect(self._read_map)
        self.write_button.clicked.connect(self._write_map)

    @property
    def sheet(self) -> FormSheet | None:
        """The sheet that is shown."""
        place = self.tabs.currentIndex()
        return self._look.sheets[place] if 0 <= place < len(self._look.sheets) else None

    def done(self, result: int) -> None:
        """End; nobody waits for the form any more."""
        self.waiting.stop_job()
        self._desk.forget(self)
        super().done(result)

    # --- the form and its map

    @Slot()
    def _read_form(self) -> None:
        """Read the form with the fields of the call; a map is suggested until somebody has pointed."""
        call: CallLine = self.call_box.currentData()
        programme, vocabularies = programme_of(self._desk.reader, call.id)
        year = int(call.opens[:4]) if call.opens else date.today().year  # noqa: DTZ011 - a year
        self._choices = Choices(programme, vocabularies, year)
        if self._look.sheets and (self._source.mapping is not None or self.map != self._look.map):
            self._renew()
            return
        self.waiting.stop_job()
        self.waiting.start(
            message("Reading the form"),
            look_at_form,
            then=self._on_read,
            folder=self._desk.folder,
            template=self._source.path,
            name=self._source.file,
            call=call.id,
            suggests=self._source.mapping is None,
        )

    def _on_read(self, look: FormLook) -> None:
        self._look, self.map = look, look.map
        if self._source.mapping is not None and not self._take(self._source.mapping):
            self.map = FillMap(Scope(self._source.mapping.get("scope", Scope.CALL)))
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for sheet in look.sheets:
                self.tabs.addTab(sheet.title.replace("&", "&&"))
        names = [sheet.name for sheet in look.sheets]
        used = [sheet.name for sheet in self.map.sheets if sheet.name in names]
        self.tabs.setCurrentIndex(names.index(used[0]) if used else 0)
        self._on_tab()
        self.grid.setFocus()

    def _take(self, data: Mapping[str, Any]) -> bool:
        """Take the data of a map, unless it has faults: those are said."""
        assert self._choices is not None
        known = self._choices.programme, self._choices.vocabularies
        try:
            self.map = read_fill_map(data, *known, name=self._source.file)
        except FillMapError as error:
            self.show_fault(error)
            return False
        self.say("")
        return True

    def _renew(self) -> None:
        """Show the map as it is now, and what is wrong with it."""
        for box, value in (
            (self.scope_box, self.map.scope),
            (self.language_box, self.map.language),
        ):
            box.setCurrentIndex(box.findData(value))
        sheet, choices = self.sheet, self._choices
        if sheet is not None and choices is not None:
            self.grid.show_map(self._shown(sheet), choices.name)
        self._show_spot()
        self._fit = ()
        self._say_faults()
        if self._look.sheets:
            self._desk.ask(
                fit_faults,
                then=self._on_fit,
                otherwise=self.show_fault,
                latest=self,
                template=self._source.path,
                name=self._source.file,
                fill_map=self.map,
            )

    def _shown(self, sheet: FormSheet) -> SheetMap:
        """What a sheet shows; names in braces stand in a column, with what the map says of them."""
        if sheet.name != WORDS:
            return sheet_of(self.map, sheet.name)
        names = [row[0] for row in sheet.cells]
        puts = ((f"A{row}", self._word(name)) for row, name in enumerate(names, start=1))
        return SheetMap(WORDS, {place: put for place, put in puts if put is not None})

    def _word(self, name: str) -> Put | None:
        """What stands for a name in braces: what the map says, or what is called so."""
        assert self._choices is not None
        known = self._choices.canonical(name.strip(), self.map.scope)
        return self.map.words.get(name) or (Put(known) if known else None)

    def _on_fit(self, faults: tuple[Message, ...]) -> None:
        self._fit = tuple(map(str, faults))  # here: the thread that asks has no language
        self._say_faults()

    def _say_faults(self) -> None:
        faults = list(dict.fromkeys((*self._faults(), *self._fit)))
        self.notes.say([*faults, *self._look.doubts])
        n = places_in(self.map)
        places = plural("{n} place is pointed at.", "{n} places are pointed at.", n=n)
        wrong = plural("{n} fault, named below: it must be mended before the form is kept.",
                       "{n} faults, named below: they must be mended before the form is kept.",
                       n=len(faults)) if faults else ""  # fmt: skip
        self.state.setText(" ".join(filter(None, (str(places), str(wrong)))))
        self._allow()

    def _faults(self) -> tuple[str, ...]:
        if self._choices is None:
            return ()
        known = self._choices.programme, self._choices.vocabularies
        try:
            read_fill_map(map_data(self.map), *known, name=self._source.file)
        except FillMapError as error:
            return tuple(map(str, error.faults))
        return ()

    @Slot()
    def _allow(self) -> None:
        read = bool(self._look.sheets)
        says = bool(places_in(self.map)) or any(sheet.name == WORDS for sheet in self._look.sheets)
        right = says and bool(self.title.text().strip()) and not (self._fit or self._faults())
        self.save_button.setEnabled(read and right)
        self.write_button.setEnabled(read)
        self.read_button.setEnabled(read)

    # --- pointing

    @Slot()
    def _on_tab(self) -> None:
        self.grid.show_sheet(self.sheet)
        if self.sheet is not None and self.sheet.cells:
            self.grid.go_to(1, 1)
        self._renew()

    @Slot()
    def _on_facts(self) -> None:
        self._set(replace(self.map, scope=self.scope_box.currentData(),
                          language=self.language_box.currentData()))  # fmt: skip

    @Slot()
    def _show_spot(self) -> None:
        sheet, place, choices = self.sheet, self.grid.place, self._choices
        if sheet is None or place is None or choices is None:
            self.panel.show_nothing()
            return
        spot, of = self._spot(sheet, place)
        put = spot.put or Put()
        in_table = spot.table is not None
        known = (
            choices.of_column(of or "")
            if in_table
            else choices.of_cell(self.map.scope, begins_table=sheet.name != WORDS)
        )
        where = address(*place)
        self.panel.show_spot(
            f"{{{sheet.text(*place)}}}" if sheet.name == WORDS else f"{sheet.title} · {where}",
            sheet.text(*place),
            spot,
            choices.name(put, of) if spot.put else "",
            known,
            money=choices.money(put, of) if put.source else "",
        )

    def _spot(self, sheet: FormSheet, place: tuple[int, int]) -> tuple[Spot, str | None]:
        row, column = place
        if sheet.name == WORDS:
            return Spot(self._word(sheet.text(row, column))), None
        spot = spot_at(sheet_of(self.map, sheet.name), row, column_letters(column))
        return spot, spot.table.of if spot.table else None

    @Slot()
    def _on_pointed(self) -> None:
        if self.grid.place is not None and self._choices is not None:
            self.panel.choose()

    @Slot(object)
    def _on_picked(self, choice: Choice) -> None:
        sheet, place = self.sheet, self.grid.place
        if sheet is None or place is None:
            return
        put, text = choice.put, sheet.text(*place)
        if not put.source:
            put = Put(text=text)
        elif choice.of is None and sheet.name != WORDS:
            put = named_in_text(put, text)
        self._point(sheet, place, put, choice.of)
        if put.source or choice.put.source:
            self.grid.setFocus()

    @Slot(object)
    def _on_put(self, put: Put | None) -> None:
        sheet, place = self.sheet, self.grid.place
        if sheet is not None and place is not None:
            self._point(sheet, place, put, None)

    @Slot()
    def _on_cleared(self) -> None:
        self._on_put(None)

    @Slot(object)
    def _on_table(self, new: TableMap) -> None:
        sheet, place = self.sheet, self.grid.place
        if sheet is not None and place is not None:
            old = self._spot(sheet, place)[0].table
            if old is not None:
                self._set(with_table(self.map, sheet.name, old, new))

    def _point(
        self, sheet: FormSheet, place: tuple[int, int], put: Put | None, of: str | None
    ) -> None:
        """Have something go into a place: a name in braces, a column of a table, or a cell."""
        row, letters = place[0], column_letters(place[1])
        spot = self._spot(sheet, place)[0]
        if sheet.name == WORDS:
            self._set(with_word(self.map, sheet.text(*place), put))
        elif spot.table is not None or of is not None:
            free = sheet.free_rows(row)
            self._set(with_column(self.map, sheet.name, row, letters, put, of=of or "", rows=free))
        else:
            self._set(with_cell(self.map, sheet.name, address(*place), put))

    def _set(self, found: FillMap) -> None:
        self.say("")
        self.map = found
        self._renew()

    # --- files and the register

    @Slot()
    def _read_map(self) -> None:
        name = ask.choose_file(self, message("Choose a map"), pattern="*.toml")
        if not name:
            return
        try:
            data = load_fill_map(Path(name))
        except UserError as fault:
            self.show_fault(fault)
            return
        if self._take(data):
            self._renew()

    @Slot()
    def _write_map(self) -> None:
        start = str(self._desk.folder / "exports" / f"{Path(self._source.file).stem}.toml")
        name = ask.choose_target(self, message("Choose a file"), start, "*.toml")
        if not name:
            return
        try:
            with written_out(Path(name), replace=True) as aside:
                aside.write_text(toml_text(map_data(self.map)), encoding="utf-8")
        except OSError as error:
            self.show_fault(CannotWriteError(Path(name), error))
        except UserError as fault:
            self.show_fault(fault)
        else:
            self.state.setText(str(message("The map was written to {name}.", name=Path(name).name)))

    def accept(self) -> None:
        """Keep the form; the core sees once more whether the map fits it."""
        if not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self._desk.do(
            keep_map,
            then=self._on_kept,
            otherwise=self._on_refused,
            template=self._source.path,
            data=map_data(self.map),
            call=self.call_box.currentData().id,
            key=self._source.key,
            title=self.title.text().strip(),
            name=self._source.file,
            replace=bool(self._source.key),
        )

    def _on_kept(self, form: Form) -> None:
        self.kept = form
        super().accept()

    def _on_refused(self, fault: UserError) -> None:
        self.show_fault(fault)
        self._allow()


def _box(choices: Sequence[tuple[object, object]]) -> QComboBox:
    box = QComboBox()
    for value, name in choices:
        box.addItem(str(name), value)
    return box


_ABOUT = message(
    "Go to a cell with the arrow keys or the mouse, press Enter and choose what goes there; Delete takes it"
    " away. A marked cell (▸) is filled; a first row stands for all rows of its table."
)
