# SPDX-License-Identifier: Apache-2.0
"""Packets as files: one to a path, or many to a folder."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from itertools import islice
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from models.errors import UserError
from models.language import message
from models.orders import Edition
from models.progress import CancelledError, NoProgress
from models.sharing import Helpers
from models.storage.files import safe_name, written_out
from reports.naming import check_pattern, unused
from reports.packet.assembling import assemble
from reports.packet.parts import parts_of
from reports.packet.resuming import Notes
from reports.typesetting.document import Identity
from reports.typesetting.fonts import BOLD, RARE, SANS, SERIF, face
from reports.typesetting.office_fonts import BUNDLED, Faces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.dossier import Dossier
    from models.language import Language, Message
    from models.progress import Progress
    from reports.packet.parts import PacketPart

    _Failure: TypeAlias = tuple[str, Message]

NAME_PATTERN = "{number} {applicant} {title}"
_MANY = 48
"""For so many packets a second process is worth its beginning."""
_AT_ONCE = 4
"""So many are handed to a process at a time."""


@dataclass(frozen=True, slots=True)
class PacketResult:
    """A packet that was written.

    Attributes:
        lost: The code points (`U+1F600`) that no font has, printed as such.
    """

    path: Path
    pages: int
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PacketsResult:
    """What became of many packets.

    Attributes:
        failures: Number of the application and why it has no packet.
    """

    written: tuple[PacketResult, ...] = ()
    failures: tuple[tuple[str, Message], ...] = ()


def write_packet(
    dossier: Dossier,
    path: Path,
    *,
    language: Language,
    edition: Edition = Edition.READING,
    parts: Sequence[PacketPart] | None = None,
    faces: Faces = BUNDLED,
    replace: bool = False,
) -> PacketResult:
    """Write the packet of one application; the same dossier gives the same bytes.

    Raises:
        FileExistsAlreadyError: There is such a file, and `replace` is not set.
        CannotWriteError: The system refuses; nothing is left behind.
        NotArchivableError: The archive edition would be no PDF/A-3b.
    """
    faces.make_known()
    identity = _identity(dossier, language, edition)
    with written_out(path, replace=replace) as aside:
        chosen = parts_of(dossier, parts)
        pages, lost = assemble(aside, dossier, identity, language, chosen, edition, faces)
    return PacketResult(path, pages, tuple(f"U+{ord(char):04X}" for char in sorted(lost)))


def write_packets(
    dossiers: Iterable[Dossier],
    folder: Path,
    *,
    language: Language,
    edition: Edition = Edition.READING,
    total: int,
    name_pattern: str = NAME_PATTERN,
    replace: bool = False,
    parts: Sequence[PacketPart] | None = None,
    faces: Faces = BUNDLED,
    progress: Progress | None = None,
    run: str = "",
) -> PacketsResult:
    """Write many packets to a folder, on all cores; one that fails does not stop the others.

    Two applications whose names come out the same get numbered names, so that none is lost. `run`
    says what is asked for, of which state of the register, for which day: where a run of these words
    was stopped before, packets that it left are not made again.

    Raises:
        CancelledError: The user stopped; the packets so far stay.
        NamePatternError: The pattern uses an unknown word.
    """
    check_pattern(name_pattern, _WORDS)
    listener = progress or NoProgress()
    written: list[PacketResult] = []
    failures: list[_Failure] = []
    how = _How(language, edition, parts, faces, replace)
    notes = Notes(folder, run)
    many = total >= _MANY
    at_once = _AT_ONCE if many else 1
    orders = _orders(dossiers, folder, name_pattern, language, notes)
    stopped: list[CancelledError] = []  # what has begun by then is finished and noted
    chunks = iter(lambda: [] if stopped else list(islice(orders, at_once)), [])
    listener.step(0, total)
    with Helpers(_write_some, _load, many=many, finishes=True) as helpers:
        for made in helpers.shared(how, chunks, ceil(total / at_once) if many else 1):
            for number, result in made:
                if isinstance(result, PacketResult):
                    written.append(result)
                    if notes.known(result.path.name) is None:
                        notes.add(result.path, pages=result.pages, lost=result.lost)
                else:
                    failures.append((number, result))
                done = len(written) + len(failures)
                try:
                    listener.step(done, total, message("Packet {number}", number=number))
                except CancelledError as error:
                    stopped.append(error)
    if stopped:
        raise stopped[0]
    notes.close()
    return PacketsResult(tuple(written), tuple(failures))


_Order: TypeAlias = "tuple[Dossier, Path | PacketResult | Message]"
"""A dossier with where its packet goes, or the packet that is there, or why it has no name."""


@dataclass(frozen=True, slots=True)
class _How:
    """What is the same for many packets."""

    language: Language
    edition: Edition
    parts: Sequence[PacketPart] | None
    faces: Faces
    replace: bool


def _orders(
    dossiers: Iterable[Dossier], folder: Path, pattern: str, language: Language, notes: Notes
) -> Iterator[_Order]:
    """What is to be done for each dossier."""
    used: set[str] = set()
    for dossier in dossiers:
        try:
            path = folder / unused(file_name(dossier, pattern, language), used)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the rest goes on
            yield dossier, _cannot_be_set(error)
            continue
        known = notes.known(path.name)
        done = known and PacketResult(path, known["pages"], tuple(known["lost"]))
        yield dossier, done or path


def _write_some(how: _How, orders: Sequence[_Order]) -> list[tuple[str, PacketResult | Message]]:
    """Write a few packets, in whichever process; one that fails does not stop the others."""
    return [
        (dossier.number, _written(dossier, path, how) if isinstance(path, Path) else path)
        for dossier, path in orders
    ]


def _written(dossier: Dossier, path: Path, how: _How) -> PacketResult | Message:
    try:
        return write_packet(
            dossier,
            path,
            language=how.language,
            edition=how.edition,
            parts=how.parts,
            faces=how.faces,
            replace=how.replace,
        )
    except UserError as error:
        return error.message
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the rest goes on
        return _cannot_be_set(error)


def _load() -> None:
    """What a process does before its first packet; packets leave circles behind, unlike rows."""
    import reports.editions
    import reports.joining  # noqa: F401 - loaded while the first dossiers are read

    for font in (SERIF, SANS, BOLD, RARE):
        face(font)
    gc.enable()


def _cannot_be_set(error: Exception) -> Message:
    detail = f"{type(error).__name__}: {error}"[:200]
    return message("The packet cannot be set ({detail}).", detail=detail)


def _identity(dossier: Dossier, language: Language, edition: Edition) -> Identity:
    subject = message(
        "{object}: review packet, {call}", object=dossier.programme.object, call=dossier.call.title
    )
    return Identity(
        number=dossier.number,
        title=_one_line(dossier.title),
        subject=subject.text(language),
        author=dossier.office.writes_as,
        code=dossier.version_code,
        head=dossier.head.short,
        day=dossier.today,
        two_sided=edition is Edition.PRINT,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


_WORDS = ("number", "applicant", "title", "stage", "call", "version")


def file_name(dossier: Dossier, pattern: str, language: Language) -> str:
    """How the file of a packet is called, by a pattern."""
    words = {
        "number": dossier.number,
        "applicant": _one_line(dossier.applicant),
        "title": _one_line(dossier.title),
        "stage": dossier.stage_label().text(language),
        "call": dossier.call.title,
        "version": dossier.version_code,
    }
    name = _one_line(pattern.format_map(words))
    return safe_name(f"{name or dossier.number}.pdf")
