# SPDX-License-Identifier: Apache-2.0
"""Which rows under a header hold records, and which do not: totals, notes, headings again, blank rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.intake.tables.grid import is_blank, shown
from forms.intake.tables.headings import tidy
from forms.intake.tables.table import LINK
from forms.intake.tables.words import words
from models.language import message
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.intake.book import CellValue, Merge
    from forms.intake.tables.grid import Grid
    from forms.intake.tables.headings import Names
    from forms.intake.tables.table import Heading
    from models.language import Message

_BEFORE_COLON = re.compile(r"^\s*([^:：]{1,12}?)\s*(?:[（(][^）)]*[）)])?\s*[:：]")
_SEAL = re.compile(r"[（(](?:盖章|公章|签字|签章|加盖公章|签名)[）)]\s*[:：]?\s*$")
_LONGEST_WORD = 16
_FEW = 4
_FEWEST_SAME = 2  # one word may be a value
_MOSTLY = 0.6
_LEADING = ("title", "applicant")


@dataclass(slots=True)
class Records:
    """The rows of a table.

    Attributes:
        blocks: By the first row of a record that is merged over several rows: the last one.
    """

    rows: list[int] = field(default_factory=list)
    skipped: dict[int, Message] = field(default_factory=dict)
    blocks: dict[int, int] = field(default_factory=dict)


class RecordFinder:
    """Sorts the rows under one header."""

    def __init__(
        self, grid: Grid, header: tuple[int, int], headings: Sequence[Heading], names: Names
    ) -> None:
        self._grid = grid
        self._header = header
        self._form = bool(headings) and headings[0].field == LINK
        self._columns = [heading.column for heading in headings if heading.field != LINK]
        self._last = max(self._columns, default=0)
        self._texts = {
            column: {comparable(shown(grid.cell(row, column)))
                     for row in range(header[0], header[1] + 1)} - {""}
            for column in self._columns
        } if header[0] else {}  # fmt: skip
        self._keys = [
            heading.column
            for heading in headings
            if set(names.meant(heading.text)).intersection(_LEADING)
        ]
        self._titles = [
            heading.column for heading in headings if "title" in names.meant(heading.text)
        ]
        self._serial = {
            heading.column for heading in headings if comparable(heading.text) in words().serial
        }
        self._many = max(3, len(self._columns) // 2)
        self._merged_lines = {row for row in grid.wide if row > header[1]}

    def find(self, last: int) -> Records:
        """The records from the header to a row."""
        found = Records()
        blocks = self._blocks()
        row = self._header[1] + 1
        while row <= last:
            end = min(blocks.get(row, row), last)
            cells = self._grid.row(row)
            reason = self._reason(row, cells)
            if reason is not None:
                if reason is not _BLANK:
                    found.skipped[row] = reason
                row += 1
                continue
            found.rows.append(row)
            if end > row:
                found.blocks[row] = end
                joined = message("It belongs to the record that begins in row {row}.", row=row)
                found.skipped.update(dict.fromkeys(range(row + 1, end + 1), joined))
            row = end + 1
        return found

    def _reason(self, row: int, cells: Sequence[CellValue]) -> Message | None:
        if self._plainly_a_record(row, cells):
            return None
        filled = [
            (column, value)
            for column, value in enumerate(cells[: self._last], start=1)
            if value is not None and value != "" and not is_blank(value)
        ][self._form :]
        if not filled:
            return _BLANK
        column, first = filled[0]
        if isinstance(first, str) and len(first) <= _LONGEST_WORD:
            reason = self._by_word(first, column, cells)
            if reason is not None:
                return reason
            if self._heading_again(filled):
                return message("It repeats the header.")
        if self._header[0] and row == self._header[1] + 1 and self._only_numbers(filled):
            return message("It only numbers the columns.")
        if self._form:
            return None
        if len(filled) >= self._many and row not in self._merged_lines:
            return self._line(filled)
        return self._by_look(row, filled)

    def _plainly_a_record(self, row: int, cells: Sequence[CellValue]) -> bool:
        """Whether a row needs no closer look: its first cell says nothing special, many are filled."""
        if self._form or not cells or row == self._header[1] + 1 or row in self._merged_lines:
            return False
        first = cells[0]
        if isinstance(first, str) and (len(first) <= _LONGEST_WORD or not first.strip()):
            return False
        empty = cells.count(None) + cells.count("")
        return first is not None and len(cells) - empty >= self._many

    def _by_word(self, first: str, column: int, cells: Sequence[CellValue]) -> Message | None:
        word = comparable(first).rstrip(":.")
        if word in words().totals and (column not in self._titles or self._without_keys(cells)):
            return message("It adds up other rows (“{word}”).", word=first.strip())
        if word.strip("()") in words().examples and len(self._columns) > 1:
            return message("It only shows how to fill the table (“{word}”).", word=first.strip())
        return None

    def _without_keys(self, cells: Sequence[CellValue]) -> bool:
        others = [
            column
            for column in self._keys
            if column <= len(cells) and not is_blank(cells[column - 1])
        ]
        return len(others) <= 1

    def _heading_again(self, filled: Sequence[tuple[int, CellValue]]) -> bool:
        column, first = filled[0]
        if comparable(str(first)) not in self._texts.get(column, ()):
            return False
        same = sum(
            isinstance(value, str) and comparable(value) in self._texts.get(column, ())
            for column, value in filled
        )
        return same >= _FEWEST_SAME and same >= _MOSTLY * len(filled)

    def _only_numbers(self, filled: Sequence[tuple[int, CellValue]]) -> bool:
        numbers = [shown(value) for _, value in filled]
        start = next((place for place, text in enumerate(numbers) if text == "1"), -1)
        if start < 0 or len(numbers) - start < max(3, len(self._columns) // 2):
            return False
        counted = [str(n) for n in range(1, len(numbers) - start + 1)]
        return numbers[start:] == counted and all(len(text) == 1 for text in numbers[:start])

    def _by_look(self, row: int, filled: Sequence[tuple[int, CellValue]]) -> Message | None:
        """Why a row with few cells is no record; None where it is one."""
        wide = self._grid.wide.get(row, ())
        values = {shown(value) for _, value in filled}
        text = next(iter(values)) if len(values) == 1 else shown(filled[0][1])
        if len(values) == 1 and wide and len(self._columns) > 1:
            return message("It is a line across the table: {text}", text=text[:60])
        if all(column in self._serial and shown(value).isdecimal() for column, value in filled):
            return _BLANK  # numbered ahead
        line = self._line(filled)
        if line is not None:
            return line
        alone = len(filled) == 1 and len(self._columns) >= _FEW
        if alone and filled[0][0] not in self._keys:
            return message("Only one of its cells is filled: {text}", text=text[:60])
        return None

    def _line(self, filled: Sequence[tuple[int, CellValue]]) -> Message | None:
        """That a row is a line with a label: 填表人：…, 注：…, 推荐单位（盖章）."""
        if len(filled) > _FEW or not self._is_line(filled):
            return None
        text = shown(filled[0][1])
        return message("It is a line below or between the records: {text}", text=text[:60])

    def _is_line(self, filled: Sequence[tuple[int, CellValue]]) -> bool:
        column, first = filled[0]
        if not isinstance(first, str):
            return False
        if _SEAL.search(first):
            return True
        found = _BEFORE_COLON.match(first)
        if found is None:
            return len(filled) == 1 and column not in self._titles and first.startswith(_NOTE_SIGNS)
        return comparable(found[1]) in words().lines

    def _blocks(self) -> Mapping[int, int]:
        """Records that are merged over several rows: by their first row the last one.

        A record is a block where its title is merged, or, where no column is known to be the title,
        where the first column and at least half of all are merged over the same rows. A running
        number of its own makes every row a record.
        """
        found: dict[int, int] = {}
        for row, merges in self._grid.tall.items():
            if row <= self._header[1]:
                continue
            end = self._block_end(merges)
            if end > row:
                found[row] = end
        return found

    def _block_end(self, merges: Sequence[Merge]) -> int:
        spans = {
            column: merge.last_row
            for merge in merges
            for column in range(merge.first_column, merge.last_column + 1)
            if column in self._columns
        }
        if any(column not in spans for column in self._serial):
            return 0
        if self._titles:
            return spans.get(self._titles[0], 0)
        end = spans.get(self._columns[0], 0) if self._columns else 0
        same = sum(last == end for last in spans.values())
        return end if 2 * same >= len(self._columns) else 0


_BLANK = message("It is blank.")
_NOTE_SIGNS = ("注", "※", "*", "＊", "备注", "说明", "—")


def tidy_text(value: CellValue) -> str:
    """A cell of a header as a tidy text."""
    return tidy(shown(value))
