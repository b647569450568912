# SPDX-License-Identifier: Apache-2.0
"""Data that ships with the program, and the one way to read it.

Definitions of programmes (`programmes/`), vocabularies (`vocabularies/`), holidays (`calendars/`),
fonts, the colour profile of archives (`colour/`), translations (`locale/`) and material for the sample
office (`demo/`). Nothing here is code,
and nothing here knows the other rooms. Everything is read through `importlib.resources`, so it is
found in a checkout and in an installed wheel alike.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def entry(*parts: str) -> Traversable:
    """A file or folder of this room."""
    return files(__name__).joinpath(*parts)


def read_text(*parts: str) -> str:
    """The text of a file of this room."""
    return entry(*parts).read_text(encoding="utf-8")


def open_binary(*parts: str) -> BinaryIO:
    """A file of this room, open for reading."""
    return cast("BinaryIO", entry(*parts).open("rb"))


def names(folder: str, suffix: str) -> list[str]:
    """The names of the files of a folder with that suffix, without it, sorted."""
    found = (item.name for item in entry(folder).iterdir())
    return sorted(name.removesuffix(suffix) for name in found if name.endswith(suffix))
