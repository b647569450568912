# SPDX-License-Identifier: Apache-2.0
"""Answers in tables: beside their labels, below them, or within the same cell; lists; tables within."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forms.intake.files.word.findings import Findings, Listed, Pair, mean
from forms.intake.files.word.lines import said_in
from forms.intake.files.word.lists import band_at, content
from forms.intake.files.word.words import LONGEST_LABEL, UNKNOWN
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.intake.files.word.document import Cell, Line, Table
    from forms.intake.files.word.lines import Said
    from forms.intake.files.word.lists import Band, Row
    from forms.intake.files.word.words import Words
    from models.language import Message
    from models.progress import Progress

_SURE = 0.5
_CHARACTER_BOXES = 4
_STEP = 200


@dataclass(slots=True)
class TableReader:
    """Reads one table.

    Attributes:
        number: Which table of the document it is, from 1.
        outer: Where the table stands in which this one lies.
        caption: What stands above it.
    """

    words: Words
    progress: Progress
    found: Findings
    number: int
    caption: str = ""
    outer: Message | None = None
    _title: str = ""
    _columns: dict[int, float] = field(default_factory=dict)

    def read(self, table: Table) -> None:
        """Add what the table says to the findings."""
        rows = [row for row in table.rows if row]
        self._columns = self._likeness_by_column(rows)
        index = 0
        while index < len(rows):
            if index % _STEP == 0:
                self.progress.step(index, len(rows))
            band = band_at(rows, index, self.words)
            if band is not None:
                self._read_band(rows, band)
                index = band.end
            else:
                index += self._read_row(rows, index)
        self._read_inner(rows)

    def _place(self, row: int) -> Message:
        if self.outer is not None:
            return message("{outer}: row {row} of the table inside", outer=self.outer, row=row)
        return message("table {table}, row {row}", table=self.number, row=row)

    def _read_band(self, rows: Sequence[Row], band: Band) -> None:
        lines = list(content(rows, band, self.words))
        if band.is_by_year:
            self._read_years(lines, band)
            return
        name = band.group or self._title or self.caption
        counted = self.words.is_index(band.headings[0]) or self.words.names_a_list(name)
        if len(lines) == 1 and not counted:  # a label above each value, or a list of one
            index, cells = lines[0]
            for heading, cell in zip(band.headings, cells, strict=True):
                self._add(heading, cell, self._place(index + 1), self.words.group(name))
        if not lines or (len(lines) == 1 and len(rows) > band.end - band.first + 1 and not counted):
            return
        self.found.add_list(
            Listed(
                name,
                band.headings,
                tuple(
                    tuple(
                        self._listed(heading, cell)
                        for heading, cell in zip(band.headings, cells, strict=True)
                    )
                    for _, cells in lines
                ),
                tuple(self._place(index + 1) for index, _ in lines),
            ),
        )
        self.caption = self._title = ""

    def _listed(self, heading: str, cell: Cell) -> str:
        """A cell of a list; in a column of units a unit is the answer, not what is left of none."""
        if self.words.is_unit_column(heading) and self.words.is_unit(cell.text):
            return cell.text.strip()
        return self.words.answer(cell.text)

    def _read_years(self, lines: Sequence[tuple[int, tuple[Cell, ...]]], band: Band) -> None:
        """A figure a year: 总收入 beside 2023年 | 2024年 becomes 总收入 2023年 and 总收入 2024年."""
        for index, cells in lines:
            label = self.words.label(cells[0].text)
            for cell, heading, year in zip(cells, band.headings, band.years, strict=True):
                if not year and cell is not cells[0] and self.words.is_unit(cell.text):
                    label = f"{label}（{cell.text.strip()}）"
                elif year and label:
                    self._add(_of_year(label, heading), cell, self._place(index + 1), "")

    def _read_row(self, rows: Sequence[Row], index: int) -> int:
        """Read a row of a form; how many rows it took."""
        row = rows[index]
        cells = _joined([cell for cell in row if cell.row == index + 1])
        place = self._place(index + 1)
        if len(cells) == 1 and len(row) == 1:
            below = rows[index + 1] if index + 1 < len(rows) else ()
            return self._read_wide(cells[0], below, place)
        group = self._group(row, cells)
        position = 0
        for step in self._reading(cells):
            cell = cells[position]
            if step == 2:  # noqa: PLR2004 - a label and its value
                label = self.words.label(cell.text)
                after = cells[position + 2] if position + 2 < len(cells) else None
                if after is not None and self.words.is_unit(after.text):
                    label = f"{label}（{after.text.strip()}）" if "（" not in label else label
                self._add(label, cells[position + 1], place, group)
            elif not self._add_said(cell, place, group) and self._is_label(cell):
                group = self.words.group(cell.text)
            position += step
        return 1

    def _group(self, row: Row, cells: Sequence[Cell]) -> str:
        """What stands merged at the left of a row, from a row above, else as a title over it."""
        first = row[0]
        if first not in cells and self._is_label(first):
            return self.words.group(first.text)
        return self.words.group(self._title)

    def _is_label(self, cell: Cell) -> bool:
        label = self.words.label(cell.text)
        return 0 < len(label) <= LONGEST_LABEL and self._likeness(cell) >= UNKNOWN

    def _read_wide(self, cell: Cell, below: Row, place: Message) -> int:
        """A cell as wide as the table: a title, an answer with its label, or a label above its answer."""
        if self._add_said(cell, place, ""):
            return 1
        label = self.words.label(cell.text)
        lines = [line for line in cell.lines if line.text.strip()]
        if len(lines) > 1 and self._is_title(lines[0]):
            rest = replace(cell, lines=tuple(lines[1:]))
            self._add(self.words.label(lines[0].text), rest, place, "")
            return 1
        if len(below) == 1 and self._likeness(cell) > _SURE >= self._likeness(below[0]):
            self._add(label, below[0], place, "")
            return 2
        if 0 < len(label) <= LONGEST_LABEL:
            self._title = label
        return 1

    def _is_title(self, line: Line) -> bool:
        return self.words.likeness(line.text) > _SURE

    def _reading(self, cells: Sequence[Cell]) -> tuple[int, ...]:
        """Read a row as labels with values so that it fits best: 2 for such a pair, 1 for another cell."""
        scores = [self._likeness(cell) for cell in cells]
        best: list[tuple[float, tuple[int, ...]]] = [(0, ())]
        for end in range(1, len(cells) + 1):
            gain, steps = best[end - 1]
            options = [(gain, (*steps, 1))]
            if end > 1 and cells[end - 2].text:
                gain, steps = best[end - 2]
                label, value = scores[end - 2], scores[end - 1]
                if label >= UNKNOWN:
                    options.append((gain + label - value + 0.05, (*steps, 2)))
            best.append(max(options))
        return best[-1][1]

    def _likeness(self, cell: Cell) -> float:
        score = self.words.likeness(cell.text, strong=cell.strong)
        if score == UNKNOWN and cell.first in self._columns:
            return (score + self._columns[cell.first]) / 2
        return score

    def _likeness_by_column(self, rows: Sequence[Row]) -> dict[int, float]:
        """How likely what stands in a column is a label, by where the column begins."""
        by_column: dict[int, list[float]] = {}
        for number, row in enumerate(rows, start=1):
            for cell in row:
                if cell.row == number and cell.text:
                    score = self.words.likeness(cell.text, strong=cell.strong)
                    by_column.setdefault(cell.first, []).append(score)
        return {
            first: mean([score for score in scores if score != UNKNOWN] or [UNKNOWN])
            for first, scores in by_column.items()
        }

    def _add(self, label: str, cell: Cell, place: Message, group: str) -> None:
        if not label or self._add_said(cell, place, label, all_lines=True):
            return
        value = self.words.answer(cell.text)
        if value or not (cell.tables or self.words.is_signature(label)):
            self.found.pairs.append(Pair(label, value, place, group))

    def _add_said(
        self,
        cell: Cell,
        place: Message,
        group: str,
        *,
        all_lines: bool = False,
    ) -> bool:
        """Take answers with their labels in one cell; `all_lines`: only where each line is one."""
        lines = [line for line in cell.lines if line.text.strip()]
        said = [said_in(line, self.words) for line in lines]
        begun = [_begins(items, line) for items, line in zip(said, lines, strict=True)]
        if not any(begun) or not (all(begun) if all_lines else begun[0]):
            return False
        for number, items in enumerate(said, start=1):
            for item in items:
                value = item.value
                if item is items[-1] and item.is_field and not value:
                    value = self._below(lines[number:], said[number:])
                if value or item.is_field:
                    self.found.pairs.append(Pair(item.label, value, place, group))
        return True

    def _below(self, lines: Sequence[Line], said: Sequence[Sequence[Said]]) -> str:
        """What stands in the lines below a label, up to the next one."""
        taken: list[str] = []
        for line, items in zip(lines, said, strict=True):
            if items:
                break
            taken.append(line.text)
        return self.words.answer("\n".join(taken))

    def _read_inner(self, rows: Sequence[Row]) -> None:
        for number, row in enumerate(rows, start=1):
            before = ""
            for cell in row:
                if cell.row != number:
                    continue
                for table in cell.tables:
                    caption = _last_line(cell) or before
                    inner = TableReader(
                        self.words,
                        self.progress,
                        self.found,
                        self.number,
                        self.words.label(caption),
                        self._place(number),
                    )
                    inner.read(table)
                before = cell.text or before


def _begins(said: Sequence[Said], line: Line) -> bool:
    """Whether a line begins with a label and its colon."""
    return bool(said) and not line.text[: said[0].start].strip()


def _of_year(label: str, year: str) -> str:
    """The label of a figure and its year, the unit last: 总收入 2023年（万元）."""
    unit = label.rfind("（")
    if unit > 0 and label.endswith("）"):
        return f"{label[:unit]} {year}{label[unit:]}"
    return f"{label} {year}"


def _last_line(cell: Cell) -> str:
    texts = [line.text for line in cell.lines if line.text.strip()]
    return texts[-1] if texts and len(texts[-1]) <= LONGEST_LABEL else ""


def _joined(cells: Sequence[Cell]) -> list[Cell]:
    """Cells, with the boxes for single characters (a code in 18 cells) joined to one."""
    found: list[Cell] = []
    run: list[Cell] = []
    for cell in [*cells, None]:
        if cell is not None and len(cell.text) <= 1:
            run.append(cell)
            continue
        found += _as_one(run)
        run = []
        if cell is not None:
            found.append(cell)
    return found


def _as_one(run: Sequence[Cell]) -> Iterator[Cell]:
    if sum(cell.text.isalnum() for cell in run) < _CHARACTER_BOXES:
        yield from run
        return
    text = "".join(cell.text for cell in run)
    line = replace(run[0].lines[0], text=text, edges=frozenset())
    yield replace(run[0], last=run[-1].last, lines=(line,))
