# SPDX-License-Identifier: Apache-2.0
"""The hidden sheet of the lists that cells offer, and the names under which validations know them.

A list that depends on another cell is a piece of one long list: for each term above, where its piece
begins and how long it is. So `OFFSET` and `MATCH` find it, which every program knows, and no name of
a term has to be made a name of a range. The last line of each such table stands for everything else:
its piece is one empty cell.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from openpyxl.workbook.defined_name import DefinedName

from models.programme.display import display
from models.programme.layout import APART
from models.programme.levels import region_text, term_text
from models.programme.schema import FieldType
from models.rules.regions import regions
from reports.intake.cells import choice_text
from reports.workbooks import Row, range_of, sheet_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl import Workbook

    from models.language import Language
    from models.programme.layout import Column
    from models.programme.schema import FormField
    from models.programme.vocabulary import Vocabulary
    from reports.intake.frame import IntakeFrame
    from reports.workbooks import Style, Value

_FIRST = 3
"""The first row of the lists; row 1 says that the sheet holds no data, row 2 names the lists."""


class Lists:
    """The lists of one workbook, each made when a cell first asks for it."""

    def __init__(self, book: Workbook, title: str, frame: IntakeFrame) -> None:
        """Take the workbook that gets the names, and the title of the hidden sheet."""
        self._book = book
        self._title = title
        self._frame = frame
        self._columns: list[tuple[str, Sequence[Value]]] = []
        self._known: dict[str, str] = {}

    def source(self, column: Column, above: str) -> str:
        """The formula of the list that a column offers, empty for none.

        Args:
            column: Of a sheet of data.
            above: The address of the cell that decides (`$D5`), where there is one.
        """
        field = column.field
        if field is None:
            return ""
        match field.type:
            case FieldType.CHOICE | FieldType.CHOICES:
                return self._choices(field)
            case FieldType.BOOLEAN:
                return self._yes_no(field)
            case FieldType.REGION:
                return self._below(above, "regions") if column.after else self._provinces()
            case FieldType.TERM | FieldType.TERMS:
                vocabulary = self._frame.vocabularies.get(field.vocabulary or "")
                return self._terms(vocabulary, column, above) if vocabulary else ""
            case _:
                return ""

    def name(self, name: str, formula: str) -> None:
        """Give a name to a formula."""
        self._book.defined_names[name] = DefinedName(name, attr_text=formula)

    def rows(self, style: Style) -> Iterator[Row]:
        """The rows of the hidden sheet."""
        width = max(len(self._columns), 1)
        styles = [style] * width
        yield Row([APART, *[None] * (width - 1)], styles, hidden=True)
        yield Row([name for name, _ in self._columns], styles)
        for values in zip_longest(*(column for _, column in self._columns)):
            yield Row(values, styles)

    def _list(self, key: str, values: Iterable[Value]) -> str:
        """The name of a list, made once."""
        if key not in self._known:
            self._known[key] = name = f"xd_list_{len(self._known) + 1}"
            self._put(name, tuple(values), name)
        return self._known[key]

    def _put(self, heading: str, values: Sequence[Value], name: str, cells: int = 0) -> None:
        """A column of values, and a name for all of them or for the first so many cells."""
        place = range_of(len(self._columns), _FIRST, _FIRST + (cells or max(len(values), 1)) - 1)
        self._columns.append((heading, values))
        self.name(name, f"{sheet_reference(self._title)}{place}")

    def _choices(self, field: FormField) -> str:
        language = self._frame.language
        labels = [choice_text(field, choice.id, language) for choice in field.choices]
        return self._list(f"choices/{labels}", labels)

    def _yes_no(self, field: FormField) -> str:
        language = self._frame.language
        labels = [display(field, value, language, {}) for value in (True, False)]
        return self._list("yes_no", labels)

    def _provinces(self) -> str:
        return self._list("provinces", map(region_text, _codes("")))

    def _terms(self, vocabulary: Vocabulary, column: Column, above: str) -> str:
        language = self._frame.language
        if column.after:
            return self._below(above, vocabulary.id)
        terms = [term for term in vocabulary.terms if not term.retired]
        if column.level == 1:
            terms = [term for term in terms if not term.parent]
        key = f"terms/{vocabulary.id}/{column.level == 1}"
        return self._list(key, (term_text(vocabulary, term, language) for term in terms))

    def _below(self, above: str, name: str) -> str:
        """The piece of the list of a vocabulary, or of the divisions, that is below a cell's value."""
        key = f"below/{name}"
        if key not in self._known:
            number = f"{len(self._known) + 1}"
            self._known[key] = number
            self._tree(number, dict(self._pieces(name)))
        number = self._known[key]
        place = f"IFERROR(MATCH({above},xd_above_{number},0),ROWS(xd_above_{number}))"
        return (
            f"OFFSET(xd_below_{number},INDEX(xd_start_{number},{place}),0,"
            f"INDEX(xd_count_{number},{place}),1)"
        )

    def _tree(self, number: str, pieces: dict[str, list[str]]) -> None:
        starts: list[int] = []
        below: list[Value] = []
        for piece in pieces.values():
            starts.append(len(below))
            below += piece
        starts.append(len(below))
        counts = [*map(len, pieces.values()), 1]
        self._put(f"above {number}", [*pieces, "*"], f"xd_above_{number}")
        self._put(f"start {number}", starts, f"xd_start_{number}")
        self._put(f"count {number}", counts, f"xd_count_{number}")
        self._put(f"below {number}", [*below, None], f"xd_below_{number}", cells=1)

    def _pieces(self, name: str) -> Iterator[tuple[str, list[str]]]:
        """What is below each term or division that has something below it."""
        vocabulary = self._frame.vocabularies.get(name)
        if vocabulary is None:
            for code in _branches():
                yield region_text(code), list(map(region_text, _codes(code)))
            return
        language: Language = self._frame.language
        for term in vocabulary.terms:
            below = [x for x in vocabulary.children(term.id) if not x.retired]
            if below:
                texts = [term_text(vocabulary, item, language) for item in below]
                yield term_text(vocabulary, term, language), texts


def _codes(above: str) -> list[str]:
    return [region.code for region in regions().children(above)]


def _branches() -> Iterator[str]:
    """The divisions that have others below them."""
    for province in _codes(""):
        below = _codes(province)
        if below:
            yield province
        yield from (code for code in below if _codes(code))
