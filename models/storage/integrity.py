# SPDX-License-Identifier: Apache-2.0
"""Checking a workspace: the database, the chain of its history, each live row, the attachments.

The verifier needs nothing but the file: it makes every digest anew (`chain`), replays each record from
its history and compares it with the row (`replay`), walks the list of what went out (`ledger`), and
looks for the heads that were printed and backed up (`heads`), so that a history rewritten or cut short
shows (N11). Who can rewrite the whole file can also make a new chain: only the heads that went elsewhere
speak against them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import JSON, Text, cast, func, select, text
from sqlalchemy.exc import DatabaseError

from models.language import message
from models.progress import NoProgress, Progress
from models.search.renew import altered_numbers
from models.storage.attachments import attachment_path
from models.storage.chain import Chain, erased_subjects
from models.storage.files import sha256_of
from models.storage.heads import head_faults
from models.storage.ledger import read_ledger
from models.storage.replay import row_faults
from models.tables import Application, Attachment, Base, FormMap, Trash
from models.tables.names import column_name, record_name
from models.views.paper import kept_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.language import Message
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check looked at and what it found; no faults means that all is well."""

    entries: int
    records: int
    attachments: int
    faults: tuple[Message, ...]


def check_workspace(
    reader: Reader, *, heads: Sequence[tuple[int, str]] = (), progress: Progress | None = None
) -> CheckReport:
    """Check everything; `heads` are further printed heads (entry number, first digits of the hash)."""
    progress = progress or NoProgress()
    faults = [*_database_faults(reader)]
    entries = records = attachments = 0
    if not faults:
        faults += _unreadable(reader)
    if not faults:
        erased = erased_subjects(reader)
        chain = Chain(reader, erased, progress)
        faults += chain.faults()
        entries = chain.entries
        ledger = read_ledger(reader.folder)
        faults += ledger.faults
        faults += head_faults(reader.folder, heads, chain.hashes, ledger)
        for fault in row_faults(reader, erased, progress):
            if isinstance(fault, int):
                records += fault
            else:
                faults.append(fault)
        faults += _emblem_faults(reader)
        for fault in _attachment_faults(reader, progress):
            if isinstance(fault, int):
                attachments += fault
            else:
                faults.append(fault)
        faults += _form_faults(reader)
        if not faults:
            faults += _altered_lists(reader, progress)
    return CheckReport(entries, records, attachments, tuple(faults))


def _database_faults(reader: Reader) -> Iterator[Message]:
    try:
        rows = reader.connection.exec_driver_sql("PRAGMA integrity_check(20)").fetchall()
        reader.connection.rollback()
    except DatabaseError as error:
        yield message("The database is damaged: {detail}", detail=str(error.orig))
        return
    for row in rows:
        if row[0] != "ok":
            yield message("The database is damaged: {detail}", detail=row[0])
    strange = select(text("name")).select_from(text("sqlite_master"))
    for row in reader.rows(strange.where(text("type IN ('trigger', 'view')"))):
        yield message(
            "The database holds “{name}”, put there outside the program: it can alter what is saved.",
            name=row[0],
        )


def _unreadable(reader: Reader) -> Iterator[Message]:
    """Documents that are no JSON any more: everything else needs to read them."""
    for described in sorted(Base.described, key=lambda item: item.__name__):
        table = described.__table__
        key = next(iter(table.primary_key.columns))
        for column in table.columns:
            if not isinstance(column.type, JSON):
                continue
            text = cast(column, Text)
            broken = select(key).where(text.is_not(None), func.json_valid(text) == 0)
            for row in reader.rows(broken.order_by(key).limit(20)):
                yield message(
                    "{table} {record}: “{field}” was altered outside the program and cannot be read.",
                    table=record_name(table.name),
                    record=str(row[0]),
                    field=column_name(column.name),
                )


def _altered_lists(reader: Reader, progress: Progress) -> Iterator[Message]:
    """Applications that lists would sort or filter by something else than their answers."""
    statement = select(Application.id).where(Application.trashed < Trash.EMPTIED)
    ids = [row.id for row in reader.rows(statement.order_by(Application.id))]
    for start in range(0, len(ids), _CHUNK):
        progress.step(start, len(ids), message("Checking records"))
        with reader.snapshot():
            numbers = altered_numbers(reader, ids[start : start + _CHUNK])
        for number in numbers:
            yield message(
                "Application {number}: by what lists sort and filter it was altered outside the"
                " program. It is made anew when the application is edited.",
                number=number,
            )


_CHUNK = 500


def _emblem_faults(reader: Reader) -> Iterator[Message]:
    for sha256 in kept_hashes(reader):
        path = attachment_path(reader.folder, sha256)
        if not path.is_file() or sha256_of(path) != sha256:
            yield message("The file of the office's emblem is gone or altered; set it again.")


def _form_faults(reader: Reader) -> Iterator[Message]:
    """Empty forms whose file is gone, or is not what it was."""
    for row in reader.rows(select(FormMap.key, FormMap.sha256).order_by(FormMap.key)):
        path = attachment_path(reader.folder, row.sha256)
        if not path.is_file():
            yield message("The form {key} is recorded, but its file is gone.", key=row.key)
        elif sha256_of(path) != row.sha256:
            yield message("The form {key} was altered outside the program.", key=row.key)


def _attachment_faults(reader: Reader, progress: Progress) -> Iterator[Message | int]:
    statement = (
        select(Attachment.sha256, Attachment.name, Application.number)
        .outerjoin(Application.__table__, Application.uid == Attachment.owner_uid)
        .where(Attachment.trashed < Trash.EMPTIED)
        .order_by(Attachment.sha256)
    )
    seen = ""
    rows = reader.rows(statement)
    for place, row in enumerate(rows):
        progress.step(place, len(rows), message("Checking attachments"))
        if row.sha256 == seen:
            continue
        seen = row.sha256
        yield 1
        path = attachment_path(reader.folder, row.sha256)
        if not path.is_file():
            yield message(
                "The attachment {name} of {number} is recorded, but its file is gone.",
                name=row.name,
                number=row.number or "—",
            )
        elif sha256_of(path) != row.sha256:
            yield message(
                "The attachment {name} of {number} was altered outside the program.",
                name=row.name,
                number=row.number or "—",
            )
