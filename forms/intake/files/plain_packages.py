# SPDX-License-Identifier: Apache-2.0
"""A package of our own for the reader of values: only rows, texts and what each number means.

Whatever a stranger's package has besides (relations, names, settings, two parts of one name) is not in it,
so the reader meets nothing that has not been looked through.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from forms.intake.files.number_formats import Meaning, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from forms.intake.files.markup import Element
    from forms.intake.files.shared_texts import SharedTexts

_LONGEST_NUMBER = 6
_MOST_FORMATS = 65_536

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_START = (
    f'<worksheet xmlns="{_MAIN}">'
    # All merges are known by now. The reader would look for them through the whole part.
    "<mergeCells></mergeCells><sheetData>"
).encode()
_SHEET_END = b"</sheetData></worksheet>"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{relations}</Relationships>"
)
_RELATION = (
    '<Relationship Id="{id}" Target="{target}" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{type}"/>'
)


class PlainPackage:
    """A package while it is written; what is in it is not packed, for nobody keeps it.

    Attributes:
        percents: The places of the cell formats that show numbers as percent.
    """

    def __init__(self, ours: Path, texts: SharedTexts | None) -> None:
        """Begin with the shared texts, if there are any."""
        self._package = zipfile.ZipFile(ours, "w")
        self.percents: frozenset[int] = frozenset()
        self._sheets = 0
        self._texts = texts if texts is not None and texts.large else None
        if texts is not None and not texts.large:
            self._package.write(texts.file, "xl/sharedStrings.xml")

    def write_styles(self, styles: Iterable[Element]) -> None:
        """Say of each cell format whether it means numbers, dates or durations."""
        codes: dict[str, str] = {}
        found: list[Meaning] = []
        of_cells = False
        for name, attributes in styles:
            match name:
                case "numFmt" if not found:
                    codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
                case "cellXfs":
                    of_cells = True
                case "cellStyleXfs" | "cellStyles" | "dxfs":
                    of_cells = False
                case "xf" if of_cells and len(found) < _MOST_FORMATS:
                    id_ = attributes.get("numFmtId", "")
                    known = id_.isdecimal() and len(id_) <= _LONGEST_NUMBER
                    found.append(meaning(int(id_) if known else 0, codes.get(id_)))
        self.percents = frozenset(
            place for place, what in enumerate(found) if what is Meaning.PERCENT
        )
        formats = "".join(f'<xf numFmtId="{what.value}"/>' for what in found)
        self._package.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>',
        )

    def write_rows(self, rows: bytes) -> str:
        """Add a slice of rows; the name under which it is read is given back."""
        if self._texts is not None:
            rows = self._texts.put_in(rows)
        self._sheets += 1
        name = str(self._sheets)
        with self._package.open(f"xl/worksheets/{name}.xml", "w") as file:
            for piece in (_SHEET_START, rows, _SHEET_END):
                file.write(piece)
        return name

    def close(self, *, since_1904: bool = False) -> None:
        """Write what leads to the slices, and end."""
        names = [str(number) for number in range(1, self._sheets + 1)]
        sheets = "".join(f'<sheet name={quoteattr(name)} r:id="s{name}"/>' for name in names)
        self._package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}"><workbookPr date1904="{int(since_1904)}"/>'
            f"<sheets>{sheets}</sheets></workbook>",
        )
        relations = (
            _RELATION.format(id=f"s{name}", target=f"worksheets/{name}.xml", type="worksheet")
            for name in names
        )
        self._package.writestr(
            "xl/_rels/workbook.xml.rels", _RELATIONS.format(relations="".join(relations))
        )
        book = _RELATION.format(id="b", target="xl/workbook.xml", type="officeDocument")
        self._package.writestr("_rels/.rels", _RELATIONS.format(relations=book))
        self._package.close()

    def abandon(self) -> None:
        """End without caring for the rest."""
        self._package.close()
