# SPDX-License-Identifier: Apache-2.0
"""Which backups of a workspace are kept, and its own folder at a place that several share."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from models.storage.files import safe_name
from models.storage.manifest import Kept, kept_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LAST = 10
_PERIODS = ((7, "%Y-%m-%d"), (31, "%G-%V"), (366, "%Y-%m"))
_BY_ITSELF = re.compile(r"\d{8}T\d{12}Z-")
_OWN = re.compile(r".* [0-9a-f]{32}")
_LONGEST_NAME = 40


def surplus(backups: Sequence[Kept], now: datetime) -> list[Kept]:
    """What may go; kept are the last ten, then one a day for a week, a week for a month, a month for a year.

    The last ones are those that go farthest in the history, whatever the clock said.
    """
    newest_first = sorted(backups, key=lambda item: item.rank, reverse=True)
    keep = {item.path for item in newest_first[:_LAST]}
    for days, period in _PERIODS:
        seen: set[str] = set()
        for item in newest_first:
            if now - item.made <= timedelta(days=days) and item.made.strftime(period) not in seen:
                seen.add(item.made.strftime(period))
                keep.add(item.path)
    return [item for item in newest_first if item.path not in keep]


def rotate(folder: Path, workspace: str) -> None:
    """Remove the surplus backups of a workspace; what was named by hand or is another's stays."""
    kept, _ = kept_in(folder)
    own = [
        item for item in kept if item.workspace == workspace and _BY_ITSELF.match(item.path.name)
    ]
    for item in surplus(own, datetime.now(UTC)):
        with suppress(OSError):
            item.path.unlink()


def own_folder(place: Path, workspace: str, office: str) -> Path:
    """The folder of a workspace at a place where others keep backups too; it survives a new name."""
    known = next((item for item in place.glob(f"* {workspace}") if item.is_dir()), None)
    return known or place / f"{safe_name(office)[:_LONGEST_NAME].strip()} {workspace}"


def folders_of(place: Path) -> Iterator[Path]:
    """Where backups may lie at a place: a workspace, a folder of backups, or a place of several."""
    if (place / "backups").is_dir():
        yield place / "backups"
        return
    yield place
    yield from sorted(
        item for item in place.iterdir() if _OWN.fullmatch(item.name) and item.is_dir()
    )
