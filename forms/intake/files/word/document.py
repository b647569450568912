# SPDX-License-Identifier: Apache-2.0
"""The text of a Word document as a reader sees it: lines, and tables with their merged cells.

Tracked changes are taken as accepted, hidden text and comments are left out, boxes are ☑ or □ however
they were made (a character, a symbol, a content control, a field of an old form), and a control that
nobody filled is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import nsmap, qn

from forms.intake.files.word.ticks import TICKED, UNTICKED, has_boxes, symbol
from models.programme.values import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_YES = frozenset({"1", "true", "on"})
_WIDEST = 10_000
_WIDEST_TWIPS = 100_000
_COLUMN = 1000
_HAIR = 113  # twips: 2 mm


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph.

    Attributes:
        edges: Where an underlined stretch begins or ends: a label may begin there without a blank.
        heading: It has the style or the outline level of a heading, or stands in the middle.
    """

    text: str
    edges: frozenset[int] = frozenset()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, however many rows and columns it was merged from.

    Attributes:
        row: The row in which it begins, from 1.
        first, last: Its left and its right edge, in twips from the left of the table.
        strong: It is shaded or bold, as labels often are.
    """

    row: int
    first: int
    last: int
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    strong: bool = False

    @property
    def text(self) -> str:
        """All of its lines."""
        return "\n".join(line.text for line in self.lines).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: row by row its cells; one that was merged downwards stands in each of its rows."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(slots=True)
class _Text:
    """The text of a paragraph while it is read."""

    parts: list[str] = field(default_factory=list)
    edges: set[int] = field(default_factory=set)
    boxes: list[Any] = field(default_factory=list)
    instruction: str = ""
    length: int = 0
    underlined: bool = False

    def add(self, text: str, *, underlined: bool | None = None) -> None:
        if underlined is not None and underlined is not self.underlined:
            self.edges.add(self.length)
            self.underlined = underlined
        self.parts.append(text)
        self.length += len(text)

    def line(self, *, heading: bool) -> Line:
        return Line("".join(self.parts), frozenset(self.edges), heading)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns of a table begin.

    Word draws a column more wherever two edges are a hair apart; those are one edge to a reader.
    """

    edges: tuple[int, ...]

    @classmethod
    def of(cls, table: Any) -> _Grid:
        """The grid of a table."""
        widths = [
            _number(column, 0, name="w:w", most=_WIDEST_TWIPS)
            for column in table.iterfind("w:tblGrid/w:gridCol", nsmap)
        ]
        if sum(widths) < _HAIR * len(widths):
            widths = [_COLUMN] * len(widths)
        edges, exact = [0], 0
        for width in widths:
            exact += width
            edges.append(exact if exact - edges[-1] > _HAIR else edges[-1])
        return cls(tuple(edges))

    def edge(self, column: int) -> int:
        """The left edge of a column, from 0; also of one that the table forgot to declare."""
        beyond = column - len(self.edges) + 1
        return self.edges[column] if beyond <= 0 else self.edges[-1] + beyond * _COLUMN


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the body of a document.

    Attributes:
        headings: The ids of the styles of headings.
    """

    headings: frozenset[str] = frozenset()

    def blocks(self, parent: Any) -> Iterator[Line | Table]:
        """The paragraphs and tables of a body, a cell or a text box, in their order."""
        text: _Text | None = None
        for element in _blocks(parent):
            if element.tag == qn("w:tbl"):
                if text is not None:
                    yield from self._ended(text, heading=False)
                    text = None
                yield self._table(element)
                continue
            text = text or _Text()
            for child in element:
                _read_inline(child, text)
            if _has(element, "w:pPr/w:rPr/w:del"):  # its end was deleted: the next one continues it
                continue
            yield from self._ended(text, heading=self._is_heading(element))
            text = None
        if text is not None:
            yield from self._ended(text, heading=False)

    def _ended(self, text: _Text, *, heading: bool) -> Iterator[Line | Table]:
        yield text.line(heading=heading)
        for box in text.boxes:
            yield from self.blocks(box)

    def _is_heading(self, paragraph: Any) -> bool:
        place = paragraph.find("w:pPr/w:jc", nsmap)
        in_middle = place is not None and place.get(qn("w:val")) == "center"
        if in_middle or _has(paragraph, "w:pPr/w:outlineLvl"):
            return True
        style = paragraph.find("w:pPr/w:pStyle", nsmap)
        return style is not None and style.get(qn("w:val")) in self.headings

    def _table(self, element: Any) -> Table:
        rows: list[tuple[Cell, ...]] = []
        above: dict[tuple[int, int], Cell] = {}
        grid = _Grid.of(element)
        for row in _found(element, "w:tr"):
            if _has(row, "w:trPr/w:del"):
                continue
            cells = tuple(self._cells(row, len(rows) + 1, above, grid))
            above = {(cell.first, cell.last): cell for cell in cells}
            rows.append(cells)
        return Table(tuple(rows))

    def _cells(
        self, row: Any, number: int, above: dict[tuple[int, int], Cell], grid: _Grid
    ) -> Iterator[Cell]:
        column = _number(row.find("w:trPr/w:gridBefore", nsmap), 0)
        for element in _found(row, "w:tc"):
            first = grid.edge(column)
            column += _number(element.find("w:tcPr/w:gridSpan", nsmap), 1) or 1
            last = grid.edge(column)
            merge = element.find("w:tcPr/w:vMerge", nsmap)
            origin = above.get((first, last))
            continued = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            if continued and origin is not None:
                yield origin
                continue
            blocks = () if _has(element, "w:tcPr/w:cellDel") else tuple(self.blocks(element))
            yield Cell(
                number,
                first,
                last,
                tuple(block for block in blocks if isinstance(block, Line)),
                tuple(block for block in blocks if isinstance(block, Table)),
                _is_strong(element),
            )


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside content controls and the like."""
    for element in parent:
        if element.tag in _BLOCKS:
            yield element
        elif element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            if content is not None and not _is_placeholder(element):
                yield from _blocks(content)
        elif element.tag in _PASSED:
            yield from _blocks(element)


def _found(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside content controls and the like."""
    wanted = qn(name)
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            if content is not None:
                yield from _found(content, name)
        elif element.tag in _PASSED:
            yield from _found(element, name)


_BLOCKS = frozenset({qn("w:p"), qn("w:tbl")})
_W = qn("w:p").removesuffix("p")
_PASSED = frozenset(
    f"{_W}{name}"
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple"),
        *("ruby", "rubyBase", "dir", "bdo"),
    )
)
"""What only wraps what a reader sees."""


def _read_inline(element: Any, text: _Text) -> None:
    """Take the text of a part of a paragraph."""
    tag = element.tag
    if tag == qn("w:r"):
        _read_run(element, text)
    elif tag == qn("w:sdt"):
        _read_control(element, text)
    elif tag in _PASSED:
        for child in element:
            _read_inline(child, text)


def _read_control(control: Any, text: _Text) -> None:
    box = control.find(f"{qn('w:sdtPr')}/{_W14}checkbox")
    if box is not None:
        checked = box.find(f"{_W14}checked")
        ticked = checked is not None and checked.get(f"{_W14}val", "1") in _YES
        text.add(TICKED if ticked else UNTICKED)
        return
    content = control.find(qn("w:sdtContent"))
    if content is None or _is_placeholder(control):
        return
    day = control.find("w:sdtPr/w:date", nsmap)
    inside = _Text()
    for child in content:
        _read_inline(child, inside)
    shown = "".join(inside.parts)
    exact = str(day.get(qn("w:fullDate"), ""))[:10] if day is not None else ""
    if exact and shown.strip() and parse_date(shown) is None and "月" not in shown:
        shown = exact  # 3/4/26 could be two days
    text.boxes.extend(inside.boxes)
    text.add(shown)


def _is_placeholder(control: Any) -> bool:
    return _is_on(control.find("w:sdtPr/w:showingPlcHdr", nsmap))


def _read_run(run: Any, text: _Text) -> None:
    if _is_on(run.find("w:rPr/w:vanish", nsmap)):
        return
    line = run.find("w:rPr/w:u", nsmap)
    underlined = line is not None and line.get(qn("w:val"), "single") != "none"
    fonts = run.find("w:rPr/w:rFonts", nsmap)
    font = "" if fonts is None else str(fonts.get(qn("w:ascii"), ""))
    for child in run:
        piece = _piece(child, font, text)
        if piece:
            text.add(piece, underlined=underlined)


def _piece(element: Any, font: str, text: _Text) -> str:
    """What one part of a run shows; text boxes are put aside."""
    tag = element.tag
    if tag == qn("w:t"):
        return "".join(symbol(font, ord(char)) or char for char in element.text or "")
    if tag == qn("w:tab"):
        return "\t"
    if tag in _BREAKS:
        return "\n"
    if tag == qn("w:noBreakHyphen"):
        return "-"
    if tag == qn("w:sym"):
        return _symbol(element)
    if tag == qn("w:instrText"):
        text.instruction += element.text or ""
    elif tag == qn("w:fldChar"):
        instruction, text.instruction = text.instruction, ""
        if element.get(qn("w:fldCharType")) == "begin":
            return _form_field(element.find(qn("w:ffData")))
        return _overlaid(instruction)
    if tag == qn("w:ruby"):
        inside = _Text()
        _read_inline(element, inside)
        return "".join(inside.parts)
    if tag in _DRAWN:
        text.boxes.extend(_text_boxes(element))
    return ""


_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_DRAWN = frozenset({qn("w:drawing"), qn("w:pict"), f"{_MC}AlternateContent"})


def _symbol(element: Any) -> str:
    try:
        code = int(str(element.get(qn("w:char"), "")), 16)
    except ValueError:
        return ""
    return symbol(str(element.get(qn("w:font"), "")), code) or ""


_OVERLAID = re.compile(r"^\s*eq\s*\\o(?:\\a[clr])?\s*\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)


def _overlaid(instruction: str) -> str:
    """A box with a tick laid over it, as Word makes it of an “enclosed character”."""
    found = _OVERLAID.match(instruction)
    return TICKED if found and has_boxes(found[1]) and "√" in found[1] else ""


def _form_field(data: Any) -> str:
    """What a field of an old form shows where its text is not in the document: a box, a choice."""
    if data is None:
        return ""
    box = data.find(qn("w:checkBox"))
    if box is not None:
        state = box.find(qn("w:checked"))
        state = box.find(qn("w:default")) if state is None else state
        return TICKED if _is_on(state) else UNTICKED
    choice = data.find(qn("w:ddList"))
    if choice is None:
        return ""
    entries = [str(entry.get(qn("w:val"), "")) for entry in choice.iterfind(qn("w:listEntry"))]
    chosen = _number(choice.find(qn("w:result")), 0)
    return entries[chosen] if chosen < len(entries) else ""


def _text_boxes(drawn: Any) -> Iterator[Any]:
    """Text boxes; of one that is there twice, for old programs and new ones, the first."""
    content = qn("w:txbxContent")
    for element in drawn:
        if element.tag == content:
            yield element
        elif element.tag == f"{_MC}Fallback":
            if not any(item.tag == f"{_MC}Choice" for item in drawn):
                yield from _text_boxes(element)
        elif isinstance(element.tag, str):
            yield from _text_boxes(element)


def _is_strong(cell: Any) -> bool:
    shade = cell.find("w:tcPr/w:shd", nsmap)
    if shade is not None and shade.get(qn("w:fill"), "auto").casefold() not in {"auto", "ffffff"}:
        return True
    runs = [run for run in cell.iterfind("w:p/w:r", nsmap) if run.find(qn("w:t")) is not None]
    return bool(runs) and all(_is_on(run.find("w:rPr/w:b", nsmap)) for run in runs)


def _is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val"), "1") in _YES


def _has(element: Any, path: str) -> bool:
    return element.find(path, nsmap) is not None


def _number(element: Any, default: int, *, name: str = "w:val", most: int = _WIDEST) -> int:
    try:
        found = int(str(element.get(qn(name)))) if element is not None else default
    except ValueError:
        return default
    return found if 0 <= found <= most else default
