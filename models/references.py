# SPDX-License-Identifier: Apache-2.0
"""Which records refer to which, declared once; and who uses a record that somebody would take away.

Terms of vocabularies are used by answers and tags, which only the definitions tell (`models.term_uses`).
A record in the trash refers to nothing. What is taken away and what comes back is held to this by
`models.invariants.references`; undo asks beforehand, to say in words what stands against it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, or_, select

from models.tables import (
    AnswerRow,
    Applicant,
    Application,
    Attachment,
    Call,
    Definition,
    LocalTerm,
    Record,
    StageEvent,
    Trash,
    VocabularyVersion,
)
from models.term_uses import leaves, term_uses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sqlalchemy import ColumnElement

    from models.reader import Reader

_CHUNK = 400


class Hold(Enum):
    """What a reference means for the record that it names."""

    PART = "the referring record is a part of it, and lies in the trash with it"
    NEEDS = "it cannot be taken away while the referring record is in use"
    SHARES = "it is kept in common: it stays while anybody uses it, and comes back with who uses it"


class Inside(Enum):
    """Where the name stands in a column."""

    VALUE = "it is the value of the column"
    KEYS = "it is a key of the document"
    LEAVES = "it is a text somewhere in the document"


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names records of another table.

    Attributes:
        name: The column by which they are named. Where that is not the uid, several records may bear
            the name, and one of them is enough.
        only: What a record must hold to be meant.
    """

    table: type[Record]
    column: str
    to: type[Record]
    hold: Hold
    name: str = "uid"
    inside: Inside = Inside.VALUE
    only: tuple[tuple[str, Any], ...] = ()

    def names_in(self, value: Any) -> set[str]:
        """The names in a value of the column."""
        match self.inside, value:
            case (_, None):
                return set()
            case (Inside.VALUE, _):
                return {str(value)}
            case (Inside.KEYS, dict()):
                return set(value)
            case _:
                return set(leaves(value))

    def use(self, record: str, by: str) -> Use:
        """A use of a record by one that refers to it so."""
        return Use(record, by, self.table, self.column, self.hold)

    @property
    def meant(self) -> list[ColumnElement[bool]]:
        """What holds for the records that may be meant."""
        return [self.to.__table__.c[column] == value for column, value in self.only]


_OWN = (("local", True),)

REFERENCES: tuple[Reference, ...] = (
    Reference(Application, "call_uid", Call, Hold.NEEDS),
    Reference(Application, "definition_uid", Definition, Hold.NEEDS),
    Reference(Application, "applicant_uid", Applicant, Hold.SHARES),
    Reference(Call, "definition_uid", Definition, Hold.SHARES),
    Reference(Definition, "vocabularies", VocabularyVersion, Hold.SHARES, inside=Inside.LEAVES),
    Reference(
        *(Definition, "own_vocabularies", VocabularyVersion, Hold.NEEDS),
        name="key", inside=Inside.LEAVES, only=_OWN,
    ),
    Reference(
        *(Application, "tags", VocabularyVersion, Hold.NEEDS),
        name="key", inside=Inside.KEYS, only=_OWN,
    ),
    Reference(LocalTerm, "vocabulary", VocabularyVersion, Hold.NEEDS, name="key", only=_OWN),
    Reference(AnswerRow, "application_uid", Application, Hold.PART),
    Reference(StageEvent, "application_uid", Application, Hold.PART),
    Reference(Attachment, "owner_uid", Application, Hold.PART),
    Reference(Attachment, "owner_uid", Call, Hold.PART),
    Reference(Attachment, "owner_uid", Applicant, Hold.SHARES),
)  # fmt: skip

SHARED = frozenset(item.to for item in REFERENCES if item.hold is Hold.SHARES)
"""Tables of records that are made in passing and kept in common."""


@dataclass(frozen=True, slots=True)
class Use:
    """A record in use (`by`, of `table`) refers to another one in a column."""

    record: str
    by: str
    table: type[Record]
    column: str
    hold: Hold


def uses(
    reader: Reader,
    records: Mapping[type[Record], Collection[str]],
    holds: Collection[Hold] = frozenset(Hold),
) -> list[Use]:
    """The uses of records by others that are not among them."""
    found: list[Use] = []
    for reference in REFERENCES:
        if reference.hold in holds and records.get(reference.to):
            named = _named(reader, reference, records)
            for name, by in _referring(reader, reference, named):
                found += [reference.use(uid, by) for uid in named[name]]
    if Hold.NEEDS in holds and records.get(LocalTerm):
        found += [
            Use(term, by, Application, column, Hold.NEEDS)
            for term, by, column in term_uses(reader, records[LocalTerm])
        ]
    among = {uid for some in records.values() for uid in some}
    return [use for use in found if use.by not in among]


def missing(reader: Reader, records: Mapping[type[Record], Collection[str]]) -> list[Missing]:
    """What records refer to that is in the trash."""
    found: list[Missing] = []
    for reference in REFERENCES:
        if reference.hold is Hold.PART or not records.get(reference.table):
            continue
        columns = reference.table.__table__.c
        statement = select(columns.uid, columns[reference.column].label("value"))
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for row in _rows(reader, statement, columns.uid, records[reference.table]):
            for name in reference.names_in(row.value):
                wanted[name].add(row.uid)
        for name, rows in _bearers(reader, reference, wanted).items():
            if all(row.trashed for row in rows):
                uses_of_it = (reference.use(rows[-1].uid, by) for by in sorted(wanted[name]))
                found += [Missing(use, reference.to) for use in uses_of_it]
    return found


@dataclass(frozen=True, slots=True)
class Missing:
    """A use of a record of a table that is in the trash."""

    use: Use
    table: type[Record]


def _named(
    reader: Reader, reference: Reference, records: Mapping[type[Record], Collection[str]]
) -> dict[str, list[str]]:
    """The uids of records by the name that goes with them: no other record in use bears it."""
    columns = reference.to.__table__.c
    some = records[reference.to]
    statement = select(columns.uid, columns[reference.name].label("name")).where(*reference.meant)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(reader, statement, columns.uid, some):
        found[row.name].append(row.uid)
    if reference.name == "uid":
        return found
    bearers = _bearers(reader, reference, found)
    return {
        name: uids
        for name, uids in found.items()
        if all(row.trashed or row.uid in some for row in bearers.get(name, ()))
    }


def _bearers(reader: Reader, reference: Reference, names: Collection[str]) -> dict[str, list[Any]]:
    """The records that bear a name, the newest last; those that were erased bear none."""
    columns = reference.to.__table__.c
    name = columns[reference.name].label("name")
    statement = select(columns.uid, columns.trashed, name).where(
        columns.trashed < Trash.EMPTIED, *reference.meant
    )
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in _rows(reader, statement.order_by(columns.id), columns[reference.name], names):
        found[row.name].append(row)
    return found


def _referring(
    reader: Reader, reference: Reference, names: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Name and uid of each record in use that refers to one of the names."""
    columns = reference.table.__table__.c
    column = columns[reference.column]
    statement = select(columns.uid, column.label("value")).where(columns.trashed == Trash.LIVE)
    if reference.inside is Inside.VALUE:
        for row in _rows(reader, statement, column, names):
            yield str(row.value), row.uid
        return
    listed = sorted(names)
    for start in range(0, len(listed), 20):
        some = listed[start : start + 20]
        text = cast(column, Text)
        likely = [text.contains(_written(name), autoescape=True) for name in some]
        for row in reader.rows(statement.where(or_(*likely))):
            for name in reference.names_in(row.value).intersection(some):
                yield name, row.uid


def _rows(reader: Reader, statement: Any, column: Any, values: Iterable[str]) -> Iterator[Any]:
    listed = sorted(values)
    for start in range(0, len(listed), _CHUNK):
        yield from reader.rows(statement.where(column.in_(listed[start : start + _CHUNK])))


def _written(name: str) -> str:
    """A name as it stands in a stored document."""
    return json.dumps(name, ensure_ascii=False)
