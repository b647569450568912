# SPDX-License-Identifier: Apache-2.0
"""The parts of a Word form: paragraphs, tables, rows, cells, content controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.filling.sources import NAME
from models.language import message
from reports.filling.addresses import address
from reports.filling.faults import NotAFormError
from reports.filling.package import Package
from reports.filling.sheet_part import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TEXT_PARTS = frozenset({"header", "footer", "footnotes", "endnotes"})
_INSIDE = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
"""Elements around rows and cells that are none."""
TABLE, ROW, CELL = "tbl", "tr", "tc"


class WordParts:
    """A package that is a Word document.

    Attributes:
        document: The name of the part with the text.
        texts: The parts with text: the document, then headers, footers and notes.
        tables: The tables of the document, those within others among them, by number from 1.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.document = next(package.related("", "officeDocument"), "")
        if not self.document or local(package.tree(self.document)) != "document":
            raise NotAFormError(package.name, _NO_DOCUMENT)
        others = [
            relation.target
            for relation in package.relations(self.document)
            if relation.kind in _TEXT_PARTS and relation.target in package
        ]
        self.texts = [self.document, *dict.fromkeys(others)]
        root = package.tree(self.document)
        self.tables = [item for item in root.iter() if local(item) == TABLE]

    def table(self, name: str) -> Any | None:
        """A table by its number; None where there is none."""
        number = int(name) if name.isdecimal() else 0
        return self.tables[number - 1] if 1 <= number <= len(self.tables) else None


def read_word(path: Path, *, name: str = "") -> WordParts:
    """The Word document in a file.

    Raises:
        CannotReadError: The file cannot be read.
        NotAFormError: It is none that can be filled.
    """
    return WordParts(Package.read(path, name=name))


def word_tables(path: Path) -> list[list[list[str]]]:
    """The texts of the cells of each table of a Word form, row by row.

    Raises:
        CannotReadError: The file cannot be read.
        NotAFormError: It is none that can be filled.
    """
    return [
        [[_text(cell) for cell in cells_of(row)] for row in rows_of(table)]
        for table in read_word(path).tables
    ]


def word_names(path: Path) -> list[str]:
    """The names in a Word form that something may stand for, in their order.

    They are those in braces, in text, headers, footers and notes, and the tags of content controls.

    Raises:
        CannotReadError: The file cannot be read.
        NotAFormError: It is none that can be filled.
    """
    parts = read_word(path)
    found: dict[str, None] = {}
    for part in parts.texts:
        for item in parts.package.tree(part).iter():
            if local(item) == "p":
                found |= dict.fromkeys(NAME.findall(_text(item)))
            elif local(item) == "sdtPr":
                found |= dict.fromkeys(_control_names(item))
    return list(found)


def _control_names(settings: Any) -> list[str]:
    """The tag of a content control, or its title where it has no tag."""
    facts = {local(item): item for item in settings}
    kinds = [facts[key] for key in ("tag", "alias") if key in facts]
    names = [value.split("=")[0] for kind in kinds for value in kind.attrib.values()]
    return [name for name in names[:1] if name]


def word_lines(path: Path) -> list[str]:
    """What a Word document says, a line a paragraph or a row of a table.

    Raises:
        CannotReadError: The file cannot be read.
        NotAFormError: It is no Word document.
    """
    parts = read_word(path)
    root = parts.package.tree(parts.document)
    return list(_lines(root))


def _lines(element: Any) -> Iterator[str]:
    for item in element:
        match local(item):
            case "p":
                yield _text(item)
            case kind if kind == ROW:
                yield " | ".join(_text(cell) for cell in cells_of(item))
            case _:
                yield from _lines(item)


def _text(element: Any) -> str:
    return "".join(item.text or "" for item in element.iter() if local(item) == "t")


def rows_of(table: Any) -> list[Any]:
    """The rows of a table, whatever is around them."""
    return list(_found(table, ROW))


def cells_of(row: Any) -> list[Any]:
    """The cells of a row."""
    return list(_found(row, CELL))


def cell_of(table: Any, row: int, column: int) -> Any | None:
    """A cell by row and place in it, from 1; None where there is none."""
    rows = rows_of(table)
    cells = cells_of(rows[row - 1]) if 1 <= row <= len(rows) else []
    return cells[column - 1] if 1 <= column <= len(cells) else None


def place_of(table: str, row: int, column: int) -> str:
    """How a cell of a Word form is named: 1!B3."""
    return f"{table}!{address(row, column)}"


def paragraphs_of(element: Any) -> list[Any]:
    """The paragraphs of a cell that are no other cell's."""
    return [
        item
        for item in element.iter()
        if local(item) == "p" and next(_cells_above(item), element) is element
    ]


def _cells_above(element: Any) -> Iterator[Any]:
    above = element.getparent()
    while above is not None:
        if local(above) == CELL:
            yield above
        above = above.getparent()


def _found(element: Any, kind: str) -> Iterator[Any]:
    for child in element:
        if local(child) == kind:
            yield child
        elif local(child) in _INSIDE:
            yield from _found(child, kind)


_NO_DOCUMENT = message(
    "it is no Word document that can be filled. Save it in Word or WPS as .docx, and take that file"
)
