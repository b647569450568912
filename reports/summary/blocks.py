# SPDX-License-Identifier: Apache-2.0
"""The cross tables as lines of labels, numbers and the formulas that give those numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from models.language import Listing, message
from reports.summary.crosstab import Entry, Number, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.language import Message
    from reports.summary.crosstab import Cross, CrossTable
    from reports.summary.frame import Frame

SUBTOTAL = "_sub"
"""The key in the second column of a line for a whole group."""

_TWO = 2


class Measure(Enum):
    """What the numbers of a table are."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Ranges:
    """The columns of the detail sheet that formulas read; without an amount there is none."""

    number: str = ""
    amount: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)

    def key(self, dimension: str) -> str:
        """The column of a dimension's keys."""
        return self.keys.get(dimension, "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table.

    Attributes:
        keys: Of the dimensions that go down, which the formulas compare.
        labels: What stands before the numbers.
        numbers: One a column, and their sum or mean.
        formula: For each number, with {row}, {letter}, {keys}, {first} and {last} to fill in.
        sum_formula: For the last of them; with {end}, the last column but one, as well.
    """

    keys: tuple[str, str]
    labels: tuple[str, str]
    numbers: tuple[Number, ...]
    formula: str
    sum_formula: str = "SUM(E{row}:{end}{row})"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One table.

    Attributes:
        columns: Over the numbers; the last one is for all of them together.
        money: The numbers are amounts.
    """

    title: str
    heads: tuple[str, str]
    columns: tuple[Entry, ...]
    lines: tuple[Line, ...]
    money: bool = False


def blocks(cross: Cross, ranges: Ranges, frame: Frame) -> Iterator[Block]:
    """The tables of a summary: each as counts and, if there are amounts, as sums and means."""
    measures = tuple(Measure) if cross.with_amounts else (Measure.COUNT,)
    for table in cross.tables:
        for measure in measures:
            yield _Maker(table, ranges, frame, measure).block()


def joined(lines: Sequence[Line]) -> list[bool]:
    """For each line whether no page may end before it: the first of a group, and the last lines.

    A subtotal stands before the lines that it sums up, so its first one stays with it.
    """
    total = len(lines) - 2
    return [
        index >= total or (index > 0 and lines[index - 1].keys[1] == SUBTOTAL and not line.bold)
        for index, line in enumerate(lines)
    ]


def measure_name(measure: Measure) -> Message:
    """What a measure is called over a table."""
    match measure:
        case Measure.COUNT:
            return message("Number of applications")
        case Measure.SUM:
            return message("Amount (10k CNY)")
        case Measure.MEAN:
            return message("Mean amount (10k CNY)")


class _Maker:
    """Makes one table of one measure."""

    def __init__(self, table: CrossTable, ranges: Ranges, frame: Frame, measure: Measure) -> None:
        self._table = table
        self._ranges = ranges
        self._frame = frame
        self._measure = measure
        *self._down, self._across = table.dimensions

    def block(self) -> Block:
        """The table."""
        say = self._frame.say
        names = Listing(tuple(dimension.label for dimension in self._table.dimensions))
        title = message("{what} by {names}", what=measure_name(self._measure), names=names)
        last = message("Mean") if self._measure is Measure.MEAN else message("Total")
        heads = [dimension.label for dimension in self._down]
        return Block(
            say(title),
            (heads[0], heads[1] if len(heads) == _TWO else ""),
            (*self._table.entries[-1], Entry("", say(last))),
            (*self._lines(), *self._ends()),
            self._measure is not Measure.COUNT,
        )

    def _lines(self) -> Iterator[Line]:
        three = len(self._down) == _TWO
        first = (self._key(self._down[0].id), "$A{row}")
        for group in self._table.entries[0]:
            second = self._frame.say(message("Subtotal")) if three else ""
            above = self._line((group.key, SUBTOTAL if three else ""), (group.label, second), first)
            yield _bold(above) if three else above
            for item in self._table.below.get(group.key, ()):
                also = (self._key(self._down[1].id), "$B{row}")
                yield self._line((group.key, item.key), ("", item.label), first, also)

    def _line(
        self, keys: tuple[str, str], labels: tuple[str, str], *criteria: tuple[str, str]
    ) -> Line:
        head = (self._key(self._across.id), _HEAD)
        numbers = self._numbers(*(key if key != SUBTOTAL else "" for key in keys))
        formula = self._counted(*criteria, head)
        if self._measure is Measure.MEAN:
            return Line(keys, labels, numbers, formula, self._counted(*criteria))
        return Line(keys, labels, numbers, formula)

    def _ends(self) -> Iterator[Line]:
        """The total of the lines above, and the same counted over the list itself."""
        say, ranges = self._frame.say, self._ranges
        numbers = self._numbers("", "")
        over_list = self._counted((self._key(self._across.id), _HEAD))
        if self._measure is Measure.MEAN:
            label = say(message("Mean of all"))
            whole = f"ROUND(IFERROR(AVERAGE({ranges.amount}),0),2)"
            yield Line(("", ""), (label, ""), numbers, over_list, whole, bold=True)
            return
        summed = "{letter}${first}:{letter}${last}"
        three = f'SUMIF($B${{first}}:$B${{last}},"{SUBTOTAL}",{summed})'
        formula = three if len(self._down) == _TWO else f"SUM({summed})"
        yield Line(("", ""), (say(message("Total")), ""), numbers, formula, bold=True)
        money = self._measure is Measure.SUM
        whole = f"SUM({ranges.amount})" if money else f"COUNTA({ranges.number})"
        yield Line(("", ""), (say(message("The list itself")), ""), numbers, over_list, whole)

    def _numbers(self, first: str, second: str) -> tuple[Number, ...]:
        keys = (first, second)[: len(self._down)]
        heads = (*(entry.key for entry in self._table.entries[-1]), "")
        return tuple(measured(self._measure, self._table.cell(*keys, head)) for head in heads)

    def _counted(self, *criteria: tuple[str, str]) -> str:
        """A formula over the rows of the detail sheet that fit all criteria."""
        return counted(self._measure, self._ranges.amount, criteria)

    def _key(self, dimension: str) -> str:
        return self._ranges.key(dimension)


def measured(measure: Measure, tally: Tally) -> Number:
    """The number of some applications."""
    match measure:
        case Measure.COUNT:
            return tally.count
        case Measure.SUM:
            return tally.amount
        case Measure.MEAN:
            return tally.mean


def counted(measure: Measure, amount: str, criteria: Sequence[tuple[str, str]]) -> str:
    """A formula over the rows of the detail sheet that fit all criteria: a range, and what it holds."""
    pairs = ",".join(f"{area},{cell}" for area, cell in criteria)
    match measure:
        case Measure.COUNT:
            return f"COUNTIFS({pairs})"
        case Measure.SUM:
            return f"SUMIFS({amount},{pairs})"
        case Measure.MEAN:
            return f"ROUND(IFERROR(AVERAGEIFS({amount},{pairs}),0),2)"


def _bold(line: Line) -> Line:
    return Line(line.keys, line.labels, line.numbers, line.formula, line.sum_formula, bold=True)


_HEAD = "{letter}${keys}"
