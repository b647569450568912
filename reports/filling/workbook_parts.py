# SPDX-License-Identifier: Apache-2.0
"""The parts of a workbook: its sheets by name, its defined names, what stands in its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from reports.filling.cell_styles import CellStyles
from reports.filling.faults import NotAFormError
from reports.filling.formulas import reading
from reports.filling.shared_texts import Texts
from reports.filling.sheet_part import SheetPart, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reports.filling.addresses import Area
    from reports.filling.package import Package

_TRUE = frozenset({"1", "true"})


class WorkbookParts:
    """A package that is a workbook.

    Attributes:
        workbook: The name of the part that lists the sheets.
        sheets: The parts of the sheets with cells, by name.
        days_from_1904: Days are counted from 1904.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.workbook = next(package.related("", "officeDocument"), "")
        if not self.workbook or "binary" in package.content_type(self.workbook):
            raise NotAFormError(package.name, _NO_WORKBOOK)
        root = package.tree(self.workbook)
        if local(root) != "workbook":
            raise NotAFormError(package.name, _NO_WORKBOOK)
        self.sheets: dict[str, str] = {}
        targets = {item.id: item for item in package.relations(self.workbook)}
        self.days_from_1904 = False
        for item in root.iter():
            if local(item) == "workbookPr":
                self.days_from_1904 = item.get("date1904") in _TRUE
            elif local(item) == "sheet":
                relation = targets.get(_relation_id(item.attrib))
                if relation and relation.kind == "worksheet" and relation.target in package:
                    self.sheets[item.get("name", "")] = relation.target
        if not self.sheets:
            raise NotAFormError(package.name, message("it has no sheets"))
        self._parts: dict[str, SheetPart] = {}
        self.texts = Texts(package, self.workbook)
        self.styles = CellStyles(package, self.workbook)

    def sheet(self, name: str) -> SheetPart:
        """The tree of a sheet."""
        if name not in self._parts:
            self._parts[name] = SheetPart(self.package.tree(self.sheets[name]))
        return self._parts[name]

    def known(self, name: str) -> str:
        """The name of a sheet as it is written, whatever the case; empty where there is none."""
        return next((item for item in self.sheets if item.casefold() == name.casefold()), "")

    def name_cells(self, name: str, sheet: str) -> list[tuple[str, Area]]:
        """The cells that a defined name or a table stands for."""
        for item in self.package.tree(self.workbook).iter():
            if local(item) == "definedName" and item.get("name", "").casefold() == name.casefold():
                found = reading(item.text or "")
                return (
                    []
                    if found.anywhere
                    else [(where or sheet, area) for where, area in found.cells]
                )
        return []

    def texts_in(self, sheet: str, area: Area) -> Iterator[str]:
        """The texts of the cells of an area that hold something."""
        known = self.known(sheet)
        if not known:
            return
        part = self.sheet(known)
        for row, column, cell in part.cells():
            if area.holds(row, column) and (text := self.texts.of(cell)):
                yield text


def read_workbook(path: Path, *, name: str = "") -> WorkbookParts:
    """The workbook in a file.

    Raises:
        CannotReadError: The file cannot be read.
        NotAFormError: It is no workbook that can be filled.
    """
    from reports.filling.package import Package

    return WorkbookParts(Package.read(path, name=name))


def _relation_id(attributes: dict[str, str]) -> str:
    return next(
        (
            value
            for key, value in attributes.items()
            if key.rpartition("}")[2] == "id" and "}" in key
        ),
        "",
    )


_NO_WORKBOOK = message(
    "it is no workbook that can be filled. Save it in Excel or WPS as .xlsx, and take that file"
)
