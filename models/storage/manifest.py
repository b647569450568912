# SPDX-License-Identifier: Apache-2.0
"""What a backup says of itself: of which workspace, when, why, how much, and the head of its history."""

from __future__ import annotations

import json
import sqlite3
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import Message, message
from models.storage.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
FORMAT = 1

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What reading a damaged package raises."""


class NotABackupError(UserError):
    """The file is no backup, or it is not whole."""

    def __init__(self, path: Path, fault: str | Message | Exception) -> None:
        detail = _in_words(fault) if isinstance(fault, Exception) else fault
        super().__init__(
            message("{path} is not a sound backup: {detail}", path=str(path), detail=detail)
        )


def _in_words(fault: Exception) -> Message:
    match fault:
        case zipfile.BadZipFile():
            return message("it is no zip archive, or one that was cut short or damaged")
        case KeyError():
            named = str(fault.args[0]).split("'")  # zipfile: There is no item named 'x' …
            return message("{name} is missing in it", name=named[1] if named[1:] else named[0])
        case OSError():
            return message("the system does not let it be read")
        case _:
            return message("what it holds is damaged")


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup among others.

    Attributes:
        workspace: The uid of the office whose register it holds.
        sequence, head: The last entry of its history, which says how far it goes; the clock that
            stamped it may have been wrong.
        seconds: How long it took.
    """

    path: Path
    workspace: str
    office: str
    sequence: int
    head: str
    made: datetime
    seconds: float

    @property
    def rank(self) -> tuple[int, datetime, str]:
        """Where it stands among the backups of its workspace; the newest comes last."""
        return (self.sequence, self.made, self.path.name)


def make_manifest(copy: Path, reason: str, ledger: Mapping[str, Any] | None) -> dict[str, Any]:
    """The manifest of a copy of a database, and of the end of the list of what went out."""
    with closing(sqlite3.connect(copy)) as connection:
        office = connection.execute("SELECT uid, name FROM office ORDER BY uid LIMIT 1").fetchone()
        head = connection.execute(
            "SELECT sequence, hash FROM history_entry ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        counted = ("application", "applicant", "call", "attachment", "history_entry")
        return {
            "format": FORMAT,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "reason": reason,
            "workspace": office[0] if office else "",
            "office": office[1] if office else "",
            "counts": {
                name: connection.execute(_COUNT.format(name) + _IN_USE.get(name, "")).fetchone()[0]
                for name in counted
            },
            "head": {"sequence": head[0], "hash": head[1]} if head else None,
            "ledger": ledger,
            "database": sha256_of(copy),
            "attachments": _stored(connection),
        }


def _stored(connection: sqlite3.Connection) -> list[str]:
    """The files that records name: attachments, the empty forms that are filled, the emblem."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('attachment', 'form_map')"
    ).fetchall()  # a backup before an upgrade has the tables of an older version
    named = " UNION ".join(_NAMED[table] for (table,) in sorted(tables))
    if ("form_map",) in tables:  # since then the office has a template too
        named += _EMBLEM
    return [row[0] for row in connection.execute(f"{named} ORDER BY sha256")]


_NAMED = {
    name: f"SELECT sha256 FROM {name} WHERE trashed < 2"  # noqa: S608 - names of our own tables
    for name in ("attachment", "form_map")
}
_EMBLEM = (
    " UNION SELECT json_extract(paper, '$.office.emblem') FROM office"
    " WHERE json_extract(paper, '$.office.emblem') != ''"
)
_COUNT = "SELECT count(*) FROM {}"
_IN_USE = dict.fromkeys(("application", "applicant", "call", "attachment"), " WHERE trashed = 0")


def read_manifest(backup: Path) -> dict[str, Any]:
    """What a backup says of itself.

    Raises:
        NotABackupError: It is none.
    """
    try:
        with zipfile.ZipFile(backup) as package:
            found: Any = json.loads(package.read(MANIFEST))
    except (OSError, ValueError, KeyError, RuntimeError, RecursionError, *DAMAGED) as error:
        raise NotABackupError(backup, error) from error
    if not isinstance(found, dict):
        raise NotABackupError(backup, MANIFEST)
    return found


def kept_in(folder: Path) -> tuple[list[Kept], list[Path]]:
    """The backups in a folder, the newest last, and the files that cannot be read as one."""
    kept: list[Kept] = []
    unreadable: list[Path] = []
    for path in sorted(folder.glob("*.zip")):
        try:
            kept.append(_kept(path))
        except NotABackupError:
            unreadable.append(path)
    return sorted(kept, key=lambda item: item.rank), unreadable


def _kept(path: Path) -> Kept:
    manifest = read_manifest(path)
    try:
        head = manifest["head"] or {"sequence": 0, "hash": ""}
        made = datetime.fromisoformat(manifest["made"])
        return Kept(
            path=path,
            workspace=str(manifest["workspace"]),
            office=str(manifest["office"]),
            sequence=int(head["sequence"]),
            head=str(head["hash"]),
            made=made if made.tzinfo else made.replace(tzinfo=UTC),
            seconds=float(manifest["seconds"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotABackupError(path, error) from error
