# SPDX-License-Identifier: Apache-2.0
"""The attachments themselves: a heading for each slot and file, and below it the file's pages.

A file that cannot be joined has a page that says which it is, what it is and why, and that the
original is inside the packet.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.language import message
from reports.joining import survey
from reports.packet.facts import Fact, fact_grid
from reports.packet.files import by_slot, file_key, file_size, file_type
from reports.typesetting.headings import headed
from reports.typesetting.over import set_words
from reports.typesetting.places import Mark, SheetRoom
from reports.typesetting.sides import fresh_page
from reports.typesetting.styles import NOTE, PLAIN

if TYPE_CHECKING:
    from models.dossier import Dossier
    from models.language import Message
    from models.programme.answers import File
    from reports.joining import Joined, Sheet
    from reports.typesetting.over import Words
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter

ID = "joined"
"""Of the part; the attachment list points to its pages where the packet has it."""

_SLOT_LEVEL, _FILE_LEVEL = 1, 2


def joined(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter on a page of its own; nothing where no file was handed in."""
    if not dossier.answers.files:
        return []
    blind = dossier.is_blind
    story: list[Any] = []
    fresh = True
    heads: list[Any] = [setter.chapter_heading(message("Attached files"))]
    for label, files in by_slot(dossier):
        heads.append(setter.section_heading(label, level=_SLOT_LEVEL))
        for file in files:
            found = _survey(file, setter)
            if found.sheets and not fresh:
                story += fresh_page()
            heads.append(setter.section_heading(file.name, level=_FILE_LEVEL, key=file_key(file)))
            body = (
                _pages(found, setter, blind=blind)
                if found.sheets
                else _explained(found, setter, blind=blind)
            )
            for heading in reversed(heads):
                body = headed(heading, body)
            story += body
            heads = []
            fresh = bool(found.sheets)
    return [*fresh_page(), *story, *fresh_page()]


def _survey(file: File, setter: Setter) -> Joined:
    found = survey(file)
    reason = setter.refused.get(file_key(file))
    return found if reason is None else replace(found, sheets=(), reason=reason)


def _pages(found: Joined, setter: Setter, *, blind: bool) -> list[Any]:
    key, name, total = file_key(found.file), found.file.name, len(found.sheets)
    bookmarks = () if blind else found.bookmarks
    marks = [Mark(item.title, item.level, item.page) for item in bookmarks]
    rooms = [
        SheetRoom(
            key,
            index,
            size=(sheet.width, sheet.height),
            caption=setter.block(
                _caption(
                    name,
                    index + 1,
                    total,
                    pictured=(key, index) in setter.pictured and not blind,
                ),
                NOTE,
            ),
            places=setter.places,
            words=_words(sheet, setter),
            marks=() if index else marks,
            level=_FILE_LEVEL,
        )
        for index, sheet in enumerate(found.sheets)
    ]
    if blind or not found.notes:
        return rooms
    return [setter.blocks(*((note, NOTE) for note in found.notes), after=4), *rooms]


def _words(sheet: Sheet, setter: Setter) -> list[tuple[Words, Prose]]:
    size = sheet.width, sheet.height
    return [(words, set_words(words, size, setter)) for words in sheet.words]


def _caption(name: str, page: int, total: int, *, pictured: bool) -> Message:
    if pictured:
        return message(
            "Picture, with the original inside this PDF – {name}: page {page} of {total}",
            name=name,
            page=page,
            total=total,
        )
    return message("{name}: page {page} of {total}", name=name, page=page, total=total)


def _explained(found: Joined, setter: Setter, *, blind: bool) -> list[Any]:
    file = found.file
    facts = [
        Fact(message("File"), file.name),
        Fact(message("Type"), file_type(file)),
        Fact(message("Size"), file_size(file.size)),
        Fact(message("SHA-256"), file.sha256),
        Fact(message("Original"), setter.text(_NOT_HERE if blind else _where(file))),
    ]
    assert found.reason is not None
    lines = setter.blocks(
        (message("This file is not printed here."), PLAIN), (found.reason, PLAIN), after=8
    )
    return [lines, fact_grid(facts, setter, after=16)]


_NOT_HERE = message("Not in this packet: it may say whose it is. The office has it.")


def _where(file: File) -> Message:
    if Path(file.path or ".").is_file():
        return message(
            "Inside this PDF, among its embedded files (attachments), as it was handed in."
        )
    return message("missing")
