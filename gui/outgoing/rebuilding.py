# SPDX-License-Identifier: Apache-2.0
"""Making again, later, what went out: the same order, over the register as it was, on the same day.

The bytes are compared with the hash that was noted then. What differs is written all the same, and
what is known to make a difference is named.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui.outgoing.issuing import make
from models.errors import UserError
from models.language import Listing, message, plural
from models.made_with import made_with
from models.orders import PacketOrder
from models.storage.files import CannotWriteError, FileExistsAlreadyError, sha256_of, written_out
from models.storage.rewind import erased_since, then
from models.views import dossiers
from models.views.find import numbers_of
from models.views.ledger import issue_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.language import Message
    from models.ledger import Issue, IssuedFile
    from models.orders import Order
    from models.progress import Progress
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class RebuiltFile:
    """A file that was made again.

    Attributes:
        number: Of its application, where it is about one.
        same: Whether it is byte for byte what went out.
        sha256: As it was noted then.
    """

    path: Path
    number: str
    same: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made again.

    Attributes:
        missing: What could not be made, by number or place, and why.
        reasons: What is known to make a difference, where any file differs or is missing.
    """

    id: int
    files: tuple[RebuiltFile, ...]
    missing: tuple[tuple[str, Message], ...] = ()
    reasons: tuple[Message, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether all of it is byte for byte what went out."""
        return not self.missing and all(file.same for file in self.files)


class UnknownOrderError(UserError):
    """This version of the program does not know what was ordered."""

    def __init__(self, issue: Issue) -> None:
        program = " ".join(f"{name} {value}" for name, value in issue.made_with.items())
        super().__init__(
            message(
                "No. {n} was ordered with a version of Xiandao that knows more than this one"
                " ({program}). Make it again with that version.",
                n=issue.id,
                program=program,
            )
        )


class NoSuchFileError(UserError):
    """An issue has fewer files."""

    def __init__(self, issue: Issue, file: int) -> None:
        super().__init__(
            plural(
                "No. {id} has {n} file; there is no file {file}.",
                "No. {id} has {n} files; there is no file {file}.",
                n=len(issue.files),
                id=issue.id,
                file=file,
            )
        )


class OtherHistoryError(UserError):
    """The history of this register is another one than that from which something went out."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(
            message(
                "Entry {n} of the history is not the one that was the last when no. {id} went out:"
                " the history was rewritten. Check it: xiandao check",
                n=issue.head.sequence,
                id=issue.id,
            )
        )


def rebuild(
    reader: Reader,
    which: int,
    out: Path,
    *,
    file: int = 0,
    replace_files: bool = False,
    progress: Progress,
) -> Rebuilt:
    """Make again what went out under a number, all of it or one file (counted from 1).

    `out` is the file, where one is made and the name ends as it did; else a folder.

    Raises:
        NoSuchIssueError: Nothing went out under that number.
        NoSuchFileError: It has no such file.
        UnknownOrderError: This version does not know such orders.
        NotInHistoryError: The register does not know the history of then.
        OtherHistoryError: Its history is another one.
        FileExistsAlreadyError: A file is there already, and may not be replaced.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it.
    """
    issue = issue_of(reader, which)
    order = issue.order
    if order is None:
        raise UnknownOrderError(issue)
    if file and not 1 <= file <= len(issue.files):
        raise NoSuchFileError(issue, file)
    wanted = [issue.files[file - 1]] if file else list(issue.files)
    erased = erased_since(reader, issue.head.sequence)
    gone: dict[str, Message] = {}
    if isinstance(order, PacketOrder):
        order, gone = _still_there(reader, order, wanted, erased)
    place = _Place(issue, out, single=len(wanted) == 1, replace=replace_files)
    place.refuse_early()
    try:
        out.absolute().parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".~", dir=out.absolute().parent))
    except OSError as error:
        raise CannotWriteError(out, error) from error
    try:
        made = _made(reader, issue, order, place.target(aside), progress)
        found = _by_file(issue, made) if made is not None else {}
        files = [
            place.put(item, found[_key(issue, item)], aside)
            for item in wanted
            if _key(issue, item) in found
        ]
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    lost = [item for item in wanted if _key(issue, item) not in found]
    why = {**gone, **dict(getattr(made, "failures", ()))}
    missing = tuple((_named(issue, item), why.get(item.number, _NOT_MADE)) for item in lost)
    rebuilt = Rebuilt(which, tuple(files), missing)
    return rebuilt if rebuilt.is_same else replace(rebuilt, reasons=tuple(_reasons(issue, erased)))


def _still_there(
    reader: Reader, order: PacketOrder, wanted: list[IssuedFile], erased: Mapping[str, str]
) -> tuple[PacketOrder, dict[str, Message]]:
    """The order for the packets that are wanted and can still be made; of the others, why not."""
    numbers = numbers_of(reader, order.applications)
    asked = {item.number for item in wanted}
    uids = tuple(
        uid for uid in order.applications if uid not in erased and numbers.get(uid) in asked
    )
    gone = {number: _ERASED for number in erased.values() if number in asked}
    return replace(order, applications=uids), gone


def _made(
    reader: Reader, issue: Issue, order: Order, target: Path, progress: Progress
) -> Any | None:
    if isinstance(order, PacketOrder) and not order.applications:
        return None
    with then(reader, issue.head.sequence, progress) as past, past.snapshot():
        if dossiers.history_head(past) != issue.head:
            raise OtherHistoryError(issue)
        return make(past, order, target, day=issue.day, progress=progress)


def _by_file(issue: Issue, made: Any) -> dict[str | int, Path]:
    """What was made by number of its application; by its place where it is about none."""
    about = getattr(made, "about", ())
    if about and issue.files[0].number:
        return {number: path for path, (number, _) in zip(made.files, about, strict=True)}
    return dict(enumerate(made.files))


def _key(issue: Issue, item: IssuedFile) -> str | int:
    return item.number or issue.files.index(item)


class _Place:
    """Where files go: each under the name that its maker gave, or the one that the user said."""

    def __init__(self, issue: Issue, out: Path, *, single: bool, replace: bool) -> None:
        self._issue, self._out, self._replace = issue, out, replace
        suffix = Path(issue.files[0].name).suffix
        self._is_file = single and out.suffix.lower() == suffix.lower() and not out.is_dir()
        self._name = out.name if self._is_file else f"{issue.id}{suffix}"

    def refuse_early(self) -> None:
        """Refuse at once what is refused at the end anyway."""
        if self._is_file and self._out.exists() and not self._replace:
            raise FileExistsAlreadyError(self._out)

    def target(self, aside: Path) -> Path:
        """What the maker is told."""
        return aside / "made" if self._issue.in_folder else aside / self._name

    def put(self, item: IssuedFile, made: Path, aside: Path) -> RebuiltFile:
        """Put a file where it belongs, and compare it."""
        same = sha256_of(made) == item.sha256
        inside = made.relative_to(aside / "made" if self._issue.in_folder else aside)
        path = self._out if self._is_file else self._out / inside
        with written_out(path, replace=self._replace) as written:
            shutil.move(made, written)
        return RebuiltFile(path, item.number, same, item.sha256)


def _named(issue: Issue, item: IssuedFile) -> str:
    return item.number or str(issue.files.index(item) + 1)


def _reasons(issue: Issue, erased: Mapping[str, str]) -> Iterator[Message]:
    """What is known to make a difference."""
    if erased:
        yield plural(
            "{n} application was erased for good since: {numbers}",
            "{n} applications were erased for good since: {numbers}",
            n=len(erased),
            numbers=Listing(tuple(list(erased.values())[:_NAMED])),
        )
    if issue.words_erased:
        yield message("Words of its order, such as a filter, were erased with an application.")
    now, before = made_with(), issue.made_with
    for name in sorted({*now, *before}):
        if now.get(name) != before.get(name):
            yield message(
                "It was made with {name} {before}; here is {now}.",
                name=name,
                before=before.get(name) or "—",
                now=now.get(name) or "—",
            )
    yield message(
        "Fonts of this machine and files of the office's template count as well: where they are others"
        " than those of {machine} on {day}, the bytes differ.",
        machine=issue.machine,
        day=issue.day,
    )


_NAMED = 3
_ERASED = message("It was erased for good since, so it cannot be made again.")
_NOT_MADE = message("It was not made this time.")
