# SPDX-License-Identifier: Apache-2.0
"""The folder of a new workspace: made whole, or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from models.errors import UserError
from models.language import message
from models.storage.files import CannotWriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = ("attachments", "backups", "exports")
SECRECY_NOTE = "非涉密说明 NON-CLASSIFIED.txt"


class WorkspaceThereError(UserError):
    """There is something at the place where a workspace was to be made."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} holds files already. Choose a new or an empty folder.", folder=str(folder)
            )
        )


@contextmanager
def made_whole(folder: Path) -> Iterator[None]:
    """Make the folders of a workspace, and take them away again if what else it needs cannot be made.

    Raises:
        WorkspaceThereError: The folder holds files.
        CannotWriteError: The folder cannot be made, or there is no room for the database.
    """
    new = not folder.exists()
    if not new and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceThereError(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        make_folders(folder)
        yield
    except BaseException as error:
        _take_away(folder, new=new)
        if isinstance(error, OSError | DatabaseError | sqlite3.Error):
            raise CannotWriteError(folder, error) from error
        raise


def make_folders(folder: Path) -> None:
    """Make what a workspace has beside its database, and the word on secrecy."""
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    (folder / SECRECY_NOTE).write_text(_SECRECY_TEXT, encoding="utf-8")


def _take_away(folder: Path, *, new: bool) -> None:
    """Remove what was made and nothing else: the folder was empty before."""
    with suppress(OSError):
        for path in (folder / SECRECY_NOTE, *folder.glob("workspace.*")):
            path.unlink(missing_ok=True)
        for name in FOLDERS:
            (folder / name).rmdir()
        if new:
            folder.rmdir()


_SECRECY_TEXT = """\
本工作区仅用于非涉密材料。标有“秘密★”“机密★”“绝密★”的文件不得录入；涉密申报请按保密规定
在涉密载体上办理。程序会拦截名称或正文带有上述标志的附件，但不能代替保密审查。
PIN 码只用于区分职责，不对文件加密：能打开本文件夹的人都能读取其中内容。

This workspace is for non-classified material only. Files that bear 秘密★, 机密★ or 绝密★ must not
be entered; handle classified applications by the rules of secrecy. The program stops attachments
whose name or text bears such a mark, which does not replace a secrecy review.
A PIN separates duties; it does not encrypt the files: whoever can open this folder can read them.
"""
