# SPDX-License-Identifier: Apache-2.0
"""Folders that are either whole or not there: filled aside, then given their name."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.storage.files import CannotWriteError, OwnFileError, flush_folder, is_own

if TYPE_CHECKING:
    from collections.abc import Iterator


class FolderNotEmptyError(UserError):
    """A folder that was to be filled holds files already; nobody may replace a whole folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} holds files already. Choose a new or an empty folder.", folder=str(folder)
            )
        )


@contextmanager
def folder_out(folder: Path) -> Iterator[Path]:
    """Give a folder beside `folder` to fill, and name it `folder` when all went well.

    Raises:
        FolderNotEmptyError: There are files in it, or it is a file itself.
        OwnFileError: It is where a workspace keeps its own files.
        CannotWriteError: The system refuses; nothing is left behind.
    """
    if is_own(folder.resolve() / "_"):
        raise OwnFileError(folder)
    aside: Path | None = None
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderNotEmptyError(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".~", dir=folder.parent))
        made = (
            aside / "made"
        )  # mkdtemp lets only the owner in; this one is for whoever may read here
        made.mkdir()
        yield made
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
        flush_folder(folder.parent)
    except OSError as error:
        raise CannotWriteError(folder, error) from error
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
