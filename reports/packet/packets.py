# SPDX-License-Identifier: Apache-2.0
"""Packets as files: one to a path, or many to a folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.orders import Edition
from models.progress import NoProgress
from models.storage.files import safe_name, written_out
from reports.naming import check_pattern, unused
from reports.packet.assembling import assemble
from reports.packet.parts import parts_of
from reports.typesetting.document import Identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from models.dossier import Dossier
    from models.language import Language, Message
    from models.progress import Progress
    from reports.packet.parts import PacketPart

NAME_PATTERN = "{number} {applicant} {title}"


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
    replace: bool = False,
) -> PacketResult:
    """Write the packet of one application; the same dossier gives the same bytes.

    Raises:
        FileExistsAlreadyError: There is such a file, and `replace` is not set.
        CannotWriteError: The system refuses; nothing is left behind.
        NotArchivableError: The archive edition would be no PDF/A-3b.
    """
    identity = _identity(dossier, language, edition)
    with written_out(path, replace=replace) as aside:
        pages, lost = assemble(
            aside, dossier, identity, language, parts_of(dossier, parts), edition
        )
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
    progress: Progress | None = None,
) -> PacketsResult:
    """Write many packets to a folder; one that fails does not stop the others.

    Two applications whose names come out the same get numbered names, so that none is lost.

    Raises:
        CancelledError: The user stopped; the packets so far stay.
        NamePatternError: The pattern uses an unknown word.
    """
    listener = progress or NoProgress()
    written: list[PacketResult] = []
    failures: list[tuple[str, Message]] = []
    used: set[str] = set()
    check_pattern(name_pattern, _WORDS)
    for done, dossier in enumerate(dossiers):
        listener.step(done, total, message("Packet {number}", number=dossier.number))
        try:
            path = folder / unused(_name(dossier, name_pattern, language), used)
            made = write_packet(
                dossier, path, language=language, edition=edition, replace=replace, parts=parts
            )
            written.append(made)
        except UserError as error:
            failures.append((dossier.number, error.message))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the rest goes on
            failures.append((dossier.number, _cannot_be_set(error)))
    listener.step(len(written) + len(failures), total)
    return PacketsResult(tuple(written), tuple(failures))


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
        author=dossier.office.name,
        code=dossier.version_code,
        head=dossier.head.short,
        day=dossier.today,
        two_sided=edition is Edition.PRINT,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


_WORDS = ("number", "applicant", "title", "stage", "call", "version")


def _name(dossier: Dossier, pattern: str, language: Language) -> str:
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
