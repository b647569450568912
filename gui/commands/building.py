# SPDX-License-Identifier: Apache-2.0
"""Commands from the table, each built when it is named.

typer reads the signature of a command to build it; for all of them that takes longer than most commands
take to do their work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import typer
from typer.main import get_command

from gui.commands.help import Command, Group
from models.language import Message

Line = tuple[str, Callable[..., int], Message]
"""A command: its name, what runs, what it is for."""

Branch = tuple[str, Message, tuple[Line, ...]]
"""A group of commands: its name, what it is for, the commands."""


class Commands(Mapping[str, Any]):
    """Commands and groups by name."""

    def __init__(self, lines: Sequence[Line], groups: Sequence[Branch] = ()) -> None:
        self._makers: dict[str, Callable[[], Any]] = {}
        for line in lines:
            self._makers[line[0]] = partial(_command, *line)
        for name, purpose, inner in groups:
            self._makers[name] = partial(group, name, purpose, Commands(inner))

    def __getitem__(self, name: str) -> Any:
        return self._makers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def group(name: str, purpose: Message, commands: Commands) -> Group:
    """A group of commands, in the language of this run."""
    return Group(
        name=name,
        help=str(purpose),
        commands=commands,  # type: ignore[arg-type]  # typer only reads it
        no_args_is_help=True,
        rich_markup_mode=None,
    )


def _command(name: str, function: Callable[..., int], purpose: Message) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name, cls=Command, help=str(purpose))(function)
    return get_command(alone)
