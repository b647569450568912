# SPDX-License-Identifier: Apache-2.0
"""One pass over the applications: cells put aside, everything counted."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from models.language import Listing, message
from models.programme.display import cell
from models.programme.schema import FieldType
from models.programme.values import read
from reports.summary.crosstab import AMOUNT, Counting, Cross
from reports.summary.differences import Compared, Past, kept
from reports.summary.dimensions import Entry, make_dimension
from reports.summary.spool import Record, Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.programme.answers import Answers, Row
    from models.programme.display import Cell
    from models.programme.schema import FormField
    from models.programme.values import Value
    from models.progress import Progress
    from reports.summary.differences import Difference, Kind
    from reports.summary.dimensions import Dimension
    from reports.summary.frame import Before, Frame, SummaryRow

    Numbers: TypeAlias = Mapping[str, Decimal]

STEP = 200
"""Applications between two words about the progress."""


@dataclass(frozen=True)
class Group:
    """Some of the listed applications, which stand together and are added up.

    Attributes:
        entry: What they have in common; None where nothing is grouped.
        places: Where they are in the spool.
        sums: By field id.
        amount: Of them together.
    """

    entry: Entry | None
    places: array[int]
    sums: Mapping[str, Decimal]
    amount: Decimal = Decimal(0)

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.places)


@dataclass(slots=True)
class Few:
    """How many applications something is true of, and the numbers of the first."""

    count: int = 0
    numbers: tuple[str, ...] = ()

    def add(self, number: str) -> None:
        """One more."""
        self.count += 1
        if len(self.numbers) < _NAMED:
            self.numbers += (number,)


_NAMED = 6


@dataclass(frozen=True)
class Digest:
    """All that was found in one pass.

    Attributes:
        rows: How many applications.
        listed: How many of them are in the summary's stages.
        verified: The fields of which any record has a verified value, in the order of the form.
        years: Of each series that any record has, under the ids of its columns.
        unread: Those of them that any record has as a text that is no series.
        tags: The vocabularies of which any record has a tag.
        sums: Of the listed ones, by field id.
        groups: The listed ones, in the order in which they are printed.
        public: Those that the list for publicity names.
        overdue: Those that should have left their stage, whichever it is.
        faulty: The listed ones that have errors, as far as somebody looked.
        compared: How it differs from the last report; None where it is compared with none.
        dimensions: Those whose keys every record has.
    """

    spool: Spool
    rows: int
    listed: int
    verified: tuple[str, ...]
    years: Mapping[str, tuple[int, ...]]
    unread: frozenset[str]
    tags: tuple[str, ...]
    sums: Mapping[str, Decimal]
    groups: tuple[Group, ...]
    public: Group
    overdue: Few
    faulty: Few
    compared: Compared | None
    dimensions: tuple[Dimension, ...]
    cross: Cross

    @property
    def listed_amount(self) -> Decimal:
        """The amount of the listed ones together."""
        return sum((group.amount for group in self.groups), Decimal(0))

    def records(self) -> Iterator[Record]:
        """Every application."""
        return iter(self.spool)

    def of(self, group: Group) -> Iterator[Record]:
        """Those of one group."""
        if group.entry is not None:
            return map(self.spool.at, group.places)
        wanted = iter((*group.places, -1))
        place = next(wanted)
        return self._following(wanted, place)

    def _following(self, wanted: Iterator[int], place: int) -> Iterator[Record]:
        """Records at rising places, read in one go."""
        for index, record in enumerate(self.spool):
            if index == place:
                yield record
                place = next(wanted)


def is_listed(stage: str, frame: Frame) -> bool:
    """Whether the summary takes applications of a stage; with none named it takes all."""
    return not frame.programme.summary.stages or stage in frame.programme.summary.stages


def _is_final(stage: str, frame: Frame) -> bool:
    found = frame.programme.stages.get(stage)
    return found is not None and found.final


def gather(
    rows: Iterable[SummaryRow], spool: Spool, frame: Frame, *, count: int, progress: Progress
) -> Digest:
    """Read the applications once.

    Raises:
        CancelledError: The user stopped it.
    """
    fields = tuple(frame.programme.fields.values())
    amount = next((n for n, field in enumerate(fields) if field.id == AMOUNT), None)
    counting, grouping = Counting(frame), _Grouping(frame, fields)
    verified: set[str] = set()
    years, unread = defaultdict[str, set[int]](set), set[str]()
    tags: set[str] = set()
    public, overdue, faulty = array("q"), Few(), Few()
    made_public = frame.programme.publicity.stages if frame.programme.publicity else ()
    comparing = _Comparing(frame.before, spool, frame) if frame.before else None
    done = 0
    for row in rows:
        record = _record(row, fields, frame)
        money = None if amount is None else record.cells[amount]
        record.keys.extend(counting.add(row, money))
        spool.add(record)
        _keep_rows(row, record, spool, frame)
        verified.update(record.verified)
        for name, numbers in record.series.items():
            years[name].update(map(int, numbers))
            if not numbers:
                unread.add(name)
        tags.update(record.tags)
        if is_listed(row.stage, frame):
            grouping.add(done, row, record, money)
            if comparing:
                comparing.add(row)
            if row.errors:
                faulty.add(row.number)
        elif comparing:
            comparing.leave(row)
        if row.due is not None and row.due < frame.today and not _is_final(row.stage, frame):
            overdue.add(row.number)
        if row.stage in made_public:
            public.append(done)
        done += 1
        if done % STEP == 0:
            progress.step(done, 2 * max(count, done), message("Reading applications"))
    groups = grouping.groups()
    return Digest(
        spool,
        done,
        sum(group.count for group in groups),
        tuple(field.id for field in fields if field.id in verified),
        {name: tuple(sorted(found)) for name, found in years.items()},
        frozenset(unread),
        tuple(sorted(tags)),
        _together(groups),
        groups,
        Group(None, public, {}),
        overdue,
        faulty,
        comparing.finished() if comparing else None,
        counting.dimensions,
        counting.finished(),
    )


class _Comparing:
    """Compares the listed applications with those of the last report."""

    def __init__(self, before: Before, spool: Spool, frame: Frame) -> None:
        listed = (row for row in before.rows if is_listed(row.stage, frame))
        self._past = Past(listed, frame, before.why)
        self._lines = spool.differences
        self._found: Counter[Kind] = Counter()

    def add(self, row: SummaryRow) -> None:
        """Compare one more."""
        self._keep(list(self._past.compared(row)))

    def leave(self, row: SummaryRow) -> None:
        """Tell of one that is not listed whether it was."""
        self._keep(list(self._past.unlisted(row)))

    def finished(self) -> Compared:
        """How all of it differs, once those that are gone were told."""
        for item in self._past.gone():
            self._keep([item])
        self._past.close()
        return Compared(self._found, self._past.count, self._past.amount)

    def _keep(self, found: list[Difference]) -> None:
        """The differences of one application."""
        for item in found:
            self._lines.add(kept(item))
        if found:
            self._found[found[0].kind] += 1


class _Grouping:
    """Sorts the listed applications into their groups, and adds each up."""

    def __init__(self, frame: Frame, fields: tuple[FormField, ...]) -> None:
        self._by = make_dimension(frame.group_by, frame) if frame.group_by else None
        self._summed = _summed(frame, fields)
        self._places: dict[Entry | None, array[int]] = {}
        self._sums: dict[Entry | None, defaultdict[str, Decimal]] = {}
        self._amounts = defaultdict[Entry | None, Decimal](Decimal)

    def add(self, place: int, row: SummaryRow, record: Record, amount: Any) -> None:
        """Take one more in."""
        entry = self._by.of(row) if self._by else None
        if isinstance(amount, int | Decimal):
            self._amounts[entry] += amount
        self._places.setdefault(entry, array("q")).append(place)
        sums = self._sums.setdefault(entry, defaultdict(Decimal))
        for index, name in self._summed:
            value = record.cells[index]
            if isinstance(value, int | Decimal):
                sums[name] += value

    def groups(self) -> tuple[Group, ...]:
        """The groups that occur, in their official order; one of all where nothing is grouped."""
        if self._by is None:
            found = self._places.get(None, array("q"))
            return (Group(None, found, self._sums.get(None, {}), self._amounts[None]),)
        seen = [entry for entry in self._places if entry is not None]
        order = (entry for entry in self._by.entries(seen) if entry in self._places)
        return tuple(self._group(entry) for entry in order)

    def _group(self, entry: Entry) -> Group:
        return Group(entry, self._places[entry], self._sums[entry], self._amounts[entry])


def _together(groups: Iterable[Group]) -> dict[str, Decimal]:
    sums = defaultdict[str, Decimal](Decimal)
    for group in groups:
        for name, number in group.sums.items():
            sums[name] += number
    return sums


def _keep_rows(row: SummaryRow, record: Record, spool: Spool, frame: Frame) -> None:
    """Put the rows of the tables aside, each with the number and the title of its application."""
    for name, lines in spool.tables.items():
        table = frame.programme.tables[name]
        if name not in row.answers.hidden:
            for number, item in enumerate(row.answers.rows.get(name, ()), start=1):
                cells = _row_cells(table, item, row.answers, frame)
                lines.add([record.number, record.title, number, *cells])


def _row_cells(table: FormField, item: Row, answers: Answers, frame: Frame) -> Iterator[Cell]:
    for column in table.columns:
        yield cell(column, answers.cell(column, item), frame.language, frame.vocabularies)


def _summed(frame: Frame, fields: tuple[FormField, ...]) -> list[tuple[int, str]]:
    totals = {column.source for column in frame.programme.summary.column if column.total}
    return [(index, field.id) for index, field in enumerate(fields) if field.id in totals]


def _record(row: SummaryRow, fields: tuple[FormField, ...], frame: Frame) -> Record:
    answers, hidden = row.answers, row.answers.hidden
    shown = [field for field in fields if field.id in answers.verified and field.id not in hidden]

    def made(field: FormField, value: Any) -> Cell:
        return cell(field, value, frame.language, frame.vocabularies)

    return Record(
        number=row.number,
        title=str(answers.stored.get("title") or ""),
        applicant=str(answers.stored.get("applicant") or ""),
        stage=row.stage,
        received=row.received,
        partners=frame.say(Listing(row.partners)),
        cells=[None if field.id in hidden else _cell(field, answers, frame) for field in fields],
        claimed={field.id: made(field, answers.claimed(field.id)) for field in shown},
        verified={
            field.id: made(field, read(field, answers.verified[field.id].value)) for field in shown
        },
        series=dict(_series(fields, answers)),
        tags=_tags(row, frame),
        keys=[],
        places=row.places,
    )


def _series(fields: tuple[FormField, ...], answers: Answers) -> Iterator[tuple[str, Numbers]]:
    """The numbers of each series by year; none of one that was not understood."""
    for field in fields:
        if field.type is not FieldType.SERIES or field.id in answers.hidden:
            continue
        values = {field.id: answers.value(field.id)}
        if field.id in answers.verified:
            values[f"{field.id}/claimed"] = answers.claimed(field.id)
            values[f"{field.id}/verified"] = read(field, answers.verified[field.id].value)
        for name, value in values.items():
            if value is not None:
                yield name, _by_year(value)


def _by_year(value: Value) -> Numbers:
    return {str(year): n for year, n in value.items()} if isinstance(value, Mapping) else {}


def _cell(field: FormField, answers: Answers, frame: Frame) -> Cell:
    """What counts of a field; of a table the first cell of each row."""
    if field.type is not FieldType.TABLE:
        value = answers.value(field.id) if answers.verified else answers.claims.get(field.id)
        if value is None:
            return None
        return cell(field, value, frame.language, frame.vocabularies)
    first = field.columns[0]
    found = (
        cell(first, answers.cell(first, row), frame.language, frame.vocabularies)
        for row in answers.rows.get(field.id, ())
    )
    return frame.say(Listing(tuple(str(item) for item in found if item is not None))) or None


_TAG_FIELDS = {"directions": "secondary_directions", "products": "secondary_products"}
"""Vocabularies whose tags a field of the form may show already."""


def _tags(row: SummaryRow, frame: Frame) -> dict[str, str]:
    fields = frame.programme.fields
    return {
        name: _tag_names(name, terms, frame)
        for name, terms in row.tags.items()
        if terms and _TAG_FIELDS.get(name, name) not in fields
    }


def _tag_names(name: str, terms: tuple[str, ...], frame: Frame) -> str:
    vocabulary = frame.vocabularies.get(name)
    return frame.say(
        Listing(tuple(vocabulary.label_of(term) if vocabulary else term for term in terms))
    )
