# SPDX-License-Identifier: Apache-2.0
"""Which applications use a term that the office added to a vocabulary."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, or_, select

from models.tables import AnswerRow, Application, Definition, LocalTerm, Trash

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from models.reader import Reader

_FACTS = {"direction": "directions", "product": "products"}
_DOCUMENTS = ("tags", "answers", "office_answers")


def term_uses(reader: Reader, terms: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Term, application and column of each use of terms by applications that are in use."""
    statement = select(LocalTerm.uid, LocalTerm.vocabulary, LocalTerm.key)
    fields = _fields(reader)
    for term in reader.rows(statement.where(LocalTerm.uid.in_(terms))):
        for fact, vocabulary in _FACTS.items():
            if vocabulary == term.vocabulary:
                column = getattr(Application, fact)
                for row in reader.rows(_live.where(column == term.key)):
                    yield term.uid, row.uid, fact
        written = json.dumps(term.key, ensure_ascii=False)
        columns = [getattr(Application, name) for name in _DOCUMENTS]
        likely = or_(*(cast(item, Text).contains(written, autoescape=True) for item in columns))
        for row in reader.rows(_live.add_columns(*columns).where(likely)):
            for name in _DOCUMENTS:
                if _uses(getattr(row, name), term, fields):
                    yield term.uid, row.uid, name
        cells = AnswerRow.__table__.c["values"]
        rows = (
            _live.add_columns(cells.label("cells"))
            .join(AnswerRow, AnswerRow.application_uid == Application.uid)
            .where(AnswerRow.trashed == Trash.LIVE, cast(cells, Text).contains(written))
        )
        for row in reader.rows(rows):
            if _uses(row.cells, term, fields):
                yield term.uid, row.uid, "values"


_live = select(Application.uid).where(Application.trashed == Trash.LIVE)


def leaves(value: Any) -> Iterator[str]:
    """All texts in a document."""
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from leaves(item)
        case list():
            for item in value:
                yield from leaves(item)


def _uses(document: Any, term: Any, fields: Mapping[str, set[str]]) -> bool:
    """Whether a document holds a term: by field or column, or (tags) by vocabulary."""
    return any(
        term.vocabulary in fields.get(name, {name}) and term.key in leaves(value)
        for name, value in (document or {}).items()
    )


def _fields(reader: Reader) -> Mapping[str, set[str]]:
    """The vocabularies of fields and columns, over all definitions that are kept."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in reader.rows(select(Definition.uid).where(Definition.trashed == Trash.LIVE)):
        for field in reader.library.programme(row.uid).fields.values():
            for item in (field, *field.columns):
                if item.vocabulary:
                    found[item.id].add(item.vocabulary)
    return found
