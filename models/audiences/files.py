# SPDX-License-Identifier: Apache-2.0
"""The attachments that an audience gets, and those that it does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from models.dossier import LeftOut
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.audiences.hiding import Hiding
    from models.audiences.redaction import Redaction
    from models.dossier import Dossier
    from models.language import Language, Message, Translatable
    from models.programme.answers import File

_LONGEST_ENDING = 5


def seen_files(
    dossier: Dossier,
    found: Hiding,
    redaction: Redaction,
    language: Language,
    reads: Callable[[File], str],
) -> tuple[tuple[File, ...], tuple[LeftOut, ...]]:
    """The files that an audience gets, and what of which slot was left out.

    Who cleared a file is not among what goes out. Those who judge blind read what a file is (its slot
    and a number), not what somebody called it; and they do not get a file in whose own text a word
    that tells stands, whoever cleared it: a page may carry a text that nobody sees.

    Args:
        reads: The text of a file, as far as a machine reads it.
    """
    audience = found.audience
    kept: list[File] = []
    gone: Counter[tuple[str, Message]] = Counter()
    of_slot: Counter[str] = Counter()
    for file in dossier.answers.files:
        reason = _reason(file, found)
        if reason is None and audience.blind and redaction.tells(reads(file)):
            reason = message("its own text says whose it is")
            redaction.note(file.name, _label(file.slot, dossier))
        if reason is not None:
            gone[file.slot, reason] += 1
            continue
        of_slot[file.slot] += 1
        name = file.name
        if audience.blind:
            name = _plain_name(file, _label(file.slot, dossier), of_slot[file.slot], language)
        fault = redaction.said(file.fault, _label(file.slot, dossier)) if file.fault else None
        kept.append(replace(file, name=name, fault=fault, cleared=None))
    left_out = tuple(
        LeftOut(slot, _label(slot, dossier), number, reason)
        for (slot, reason), number in gone.items()
    )
    return tuple(kept), left_out


def _reason(file: File, found: Hiding) -> Message | None:
    audience = found.audience
    if audience.attachments == "none" or file.slot in found.slots:
        return message("not for {audience}", audience=audience.label)
    if audience.attachments == "cleared" and file.cleared is None:
        return message("not cleared: nobody said that it does not show whose it is")
    return None


def _label(slot: str, dossier: Dossier) -> Translatable:
    found = dossier.programme.slots.get(slot)
    return found.label if found else message("Other attachments")


def _plain_name(file: File, label: Translatable, number: int, language: Language) -> str:
    """A name by slot and number, with the ending of the file's own."""
    _, dot, ending = file.name.rpartition(".")
    plain = dot and ending.isascii() and ending.isalnum() and len(ending) <= _LONGEST_ENDING
    ending = f".{ending.lower()}" if plain else ""
    return f"{label.text(language)} {number}{ending}"
