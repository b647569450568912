# SPDX-License-Identifier: Apache-2.0
"""Making stale search rows, listed answers and sort keys anew, after a commit or a crash."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from models.language import Language
from models.programme.schema import NUMERIC, FieldType, FormField
from models.programme.values import read
from models.rules.regions import regions
from models.search.index import remove_rows, write_rows
from models.search.pinyin import sort_key
from models.search.tokens import tokens
from models.tables import Answer, AnswerRow, Application, Attachment, Call, Stale, Trash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.programme.vocabulary import Vocabulary
    from models.reader import Reader

_CHUNK = 500
_LONGEST_ANSWER = 2000


def stale_ids(reader: Reader, limit: int = _CHUNK) -> list[int]:
    """Some of the applications whose search rows are stale."""
    rows = reader.rows(select(Stale.application_id).order_by(Stale.application_id).limit(limit))
    return [row.application_id for row in rows]


def renew(reader: Reader, ids: Sequence[int]) -> None:
    """Make the derived rows of applications anew; the caller is in a transaction."""
    connection = reader.connection
    found = reader.rows(select(Application.__table__).where(Application.id.in_(ids)))
    uids = [row.uid for row in found]
    cells = _by_application(reader, AnswerRow, AnswerRow.application_uid, uids)
    files = _by_application(reader, Attachment, Attachment.owner_uid, uids)
    calls = {row.uid: row for row in reader.rows(select(Call.uid, Call.title, Call.key))}
    indexed: list[tuple[int, str]] = []
    answers: list[dict[str, Any]] = []
    keys: list[dict[str, Any]] = []
    for row in found:
        if row.trashed == Trash.EMPTIED:
            continue
        programme = reader.library.programme(row.definition_uid)
        vocabularies = reader.library.vocabularies(row.definition_uid)
        names = [row.title or "", row.applicant or ""]
        call = calls.get(row.call_uid)
        texts = [
            *names,
            row.number,
            row.credit_code or "",
            row.number[len(row.number_prefix) :],
            call.title if call else "",
            *_region_texts(row.region),
            *_term_texts(row, vocabularies),
            *_answer_texts(programme.fields, row, vocabularies),
            *(text for cell in cells[row.uid] for text in _strings(cell.values)),
            *(file.name for file in files[row.uid]),
        ]
        terms = [*_term_texts(row, vocabularies), *_people(programme.fields, row)]
        indexed.append((row.id, tokens(texts, names=[*names, *terms])))
        answers += _answers(programme.fields, row)
        keys.append(
            {
                "which": row.id,
                "new_title": sort_key(row.title or ""),
                "new_applicant": sort_key(row.applicant or ""),
            }
        )
    connection.execute(delete(Answer).where(Answer.application_id.in_(ids)))
    if answers:
        connection.execute(insert(Answer), answers)
    remove_rows(connection, set(ids) - {record for record, _ in indexed})
    if indexed:
        write_rows(connection, indexed)
        connection.execute(_KEYS, keys)
    connection.execute(delete(Stale).where(Stale.application_id.in_(ids)))


_KEYS = (
    update(Application)
    .where(Application.id == bindparam("which"))
    .values(title_key=bindparam("new_title"), applicant_key=bindparam("new_applicant"))
)


def _by_application(
    reader: Reader, table: Any, owner: Any, uids: Sequence[str]
) -> defaultdict[str, list[Any]]:
    statement = select(table.__table__).where(owner.in_(uids), table.trashed == Trash.LIVE)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in reader.rows(statement):
        found[getattr(row, owner.key)].append(row)
    return found


def _region_texts(region: str | None) -> list[str]:
    return [region, regions().path(region) or ""] if region else []


def _term_texts(row: Any, vocabularies: Mapping[str, Vocabulary]) -> list[str]:
    named = [("directions", row.direction), ("products", row.product)]
    named += [(key, item) for key, items in (row.tags or {}).items() for item in items]
    found: list[str] = []
    for key, item in named:
        if not item:
            continue
        vocabulary = vocabularies.get(key)
        term = vocabulary.get(item) if vocabulary else None
        found += [term.label.zh, term.label.en] if term else [item]
    return found


def _people(fields: Mapping[str, FormField], row: Any) -> Iterator[str]:
    for key, value in (row.answers or {}).items():
        field = fields.get(key)
        if field is not None and field.type is FieldType.PERSON:
            yield str(value)


def _answer_texts(
    fields: Mapping[str, FormField], row: Any, vocabularies: Mapping[str, Vocabulary]
) -> Iterator[str]:
    for document in (row.answers, row.office_answers):
        for key, value in (document or {}).items():
            field = fields.get(key)
            if field is not None and field.type in {FieldType.CHOICE, FieldType.CHOICES}:
                chosen = value if isinstance(value, list) else [value]
                labels = {choice.id: choice.label.text(Language.ZH) for choice in field.choices}
                yield from (labels.get(item, str(item)) for item in chosen)
            elif field is not None and field.type in {FieldType.TERM, FieldType.TERMS}:
                vocabulary = vocabularies.get(field.vocabulary or "")
                for item in value if isinstance(value, list) else [value]:
                    yield vocabulary.label_of(item).zh if vocabulary else str(item)
            elif field is not None and field.type is FieldType.REGION:
                yield from _region_texts(str(value))
            else:
                yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _strings(item)
        case list():
            for item in value:
                yield from _strings(item)
        case _:
            return


def _answers(fields: Mapping[str, FormField], row: Any) -> Iterator[dict[str, Any]]:
    for key, items in (row.tags or {}).items():
        for place, item in enumerate(items):
            yield _answer(row.id, f"tags/{key}", place, text=item)
    for key, field in fields.items():
        if not field.listed:
            continue
        document = row.office_answers if key in (row.office_answers or {}) else row.answers
        stored = (document or {}).get(key)
        if stored is None:
            continue
        value = read(field, stored)
        if field.type in NUMERIC and isinstance(value, int | Decimal):
            yield _answer(row.id, key, 0, number=float(value))
        elif isinstance(value, tuple):
            for place, item in enumerate(value):
                yield _answer(row.id, key, place, text=item)
        else:
            yield _answer(row.id, key, 0, text=str(stored)[:_LONGEST_ANSWER])


def _answer(
    record: int, field: str, place: int, *, number: float | None = None, text: str | None = None
) -> dict[str, Any]:
    return {
        "application_id": record,
        "field": field,
        "position": place,
        "number": number,
        "text": text,
    }
