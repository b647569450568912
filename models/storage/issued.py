# SPDX-License-Identifier: Apache-2.0
"""The heads that went out on paper: kept beside the database, so that a cut or rewritten history shows."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from models.storage.integrity import ISSUED_HEADS
from models.storage.lock import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.dossier import HistoryHead


def note_issued(folder: Path, head: HistoryHead, files: Iterable[Path]) -> None:
    """Note that files were issued under a head; a folder that cannot be written keeps no note."""
    at = utc_now()
    lines = (
        json.dumps(
            {"at": at, "file": file.name, "sequence": head.sequence, "hash": head.hash},
            ensure_ascii=False,
        )
        for file in files
    )
    text = "".join(f"{line}\n" for line in lines)
    with suppress(OSError), (folder / "exports" / ISSUED_HEADS).open("a", encoding="utf-8") as log:
        log.write(text)
