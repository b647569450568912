# SPDX-License-Identifier: Apache-2.0
"""The help of the commands in the user's language: typer words its own part in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from models.language import message

if TYPE_CHECKING:
    from models.language import Message

_TYPE = re.compile(r"<[a-z\[\] ]+>")
_CHOICE = re.compile(r"<([\w-]+(?:\|[\w-]+)+)>")
_NAME = re.compile(r"\{([A-Z][^{}]*)\}")


class Command(TyperCommand):
    """A command whose help is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """The help, as a user reads it."""
        return translated(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """The help, as a user reads it."""
        return translated(super().get_help(ctx))


def translated(text: str) -> str:
    """A help text without names of types, its fixed words in the user's language."""
    usage, line, rest = text.partition("\n")
    usage = _NAME.sub(r"\1", usage).replace(" …...", " …")
    text = _TYPE.sub(lambda found: " " * len(found[0]), f"{usage}{line}{rest}")
    text = _CHOICE.sub(r"\1  ", text)
    for source, word in _words():
        text = text.replace(source, str(word))
    return "\n".join(row.rstrip() for row in text.split("\n"))


def _words() -> tuple[tuple[str, Message], ...]:
    return (
        ("Usage: ", message("Usage: ")),
        ("[OPTIONS]", message("[OPTIONS]")),
        ("COMMAND [ARGS]...", message("COMMAND …")),
        ("Arguments:", message("Arguments:")),
        ("Options:", message("Options:")),
        ("Commands:", message("Commands:")),
        ("[required]", message("[required]")),
        ("[default:", message("[default:")),
        ("Show this message and exit.", message("Show this help.")),
    )
