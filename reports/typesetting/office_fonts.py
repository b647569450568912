# SPDX-License-Identifier: Apache-2.0
"""The fonts of the office's machine: 小标宋, 仿宋, 黑体 and 楷体 where it has them.

Which ones set a paper is part of its order, by name and SHA-256, so that the same paper can be made
again; a machine that lacks one of them says so (`faces_of`). Which names are looked for, and where,
stands in `resources/papers/fonts.toml`.
"""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.ttfonts import TTFError

from models.errors import UserError
from models.language import Label, Message, message
from models.storage.files import sha256_of
from reports.typesetting.embedding import EmbeddedFont
from reports.typesetting.font_files import SUFFIXES, FontFile, fonts_in
from reports.typesetting.fonts import BOLD, SANS, SERIF, Foreign, add_foreign
from resources import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.orders import FontChoice


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of a paper, one a role.

    Attributes:
        title: 小标宋.
        body: 仿宋.
        first: 黑体, for headings of the first level.
        second: 楷体, for those of the second.
        foreign: Those of them that are not bundled, by name.
    """

    title: str = SERIF
    body: str = SERIF
    first: str = BOLD
    second: str = SANS
    foreign: tuple[tuple[str, Foreign], ...] = ()

    def make_known(self) -> None:
        """Let this process set in those that are not bundled."""
        for name, font in self.foreign:
            add_foreign(name, font)

    def title_weight(self, size: float) -> float:
        """How much heavier the strokes of a title are drawn: the bundled font is lighter than 小标宋."""
        return size * _HEAVIER if self.title == SERIF else 0.0


BUNDLED = Faces()
_HEAVIER = 0.028
_WESTERN = {"title": SERIF, "body": SERIF, "first": BOLD, "second": SERIF}


@dataclass(frozen=True, slots=True)
class OfficeFont:
    """Which font has a role.

    Attributes:
        role: An id of `resources/papers/fonts.toml`.
        name: Of the font; empty for the bundled one.
        path: Its file, None for the bundled one.
        passed: Fonts that bear a name of the role and cannot be used, and why.
    """

    role: str
    label: Label
    name: str = ""
    path: Path | None = None
    index: int = 0
    sha256: str = ""
    passed: tuple[tuple[str, Message], ...] = ()


class FontGoneError(UserError):
    """A paper was set in a font that this machine does not have, or has in another version."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            message(
                "This paper was set in {fonts}, which this machine does not have in that version. Install"
                " the same font, or make the paper anew.",
                fonts="、".join(names),
            )
        )


def office_fonts(folders: Sequence[Path] | None = None) -> tuple[OfficeFont, ...]:
    """Which font of this machine has which role; machines are searched once a run."""
    return _found(tuple(font_folders() if folders is None else folders))


def choice_of(fonts: Sequence[OfficeFont]) -> tuple[FontChoice, ...]:
    """The fonts as orders keep them: role, name and SHA-256; bundled ones are left out."""
    return tuple((font.role, font.name, font.sha256) for font in fonts if font.path)


def faces_of(choice: Sequence[FontChoice], folders: Sequence[Path] | None = None) -> Faces:
    """The fonts that an order names, ready to set.

    Raises:
        FontGoneError: This machine lacks one of them.
    """
    if not choice:
        return BUNDLED
    known = {(font.role, font.sha256): font for font in office_fonts(folders)}
    wanted = tuple(font_folders() if folders is None else folders)
    chosen: list[OfficeFont] = []
    gone: list[str] = []
    for role, name, sha256 in choice:
        font = known.get((role, sha256)) or _by_content(role, name, sha256, wanted)
        if font is None or font.path is None:
            gone.append(name)
        else:
            chosen.append(replace(font, name=name))
    if gone:
        raise FontGoneError(gone)
    return faces_with(chosen)


def faces_with(fonts: Sequence[OfficeFont]) -> Faces:
    """Fonts of this machine, ready to set."""
    faces: dict[str, str] = {}
    foreign: dict[str, Foreign] = {}
    for font in fonts:
        if font.path is not None:
            key = f"{font.name}@{font.sha256[:12]}"
            foreign[key] = Foreign(font.path, font.index, _WESTERN[font.role])
            faces[font.role] = key
    found = Faces(**faces, foreign=tuple(foreign.items()))
    found.make_known()
    return found


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts."""
    folders = _table()["folders"]
    found: list[str] = folders.get(sys.platform, folders["linux"])
    return tuple(Path(os.path.expandvars(item)).expanduser() for item in found)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(read_text("papers", "fonts.toml"))


def _roles() -> Iterator[tuple[str, Label, list[str]]]:
    for role in _table()["role"]:
        yield role["id"], Label(**role["label"]), role["names"]


@cache
def _found(folders: tuple[Path, ...]) -> tuple[OfficeFont, ...]:
    named = _by_name(folders)
    return tuple(_chosen(role, label, names, named) for role, label, names in _roles())


@cache
def _by_name(folders: tuple[Path, ...]) -> dict[str, list[FontFile]]:
    """The fonts of folders by each of their names."""
    found: dict[str, list[FontFile]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            for font in fonts_in(path) if path.suffix.lower() in SUFFIXES else ():
                for name in font.names:
                    found.setdefault(name.casefold(), []).append(font)
    return found


def _chosen(
    role: str, label: Label, names: Sequence[str], named: dict[str, list[FontFile]]
) -> OfficeFont:
    passed: list[tuple[str, Message]] = []
    for name in names:
        for font in named.get(name.casefold(), ()):
            fault = font.fault or _unreadable(font)
            if fault is None:
                sha256 = sha256_of(font.path)
                return OfficeFont(role, label, name, font.path, font.index, sha256, tuple(passed))
            passed.append((name, fault))
    return OfficeFont(role, label, passed=tuple(passed))


def _unreadable(font: FontFile) -> Message | None:
    """Why reportlab cannot read a font, as far as its names do not tell."""
    try:
        EmbeddedFont(font.path.stem, font.path, font.index)
    except (TTFError, OSError, ValueError, KeyError, IndexError, AssertionError):
        return message("it cannot be read")
    return None


def _by_content(role: str, name: str, sha256: str, folders: tuple[Path, ...]) -> OfficeFont | None:
    """A font of that name and content which is no longer the first of its role."""
    for font in _by_name(folders).get(name.casefold(), ()):
        if font.fault is None and sha256_of(font.path) == sha256:
            return OfficeFont(role, Label(name, name), name, font.path, font.index, sha256)
    return None
