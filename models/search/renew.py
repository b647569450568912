# SPDX-License-Identifier: Apache-2.0
"""Making stale search rows, listed answers and sort keys anew, after a commit or a crash."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.search.index import remove_rows, tokens_of, write_rows
from models.search.material import completed, listed_answers, material, sort_keys
from models.storage.prepared import Prepared
from models.tables import Applicant, Application, Call, Trash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.reader import Reader


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
        if row["trashed"] == Trash.EMPTIED:
            continue
        record, uid, definition = row["id"], row["uid"], row["definition_uid"]
        programme = reader.library.programme(definition)
        vocabularies = reader.library.vocabularies(definition)
        own = material(programme, vocabularies, row, _cells(cells[uid]))
        kept.add(record)
        wanted = completed(own.tokens, row, (name for (name,) in files[uid]))
        if wanted != tokens_of(base, record):
            indexed.append((record, wanted))
        answers += [(record, *answer) for answer in own.answers]
        key = (own.title_key, own.applicant_key)
        if key != (row["title_key"], row["applicant_key"]):
            keys.append((*key, record))
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
        record = row["id"]
        if base.execute("SELECT 1 FROM stale WHERE application_id = ?", (record,)).fetchone():
            continue
        listed = reader.library.programme(row["definition_uid"]).listed
        wanted = {(record, *answer) for answer in listed_answers(listed, row)}
        keys = sort_keys(row["title"] or "", row["applicant"] or "")
        there = set(base.execute(_ANSWERS, (record,)).fetchall())
        if there != wanted or keys != (row["title_key"], row["applicant_key"]):
            found.append(row["number"])
    return found


_KEYS = "UPDATE application SET title_key = ?, applicant_key = ? WHERE id = ?"
_CELLS = 'SELECT field, "values" FROM answer_row WHERE application_uid = ? AND trashed = 0'
_FILES = "SELECT name FROM attachment WHERE owner_uid = ? AND trashed = 0"
_ANSWERS = (
    "SELECT application_id, field, position, number, text FROM answer WHERE application_id = ?"
)

_Row = tuple[int, str, int, float | None, str | None]
"""A row of `answer`."""


def _records(reader: Reader, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The applications, read by the bare driver: this is half of the work of a save."""
    return [row for item in ids for row in _RECORD.rows(reader.driver, which=item)]


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


def _of_records(
    reader: Reader, statement: str, rows: Sequence[Mapping[str, Any]]
) -> dict[str, list[Any]]:
    """What belongs to each of the records."""
    base = reader.driver
    uids = (row["uid"] for row in rows)
    return {uid: base.execute(statement, (uid,)).fetchall() for uid in uids}


def _cells(rows: Sequence[tuple[str, str]]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Rows of tables with their values read, all at once."""
    values = json.loads(f"[{','.join(text for _, text in rows)}]") if rows else ()
    return zip((table for table, _ in rows), values, strict=True)


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
