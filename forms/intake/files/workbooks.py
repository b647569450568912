# SPDX-License-Identifier: Apache-2.0
"""Workbooks of Open XML: .xlsx, .xlsm and templates, ordinary or strict.

Nothing of a stranger's package is handed to the reader of values (calamine) as it is. Its parts are
looked through (`sheet_parts`) and written anew into a package of our own (`plain_packages`), which is
read slice by slice (`values`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from forms.intake.book import Book, BookKind
from forms.intake.files.faults import PART_MISSING, DamagedFileError, NoSheetsError, TooLargeError
from forms.intake.files.markup import elements
from forms.intake.files.package_contents import content_notes
from forms.intake.files.plain_packages import PlainPackage
from forms.intake.files.shared_texts import SharedTexts
from forms.intake.files.sheet_parts import SheetFacts, SheetPart
from forms.intake.files.sheets import CellCount, make_sheet
from forms.intake.files.values import ValueReader
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.intake.book import Sheet
    from forms.intake.files.packages import Package
    from forms.intake.files.sheets import Rows
    from models.language import Message
    from models.progress import Progress

_MOST_PART = 32 << 20
_MOST_SHEETS = 1_000
_TRUE = frozenset({"1", "true", "on"})


@dataclass(slots=True)
class _Listed:
    """A sheet as the workbook lists it, and what was learnt of it since."""

    name: str
    hidden: bool
    part: str
    facts: SheetFacts = field(default_factory=SheetFacts)
    slices: list[str] = field(default_factory=list)


def read_workbook(path: Path, package: Package, main: str, progress: Progress) -> Book:
    """Read every sheet of cells.

    Args:
        main: The name of the workbook part.

    Raises:
        UserError: One of `forms.intake.files.faults`.
        CancelledError: The user stopped it.
    """
    return _Reading(path, package, main, progress).book()


class _Reading:
    def __init__(self, path: Path, package: Package, main: str, progress: Progress) -> None:
        self._path, self._package, self._main = path, package, main
        self._progress = progress
        self._done, self._total = 0, 1
        self._notes: list[Message] = []
        self._since_1904 = False
        self._relations = package.relations(main)

    def book(self) -> Book:
        listed = self._list_sheets()
        self._total = 2 * len(listed)
        with TemporaryDirectory(prefix="xiandao-") as folder:
            ours = Path(folder) / "rows.xlsx"
            self._write(ours, listed)
            sheets = tuple(self._read(ours, listed))
        notes = *self._notes, *content_notes(self._package, self._main, self._relations)
        return Book(self._path, BookKind.XLSX, sheets, notes)

    def _list_sheets(self) -> list[_Listed]:
        listed: list[_Listed] = []
        whole = True
        for name, about in elements(self._path, self._package.read(self._main, _MOST_PART)):
            if name == "workbookPr":
                self._since_1904 = about.get("date1904") in _TRUE
            elif name == "sheet":
                kind, part = self._relations.get(about.get("id", ""), ("", ""))
                called = about.get("name", "")
                if kind == "worksheet":
                    hidden = about.get("state", "visible") != "visible"
                    listed.append(_Listed(called, hidden, part))
                    whole = whole and self._package.has(part)
                    if len(listed) > _MOST_SHEETS:
                        raise TooLargeError(self._path, message("it has more than 1,000 sheets"))
                elif "Macrosheet" in kind or "macrosheet" in kind:
                    self._notes.append(
                        message("The sheet “{sheet}” holds macros; it is ignored.", sheet=called)
                    )
                else:
                    whole = whole and bool(kind)
        if not whole:
            raise DamagedFileError(self._path, PART_MISSING)
        if not listed:
            raise NoSheetsError(self._path)
        return listed

    def _write(self, ours: Path, listed: list[_Listed]) -> None:
        """Write our own package: texts, formats, and the rows of all sheets."""
        texts = self._read_texts(ours.with_name("texts.xml"))
        package = PlainPackage(ours, texts)
        count = CellCount(self._path)
        try:
            if styles := self._package.part_of(self._relations, "styles"):
                data = self._package.read(styles, _MOST_PART)
                package.write_styles(elements(self._path, data))
            for sheet in listed:
                self._step(message("Looking through the sheet “{sheet}”", sheet=sheet.name))
                blocks = self._package.blocks(sheet.part)
                lengths = texts.lengths if texts else ()
                part = SheetPart(self._path, blocks, lengths, package.percents)
                sheet.facts = part.facts
                for piece in part.slices(self._look):
                    count.add(piece.cells)
                    count.widen(piece.block)
                    sheet.slices.append(package.write_rows(piece.rows))
                self._done += 1
        except BaseException:
            package.abandon()
            raise
        package.close(since_1904=self._since_1904)

    def _read_texts(self, file: Path) -> SharedTexts | None:
        part = self._package.part_of(self._relations, "sharedStrings")
        if not part:
            return None
        self._step(message("Reading the texts"))
        texts = SharedTexts(self._path, file)
        texts.read(self._package.blocks(part), self._look)
        return texts

    def _read(self, ours: Path, listed: list[_Listed]) -> Iterator[Sheet]:
        """Read our own package."""
        count = CellCount(self._path)
        slices = [name for sheet in listed for name in sheet.slices]
        with ValueReader(self._path, ours, slices) as values:
            for sheet in listed:
                self._step(message("Reading the sheet “{sheet}”", sheet=sheet.name))
                rows: Rows = []
                for _ in sheet.slices:
                    self._look()
                    values.take(rows, count)
                self._done += 1
                yield make_sheet(
                    self._path,
                    sheet.name,
                    rows,
                    hidden=sheet.hidden,
                    merges=sheet.facts.merges,
                    hidden_rows=sheet.facts.hidden_rows,
                    hidden_columns=sheet.facts.hidden_columns,
                    uncalculated=sheet.facts.uncalculated,
                    percents=sheet.facts.percents,
                )
        self._look()

    def _step(self, text: Message) -> None:
        self._progress.step(self._done, self._total, text)

    def _look(self) -> None:
        self._progress.step(self._done, self._total)
