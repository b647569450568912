# SPDX-License-Identifier: Apache-2.0
"""Reading a definition: every fault at once, with file, key, reason and the nearest valid name."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from models.errors import UserError
from models.language import Message, message, plural
from models.programme.faults import find_faults
from models.programme.outline import definition_data
from models.programme.schema import Programme
from models.programme.shapes import mended, shape_faults, with_labels
from models.programme.toml_words import toml_fault
from models.programme.vocabulary import Vocabulary, shipped_vocabularies
from models.programme.wording import worded
from resources import names, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from models.programme.trials import Found


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a definition.

    Attributes:
        file: The file's name.
        key: Where, by ids as far as there are some: `section.basic.field.title.type`.
        near: The valid name that was probably meant.
    """

    file: str
    key: str
    reason: Message
    near: str = ""

    def sentence(self) -> Message:
        """The fault as one line."""
        if self.near:
            return message(
                "{file}, {key}: {reason}. Did you mean “{near}”?",
                file=self.file,
                key=self.key,
                reason=self.reason,
                near=self.near,
            )
        return message("{file}, {key}: {reason}.", file=self.file, key=self.key, reason=self.reason)


class DefinitionError(UserError):
    """A definition has mistakes; all of them are listed."""

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(
            plural(
                "{file} cannot be used: it has {n} mistake.",
                "{file} cannot be used: it has {n} mistakes.",
                n=len(faults),
                file=file,
            ),
        )
        self.faults = faults


class UnknownProgrammeError(UserError):
    """No programme has that id, and there is no such file."""

    def __init__(self, wanted: str, near: str) -> None:
        super().__init__(
            message(
                "There is no programme “{wanted}”. Did you mean “{near}”?",
                wanted=wanted,
                near=near,
            )
            if near
            else message("There is no programme “{wanted}”, and no such file.", wanted=wanted),
        )


class NewerDefinitionError(UserError):
    """The definition is written in a later version of the definition language."""

    def __init__(self, file: str, wanted: int) -> None:
        super().__init__(
            message(
                "{file} uses version {wanted} of the definition language; this program knows"
                " version 1. Update Xiandao to use it.",
                file=file,
                wanted=wanted,
            ),
        )


def shipped_programmes() -> tuple[str, ...]:
    """The ids of the programmes that come with the program."""
    return tuple(names("programmes", ".toml"))


def programme_text(programme_id: str) -> str:
    """The definition of a programme that comes with the program.

    Raises:
        UnknownProgrammeError: None has that id.
    """
    known = shipped_programmes()
    if programme_id not in known:
        near = difflib.get_close_matches(programme_id, known, n=1)
        raise UnknownProgrammeError(programme_id, near[0] if near else "")
    return read_text("programmes", f"{programme_id}.toml")


def definition_text(id_or_file: str) -> tuple[str, str]:
    """A definition by id or by file: its text, and the name to use in messages."""
    from pathlib import Path

    path = Path(id_or_file)
    if path.suffix == ".toml" or path.is_file():
        return _file_text(path), path.name
    return programme_text(id_or_file), f"{id_or_file}.toml"


def read_programme(
    text: str,
    *,
    file: str,
    vocabularies: Mapping[str, Vocabulary] | None = None,
) -> Programme:
    """Read a definition.

    Raises:
        DefinitionError: It has mistakes; the error lists all.
        NewerDefinitionError: It is written in a later version of the language.
    """
    if vocabularies is None:
        return _read_cached(text, file)
    return _read(text, file, vocabularies)


@lru_cache(maxsize=64)
def _read_cached(text: str, file: str) -> Programme:
    return _read(text, file, shipped_vocabularies())


def _read(text: str, file: str, vocabularies: Mapping[str, Vocabulary]) -> Programme:
    try:
        data = definition_data(text)
    except tomllib.TOMLDecodeError as error:
        fault = Fault(file, "TOML", toml_fault(error))
        raise DefinitionError(file, (fault,)) from None
    wanted = data.get("format", 1)
    if isinstance(wanted, int) and wanted > 1:
        raise NewerDefinitionError(file, wanted)
    data = with_labels(data)
    try:
        programme = Programme.model_validate(data)
    except ValidationError as error:
        found = [*shape_faults(data, error.errors()), *_beyond(data, error, vocabularies)]
        raise DefinitionError(file, _faults(file, found)) from None
    if found := find_faults(programme, vocabularies):
        raise DefinitionError(file, _faults(file, found))
    return worded(programme)


def _beyond(
    data: Any,
    error: ValidationError,
    vocabularies: Mapping[str, Vocabulary],
) -> list[Found]:
    """What is wrong besides the shape, as far as the rest can be read."""
    try:
        programme = Programme.model_validate(mended(data, error.errors()))
    except ValidationError:
        return []
    return find_faults(programme, vocabularies)


def _faults(file: str, found: list[Found]) -> tuple[Fault, ...]:
    return tuple(Fault(file, key, reason, near) for key, reason, near in found)


def _file_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(path.name, "—", _unreadable(path, error))
        raise DefinitionError(path.name, (fault,)) from None


def _unreadable(path: Path, error: Exception) -> Message:
    if isinstance(error, UnicodeDecodeError):
        return message("it is no text in UTF-8")
    if path.is_dir():
        return message("it is a folder")
    return (
        message("the system does not let it be read")
        if path.exists()
        else message("it is not there")
    )
