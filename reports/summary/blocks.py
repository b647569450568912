# SPDX-License-Identifier: Apache-2.0
"""The cross tables as lines of labels, numbers and the formulas that give those numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from models.language import message
from reports.summary.crosstab import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from models.dossier import CrossCell
    from reports.summary.crosstab import CrossTable
    from reports.summary.frame import Frame

Number: TypeAlias = "int | Decimal"
SUBTOTAL = "_sub"
"""The key in the column of products of a line for a whole direction."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """The columns of the detail sheet that formulas read; without an amount there is none."""

    direction: str
    product: str
    stage: str
    number: str
    amount: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table.

    Attributes:
        keys: Of direction (or stage) and product, which the formulas compare.
        labels: What stands before the numbers.
        numbers: One a column, and their sum.
        formula: For each number, with {row}, {letter}, {keys}, {first} and {last} to fill in.
        sum_formula: For their sum; with {end}, the last column of numbers, as well.
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
        columns: Over the numbers; the last one is their sum.
        money: The numbers are amounts.
    """

    title: str
    heads: tuple[str, str]
    columns: tuple[Entry, ...]
    lines: tuple[Line, ...]
    money: bool = False


def blocks(table: CrossTable, ranges: Ranges, frame: Frame) -> Iterator[Block]:
    """The tables of a summary: counts, amounts if there are any, and stage by direction."""
    yield _Maker(table, ranges, frame, money=False).by_direction()
    if table.with_amounts:
        yield _Maker(table, ranges, frame, money=True).by_direction()
    yield _Maker(table, ranges, frame, money=False).by_stage()


def joined(lines: Sequence[Line]) -> list[bool]:
    """For each line whether no page may end before it: the first of a group, and the last lines.

    A subtotal stands before the lines that it sums up, so its first one stays with it.
    """
    total = len(lines) - 2
    return [
        index >= total or (index > 0 and lines[index - 1].keys[1] == SUBTOTAL and not line.bold)
        for index, line in enumerate(lines)
    ]


class _Maker:
    """Makes tables of counts or of amounts."""

    def __init__(self, table: CrossTable, ranges: Ranges, frame: Frame, *, money: bool) -> None:
        self._table = table
        self._ranges = ranges
        self._frame = frame
        self._money = money

    def by_direction(self) -> Block:
        """Directions and their products by stage."""
        say = self._frame.say
        title = message("Amount (10k CNY)") if self._money else message("Number of applications")
        return Block(
            say(message("{what} by direction, product and stage", what=title)),
            (say(message("Direction")), say(message("Product"))),
            self._with_sum(self._table.stages),
            (
                *self._direction_lines(),
                *self._ends(
                    "stage", 'SUMIF($B${first}:$B${last},"_sub",{letter}${first}:{letter}${last})'
                ),
            ),
            self._money,
        )

    def by_stage(self) -> Block:
        """Stages by direction."""
        say = self._frame.say
        directions = tuple(group.direction for group in self._table.groups)
        formula = self._sum_if((self._ranges.stage, "$A{row}"), (self._ranges.direction, _HEAD))
        lines = [
            Line(
                (stage.key, ""),
                (stage.label, ""),
                self._numbers([(entry.key, "", stage.key) for entry in directions]),
                formula,
            )
            for stage in self._table.stages
        ]
        title = message("Number of applications")
        return Block(
            say(message("{what} by stage and direction", what=title)),
            (say(message("Stage")), ""),
            self._with_sum(directions),
            (*lines, *self._ends("direction", "SUM({letter}${first}:{letter}${last})")),
        )

    def _direction_lines(self) -> Iterator[Line]:
        stages = self._table.stages
        direction = (self._ranges.direction, "$A{row}")
        product = (self._ranges.product, "$B{row}")
        stage = (self._ranges.stage, _HEAD)
        for group in self._table.groups:
            key = group.direction.key
            yield Line(
                (key, SUBTOTAL),
                (group.direction.label, self._frame.say(message("Subtotal"))),
                self._numbers([(key, "", entry.key) for entry in stages]),
                self._sum_if(direction, stage),
                bold=True,
            )
            for item in group.products:
                yield Line(
                    (key, item.key),
                    ("", item.label),
                    self._numbers([(key, item.key, entry.key) for entry in stages]),
                    self._sum_if(direction, product, stage),
                )

    def _ends(self, across: str, formula: str) -> Iterator[Line]:
        """The total of the lines above, and the same counted over the list itself."""
        by_stage = across == "stage"
        groups = self._table.groups
        heads = self._table.stages if by_stage else tuple(group.direction for group in groups)
        wanted = [("", "", head.key) if by_stage else (head.key, "", "") for head in heads]
        numbers = self._numbers(wanted)
        total, whole = (
            self._frame.say(message("Total")),
            self._frame.say(message("The list itself")),
        )
        yield Line(("", ""), (total, ""), numbers, formula, bold=True)
        ranges = self._ranges
        area = ranges.stage if by_stage else ranges.direction
        everything = f"SUM({ranges.amount})" if self._money else f"COUNTA({ranges.number})"
        yield Line(("", ""), (whole, ""), numbers, self._sum_if((area, _HEAD)), everything)

    def _numbers(self, wanted: list[tuple[str, str, str]]) -> tuple[Number, ...]:
        found = [self._number(self._table.cell(*keys)) for keys in wanted]
        return (*found, sum(found))

    def _number(self, cell: CrossCell) -> Number:
        return cell.amount_wan if self._money else cell.count

    def _sum_if(self, *criteria: tuple[str, str]) -> str:
        """A formula over the rows of the detail sheet that fit all criteria."""
        pairs = ",".join(f"{area},{cell}" for area, cell in criteria)
        return f"SUMIFS({self._ranges.amount},{pairs})" if self._money else f"COUNTIFS({pairs})"

    def _with_sum(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return (*entries, Entry("", self._frame.say(message("Total"))))


_HEAD = "{letter}${keys}"
