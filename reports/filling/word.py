# SPDX-License-Identifier: Apache-2.0
"""Filling a Word form: names in braces, content controls, cells of tables, rows that repeat."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.filling.mapping import Put, Surplus
from models.filling.sources import NAME, names_in_list, names_of_application
from models.language import message
from models.programme.display import number_text
from models.programme.schema import FieldType
from models.storage.files import sha256_of, written_out
from reports.filling.addresses import address, cell_at, column_number
from reports.filling.compare import Kind
from reports.filling.doubts import Doubt
from reports.filling.facts import FormResult
from reports.filling.faults import ChangedElsewhereError, FormDoubtsError
from reports.filling.plan import field_of, places_of, single_place
from reports.filling.sheet_part import local
from reports.filling.values import ListPlace, put_value
from reports.filling.word_compare import WordAsked, compare_word
from reports.filling.word_fitting import check_word_fit
from reports.filling.word_parts import cell_of, cells_of, read_word, rows_of
from reports.filling.word_text import has_boxes, replace_names, set_paragraph, set_text, tick

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.filling.mapping import FillMap, TableMap
    from models.progress import Progress
    from reports.filling.facts import Facts, Filled
    from reports.filling.values import Place
    from reports.filling.word_parts import WordParts

_STEPS = 3
_OPTIONS = frozenset({FieldType.CHOICE, FieldType.CHOICES, FieldType.BOOLEAN, FieldType.TERM,
                      FieldType.TERMS})  # fmt: skip
_IDS = ("paraId", "textId")
_MARKS = frozenset({"bookmarkStart", "bookmarkEnd"})


def fill_word(
    template: Path,
    fill_map: FillMap,
    facts: Facts,
    listed: Sequence[Filled],
    out: Path,
    *,
    progress: Progress,
    name: str = "",
    accept: bool = False,
    replace: bool = False,
    filters: str = "",
) -> FormResult:
    """Fill a Word form; arguments and faults are those of `fill_workbook`.

    - A name in braces that the map or the programme knows is replaced, in text, headers and footers.
    - A content control whose tag or title is such a name is filled.
    - Sheets of the map are tables by number; a cell with boxes is ticked, another one gets the text.
    """
    parts = read_word(template, name=name)
    check_word_fit(parts, fill_map)
    progress.step(1, _STEPS, message("Filling the form"))
    filling = _Filling(parts, fill_map, facts, listed)
    filling.fill()
    if filling.doubts and not accept:
        raise FormDoubtsError(parts.package.name, filling.doubts)
    with written_out(out, replace=replace) as aside:
        parts.package.write(aside)
        progress.step(2, _STEPS, message("Comparing with the empty form"))
        differences = compare_word(read_word(template, name=name), read_word(aside), filling.asked)
        wrong = [item for item in differences if item.kind is Kind.OTHER]
        if wrong:
            raise ChangedElsewhereError(out, wrong)
    return FormResult(
        out,
        len(listed),
        sha256_of(out),
        tuple(differences),
        tuple(filling.doubts),
        filters,
    )


class _Filling:
    """Fills the parts of one document.

    Attributes:
        asked: The paragraphs and rows that the map asked to change, by part.
        doubts: What does not fit.
    """

    def __init__(
        self, parts: WordParts, fill_map: FillMap, facts: Facts, listed: Sequence[Filled]
    ) -> None:
        self._parts = parts
        self._map = fill_map
        self._facts = facts
        self._listed = listed
        self._single = single_place(fill_map, facts, listed)
        self._names = (
            names_in_list()
            if isinstance(self._single, ListPlace)
            else names_of_application(facts.programme)
        )
        self.asked = {part: WordAsked(parts.package.tree(part)) for part in parts.texts}
        self.doubts: list[Doubt] = []

    def fill(self) -> None:
        """Fill everything."""
        asked = self.asked[self._parts.document]
        for sheet in self._map.sheets:
            table = self._parts.table(sheet.name)
            assert table is not None
            for text, put in sheet.cells.items():
                cell = cell_of(table, *cell_at(text))
                assert cell is not None
                self._cell(cell, put, self._single, sheet.name, cell_at(text), asked)
            for found in reversed(sheet.tables):
                self._rows(table, found, sheet.name, asked)
        for part in self._parts.texts:
            self._words(part)
        for part, item in self.asked.items():
            if item.changed:
                self._parts.package.touch(part)

    # --- tables

    def _rows(self, table: Any, found: TableMap, name: str, asked: WordAsked) -> None:
        places = places_of(found, self._facts, self._listed)
        rows = rows_of(table)[found.first - 1 : found.last]
        model = rows[-1] if len(rows) == 1 else rows[-2]
        while len(rows) < len(places):
            made = _copied(model)
            before_last = max(0, len(rows) - 2) if found.rows > 1 else len(rows) - 1
            rows[before_last].addnext(made)
            rows.insert(before_last + 1, made)
            asked.added.append(made)
        for step, (row, place) in enumerate(zip(rows, places, strict=False)):
            cells = cells_of(row)
            for letters, put in found.columns.items():
                column = column_number(letters)
                at = (found.first + step, column)
                self._cell(cells[column - 1], put, place, name, at, asked)
        if found.surplus is Surplus.REMOVE:
            for row in rows[max(1, len(places)) :]:
                asked.removed.append(row)
                row.getparent().remove(row)

    def _cell(
        self,
        cell: Any,
        put: Put,
        place: Place,
        table: str,
        at: tuple[int, int],
        asked: WordAsked,
    ) -> None:
        asked.areas.append(cell)
        text = self._said(put, place)
        field = field_of(put, place, self._facts) if put.source else None
        if field is not None and field.type in _OPTIONS and has_boxes(cell):
            words = [word for word in text.replace(", ", "、").split("、") if word]
            if not tick(cell, words):
                reason = message("no box of this cell stands before “{value}”", value=text)
                self.doubts.append(Doubt(table, address(*at), place.number, reason))
            return
        set_text(cell, text)

    # --- text

    def _words(self, part: str) -> None:
        asked = self.asked[part]
        root = self._parts.package.tree(part)
        for control in [item for item in root.iter() if local(item) == "sdt"]:
            self._control(control, asked)
        for paragraph in [item for item in root.iter() if local(item) == "p"]:
            if replace_names(paragraph, NAME, self._value_of):
                asked.areas.append(paragraph)

    def _value_of(self, name: str) -> str | None:
        put = self._put_of(name)
        if put is None:
            reason = message("nothing is known as “{name}”; it stays as it is", name=name)
            self.doubts.append(Doubt("—", f"{{{name}}}", self._single.number, reason))
            return None
        return self._said(put, self._single)

    def _put_of(self, name: str) -> Put | None:
        if name in self._map.words:
            return self._map.words[name]
        known = self._names.canonical(name.strip(), self._facts.vocabularies)
        return Put(source=known) if known else None

    def _control(self, control: Any, asked: WordAsked) -> None:
        settings = next((item for item in control if local(item) == "sdtPr"), None)
        content = next((item for item in control if local(item) == "sdtContent"), None)
        if settings is None or content is None:
            return
        facts = {local(item): item for item in settings}
        names = [
            value
            for key in ("tag", "alias")
            if key in facts
            for value in facts[key].attrib.values()
        ]
        put = next((found for item in names if (found := self._put_of(item.split("=")[0]))), None)
        if put is None:
            return
        text = self._said(put, self._single)
        asked.areas.append(control)
        if "checkbox" in facts:
            wanted = next((item.partition("=")[2] for item in names if "=" in item), "")
            _check(facts["checkbox"], content, ticked=_is_meant(text, wanted))
            return
        for item in settings:
            if local(item) == "showingPlcHdr":
                settings.remove(item)
        paragraphs = [item for item in content.iter() if local(item) == "p"]
        if paragraphs:
            set_text(content, text)
        else:
            set_paragraph(content, text)

    def _said(self, put: Put, place: Place) -> str:
        """What a name stands for, as text: numbers in the unit of the form."""
        if put.source and not (put.unit or put.sum):
            text = place.shown(put.source)
            return put.values.get(text, text)
        value = put_value(put, place)
        if value is None:
            return ""
        if isinstance(value, int | Decimal):
            return number_text(value)
        return self._facts.day(value) if isinstance(value, date) else str(value)


def _copied(row: Any) -> Any:
    """A row like another; ids and bookmarks, which a document has once, are left out."""
    made = deepcopy(row)
    for item in list(made.iter()):
        for key in list(item.attrib):
            if key.rpartition("}")[2] in _IDS:
                del item.attrib[key]
        if local(item) in _MARKS:
            item.getparent().remove(item)
    return made


def _is_meant(text: str, wanted: str) -> bool:
    """Whether a box is to be ticked: of the answer that it stands for, else of any yes."""
    if wanted:
        return wanted.strip() in text.replace(", ", "、").split("、")
    return text in {"是", "Yes"}


def _check(box: Any, content: Any, *, ticked: bool) -> None:
    facts = {local(item): item for item in box}
    state = facts.get("checked")
    if state is None:
        state = box.makeelement(box.tag.rpartition("}")[0] + "}checked")
        box.insert(0, state)
    space = state.tag.rpartition("}")[0] + "}"
    state.set(f"{space}val", "1" if ticked else "0")
    drawn = facts.get("checkedState" if ticked else "uncheckedState")
    code = drawn.get(f"{space}val", "") if drawn is not None else ""
    character = chr(int(code, 16)) if code else ("☒" if ticked else "☐")
    for item in content.iter():
        if local(item) == "t":
            item.text = character
            break
