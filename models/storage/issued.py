# SPDX-License-Identifier: Apache-2.0
"""The heads of the history that are known from elsewhere: those that went out on paper, and backups'.

A history that was cut short or rewritten shows by them. What went out is noted beside the database,
without the names of files: these name titles and applicants, which may have to be erased some day.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from models.language import message
from models.storage.lock import local_time, utc_now
from models.storage.manifest import NotABackupError, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from models.dossier import HistoryHead
    from models.language import Message

ISSUED_HEADS = "heads.jsonl"
"""In `exports/`: when files were issued under which head, one JSON object a line."""


def note_issued(folder: Path, head: HistoryHead, files: int) -> None:
    """Note that files were issued under a head; a folder that cannot be written keeps no note."""
    if not files:
        return
    noted = {"at": utc_now(), "files": files, "sequence": head.sequence, "hash": head.hash}
    with suppress(OSError), (folder / "exports" / ISSUED_HEADS).open("a", encoding="utf-8") as log:
        log.write(f"{json.dumps(noted)}\n")


def head_faults(
    folder: Path, given: Sequence[tuple[int, str]], hashes: Mapping[int, str]
) -> Iterator[Message]:
    """Where the chain does not hold what is known from elsewhere; `hashes` are those of the chain."""
    known = [(sequence, digits, message("given")) for sequence, digits in given]
    known += _issued(folder)
    for backup in sorted((folder / "backups").glob("*.zip")):
        try:
            head = read_manifest(backup)["head"]
            if head:
                text = message("kept in the backup {name}", name=backup.name)
                known.append((int(head["sequence"]), str(head["hash"]), text))
        except (NotABackupError, KeyError, TypeError, ValueError):
            yield message("The backup {name} cannot be read.", name=backup.name)
    for sequence, digits, where in known:
        found = hashes.get(sequence)
        if found is None:
            yield message(
                "History: it is cut short: entry {n} was {where}, and is not there any more.",
                n=sequence,
                where=where,
            )
        elif not found.startswith(digits):
            yield message(
                "History: it was rewritten: entry {n} is another one than was {where}.",
                n=sequence,
                where=where,
            )


def _issued(folder: Path) -> Iterator[tuple[int, str, Message]]:
    file = folder / "exports" / ISSUED_HEADS
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            noted = json.loads(line)
            text = message("printed on {date}", date=local_time(str(noted["at"])))
            yield int(noted["sequence"]), str(noted["hash"]), text
        except (ValueError, KeyError, TypeError):
            continue
