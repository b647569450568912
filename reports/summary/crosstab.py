# SPDX-License-Identifier: Apache-2.0
"""How many applications, and how much money, by direction, product and stage (XL-4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from models.dossier import CrossCell
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.programme.answers import Answers
    from models.programme.vocabulary import Vocabulary
    from reports.summary.frame import Frame
    from reports.summary.spool import Record

Keys: TypeAlias = tuple[str, str, str]
_N = TypeVar("_N", int, Decimal)

NONE = "_none"
"""The key of applications without a direction or product; no term's id begins so."""

OTHER = "_other"
"""The key of those whose direction or product is no term."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading of a cross table: the key that the detail sheet carries, and its name."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """A direction and its products that occur."""

    direction: Entry
    products: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """All counts and amounts of a summary.

    Attributes:
        cells: By direction, product and stage; an empty key stands for all.
        with_amounts: Whether the programme asks for an amount at all.
    """

    stages: tuple[Entry, ...]
    groups: tuple[Group, ...]
    cells: Mapping[Keys, CrossCell]
    with_amounts: bool

    def cell(self, direction: str, product: str, stage: str) -> CrossCell:
        """The sum over all that fit; an empty key fits all."""
        return self.cells.get((direction, product, stage), _NOTHING)


_NOTHING = CrossCell(0, Decimal(0))


class Counting:
    """Adds up while records pass."""

    def __init__(self) -> None:
        self._counts: Counter[Keys] = Counter()
        self._amounts: defaultdict[Keys, Decimal] = defaultdict(Decimal)

    def add(self, record: Record, amount: Any) -> None:
        """Count one; an amount that is no number adds nothing, as in SUMIFS."""
        exact = (record.direction, record.product, record.stage)
        self._counts[exact] += 1
        if isinstance(amount, int | Decimal):
            self._amounts[exact] += amount

    def table(self, frame: Frame) -> CrossTable:
        """The finished table, in the official order of directions, products and stages."""
        counts, amounts = _with_sums(self._counts), _with_sums(self._amounts)
        cells = {
            keys: CrossCell(count, amounts.get(keys, Decimal(0))) for keys, count in counts.items()
        }
        found = {keys[0] for keys in self._counts}
        directions = [entry for entry in _entries(frame, "direction", found) if entry.key[0] != "_"]
        odd = [entry for entry in _entries(frame, "direction", found) if entry.key in found]
        shown = [*directions, *(entry for entry in odd if entry.key[0] == "_")]
        groups = tuple(
            Group(entry, _products(frame, {key[1] for key in self._counts if key[0] == entry.key}))
            for entry in shown
        )
        stages = _stages(frame, {keys[2] for keys in self._counts})
        return CrossTable(stages, groups, cells, "amount_wan" in frame.programme.fields)


def _with_sums(found: Mapping[Keys, _N]) -> dict[Keys, _N]:
    """Each number, and the sums over any of its keys under an empty one."""
    sums: dict[Keys, Any] = defaultdict(int)
    for (direction, item, stage), number in found.items():
        for wanted in product(("", direction), ("", item), ("", stage)):
            sums[wanted] += number
    return sums


def key_of(field_id: str, answers: Answers, vocabularies: Mapping[str, Vocabulary]) -> str:
    """Under which key an application is counted: its broadest term, `NONE` or `OTHER`."""
    field = answers.programme.fields.get(field_id)
    value = None if field is None or field_id in answers.hidden else answers.value(field_id)
    if field is None or value is None or value == "":
        return NONE
    vocabulary = vocabularies.get(field.vocabulary or "")
    if vocabulary is None or not isinstance(value, str) or vocabulary.get(value) is None:
        return OTHER
    return vocabulary.root_of(value)


def _products(frame: Frame, found: set[str]) -> tuple[Entry, ...]:
    return tuple(entry for entry in _entries(frame, "product", found) if entry.key in found)


def _entries(frame: Frame, field_id: str, found: set[str]) -> list[Entry]:
    """All headings of a field in their order: its broadest terms, then no term, then none."""
    field = frame.programme.fields.get(field_id)
    vocabulary = frame.vocabularies.get(field.vocabulary or "") if field else None
    roots = vocabulary.roots() if vocabulary else ()
    terms = [
        Entry(term.id, frame.say(term.label))
        for term in roots
        if not term.retired or term.id in found
    ]
    return [
        *terms,
        Entry(OTHER, frame.say(message("(not understood)"))),
        Entry(NONE, frame.say(message("(none)"))),
    ]


def _stages(frame: Frame, found: Iterable[str]) -> tuple[Entry, ...]:
    """The stages that occur, in the order of the programme; all where none occurs."""
    known = list(frame.programme.stages)
    wanted = [*known, *sorted(set(found) - set(known))]
    occurring = [stage for stage in wanted if stage in set(found)] or known
    return tuple(Entry(stage, frame.stage_label(stage)) for stage in occurring)
