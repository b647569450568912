# SPDX-License-Identifier: Apache-2.0
"""The file with all that went out: a line an issue, each with the hash of the line before.

It lies beside the database, since somebody who may only read a shared folder prints as well. Lines are
only added, under a lock of their own and flushed to the disk; what is said later, to whom an issue
went, is a further line. No line holds a title or an applicant, and no name of a file that may: what is
erased from the register must not live on here. Words that a user put into an order (what to withhold,
what to list) may name somebody all the same: they stand apart, under a seal with salt, so that they can
be erased and the chain stands, as in the history.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from models.dossier import HistoryHead
from models.errors import UserError
from models.history import GENESIS
from models.language import message
from models.ledger import Issue, IssuedFile
from models.orders import words_of
from models.storage.files import in_words, written_aside

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from models.language import Message

LEDGER = "ledger.jsonl"
_LOCK = "ledger.lock"
_PATIENCE_S = 10
_CHUNK = 1 << 16
_ISSUED, _SAID = "issued", "said"
_WORDS = "words"
"""Under this key stands what users said in an order, until it is erased."""


class CannotNoteError(UserError):
    """The list of what went out cannot be written."""

    def __init__(self, path: Path, error: Exception) -> None:
        detail = (
            message("somebody else writes just now") if isinstance(error, Timeout)
            else in_words(error)
        )  # fmt: skip
        super().__init__(
            message(
                "{path} cannot be written ({detail}), so this is not in the list of what went out."
                " What was made is whole; keep a note of your own of what went to whom.",
                path=str(path),
                detail=detail,
            )
        )


@dataclass(frozen=True, slots=True)
class Ledger:
    """What went out so far.

    Attributes:
        issues: In their order.
        lines: The hash of each line that can be read, by its number.
        faults: Where it was altered; the first bad line comes first.
    """

    issues: tuple[Issue, ...]
    lines: Mapping[int, str]
    faults: tuple[Message, ...]

    def issue(self, which: int) -> Issue | None:
        """An issue by its id."""
        return next((item for item in self.issues if item.id == which), None)


def ledger_path(folder: Path) -> Path:
    """Where the ledger of a workspace lies."""
    return folder / "exports" / LEDGER


def note_issue(folder: Path, issue: Issue) -> int:
    """Note an issue; the id that it got comes back (the one it bears counts for nothing).

    Raises:
        CannotNoteError: The folder cannot be written.
    """
    with _appending(folder) as end:
        number = end.issues + 1
        end.write({"kind": _ISSUED, **_to_json(issue), "id": number}, issues=number)
    return number


def erase_words(folder: Path, subjects: Container[str]) -> None:
    """Erase what users said in orders that name one of these (applications, or calls of them).

    Such an order can be made again no more; that it was made, and the hashes of its files, stay.

    Raises:
        CannotNoteError: The folder cannot be written.
    """
    path = ledger_path(folder)
    if not path.is_file():
        return
    try:
        with FileLock(path.with_name(_LOCK), timeout=_PATIENCE_S, is_singleton=False):
            before = path.read_bytes()
            after = b"".join(
                _without_words(text, subjects) for text in before.splitlines(keepends=True)
            )
            if after != before:
                with written_aside(path, replace=True) as aside:
                    aside.write_bytes(after)
    except OSError as error:
        raise CannotNoteError(path, error) from error


def _without_words(text: bytes, subjects: Container[str]) -> bytes:
    found = _parsed(text)
    if found is None or _WORDS not in found or not _is_sound(found):
        return text
    order = found.get("order", {})
    named = [order.get("call"), order.get("application"), *(order.get("applications") or ())]
    if not any(isinstance(uid, str) and uid in subjects for uid in named):
        return text
    rest = {name: value for name, value in found.items() if name != _WORDS}
    return _CANONICAL.encode(rest).encode("utf-8", "surrogatepass") + b"\n"


def note_recipient(folder: Path, which: int, said: Mapping[str, str]) -> None:
    """Note to whom an issue went; `said` holds recipient, note, at, operator, account, machine.

    Raises:
        CannotNoteError: The folder cannot be written.
    """
    with _appending(folder) as end:
        end.write({"kind": _SAID, "id": which, **said}, issues=end.issues)


def read_ledger(folder: Path) -> Ledger:
    """Read what went out; a damaged line hides no other."""
    issues: dict[int, Issue] = {}
    lines: dict[int, str] = {}
    faults: list[Message] = []
    previous = GENESIS
    for number, text in enumerate(_lines(ledger_path(folder)), 1):
        found = _parsed(text)
        if found is None or not _read_into(issues, found):
            unreadable = message(
                "What went out: line {n} of {file} cannot be read.", n=number, file=LEDGER
            )
            faults.append(unreadable)
            continue
        if found.get("line") != number or found.get("previous") != previous:
            faults.append(
                message(
                    "What went out: line {n} of {file} does not follow from the one before it: a"
                    " line was removed, put in or altered.",
                    n=number,
                    file=LEDGER,
                )
            )
        if found.get("hash") != _hash(found) or not _is_sealed(found):
            faults.append(
                message("What went out: line {n} of {file} was altered.", n=number, file=LEDGER)
            )
        previous = lines[number] = str(found.get("hash"))
    return Ledger(tuple(issues.values()), lines, tuple(faults))


def copy_ledger(folder: Path, place: Path) -> dict[str, Any] | None:
    """Copy the whole lines of the ledger into a folder; number and hash of the last one come back."""
    lines = list(_lines(ledger_path(folder)))
    if not lines:
        return None
    with (place / LEDGER).open("wb") as copy:
        for text in lines:
            copy.write(text.rstrip(b"\n") + b"\n")
    last = _parsed(lines[-1])
    return {"line": len(lines), "hash": last.get("hash") if last else None}


@contextmanager
def _appending(folder: Path) -> Iterator[_End]:
    path = ledger_path(folder)
    try:
        path.parent.mkdir(exist_ok=True)
        with (
            FileLock(path.with_name(_LOCK), timeout=_PATIENCE_S, is_singleton=False),
            path.open("ab+") as file,
        ):
            yield _end_of(file)
    except OSError as error:
        raise CannotNoteError(path, error) from error


@dataclass(frozen=True, slots=True)
class _End:
    """Where the ledger goes on.

    Attributes:
        line, previous: Number and hash of its last line.
        issues: How many issues it has.
    """

    file: BinaryIO
    line: int
    previous: str
    issues: int

    def write(self, values: Mapping[str, Any], *, issues: int) -> None:
        """Add a line, and see that it is on the disk."""
        chained = {"line": self.line + 1, "issues": issues, "previous": self.previous, **values}
        text = _CANONICAL.encode({**chained, "hash": _hash(chained)})
        self.file.write(text.encode("utf-8", "surrogatepass") + b"\n")
        self.file.flush()
        os.fsync(self.file.fileno())


def _end_of(file: BinaryIO) -> _End:
    """The end of the file, once what a loss of power left half written there is gone."""
    start, last = _last_line(file)
    if last and not last.endswith(b"\n"):
        if _is_sound(_parsed(last)):
            file.write(b"\n")
        else:  # nobody was told that it was noted
            file.truncate(start)
            start, last = _last_line(file)
    found = _parsed(last)
    if not last:
        return _End(file, 0, GENESIS, 0)
    if found is not None and _is_sound(found):
        return _End(file, found["line"], found["hash"], found["issues"])
    return _end_of_damaged(file)


def _end_of_damaged(file: BinaryIO) -> _End:
    """Behind a damaged last line it goes on from the last one that can be read."""
    file.seek(0)
    count, previous, issues = 0, GENESIS, 0
    for text in file:
        count += 1
        if (found := _parsed(text)) is not None:
            previous = str(found.get("hash"))
            issues = max(issues, *(n for n in (found.get("issues"), found.get("id"))
                                   if isinstance(n, int)), 0)  # fmt: skip
    return _End(file, count, previous, issues)


def _last_line(file: BinaryIO) -> tuple[int, bytes]:
    """The last line and where it begins, however long the file."""
    start = end = file.seek(0, os.SEEK_END)
    tail = b""
    while start:
        size = min(_CHUNK, start)
        start -= size
        file.seek(start)
        tail = file.read(size) + tail
        cut = tail.rfind(b"\n", 0, max(len(tail) - 1, 0))
        if cut >= 0:
            return start + cut + 1, tail[cut + 1 :]
    return end - len(tail), tail


def _lines(path: Path) -> Iterator[bytes]:
    """The lines, without one that is being written, or that a loss of power cut."""
    with suppress(OSError), path.open("rb") as file:
        for text in file:
            if text.endswith(b"\n") or _is_sound(_parsed(text)):
                yield text


def _parsed(text: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_sound(found: Mapping[str, Any] | None) -> bool:
    """Whether it is a line as it was written."""
    if found is None or found.get("hash") != _hash(found):
        return False
    return all(isinstance(found.get(name), int) for name in ("line", "issues"))


def _hash(values: Mapping[str, Any]) -> str:
    """The hash of a line: over all but itself, and of the words over their seal."""
    return _digest({name: values[name] for name in values.keys() - {"hash", _WORDS}})


def _is_sealed(found: Mapping[str, Any]) -> bool:
    """Whether its words are those that were said; they may be erased."""
    return _WORDS not in found or found.get("seal") == _digest(found[_WORDS])


def _digest(value: Any) -> str:
    return hashlib.sha256(_CANONICAL.encode(value).encode("utf-8", "surrogatepass")).hexdigest()


def _to_json(issue: Issue) -> dict[str, Any]:
    order = dict(issue.stored_order)
    said = {name: order.pop(name) for name in words_of(issue.kind) if order.get(name)}
    words = {**said, "salt": os.urandom(8).hex()} if said else None
    return {
        **({_WORDS: words, "seal": _digest(words)} if words else {}),
        "at": issue.at,
        "office": issue.office,
        "operator": issue.operator,
        "account": issue.account,
        "machine": issue.machine,
        "made_with": dict(issue.made_with),
        "order": order,
        "day": issue.day.isoformat(),
        "head": {"sequence": issue.head.sequence, "hash": issue.head.hash},
        "in_folder": issue.in_folder,
        "recipient": issue.recipient,
        "note": issue.note,
        "files": [asdict(file) for file in issue.files],
    }


def _read_into(issues: dict[int, Issue], found: Mapping[str, Any]) -> bool:
    """Take in what a line says; whether it says anything."""
    try:
        which = int(found["id"])
        if found["kind"] == _SAID:
            issues[which] = replace(
                issues[which],
                recipient=str(found["recipient"]),
                note=str(found["note"]),
                said=str(found["at"]),
            )
        else:
            issues[which] = _from_json(which, found)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return True


def _from_json(which: int, found: Mapping[str, Any]) -> Issue:
    texts = {name: str(found[name]) for name in _TEXTS}
    recipient = texts["recipient"]
    return Issue(
        **texts,
        id=which,
        made_with={str(key): str(value) for key, value in found["made_with"].items()},
        stored_order={**found["order"], **_without_salt(found.get(_WORDS, {}))},
        words_erased="seal" in found and _WORDS not in found,
        day=date.fromisoformat(found["day"]),
        head=HistoryHead(int(found["head"]["sequence"]), str(found["head"]["hash"])),
        in_folder=bool(found["in_folder"]),
        files=tuple(
            IssuedFile(
                name=str(file["name"]),
                size=int(file["size"]),
                sha256=str(file["sha256"]),
                number=str(file["number"]),
                code=str(file["code"]),
            )
            for file in found["files"]
        ),
        said=texts["at"] if recipient else "",
    )


def _without_salt(words: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in words.items() if name != "salt"}


_TEXTS = ("at", "office", "operator", "account", "machine", "recipient", "note")
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
