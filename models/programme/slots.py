# SPDX-License-Identifier: Apache-2.0
"""What is not right with the attachments of an application: missing, too many, broken, too large."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from models.errors import Problem, Severity
from models.language import message
from models.programme.conditions import Condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.language import Label
    from models.programme.answers import Answers, File
    from models.programme.schema import Slot


def slot_problems(answers: Answers) -> Iterator[Problem]:
    """The problems of all slots that apply to an application."""
    for slot in answers.programme.slot:
        if not slot_applies(slot, answers):
            continue
        files = [file for file in answers.files if file.slot == slot.id] if answers.files else []
        key = f"slot/{slot.id}"
        if slot_required(slot, answers):
            yield from _required_problems(slot, files, key)
        if files and len(files) < slot.min_files:
            text = message("“{slot}” needs at least {n} files", slot=slot.label, n=slot.min_files)
            yield Problem(Severity.ERROR, key, text, slot.basis, rule=key)
        if slot.max_files is not None and len(files) > slot.max_files:
            text = message("“{slot}” takes at most {n} files", slot=slot.label, n=slot.max_files)
            yield Problem(Severity.ERROR, key, text, slot.basis, rule=key)
        for file in files:
            yield from _file_problems(slot, file, key)


def _required_problems(slot: Slot, files: Sequence[File], key: str) -> Iterator[Problem]:
    """Nothing is handed in, or nothing that can be read: the one is as bad as the other."""
    if not files:
        yield _missing(key, slot.label, slot.basis)
    elif not any(file.readable for file in files):
        text = message("Of the attachment “{slot}” no file can be opened", slot=slot.label)
        fix = message("Ask for a file that opens, without a password, and attach it.")
        yield Problem(Severity.ERROR, key, text, slot.basis, fix, rule=key)


@lru_cache(maxsize=1_000)
def _missing(key: str, label: Label, basis: Label | None) -> Problem:
    """One and the same for all rows of an import: none of them has files yet."""
    text = message("The attachment “{slot}” is missing", slot=label)
    return Problem(Severity.ERROR, key, text, basis, rule=key)


def slot_filled(slot: Slot, answers: Answers) -> bool:
    """Whether a slot holds a file that can be opened."""
    return any(file.slot == slot.id and file.readable for file in answers.files)


def slot_applies(slot: Slot, answers: Answers) -> bool:
    """Whether a slot is for applications, and for this class of them."""
    if slot.scope != "application":
        return False
    return not slot.variants or answers.stored.get("variant") in slot.variants


def slot_required(slot: Slot, answers: Answers) -> bool:
    """Whether a slot must hold a file."""
    if isinstance(slot.required, Condition):
        return bool(slot.required.holds(answers.scope))
    return slot.required


_MEGABYTE = 1024 * 1024


def _file_problems(slot: Slot, file: File, key: str) -> Iterator[Problem]:
    if not file.path:
        text = message("The attachment {name} is recorded, but its file is gone", name=file.name)
        yield Problem(Severity.ERROR, key, text, rule=f"{key}/{file.uid}")
    elif file.fault:
        text = message("{name}: {fault}", name=file.name, fault=file.fault)
        yield Problem(Severity.WARNING, key, text, rule=f"{key}/{file.uid}")
    if slot.max_mb is not None and file.size > slot.max_mb * _MEGABYTE:
        text = message("{name} is larger than {n} MB", name=file.name, n=slot.max_mb)
        yield Problem(Severity.WARNING, key, text, slot.basis, rule=f"{key}/{file.uid}/size")
    if slot.max_pages is not None and file.pages and file.pages > slot.max_pages:
        text = message("{name} has more than {n} pages", name=file.name, n=slot.max_pages)
        yield Problem(Severity.WARNING, key, text, slot.basis, rule=f"{key}/{file.uid}/pages")
    kind = file_kind(file.media_type)
    if "any" not in slot.types and kind not in slot.types:
        text = message(
            "{name} is not of a kind that “{slot}” takes",
            name=file.name,
            slot=slot.label,
        )
        yield Problem(Severity.WARNING, key, text, slot.basis, rule=f"{key}/{file.uid}/type")


def file_kind(media_type: str) -> str:
    """The kind of a file as slots name it: pdf, image, office or other."""
    if media_type == "application/pdf":
        return "pdf"
    if media_type.startswith("image/"):
        return "image"
    office = ("officedocument", "msword", "ms-excel", "opendocument", "ms-powerpoint")
    return "office" if any(word in media_type for word in office) else "other"
