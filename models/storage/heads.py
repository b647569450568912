# SPDX-License-Identifier: Apache-2.0
"""The heads of the history that are known from elsewhere: those that went out, and those of backups.

A history that was cut short or rewritten shows by them; so does the list of what went out, by how far
it went when a backup was taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from models.storage.ledger import LEDGER
from models.storage.lock import local_time
from models.storage.manifest import NotABackupError, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from models.language import Message
    from models.storage.ledger import Ledger


def head_faults(
    folder: Path, given: Sequence[tuple[int, str]], hashes: Mapping[int, str], ledger: Ledger
) -> Iterator[Message]:
    """Where the chain does not hold what is known from elsewhere; `hashes` are those of the chain."""
    known = [(sequence, digits, message("given")) for sequence, digits in given]
    known += _issued(ledger)
    for backup in sorted((folder / "backups").glob("*.zip")):
        text = message("kept in the backup {name}", name=backup.name)
        try:
            manifest = read_manifest(backup)
            head, end = manifest["head"], manifest.get("ledger")
            if head:
                known.append((int(head["sequence"]), str(head["hash"]), text))
            if end and ledger.lines.get(int(end["line"])) != end["hash"]:
                yield message(
                    "What went out: {file} was cut short or rewritten: its line {n} is not the one"
                    " {where}.",
                    file=LEDGER,
                    n=int(end["line"]),
                    where=text,
                )
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


def _issued(ledger: Ledger) -> Iterator[tuple[int, str, Message]]:
    for issue in ledger.issues:
        text = message("printed on {date}", date=local_time(issue.at))
        yield issue.head.sequence, issue.head.hash, text
