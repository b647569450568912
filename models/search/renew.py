# SPDX-License-Identifier: Apache-2.0
"""Making stale search rows, listed answers and sort keys anew, after a commit or a crash."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.language import Language
from models.programme.schema import NUMERIC, FieldType, FormField
from models.programme.values import read
from models.rules.regions import regions
from models.search.index import remove_rows, tokens_of, write_rows
from models.search.pinyin import sort_key
from models.search.tokens import tokens
from models.storage.prepared import Prepared
from models.tables import Applicant, Application, Call, Trash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from models.programme.vocabulary import Vocabulary
    from models.reader import Reader

_LONGEST_ANSWER = 2000


def renew(reader: Reader, ids: Sequence[int]) -> None:
    """Make the derived rows of applications anew; the caller is in a transaction."""
    base = reader.driver
    found = _records(reader, ids)
    cells = _of_records(reader, _CELLS, found)
    files = _of_records(reader, _FILES, found)
    indexed: list[tuple[int, str]] = []
    answers: list[_Row] = []
    keys: list[tuple[str, str, int]] = []
    kept: set[int] = set()
    for row in found:
        if row.trashed == Trash.EMPTIED:
            continue
        programme = reader.library.programme(row.definition_uid)
        vocabularies = reader.library.vocabularies(row.definition_uid)
        names = [
            *(row.title or "", row.applicant or "", row.master or ""),
            *_term_texts(row, vocabularies),
            *_people(programme.fields, row),
        ]
        texts = [
            *(row.former_names or ()),
            *(row.aliases or ()),
            f"{row.number} {row.number[len(row.number_prefix) :]} {row.credit_code or ''}",
            row.call or "",
            _region_text(row.region),
            *_answer_texts(programme.fields, row, vocabularies),
            *_cell_texts(programme.tables, cells[row.uid], vocabularies),
            *(name for (name,) in files[row.uid]),
        ]
        kept.add(row.id)
        wanted = tokens(texts, names=names)
        if wanted != tokens_of(base, row.id):
            indexed.append((row.id, wanted))
        answers += _answers(programme.listed, row)
        key = (sort_key(row.title or ""), sort_key(row.applicant or ""))
        if key != (row.title_key, row.applicant_key):
            keys.append((*key, row.id))
    _write_answers(reader, ids, answers)
    remove_rows(base, set(ids) - kept)
    write_rows(base, indexed)
    if keys:
        base.executemany(_KEYS, keys)
    base.executemany("DELETE FROM stale WHERE application_id = ?", [(item,) for item in ids])


def altered_numbers(reader: Reader, ids: Sequence[int]) -> list[str]:
    """The numbers of those whose listed answers or sort keys are not what their answers say.

    Those that are marked as stale are made anew at the next opening anyway.
    """
    base, found = reader.driver, []
    for row in _records(reader, ids):
        if base.execute("SELECT 1 FROM stale WHERE application_id = ?", (row.id,)).fetchone():
            continue
        wanted = set(_answers(reader.library.programme(row.definition_uid).listed, row))
        keys = (sort_key(row.title or ""), sort_key(row.applicant or ""))
        there = set(base.execute(_ANSWERS, (row.id,)).fetchall())
        if there != wanted or keys != (row.title_key, row.applicant_key):
            found.append(row.number)
    return found


_KEYS = "UPDATE application SET title_key = ?, applicant_key = ? WHERE id = ?"
_CELLS = 'SELECT field, "values" FROM answer_row WHERE application_uid = ? AND trashed = 0'
_FILES = "SELECT name FROM attachment WHERE owner_uid = ? AND trashed = 0"
_ANSWERS = (
    "SELECT application_id, field, position, number, text FROM answer WHERE application_id = ?"
)

_Row = tuple[int, str, int, float | None, str | None]
"""A row of `answer`."""


def _records(reader: Reader, ids: Sequence[int]) -> list[Any]:
    """The applications, read by the bare driver: this is half of the work of a save."""
    rows = (row for item in ids for row in _RECORD.rows(reader.driver, which=item))
    return [SimpleNamespace(**row) for row in rows]


_NAMED = (
    *("id", "uid", "number", "number_prefix", "definition_uid", "title", "applicant"),
    *("credit_code", "region", "direction", "product", "variant", "tags", "answers"),
    *("office_answers", "verified", "trashed", "title_key", "applicant_key"),
)
_RECORD = Prepared(
    select(
        *(Application.__table__.c[name] for name in _NAMED),
        *(Call.title.label("call"), Applicant.name.label("master")),
        *(Applicant.former_names, Applicant.aliases),
    )
    .outerjoin(Call, Call.uid == Application.call_uid)
    .outerjoin(Applicant, Applicant.uid == Application.applicant_uid)
    .where(Application.__table__.c.id == bindparam("which"))
)


def _of_records(reader: Reader, statement: str, rows: Sequence[Any]) -> dict[str, list[Any]]:
    """What belongs to each of the records."""
    base = reader.driver
    return {row.uid: base.execute(statement, (row.uid,)).fetchall() for row in rows}


def _write_answers(reader: Reader, ids: Sequence[int], wanted: list[_Row]) -> None:
    """Put listed answers in place of those that were there; the same ones stay untouched."""
    base = reader.driver
    there = {row for item in ids for row in base.execute(_ANSWERS, (item,)).fetchall()}
    if gone := [row[:3] for row in there - set(wanted)]:
        base.executemany(
            "DELETE FROM answer WHERE application_id = ? AND field = ? AND position = ?", gone
        )
    if new := [row for row in wanted if row not in there]:
        base.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", new)


@lru_cache(maxsize=4_000)
def _region_text(region: str | None) -> str:
    return f"{region} {regions().path(region)}" if region else ""


def _term_texts(row: Any, vocabularies: Mapping[str, Vocabulary]) -> list[str]:
    named = [("directions", row.direction), ("products", row.product)]
    named += [(key, item) for key, items in (row.tags or {}).items() for item in items]
    found: list[str] = []
    for key, item in named:
        if not item:
            continue
        vocabulary = vocabularies.get(key)
        term = vocabulary.get(item) if vocabulary else None
        found.append(f"{term.label.zh} {term.label.en}" if term else item)
    return found


def _people(fields: Mapping[str, FormField], row: Any) -> Iterator[str]:
    for key, value in (row.answers or {}).items():
        field = fields.get(key)
        if field is not None and field.type is FieldType.PERSON:
            yield str(value)


def _answer_texts(
    fields: Mapping[str, FormField], row: Any, vocabularies: Mapping[str, Vocabulary]
) -> Iterator[str]:
    for document in (row.answers, row.office_answers, {"variant": row.variant}):
        yield from _texts(fields, document or {}, vocabularies)
    for key, found in (row.verified or {}).items():
        yield from _texts(fields, {key: found["value"]}, vocabularies)
        yield found.get("source", "")


def _cell_texts(
    tables: Mapping[str, FormField],
    cells: Sequence[tuple[str, str]],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[str]:
    if not cells:
        return
    used = {key: tables[key].columns for key, _ in cells if key in tables}
    columns = {
        key: {column.id: column for column in some if column.type in _NAMED_BY_ID}
        for key, some in used.items()
    }
    rows = json.loads(f"[{','.join(values for _, values in cells)}]")
    for (key, _), values in zip(cells, rows, strict=True):
        yield from _texts(columns.get(key, {}), values, vocabularies)


def _texts(
    fields: Mapping[str, FormField],
    values: Mapping[str, Any],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[str]:
    """What stands on the screen for stored values: names, never ids, where there are some."""
    for key, value in values.items():
        field = fields.get(key)
        if field is not None and field.type in _NAMED_BY_ID:
            yield from _names(field, value, vocabularies)
        elif isinstance(value, str):
            yield value
        else:
            yield from _strings(value)


def _names(field: FormField, value: Any, vocabularies: Mapping[str, Vocabulary]) -> Iterable[str]:
    if field.type is FieldType.REGION:
        return [_region_text(value)]
    chosen = value if isinstance(value, list) else [] if value is None else [value]
    if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        labels = field.choice_labels
        return (labels[item].text(Language.ZH) if item in labels else str(item) for item in chosen)
    vocabulary = vocabularies.get(field.vocabulary or "")
    return (vocabulary.label_of(item).zh if vocabulary else str(item) for item in chosen)


_NAMED_BY_ID = frozenset(
    {FieldType.CHOICE, FieldType.CHOICES, FieldType.TERM, FieldType.TERMS, FieldType.REGION}
)


def _strings(value: Any) -> list[str]:
    """Every text inside a stored value."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return found


def _answers(listed: Mapping[str, FormField], row: Any) -> Iterator[_Row]:
    for key, items in (row.tags or {}).items():
        for place, item in enumerate(items):
            yield _answer(row.id, f"tags/{key}", place, text=item)
    for key, field in listed.items():
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
) -> _Row:
    return (record, field, place, number, text)
