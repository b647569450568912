# SPDX-License-Identifier: Apache-2.0
"""The dozen files of the sample, each made once and put on many slots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.demo.material import material
from models.programme.answers import Answers, Row
from models.programme.slots import slot_applies, slot_required
from models.storage.attachments import store_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from models.programme.schema import Programme, Slot

MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the sample that lies in the workspace."""

    path: Path
    sha256: str
    size: int
    pages: int | None


def make_documents(
    place: Path, workspace: Path, make_file: Callable[[Path, str, str], None]
) -> Sequence[Document]:
    """Have the files made in a place, and stored in the workspace."""
    found: list[Document] = []
    for index, item in enumerate(material("documents")["document"]):
        path = place / f"{index:02}.pdf"
        make_file(path, item["title"], item["text"])
        sha256, size = store_file(workspace, path)
        found.append(Document(path, sha256, size, _pages(path)))
    return found


def files_for(
    programme: Programme, answers: Mapping[str, Any], documents: Sequence[Document]
) -> Iterator[tuple[str, str, Document]]:
    """Slot, name and file of each attachment that an application must have."""
    for slot in required_slots(programme, answers):
        places = material("documents")["slots"].get(slot.id, [6])
        wanted = max(slot.min_files, 1)
        for number in range(wanted):
            name = f"{slot.label.zh}{number + 1 if wanted > 1 else ''}.pdf"
            yield slot.id, name, documents[places[number % len(places)]]


def required_slots(programme: Programme, answers: Mapping[str, Any]) -> Iterator[Slot]:
    """The slots that must hold a file."""
    known: Answers | None = None
    for slot in programme.slot:
        if slot.scope != "application" or slot.required is False:
            continue
        if slot.required is True and not slot.variants:
            yield slot
            continue
        known = known or _as_answers(programme, answers)
        if slot_applies(slot, known) and slot_required(slot, known):
            yield slot


def _as_answers(programme: Programme, answers: Mapping[str, Any]) -> Answers:
    tables = {key: answers[key] for key in programme.tables if key in answers}
    return Answers(
        programme,
        {key: value for key, value in answers.items() if key not in tables},
        {key: tuple(Row("", row) for row in rows) for key, rows in tables.items()},
    )


def _pages(path: Path) -> int | None:
    """How many pages a plainly written PDF says it has."""
    found = re.findall(rb"/Type\s*/Page\b", path.read_bytes())
    return len(found) or None
