# SPDX-License-Identifier: Apache-2.0
"""The attachment list: every slot ticked or missing, and each file as facts with its checksum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.slots import slot_applies, slot_filled, slot_required
from reports.packet.files import OTHERS, file_key, file_size, file_type, other_files
from reports.packet.joined import ID as JOINED
from reports.typesetting.grid import Row
from reports.typesetting.headings import headed
from reports.typesetting.pointing import PageNumber
from reports.typesetting.styles import CELL, CELL_BOLD, CELL_NOTE, CELL_NUMBER, PLAIN
from reports.typesetting.tables import Column, table_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.dossier import Dossier
    from models.language import Translatable
    from models.programme.answers import File
    from models.programme.schema import Slot
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter

_CHECKSUM_DIGITS = 12
_FILE = replace(CELL, inset=12)
_FAULT = replace(CELL_NOTE, inset=12)
_TICKED, _EMPTY = "☑", "☐"


def attachments(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter with one table: a row for each slot, below it one for each of its files."""
    heading = setter.chapter_heading(message("Attachments"))
    rows = [row for slot in _slots(dossier) for row in _slot_rows(slot, dossier, setter)]
    strays = other_files(dossier)
    if strays:
        rows += _group(_TICKED, OTHERS, "", strays, setter)
    if not rows:
        return headed(heading, [setter.block(message("No attachments."), PLAIN)])
    columns = (
        Column(message("Attachment")),
        Column(message("Type"), whole=True),
        Column(message("Pages"), number=True),
        Column(message("Size"), number=True),
        Column(message("SHA-256, first digits"), whole=True),
        *([Column(message("Begins on page"), number=True)] if JOINED in setter.parts else []),
    )
    return headed(heading, [table_grid(columns, rows, setter)])


def _slots(dossier: Dossier) -> Iterator[Slot]:
    filled = {file.slot for file in dossier.answers.files}
    for slot in dossier.programme.slot:
        asked = slot.scope == "application" and slot_applies(slot, dossier.answers)
        if asked or slot.id in filled:
            yield slot


def _slot_rows(slot: Slot, dossier: Dossier, setter: Setter) -> list[Row]:
    files = [file for file in dossier.answers.files if file.slot == slot.id]
    state: Translatable | str = ""
    if not files and _left_out(slot, dossier):
        return _group(_TICKED, slot.label, message("left out of this packet"), files, setter)
    if not files:
        missing = slot_required(slot, dossier.answers)
        state = message("missing") if missing else message("not required, none given")
    elif not slot_filled(slot, dossier.answers):
        state = message("none can be opened")
    sign = _TICKED if slot_filled(slot, dossier.answers) else _EMPTY
    return _group(sign, slot.label, state, files, setter)


def _left_out(slot: Slot, dossier: Dossier) -> bool:
    """Whether its files were handed in, and are not for whoever this packet is for."""
    found = dossier.withheld.attachments if dossier.withheld else ()
    return any(item.slot == slot.id for item in found)


def _group(
    sign: str,
    label: Translatable,
    state: Translatable | str,
    files: Sequence[File],
    setter: Setter,
) -> list[Row]:
    name = f"{sign} {setter.text(label)}"
    cells = [setter.block(name, CELL_BOLD), *([setter.block(state, CELL)] if state else [])]
    columns = 6 if JOINED in setter.parts else 5
    head = Row(tuple(cells), spans=(1, columns - 1) if state else (columns,), opens=bool(files))
    return [head, *(_file_row(file, setter) for file in files)]


def _file_row(file: File, setter: Setter) -> Row:
    return Row(
        (
            _file_name(file, setter),
            setter.block(file_type(file), CELL),
            setter.block("" if file.pages is None else f"{file.pages:,}", CELL_NUMBER),
            setter.block(file_size(file.size), CELL_NUMBER),
            setter.block(file.sha256[:_CHECKSUM_DIGITS], CELL),
            *(
                [PageNumber(file_key(file), CELL_NUMBER, setter.late)]
                if JOINED in setter.parts
                else []
            ),
        )
    )


def _file_name(file: File, setter: Setter) -> Prose:
    faults: list[tuple[Translatable | str, Any]] = []
    if not file.path:
        faults.append((message("The file itself is gone."), _FAULT))
    if file.fault:
        faults.append((message("Fault: {fault}", fault=file.fault), _FAULT))
    return setter.blocks((file.name, _FILE), *faults)
