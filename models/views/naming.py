# SPDX-License-Identifier: Apache-2.0
"""What records are called in a sentence, and how many of a kind they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.language import Label, Listing, Message, Param, message, plural
from models.tables import (
    AnswerRow,
    Applicant,
    Application,
    Attachment,
    Call,
    Definition,
    LocalTerm,
    Office,
    Operator,
    StageEvent,
    VocabularyVersion,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.reader import Reader
    from models.references import Use
    from models.tables import Record

_SHOWN = 3


def names_of(reader: Reader, table: type[Record], uids: Iterable[str]) -> dict[str, Param]:
    """The names of records by uid."""
    listed, found = sorted(uids), {}
    for start in range(0, len(listed), 400):
        some = listed[start : start + 400]
        for row in reader.rows(select(table.__table__).where(table.uid.in_(some))):
            found[row.uid] = _NAMES[table](row)
    return found


def who_uses(
    reader: Reader, table: type[Record], records: Iterable[str], found: Iterable[Use]
) -> list[Message]:
    """In words: by how many of each kind records of a table are used, and the first of them."""
    by: defaultdict[tuple[str, type[Record]], set[str]] = defaultdict(set)
    for use in found:
        by[use.record, use.table].add(use.by)
    names = names_of(reader, table, records)
    said: list[Message] = []
    for (record, user), uids in by.items():
        if record in names:
            first = list(names_of(reader, user, sorted(uids)[:_SHOWN]).values())
            more = ("…",) if len(uids) > _SHOWN else ()
            said.append(
                message(
                    "“{record}” is used by {users} ({names})",
                    record=names[record],
                    users=_COUNTED[user](len(uids)),
                    names=Listing((*first, *more)),
                )
            )
    return said


_NAMES: dict[type[Record], Callable[[Any], Param]] = {
    AnswerRow: lambda row: row.field,
    Applicant: lambda row: row.name,
    Application: lambda row: row.number,
    Attachment: lambda row: row.slot,
    Call: lambda row: row.title,
    Definition: lambda row: f"{row.key} {row.version}",
    LocalTerm: lambda row: Label(row.zh, row.en),
    Office: lambda row: row.name,
    Operator: lambda row: row.name,
    StageEvent: lambda row: row.stage,
    VocabularyVersion: lambda row: f"{row.key} {row.version}",
}

_COUNTED: dict[type[Record], Callable[[int], Message]] = {
    AnswerRow: lambda n: plural("{n} row of a table", "{n} rows of tables", n=n),
    Applicant: lambda n: plural("{n} applicant", "{n} applicants", n=n),
    Application: lambda n: plural("{n} application", "{n} applications", n=n),
    Attachment: lambda n: plural("{n} attachment", "{n} attachments", n=n),
    Call: lambda n: plural("{n} call", "{n} calls", n=n),
    Definition: lambda n: plural("{n} programme", "{n} programmes", n=n),
    LocalTerm: lambda n: plural("{n} term", "{n} terms", n=n),
    StageEvent: lambda n: plural("{n} stage", "{n} stages", n=n),
    VocabularyVersion: lambda n: plural("{n} vocabulary", "{n} vocabularies", n=n),
}
