# SPDX-License-Identifier: Apache-2.0
"""The programmes of which a call can be opened: those that come along, and the office's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.programme.loading import programme_text, read_programme, shipped_programmes
from models.verbs.calls import own_programme_texts

if TYPE_CHECKING:
    from models.programme.schema import Programme
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class Choice:
    """A programme that can be chosen; `own` where the office made it for itself."""

    programme: Programme
    own: bool


def read_choices(reader: Reader) -> list[Choice]:
    """The programmes, each once: the office's own stands for the one of the same id."""
    vocabularies = reader.library.vocabularies()
    own = [
        read_programme(text, file=file, vocabularies=vocabularies)
        for file, text in own_programme_texts(reader)
    ]
    taken = {programme.id for programme in own}
    shipped = [
        read_programme(programme_text(name), file=f"{name}.toml")
        for name in shipped_programmes()
        if name not in taken
    ]
    return [
        *(Choice(item, own=True) for item in own),
        *(Choice(item, own=False) for item in shipped),
    ]
