# SPDX-License-Identifier: Apache-2.0
"""Notes in a folder about packets that are done, so that a run which was stopped goes on from there.

The notes belong to one run: what was asked for, of which state of the register, for which day. Only
then would the same bytes be made again. A line is added as soon as a packet is there, and the notes
go when the run is through.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from models.storage.files import sha256_of

if TYPE_CHECKING:
    from pathlib import Path

_NAME = ".xiandao-packets.jsonl"


class Notes:
    """What is done of a run, in the folder where its packets go; without a run nothing is noted."""

    def __init__(self, folder: Path, run: str) -> None:
        self._folder = folder
        self._run = run
        self._file = folder / _NAME
        self._known = self._read() if run else {}

    def known(self, name: str) -> dict[str, Any] | None:
        """What was noted about a packet that is still there as it was made."""
        found = self._known.get(name)
        path = self._folder / name
        if found is None or not path.is_file() or sha256_of(path) != found["sha256"]:
            return None
        return found

    def add(self, path: Path, **said: Any) -> None:
        """Note a packet that was just made."""
        if not self._run:
            return
        with suppress(OSError):
            lines = [{"name": path.name, "sha256": sha256_of(path), **said}]
            if not self._file.exists():
                lines.insert(0, {"run": self._run})
            with self._file.open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def close(self) -> None:
        """The run is through: drop the notes."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, dict[str, Any]]:
        """The notes of this run; those of another are dropped."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            lines = []
        items = [item for item in map(_item, lines) if item is not None]
        if not items or items[0].get("run") != self._run:
            self.close()
            return {}
        return {item["name"]: item for item in items[1:] if {"name", "sha256"} <= item.keys()}


def _item(line: str) -> dict[str, Any] | None:
    """A line; None for one that was cut short."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
