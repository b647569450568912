# SPDX-License-Identifier: Apache-2.0
"""A package of our own for the reader of values: only rows, texts and what each number means.

Whatever a stranger's package has besides (relations, names, settings, two parts of one name) is not in it,
so the reader meets nothing that has not been looked through.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from forms.intake.faults import TooLargeError
from forms.intake.markup import Markup
from forms.intake.number_formats import Meaning, meaning
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from forms.intake.markup import Element

_MOST_TEXTS = 128 << 20
_MOST_COUNT = 2_000_000
_LONGEST_NUMBER = 6
_MOST_FORMATS = 65_536

_TEXT_START = re.compile(rb"<(?:[\w.-]+:)?si(?=[\s/>])")
_TEXTS_START = re.compile(rb"<((?:[\w.-]+:)?)sst(?=[\s/>])[^<>]*?(/?)>")

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
        lengths: The bytes of each shared text.
    """

    def __init__(self, path: Path, ours: Path) -> None:
        """Begin; `path` is the stranger's file, which messages name."""
        self.lengths: list[int] = []
        self._path = path
        self._package = zipfile.ZipFile(ours, "w")
        self._sheets = 0

    def write_texts(self, blocks: Iterable[bytes], look: Callable[[], None]) -> None:
        """Copy the shared texts without their declared number, for which the reader makes room.

        Raises:
            DamagedFileError: They are not well-formed.
            TooLargeError: They take more memory than a table is worth.
        """
        size = 0
        markup = Markup(self._path)
        with self._package.open("xl/sharedStrings.xml", "w") as file:
            for piece in _whole_texts(blocks, markup):
                look()
                file.write(piece)
                size += len(piece)
                starts = [found.start() for found in _TEXT_START.finditer(piece)]
                ends = [*starts[1:], len(piece)]
                self.lengths.extend(b - a for a, b in zip(starts, ends, strict=False))
                if size > _MOST_TEXTS or len(self.lengths) > _MOST_COUNT:
                    raise TooLargeError(
                        self._path, message("its texts alone take more memory than there should be")
                    )

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
        formats = "".join(f'<xf numFmtId="{what.value}"/>' for what in found)
        self._package.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>',
        )

    def write_rows(self, rows: bytes) -> str:
        """Add a slice of rows; the name under which it is read is given back."""
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


def _whole_texts(blocks: Iterable[bytes], markup: Markup) -> Iterator[bytes]:
    """The part in pieces that end where a text ends, its first element without attributes."""
    rest = b""
    begin: bytes | None = None
    for block in blocks:
        markup.feed(block)
        rest += block
        if begin is None:
            start = _TEXTS_START.search(rest)
            if start is None:
                continue
            begin = b"<" + start[1] + b"si"
            yield b"<" + start[1] + b"sst" + start[2] + b">"
            rest = rest[start.end() :]
        cut = rest.rfind(begin)
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    markup.feed(b"", last=True)
    yield rest
