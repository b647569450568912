# SPDX-License-Identifier: Apache-2.0
"""The folder in which the packets of an unfinished book lie."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.made_with import made_with
from models.orders import order_to_json
from models.storage.files import written_aside
from models.storage.folders import FolderNotEmptyError
from models.views import dossiers

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from models.orders import BookOrder
    from models.reader import Reader

_UNFINISHED = ".unfinished"
_ORDER = "order.json"


@dataclass(frozen=True, slots=True)
class BookWork:
    """The folder in which the packets of an unfinished book lie, and what is known of each."""

    folder: Path

    @classmethod
    def at(cls, out: Path, order: BookOrder, reader: Reader, day: date) -> BookWork:
        """That of a book; what was begun for another book, or over another register, is dropped."""
        work = cls(out.with_name(out.name + _UNFINISHED))
        head = dossiers.history_head(reader)
        begun = {
            "order": order_to_json(order),
            "day": day.isoformat(),
            "head": [head.sequence, head.hash],
            "made_with": made_with(),
        }
        kept = work.folder / _ORDER
        if work.folder.exists():
            if not kept.is_file() and any(work.folder.iterdir()):
                raise FolderNotEmptyError(work.folder)
            if _read(kept) == json.loads(json.dumps(begun)):
                return work
            work.remove()
        _write(kept, begun)
        return work

    def facts(self, uid: str) -> dict[str, str] | None:
        """What is known of a packet that is there; None where it is not."""
        found = _read(self.folder / f"{uid}.json")
        if not isinstance(found, dict) or not (self.folder / found["file"]).is_file():
            return None
        return found

    def note(self, uid: str, facts: dict[str, str]) -> None:
        """Note what a packet is of; it counts once its file is there."""
        _write(self.folder / f"{uid}.json", facts)

    def remove(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write(path: Path, value: Any) -> None:
    with written_aside(path, replace=True) as aside:
        aside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
