# SPDX-License-Identifier: Apache-2.0
"""One pass over the applications: cells put aside, everything counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from models.language import Listing, message
from models.programme.display import cell
from models.programme.schema import FieldType
from models.programme.values import read
from reports.summary.crosstab import Counting, CrossTable, key_of
from reports.summary.spool import Record, Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.programme.answers import Answers
    from models.programme.display import Cell
    from models.programme.schema import FormField
    from models.programme.values import Value
    from models.progress import Progress
    from reports.summary.frame import Frame, SummaryRow

    Numbers: TypeAlias = Mapping[str, Decimal]

STEP = 200
"""Applications between two words about the progress."""


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
    """

    spool: Spool
    rows: int
    listed: int
    verified: tuple[str, ...]
    years: Mapping[str, tuple[int, ...]]
    unread: frozenset[str]
    tags: tuple[str, ...]
    sums: Mapping[str, Decimal]
    cross: CrossTable

    def records(self) -> Iterator[Record]:
        """Every application."""
        return iter(self.spool)

    def chosen(self, frame: Frame) -> Iterator[Record]:
        """Those in the stages of the summary."""
        return (record for record in self.spool if is_listed(record.stage, frame))


def is_listed(stage: str, frame: Frame) -> bool:
    """Whether the summary takes applications of a stage; with none named it takes all."""
    return not frame.programme.summary.stages or stage in frame.programme.summary.stages


def gather(
    rows: Iterable[SummaryRow], spool: Spool, frame: Frame, *, count: int, progress: Progress
) -> Digest:
    """Read the applications once.

    Raises:
        CancelledError: The user stopped it.
    """
    fields = tuple(frame.programme.fields.values())
    amount = next((n for n, field in enumerate(fields) if field.id == "amount_wan"), None)
    summed = _summed(frame, fields)
    counting, sums = Counting(), defaultdict[str, Decimal](Decimal)
    verified: set[str] = set()
    years, unread = defaultdict[str, set[int]](set), set[str]()
    tags: set[str] = set()
    done = listed = 0
    for row in rows:
        record = _record(row, fields, frame)
        spool.add(record)
        counting.add(record, None if amount is None else record.cells[amount])
        verified.update(record.verified)
        for name, numbers in record.series.items():
            years[name].update(map(int, numbers))
            if not numbers:
                unread.add(name)
        tags.update(record.tags)
        if is_listed(row.stage, frame):
            listed += 1
            for index, name in summed:
                value = record.cells[index]
                if isinstance(value, int | Decimal):
                    sums[name] += value
        done += 1
        if done % STEP == 0:
            progress.step(done, 2 * max(count, done), message("Reading applications"))
    return Digest(
        spool,
        done,
        listed,
        tuple(field.id for field in fields if field.id in verified),
        {name: tuple(sorted(found)) for name, found in years.items()},
        frozenset(unread),
        tuple(sorted(tags)),
        sums,
        counting.table(frame),
    )


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
        direction=key_of("direction", answers, frame.vocabularies),
        product=key_of("product", answers, frame.vocabularies),
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
        value = answers.value(field.id)
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
