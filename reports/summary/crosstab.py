# SPDX-License-Identifier: Apache-2.0
"""How many applications, and how much money, by any two or three dimensions (XL-4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

from models.language import message
from reports.summary.dimensions import NONE, OTHER, Dimension, Entry, make_dimension
from reports.summary.faults import CrossSizeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reports.summary.frame import Frame, SummaryRow

__all__ = ["NONE", "OTHER", "Counting", "Cross", "CrossTable", "Entry", "Number", "Tally", "used"]

Number: TypeAlias = "int | Decimal"
Keys: TypeAlias = tuple[str, ...]

AMOUNT = "amount_wan"
"""The field that is added up."""

_FEWEST, _MOST = 2, 3
_DEFAULT = (
    ("direction", "product", "stage"),
    ("region", "direction"),
    ("variant", "direction"),
)
"""The tables where an order names none; those are made whose dimensions the programme has."""

_LAST_RESORT = (("stage", "outcome"),)

_CENT = Decimal("0.01")

_ALWAYS = ("direction", "stage", "outcome")
"""What charts and key figures need, whatever tables are asked for."""


@dataclass(slots=True)
class Tally:
    """A number of applications and their money.

    Attributes:
        count: How many.
        priced: Of those the ones whose amount is a number.
        amount: Of these together, in 万元.
    """

    count: int = 0
    priced: int = 0
    amount: Decimal = Decimal(0)

    @property
    def mean(self) -> Decimal:
        """The amount of one to two places, as AVERAGEIFS reckons; zero where none is a number."""
        if not self.priced:
            return Decimal(0)
        return (self.amount / self.priced).quantize(_CENT, ROUND_HALF_UP)

    def add(self, other: Tally) -> None:
        """Take another one in."""
        self.count += other.count
        self.priced += other.priced
        self.amount += other.amount


_NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class CrossTable:
    """One table.

    Attributes:
        dimensions: Two or three; the last one goes across.
        entries: The headings of each.
        below: Of three dimensions, the second one's headings that occur under each of the first.
        cells: By the keys of all dimensions; an empty key stands for all.
    """

    dimensions: tuple[Dimension, ...]
    entries: tuple[tuple[Entry, ...], ...]
    below: Mapping[str, tuple[Entry, ...]]
    cells: Mapping[Keys, Tally]

    def cell(self, *keys: str) -> Tally:
        """The sum over all that fit; an empty key fits all."""
        return self.cells.get(keys, _NOTHING)


@dataclass(frozen=True, slots=True)
class Cross:
    """All tables of a summary.

    Attributes:
        single: What was counted by one dimension alone, by its id.
        with_amounts: Whether the programme asks for an amount at all.
    """

    tables: tuple[CrossTable, ...]
    single: Mapping[str, tuple[tuple[Entry, Tally], ...]]
    whole: Tally
    with_amounts: bool


def used(frame: Frame) -> tuple[Dimension, ...]:
    """The dimensions of a summary: those of its tables, its groups and its charts, each once.

    Raises:
        UnknownNameError: One is asked for that the programme does not have.
        CrossSizeError: A table is asked for with too few, too many or equal dimensions.
    """
    names = [name for names in _wanted(frame) for name in names]
    names += [frame.group_by] if frame.group_by else []
    names += [name for name in _ALWAYS if name != "direction" or name in frame.programme.fields]
    return tuple(make_dimension(name, frame) for name in dict.fromkeys(names))


def _wanted(frame: Frame) -> tuple[tuple[str, ...], ...]:
    for names in frame.crosses:
        if not _FEWEST <= len(names) <= _MOST or len(set(names)) < len(names):
            raise CrossSizeError(names)
    known = {"stage", "outcome", *frame.programme.fields}
    usual = tuple(names for names in _DEFAULT if known.issuperset(names))
    return frame.crosses or usual or _LAST_RESORT


class Counting:
    """Adds up while applications pass.

    Attributes:
        dimensions: By which it counts.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.dimensions = used(frame)
        places = {dimension.id: index for index, dimension in enumerate(self.dimensions)}
        self._crosses = [tuple(places[name] for name in names) for names in _wanted(frame)]
        self._found: list[defaultdict[Keys, Tally]] = [defaultdict(Tally) for _ in self._crosses]
        self._single: list[defaultdict[str, Tally]] = [defaultdict(Tally) for _ in self.dimensions]
        self._seen: list[dict[str, Entry]] = [{} for _ in self.dimensions]
        self._whole = Tally()

    def add(self, row: SummaryRow, amount: Any) -> list[str]:
        """Count one, and give its keys; an amount that is no number adds nothing, as in SUMIFS."""
        one = Tally(1)
        if isinstance(amount, int | Decimal):
            one.priced, one.amount = 1, Decimal(amount)
        keys: list[str] = []
        for dimension, seen, single in zip(self.dimensions, self._seen, self._single, strict=True):
            entry = dimension.of(row)
            seen.setdefault(entry.key, entry)
            single[entry.key].add(one)
            keys.append(entry.key)
        for places, found in zip(self._crosses, self._found, strict=True):
            found[tuple(keys[place] for place in places)].add(one)
        self._whole.add(one)
        return keys

    def finished(self) -> Cross:
        """The finished tables, in the official order of everything."""
        single = {
            dimension.id: tuple(
                (entry, counted[entry.key]) for entry in dimension.entries(seen.values())
            )
            for dimension, seen, counted in zip(
                self.dimensions, self._seen, self._single, strict=True
            )
        }
        tables = (
            self._table(places, found)
            for places, found in zip(self._crosses, self._found, strict=True)
        )
        with_amounts = AMOUNT in self._frame.programme.fields
        return Cross(tuple(tables), single, self._whole, with_amounts)

    def _table(self, places: Sequence[int], found: Mapping[Keys, Tally]) -> CrossTable:
        dimensions = tuple(self.dimensions[place] for place in places)
        entries = tuple(
            self._shown(dimension, self._seen[place].values())
            for dimension, place in zip(dimensions, places, strict=True)
        )
        below: dict[str, tuple[Entry, ...]] = {}
        if len(places) == _MOST:
            seen = self._seen[places[1]]
            for entry in entries[0]:
                under = {keys[1] for keys in found if keys[0] == entry.key}
                some = [seen[key] for key in seen if key in under]
                order = {item.key: n for n, item in enumerate(dimensions[1].entries(some))}
                below[entry.key] = tuple(sorted(some, key=lambda item: order[item.key]))
        return CrossTable(dimensions, entries, below, _with_sums(found))

    def _shown(self, dimension: Dimension, seen: Iterable[Entry]) -> tuple[Entry, ...]:
        """The headings of a dimension; all official ones where nothing was counted."""
        return (
            dimension.entries(seen)
            or dimension.official
            or (Entry(NONE, self._frame.say(message("(none)"))),)
        )


def _with_sums(found: Mapping[Keys, Tally]) -> dict[Keys, Tally]:
    """Each number, and the sums over any of its keys under an empty one."""
    sums: defaultdict[Keys, Tally] = defaultdict(Tally)
    for keys, tally in found.items():
        for wanted in product(*(("", key) for key in keys)):
            sums[wanted].add(tally)
    return dict(sums)
